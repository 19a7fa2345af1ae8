"""Columns of a printed page: where it has them, each is read from top to bottom before the next one.

A gutter is an upright strip that hardly any line crosses, with running text on both sides at the same height. Lines
that cross it, such as titles, divide the page into zones. Short cells side by side are a table, which is read by rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from inminban.testimony.reading.pdf_lines import Piece, lines_of

FEWEST_LINES = 3  # on each side of a gutter
FEWEST_WORDS = 3.0  # a line, on average on both sides: fewer are cells of a table
MOST_CROSSING = 0.34  # lines that cross a gutter, as a share of those beside it
NARROWEST = 4.0  # points
MOST_PIECES = 2_000  # of a page: more are no page of text
DEEPEST = 3  # gutters within columns: eight columns


class Column(NamedTuple):
    """Lines that are read one after another, with the left and the right edge of the column."""

    lines: list[Piece]
    left: float
    right: float


def columns_of(pieces: Sequence[Piece], depth: int = 0) -> list[Column]:
    """The columns of a page in the order of reading."""
    if not pieces:
        return []
    gutter = gutter_of(pieces) if depth < DEEPEST else None
    if gutter is None:
        return [Column(lines_of(pieces), min(one.left for one in pieces), max(one.right for one in pieces))]
    found: list[Column] = []
    for zone in zones_of(pieces, gutter):
        if is_crossed(zone[0], gutter):
            found += [Column(lines_of(zone), min(one.left for one in zone), max(one.right for one in zone))]
        else:
            left, right = sides(zone, gutter)
            found += [*columns_of(left, depth + 1), *columns_of(right, depth + 1)]
    return found


def gutter_of(pieces: Sequence[Piece]) -> float | None:
    """The middle of the strip that divides a page best; None if nothing divides it."""
    if len(pieces) > MOST_PIECES:
        return None
    starts = sorted({round(one.left) for one in pieces})
    divided: list[tuple[float, float, float]] = []
    for edge in sorted({round(one.right) for one in pieces}):
        start = next((one for one in starts if one >= edge + NARROWEST), None)
        if start is None:
            continue
        middle = (edge + start) / 2
        share = share_beside(pieces, middle)
        if share is not None:
            divided.append((share, start - edge, middle))
    return max(divided)[2] if divided else None


def share_beside(pieces: Sequence[Piece], gutter: float) -> float | None:
    """Which share of the pieces stands beside a gutter in zones of running text; None if it divides no columns."""
    crossing = sum(is_crossed(one, gutter) for one in pieces)
    if crossing > MOST_CROSSING * len(pieces):
        return None
    beside = 0
    for zone in zones_of(pieces, gutter):
        left, right = sides(zone, gutter)
        if min(len(left), len(right)) >= FEWEST_LINES and faces(left, right) and is_prose(left) and is_prose(right):
            beside += len(zone)
    return beside / len(pieces) if 2 * beside > len(pieces) else None


def zones_of(pieces: Sequence[Piece], gutter: float) -> list[list[Piece]]:
    """The page from top to bottom in zones, whose pieces either all cross the gutter or all stand beside it."""
    zones: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.foot, one.left)):
        if zones and is_crossed(zones[-1][0], gutter) == is_crossed(piece, gutter):
            zones[-1].append(piece)
        else:
            zones.append([piece])
    return zones


def is_crossed(piece: Piece, gutter: float) -> bool:
    """Whether a piece crosses a gutter."""
    return piece.left < gutter < piece.right


def sides(zone: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    """The pieces left and right of a gutter."""
    left = [one for one in zone if one.right <= gutter]
    return left, [one for one in zone if one.right > gutter]


def faces(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether two columns stand side by side for at least half of the shorter one."""
    shared = min(max(one.top for one in left), max(one.top for one in right)) - max(
        min(one.foot for one in left), min(one.foot for one in right)
    )
    heights = [max(one.top for one in side) - min(one.foot for one in side) for side in (left, right)]
    return 2 * shared >= min(heights)


def is_prose(side: Sequence[Piece]) -> bool:
    """Whether the lines of a column are running text and no cells of a table."""
    n_words = sum(len(one.text.split()) for one in side)
    n_letters = sum(sum(letter.isalpha() for letter in one.text) for one in side)
    return n_words >= FEWEST_WORDS * len(side) and 2 * n_letters > sum(len(one.text) for one in side)
