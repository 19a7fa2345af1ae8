"""The example questions that measures and kinds are learned from (examples/), each with what it asks for."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent / "examples"


class Example(NamedTuple):
    """A question with what it asks for; no measure for words that name none, no kind for a term of a measure."""

    measure: str
    kind: str
    text: str


@cache
def examples(language: str) -> Sequence[Example]:
    """The questions in a language, "en" or "ko", in the order of the file."""
    with (FOLDER / f"{language}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Example(row["measure"], row["kind"], row["question"]) for row in csv.DictReader(lines))


class Frame(NamedTuple):
    """A question of a kind with a place for what it is about."""

    language: str
    kind: str
    text: str

    def about(self, subject: str) -> Example:
        """The question about something; it is learned from for its kind alone."""
        return Example("", self.kind, self.text.replace("{}", subject))


@cache
def frames() -> Sequence[Frame]:
    """Questions of every kind about anything: what tells a kind whatever it is asked about."""
    with (FOLDER / "frames.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Frame(row["language"], row["kind"], row["frame"]) for row in csv.DictReader(lines))
