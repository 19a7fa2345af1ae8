"""Which words of a question name groups and places: those of testimony, the many more of questions, ages, counties.

A word that says how people are, whose kin somebody is, or what the government does, names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from inminban.ask.ages import ages_in
from inminban.ask.county_words import counties_named
from inminban.ask.group_words import groups_by_words
from inminban.ask.named import Named, chained, named, without_overlaps
from inminban.testimony.terms.entries import Filter, known_groups, known_places
from inminban.testimony.terms.matching import Hit, lowered

PREDICATE = re.compile(
    r"\b(?:how|are|is|were|was|be|been|being|so|too|very|much|any|become|became|get|gets|getting|got)\s+$"
)
HOW_THEY_WOULD_BE = re.compile(r"\b(?:be|been|are|is|was|were)\s+(?:i|we|he|she|they|it|you|people|any|much|still)\s+$")
COMPARED = re.compile(r"\s+than\b")
DESTINATION = re.compile(
    r"\b(?:sent|send|go|goes|went|going|moved|move|to work|mobili[sz]ed|marched|taken|posted"
    r"|brought)\b[^,.?]*\bto (?:the )?$|\bto the $"
)


OF_GOVERNMENT = re.compile(
    r"^(?:'s (?:policy|claims?|statements?|figures|exports?))?\s*(?:has|had|have|sends?|sent|says?|said|claims?"
    r"|claimed|admits?|admitted|earns?|earned|makes?|made|gets?|got|exports?|exported|receives?|received|collects?|takes?|took|keeps?|kept)\b"
)
"""What the government does whose seat stands for it: "workers Pyongyang sent abroad"."""


AT_A_PLACE = re.compile(r"\b(?:in|from|of|near|around|outside|inside|to|at)\s+$")


def groups_named(text: str, hits: Iterable[Hit]) -> list[Named]:
    """Every word for a group, and every age, in order."""
    every = list(hits)
    found = [
        named(text, hit.start, hit.end, known_groups()[hit.key].filter)
        for hit in every
        if hit.kind == "group" and not is_predicate(text, hit)
    ]
    more = [
        named(text, one.start, one.end, one.filter)
        for one in groups_by_words(lowered(text), every)
        if not says_how_they_are(text, one.start, one.end, one.filter)
    ]
    return without_kin(text, without_overlaps(chained([*ages_in(text), *found, *more])))


KIN_OF = re.compile(r"^(?:'s|s'|의)?\s*$")
CHILD = re.compile(r"^(?:kid|child|자식|자녀|애)$")
OWN_KIN = re.compile(
    r"(?:\b(?:my|our|his|her|your|their)\s+(?:\w+\s+)?|(?<![가-힣])(?:우리|내|제|저희|그의|그녀의)\s*(?:친|외|큰|작은)?)$"
)
KIN = re.compile(
    r"^(?:mother|father|wife|husband|grand\w+|son|sons|daughter\w*|mum|mom|dad|uncle|aunt|parents?|어머니|엄마|아내|아버지|남편|딸\S*|아들|할머니"
    r"|외할머니|할아버지|외할아버지|이모|고모|삼촌|아빠|누나|언니)s?$"
)


def without_kin(text: str, found: Sequence[Named]) -> list[Named]:
    """Words without those that only say whose kin somebody is: a miner's son, my father who was an official."""
    has_work = any("occupation" in one.filter or "songbun" in one.filter for one in found)
    kept: list[Named] = []
    for one in found:
        is_person = not one.filter.keys() & {"occupation", "songbun"}
        is_kin = is_person and KIN.match(lowered(one.said)) is not None
        before = kept[-1] if kept else None
        of_work = (
            before is not None
            and bool(before.filter.keys() & {"occupation", "songbun"})
            and KIN_OF.match(lowered(text[before.end : one.start])) is not None
        )
        is_own = has_work and OWN_KIN.search(lowered(text[: one.start])) is not None
        is_child = is_person and of_work and CHILD.match(lowered(one.said)) is not None
        if not (is_kin and (of_work or is_own)) and not is_child:
            kept.append(one)
    return kept


def places_named(text: str, hits: Iterable[Hit]) -> list[Named]:
    """Every word for a place, in order."""
    found = [
        named(text, hit.start, hit.end, known_places()[hit.key].filter)
        for hit in hits
        if hit.kind == "place"
        and not DESTINATION.search(lowered(text[: hit.start]))
        and not (
            lowered(hit_text(text, hit)) == "pyongyang"
            and OF_GOVERNMENT.match(lowered(text[hit.end :]))
            and not AT_A_PLACE.search(lowered(text[: hit.start]))
        )
    ]
    more = [
        named(text, one.start, one.end, one.filter)
        for one in counties_named(text)
        if not DESTINATION.search(lowered(text[: one.start]))
    ]
    return without_overlaps([*found, *more])


def hit_text(text: str, hit: Hit) -> str:
    """The words of a text that a term was found in."""
    return text[hit.start : hit.end]


def is_predicate(text: str, hit: Hit) -> bool:
    """Whether a word says how people are, and not who: "how poor are farmers?"."""
    return hit.key in ("rich", "poor") and PREDICATE.search(lowered(text[: hit.start])) is not None


def says_how_they_are(text: str, start: int, end: int, filters: Filter) -> bool:
    """Whether a word for wealth or age says how people are: "are farmers poorer than miners", "how old"."""
    if not filters.keys() <= {"wealth_fifth", "age_group"}:
        return False
    small = lowered(text)
    if HOW_THEY_WOULD_BE.search(small[:start]) is not None:
        return True
    return PREDICATE.search(small[:start]) is not None or COMPARED.match(small[end:]) is not None
