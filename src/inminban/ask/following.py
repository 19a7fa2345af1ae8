"""A question that follows another: what it names replaces what was asked before, the rest is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inminban.ask.finding import weigh
from inminban.ask.kinds import kind_of
from inminban.ask.request import Request, Who
from inminban.ask.one_question import enough, request_of
from inminban.ask.words_of import Words, words_of

LEADS_ON = re.compile(
    r"^(?:and|but|so|or|what about|how about|and what about|same for|only|just|now|then|also|ok|okay|what of)\b|^(?:그럼|그러면|그리고|그런데|그렇다면)"
    r"|(?:은|는)요\s*\??$"
)
POINTS_BACK = re.compile(
    r"\b(?:it|that|this|they|them|their|those|these|there|then|its|he|she|him|her|his|the same|one|ones)\b|그들|그것|그건|그중|그때|이들|거기|그 사람|그게|이것|그 돈"
)
LONGEST_REST = 9
"""Words of the longest question that only changes the one before it."""


def follow(text: str, previous: Request | None, *, is_same_question: bool = False) -> Request:
    """The request of a question, with what it leaves out taken from the one before.

    `is_same_question`: both stand in one text, so that groups, places and years hold on unless new ones are named.
    """
    words = words_of(text)
    request = request_of(words)
    if previous is None:
        return request
    if is_same_question:
        return carried_on(request, previous, text)
    return changed(words, request, previous) if leads_on(text, words, request) else request


def leads_on(text: str, words: Words, request: Request) -> bool:
    """Whether a question needs the one before: it begins with "and", or is short and names no subject or points back."""
    small = text.lower().strip()
    is_short = len(words.tokens) <= LONGEST_REST
    names_nothing = request.kind == "outside" or not enough(weigh(words, request.kind))
    return bool(LEADS_ON.search(small)) or (is_short and (names_nothing or bool(POINTS_BACK.search(small))))


def changed(words: Words, request: Request, previous: Request) -> Request:
    """The previous request with what the new question names in the place of what it had."""
    found = enough(weigh(words, previous.kind))
    own_kind = kind_of(words)
    new: dict[str, object] = {"text": words.text, "language": request.language, "parts": (), "readings": ()}
    if found and not is_only_groups(words, found[0].at):
        new |= {"measures": request.measures or tuple(one.name for one in found[:1]), "topics": words.topics}
    if words.groups:
        new["groups"] = beside(previous.groups, words.groups, words.text)
    if words.places:
        new["places"] = words.places
    if words.periods:
        new["periods"] = tuple(one.years for one in words.periods)
    if own_kind not in ("level", "comparison") and request.kind != "outside":
        new |= {"kind": own_kind, "by": request.by, "order": request.order, "supposed": request.supposed}
        new |= {"act": request.act, "term": request.term}
    kept = tuple(name for name in ("kind", "measures", "groups", "places", "periods") if name not in new)
    return previous.model_copy(update={**new, "kept": kept, "not_understood": ()})


def is_only_groups(words: Words, at: frozenset[int]) -> bool:
    """Whether a measure was found by words for groups alone: "and traders?"."""
    return all(words.plain[one].classes & {"group", "place", "years"} for one in at if one < len(words.plain))


def beside(before: Sequence[Who], groups: Sequence[Who], text: str) -> tuple[Who, ...]:
    """The new groups; beside the old one where the question sets them against each other."""
    is_set_beside = re.search(r"\b(?:than|compared|versus|vs)\b|보다|비해|비교", text.lower()) is not None
    return (*before[:1], *groups) if is_set_beside and len(groups) == 1 and before else tuple(groups)


def carried_on(request: Request, previous: Request, text: str) -> Request:
    """A part of a question with the groups, places and years of the part before, where it names none."""
    points_back = POINTS_BACK.search(text.lower()) is not None
    new: dict[str, object] = {}
    if request.kind == "outside" and request.lacking in ("measure", "topic") and points_back:
        new |= {"kind": "level", "lacking": "", "measures": previous.measures, "topics": previous.topics}
    if not request.groups and previous.groups:
        new["groups"] = previous.groups
    if not request.places and previous.places:
        new["places"] = previous.places
    if not request.periods and previous.periods:
        new["periods"] = previous.periods[:1] if len(previous.periods) == 1 else ()
    if request.kind != "outside" and not request.measures and points_back:
        new |= {"measures": previous.measures, "topics": request.topics or previous.topics}
    kept = tuple(name for name in new if name in ("measures", "groups", "places", "periods"))
    return request.model_copy(update={**new, "kept": kept}) if new else request
