"""The testimony library: texts of witnesses with what is known of them, kept and searched in one file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType

from inminban.errors import InputError
from inminban.testimony import korean, meaning, store
from inminban.testimony.paragraphs import n_words
from inminban.testimony.query import parse
from inminban.testimony.records import Added, Details, Document, Passage, Text
from inminban.testimony.schema import PARAGRAPHS_A_DOCUMENT
from inminban.testimony.search import Filter, by_words, join_rankings, mark

ID_DIGITS = 10  # of the hash: a million texts share one with a chance of one in two
DEPTH = 50  # ranks joined when two rankings are
MOST_RESULTS = 1_000


def document_id(paragraphs: Sequence[str]) -> str:
    """The id of a text, made from its words alone: the same text has the same id in every library."""
    return "d" + hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()[:ID_DIGITS]


def now() -> str:
    """This moment, to the second, in universal time."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Library:
    """Texts, their paragraphs and the index, in one file. Use as a context manager.

    Several processes may use the same file at once: who writes waits for the other, who reads does not. Every method
    raises InputError if the file is damaged, cannot be written, or stays locked for a minute.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path | None = None, *, must_exist: bool = False) -> Library:
        """Open the file at `path`, by default where `store.default_path` says; make it if it need not exist."""
        where = Path(path).expanduser() if path is not None else store.default_path()
        return cls(where, store.connect(where, must_exist=must_exist))

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of what is written inside, or nothing."""
        with store.faults_named(self.path), store.transaction(self.connection):
            yield

    def rows(self, sql: str, values: Sequence[str | int] = ()) -> list[sqlite3.Row]:
        """All rows of a query; values go in apart from the words of the query."""
        with store.faults_named(self.path):
            return self.connection.execute(sql, values).fetchall()

    def add(self, text: Text, details: Details) -> Added:
        """Keep a text. One whose words are there already changes nothing, whatever is stated about it."""
        from inminban.testimony.protected import check_protected

        check_protected(self, details.witness, "the witness", "Give a pseudonym.")
        id = document_id(text.paragraphs)
        with self.writing():
            there = self.rows("SELECT id FROM documents WHERE id = ? OR digest = nullif(?, '')", (id, text.digest))
            if there:
                return Added(there[0]["id"], False)
            self._insert(id, text, details)
        return Added(id, True)

    def _insert(self, id: str, text: Text, details: Details) -> None:
        """Write document, paragraphs and index; inside a transaction."""
        paragraphs = text.paragraphs
        values = details._asdict() | {
            "id": id,
            "date": details.date.isoformat() if details.date else None,
            "topics": json.dumps(details.topics, ensure_ascii=False),
            "added": now(),
            "n_paragraphs": len(paragraphs),
            "n_words": n_words(paragraphs),
            "digest": text.digest,
        }
        names = ", ".join(values)  # fields of Details and the ones above, never anything a user wrote
        places = ", ".join(f":{name}" for name in values)
        key = self.connection.execute(f"INSERT INTO documents ({names}) VALUES ({places})", values).lastrowid
        first = (key or 0) * PARAGRAPHS_A_DOCUMENT
        numbered = list(enumerate(paragraphs, start=first + 1))
        self.connection.executemany("INSERT INTO paragraphs (row, text) VALUES (?, ?)", numbered)
        self.connection.executemany(
            "INSERT INTO words (rowid, text, pairs) VALUES (?, ?, ?)",
            [(row, korean.without_hangul(words), korean.index_pairs(words)) for row, words in numbered],
        )

    def remove(self, id: str) -> Document:
        """Take a document out, with its paragraphs and all the index knew of them; returns what was taken out."""
        with self.writing():
            document = self.document(id)
            key = self._key(document.id)
            numbered = self.rows("SELECT row, text FROM paragraphs WHERE row / ? = ?", (PARAGRAPHS_A_DOCUMENT, key))
            self.connection.executemany(
                "INSERT INTO words (words, rowid, text, pairs) VALUES ('delete', ?, ?, ?)",
                [(row, korean.without_hangul(text), korean.index_pairs(text)) for row, text in numbered],
            )
            for table in ("paragraphs", "meanings"):
                self.connection.execute(
                    f"DELETE FROM {table} WHERE row BETWEEN ? AND ?",
                    (key * PARAGRAPHS_A_DOCUMENT, (key + 1) * PARAGRAPHS_A_DOCUMENT - 1),
                )
            self.connection.execute("DELETE FROM documents WHERE key = ?", (key,))
            # the index only notes that rows are gone until it is written anew
            self.connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self.forget_traces()
        return document

    def forget_traces(self) -> None:
        """Empty the file that writes went through first, so that what was deleted is gone from the disk's files too."""
        with store.faults_named(self.path):
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _key(self, id: str) -> int:
        return int(self.rows("SELECT key FROM documents WHERE id = ?", (id,))[0][0])

    @property
    def n_documents(self) -> int:
        """How many texts there are."""
        return int(self.rows("SELECT count(*) FROM documents")[0][0])

    def documents(
        self, *, year_of_leaving: int | tuple[int, int] | None = None, occupation: str | None = None
    ) -> list[Document]:
        """All texts, or those whose witness left in a year or range of years, or had an occupation; last added last."""
        only = Filter(year_of_leaving=year_of_leaving, occupation=occupation)
        row = f"(key * {PARAGRAPHS_A_DOCUMENT})"
        found = self.rows(f"SELECT * FROM documents WHERE 1{only.sql(row)} ORDER BY key", only.values)
        return [document_of(row) for row in found]

    def document(self, id: str) -> Document:
        """One text by its id or the beginning of it; InputError if there is none, or more than one."""
        wanted = id.strip().lower()
        pattern = f"{wanted}*" if wanted.isalnum() else ""
        found = self.rows("SELECT * FROM documents WHERE id GLOB ? ORDER BY id LIMIT 2", (pattern,))
        if not found:
            remedy = "See inminban library list for the ids there are."
            raise InputError(f"there is no document {id!r} in the library", file=self.path, remedy=remedy)
        if len(found) > 1 and found[0]["id"] != wanted:
            raise InputError(f"more than one document begins with {id!r}", file=self.path, remedy="Give more digits.")
        return document_of(found[0])

    def paragraphs(self, id: str) -> list[str]:
        """All paragraphs of a text in order: number n is at n - 1."""
        key = self._key(self.document(id).id)
        low, high = key * PARAGRAPHS_A_DOCUMENT, (key + 1) * PARAGRAPHS_A_DOCUMENT
        found = self.rows("SELECT text FROM paragraphs WHERE row > ? AND row < ? ORDER BY row", (low, high))
        return [row["text"] for row in found]

    def passage(self, locator: str) -> Passage:
        """The paragraph a locator points to, without marks; InputError if it points nowhere."""
        id, _, number = locator.strip().partition(":")
        document = self.document(id)
        if not number.isdecimal() or not 1 <= int(number) <= document.n_paragraphs:
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
    ) -> list[Passage]:
        """The `limit` paragraphs that fit a query best, with the hits marked.

        Words, "a phrase in quotes" and begin* are understood, in English and Korean. Paragraphs with all the words come
        before those with some. `topic` keeps paragraphs that contain one of its terms (terms.py) or whose document
        states it. `meaning` joins the ranking by meaning; by default wherever the extra is installed.

        Raises InputError if there is nothing to search for, for an unknown topic, or if `meaning` is asked for and the
        extra is missing.
        """
        if not 1 <= limit <= MOST_RESULTS:
            raise InputError(f"{limit} results", remedy=f"Ask for 1 to {MOST_RESULTS:,}.")
        asked = parse(query)
        only = Filter(
            year_of_leaving=year_of_leaving,
            occupation=occupation,
            topic=topic,
            topic_terms=self._terms(topic) if topic else (),
        )
        with store.faults_named(self.path):
            scores = self._ranked(query, only, limit, meaning)
        found = self._passages(list(scores)[:limit])
        marks = mark(asked, [passage.text for passage in found])
        ranked = zip(found, marks, scores.values(), strict=False)
        return [passage._replace(marked=marked, score=score) for passage, marked, score in ranked]

    def _ranked(self, query: str, only: Filter, limit: int, by_meaning: bool | None) -> dict[int, float]:
        """Scores of rows, best first: by words, joined with the ranking by meaning if it is wanted."""
        is_joined = meaning.is_available() if by_meaning is None else by_meaning
        depth = max(limit, DEPTH) if is_joined else limit
        rankings = [by_words(self.connection, parse(query), only, depth)]
        if is_joined:
            rankings.append(meaning.nearest(self.connection, query, only, depth))
        return join_rankings(rankings)

    def _terms(self, topic: str) -> tuple[str, ...]:
        """Words of a topic; none for one that only documents state."""
        from inminban.testimony.terms import topic_terms, topics

        if topic in topics():
            return topic_terms(topic)
        stated = {name for row in self.rows("SELECT topics FROM documents") for name in json.loads(row["topics"])}
        if topic not in stated:
            known = ", ".join(sorted({*topics(), *stated}))
            raise InputError(f"there is no topic {topic!r}", remedy=f"Topics: {known}.")
        return ()

    def _passages(self, rows: Sequence[int]) -> list[Passage]:
        """Passages of rows in the order given, without marks; rows that were removed meanwhile are left out."""
        found = self.rows(
            "SELECT row, text, documents.id, title, witness, occupation, year_of_leaving, publisher, date "
            "FROM json_each(?) AS wanted JOIN paragraphs ON row = wanted.value "
            "JOIN documents ON documents.key = row / ? ORDER BY wanted.key",
            (json.dumps(rows), PARAGRAPHS_A_DOCUMENT),
        )
        return [passage_of(row) for row in found]

    def add_meanings(self) -> int:
        """Make the vectors that search by meaning needs, for paragraphs that lack one; returns how many."""
        with store.faults_named(self.path):
            return meaning.fill(self.connection)


def document_of(row: sqlite3.Row) -> Document:
    """A row of the table of documents as a record."""
    values = {name: row[name] for name in Document._fields}
    values["topics"] = tuple(json.loads(row["topics"]))
    values["date"] = date.fromisoformat(row["date"]) if row["date"] else None
    return Document(**values)


def passage_of(row: sqlite3.Row) -> Passage:
    """A row of paragraph and document as a record without marks."""
    number = row["row"] % PARAGRAPHS_A_DOCUMENT
    return Passage(
        document=row["id"],
        paragraph=number,
        locator=f"{row['id']}:{number}",
        text=row["text"],
        marked=(),
        title=row["title"],
        witness=row["witness"],
        occupation=row["occupation"],
        year_of_leaving=row["year_of_leaving"],
        publisher=row["publisher"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        score=0.0,
    )
