"""What kind of question it is, by grammar and cue words (words/kinds.toml): the first entry that fits decides."""

from __future__ import annotations

from inminban.ask.request import Kind
from inminban.ask.wordlists import KindEntry, kind_entries
from inminban.ask.words_of import Words

SHORT_DEFINITION = 8
"""Words of the longest question that asks what a term means."""


def kind_of(words: Words) -> Kind:
    """The kind of a question; a plain question about a quantity is a level."""
    for entry in kind_entries():
        if decides(entry, words):
            is_between_sides = entry.kind == "ranking" and number_of_sides(words) > 1
            return "comparison" if is_between_sides else entry.kind
    return "comparison" if number_of_sides(words) > 1 else "level"


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
    """How many groups, places or times stand side by side."""
    return max(len(words.groups), len(words.places), len(words.periods), 1)
