"""A question in English or Korean becomes a request: kind, measures, groups, places, years, scenario.

One question may ask several things; each becomes a part. What follows another question takes from it what it leaves
out (following.py).
"""

from __future__ import annotations

from inminban.ask.following import follow
from inminban.ask.request import Request
from inminban.ask.splitting import split
from inminban.errors import InputError
from inminban.testimony.clean_text import one_line
from inminban.testimony.terms.entries import DAILY_LIFE, known_topics

LONGEST = 1_000
"""Most characters of a question."""


def understand_request(text: str, previous: Request | None = None) -> Request:
    """The request that a question makes. InputError if it is empty or too long."""
    asked = one_line(text)
    if not asked:
        raise InputError("the question is empty", remedy=f"Ask for example: {known_topics()[DAILY_LIFE].example}")
    if len(asked) > LONGEST:
        raise InputError(f"the question is longer than {LONGEST:,} characters", remedy="Ask it in a sentence or two.")
    clauses = split(asked)
    made: list[Request] = []
    before = previous
    for clause in clauses:
        request = follow(clause, before, is_same_question=bool(made))
        made.append(request)
        before = request if request.kind != "outside" else before
    kept = [one for one in made if one.kind != "outside"] or made[:1]
    if len(kept) == 1:
        return kept[0].model_copy(update={"text": asked})
    first = kept[0]
    return first.model_copy(update={"text": asked, "parts": tuple(kept), "readings": ()})
