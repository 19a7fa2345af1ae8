"""From running text to paragraphs. The same text always gives the same paragraphs, because locators depend on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inminban.testimony.clean_text import clean, flat
from inminban.testimony.reading.joining import NO_WORDS, Words, join_lines, words_of
from inminban.testimony.reading.turns import labels_of, split_turns, turn_of

BLANK_LINE = re.compile(r"\n[ \t\u3000]*\n")
LETTER = re.compile(r"[^\W_]")
SENTENCE_END = re.compile(r"(?<=[.!?…。])[\"'”’)\]]*\s+")
ENDS_SENTENCE = re.compile(r"[.!?…:。][\"'”’)\]]*$")
LONG_LINE = 200  # characters: lines this long were not broken by hand, so each is a paragraph
LONGEST = 2_000  # characters of a paragraph: a longer one is cut between sentences, so that locators stay precise
FULL_LINE = 0.85  # share of the widest line of a page: a shorter line that ends a sentence ends the paragraph


class Paragraphs(NamedTuple):
    """Clean paragraphs in order, and the label of whoever says each; no labels for a text that is no transcript."""

    texts: tuple[str, ...]
    labels: tuple[str, ...] = ()


def paragraphs_of(blocks: Sequence[str], stated: Iterable[str] = ()) -> Paragraphs:
    """Paragraphs from blocks of lines: in a transcript one a turn or block, else one a block.

    `stated` are labels in lower case that a person named. Words divided at the ends of lines become whole.
    """
    cleaned = [clean(block) for block in blocks]
    labels = labels_of((line for block in cleaned for line in block.split("\n")), stated)
    words = words_of(cleaned)
    parts = split_turns(cleaned, labels)
    pieces = [(label, piece) for label, text in parts for piece in pieces_of(text, words)]
    return Paragraphs(tuple(piece for _, piece in pieces), tuple(label for label, _ in pieces) if labels else ())


def blocks_of_text(text: str) -> list[str]:
    """Blocks of plain text: separated by blank lines, or one a line if lines are not broken by hand."""
    blocks: list[str] = []
    for block in BLANK_LINE.split(text):
        lines = block.split("\n")
        is_unbroken = any(len(line) > LONG_LINE for line in lines) and len(lines) > 1
        blocks += lines if is_unbroken else [block]
    return blocks


def blocks_of_page(text: str) -> list[str]:
    """Blocks of printed pages, where each line is as wide as the page and blank lines may be missing."""
    lines = [line.strip() for line in text.split("\n")]
    widest = max((len(line) for line in lines), default=0)
    labels = labels_of(lines)
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line or turn_of(line, labels) is not None:
            blocks.append([])
        if not line:
            continue
        blocks[-1].append(line)
        if len(line) < FULL_LINE * widest and ENDS_SENTENCE.search(line):
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def tidy(blocks: Iterable[str], words: Words = NO_WORDS) -> tuple[str, ...]:
    """Blocks as paragraphs on one line each. Blocks without a letter are left out, very long ones are cut.

    They are cleaned here, after everything was decoded: a page can hold any character as a reference to it.
    """
    return tuple(piece for block in blocks for piece in pieces_of(clean(block), words))


def pieces_of(block: str, words: Words) -> list[str]:
    """A clean block on one line, in pieces that are not too long; none if it has no letter."""
    line = flat(join_lines(block.split("\n"), words))
    return cut(line) if LETTER.search(line) else []


def cut(paragraph: str) -> list[str]:
    """A paragraph in pieces that are not too long and end with a sentence where possible."""
    if len(paragraph) <= LONGEST:
        return [paragraph]
    pieces = [""]
    for sentence in SENTENCE_END.split(paragraph):
        for part in cut_sentence(sentence):
            if pieces[-1] and len(pieces[-1]) + 1 + len(part) > LONGEST // 2:
                pieces.append(part)
            else:
                pieces[-1] += (" " if pieces[-1] else "") + part
    return pieces


def cut_sentence(sentence: str) -> list[str]:
    """A sentence in pieces that are not too long and end with a word where possible."""
    parts = []
    while len(sentence) > LONGEST:
        space = sentence.rfind(" ", 1, LONGEST)
        at = space if space > 0 else LONGEST
        parts.append(sentence[:at])
        sentence = sentence[at:].strip()
    return [*parts, sentence]


def n_words(paragraphs: Iterable[str]) -> int:
    """Number of words of a text: what white space separates, in English and Korean alike."""
    return sum(len(paragraph.split()) for paragraph in paragraphs)
