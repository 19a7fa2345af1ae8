"""The lines of a printed page: letters with their places, put together to pieces of lines and to lines.

A piece is what stands on one line without a wide gap, such as the part of a line that lies in one column. Footnote
marks, which are small and raised, are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

WIDE_GAP = 1.15  # times the height of letters: what parts two columns or two cells, never two words
WORD_GAP = 0.22  # times the height: a gap that is a space even if the file has none there
SAME_LINE = 0.45  # times the height: how far apart the feet of letters of one line may be
SMALL = 0.82  # times the height of its line: a smaller raised letter is a mark
RAISED = 0.12  # times the height: how far a mark stands above the foot of its line
MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])(?:[,;]\s?(?:\d{1,3}|[a-z]))*[\])]?[,;]?")
POWERS = {"2": "²", "3": "³"}
UNIT = re.compile(r"(?:^|[\d\s/])(?:k|c|m|d|μ)?(?:m|in|ft)$", re.IGNORECASE)
"""What stands before a raised 2 or 3 that is a power: square metres are no footnote."""


class Letter(NamedTuple):
    """A character with its box on the page, in points from the lower left corner."""

    sign: str
    left: float
    foot: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.foot


class Piece(NamedTuple):
    """Words on one line without a wide gap between them, with their box and the height of their letters."""

    text: str
    left: float
    foot: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.foot


def pieces_of(letters: Sequence[Letter]) -> list[Piece]:
    """The pieces of a page, in the order in which the file draws them. Marks of footnotes are left out."""
    runs: list[list[Letter]] = []
    for letter in letters:
        if letter.sign in "\r\n":
            continue
        if runs and letter.sign.isspace() and runs[-1][-1].sign.isspace():
            continue
        if runs and goes_on(runs[-1], letter):
            runs[-1].append(letter)
        elif not letter.sign.isspace():
            runs.append([letter])
    return [piece for run in runs if (piece := piece_of(run)) is not None]


def goes_on(run: Sequence[Letter], letter: Letter) -> bool:
    """Whether a letter stands right after a run of letters on its line."""
    last = next((one for one in reversed(run) if not one.sign.isspace()), run[-1])
    if letter.sign.isspace():
        return True
    tall = max(last.height, letter.height)
    gap = letter.left - last.right
    return overlaps(last, letter) and -tall < gap < WIDE_GAP * tall


def overlaps(one: Letter | Piece, other: Letter | Piece) -> bool:
    """Whether two boxes are on one line: the smaller one lies for its greater part at the height of the other."""
    shared = min(one.top, other.top) - max(one.foot, other.foot)
    return shared > (1 - SAME_LINE) * min(one.height, other.height)


def piece_of(run: Sequence[Letter]) -> Piece | None:
    """A run of letters as one piece without its footnote marks; None if nothing but space is left."""
    inked = [letter for letter in run if not letter.sign.isspace()]
    height = usual(letter.height for letter in inked)
    foot = usual(letter.foot for letter in inked if abs(letter.height - height) < 1)
    is_mark = [
        letter.height < SMALL * height and letter.foot > foot + RAISED * height and not letter.sign.isspace()
        for letter in run
    ]
    text = ""
    before: Letter | None = None
    at = 0
    while at < len(run):
        end = at
        while end < len(run) and is_mark[end]:
            end += 1
        raised = "".join(letter.sign for letter in run[at:end])
        if raised and MARK.fullmatch(raised):
            is_power = raised in POWERS and UNIT.search(text.rstrip())
            text = text.rstrip() + POWERS[raised] if is_power else text
            before, at = run[end - 1], end
            continue
        letter = run[at]
        if letter.sign.isspace():
            text += "" if text.endswith(" ") else " "
        else:
            has_gap = before is not None and letter.left - before.right > WORD_GAP * height
            text += (" " if has_gap and not text.endswith(" ") else "") + letter.sign
            before = letter
        at += 1
    if not text.strip():
        return None
    return Piece(text.strip(), inked[0].left, foot, max(one.right for one in inked), foot + height)


def is_vertical(letters: Sequence[Letter]) -> bool:
    """Whether most letters of a page stand below the one before, as in Korean set in columns from the right."""
    inked = [letter for letter in letters if not letter.sign.isspace()]
    below = sum(
        abs(one.left - other.left) < 1 and 0 < one.foot - other.foot < 2 * one.height for one, other in pairwise(inked)
    )
    return len(inked) > 1 and 2 * below > len(inked)


def upright_lines(letters: Sequence[Letter]) -> list[Piece]:
    """The columns of a page set from top to bottom, as lines one below the other in the order of the file."""
    texts = "".join("\n" if letter.sign in "\r\n" else letter.sign for letter in letters).split("\n")
    told = [text.strip() for text in texts if text.strip()]
    return [Piece(text, 0.0, -12.0 * at, 10.0 * len(text), -12.0 * at + 10.0) for at, text in enumerate(told)]


def usual(values: Iterable[float]) -> float:
    """The most frequent value, to half a point."""
    counts = Counter(round(2 * value) / 2 for value in values)
    return counts.most_common(1)[0][0] if counts else 0.0


def lines_of(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces put together to whole lines, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.foot):
        if rows and overlaps(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [joined(sorted(row, key=lambda one: one.left)) for row in rows]


def joined(row: Sequence[Piece]) -> Piece:
    """The pieces of one line as one."""
    if len(row) == 1:
        return row[0]
    tallest = max(row, key=lambda one: len(one.text))
    return Piece(
        " ".join(one.text for one in row), row[0].left, tallest.foot, max(one.right for one in row), tallest.top
    )
