"""Text that stays text in Markdown, with no more backslashes than it needs."""

from __future__ import annotations

import re

from inminban.testimony.clean_text import one_line

ALWAYS = re.compile(r"[\\`*\[\]<]")
UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""An underscore that could begin or end emphasis: not one between two letters or digits."""

ENTITY = re.compile(r"&(?=#?\w+;)")
BEGINS = re.compile(r"^(?:[#>+\-=~]|\d{1,9}(?=[.)](?:\s|$)))")
"""Signs that make something of a line if it begins with them."""


def escaped(text: str) -> str:
    """A text on one line in which nothing has a meaning in Markdown."""
    plain = ALWAYS.sub(lambda found: f"\\{found[0]}", one_line(text))
    plain = ENTITY.sub(r"\\&", UNDERSCORE.sub(r"\\_", plain))
    begin = BEGINS.match(plain)
    if begin is None:
        return plain
    if begin[0].isdigit():
        return f"{begin[0]}\\{plain[begin.end() :]}"
    return f"\\{plain}"


def cell(text: str) -> str:
    """A text in a table."""
    return escaped(text).replace("|", "\\|")


def table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], *, right_from: int = 1) -> list[str]:
    """A table; columns from `right_from` on are set to the right."""
    marks = ["---" if number < right_from else "---:" for number in range(len(heads))]
    lines = [heads, marks, *rows]
    return ["| " + " | ".join(map(cell, line) if line is not marks else marks) + " |" for line in lines]
