"""A question taken apart: its words, and the groups, places, times, topics and terms that stand in it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from inminban.ask.cues import Span, Token, covered, matches, tokens_of
from inminban.ask.named import Named, without_overlaps
from inminban.ask.periods import Period, periods_in
from inminban.ask.request import Who
from inminban.ask.sides import BETWEEN_PLACES, OTHERS, is_beside_place, sides_of, with_elsewhere, with_others
from inminban.ask.values import values_named
from inminban.ask.who_is_named import groups_named, places_named
from inminban.ask.wordlists import FOLDER, columns, glossary, persons
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.clean_text import language_of
from inminban.testimony.terms.entries import DAILY_LIFE
from inminban.testimony.terms.matching import HANGUL_TEXT, Hit, find_terms, lowered


class Words(NamedTuple):
    """What was found in a question, before it is known what it asks.

    `tokens`: its words, those of one group, place, time or term joined; `plain`: the same, each word by itself.
    `columns`: classifications it names (province, occupation). `terms`: entries of the glossary in it. `topic_spans`:
    where topics are named. `values`: values of columns by which only some measures can be told (values.py).
    """

    text: str
    language: str
    tokens: tuple[Token, ...]
    plain: tuple[Token, ...]
    groups: tuple[Who, ...]
    places: tuple[Who, ...]
    periods: tuple[Period, ...]
    topics: tuple[str, ...]
    terms: tuple[str, ...]
    columns: tuple[str, ...]
    named_groups: tuple[Named, ...]
    topic_spans: tuple[tuple[int, int], ...]
    values: tuple[Named, ...] = ()

    def has(self, patterns: list[str]) -> bool:
        """Whether one of these patterns is in it."""
        return matches(patterns, self.tokens)


def words_of(text: str) -> Words:
    """Take a question apart."""
    small = lowered(text)
    hits = whole_hits(find_terms(text))
    periods = periods_in(small)
    groups = [*groups_named(text, hits)]
    hosts = hosts_named(text, small) if ABROAD.search(small) and not FLIGHT.search(small) else []
    groups = [in_class(one) if SCHOOL.search(small) else one for one in groups]
    groups = [one for number, one in enumerate(groups) if not is_apposition(small, groups[:number][-1:], one)]
    if OVERSEAS.search(small) and not FLIGHT.search(small):
        groups = [one for one in groups if one.filter != {"occupation": "factory_worker"}]
    if hosts:
        groups = without_overlaps([*(one for one in groups if not WORKER.search(lowered(one.said))), *hosts])
    places = places_named(text, hits)
    terms = terms_in(small)
    spans = [
        *(Span(one.start, one.end, "group") for one in groups),
        *(Span(one.start, one.end, "place") for one in places),
        *(Span(one.start, one.end, kind) for one in periods for kind in ("years", one.relation)),
        *(Span(*match.span(), "group") for pattern in (OTHERS, BETWEEN_PLACES) for match in pattern.finditer(small)),
    ]
    language = language_of(text)
    tokens = with_classes(tokens_of(text, spans), language, terms)
    found = tuple(
        name for name, cues in columns().items() if name not in ("year",) and matches(cues.of(language), tokens)
    )
    who, where = with_others(text, sides_of(text, groups)), with_elsewhere(text, sides_of(text, places))
    if len(who) == len(where) == 1 and is_beside_place(small, groups, places):
        who, where = ([*who, *where] if groups[0].start < places[0].start else [*where, *who]), []
    return Words(
        text, language, tuple(tokens), plain_tokens(small, spans), tuple(who), tuple(where), tuple(periods),
        tuple(dict.fromkeys(hit.key for hit in hits if hit.kind == "topic" and hit.key != DAILY_LIFE)),
        tuple(dict.fromkeys(name for name, _ in terms)), found, tuple(groups),
        tuple((hit.start, hit.end) for hit in hits if hit.kind == "topic"), values_named(text),
    )  # fmt: skip


def whole_hits(hits: list[Hit]) -> list[Hit]:
    """Terms without the places that are a part of a longer term: 농촌동원 is labour and not a place."""
    longer = [hit for hit in hits if hit.kind in ("topic", "group")]
    return [hit for hit in hits if hit.kind != "place" or not any(hit.covers < one.covers for one in longer)]


def plain_tokens(text: str, spans: list[Span]) -> tuple[Token, ...]:
    """Every word by itself, with the class of what it is a part of."""
    return tuple(
        one._replace(classes=frozenset(span.kind for span in spans if span.start < one.end and one.start < span.end))
        for one in tokens_of(text)
    )


ABROAD = re.compile(
    r"\b(?:workers?|labou?rers?|loggers?|sent|work(?:s|ing|ed)?|earn\w*|wages?|paid|posted|posting|abroad|overseas)\b|노동자|파견|나가|일하|벌목"
)
FLIGHT = re.compile(r"\bback from|defect|refugee|escap|hiding|hid\b|border|repatriat|flee|fled|북송|탈북|국경|숨")
WORKER = re.compile(r"work|labou?r|logg|sent|노동자|파견|일하")


OVERSEAS = re.compile(r"\b(?:abroad|overseas)\b|해외|국외|파견")
SCHOOL = re.compile(r"\b(?:schools?|in class|classrooms?|lessons? at school|homework)\b|학교|수업|교실|숙제|등교")
CHILDREN = {"age_group": ["0-6", "7-13"]}


def in_class(one: Named) -> Named:
    """Children, where school is spoken of, are pupils."""
    return one._replace(filter={"occupation": "pupil"}) if one.filter == CHILDREN else one


def is_apposition(text: str, before: list[Named], one: Named) -> bool:
    """Whether a word for children only says again who the pupils right before it are: 중학생 아이들."""
    of_school = [each for each in before if each.filter.get("occupation") in ("pupil", "student")]
    return bool(of_school) and one.filter == CHILDREN and not text[of_school[-1].end : one.start].strip()


@cache
def host_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A pattern for each country that workers are sent to."""
    content = read_toml(FOLDER / "hosts.toml").content
    return tuple(
        (name, re.compile("|".join(one if HANGUL_TEXT.search(one) else rf"\b{one}\b" for one in terms)))
        for name, terms in content.items()
    )


