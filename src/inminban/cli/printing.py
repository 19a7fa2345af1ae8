"""What commands print with: plain lines and tables, colour in a terminal only, text of others never as markup."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

INDENT = (0, 0, 0, 4)
WIDE = 1_000
"""Columns where the output goes to a file, so that no line is broken."""


def console(*, is_error: bool = False) -> Console:
    """A console that reads no markup in what it is given and breaks lines in a terminal only."""
    made = Console(highlight=False, markup=False, emoji=False, stderr=is_error)
    if not made.is_terminal:
        made.width = WIDE
    return made


def print_indented(screen: Console, line: Text) -> None:
    """Print an indented paragraph: broken to the width of a terminal, on one line elsewhere."""
    if screen.is_terminal:
        screen.print(Padding(line, INDENT))
    else:
        screen.print(Text(" " * INDENT[3]) + line, soft_wrap=True)


def print_json(value: object) -> None:
    """Print as JSON; dates and paths as text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines that may hold text of others, without characters that control a terminal."""
    from inminban.testimony.clean_text import clean

    print(clean("\n".join(lines)))


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Sequence[str] = (),
    with_headings: bool = True,
) -> Table:
    """A plain table. The columns named in `right` are aligned right. Cells are text, never markup."""
    made = Table(box=None, pad_edge=False, header_style="bold", show_header=with_headings)
    for heading in headings:
        made.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return made
