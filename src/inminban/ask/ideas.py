"""The ideas that a question names, in whatever words and language (words/ideas.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict, Field

from inminban.ask.wordlists import FOLDER
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.terms.matching import HANGUL_TEXT, lowered

GAP = r"(?:\W+\w+){0,4}?\W+"
"""Up to four words between two that name an idea together."""


class Idea(BaseModel):
    """Words that name an idea."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: list[str] = Field(min_length=1)
    ko: list[str] = Field(min_length=1)


@cache
def known_ideas() -> Mapping[str, Idea]:
    """Every idea by name."""
    content = read_toml(FOLDER / "ideas.toml").content
    return {name.rstrip("_"): Idea.model_validate(entry) for name, entry in content.items()}


@cache
def terms(language: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The words of a language for each idea: letters that a text with them holds, and the pattern of the words.

    Most words of most texts hold none of the letters, so that few patterns are ever made.
    """
    if language == "ko":
        return {
            name: tuple((re.split(r"\s", one.removeprefix("^").strip())[0], korean(one)) for one in idea.ko)
            for name, idea in known_ideas().items()
        }
    return {
        name: tuple((re.split(r"[\s*]", one)[0], english(one)) for one in idea.en)
        for name, idea in known_ideas().items()
    }


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern read."""
    return re.compile(pattern)


def english(words: str) -> str:
    """A pattern for words in this order; ".." stands for a few words between."""
    parts = [re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for one in words.split(" .. ")]
    return rf"(?<!\w){GAP.join(parts)}(?!\w)"


def korean(word: str) -> str:
    """A pattern for a Korean word, anywhere or at the beginning of a word; spaces may be left out."""
    bare = re.escape(word.removeprefix("^").strip()).replace(r"\ ", r"\s*")
    return rf"(?<![가-힣]){bare}" if word.startswith("^") else bare


@lru_cache(maxsize=64)
def ideas_in(text: str) -> tuple[str, ...]:
    """The ideas that a text names, in the order of the list."""
    small = lowered(text)
    language = "ko" if HANGUL_TEXT.search(text) else "en"
    return tuple(
        name
        for name, words in terms(language).items()
        if any(letters in small and compiled(pattern).search(small) for letters, pattern in words)
    )


def idea_features(text: str) -> Iterator[str]:
    """What is seen of the ideas of a question: each, and each pair."""
    found = ideas_in(text)
    for number, one in enumerate(found):
        yield f"idea {one}"
        for other in found[number + 1 :]:
            yield f"ideas {one} {other}"
