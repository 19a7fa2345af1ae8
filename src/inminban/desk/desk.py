"""The desk: questions are submitted, chosen, answered and published, and each step is recorded.

Of a reader only first name and city are kept, and both are deleted on request. Witnesses appear under pseudonyms, and
nothing with a name on the protected list is published.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from inminban.core.disk import full_path
from inminban.desk.drafts import Draft, check_draft, check_locators
from inminban.desk.published import texts_of_files, texts_of_page, texts_of_site
from inminban.desk.questions import (
    BY_EDITOR,
    OPEN_STATES,
    STATES,
    Event,
    Forgotten,
    Overtaken,
    Question,
    Version,
    lines,
    version_of,
)
from inminban.desk.site import Page, Site, body_as_text, write_site
from inminban.desk.submission import check_city, check_name, check_question
from inminban.errors import InputError
from inminban.testimony.database import now
from inminban.testimony.library import Library
from inminban.testimony.protected import ProtectedNames, check_protected

LARGEST = 2**63 - 1  # number that the file can hold


class Desk:
    """Questions, drafts and pages in the file of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def submit(self, question: str, first_name: str, city: str) -> int:
        """Keep a question; returns its number. InputError if it tells more of the reader than first name and city."""
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
        """Questions in these states, the oldest first."""
        found = self.library.rows(
            "SELECT * FROM questions WHERE state IN (SELECT value FROM json_each(?)) ORDER BY number",
            (json.dumps(list(states)),),
        )
        return [Question(*row) for row in found]

    def has(self, number: int) -> bool:
        """Whether there is a question with this number."""
        return 0 < number <= LARGEST and bool(self.library.rows("SELECT 1 FROM questions WHERE number = ?", (number,)))

    def question(self, number: int) -> Question:
        """One question. InputError if there is none with this number."""
        is_possible = 0 < number <= LARGEST
        found = self.library.rows("SELECT * FROM questions WHERE number = ?", (number,)) if is_possible else []
        if not found:
            remedy = "See the numbers with: inminban column queue"
            raise InputError(f"there is no question {number}", file=self.library.path, remedy=remedy)
        return Question(*found[0])

    def history(self, number: int) -> list[Event]:
        """The steps of a question, in order."""
        self.question(number)
        return [
            Event(*row)
            for row in self.library.rows("SELECT at, what FROM history WHERE question = ? ORDER BY rowid", (number,))
        ]

    def choose(self, number: int) -> None:
        """Choose a waiting question. Choosing it again changes nothing."""
        with self.library.writing():
            if self.question(number).state == "waiting":
                self._set(number, "state = 'chosen'")
                self._note(number, "chosen")

    def add_draft(self, number: int, draft: Draft, author: str, base: int | None = None) -> int:
        """Keep a version of the answer to a chosen question; returns its number. Earlier versions are kept.

        `base` is the version that the author began from, 0 for none: Overtaken if it is not the last one any more.
        Raises InputError if the question was not chosen, if the draft has no title or no text, or if an editor's
        version is the one before it unchanged.
        """
        check_draft(draft)
        with self.library.writing():
            question = self.question(number)
            if question.state == "waiting":
                remedy = f"Choose it first: inminban column choose {number}"
                raise InputError(f"question {number} has not been chosen", file=self.library.path, remedy=remedy)
            self.check_last(number, base)
            versions = self.versions(number)
            if author == BY_EDITOR and versions and versions[-1].draft == draft:
                remedy = "Change what should be changed, then take it in again. Only an edited text is called edited."
                raise InputError("nothing in the draft was changed", file=self.library.path, remedy=remedy)
            version = len(versions) + 1
            self.library.connection.execute(
                "INSERT INTO drafts (question, version, author, at, title, body, sources, about) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (number, version, author, now(), draft.title, draft.body, lines(draft.sources), lines(draft.about)),
            )
            if question.state == "chosen":
                self._set(number, "state = 'drafted'")
            self._note(number, f"draft {version} by {author}")
        return version

    def check_last(self, number: int, version: int | None) -> None:
        """Raise Overtaken if a version is given that is not the last one of the answer."""
        last = len(self.versions(number))
        if version is not None and version != last:
            raise Overtaken(number, last)

    def versions(self, number: int) -> list[Version]:
        """All versions of an answer, the oldest first."""
        found = self.library.rows("SELECT * FROM drafts WHERE question = ? ORDER BY version", (number,))
        return [version_of(row) for row in found]

    def check_publishable(self, number: int) -> Version:
        """The last version of an answer, if it may be published.

        Raises InputError if there is no version, if no person has edited it, if the witness or the sources are missing,
        if a locator points to nothing, or if any text of the page contains a protected name.
        """
        question, versions = self.question(number), self.versions(number)
        file = self.library.path
        if not versions:
            remedy = f"Make one with: inminban column draft {number}"
            raise InputError(f"question {number} has no answer yet", file=file, remedy=remedy)
        last = versions[-1]
        if last.author != BY_EDITOR:
            remedy = f"Read and edit it with: inminban column draft {number} --edit"
            raise InputError(f"no person has edited the answer to question {number}", file=file, remedy=remedy)
        for name, value in (("about", last.draft.about), ("sources", last.draft.sources)):
            if not value:
                remedy = "Name the witness under `about` and the sources under `sources`, one a line."
                raise InputError("this part of the head is empty", file=file, key=name, remedy=remedy)
        check_locators(self.library, [*last.draft.sources, body_as_text(last.draft.body)])
        remedy = "Replace the name by the pseudonym; for an address, remove the document and add it again without one."
        check_protected(self.library, texts_of_page(self._page(question, last)), remedy)
        return last

    def publish(
        self, number: int, folder: Path | None = None, address: str = "", title: str = "", *,
        version: int | None = None, needs_site: bool = True,
    ) -> list[Path]:  # fmt: skip
        """Publish the last version of an answer; returns the files written.

        The folder of the site, its web address and title are remembered and need not be given again. `version` is the
        one that was read before: Overtaken if it is not the last any more. Where answers are served from the library
        itself no site is needed.
        """
        with self.library.writing():
            self.check_last(number, version)
            last = self.check_publishable(number)
            if folder is not None:
                self._remember_site(folder, address, title)
            sites = self.sites()
            if not sites and needs_site:
                remedy = "Name its folder once with --site DIR."
                raise InputError("there is no site yet", file=self.library.path, remedy=remedy)
            for site in sites:
                remedy = "Give another one with --site, --title and --address."
                check_protected(self.library, texts_of_site(site), remedy)
                check_protected(self.library, texts_of_files(site, self._page(self.question(number), last)), remedy)
            at = now()
            self._set(number, "state = 'published', shown_version = ?, updated = ?", last.version, at)
            self._set(number, "published = coalesce(published, ?)", at)
            self._note(number, f"published draft {last.version}")
            return self.write_sites(folder)

    def withdraw(self, number: int) -> None:
        """Remove an answer from the site. Question and drafts are kept."""
        with self.library.writing():
            if self.question(number).state != "published":
                remedy = "See the states with: inminban column queue --all"
                raise InputError(f"question {number} is not published", file=self.library.path, remedy=remedy)
            self._set(number, "state = 'withdrawn', shown_version = NULL")
            self._note(number, "withdrawn")
            self.write_sites()

    def forget(self, numbers: Sequence[int], *, all_of_it: bool = False) -> Forgotten:
        """Delete first name and city of the readers of these questions, in the file and on the site.

        With `all_of_it` the questions are deleted too, with drafts, history and page. Without it, the result says where
        a question or an answer contains the first name, because these texts are not changed.
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
        self.write_sites()  # last: the name must be deleted from the file even if the site cannot be written
        return Forgotten(tuple(question.number for question in questions), tuple(still_in))

    def of_reader(self, first_name: str, city: str) -> list[int]:
        """Numbers of the questions of a reader with this first name and city, in any capitals."""
        wanted = (first_name.strip().casefold(), city.strip().casefold())
        found = [question for question in self.queue(STATES) if question.first_name]
        return [one.number for one in found if (one.first_name.casefold(), one.city.casefold()) == wanted]

    def _name_in(self, question: Question) -> list[str]:
        """Which texts contain the reader's first name."""
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
        """Published answers and witnesses that contain a protected name: it may have been listed too late."""
        names = ProtectedNames(self.library)
        pages = [
            f"the published answer to question {question.number}; remove it with: inminban column withdraw"
            for question in self.queue(("published",))
            if any(map(names.find, texts_of_page(self._page(question, self._shown(question))).values()))
        ]
        pages += [
            f"title or address of the site {site.folder}; give others with: inminban column publish"
            for site in self.sites()
            if any(map(names.find, texts_of_site(site).values()))
        ]
        return pages + [
            f"the witness of document {document.id}; remove the document and add it under a pseudonym"
            for document in self.library.documents()
            if names.find(document.witness)
        ]

    def _shown(self, question: Question) -> Version:
        """The version of an answer that is published."""
        return self.versions(question.number)[(question.shown_version or 1) - 1]

    def sites(self) -> list[Site]:
        """The sites that answers are published to."""
        return [
            Site(Path(row["folder"]), row["address"], row["title"]) for row in self.library.rows("SELECT * FROM sites")
        ]

    def write_sites(self, named: Path | None = None) -> list[Path]:
        """Write every site again. If there are several, one whose folder is missing is skipped, unless it was named."""
        pages = self.pages()
        skipped = {*self.missing_sites()} - ({full_path(named)} if named else set())
        return [path for site in self.sites() if site.folder not in skipped for path in write_site(site, pages)]

    def pages(self) -> list[Page]:
        """Every published answer, the oldest question first."""
        return [self._page(question, self._shown(question)) for question in self.queue(("published",))]

    def page(self, number: int) -> Page | None:
        """The published answer to a question; None if there is none."""
        return next((page for page in self.pages() if page.number == number), None)

    def preview(self, number: int, draft: Draft) -> Page:
        """What a question would show with this draft."""
        return self._page(self.question(number), Version(0, BY_EDITOR, now(), draft))

    def missing_sites(self) -> list[Path]:
        """Folders of sites that do not exist, if there are several sites: a disk may not be connected."""
        folders = [site.folder for site in self.sites()]
        return [folder for folder in folders if len(folders) > 1 and not folder.is_dir()]

    def _page(self, question: Question, version: Version) -> Page:
        """What a question shows with this version of its answer."""
        addresses = {row["id"]: row["address"] for row in self.library.rows("SELECT id, address FROM documents")}
        return Page(
            number=question.number,
            question=question.question,
            reader=question.reader,
            published=question.published or "",
            updated=question.updated or "",
            draft=version.draft,
            addresses=addresses,
        )

    def _remember_site(self, folder: Path, address: str, title: str) -> None:
        """Remember a site. What is not given stays as it was."""
        from inminban.testimony.details import read_address

        values = (str(full_path(folder)), read_address(address, None).rstrip("/"), title)
        self.library.connection.execute(
            "INSERT INTO sites VALUES (?, ?, ?) ON CONFLICT (folder) DO UPDATE SET "
            "address = CASE excluded.address WHEN '' THEN address ELSE excluded.address END, "
            "title = CASE excluded.title WHEN '' THEN title ELSE excluded.title END",
            values,
        )

    def _set(self, number: int, changes: str, *values: str | int) -> None:
        """Change fields of a question. `changes` is SQL from this file, never a user's text."""
        self.library.connection.execute(f"UPDATE questions SET {changes} WHERE number = ?", (*values, number))

    def _note(self, number: int, what: str) -> None:
        """Add a step to the history. It never contains a name."""
        self.library.connection.execute("INSERT INTO history VALUES (?, ?, ?)", (number, now(), what))
