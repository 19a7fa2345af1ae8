"""From running text to paragraphs. The same text always gives the same paragraphs, because locators depend on it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inminban.testimony.clean_text import one_line

BLANK_LINE = re.compile(r"\n[ \t\u3000]*\n")
LETTER = re.compile(r"[^\W_]")
SENTENCE_END = re.compile(r"(?<=[.!?…。])[\"'”’)\]]*\s+")
ENDS_SENTENCE = re.compile(r"[.!?…:。][\"'”’)\]]*$")
LONG_LINE = 200  # characters: lines this long were not broken by hand, so each is a paragraph
LONGEST = 2_000  # characters of a paragraph: a longer one is cut between sentences, so that locators stay precise
FULL_LINE = 0.85  # share of the widest line of a page: a shorter line that ends a sentence ends the paragraph


def split_plain(text: str) -> tuple[str, ...]:
    """Paragraphs of plain text: separated by blank lines, or one a line if lines are not broken by hand."""
    blocks: list[str] = []
    for block in BLANK_LINE.split(text):
        lines = block.split("\n")
        is_unbroken = any(len(line) > LONG_LINE for line in lines) and len(lines) > 1
        blocks += lines if is_unbroken else [block]
    return tidy(blocks)


def split_page(text: str) -> list[str]:
    """Paragraphs of a printed page, where each line is as wide as the page and blank lines may be missing."""
    lines = [line.strip() for line in text.split("\n")]
    widest = max((len(line) for line in lines), default=0)
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line:
            blocks.append([])
            continue
        blocks[-1].append(line)
        if len(line) < FULL_LINE * widest and ENDS_SENTENCE.search(line):
            blocks.append([])
    return [join_lines(block) for block in blocks if block]


def join_lines(lines: Iterable[str]) -> str:
    """The lines of one paragraph joined. A word divided by a hyphen at the end of a line becomes whole."""
    joined = ""
    for line in lines:
        if joined.endswith("-") and joined[-2:-1].islower() and line[:1].islower():
            joined = joined[:-1] + line
        else:
            joined += (" " if joined else "") + line
    return joined


def tidy(blocks: Iterable[str]) -> tuple[str, ...]:
    """Blocks as paragraphs on one line each. Blocks without a letter are left out, very long ones are cut.

    They are cleaned here, after everything was decoded: a page can hold any character as a reference to it.
    """
    lines = map(one_line, blocks)
    return tuple(part for line in lines if LETTER.search(line) for part in cut(line))


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
