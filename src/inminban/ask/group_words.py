"""Groups of people by the many words that questions have for them (words/groups.toml), beside those of testimony.

In a testimony "my sister" names no group, and "young" says little; in a question they say who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from inminban.ask.wordlists import FOLDER
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.terms.entries import Filter
from inminban.testimony.terms.matching import HANGUL_TEXT, Hit

ORIGIN = re.compile(r"\b(?:songbun|class|classes|origins?|strat\w+|background)\b")
BARE_ORIGIN = {"core": re.compile(r"\bcore\b"), "hostile": re.compile(r"\bhostile\b")}
"""Words that name an origin class only where origin is spoken of: "core and hostile songbun"."""

BARE_OFFICIAL = re.compile(
    r"\bofficial(?='s\b|\s*(?:[,.?!;]|$)|\s+(?:rather|or|than|instead|and|versus|vs|like|in|from|with|at|has|had|earns?"
    r"|gets?|pays?|famil\w+|households?|lives?)\b)"
)
"""An official where the word is no adjective: "an official figure"."""


class GroupWords(BaseModel):
    """A group as a filter of a run, and the words for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    filter: Filter
    en: list[str] = Field(min_length=1)
    ko: list[str] = Field(min_length=1)


class Found(NamedTuple):
    """Where a group is named, and the filter that it stands for."""

    start: int
    end: int
    filter: Filter


@cache
def entries() -> tuple[GroupWords, ...]:
    """The groups of the list."""
    return tuple(GroupWords.model_validate(one) for one in read_toml(FOLDER / "groups.toml").content["entry"])


@cache
def patterns(language: str) -> tuple[tuple[re.Pattern[str], Filter], ...]:
    """A pattern of the words of a language for each group, longer words first."""
    return tuple((any_of(one.ko if language == "ko" else one.en), one.filter) for one in entries())


def any_of(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern for any of these words."""
    return re.compile("|".join(pattern_of(word) for word in sorted(words, key=len, reverse=True)))


def pattern_of(word: str) -> str:
    """A pattern for a word: Korean at the beginning of a word; English as a whole word unless it is open at the end."""
    if HANGUL_TEXT.search(word):
        return r"(?<![가-힣])" + re.escape(word).replace(r"\ ", r"\s*")
    stem = re.escape(word).replace(r"\*", r"\w*")
    return rf"(?<![\w-]){stem}(?![\w-])"


def groups_by_words(text: str, hits: Sequence[Hit]) -> Iterator[Found]:
    """The groups that a text in lower case names, without those within a longer term of a topic."""
    topics = [hit for hit in hits if hit.kind == "topic"]
    for start, end, filters in every(text):
        if not any(hit.start <= start and end <= hit.end and hit.end - hit.start > end - start for hit in topics):
            yield Found(start, end, filters)


def every(text: str) -> Iterator[Found]:
    """Wherever a word for a group stands."""
    for pattern, filters in patterns("ko" if HANGUL_TEXT.search(text) else "en"):
        for match in pattern.finditer(text):
            yield Found(*match.span(), filters)
    if ORIGIN.search(text):
        for name, pattern in BARE_ORIGIN.items():
            yield from (Found(*match.span(), {"songbun": name}) for match in pattern.finditer(text))
    yield from (Found(*match.span(), {"occupation": "official"}) for match in BARE_OFFICIAL.finditer(text))
