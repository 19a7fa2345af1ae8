"""The words of a question that played no part in how it was understood.

General words, groups, places and times are not counted, nor what only leads up to the question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from inminban.ask.cues import covered, matches
from inminban.ask.finding import is_said_of, own_words, weigh
from inminban.ask.request import Request
from inminban.ask.wordlists import Cues, acts, dimensions, kind_entries, outside, persons, suppositions
from inminban.ask.words_of import Words

Place = tuple[int, int]
CUES_OF_LACK = {"judgement": "judgement", "person": "person", "forecast": "forecast", "place": "elsewhere"}
"""The cues by which a question was found to be outside the model (outside.toml)."""


def words_left(words: Words, request: Request, measures: Collection[str]) -> tuple[str, ...]:
    """Words that name none of these measures, no topic, and were no cue for anything in the request."""
    weighed = [one for one in weigh(words, request.kind) if one.name in measures]
    at = {number for one in weighed for number in one.at}
    spans = [*words.topic_spans, *places_of_cues(words, request)]
    left = []
    for number in sorted(own_words(words.plain) - at):
        token = words.plain[number]
        is_cue = any(start < token.end and token.start < end for start, end in spans)
        if not is_cue and not any(is_said_of(name, token) for name in measures):
            left.append(words.text[token.start : token.end])
    return tuple(dict.fromkeys(left))


def places_of_cues(words: Words, request: Request) -> list[Place]:
    """Where the cues stand that made the request what it is."""
    patterns = [pattern for cues in cues_used(words, request) for pattern in cues.of(words.language)]
    found = [words.tokens[at] for at in covered(patterns, words.tokens)]
    used = {"column"} if request.by else set()
    used |= {"term"} if request.term else set()
    found += [one for one in words.tokens if one.classes & used]
    return [(one.start, one.end) for one in found]


def cues_used(words: Words, request: Request) -> Iterator[Cues]:
    """The cues of its kind, act, scenario and quantity, of persons, and of what it lacks."""
    yield from (one for one in kind_entries() if one.kind == request.kind)
    yield from (one for one in dimensions().values() if matches(one.of(words.language), words.tokens))
    yield persons()
    if request.act:
        yield acts()[request.act]
    if request.supposed:
        name = request.supposed.scenario
        yield from (suppositions()[one].things for one in (name, *request.supposed.nearest) if one in suppositions())
        yield from [suppositions()[name].changes] if name in suppositions() else []
    if request.lacking in CUES_OF_LACK:
        yield outside()[CUES_OF_LACK[request.lacking]]
