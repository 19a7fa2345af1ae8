"""How the library's commands print documents, passages and what became of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from inminban.cli.library_details import lines_of
from inminban.cli.printing import console, print_indented, table
from inminban.testimony.add_files import Outcome
from inminban.testimony.dates import PartialDate
from inminban.testimony.reading.files import Found, LeftOut
from inminban.testimony.records import Document, Passage
from inminban.testimony.speakers import Speaker

COLOURS = {"added": "green", "updated": "green", "there": "yellow", "refused": "red"}
FIELDS = ("id", "witness", "occupation", "left", "publisher", "date", "language", "rights")
LABELS = {"left": "year of leaving"}
WIDEST = 18  # characters of the longest name of a field, with its colon and a space


def print_outcome(outcome: Outcome) -> None:
    """Print what became of one file; refusals and notes go to the error output."""
    screen = console(is_error=outcome.state == "refused")
    line = Text(f"{outcome.state:8}", style=COLOURS[outcome.state])
    if outcome.state == "refused":
        line.append(outcome.refusal, style="default")
    else:
        line.append(f"{outcome.document}  {outcome.n_paragraphs} paragraphs  {outcome.title}", style="default")
    screen.print(line)
    if outcome.differences:
        how = f"Add the file again with --update, or change them with: inminban library edit {outcome.document}"
        for told in (*lines_of(outcome.document, outcome.differences), f"    Nothing was changed. {how}"):
            console(is_error=True).print(Text(told))
    for note in outcome.notes:
        console(is_error=True).print(Text(f"{outcome.file}: {note}"))


def print_left_out(found: Found) -> None:
    """Print which folders could not be searched and which files are not read, and why."""
    screen = console(is_error=True)
    for error in found.refused:
        screen.print(Text.assemble(("refused ", COLOURS["refused"]), str(error)))
    for why, names in by_reason(found.others).items():
        screen.print(Text(f"not read ({why}): {'; '.join(names)}"))


def by_reason(others: Sequence[LeftOut]) -> dict[str, list[str]]:
    """The files that are not read, by the reason why."""
    told: dict[str, list[str]] = {}
    for one in others:
        told.setdefault(one.why, []).append(str(one.file))
    return told


def print_documents(documents: Sequence[Document]) -> None:
    """Print a table of documents, one a line."""
    rows = [
        (
            found.id,
            found.title,
            found.witness,
            found.occupation,
            in_words(found.left),
            in_words(found.date),
            found.n_paragraphs,
        )
        for found in documents
    ]
    headings = ("id", "title", "witness", "occupation", "left", "published", "paragraphs")
    console().print(table(headings, rows, right=("left", "paragraphs")))


def in_words(date: PartialDate | None) -> str:
    """A date in words; empty if it is unknown."""
    return date.words if date else ""


def print_document(document: Document, paragraphs: Sequence[str], speakers: Sequence[Speaker]) -> None:
    """Print what is known of a document, then its paragraphs with their locators."""
    screen = console()
    screen.print(Text(document.title, style="bold"))
    for name in FIELDS:
        value = getattr(document, name)
        value = value.words if isinstance(value, PartialDate) else value
        label = LABELS.get(name, name)
        screen.print(Text(f"{label + ':':{WIDEST}}{'not stated' if value in (None, '') else value}"))
    if document.topics:
        screen.print(Text(f"{'topics:':{WIDEST}}{', '.join(document.topics)}"))
    if document.address:
        screen.print(Text(f"{'address:':{WIDEST}}{document.address}"))
    for number, (paragraph, speaker) in enumerate(zip(paragraphs, speakers, strict=True), start=1):
        screen.print()
        screen.print(Text(f"{document.id}:{number}{who_says(speaker)}", style="dim"))
        print_indented(screen, Text(paragraph))


def who_says(speaker: Speaker) -> str:
    """Label and role of a speaker after a locator; empty for nobody."""
    words = [part for part in speaker if part]
    return f"  {' = '.join(words)}" if words else ""


def print_passages(passages: Sequence[Passage]) -> None:
    """Print paragraphs with locator, witness and source. Hits are bold in a terminal, between « and » elsewhere."""
    screen = console()
    for passage in passages:
        left = f"left {passage.left.words}" if passage.left else ""
        published = in_words(passage.date)
        said = ", ".join(part for part in (passage.witness, passage.occupation, left) if part)
        told = ", ".join(part for part in (passage.title, passage.publisher, published) if part)
        screen.print(Text.assemble((passage.locator, "bold cyan"), f"  {said}  ", (told, "dim")))
        print_indented(screen, marked(passage, screen.is_terminal))


def marked(passage: Passage, is_terminal: bool) -> Text:
    """The text of a passage with its hits marked."""
    if not is_terminal:
        return Text(passage.with_marks("«", "»"))
    line = Text(passage.text)
    for mark in passage.marked:
        line.stylize("bold reverse", mark.start, mark.end)
    return line


def passage_record(passage: Passage) -> dict[str, Any]:
    """A passage for other programs."""
    return passage._asdict() | {
        "marked": [list(mark) for mark in passage.marked],
        "speaker": passage.speaker._asdict(),
    }
