"""What a counterfactual supposes, and the scenario of the package that does it (words/suppositions.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from inminban.ask.cues import Token, covered, matches, tokens_of
from inminban.ask.request import Supposed
from inminban.ask.wordlists import suppositions
from inminban.ask.words_of import Words
from inminban.testimony.terms.matching import lowered

CLAUSE = re.compile(
    r"\b(?:what if|if|suppose|supposing|imagine|assuming|assume|without|but for|were it not for|in a world"
    r" (?:where|without|with)"
    r"|in a country (?:where|without|with)|had (?:it|there|the|they)|were (?:there|the))\b(?P<rest>.*?)"
    r"(?:,|;|\?|\.(?:\s|$)|\b(?:how|what|would)\b|$)"
)
KOREAN_CLAUSE = re.compile(
    r"(?P<rest>[^\s,?].*?(?:다면|라면|으면|하면|되면|없이|없는|더라면|지면|리면|방면|않으면|면))(?=[\s,?]|$)"
)
NO_SCENARIO = "history"


class Clause(NamedTuple):
    """The words of a question that say what is supposed."""

    said: str
    start: int
    end: int


def clause_of(words: Words) -> Clause:
    """What is supposed: the words after if, without or suppose; the whole question if there are none.

    Of several such clauses, one that a scenario does: "if I had been a farmer, would I have eaten without markets?".
    """
    made = clauses(words)
    if not made:
        return Clause(words.text, 0, len(words.text))
    full = [one for one in made if scenarios_for(tokens_of(one.said), words.language)]
    return max(full or made, key=lambda one: len(one.said))


def clauses(words: Words) -> list[Clause]:
    """Every clause of a question that supposes something."""
    pattern = KOREAN_CLAUSE if words.language == "ko" else CLAUSE
    found = [match for match in pattern.finditer(lowered(words.text)) if match["rest"].strip()]
    return [Clause(words.text[one.start() : one.end("rest")].strip(), one.start(), one.end("rest")) for one in found]


def supposed(words: Words) -> tuple[Supposed, Clause]:
    """What is supposed, with the scenario that does it or those that are near, and its words."""
    clause = clause_of(words)
    tokens = tokens_of(clause.said)
    full = scenarios_for(tokens, words.language)
    if full:
        return Supposed(said=clause.said, scenario=full[0], nearest=tuple(full[1:3])), clause
    everywhere = scenarios_for(words.tokens, words.language)
    near = near_scenarios(tokens, words.language) or near_scenarios(words.tokens, words.language)
    return Supposed(said=clause.said, nearest=tuple(dict.fromkeys((*everywhere, *near)))[:2]), clause


def scenarios_for(tokens: Sequence[Token], language: str) -> list[str]:
    """Scenarios whose thing and change are both named, the one with most of its words first."""
    found = {
        name: len(covered(one.things.of(language), tokens))
        for name, one in suppositions().items()
        if matches(one.things.of(language), tokens) and matches(one.changes.of(language), tokens)
    }
    return sorted(found, key=lambda name: -found[name])


def near_scenarios(tokens: Sequence[Token], language: str) -> list[str]:
    """Scenarios whose thing is named, whatever is said of it."""
    return [name for name, one in suppositions().items() if matches(one.things.of(language), tokens)]


def measures_of(supposition: Supposed) -> tuple[str, ...]:
    """The measures to look at if a question names none."""
    name = supposition.scenario or next(iter(supposition.nearest), "")
    return tuple(suppositions()[name].measures) if name else ()
