"""The library: texts of witnesses with their details, kept and searched in one file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from inminban.core.characters import without_controls
from inminban.errors import InputError
from inminban.testimony import index_text, meaning
from inminban.testimony.database import LibraryFile, faults_named, now
from inminban.testimony.dates import read_edtf
from inminban.testimony.protected import check_protected
from inminban.testimony.query import Query, parse
from inminban.testimony.reading.paragraphs import n_words
from inminban.testimony.records import Added, Details, Document, Passage, Text
from inminban.testimony.search import Filter, by_words, join_rankings, mark
from inminban.testimony.speakers import NOBODY, Speaker, speakers_of
from inminban.testimony.tables import PARAGRAPHS_A_DOCUMENT
from inminban.testimony.terms.entries import topic_names, topic_terms

ID_DIGITS = 10  # hexadecimal: among a million texts the chance that two share an id is one in two
DEPTH = 50  # ranks of each ranking that are joined
MOST_RESULTS = 1_000
PLAIN_COLUMNS = ("title", "witness", "rights", "language", "publisher", "occupation", "address")
MOST_DIGITS = 9  # of the number of a paragraph
INTO_INDEX = "INSERT INTO words (rowid, text, pairs) VALUES (?, ?, ?)"


def document_id(paragraphs: Sequence[str]) -> str:
    """The id of a text, computed from its words: the same text has the same id in every library."""
    return "d" + hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()[:ID_DIGITS]


class Library(LibraryFile):
    """Texts, their paragraphs and the index, in one file. Use it as a context manager.

    Every method raises InputError if the file is damaged, cannot be written, or stays locked for a minute.
    """

    @classmethod
    def open(cls, path: Path | None = None, *, must_exist: bool = False) -> Self:
        """Open the file at `path`, by default where `default_path` says. Makes the file unless it must exist.

        A library whose index has an older form is indexed again.
        """
        opened = super().open(path, must_exist=must_exist)
        if opened.index_form != index_text.FORM:
            opened.index_again()
        return opened

    @property
    def index_form(self) -> str:
        """The form of the index; empty for one that was made before forms had numbers."""
        found = self.rows("SELECT value FROM settings WHERE name = 'index_form'")
        return str(found[0]["value"]) if found else ""

    def index_again(self) -> None:
        """Make the index anew in the present form. A library that cannot be written to keeps its own."""
        try:
            with self.writing():
                self.connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
                for row, text in self.connection.execute("SELECT row, text FROM paragraphs"):
                    self.connection.execute(INTO_INDEX, index_text.entry_of(row, text))
                values = ("index_form", index_text.FORM)
                self.connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", values)
        except InputError as error:
            if "readonly" not in str(error):
                raise

    def add(self, text: Text, details: Details) -> Added:
        """Keep a text. A text that the library already holds changes nothing, whatever is stated about it."""
        check_protected(self, {"the witness": details.witness}, "Give a pseudonym.")
        id = document_id(text.paragraphs)
        with self.writing():
            there = self.rows("SELECT id FROM documents WHERE id = ? OR digest = nullif(?, '')", (id, text.digest))
            if there:
                return Added(there[0]["id"], False)
            self._insert(id, text, details)
        return Added(id, True)

    def _insert(self, id: str, text: Text, details: Details) -> None:
        """Write document, paragraphs and index. To be called within a transaction."""
        paragraphs = text.paragraphs
        values = columns_of(details) | {
            "id": id,
            "added": now(),
            "n_paragraphs": len(paragraphs),
            "n_words": n_words(paragraphs),
            "digest": text.digest,
        }
        names = ", ".join(values)  # names of fields, never something a user wrote
        places = ", ".join(f":{name}" for name in values)
        key = self.connection.execute(f"INSERT INTO documents ({names}) VALUES ({places})", values).lastrowid
        first = (key or 0) * PARAGRAPHS_A_DOCUMENT
        numbered = list(enumerate(paragraphs, start=first + 1))
        self.connection.executemany("INSERT INTO paragraphs (row, text) VALUES (?, ?)", numbered)
        self.connection.executemany(INTO_INDEX, [index_text.entry_of(row, words) for row, words in numbered])
        self._keep_speakers(first, speakers_of(text.labels, paragraphs, details.witness, details.speakers))

    def _keep_speakers(self, first: int, speakers: Sequence[Speaker]) -> None:
        """Write who says each paragraph of a transcript; nothing for other texts. `first` is the row before the first.

        To be called within a transaction.
        """
        turns = [(first + number, *speaker) for number, speaker in enumerate(speakers, start=1)]
        if any(speaker.role for speaker in speakers):
            self.connection.executemany("INSERT OR REPLACE INTO turns (row, label, role) VALUES (?, ?, ?)", turns)

    def speakers(self, id: str) -> list[Speaker]:
        """Who says each paragraph of a text, in order. In a text that is no transcript it is nobody."""
        document = self.document(id)
        first = self._key(document.id) * PARAGRAPHS_A_DOCUMENT
        found = self.rows(
            "SELECT row, label, role FROM turns WHERE row > ? AND row <= ?", (first, first + document.n_paragraphs)
        )
        told = {row["row"] - first: Speaker(row["label"], row["role"]) for row in found}
        return [told.get(number, NOBODY) for number in range(1, document.n_paragraphs + 1)]

    def update(self, id: str, details: Details) -> None:
        """Give a text other details. Who speaks is told anew only if the details state it."""
        self.update_all({id: details})

    def update_all(self, details_of: Mapping[str, Details]) -> None:
        """Give texts, by their ids, other details: all of them, or none if one cannot be changed."""
        for details in details_of.values():
            check_protected(self, {"the witness": details.witness}, "Give a pseudonym.")
        with self.writing():
            for id, details in details_of.items():
                document = self.document(id)
                values = columns_of(details)
                places = ", ".join(f"{name} = :{name}" for name in values)
                self.connection.execute(f"UPDATE documents SET {places} WHERE id = :id", values | {"id": document.id})
                if details.speakers:
                    self._tell_speakers_again(document, details)

    def _tell_speakers_again(self, document: Document, details: Details) -> None:
        """Write the roles of the labels of a transcript as the details state them. Within a transaction."""
        labels = [speaker.label for speaker in self.speakers(document.id)]
        speakers = speakers_of(labels, self.paragraphs(document.id), details.witness, details.speakers)
        self._keep_speakers(self._key(document.id) * PARAGRAPHS_A_DOCUMENT, speakers)

    def remove(self, id: str) -> Document:
        """Remove a document with its paragraphs and its part of the index; returns the document."""
        with self.writing():
            document = self.document(id)
            key = self._key(document.id)
            numbered = self.rows("SELECT row, text FROM paragraphs WHERE row / ? = ?", (PARAGRAPHS_A_DOCUMENT, key))
            self.connection.executemany(
                "INSERT INTO words (words, rowid, text, pairs) VALUES ('delete', ?, ?, ?)",
                [index_text.entry_of(row, text) for row, text in numbered],
            )
            for table in ("paragraphs", "meanings", "turns"):
                self.connection.execute(
                    f"DELETE FROM {table} WHERE row BETWEEN ? AND ?",
                    (key * PARAGRAPHS_A_DOCUMENT, (key + 1) * PARAGRAPHS_A_DOCUMENT - 1),
                )
            self.connection.execute("DELETE FROM documents WHERE key = ?", (key,))
            # until the index is optimised it only marks rows as deleted
            self.connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self.forget_traces()
        return document

    def _key(self, id: str) -> int:
        return int(self.rows("SELECT key FROM documents WHERE id = ?", (id,))[0][0])

    @property
    def n_documents(self) -> int:
        """Number of texts in the library."""
        return int(self.rows("SELECT count(*) FROM documents")[0][0])

    def documents(
        self, *, year_of_leaving: int | tuple[int, int] | None = None, occupation: str | None = None
    ) -> list[Document]:
        """All texts, or those whose witness left in these years or had this occupation, in the order of adding."""
        only = Filter(year_of_leaving=year_of_leaving, occupation=occupation, has_all_speakers=True)
        row = f"(key * {PARAGRAPHS_A_DOCUMENT})"
        found = self.rows(f"SELECT * FROM documents WHERE 1{only.sql(row)} ORDER BY key", only.values)
        return [document_of(row) for row in found]

    def document(self, id: str) -> Document:
        """One text by its id or the beginning of its id. InputError if none or several fit."""
        wanted = id.strip().lower()
        pattern = f"{wanted}*" if wanted.isalnum() else ""
        found = self.rows("SELECT * FROM documents WHERE id GLOB ? ORDER BY id LIMIT 2", (pattern,))
        if not found:
            remedy = "See the ids with: inminban library list"
            raise InputError(f"there is no document {id!r} in the library", file=self.path, remedy=remedy)
        if len(found) > 1 and found[0]["id"] != wanted:
            raise InputError(f"more than one document begins with {id!r}", file=self.path, remedy="Give more digits.")
        return document_of(found[0])

    def paragraphs(self, id: str) -> list[str]:
        """All paragraphs of a text in order: number n is at n - 1."""
        key = self._key(self.document(id).id)
        low, high = key * PARAGRAPHS_A_DOCUMENT, (key + 1) * PARAGRAPHS_A_DOCUMENT
        found = self.rows("SELECT text FROM paragraphs WHERE row > ? AND row < ? ORDER BY row", (low, high))
        return [without_controls(row["text"]) for row in found]

    def passage(self, locator: str) -> Passage:
        """The paragraph a locator points to, without marks. InputError if there is no such paragraph."""
        id, _, number = locator.strip().partition(":")
        document = self.document(id)
        if not number.isdecimal() or len(number) > MOST_DIGITS or not 1 <= int(number) <= document.n_paragraphs:
            remedy = f"The document has paragraphs 1 to {document.n_paragraphs}."
            raise InputError(f"{locator!r} points to no paragraph", file=self.path, remedy=remedy)
        row = self._key(document.id) * PARAGRAPHS_A_DOCUMENT + int(number)
        return self._passages([row])[0]

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        year_of_leaving: int | tuple[int, int] | None = None,
        occupation: str | None = None,
        topic: str | None = None,
        meaning: bool | None = None,
        has_alternatives: bool = False,
        has_all_speakers: bool = False,
    ) -> list[Passage]:
        """The `limit` paragraphs that match a query best, with the hits marked.

        A query holds words, "a phrase in quotes" or begin*, in English and Korean. Paragraphs with all the words come
        before those with some. Every phrase must be in the paragraph, unless the query `has_alternatives`. `topic`
        keeps paragraphs that contain one of its terms (terms/topics.toml) or whose document states it. `meaning` joins
        the ranking by meaning; default: if the extra is installed and the query holds no phrase.

        Of a transcript only what the witness says is found, unless the search `has_all_speakers`.

        Raises InputError if there is nothing to search for, for an unknown topic, or if `meaning` is asked for and the
        extra is missing.
        """
        if not 1 <= limit <= MOST_RESULTS:
            raise InputError(f"{limit} results cannot be shown", remedy=f"Ask for 1 to {MOST_RESULTS:,}.")
        asked = parse(query, has_alternatives=has_alternatives)
        only = Filter(
            year_of_leaving=year_of_leaving,
            occupation=occupation,
            topic=topic,
            topic_terms=self._terms(topic) if topic else (),
            has_all_speakers=has_all_speakers,
        )
        with faults_named(self.path):
            scores = self._ranked(query, asked, only, limit, meaning)
        found = self._passages(list(scores)[:limit])
        marks = mark(asked, [passage.text for passage in found])
        ranked = zip(found, marks, scores.values(), strict=False)
        return [passage._replace(marked=marked, score=score) for passage, marked, score in ranked]

    def _ranked(self, query: str, asked: Query, only: Filter, limit: int, by_meaning: bool | None) -> dict[int, float]:
        """Scores of rows, best first: by words, joined with the ranking by meaning if wanted.

        A ranking by meaning knows no phrases, so it is joined only if it is asked for or there are none.
        """
        is_joined = meaning.is_available() and not asked.demanded if by_meaning is None else by_meaning
        depth = max(limit, DEPTH) if is_joined else limit
        rankings = [by_words(self.connection, asked, only, depth)]
        if is_joined:
            rankings.append(meaning.nearest(self.connection, query, only, depth))
        return join_rankings(rankings)

    def _terms(self, topic: str) -> tuple[str, ...]:
        """Terms of a topic; none for a topic that only documents state."""
        if topic in topic_names():
            return topic_terms(topic)
        stated = {name for row in self.rows("SELECT topics FROM documents") for name in json.loads(row["topics"])}
        if topic not in stated:
            known = ", ".join(sorted({*topic_names(), *stated}))
            raise InputError(f"there is no topic {topic!r}", remedy=f"Topics: {known}.")
        return ()

    def _passages(self, rows: Sequence[int]) -> list[Passage]:
        """Passages of rows in this order, without marks. Rows that were removed meanwhile are left out."""
        found = self.rows(
            "SELECT paragraphs.row, text, documents.id, title, witness, occupation, year_of_leaving, publisher, date, "
            "left_edtf, label, role FROM json_each(?) AS wanted JOIN paragraphs ON paragraphs.row = wanted.value "
            "JOIN documents ON documents.key = paragraphs.row / ? LEFT JOIN turns ON turns.row = paragraphs.row "
            "ORDER BY wanted.key",
            (json.dumps(rows), PARAGRAPHS_A_DOCUMENT),
        )
        return [passage_of(row) for row in found]

    def add_meanings(self) -> int:
        """Compute the missing vectors for search by meaning; returns how many."""
        with faults_named(self.path):
            return meaning.fill(self.connection)


def columns_of(details: Details) -> dict[str, str | int | None]:
    """Details as values of the columns of the table of documents."""
    left = details.left
    return {
        **{name: getattr(details, name) for name in PLAIN_COLUMNS},
        "date": str(details.date) if details.date else None,
        "topics": json.dumps(details.topics, ensure_ascii=False),
        "year_of_leaving": left.year if left else None,
        "left_edtf": str(left or ""),
        "left_first": left.first.year if left else None,
        "left_last": left.last.year if left else None,
    }


def document_of(row: sqlite3.Row) -> Document:
    """A row of the table of documents as a record."""
    values = {name: row[name] for name in Document._fields if name != "left"}
    values["topics"] = tuple(json.loads(row["topics"]))
    values["date"] = read_edtf(row["date"]) if row["date"] else None
    values["left"] = read_edtf(row["left_edtf"])
    return Document(**values)


def passage_of(row: sqlite3.Row) -> Passage:
    """A row of paragraph and document as a record without marks."""
    number = row["row"] % PARAGRAPHS_A_DOCUMENT
    return Passage(
        document=row["id"],
        paragraph=number,
        locator=f"{row['id']}:{number}",
        text=without_controls(row["text"]),
        marked=(),
        title=row["title"],
        witness=row["witness"],
        occupation=row["occupation"],
        year_of_leaving=row["year_of_leaving"],
        publisher=row["publisher"],
        date=read_edtf(row["date"]) if row["date"] else None,
        score=0.0,
        speaker=Speaker(row["label"], row["role"]) if row["role"] is not None else NOBODY,
        left=read_edtf(row["left_edtf"]),
    )
