"""Records of the desk: a reader's question, a version of its answer, a step of its history; and their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from inminban.desk.drafts import Draft
from inminban.errors import InputError

STATES = ("waiting", "chosen", "drafted", "published", "withdrawn")
OPEN_STATES = ("waiting", "chosen", "drafted")
BY_ASK, BY_EDITOR = "ask", "editor"


class Question(NamedTuple):
    """A reader's question. `first_name` and `city` are empty after the reader was forgotten. Times are in UTC."""

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
        """The reader as the page names them."""
        return f"{self.first_name}, {self.city}" if self.first_name else "A reader"


class Version(NamedTuple):
    """One version of an answer: its number, its author (ask or editor), its time."""

    version: int
    author: str
    at: str
    draft: Draft


class Overtaken(InputError):
    """Somebody else saved a version of an answer in the meantime; `last` is its number."""

    def __init__(self, number: int, last: int) -> None:
        self.last = last
        what = f"version {last} of the answer to question {number} was saved in the meantime"
        super().__init__(what, remedy="Read it, then save yours as the next version.")


class Event(NamedTuple):
    """One step in the history of a question."""

    at: str
    what: str


class Forgotten(NamedTuple):
    """Result of forgetting a reader: the questions changed, and the texts that still contain the name."""

    numbers: tuple[int, ...]
    still_in: tuple[str, ...]


def lines(texts: Sequence[str]) -> str:
    """Lines as the database stores them."""
    return json.dumps(list(texts), ensure_ascii=False)


def version_of(row: sqlite3.Row) -> Version:
    """A row of the table of drafts as a record."""
    sources, about = (tuple(json.loads(row[name])) for name in ("sources", "about"))
    return Version(row["version"], row["author"], row["at"], Draft(row["title"], row["body"], sources, about))
