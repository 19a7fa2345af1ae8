"""Finding paragraphs: searching the index, filters by document and topic, marking hits, joining rankings."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from inminban.testimony import index_text
from inminban.testimony.index_text import IndexText
from inminban.testimony.korean_hits import Hit, hits, hits_of_forms
from inminban.testimony.query import Query, Search, Term, any_of, bare, expression, halves, searches
from inminban.testimony.records import Mark
from inminban.testimony.tables import PARAGRAPHS_A_DOCUMENT

RECIPROCAL_RANK = 60  # Cormack, Clarke and Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet ..."
TOKENS = "porter unicode61 remove_diacritics 2"
PROPOSED, MOST_PROPOSED = 500, 5_000
"""Paragraphs that are read at a time, and at most, where the index only proposes."""

OPEN, CLOSE = "\x02", "\x03"  # characters that stand in no text here; `hits_of_words` sees to it
SOURCE = re.compile(f"[{OPEN}{CLOSE}]")

TESTIMONY = "NOT EXISTS (SELECT 1 FROM turns WHERE turns.row = {row} AND turns.role <> 'witness')"
"""The condition that a paragraph is the witness's: all of a plain text, and of a transcript what the witness says."""


class Filter:
    """A condition on row numbers of the index, with its values: which documents or paragraphs a search may return."""

    def __init__(
        self,
        *,
        year_of_leaving: int | tuple[int, int] | None = None,
        occupation: str | None = None,
        topic: str | None = None,
        topic_terms: Sequence[str] = (),
        has_all_speakers: bool = False,
    ) -> None:
        self.conditions: list[str] = [] if has_all_speakers else [TESTIMONY]
        self.values: list[str | int] = []
        if year_of_leaving is not None:
            low, high = year_of_leaving if isinstance(year_of_leaving, tuple) else (year_of_leaving, year_of_leaving)
            self._documents("left_last >= ? AND left_first <= ?", low, high)
        if occupation:
            self._documents("instr(lower(occupation), ?) > 0", occupation.strip().lower())
        if topic:
            self._topic(topic, topic_terms)

    def _documents(self, condition: str, *values: str | int) -> None:
        self.conditions.append(f"{{row}} / {PARAGRAPHS_A_DOCUMENT} IN (SELECT key FROM documents WHERE {condition})")
        self.values += values

    def _topic(self, topic: str, terms: Sequence[str]) -> None:
        stated = "EXISTS (SELECT 1 FROM json_each(topics) WHERE value = ?)"
        condition = f"{{row}} / {PARAGRAPHS_A_DOCUMENT} IN (SELECT key FROM documents WHERE {stated})"
        self.values.append(topic)
        if terms:
            condition += " OR {row} IN (SELECT rowid FROM words WHERE words MATCH ?)"
            self.values.append(any_of(terms))
        self.conditions.append(f"({condition})")

    def sql(self, row: str) -> str:
        """The condition in SQL; `row` names the row number. Begins with AND, or is empty if nothing is filtered."""
        return "".join(f" AND {condition.format(row=row)}" for condition in self.conditions)


def by_words(connection: sqlite3.Connection, query: Query, only: Filter, depth: int) -> list[int]:
    """Row numbers of at most `depth` paragraphs, best first: those with all terms, then those with some."""
    found: dict[int, None] = {}
    for search in searches(query):
        found.update(dict.fromkeys(rows_of(connection, search, only, depth)))
        if len(found) >= depth:
            break
    return list(found)[:depth]


def rows_of(connection: sqlite3.Connection, search: Search, only: Filter, depth: int) -> list[int]:
    """Row numbers of at most `depth` paragraphs that one search finds, best first.

    Where the index only proposes, each paragraph is read, and those with the exact spelling and with whole words come
    first among the first PROPOSED.
    """
    sql = f"SELECT rowid FROM words WHERE words MATCH ?{only.sql('words.rowid')} ORDER BY rank, rowid LIMIT ? OFFSET ?"
    if not any(term.hangul or term.is_prefix for term in search.terms):
        return [row[0] for row in connection.execute(sql, (search.expression, *only.values, depth, 0))]
    found: list[tuple[int, int]] = []
    for proposed in range(0, MOST_PROPOSED, PROPOSED):
        rows = [row[0] for row in connection.execute(sql, (search.expression, *only.values, PROPOSED, proposed))]
        found += sorted(ranked(connection, search, rows), key=lambda one: one[1])
        if len(found) >= depth or len(rows) < PROPOSED:
            break
    return [row for row, _ in sorted(found, key=lambda one: one[1])][:depth]


