"""A question in English or Korean becomes a request: kind, measures, groups, places, years, scenario.

One question may ask several things; each becomes a part. What follows another question takes from it what it leaves
out (following.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from inminban.ask.following import follow, in_context, with_added
from inminban.ask.left_over import words_left
from inminban.ask.one_question import each_measure
from inminban.ask.readings import with_readings
from inminban.ask.request import Request
from inminban.ask.spelling import mended
from inminban.ask.splitting import Asked, split
from inminban.ask.words_of import words_of
from inminban.errors import InputError
from inminban.testimony.clean_text import one_line
from inminban.testimony.terms.entries import DAILY_LIFE, known_topics

LONGEST = 1_000
"""Most characters of a question."""


def understand_request(text: str, previous: Request | None = None) -> Request:
    """The request that a question makes, after a previous one if there is one.

    InputError if the question is empty or too long.
    """
    asked = one_line(text)
    if not asked:
        raise InputError("the question is empty", remedy=f"Ask for example: {known_topics()[DAILY_LIFE].example}")
    if len(asked) > LONGEST:
        raise InputError(f"the question is longer than {LONGEST:,} characters", remedy="Ask it in a sentence or two.")
    made: list[Request] = []
    for one in split(mended(asked)):
        request = part_of(one, made[-1] if made else previous, is_same_question=bool(made))
        made += [request] if request.kept else each_measure(words_of(one.question), request)
    made = [with_words_left(one, made) for one in made]
    answerable = [one for one in made if one.kind != "outside" or one.lacking not in ("measure", "topic")]
    if not answerable:
        return made[0].model_copy(update={"text": asked})
    made = [one for one in made if one in answerable or one.text.endswith("?")]
    if len(made) == 1:
        return asked_as(with_readings(made[0]), asked)
    left = tuple(dict.fromkeys(word for one in made for word in one.not_understood))
    return made[0].model_copy(update={"text": asked, "parts": tuple(made), "not_understood": left})


def with_words_left(request: Request, made: Sequence[Request]) -> Request:
    """A request with the words that neither it nor another request made of the same words has used."""
    measures = {name for one in made if one.text == request.text for name in one.measures}
    return request.model_copy(update={"not_understood": words_left(words_of(request.text), request, measures)})


def asked_as(request: Request, text: str) -> Request:
    """A request and its readings under the whole text of the question."""
    readings = tuple(
        one.model_copy(update={"request": one.request.model_copy(update={"text": text})}) for one in request.readings
    )
    return request.model_copy(update={"text": text, "readings": readings})


def part_of(asked: Asked, before: Request | None, *, is_same_question: bool) -> Request:
    """The request of one question of a text. What leads up to it is read too if it says too little by itself."""
    if before is not None and before.parts:
        before = before.parts[-1]
    request = follow(asked.question, before, is_same_question=is_same_question)
    if asked.added:
        request = with_added(request, asked.added)
    if not asked.lead:
        return request
    if request.kind == "outside" and request.lacking in ("measure", "topic"):
        whole = follow(f"{asked.lead} {asked.question}", before, is_same_question=is_same_question, has_lead=True)
        own = words_of(asked.question)
        kept = {"groups": own.groups, "places": own.places, "periods": tuple(one.years for one in own.periods)}
        request = whole if whole.kind == "outside" or whole.kept else whole.model_copy(update=kept)
    return in_context(request, asked)
