"""The head of a file: statements before the text, between two lines of dashes or, in TOML, of plus signs.

Between dashes each line is `key: value`. A value may stand in quotes, go on in indented lines, or be a list with a
dash before each item. This is what YAML looks like as people type it, and it is read as they mean it: a colon, a
number sign or a bracket in a title is part of the title, and everything is text (decision 0018).
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from inminban.errors import InputError

DASHES, PLUSES = "---", "+++"
BLOCK_MARKS = {">", "|", ">-", "|-", ">+", "|+"}  # YAML's sign that the value stands in the indented lines below
NESTED = re.compile(r"\s+[\w-]+:(?:\s|$)")


class Entry(NamedTuple):
    """One statement of a head: its key as written, its values (several for a list), and its line in the file."""

    key: str
    values: tuple[str, ...]
    line: int

    @property
    def value(self) -> str:
        """All values as one text, with commas between."""
        return ", ".join(value for value in self.values if value)


def split_head(text: str, file: Path | None) -> tuple[list[Entry], str]:
    """The statements of a file's head and the text after it; no statements if the file has no head.

    Raises InputError, with the line, if the head does not end or holds a line that is no statement.
    """
    lines = text.lstrip("\n").split("\n")
    fence = lines[0].strip()
    if fence not in (DASHES, PLUSES):
        return [], text
    end = next((at for at, line in enumerate(lines[1:], start=1) if line.strip() == fence), None)
    if end is None:
        if fence == DASHES and not any(":" in line for line in lines[1:3]):
            return [], text  # a line drawn across the page
        remedy = f"Close the head with a line {fence}."
        raise InputError("the head of the file does not end", file=file, line=1, remedy=remedy)
    first = len(text.split("\n")) - len(lines) + 2  # line of the first statement, counted from 1
    read = read_toml_head if fence == PLUSES else read_typed_head
    return read(lines[1:end], file, first), "\n".join(lines[end + 1 :])


def read_typed_head(lines: Sequence[str], file: Path | None, first: int) -> list[Entry]:
    """Statements of the form `key: value`."""
    entries: list[Entry] = []
    is_block = False
    for number, line in enumerate(textwrap.dedent("\n".join(lines)).split("\n"), start=first):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if entries and words.startswith("- "):
            entries[-1] = with_item(entries[-1], words)
        elif entries and line[0].isspace():
            if is_block or not NESTED.match(line):
                entries[-1] = continued(entries[-1], words)
        else:
            key, value = read_statement(words, file, number)
            is_block = value in BLOCK_MARKS
            entries.append(Entry(key, () if is_block or not value else (without_quotes(value),), number))
    return entries


def read_statement(words: str, file: Path | None, line: int) -> tuple[str, str]:
    """Key and value of a line."""
    key, colon, value = words.partition(":")
    if not colon:
        what = f"{words[:40]!r} is not a statement"
        raise InputError(what, file=file, line=line, remedy="Write `key: value`, one on a line.")
    return key.strip(), value.strip()


def with_item(entry: Entry, words: str) -> Entry:
    """A statement with one more item in its list."""
    return entry._replace(values=(*entry.values, without_quotes(words.removeprefix("- ").strip())))


def continued(entry: Entry, words: str) -> Entry:
    """A statement whose last value goes on."""
    *before, last = entry.values or ("",)
    return entry._replace(values=(*before, f"{last} {words}".strip()))


def without_quotes(value: str) -> str:
    """A value without the pair of quotes around it, if there is one."""
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    if not is_quoted:
        return value
    return value[1:-1].replace('\\"', '"') if value[0] == '"' else value[1:-1].replace("''", "'")


def in_quotes(value: str) -> str:
    """A value in quotes, so that reading it gives the same value whatever signs are in it."""
    quoted = value.replace('"', '\\"')
    return f'"{quoted}"'


def written(value: str) -> str:
    """A value as it is typed: in quotes only if it would be read otherwise without them."""
    is_plain = without_quotes(value) == value and value not in BLOCK_MARKS
    return value if is_plain else in_quotes(value)


def read_toml_head(lines: Sequence[str], file: Path | None, first: int) -> list[Entry]:
    """Statements of a head in TOML. InputError with the line if it is not TOML."""
    from inminban.numbers.parameters.lines import key_lines  # its package takes half a second to import

    try:
        content = tomllib.loads("\n".join([*lines, ""]))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = first - 1 + int(found[1]) if found else None
        what = f"the head is not valid TOML ({error})"
        raise InputError(what, file=file, line=line, remedy="Correct it, or use --- and `key: value` lines.") from error
    places = key_lines(tuple(lines))
    lists = {key: value if isinstance(value, list) else [value] for key, value in content.items()}
    return [
        Entry(key, tuple(map(str, values)), first - 1 + places.get((key,), 1))
        for key, values in lists.items()
        if not any(isinstance(value, Mapping) for value in values)
    ]
