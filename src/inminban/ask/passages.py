"""Which paragraphs of the user's library are about the subject of a question; the best first."""

from __future__ import annotations

import re

from inminban.ask.request import Request
from inminban.errors import InputError
from inminban.testimony.claims.suggest import read_sentence, sentences
from inminban.testimony.library import Library
from inminban.testimony.query import phrases
from inminban.testimony.records import Passage
from inminban.testimony.subjects import several
from inminban.testimony.terms.entries import DAILY_LIFE, AnyFilter, known_groups, topic_terms
from inminban.testimony.terms.matching import find_terms, lowered
from inminban.testimony.years import years_of

MOST_PASSAGES = 5
LOOKED_AT, SHORTEST = 20, 40
"""Paragraphs looked at for each query, and characters of the shortest paragraph that is shown."""

TOPIC_NAMED, GROUP_NAMED, TIME_NAMED, OWN_WORDS, MOST_STATED = 3.0, 3.0, 3.0, 3.0, 6
"""Weights of a paragraph: it names the topic, group or years asked about, has words of the question, states a fact."""

NO_TESTIMONY = re.compile(
    r"^Today.s question|^Got a question|may submit their questions|^Readers may|born and raised in", re.IGNORECASE
)
"""Lines with which a published column introduces a question or its author."""


def passages_for(asked: Request, library: Library) -> tuple[Passage, ...]:
    """Paragraphs of the user's library about the subject of a question, the best first.

    They are found by the words of the question and by the terms of its topics in both languages, so that a Korean
    question finds English paragraphs. They must name its topic, or its group if it is about daily life. If it holds a
    phrase in quotes, those that contain the phrase are shown and no others, if there are any.
    """
    quoted = phrases_to_search(asked)
    if quoted and (with_phrases := searched(library, quoted)):
        best = sorted(enumerate(with_phrases), key=lambda one: (-fit(asked, one[1].text), one[0]))
        return tuple(one for _, one in best)[:MOST_PASSAGES]
    weights: dict[str, float] = {}
    found: dict[str, Passage] = {}
    for query, bonus in queries(asked):
        for place, one in enumerate(searched(library, query, has_alternatives=True)):
            if one.locator not in found:
                found[one.locator] = one
                weight = fit(asked, one.text)
                weights[one.locator] = weight + bonus * (1 - place / LOOKED_AT) if weight else 0.0
    order = sorted(found, key=lambda locator: (-weights[locator], locator))
    return tuple(found[locator] for locator in order if weights[locator] > 0)[:MOST_PASSAGES]


def queries(asked: Request) -> list[tuple[str, float]]:
    """The queries for a question, each with the weight of what it finds: words of the question, terms of its topics."""
    wanted = ((words_to_search(asked), OWN_WORDS), (words_of_topics(asked), 0.0))
    return [(query, bonus) for query, bonus in wanted if query]


def fit(asked: Request, text: str) -> float:
    """How well a paragraph fits a question, by topic, group, years and what it states; 0 if it does not fit."""
    hits = find_terms(text)
    topic = any(hit.kind == "topic" and hit.key in asked.topics for hit in hits)
    who = [one.filter for one in asked.groups]
    group = any(
        hit.kind == "group" and any(is_part(known_groups()[hit.key].filter, one) for one in who) for hit in hits
    )
    is_of_life = asked.topics in ((), (DAILY_LIFE,))
    if not (group if is_of_life and who else topic or is_of_life):
        return 0.0
    states = max(min(read_sentence(one).weight, MOST_STATED) for one in sentences(text))
    years = years_of(lowered(text), hits)
    time = bool(asked.years and years and years[0] <= asked.years[1] and asked.years[0] <= years[1])
    return max(TOPIC_NAMED * topic + GROUP_NAMED * group + TIME_NAMED * time + states / 2, 0.5)


def is_part(told: AnyFilter, who: AnyFilter) -> bool:
    """Whether a group overlaps the one asked about."""
    return all(set(several(told[name])) & set(several(who.get(name))) for name in told)


def searched(library: Library, query: str, *, has_alternatives: bool = False) -> list[Passage]:
    """What a search finds, without headings and questions; nothing for a query without words."""
    try:
        found = library.search(query, limit=LOOKED_AT, has_alternatives=has_alternatives)
        return [one for one in found if is_statement(one.text)]
    except InputError:
        return []


def words_of_topics(asked: Request) -> str:
    """Terms of the topics asked about, in both languages, as a query."""
    terms = [term for topic in asked.topics if topic != DAILY_LIFE for term in topic_terms(topic)]
    spaced = [term.replace("-", " ") for term in terms]
    return " ".join(dict.fromkeys(f'"{term.rstrip("*")}"' if " " in term else term for term in spaced))


def is_statement(text: str) -> bool:
    """Whether a paragraph states something: it is no question, heading, caption or introduction of a column."""
    if len(text) < SHORTEST or NO_TESTIMONY.search(text):
        return False
    return any(one.rstrip("\"'”’) ").endswith((".", "!", "…", "。")) for one in sentences(text))


def phrases_to_search(asked: Request) -> str:
    """The phrases in quotes in a question, as a query; empty if there are none."""
    return " ".join(f'"{phrase}"' for phrase in phrases(asked.text))


def words_to_search(asked: Request) -> str:
    """The words of a question that name its group, place, time and topics."""
    hits = [hit for hit in find_terms(asked.text) if hit.key != DAILY_LIFE]
    spans = dict.fromkeys(asked.text[hit.start : hit.end] for hit in hits)
    return " ".join(spans)
