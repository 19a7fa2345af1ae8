"""Drafts of an answer: title, witness, sources, text in Markdown; written to a file for editing and read back.

---
title: ...
about:
- Hana, teacher, left North Korea in 2012
sources:
- d0123456789:7, title, publisher
---

The answer.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony.clean_text import clean, one_line
from inminban.testimony.library import Library
from inminban.testimony.reading.head import DASHES, split_head, written

LOCATOR = re.compile(r"\b(d[0-9a-f]{10}):([0-9]+)\b")
LONGEST_TITLE = 160
LONGEST_BODY = 60_000  # characters, ten times a long answer
KEYS = ("title", "about", "sources")
HOW = "Keep the form in which `inminban column draft` writes it; docs/how-to/column.md explains it."


class Draft(NamedTuple):
    """One version of an answer. `about` and `sources` are lines; `body` is Markdown without HTML."""

    title: str
    body: str
    sources: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def as_file(draft: Draft) -> str:
    """The draft as a text that `read_draft` reads back unchanged."""
    about = [f"- {written(line)}" for line in draft.about]
    sources = [f"- {written(line)}" for line in draft.sources]
    head = [DASHES, f"title: {written(draft.title)}", "about:", *about, "sources:", *sources, DASHES]
    return "\n".join([*head, "", draft.body, ""])


def read_draft(text: str, file: Path | None = None) -> Draft:
    """A draft from an edited file. InputError, with the line, if its head is not in the form or the answer is empty."""
    entries, body = split_head(clean(text), file)
    if not entries:
        raise InputError("the head between two lines --- is missing", file=file, line=1, remedy=HOW)
    values: dict[str, list[str]] = {name: [] for name in KEYS}
    for entry in entries:
        if entry.key not in KEYS:
            raise InputError("this key is unknown", file=file, line=entry.line, key=entry.key, remedy=HOW)
        values[entry.key] += [one_line(value) for value in entry.values if value.strip()]
    title, about, sources = " ".join(values["title"]), tuple(values["about"]), tuple(values["sources"])
    return check_draft(Draft(title, body.strip(), sources, about), file)


def check_draft(draft: Draft, file: Path | None = None) -> Draft:
    """The draft. InputError if title or text is missing or too long."""
    if not draft.title or len(draft.title) > LONGEST_TITLE:
        remedy = f"Give a title of at most {LONGEST_TITLE} characters."
        raise InputError("the title is missing or too long", file=file, key="title", remedy=remedy)
    if not draft.body or len(draft.body) > LONGEST_BODY:
        remedy = f"Write at most {LONGEST_BODY:,} characters under the head."
        raise InputError("the answer is missing or too long", file=file, remedy=remedy)
    return draft


def title_of(question: str) -> str:
    """A title for the answer: the question, cut after a word if it is too long."""
    if len(question) <= LONGEST_TITLE:
        return question
    return question[: LONGEST_TITLE - 2].rsplit(" ", 1)[0] + " …"


def witnesses_of(library: Library, texts: list[str]) -> tuple[str, ...]:
    """A line about each witness whose document is cited by a locator, in order of first mention."""
    ids = dict.fromkeys(found[1] for text in texts for found in LOCATOR.finditer(text))
    return tuple(dict.fromkeys(library.document(id).about for id in ids))


def check_locators(library: Library, texts: Iterable[str]) -> None:
    """Raise InputError if a locator in these texts points to nothing in the library."""
    for text in texts:
        for found in LOCATOR.finditer(text):
            library.passage(found[0])


def edit(text: str) -> str | None:
    """Open a text in the user's editor (VISUAL, EDITOR or vi); returns the edited text, None if it was not changed.

    Raises InputError if there is no editor or if it fails.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(prefix="inminban-", suffix=".md")
    file = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        done = subprocess.run([*shlex.split(editor), name], check=False)
        edited = file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        remedy = "Name one in the environment variable EDITOR, or use --out FILE and --from FILE."
        raise InputError(f"the editor {editor!r} cannot be used: {error}", remedy=remedy) from error
    finally:
        file.unlink(missing_ok=True)
    if done.returncode != 0:
        remedy = "Nothing was changed. Try again, or use --out FILE and --from FILE."
        raise InputError(f"the editor {editor!r} failed (exit code {done.returncode})", remedy=remedy)
    return None if edited == text else edited
