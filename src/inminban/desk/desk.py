"""The editors' desk: questions come in, some are chosen, answered, published; each step is written down.

Of a reader only first name and city are kept, and both are deleted on request. A witness appears by pseudonym, and
nothing is published that contains a name on the protected list.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from inminban.desk.drafts import Draft, check_draft, check_locators
from inminban.desk.site import Page, Site, body_as_text, write_site
from inminban.desk.submission import check_city, check_name, check_question
from inminban.errors import InputError
from inminban.testimony.database import now
from inminban.testimony.library import Library
from inminban.testimony.protected import ProtectedNames, check_protected

STATES = ("waiting", "chosen", "drafted", "published", "withdrawn")
OPEN_STATES = ("waiting", "chosen", "drafted")
TAG = re.compile("<[^<>]*>")
BY_ASK, BY_EDITOR = "ask", "editor"


class Question(NamedTuple):
    """A reader's question. `first_name` and `city` are empty once the reader is forgotten. Times are in UTC."""

    number: int
    first_name: str
    city: str
    question: str
    state: str
    received: str
    published: str | None
    updated: str | None
    shown_version: int | None

    @property
    def reader(self) -> str:
        """Who asks, as the page says it."""
        return f"{self.first_name}, {self.city}" if self.first_name else "A reader"


class Version(NamedTuple):
    """One version of an answer: its number, who wrote it (ask or editor), and when."""

    version: int
    author: str
    at: str
    draft: Draft


class Event(NamedTuple):
    """A line of the history of a question."""

    at: str
    what: str


class Forgotten(NamedTuple):
    """What forgetting came to: the questions changed, and where the name still stands in words of theirs."""

    numbers: tuple[int, ...]
    still_in: tuple[str, ...]


