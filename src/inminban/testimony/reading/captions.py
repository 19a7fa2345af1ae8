"""Subtitles (.srt, .vtt): their words without numbers, times and signs of style, in sentences and turns."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

import webvtt

from inminban.testimony.clean_text import clean
from inminban.testimony.details import labels_stated, stated_in
from inminban.testimony.reading.caption_times import TIMING
from inminban.testimony.reading.encoding import decode
from inminban.testimony.reading.head import split_head
from inminban.testimony.reading.paragraphs import ENDS_SENTENCE, paragraphs_of
from inminban.testimony.reading.source import Content, Source
from inminban.testimony.reading.turns import labels_of, turn_of

NUMBER_BEFORE = re.compile(r"^[ \t]*\d+[ \t]*\n(?=[^\n]*-->)", re.M)
HEADER = re.compile(r"\s*WEBVTT[^\n]*(?:\n(?!\n)(?![^\n]*-->)[^\n]*)*")
BESIDE = re.compile(r"(?:\A|\n\n)(?:NOTE|STYLE|REGION)(?:[ \t][^\n]*)?(?:\n(?!\n|[^\n]*-->)[^\n]+)*(?=\n|\Z)")
"""Blocks of WebVTT that are no subtitles."""

BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
VOICE = re.compile(r"<v(?:\.[^ >\n]{0,100})?[ \t]+([^>\n]{0,100})>")
TAG = re.compile(r"</?[a-zA-Z0-9][^>\n]{0,200}>|\{\\[^}\n]{0,100}\}")
CHANGE = re.compile(r"^\s*(?:>>+|[-–—])\s*(?=\S)")
LONG_PAUSE = 2.0  # seconds: what parts two paragraphs after the end of a sentence
SHORT_PAUSE = 0.5  # seconds: a line shown again after less is the same line
ENOUGH = 20  # last characters by which the end of a sentence is known
MANY = 60  # last lines of a paragraph whose length is looked at
LONG = 600  # characters after which the end of a sentence ends the paragraph without a pause


class Cue(NamedTuple):
    """One subtitle: its first and last second, who speaks if that is marked, and its lines."""

    start: float
    end: float
    voice: str
    lines: tuple[str, ...]


def read(source: Source) -> Content:
    """Paragraphs of subtitles, and what a head states if there is one."""
    text, notes = decode(source.data, source.path, source.encoding)
    entries, body = split_head(clean(text), source.path)
    stated = stated_in(entries, source.path)
    return Content(paragraphs_of(*blocks_and_labels(body, labels_stated(stated, source.path))), stated, notes)


def blocks_and_labels(text: str, stated: Sequence[str] = ()) -> tuple[list[str], tuple[str, ...]]:
    """Blocks of subtitles, one a paragraph, and the labels of who speaks in lower case."""
    cues = without_repeats(cues_of(text))
    voices = {cue.voice.casefold() for cue in cues if cue.voice}
    labels = labels_of((line for cue in cues for line in cue.lines), stated)
    blocks: list[list[str]] = []
    before: Cue | None = None
    for cue in cues:
        for number, line in enumerate(cue.lines):
            is_new = CHANGE.match(line) is not None or turn_of(line, labels) is not None or before is None
            if not number and not is_new and before is not None:
                is_new = ends(blocks[-1], before, cue)
            said = CHANGE.sub("", line)
            if is_new:
                blocks.append([f"{cue.voice}: {said}" if cue.voice else said])
            else:
                blocks[-1].append(said)
            before = cue
    return ["\n".join(block) for block in blocks], (*stated, *voices)


def ends(block: Sequence[str], before: Cue, cue: Cue) -> bool:
    """Whether a paragraph ends before a cue: another speaks, or a sentence ended and there is a pause or enough."""
    if cue.voice != before.voice:
        return True
    is_parted = cue.start - before.end >= LONG_PAUSE or sum(map(len, block[-MANY:])) >= LONG
    return is_parted and ENDS_SENTENCE.search(block[-1][-ENOUGH:]) is not None


def cues_of(text: str) -> list[Cue]:
    """The cues of subtitles in order. A cue with two voices becomes two."""
    head = HEADER.match(text)
    body = BLANK_LINES.sub("\n\n", text[head.end() :] if head else text)
    body = NUMBER_BEFORE.sub("", BESIDE.sub("\n\n", body))
    body = BLANK_LINES.sub("\n", body)  # SRT files have some within a cue; one comes before each time
    plain = TIMING.sub(lambda found: f"\n{clock(found.groups()[:4])} --> {clock(found.groups()[4:8])}", body)
    found: list[Cue] = []
    for caption in webvtt.from_string(f"WEBVTT\n\n{plain}\n").captions:
        parts = VOICE.split(caption.raw_text)
        spoken = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
        for voice, words in spoken:
            lines = tuple(line for line in map(plain_line, words.split("\n")) if line)
            if lines:
                found.append(
                    Cue(caption.start_in_seconds, caption.end_in_seconds, plain_line(voice).rstrip(":"), lines)
                )
    return found


def clock(parts: Sequence[str | None]) -> str:
    """A time as WebVTT writes it: hours, minutes, seconds and thousandths."""
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    return f"{int(hours):02d}:{int(minutes) % 60:02d}:{int(seconds) % 60:02d}.{rest.ljust(3, '0')}"


def plain_line(line: str) -> str:
    """A line without signs of style, its references to characters resolved."""
    return html.unescape(TAG.sub("", line)).strip()


def without_repeats(cues: Sequence[Cue]) -> list[Cue]:
    """Cues without the lines that the one before has shown already, as subtitles made by machines repeat them."""
    kept: list[Cue] = []
    before = Cue(0.0, -1.0, "", ())
    for cue in cues:
        goes_on = cue.voice == before.voice and cue.start - before.end < SHORT_PAUSE
        most = min(len(before.lines), len(cue.lines)) if goes_on else 0
        n_same = next((n for n in range(most, 0, -1) if before.lines[-n:] == cue.lines[:n]), 0)
        before = cue
        if lines := cue.lines[n_same:]:
            kept.append(cue._replace(lines=lines))
    return kept
