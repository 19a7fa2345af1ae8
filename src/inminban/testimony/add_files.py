"""Adding many files to a library. Each text is kept as soon as it is read; one bad file stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony.details import as_stated, check_details, differences, missing
from inminban.testimony.library import Library
from inminban.testimony.reading.apart import read_apart
from inminban.testimony.records import Details, Difference, Document, Text
from inminban.testimony.speakers import in_words, is_uncertain, speakers_of

Ask = Callable[[Path, Mapping[str, str], InputError | None], Mapping[str, str]]
"""Asks a person for details of a file. Takes what is stated so far and the error in it, if any; returns the answers."""

Confirm = Callable[[Document, Sequence[Difference]], bool]
"""Asks whether a text that the library holds already gets the details that are stated now."""


class Outcome(NamedTuple):
    """What became of one file: `state` is "added", "there" (it was already), "updated" (it was, and its details are
    the new ones) or "refused", then with the reason. `differences` are details that were stated and not taken.
    """

    file: Path
    state: str
    document: str
    title: str
    n_paragraphs: int
    refusal: str
    notes: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


def add_files(
    library: Library,
    files: Iterable[Path],
    stated: Mapping[str, str],
    *,
    of_file: Mapping[Path, Mapping[str, str]] | None = None,
    encoding: str | None = None,
    ask: Ask | None = None,
    ocr: bool = False,
    confirm: Confirm | None = None,
) -> Iterator[Outcome]:
    """Add files one after another and yield what became of each. A file that cannot be added stops no other.

    `stated` overrules what a file states about itself, and `of_file`, by resolved path, overrules both. `ask` is called
    for missing or wrong details; without it such a file is refused. Raises InputError only if the library itself fails.
    """
    for file in files:
        said = {**stated, **known_of(file, of_file or {})}
        try:
            yield add_file(library, file, said, encoding, ask, ocr=ocr, confirm=confirm)
        except InputError as error:
            if error.file == library.path:
                raise
            words = str(error) if error.file is not None else f"{file}: {error}"
            yield Outcome(file, "refused", "", "", 0, words)


def known_of(file: Path, of_file: Mapping[Path, Mapping[str, str]]) -> Mapping[str, str]:
    """What a table states about a file."""
    try:
        return of_file.get(file.resolve(), {}) if of_file else {}
    except (OSError, RuntimeError, ValueError):  # a path that leads nowhere, which reading it will explain
        return {}


def add_file(
    library: Library,
    file: Path,
    stated: Mapping[str, str],
    encoding: str | None = None,
    ask: Ask | None = None,
    *,
    ocr: bool = False,
    confirm: Confirm | None = None,
) -> Outcome:
    """Read one file and keep its text. InputError if it cannot be read or its details are missing or wrong."""
    text = read_apart(file, encoding, ocr=ocr)
    given = {name: value for name, value in stated.items() if value}
    details, said, notes = settle(text, given, ask)
    added = library.add(text, details)
    if added.is_new:
        told = (*text.notes, *notes, *note_of_speakers(text, details))
        return Outcome(file, "added", added.document, details.title, len(text.paragraphs), "", told)
    return there(library, added.document, file, details, said, (*text.notes, *notes), confirm)


def there(
    library: Library,
    id: str,
    file: Path,
    details: Details,
    said: Mapping[str, str],
    notes: tuple[str, ...],
    confirm: Confirm | None,
) -> Outcome:
    """What becomes of a text that the library holds: its details are updated if a person wants it."""
    document = library.document(id)
    found = differences(document, details, said)
    if found and confirm is not None and confirm(document, found):
        library.update(id, check_details(as_stated(document) | {one.field: one.now for one in found}, "", file))
        document, found, state = library.document(id), (), "updated"
    else:
        state = "there"
    return Outcome(file, state, id, document.title, document.n_paragraphs, "", notes, found)


def note_of_speakers(text: Text, details: Details) -> tuple[str, ...]:
    """What a person should check about a transcript whose labels do not tell by themselves who is the witness."""
    if not is_uncertain(text.labels, details.witness, details.speakers):
        return ()
    told = in_words(speakers_of(text.labels, text.paragraphs, details.witness, details.speakers))
    return (f"The speakers were taken to be: {told}. If this is wrong, state it with --speakers.",)


class Settled(NamedTuple):
    """Details of a text, what a person said of them by field, and notes on what was left out."""

    details: Details
    said: Mapping[str, str]
    notes: tuple[str, ...]


def settle(text: Text, given: Mapping[str, str], ask: Ask | None) -> Settled:
    """Details of a text. A person is asked, if there is one, until they are complete and correct.

    What a page states wrongly about itself is left out with a note.
    """
    words = "\n".join(text.paragraphs)
    stated, notes = dict(text.stated), []
    by_itself = {name for name in text.by_itself if name not in given}
    said = {**stated, **given}
    if ask is not None and missing(said):
        said = {**ask(text.file, said, None)}
        by_itself = {name for name in by_itself if said.get(name) == stated.get(name)}
    while True:
        try:
            details = check_details(said, words, text.file)
        except InputError as error:
            wrong = wrong_by_itself(error, by_itself, said)
            if wrong:
                notes.append(f"The file states of itself {wrong}: {said[wrong]!r}; this was left out: {error.what}.")
                said = {name: value for name, value in said.items() if name != wrong}
            elif ask is None:
                raise
            else:
                said = {**ask(text.file, {name: value for name, value in said.items() if name != error.key}, error)}
        else:
            mine = {name: value for name, value in said.items() if name not in by_itself}
            return Settled(details, mine, tuple(notes))


def wrong_by_itself(error: InputError, by_itself: set[str], said: Mapping[str, str]) -> str:
    """The field that a file states wrongly about itself; empty if a person must correct something.

    If the year of leaving does not fit the date that a page states, the page is wrong.
    """
    if error.key in by_itself and said.get(error.key):
        return error.key
    is_date = error.key == "year_of_leaving" and "date" in by_itself and bool(said.get("date"))
    return "date" if is_date else ""
