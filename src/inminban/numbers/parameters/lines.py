"""Line numbers of keys in a TOML file, for messages: `tomllib` gives values without line numbers."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from inminban.errors import InputError
from inminban.numbers.parameters.units import MOST_DIGITS, check_digits

HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"^\s*([A-Za-z0-9_\-\"'.]+)\s*=")
ROW = re.compile(r"\bfrom\s*=")
ENDLESS = re.compile(r"\d[\d_]{4299,}")  # whole numbers of more digits are not read by Python
GREATEST_FILE = 2_000_000  # bytes: no input file of this program is larger


class TomlFile(NamedTuple):
    """A TOML file as read: its path, its text by lines, its content (decimals exact)."""

    path: Path
    lines: tuple[str, ...]
    content: dict[str, Any]

    def line_of(self, *keys: str | int) -> int | None:
        """1-based line of the innermost of `keys` that can be found; whole numbers count the rows of a list, from 0."""
        positions = key_lines(self.lines)
        for end in range(len(keys), 0, -1):
            path = keys[:end]
            if path in positions:
                return positions[path]
            if isinstance(path[-1], int) and path[:-1] in positions:
                return _row_line(self.lines, positions[path[:-1]], path[-1])
        return None


@lru_cache(maxsize=64)
def key_lines(lines: tuple[str, ...]) -> dict[tuple[str | int, ...], int]:
    """Path of every table and key -> the first line it stands on (keys of inline tables are not looked into).

    Keys under a `[[list]]` are listed twice: with the number of their row in the path, from 0, and without.
    """
    found: dict[tuple[str | int, ...], int] = {}
    rows: Counter[tuple[str, ...]] = Counter()
    table: tuple[str, ...] = ()
    numbered: tuple[str | int, ...] = ()
    for number, line in enumerate(lines, start=1):
        if header := HEADER.match(line):
            table = numbered = _names(header[1])
            if line.lstrip().startswith("[["):
                numbered = (*table, rows[table])
                rows[table] += 1
            for end in range(1, len(table) + 1):
                found.setdefault(table[:end], number)
            found.setdefault(numbered, number)
        elif key := KEY.match(line):
            found.setdefault((*table, *_names(key[1])), number)
            found.setdefault((*numbered, *_names(key[1])), number)
    return found


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _row_line(lines: Sequence[str], start: int, row: int) -> int:
    """Line of the row-th `from =` at or after line `start`."""
    numbers = [
        number for number, line in enumerate(lines[start - 1 :], start=start) for _ in ROW.findall(line.split("#")[0])
    ]
    return numbers[row] if row < len(numbers) else start


def read_toml(path: Path) -> TomlFile:
    """Read a TOML file. InputError for a file that is missing, unreadable, too large, not UTF-8 or not TOML."""
    try:
        if path.exists() and not path.is_file():
            raise InputError("this is not a file", file=path, remedy="Name a TOML file.")
        if path.stat().st_size > GREATEST_FILE:
            raise InputError("the file is too large", file=path, remedy=f"Keep it under {GREATEST_FILE:,} bytes.")
        text = path.read_text(encoding="utf-8-sig")  # with or without the mark that Notepad writes
    except OSError as error:
        raise InputError(
            f"the file cannot be read ({error.strerror})", file=path, remedy="Check that it exists and can be read."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("the file is not UTF-8 text", file=path, remedy="Save it as UTF-8.") from error
    try:
        content = tomllib.loads(text, parse_float=exact)
    except TooManyDigits as error:
        raise too_many_digits(error, path, text) from error
    except (ValueError, RecursionError, ArithmeticError) as error:
        if found := ENDLESS.search(text):  # Python refuses to read whole numbers of thousands of digits
            raise too_many_digits(TooManyDigits(found.group()), path, text) from error
        where = re.search(r"line (\d+)", str(error))
        raise InputError(
            f"this is not valid TOML ({error})",
            file=path,
            line=int(where[1]) if where else None,
            remedy="Correct the line; a key may appear only once in a table.",
        ) from error
    return TomlFile(path, tuple(text.splitlines()), content)


class TooManyDigits(Exception):
    """A number that takes long to work with; its text is the argument."""


def exact(text: str) -> Decimal:
    """A number as written, exactly. Raises TooManyDigits, since turning such a one into a whole number may hang."""
    value = Decimal(text)
    try:
        if value.is_finite():
            check_digits(value)
    except ValueError as error:
        raise TooManyDigits(text) from error
    return value


def too_many_digits(error: TooManyDigits, path: Path, text: str) -> InputError:
    """What to say of such a number: its line and key."""
    lines = text.splitlines()
    line = next((number for number, words in enumerate(lines, start=1) if str(error) in words), None)
    key = next((keys for keys, number in key_lines(tuple(lines)).items() if number == line), ())
    return InputError(
        f"a number of more than {MOST_DIGITS} digits before or after the point", file=path, line=line,
        key=".".join(map(str, key)) or None, remedy="Write it with fewer digits.",
    )  # fmt: skip


def nearest(name: str, names: Iterable[str]) -> str:
    """' Did you mean x?' for the nearest of `names`, or an empty string."""
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f" Did you mean '{close[0]}'?" if close else ""


def input_error(error: ValidationError, file: TomlFile, prefix: Sequence[str], known: Iterable[str]) -> InputError:
    """An InputError for what pydantic found: the first finding with its place, and the number of others."""
    findings = error.errors(include_url=False, include_input=True)
    first = min(findings, key=lambda finding: finding["type"] != "extra_forbidden")
    keys = [*prefix, *(part for part in first["loc"] if not _is_union_branch(part))]
    name = str(keys[-1]) if keys else ""
    if first["type"] == "extra_forbidden":
        what, remedy = "unknown key", f"Remove it or correct its name.{nearest(name, known)}"
    elif first["type"] == "missing":
        what, remedy = "a key is missing", f"Add '{name}'."
    else:
        message = first["msg"].removeprefix("Value error, ").rstrip(".")
        what, remedy = message[0].lower() + message[1:], "Correct it."
    if len(findings) > 1:
        remedy += f" ({len(findings) - 1} more findings in the same place.)"
    return InputError(what, file=file.path, line=file.line_of(*keys), key=".".join(map(str, keys)), remedy=remedy)


def _is_union_branch(part: str | int) -> bool:
    """Pydantic adds the type it tried ('int', 'dict[str,...]') to the place of a finding; we leave it out."""
    return isinstance(part, str) and (part in ("int", "bool", "decimal", "date", "str") or "[" in part)
