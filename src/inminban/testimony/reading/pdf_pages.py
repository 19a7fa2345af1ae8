"""From lines of pages to blocks of text: running heads out, footnotes to the end of the page, paragraphs by their look.

A running head stands at the edge of at least three pages, but for its page number the same, at the same height. Heads
of odd and even pages and of chapters differ; each is found by itself. A line at the same height as the running heads
of most pages is one too.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from inminban.testimony.reading.paragraphs import ENDS_SENTENCE, FULL_LINE
from inminban.testimony.reading.pdf_columns import Column
from inminban.testimony.reading.pdf_lines import Piece, usual
from inminban.testimony.reading.turns import labels_of, turn_of

FEWEST_RUNNING = 3  # pages on which a line must be the first or last to count as a running head or foot
MOST_RUNNING = 3  # lines of a running head
SAME_HEIGHT = 3.0  # points by which the places of a running head differ from page to page
HEAD_GAP = 1.3  # times the usual distance of lines: what parts a second line of a head from the text
NUMBER = re.compile(r"(?:page|seite|p\.|쪽|페이지|-|–|—|\||/|of|\d|\s|[ivxlc](?=[ivxlc]*\b)){1,24}", re.IGNORECASE)
NEW_PARAGRAPH = 1.35  # times the usual distance of lines
INDENT = 0.7  # times the height of letters
OTHER_SIZE = 0.15  # share by which letters differ where a heading begins or ends
NOTE_SIZE = 0.93  # times the usual height: letters of footnotes are smaller


class Line(NamedTuple):
    """A line of a page with the column it stands in."""

    piece: Piece
    column: Column


Page = list[Line]


def page_of(columns: Sequence[Column]) -> Page:
    """The lines of a page in the order of reading."""
    return [Line(piece, column) for column in columns for piece in column.lines]


def without_running_lines(pages: Sequence[Page]) -> list[Page]:
    """Pages without page numbers, running heads and running feet."""
    kept = [list(page) for page in pages]
    for is_top in (True, False):
        for step in range(MOST_RUNNING):
            edges = [edge_of(page, is_top) for page in kept]
            running = running_lines(edges, len(pages))
            is_over = True
            for page, edge in zip(kept, edges, strict=True):
                if edge is None or not is_running(edge, running, page, is_top, step):
                    continue
                page.remove(edge)
                is_over = False
            if is_over:
                break
    return kept


def edge_of(page: Page, is_top: bool) -> Line | None:
    """The highest or the lowest line of a page; None on an empty page."""
    if not page:
        return None
    return max(page, key=lambda line: line.piece.foot) if is_top else min(page, key=lambda line: line.piece.foot)


class Running(NamedTuple):
    """What running lines look like: their words without digits, and heights at which most pages have one."""

    words: frozenset[str]
    heights: tuple[float, ...]


def running_lines(edges: Sequence[Line | None], n_pages: int) -> Running:
    """The running lines among the outermost lines of all pages."""
    found = [edge for edge in edges if edge is not None]
    places: dict[str, list[float]] = defaultdict(list)
    for edge in found:
        places[without_digits(edge.piece.text)].append(edge.piece.foot)
    words = {key for key, feet in places.items() if key and n_at_one_height(feet) >= FEWEST_RUNNING}
    at = [edge.piece.foot for edge in found if without_digits(edge.piece.text) in words]
    heights = tuple({round(foot) for foot in at if 2 * sum(abs(foot - other) < 1 for other in at) >= n_pages})
    return Running(frozenset(words), heights)


def n_at_one_height(feet: Sequence[float]) -> int:
    """On how many pages a line stands at the same height, at most."""
    return max(sum(abs(foot - other) <= SAME_HEIGHT for other in feet) for foot in feet)


def is_running(edge: Line, running: Running, page: Page, is_top: bool, step: int) -> bool:
    """Whether the outermost line of a page is a running line. Those further in must be parted from the text."""
    if NUMBER.fullmatch(edge.piece.text):
        return step == 0 or is_parted(edge, page, is_top)
    at_height = any(abs(edge.piece.foot - height) <= 1 for height in running.heights)
    if without_digits(edge.piece.text) not in running.words and not (at_height and is_parted(edge, page, is_top)):
        return False
    return step == 0 or is_parted(edge, page, is_top)


def is_parted(edge: Line, page: Page, is_top: bool) -> bool:
    """Whether a wider gap than between other lines parts the outermost line from the rest of its page."""
    feet = sorted((line.piece.foot for line in page), reverse=is_top)
    gaps = [abs(one - other) for one, other in itertools.pairwise(feet) if abs(one - other) > 1]
    usual_gap = statistics.median_low(gaps[1:]) if gaps[1:] else edge.piece.height
    return bool(gaps) and gaps[0] > HEAD_GAP * usual_gap


def without_digits(line: str) -> str:
    """A line without digits: running heads differ in the page number only."""
    return re.sub(r"[\d\s–—-]+", "", line)


def blocks_of_pages(pages: Sequence[Page]) -> list[str]:
    """Blocks of lines in the order of reading. Footnotes follow the paragraph that they interrupt."""
    body = usual_height(pages)
    labels = labels_of(line.piece.text for page in pages for line in page)
    blocks: list[list[str]] = [[]]
    waiting: list[list[str]] = []
    before: Line | None = None
    for page in pages:
        text, notes = split_notes(page, body)
        step = usual_step(text)
        for line in text:
            begins = turn_of(line.piece.text, labels) is not None
            if begins or (before is not None and is_new(before, line, step)):
                blocks += [*waiting, []]
                waiting = []
            blocks[-1].append(line.piece.text)
            before = line
        waiting += blocks_of_notes(notes)
    return ["\n".join(block) for block in [*blocks, *waiting] if block]


def usual_height(pages: Sequence[Page]) -> float:
    """The height of most letters."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page:
            counts[round(2 * line.piece.height) / 2] += len(line.piece.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def usual_step(page: Page) -> float:
    """The usual distance from line to line on a page."""
    steps = (
        one.piece.foot - other.piece.foot
        for one, other in itertools.pairwise(page)
        if one.column is other.column and one.piece.foot > other.piece.foot
    )
    return usual(steps)


def split_notes(page: Page, body: float) -> tuple[Page, Page]:
    """The lines of the text, and those of the footnotes: smaller letters at the foot of a column."""
    text: Page = []
    notes: Page = []
    for column in dict.fromkeys(id(line.column) for line in page):
        lines = [line for line in page if id(line.column) == column]
        end = len(lines)
        while end and lines[end - 1].piece.height < NOTE_SIZE * body:
            end -= 1
        is_note = 0 < end < len(lines) and re.match(r"\s*[\[(]?(?:\d|[*†‡§])", lines[end].piece.text)
        text += lines[:end] if is_note else lines
        notes += lines[end:] if is_note else []
    return text, notes


def blocks_of_notes(notes: Page) -> list[list[str]]:
    """Footnotes, one a block: each begins with its number or sign."""
    blocks: list[list[str]] = []
    for line in notes:
        if not blocks or re.match(r"\s*[\[(]?(?:\d{1,3}[\]).]?\s|[*†‡§])", line.piece.text):
            blocks.append([])
        blocks[-1].append(line.piece.text)
    return blocks


def is_new(before: Line, line: Line, step: float) -> bool:
    """Whether a line begins a paragraph: after a gap or a short line, indented, or in letters of another size."""
    one, two = before.piece, line.piece
    if abs(one.height - two.height) > OTHER_SIZE * max(one.height, two.height):
        return True
    width = before.column.right - before.column.left
    is_short = one.right - before.column.left < FULL_LINE * width
    if is_short and ENDS_SENTENCE.search(one.text):
        return True
    is_indented = two.left - line.column.left > INDENT * two.height
    was_indented = one.left - before.column.left > INDENT * one.height
    if (
        is_indented
        and not was_indented
        and (ENDS_SENTENCE.search(one.text) is not None or before.column is line.column)
    ):
        return True
    is_below = before.column is line.column and one.foot > two.foot
    return is_below and step > 0 and one.foot - two.foot > NEW_PARAGRAPH * step
