"""Turns of a transcript: lines that begin with a label (Q, a role, a name) and perhaps a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from inminban.testimony.speakers import role_of_label

TIME = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]?"
NAME = r"(?P<label>[^\W_][^:：\n?!;“”\"<>]{0,39}?)"
NUMBERED = r"(?P<short>(?:[QA문답]|질문|답변)\s?\d{0,3})"
LINE = re.compile(
    rf"\s*[*_]{{0,2}}(?:{TIME}\s*[-–—]?\s*)?{NAME}\s*(?:{TIME})?\s*[*_]{{0,2}}[:：][*_]{{0,2}}(?!//|\d\d)\s*(?P<said>.*)",
    re.S,
)
SHORT = re.compile(rf"\s*[*_]{{0,2}}{NUMBERED}[.)][*_]{{0,2}}\s+(?P<said>\S.*)", re.S)
HEADED = re.compile(rf"\s*(?:{NAME}\s+{TIME}|{TIME}\s+(?P<after>[^\W_][^:：\n?!.;]{{0,39}}))\s*")
STAMP = re.compile(r"\s*[\[(<]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]\s*")
ASIDE = re.compile(r"\s*[\[(][^\[\]()]*[\])]\s*")
MOST_WORDS = 5  # of a label
OFTEN = 2  # how often a name must begin a line to be a label
FEWEST_TURNS = 4  # in which two names alternate
NO_SPEAKERS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december note notes source sources date place time title figure table photo picture chapter part page
address price weight name number example see summary remark remarks warning translation editor's note
월요일 화요일 수요일 목요일 금요일 토요일 일요일 주 참고 출처 날짜 장소 시간 제목 그림 표 사진
"""
NO_LABELS = frozenset(NO_SPEAKERS.split())


class Turn(NamedTuple):
    """The beginning of a turn: the label, and what stands after it on its line."""

    label: str
    said: str


def labels_of(lines: Iterable[str], stated: Iterable[str] = ()) -> frozenset[str]:
    """The labels that begin the turns of a text, none if it is no transcript.

    A text is a transcript if question and answer are labelled, or if two names begin lines again and again by turns.
    `stated` are labels in lower case that a person named; they count always.
    """
    named = frozenset(stated)
    begun = [turn.label for line in lines if (turn := begins(line)) is not None]
    counts = Counter(begun)
    roles = {label: role_of_label(label) for label in counts}
    kept = {
        label
        for label, n in counts.items()
        if label.casefold() in named or roles[label] or (n >= OFTEN and label.casefold() not in NO_LABELS)
    }
    turns = [label for label in begun if label in kept]
    changes = sum(one != other for one, other in pairwise(turns))
    has_both = {"witness", "interviewer"} <= {roles[label] for label in kept}
    asked = Counter(label for label in turns if roles[label] == "interviewer")
    is_transcript = has_both or (len(kept) > 1 and len(turns) >= FEWEST_TURNS and 2 * changes >= len(turns))
    if is_transcript or any(label.casefold() in named for label in kept):
        return frozenset(kept)
    return frozenset(asked) if asked.total() >= OFTEN else frozenset()


def begins(line: str) -> Turn | None:
    """The turn that a line seems to begin. A label alone on its line with a time begins one too."""
    found = SHORT.match(line)
    if found:
        return Turn(found["short"].strip(), found["said"])
    found = HEADED.fullmatch(line)
    if found and is_label(label := found["label"] or found["after"]):
        return Turn(label.strip(" -–—*_"), "")
    found = LINE.match(line)
    return Turn(found["label"].strip(" *_"), found["said"].strip()) if found and is_label(found["label"]) else None


def is_label(words: str) -> bool:
    """Whether words can be a label: few, and the first with a capital letter or in Hangul."""
    plain = words.strip(" -–—*_")
    return (
        bool(plain)
        and len(plain.split()) <= MOST_WORDS
        and (not plain[0].islower() or role_of_label(plain) is not None)
    )


def turn_of(line: str, labels: frozenset[str]) -> Turn | None:
    """The turn that a line begins, None if it begins none of these labels."""
    if not labels:
        return None
    turn = begins(line)
    return turn if turn is not None and turn.label in labels else None


def split_turns(blocks: Sequence[str], labels: frozenset[str]) -> list[tuple[str, str]]:
    """Blocks of lines as parts of turns: label and text. A block without a label goes on with the turn before it.

    A block in brackets, such as [break], is nobody's. Times in brackets are left out.
    """
    parts: list[tuple[str, str]] = []
    speaker = ""
    goes_on = not labels or has_answers(labels)
    for block in blocks:
        lines: list[str] = []
        label = "" if ASIDE.fullmatch(block) or not goes_on else speaker
        for line in block.split("\n"):
            turn = turn_of(line, labels)
            if turn is not None:
                parts.append((label, "\n".join(lines)))
                label = speaker = turn.label
                lines = [turn.said]
            else:
                lines.append(line)
        parts.append((label, "\n".join(lines)))
    if not labels:
        return parts
    return [(label, STAMP.sub(" ", text).strip()) for label, text in parts if text.strip()]


def has_answers(labels: frozenset[str]) -> bool:
    """Whether somebody but the interviewer has a label. If not, a block without a label is an answer."""
    return any(role_of_label(label) != "interviewer" for label in labels)