def ranked(connection: sqlite3.Connection, search: Search, rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Those of these paragraphs that really have enough of the terms, each with the rank of its worst hit."""
    wanted = json.dumps(rows)
    texts = connection.execute(
        "SELECT row, text FROM json_each(?) AS wanted JOIN paragraphs ON row = wanted.value ORDER BY wanted.key",
        (wanted,),
    ).fetchall()
    for (row, _), found in zip(texts, hits_in(search.terms, [text for _, text in texts]), strict=True):
        best = [min(hit.rank for hit in of_term) for of_term in found if of_term]
        has_phrases = all(of_term for term, of_term in zip(search.terms, found, strict=True) if term.is_phrase)
        if len(best) >= search.least and (has_phrases or search.least == 1):
            yield row, max(best)


def hits_in(terms: Sequence[Term], texts: Sequence[str]) -> list[list[list[Hit]]]:
    """For each text the hits of each term in it."""
    stemmed = hits_of_words(terms, texts)
    return [
        [stemmed[at][text_at] if is_stemmed(term) else list(hits_of(term, text)) for at, term in enumerate(terms)]
        for text_at, text in enumerate(texts)
    ]


def is_stemmed(term: Term) -> bool:
    """Whether a term is found in every form that the index treats as the same, so that only an index can find it."""
    return bool(term.latin) and not term.is_prefix


def hits_of(term: Term, text: str) -> Iterable[Hit]:
    """The hits of any other term in a text."""
    if term.forms:
        return hits_of_forms(term.forms, text)
    if term.latin:
        return (Hit(*found.span(), 0) for found in beginnings(term.latin).finditer(index_text.folded(text)))
    return hits(term.hangul, text, is_prefix=term.is_prefix, is_phrase=term.is_phrase)


@lru_cache(maxsize=100)
def beginnings(words: str) -> re.Pattern[str]:
    """A pattern for words as they were typed, of which the last is only begun."""
    letters = r"[^\W_]"
    return re.compile(rf"(?<!{letters})" + r"[\W_]+".join(map(re.escape, words.split())) + rf"{letters}*")


def join_rankings(rankings: Iterable[Sequence[int]]) -> dict[int, float]:
    """Score of each row, best first: the sum over all rankings of 1 / (RECIPROCAL_RANK + rank)."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + 1.0 / (RECIPROCAL_RANK + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))  # a stable sort: the first ranking decides ties


def mark(query: Query, texts: Sequence[str]) -> list[tuple[Mark, ...]]:
    """Where the terms of a query are in each text. A word is found in every form that the index treats as the same."""
    marks: list[tuple[Mark, ...]] = [()] * len(texts)
    for terms in (tuple(map(bare, query.terms)), *(search.terms for search in halves(query))):
        for at, found in enumerate(hits_in(terms, texts)):
            marks[at] = marks[at] or merge(Mark(hit.start, hit.end) for of_term in found for hit in of_term)
    return marks


def hits_of_words(terms: Sequence[Term], texts: Sequence[str]) -> list[list[list[Hit]]]:
    """For each term that is stemmed its hits in each text, by a small index of these texts like the library's."""
    if not texts or not any(map(is_stemmed, terms)):
        return [[[] for _ in texts] for _ in terms]
    forms = [index_text.with_places(SOURCE.sub(" ", text)) for text in texts]
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute(f"CREATE VIRTUAL TABLE words USING fts5(text, tokenize = '{TOKENS}')")
        memory.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(form.text for form in forms))
        return [hits_of_word(memory, term, forms) if is_stemmed(term) else [] for term in terms]
    finally:
        memory.close()


def hits_of_word(memory: sqlite3.Connection, term: Term, forms: Sequence[IndexText]) -> list[list[Hit]]:
    """The hits of a term in each text of a small index."""
    rows = memory.execute(
        "SELECT rowid, highlight(words, 0, ?, ?) FROM words WHERE words MATCH ?", (OPEN, CLOSE, expression(term))
    )
    marked = dict(rows.fetchall())
    return [
        [Hit(*in_original(form, mark), 0) for mark in read_signs(marked.get(at, ""))] for at, form in enumerate(forms)
    ]


def in_original(form: IndexText, mark: Mark) -> tuple[int, int]:
    """Where a mark in a text for the index is in the text itself."""
    start, last = form.places[mark.start], form.places[mark.end - 1]
    end = next((place for place in form.places[mark.end :] if place > last), last + 1)
    return start, end


def read_signs(text: str) -> list[Mark]:
    """Places of the hits, from a text in which OPEN and CLOSE mark them."""
    places = [found.start() - before for before, found in enumerate(SOURCE.finditer(text))]
    return [Mark(start, end) for start, end in zip(places[::2], places[1::2], strict=True)]


def merge(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in order; those that overlap become one."""
    merged: list[Mark] = []
    for start, end in sorted(marks):
        if merged and start < merged[-1].end:
            merged[-1] = Mark(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Mark(start, end))
    return tuple(merged)
