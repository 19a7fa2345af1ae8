"""What commands print with: plain lines and tables, colour in a terminal only, text of others never as markup."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from inminban.cli.saying import say
from inminban.core.characters import escaped_in_json, without_controls

INDENT = (0, 0, 0, 4)
WIDE = 1_000
"""Columns where the output goes to a file, so that no line is broken."""


def console(*, is_error: bool = False) -> Console:
    """A console that reads no markup in what it is given and breaks lines in a terminal only."""
    made = Console(highlight=False, markup=False, emoji=False, stderr=is_error)
    made.push_render_hook(Guard())
    if not made.is_terminal:
        made.width = WIDE
    return made


class Guard(RenderHook):
    """Removes from what a console prints the characters with which a text could control the terminal."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """What is printed, each part without controls."""
        return [Guarded(one) for one in renderables]


class Guarded:
    """Something to print, without the characters that control a terminal. Styles of the program stay."""

    def __init__(self, content: ConsoleRenderable) -> None:
        self._content = content

    def __rich_console__(self, screen: Console, options: ConsoleOptions) -> RenderResult:
        """The pieces to print."""
        for piece in screen.render(self._content, options):
            yield piece if piece.control else piece._replace(text=without_controls(piece.text))


def print_indented(screen: Console, line: Text) -> None:
    """Print an indented paragraph: broken to the width of a terminal, on one line elsewhere."""
    if screen.is_terminal:
        screen.print(Padding(line, INDENT))
    else:
        screen.print(Text(" " * INDENT[3]) + line, soft_wrap=True)


def print_json(value: object) -> None:
    """Print as JSON; dates and paths as text. Where the output lacks letters, they are written as escapes."""
    has_all_letters = (sys.stdout.encoding or "").lower().startswith("utf")
    print(escaped_in_json(json.dumps(value, ensure_ascii=not has_all_letters, indent=2, default=str)))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines that may hold text of others, without characters that control a terminal."""
    say("\n".join(lines))


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