def hosts_named(text: str, small: str) -> list[Named]:
    """The countries that workers are sent to, where a text names them."""
    return [
        Named(match.start(), match.end(), text[match.start() : match.end()], {"host": name})
        for name, pattern in host_patterns()
        for match in pattern.finditer(small)
    ]


@cache
def glossary_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A pattern for each entry of the glossary."""
    found = []
    for name, entry in glossary().items():
        english = [rf"(?<![\w-]){re.escape(term)}(?![\w-])" for term in sorted(entry.en, key=len, reverse=True)]
        korean = [re.escape(term).replace(r"\ ", r"\s*") for term in sorted(entry.ko, key=len, reverse=True)]
        found.append((name, re.compile("|".join((*english, *korean)))))
    return tuple(found)


def terms_in(text: str) -> list[tuple[str, Span]]:
    """Entries of the glossary in a text in lower case, with their places, in order."""
    found = [
        (name, Span(match.start(), match.end(), "term"))
        for name, pattern in glossary_patterns()
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda one: one[1])


def with_classes(tokens: list[Token], language: str, terms: list[tuple[str, Span]]) -> list[Token]:
    """Tokens with the classes that word lists give them: persons, columns, terms of the glossary."""
    person = set(covered_by_each(persons().of(language), tokens))
    column = {at for cues in columns().values() for at in covered_by_each(cues.of(language), tokens)}
    made = []
    for number, token in enumerate(tokens):
        more = {"person"} if number in person or "group" in token.classes else set()
        more |= {"column"} if number in column else set()
        more |= {"term"} if any(one.start < token.end and token.start < one.end for _, one in terms) else set()
        made.append(token._replace(classes=token.classes | more))
    return joined_terms(made)


def covered_by_each(patterns: list[str], tokens: list[Token]) -> set[int]:
    """Numbers of the tokens that these patterns cover, wherever they stand."""
    found: set[int] = set()
    for at in range(len(tokens)):
        found |= {at + one for one in covered([f"^ {pattern}" for pattern in patterns], tokens[at:])}
    return found


def joined_terms(tokens: list[Token]) -> list[Token]:
    """Tokens with those of one term of several words joined."""
    made: list[Token] = []
    for token in tokens:
        is_part = made and "term" in token.classes and "term" in made[-1].classes and not HANGUL_TEXT.search(token.text)
        if is_part:
            before = made[-1]
            made[-1] = Token(f"{before.text} {token.text}", before.start, token.end, before.classes | token.classes)
        else:
            made.append(token)
    return made
