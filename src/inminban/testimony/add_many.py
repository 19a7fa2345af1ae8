"""Adding many files: each is kept as soon as it is read, so that one bad file costs no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony.details import check_details, missing
from inminban.testimony.library import Library
from inminban.testimony.reading import read_text
from inminban.testimony.records import Details, Text

# Asks a person about one file: what is stated so far and why it is not enough; gives what is stated then.
Ask = Callable[[Path, Mapping[str, str], InputError | None], Mapping[str, str]]


class Outcome(NamedTuple):
    """What became of one file: `state` is added, there (already) or refused, with the words of the refusal."""

    file: Path
    state: str
    document: str
    title: str
    n_paragraphs: int
    refusal: str


def add_files(
    library: Library,
    files: Iterable[Path],
    stated: Mapping[str, str],
    *,
    encoding: str | None = None,
    ask: Ask | None = None,
) -> Iterator[Outcome]:
    """Add files one after another and say of each what became of it; a file that cannot be added stops no other.

    `stated` overrules what a file says of itself. `ask` is called for what is missing or wrong; without it such a file
    is refused. Raises InputError only if the library itself fails.
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
    """Read one file and keep its text; InputError if it cannot be read or too little is known of it."""
    text = read_text(file, encoding)
    said = {**text.stated, **{name: value for name, value in stated.items() if value}}
    details = settle(text, said, ask)
    added = library.add(text, details)
    state = "added" if added.is_new else "there"
    return Outcome(file, state, added.document, details.title, len(text.paragraphs), "")


def settle(text: Text, said: Mapping[str, str], ask: Ask | None) -> Details:
    """Details of a text from what is said of it; a person is asked until they are complete and right."""
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
