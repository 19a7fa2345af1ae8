"""Adding many files to a library. Each text is kept as soon as it is read; one bad file stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony.details import check_details, missing
from inminban.testimony.library import Library
from inminban.testimony.reading.apart import read_apart
from inminban.testimony.records import Details, Text
from inminban.testimony.speakers import in_words, is_uncertain, speakers_of

Ask = Callable[[Path, Mapping[str, str], InputError | None], Mapping[str, str]]
"""Asks a person for details of a file. Takes what is stated so far and the error in it, if any; returns the answers."""


class Outcome(NamedTuple):
    """What became of one file: `state` is "added", "there" (it was already) or "refused", then with the reason."""

    file: Path
    state: str
    document: str
    title: str
    n_paragraphs: int
    refusal: str
    notes: tuple[str, ...] = ()


def add_files(
    library: Library,
    files: Iterable[Path],
    stated: Mapping[str, str],
    *,
    encoding: str | None = None,
    ask: Ask | None = None,
) -> Iterator[Outcome]:
    """Add files one after another and yield what became of each. A file that cannot be added stops no other.

    `stated` overrules what a file states about itself. `ask` is called for missing or wrong details; without it such a
    file is refused. Raises InputError only if the library itself fails.
    """
    for file in files:
        try:
            yield add_file(library, file, stated, encoding, ask)
        except InputError as error:
            if error.file == library.path:
                raise
            words = str(error) if error.file is not None else f"{file}: {error}"
            yield Outcome(file, "refused", "", "", 0, words)


def add_file(
    library: Library, file: Path, stated: Mapping[str, str], encoding: str | None = None, ask: Ask | None = None
) -> Outcome:
    """Read one file and keep its text. InputError if it cannot be read or its details are missing or wrong."""
    text = read_apart(file, encoding)
    said = {**text.stated, **{name: value for name, value in stated.items() if value}}
    details = settle(text, said, ask)
    added = library.add(text, details)
    state = "added" if added.is_new else "there"
    notes = (*text.notes, *note_of_speakers(text, details))
    return Outcome(file, state, added.document, details.title, len(text.paragraphs), "", notes)


def note_of_speakers(text: Text, details: Details) -> tuple[str, ...]:
    """What a person should check about a transcript whose labels do not tell by themselves who is the witness."""
    if not is_uncertain(text.labels, details.witness, details.speakers):
        return ()
    told = in_words(speakers_of(text.labels, text.paragraphs, details.witness, details.speakers))
    return (f"The speakers were taken to be: {told}. If this is wrong, state it with --speakers.",)


def settle(text: Text, said: Mapping[str, str], ask: Ask | None) -> Details:
    """Details of a text. A person is asked, if there is one, until they are complete and correct."""
    words = "\n".join(text.paragraphs)
    if ask is not None and missing(said):
        said = ask(text.file, said, None)
    while True:
        try:
            return check_details(said, words, text.file)
        except InputError as error:
            if ask is None:
                raise
            said = ask(text.file, {name: value for name, value in said.items() if name != error.key}, error)
