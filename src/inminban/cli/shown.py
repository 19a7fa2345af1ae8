"""What the commands of the library and the column print: plain lines, with colour only in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from inminban.testimony.add_many import Outcome
from inminban.testimony.records import Document, Passage

INDENT = (0, 0, 0, 4)
WIDE = 1_000  # columns where the output goes to a file: no line is broken
COLOURS = {"added": "green", "there": "yellow", "refused": "red"}


def console(*, is_error: bool = False) -> Console:
    """A console that neither reads markup in what it is given nor breaks lines where the output goes to a file."""
    made = Console(highlight=False, markup=False, emoji=False, stderr=is_error)
    if not made.is_terminal:
        made.width = WIDE
    return made


def print_indented(screen: Console, line: Line) -> None:
    """Print a paragraph set in: broken to the width of a terminal, on one line elsewhere."""
    if screen.is_terminal:
        screen.print(Padding(line, INDENT))
    else:
        screen.print(Line(" " * INDENT[3]) + line, soft_wrap=True)


def print_json(value: object) -> None:
    """Print as JSON; dates as text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def columns(headings: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[str] = ()) -> Table:
    """A plain table of text; the columns named in `right` are set flush right."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        made.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Line("" if cell is None else str(cell)) for cell in row))
    return made


def print_outcome(outcome: Outcome) -> None:
    """Say what became of one file: refusals on the error output."""
    screen = console(is_error=outcome.state == "refused")
    line = Line(f"{outcome.state:8}", style=COLOURS[outcome.state])
    if outcome.state == "refused":
        line.append(outcome.refusal, style="default")
    else:
        line.append(f"{outcome.document}  {outcome.n_paragraphs} paragraphs  {outcome.title}", style="default")
    screen.print(line)


def print_documents(documents: Sequence[Document]) -> None:
    """A table of documents, one a line."""
    rows = [
        (found.id, found.title, found.witness, found.occupation, found.year_of_leaving, found.date, found.n_paragraphs)
        for found in documents
    ]
    headings = ("id", "title", "witness", "occupation", "left", "published", "paragraphs")
    console().print(columns(headings, rows, right=("left", "paragraphs")))


def print_document(document: Document, paragraphs: Sequence[str]) -> None:
    """What is known of a document, then its paragraphs with their numbers."""
    screen = console()
    screen.print(Line(document.title, style="bold"))
    for name in ("id", "witness", "occupation", "year_of_leaving", "publisher", "date", "language", "rights"):
        value = getattr(document, name)
        screen.print(Line(f"{name.replace('_', ' ') + ':':18}{'not stated' if value in (None, '') else value}"))
    if document.topics:
        screen.print(Line(f"{'topics:':18}{', '.join(document.topics)}"))
    if document.address:
        screen.print(Line(f"{'address:':18}{document.address}"))
    for number, paragraph in enumerate(paragraphs, start=1):
        screen.print()
        screen.print(Line(f"{document.id}:{number}", style="dim"))
        print_indented(screen, Line(paragraph))


def print_passages(passages: Sequence[Passage]) -> None:
    """Paragraphs found, each with its locator, who speaks, and the hits marked: bold in a terminal, else «so»."""
    screen = console()
    for passage in passages:
        left = f"left {passage.year_of_leaving}" if passage.year_of_leaving else ""
        published = str(passage.date) if isinstance(passage.date, date) else ""
        said = ", ".join(part for part in (passage.witness, passage.occupation, left) if part)
        told = ", ".join(part for part in (passage.title, passage.publisher, published) if part)
        screen.print(Line.assemble((passage.locator, "bold cyan"), f"  {said}  ", (told, "dim")))
        print_indented(screen, marked(passage, screen.is_terminal))


def marked(passage: Passage, is_terminal: bool) -> Line:
    """The text of a passage with its hits marked."""
    if not is_terminal:
        return Line(passage.with_marks("«", "»"))
    line = Line(passage.text)
    for mark in passage.marked:
        line.stylize("bold reverse", mark.start, mark.end)
    return line


def passage_record(passage: Passage) -> dict[str, Any]:
    """A passage for other programs."""
    return passage._asdict() | {"marked": [list(mark) for mark in passage.marked]}
