"""What kind of question it is by grammar and cue words (words/kinds.toml); learning from examples builds on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from inminban.ask.request import Kind
from inminban.ask.wordlists import KindEntry, kind_entries
from inminban.ask.words_of import Words

SHORT_DEFINITION = 8
"""Words of the longest question that asks what a term means."""


def kind_by_cues(words: Words) -> Kind:
    """The kind by grammar and cue words: the first entry that fits decides; a plain question is a level."""
    found = next(kinds_with_cues(words), None)
    if found is None or found == "ranking":
        return "comparison" if number_of_sides(words) > 1 else found or "level"
    return found


def kinds_with_cues(words: Words) -> Iterator[Kind]:
    """The kinds that a question has cues of, in the order of the entries."""
    for entry in kind_entries():
        if decides(entry, words):
            yield entry.kind


def decides(entry: KindEntry, words: Words) -> bool:
    """Whether an entry's cues are in a question, what it needs is there, and no cue speaks against it."""
    if not words.has(entry.of(words.language)) or not has_what_is_needed(entry, words):
        return False
    if not words.has(entry.against(words.language)):
        return True
    return bool(entry.but_en) and words.has(entry.but_en)


def has_what_is_needed(entry: KindEntry, words: Words) -> bool:
    """Whether a question has the years, the sides or the term without which it cannot be of this kind."""
    if entry.needs == "years":
        return bool(words.periods)
    if entry.needs == "two sides":
        return number_of_sides(words) > 1
    if entry.needs == "a term":
        return bool(words.terms) and len(words.tokens) <= SHORT_DEFINITION
    return True


def number_of_sides(words: Words) -> int:
    """How many groups, places, times or other values of one column stand side by side."""
    named = {(column, str(value)) for one in words.values for column, value in one.filter.items()}
    values = Counter(column for column, _ in named)
    return max(len(words.groups), len(words.places), len(words.periods), *values.values(), 1)
