"""Which measures a question names: their terms in its words, and full-text search over everything said of them.

A term counts if all its words stand near each other in the question, in any order. Its weight is what its words are
worth: rare words more than common ones. The second way is SQLite's FTS5 over labels, terms, examples and definitions.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from inminban.ask.cues import Token
from inminban.ask.stems import form_of, forms_of, is_generic, learn, same_form
from inminban.measures.catalogue import MEASURES
from inminban.measures.measure_words import measure_words
from inminban.testimony.korean import index_pairs, without_hangul
from inminban.testimony.terms.matching import HANGUL_TEXT, WORD, lowered

SLACK = 5
"""Other words that may stand between the words of a term."""

GENERIC_WEIGHT = 0.15
BM25_WEIGHTS = "3.0, 2.0, 1.0, 3.0"
"""Of label and terms, examples, definition, and pairs of Korean syllables."""


class Term(NamedTuple):
    """A term of a measure: its words in the form in which they are compared."""

    measure: str
    forms: tuple[str, ...]


class Match(NamedTuple):
    """A term found in a question, and the numbers of the words it stands at, in the order of the term."""

    term: Term
    at: tuple[int, ...]


@cache
def terms() -> tuple[Term, ...]:
    """Every term of every measure, each once."""
    learn([match.group() for words in measure_words().values() for text in words.en for match in WORD.finditer(text)])
    found: dict[Term, None] = {}
    for name, words in measure_words().items():
        measure = MEASURES[name]
        said = (measure.label, measure.korean, *measure.synonyms, *measure.korean_synonyms, *words.en, *words.ko)
        found |= {Term(name, tuple(forms_of(one))): None for one in said if forms_of(one)}
    return tuple(found)


@cache
def terms_by_first() -> Mapping[str, tuple[Term, ...]]:
    """English terms by their first word; Korean ones under "ko"."""
    found: dict[str, list[Term]] = defaultdict(list)
    for term in terms():
        found["ko" if HANGUL_TEXT.search(term.forms[0]) else term.forms[0]].append(term)
    return {first: tuple(several) for first, several in found.items()}


@cache
def words_of_terms(measure: str) -> frozenset[str]:
    """Every word of a measure's terms, in the form in which it is compared."""
    return frozenset(form for term in terms() if term.measure == measure for form in term.forms)


@cache
def vocabulary_of(measure: str) -> frozenset[str]:
    """Every word of a measure's terms and definition, in the form in which it is compared."""
    said = words_of_terms(measure)
    words = [match.group() for match in WORD.finditer(lowered(MEASURES[measure].definition))]
    learn(words)
    return frozenset(said | {form_of(word) for word in words if not is_generic(word)})


@cache
def worth() -> Mapping[str, float]:
    """What each word of the terms is worth: the fewer measures have it, the more; general words next to nothing."""
    having: dict[str, set[str]] = defaultdict(set)
    for term in terms():
        for form in term.forms:
            having[form].add(term.measure)
    return {
        form: GENERIC_WEIGHT if is_generic(form) else 1.0 + math.log(len(MEASURES) / len(names)) / 2
        for form, names in having.items()
    }


@cache
def most_worth() -> float:
    """What a word is worth that no term has."""
    return 1.0 + math.log(len(MEASURES)) / 2


def matched_terms(tokens: Sequence[Token]) -> list[Match]:
    """Every term found in a question."""
    forms = [form_of(token.text) for token in tokens]
    by_first = terms_by_first()
    wanted = [term for form in dict.fromkeys(forms) for term in by_first.get(form, ())]
    if any(HANGUL_TEXT.search(form) for form in forms):
        wanted += by_first["ko"]
    free = ["" if "group" in token.classes else form for token, form in zip(tokens, forms, strict=True)]
    in_free, in_all = places_in(free), places_in(forms)
    found = []
    for term in wanted:
        at = narrowest(term.forms, free, in_free) or narrowest(term.forms, forms, in_all)
        if at and not cuts_a_group(tokens, at):
            found.append(Match(term, at))
    return found


def cuts_a_group(tokens: Sequence[Token], at: Sequence[int]) -> bool:
    """Whether a term stands at a part of the words that name a group: "worker" in "construction worker"."""
    inside = {number for number, token in enumerate(tokens) if "group" in token.classes}
    touched = inside & set(at)
    beside = {number for one in touched for number in (one - 1, one + 1)}
    return bool(beside & inside - set(at))


def places_in(forms: Sequence[str]) -> Callable[[str], list[int]]:
    """Where a term's word stands among the words of a question; looked for once, as many terms share it."""
    return cache(lambda wanted: [number for number, form in enumerate(forms) if same_form(form, wanted)])


def narrowest(wanted: Sequence[str], forms: Sequence[str], places_of: Callable[[str], list[int]]) -> tuple[int, ...]:
    """The numbers of the words at which a term stands, the narrowest place; empty if it is not there."""
    places = []
    for one in wanted:
        places.append(places_of(one))
        if not places[-1]:
            return ()
    best: tuple[int, ...] = ()
    for first in places[0]:
        chosen = [first]
        for options in places[1:]:
            free = [one for one in options if one not in chosen] or (
                options if HANGUL_TEXT.search(forms[options[0]]) else []
            )
            if not free:
                break
            chosen.append(min(free, key=lambda one: abs(one - chosen[-1])))
        else:
            span = max(chosen) - min(chosen)
            if span < len(wanted) + SLACK and (not best or span < max(best) - min(best)):
                best = tuple(chosen)
    return best


@cache
def full_text() -> sqlite3.Connection:
    """The full-text index in memory: a row for each measure, in the order of the catalogue."""
    made = sqlite3.connect(":memory:", check_same_thread=False)
    made.execute(
        "CREATE VIRTUAL TABLE measures USING fts5(terms, examples, definition, pairs, tokenize = 'porter unicode61')"
    )
    rows = []
    for name, measure in MEASURES.items():
        words = measure_words()[name]
        said = " . ".join((measure.label, *measure.synonyms, *words.en))
        korean = " . ".join((measure.korean, *measure.korean_synonyms, *words.ko, *words.examples))
        examples = without_hangul(" ".join(words.examples))
        rows.append((said, examples, measure.definition, index_pairs(korean)))
    made.executemany("INSERT INTO measures VALUES (?, ?, ?, ?)", rows)
    return made


def by_words(words: Sequence[str], most: int = 20) -> list[str]:
    """Names of the measures that have any of these words, the best first by BM25."""
    parts = []
    for word in dict.fromkeys(words):
        if HANGUL_TEXT.search(word):
            parts += [f'"{pair}"' for pair in index_pairs(word).split() if len(pair) > 1]
        else:
            parts.append(f'"{without_hangul(word).replace(chr(34), " ")}"')
    if not parts:
        return []
    names = tuple(MEASURES)
    found = full_text().execute(
        f"SELECT rowid FROM measures WHERE measures MATCH ? ORDER BY bm25(measures, {BM25_WEIGHTS}) LIMIT ?",
        (" OR ".join(parts), most),
    )
    return [names[row - 1] for (row,) in found]
