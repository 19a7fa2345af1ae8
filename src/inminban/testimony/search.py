"""Finding paragraphs: searching the index, filters by document and topic, marking hits, joining rankings."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

from inminban.testimony import korean
from inminban.testimony.query import Query, any_of, bare, expression, match_expressions
from inminban.testimony.records import Mark
from inminban.testimony.tables import PARAGRAPHS_A_DOCUMENT

RECIPROCAL_RANK = 60  # Cormack, Clarke and Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet ..."
OPEN, CLOSE = "\x02", "\x03"  # characters that stand in no text here; `marks_of_words` sees to it
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
            self._documents("year_of_leaving BETWEEN ? AND ?", low, high)
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
    for match in match_expressions(query):
        rows = connection.execute(
            f"SELECT rowid FROM words WHERE words MATCH ?{only.sql('words.rowid')} ORDER BY rank, rowid LIMIT ?",
            (match, *only.values, depth),
        )
        found.update(dict.fromkeys(row[0] for row in rows))
        if len(found) >= depth:
            break
    return list(found)[:depth]


def join_rankings(rankings: Iterable[Sequence[int]]) -> dict[int, float]:
    """Score of each row, best first: the sum over all rankings of 1 / (RECIPROCAL_RANK + rank)."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + 1.0 / (RECIPROCAL_RANK + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))  # a stable sort: the first ranking decides ties


def mark(query: Query, texts: Sequence[str]) -> list[tuple[Mark, ...]]:
    """Where the terms of a query are in each text. A word is found in every form that the index treats as the same."""
    latin = marks_of_words(query, texts)
    patterns = [korean.pattern(bare(term).hangul) for term in query.terms if term.hangul]
    return [
        merge([*marks, *(Mark(*found.span()) for pattern in patterns for found in pattern.finditer(text))])
        for text, marks in zip(texts, latin, strict=True)
    ]


def marks_of_words(query: Query, texts: Sequence[str]) -> list[list[Mark]]:
    """Marks of the terms that are not Korean, found by a small index of these texts that stems like the library's."""
    terms = [term for term in query.terms if term.latin]
    if not terms or not texts:
        return [[] for _ in texts]
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')")
        plain = [SOURCE.sub(" ", text) for text in texts]
        memory.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(plain))
        match = " OR ".join(expression(term) for term in terms)
        rows = memory.execute(
            "SELECT rowid, highlight(words, 0, ?, ?) FROM words WHERE words MATCH ?", (OPEN, CLOSE, match)
        )
        marked = dict(rows.fetchall())
    finally:
        memory.close()
    return [read_signs(marked.get(number, "")) for number in range(len(texts))]


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