class Desk:
    """Questions, drafts and pages, in the file of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def submit(self, question: str, first_name: str, city: str) -> int:
        """Take in a question; returns its number. InputError if it holds more of the reader than name and city."""
        values = (check_name(first_name), check_city(city), check_question(question), now())
        with self.library.writing():
            cursor = self.library.connection.execute(
                "INSERT INTO questions (first_name, city, question, state, received) VALUES (?, ?, ?, 'waiting', ?)",
                values,
            )
            number = int(cursor.lastrowid or 0)
            self._note(number, "submitted")
        return number

    def queue(self, states: Sequence[str] = OPEN_STATES) -> list[Question]:
        """Questions in the states named, the oldest first."""
        found = self.library.rows(
            "SELECT * FROM questions WHERE state IN (SELECT value FROM json_each(?)) ORDER BY number",
            (json.dumps(list(states)),),
        )
        return [Question(*row) for row in found]

    def question(self, number: int) -> Question:
        """One question; InputError if there is none of that number."""
        found = self.library.rows("SELECT * FROM questions WHERE number = ?", (number,))
        if not found:
            remedy = "See inminban column queue for the numbers there are."
            raise InputError(f"there is no question {number}", file=self.library.path, remedy=remedy)
        return Question(*found[0])

    def history(self, number: int) -> list[Event]:
        """What happened to a question, in order."""
        self.question(number)
        return [
            Event(*row)
            for row in self.library.rows("SELECT at, what FROM history WHERE question = ? ORDER BY rowid", (number,))
        ]

    def choose(self, number: int) -> None:
        """Choose a waiting question to be answered; choosing it again changes nothing."""
        with self.library.writing():
            if self.question(number).state == "waiting":
                self._set(number, "state = 'chosen'")
                self._note(number, "chosen")

    def add_draft(self, number: int, draft: Draft, author: str) -> int:
        """Keep a version of the answer to a chosen question; returns its number. Earlier versions stay.

        Raises InputError if the question was not chosen, or the draft has no title or text.
        """
        check_draft(draft)
        with self.library.writing():
            question = self.question(number)
            if question.state == "waiting":
                remedy = f"Choose it first: inminban column choose {number}."
                raise InputError(f"question {number} has not been chosen", file=self.library.path, remedy=remedy)
            version = len(self.versions(number)) + 1
            self.library.connection.execute(
                "INSERT INTO drafts (question, version, author, at, title, body, sources, about) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (number, version, author, now(), draft.title, draft.body, lines(draft.sources), lines(draft.about)),
            )
            if question.state == "chosen":
                self._set(number, "state = 'drafted'")
            self._note(number, f"draft {version} by {author}")
        return version

    def versions(self, number: int) -> list[Version]:
        """All versions of an answer, the first one first."""
        found = self.library.rows("SELECT * FROM drafts WHERE question = ? ORDER BY version", (number,))
        return [version_of(row) for row in found]

    def check_publishable(self, number: int) -> Version:
        """The last version of an answer, if it may be published.

        Raises InputError if there is none, if no person has edited it, if it does not say who speaks or on what
        sources, if a locator points nowhere, or if any text of the page contains a protected name.
        """
        question, versions = self.question(number), self.versions(number)
        file = self.library.path
        if not versions:
            remedy = f"Make one: inminban column draft {number}."
            raise InputError(f"question {number} has no answer yet", file=file, remedy=remedy)
        last = versions[-1]
        if last.author != BY_EDITOR:
            remedy = f"Read and edit it: inminban column draft {number} --edit, or --from FILE."
            raise InputError(f"the answer to question {number} has been read by nobody", file=file, remedy=remedy)
        for name, value in (("about", last.draft.about), ("sources", last.draft.sources)):
            if not value:
                remedy = "Say who speaks and on what the answer rests, one a line."
                raise InputError("the answer lacks a line", file=file, key=name, remedy=remedy)
        check_locators(self.library, [*last.draft.sources, body_as_text(last.draft.body)])
        text = text_of_page(question, last.draft)
        check_protected(self.library, text, "the answer", "Take it out and write the pseudonym.")
        return last

    def publish(self, number: int, folder: Path | None = None, address: str = "", title: str = "") -> list[Path]:
        """Put the last version of an answer on the site and write the site; returns the files written.

        The folder is remembered, with its web address and title, and need not be given again.
        """
        with self.library.writing():
            last = self.check_publishable(number)
            if folder is not None:
                self._remember_site(folder, address, title)
            sites = self.sites()
            if not sites:
                remedy = "Name its folder once with --site DIR."
                raise InputError("there is no site yet", file=self.library.path, remedy=remedy)
            at = now()
            self._set(number, "state = 'published', shown_version = ?, updated = ?", last.version, at)
            self._set(number, "published = coalesce(published, ?)", at)
            self._note(number, f"published draft {last.version}")
            return self.write_sites()

    def withdraw(self, number: int) -> None:
        """Take an answer off the site; question and drafts are kept."""
        with self.library.writing():
            if self.question(number).state != "published":
                remedy = "See inminban column queue --all."
                raise InputError(f"question {number} is not published", file=self.library.path, remedy=remedy)
            self._set(number, "state = 'withdrawn', shown_version = NULL")
            self._note(number, "withdrawn")
            self.write_sites()

    def forget(self, numbers: Sequence[int], *, all_of_it: bool = False) -> Forgotten:
        """Delete first name and city of the readers of these questions, in the file and on the site.

        With `all_of_it` the questions themselves go too, with drafts, history and page. Without it, says where the
        first name stands in the words of a question or an answer, since these are left as they are.
        """
        with self.library.writing():
            questions = [self.question(number) for number in numbers]
            still_in = [] if all_of_it else [place for question in questions for place in self._name_in(question)]
            for question in questions:
                if all_of_it:
                    self.library.connection.execute("DELETE FROM questions WHERE number = ?", (question.number,))
                elif question.first_name:
                    self._set(question.number, "first_name = '', city = ''")
                    self._note(question.number, "reader forgotten")
        self.library.forget_traces()
        self.write_sites()  # after the file: a site that cannot be written must not keep the name in it
        return Forgotten(tuple(question.number for question in questions), tuple(still_in))

    def of_reader(self, first_name: str, city: str) -> list[int]:
        """Numbers of the questions from a first name and city; capitals do not matter."""
        wanted = (first_name.strip().casefold(), city.strip().casefold())
        found = [question for question in self.queue(STATES) if question.first_name]
        return [one.number for one in found if (one.first_name.casefold(), one.city.casefold()) == wanted]

    def _name_in(self, question: Question) -> list[str]:
        """Where the reader's name stands in words that stay."""
        if not question.first_name:
            return []
        name = question.first_name.casefold()
        places = [f"question {question.number}"] if name in question.question.casefold() else []
        for version in self.versions(question.number):
            draft = version.draft
            if name in "\n".join([draft.title, draft.body, *draft.sources, *draft.about]).casefold():
                places.append(f"draft {version.version} of question {question.number}")
        return places

    def places_of_protected(self) -> list[str]:
        """Published answers and witnesses of documents in which a protected name stands: it may be listed too late."""
        names = ProtectedNames(self.library)
        pages = [
            f"the published answer to question {question.number}; take it off the site with inminban column withdraw"
            for question in self.queue(("published",))
            if names.find(text_of_page(question, self._shown(question).draft))
        ]
        return pages + [
            f"the witness of document {document.id}; remove it and add it under a pseudonym"
            for document in self.library.documents()
            if names.find(document.witness)
        ]

    def _shown(self, question: Question) -> Version:
        """The version of an answer that is on the page."""
        return self.versions(question.number)[(question.shown_version or 1) - 1]

    def sites(self) -> list[Site]:
        """The folders answers are published to."""
        return [
            Site(Path(row["folder"]), row["address"], row["title"]) for row in self.library.rows("SELECT * FROM sites")
        ]

    def write_sites(self) -> list[Path]:
        """Write every site anew from what is published; one of several whose folder is gone is left alone."""
        pages = [self._page(question) for question in self.queue(("published",))]
        sites = self.sites()
        return [path for site in sites if len(sites) == 1 or site.folder.is_dir() for path in write_site(site, pages)]

    def _page(self, question: Question) -> Page:
        """What a published question shows."""
        addresses = {row["id"]: row["address"] for row in self.library.rows("SELECT id, address FROM documents")}
        return Page(
            number=question.number,
            question=question.question,
            reader=question.reader,
            published=question.published or "",
            updated=question.updated or "",
            draft=self._shown(question).draft,
            addresses=addresses,
        )

    def _remember_site(self, folder: Path, address: str, title: str) -> None:
        """Note a site; what is not given stays as it was."""
        from inminban.testimony.details import read_address

        values = (str(folder.expanduser().resolve()), read_address(address, None).rstrip("/"), title)
        self.library.connection.execute(
            "INSERT INTO sites VALUES (?, ?, ?) ON CONFLICT (folder) DO UPDATE SET "
            "address = CASE excluded.address WHEN '' THEN address ELSE excluded.address END, "
            "title = CASE excluded.title WHEN '' THEN title ELSE excluded.title END",
            values,
        )

    def _set(self, number: int, changes: str, *values: str | int) -> None:
        """Change fields of a question; `changes` is always written in this file."""
        self.library.connection.execute(f"UPDATE questions SET {changes} WHERE number = ?", (*values, number))

    def _note(self, number: int, what: str) -> None:
        """Write a line of history. It never holds a name."""
        self.library.connection.execute("INSERT INTO history VALUES (?, ?, ?)", (number, now(), what))


def text_of_page(question: Question, draft: Draft) -> str:
    """Everything a page shows, as it is written and as it is seen."""
    shown = [question.question, question.reader, draft.title, draft.body, body_as_text(draft.body)]
    text = "\n\n".join([*shown, *draft.about, *draft.sources])
    return f"{text}\n\n{TAG.sub('', text)}"  # tags are shown as typed, and a name is legible across them


def lines(texts: Sequence[str]) -> str:
    """Lines as the file keeps them."""
    return json.dumps(list(texts), ensure_ascii=False)


def version_of(row: sqlite3.Row) -> Version:
    """A row of the table of drafts as a record."""
    sources, about = (tuple(json.loads(row[name])) for name in ("sources", "about"))
    return Version(row["version"], row["author"], row["at"], Draft(row["title"], row["body"], sources, about))
