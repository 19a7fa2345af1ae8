"""Queries: what a person typed becomes several searches of the index, the strictest first.

A query may hold words, "a phrase in quotes" and begin*. Every other sign counts as a space, so nothing that is typed
reaches the index as an operator. The index proposes paragraphs; `search.py` keeps those that really have the terms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony import index_text, korean, verbs
from inminban.testimony.clean_text import one_line

LONGEST_QUERY = 2_000  # characters
QUOTES = str.maketrans(dict.fromkeys("“”„«»「」『』", '"'))
PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
MOST_TERMS_FOR_TWOS = 8
COMPOUND = 4  # syllables of a Korean word that is nearly always two words in one
LONGEST_ENDING, SHORTEST_STEM = 5, 3  # letters that the stem of an English word may lack, and those it has
LATIN = re.compile(r"[^\W_]+")

# English words that nearly every paragraph contains. They are searched for in quotes, or if nothing else is left.
COMMON = """
a about an and any are as at be been but by can could did do does for from had has have he her him his how i if in into
is it its like me my not of on or our she should so some than that the their them then there these they this to us was
we were what when where which who whom why will with would you your
"""
EVERYWHERE = frozenset(COMMON.split())


class Term(NamedTuple):
    """One thing to look for: a word, the beginning of a word, or a phrase. `hangul` has no spaces.

    `forms` are the beginnings of all forms of a Korean verb.
    """

    latin: str
    hangul: str
    is_prefix: bool
    is_phrase: bool
    forms: tuple[str, ...] = ()


class Search(NamedTuple):
    """One search of the index: its expression, and how many of these terms a paragraph must contain."""

    expression: str
    terms: tuple[Term, ...]
    least: int


class Query(NamedTuple):
    """The terms of a query, each once, in order.

    A paragraph must contain every phrase, unless `has_alternatives`; of the words it may lack some.
    """

    terms: tuple[Term, ...]
    has_alternatives: bool = False

    @property
    def demanded(self) -> tuple[Term, ...]:
        """What a paragraph must contain: the phrases."""
        return () if self.has_alternatives else tuple(term for term in self.terms if term.is_phrase)


def parse(text: str, *, has_alternatives: bool = False) -> Query:
    """Terms of a query. InputError if it is too long or holds nothing to look for."""
    if len(text) > LONGEST_QUERY:
        raise InputError(f"the query has {len(text):,} characters", remedy=f"Write at most {LONGEST_QUERY:,}.")
    found: list[Term] = []
    for quoted, plain in PIECE.findall(normal(text).translate(QUOTES)):
        found += terms_in(quoted or plain, is_phrase=bool(quoted))
    telling = [term for term in found if term.is_phrase or term.latin not in EVERYWHERE]
    terms = tuple(dict.fromkeys(telling or found))
    if not terms:
        raise InputError("there is nothing to search for", remedy="Give a word in English or Korean.")
    return Query(terms, has_alternatives)


def normal(text: str) -> str:
    """A query in plain letters: full width and other forms of a letter count as the letter, raised digits as spaces."""
    return one_line(unicodedata.normalize("NFKC", text.translate(index_text.RAISED)))


def phrases(text: str) -> list[str]:
    """The phrases in quotes in a text, each with a letter in it."""
    quoted = (found for found, _ in PIECE.findall(one_line(text).translate(QUOTES)))
    return [phrase.strip() for phrase in quoted if LATIN.search(phrase)]


def terms_in(piece: str, is_phrase: bool) -> list[Term]:
    """Terms of one word or one quoted phrase. Its Korean part and the rest become separate terms.

    A particle after a foreign word is left out.
    """
    latin = LATIN.findall(korean.without_hangul(piece).lower())
    is_prefix = not is_phrase and piece.endswith("*")
    made = []
    stretches = korean.STRETCH.findall(piece) if is_phrase else korean.WORD.findall(piece)
    is_latin_prefix = is_prefix and bool(latin) and not stretches
    if latin and (is_phrase or is_latin_prefix):
        made.append(Term(" ".join(latin), "", is_latin_prefix, is_phrase or len(latin) > 1))
    else:
        made += [Term(word, "", False, False) for word in latin]
    for stretch in stretches:
        syllables = "".join(korean.WORD.findall(stretch))
        if not latin or not (len(syllables) == 1 or korean.is_ending(syllables)):
            made.append(Term("", syllables, is_prefix, is_phrase))
    return made


def searches(query: Query) -> list[Search]:
    """Searches of the index, the strictest first.

    These are: all terms; all terms, with Korean ones without their ending; any two terms, which is quick where single
    words occur in many thousand paragraphs; any term; both halves of a Korean word of four syllables. Each demands all
    phrases.
    """
    bare_terms = tuple(bare(term) for term in query.terms)
    made = [all_of(query.terms), all_of(bare_terms)]
    if not query.demanded:
        made += [*any_two(bare_terms), Search(" OR ".join(map(expression, bare_terms)), bare_terms, 1)]
        return distinct([*made, *halves(query)])
    phrases = " AND ".join(map(expression, query.demanded))
    words = tuple(bare(term) for term in query.terms if not term.is_phrase)
    if words:
        any_word = f"{phrases} AND ({' OR '.join(map(expression, words))})"
        made.append(Search(any_word, (*query.demanded, *words), len(query.demanded) + 1))
    return distinct([*made, Search(phrases, query.demanded, len(query.demanded))])


def all_of(terms: tuple[Term, ...]) -> Search:
    """The search for all of these terms."""
    return Search(" AND ".join(map(expression, terms)), terms, len(terms))


def distinct(made: Iterable[Search]) -> list[Search]:
    """The searches without repetitions."""
    return list({one.expression: one for one in made}.values())


def any_two(terms: tuple[Term, ...]) -> list[Search]:
    """The search for any two terms. None for fewer than three terms, or for so many that there are too many pairs."""
    if not 3 <= len(terms) <= MOST_TERMS_FOR_TWOS:
        return []
    pairs = (f"({expression(one)} AND {expression(other)})" for one, other in combinations(terms, 2))
    return [Search(" OR ".join(pairs), terms, 2)]


def halves(query: Query) -> list[Search]:
    """If all that is searched for is one Korean word of four syllables, the search for both of its halves."""
    term = bare(query.terms[0])
    if len(query.terms) != 1 or len(term.hangul) != COMPOUND or term.forms or term.is_phrase or term.is_prefix:
        return []
    word, half = term.hangul, COMPOUND // 2
    return [all_of((Term("", word[:half], True, False), Term("", word[half:], True, False)))]


def any_of(terms: Iterable[str]) -> str:
    """A search for any of these terms: words, phrases, and beginnings of words that end in a star.

    Nobody reads what it finds, so the beginning of a word is that of its stem.
    """
    made = []
    for term in terms:
        plain = one_line(term)
        latin = LATIN.findall(korean.without_hangul(plain).lower())
        if latin:
            words = " ".join(map(index_text.in_index, latin))
            made.append(f'text : "{words}"' + (" *" if plain.endswith("*") else ""))
        if syllables := "".join(korean.WORD.findall(plain)):
            made.append(expression(Term("", syllables, False, True)))
    return " OR ".join(dict.fromkeys(made))


def bare(term: Term) -> Term:
    """A Korean word without its ending, a verb with all its forms; any other term as it is."""
    if not term.hangul or term.is_phrase or term.is_prefix:
        return term
    if forms := verbs.forms(term.hangul):
        return term._replace(forms=forms)
    return term._replace(hangul=korean.without_ending(verbs.noun_of(term.hangul)))


def expression(term: Term) -> str:
    """One term in the query language. It has only letters, digits and spaces, so it can be put in quotes safely."""
    if term.forms:
        return f"({' OR '.join(map(syllables, term.forms))})"
    if term.hangul:
        return syllables(term.hangul)
    words = term.latin.split()
    if not term.is_prefix:
        return f'text : "{" ".join(map(index_text.in_index, words))}"'
    before = [index_text.in_index(word) for word in words[:-1]]
    return f"({' OR '.join(beginning(before, words[-1]))})"


def syllables(word: str) -> str:
    """A Korean word in the query language. Whether it is really there, korean_hits.py decides."""
    if len(word) == 1:
        return f'pairs : "{korean.common_spelling(word)}" *'
    return f'pairs : "{" ".join(korean.pairs_of(word)[:-1])}"'


def beginning(before: Sequence[str], start: str) -> list[str]:
    """The beginning of a word in the query language: more than is wanted, since the index holds stems.

    A stem may be shorter than the word, may end in i instead of y, or be another word's if the word is irregular.
    """
    shorter = [start[:size] for size in range(len(start) - 1, max(len(start) - LONGEST_ENDING, SHORTEST_STEM) - 1, -1)]
    bases = [base for form, base in index_text.written_as().items() if form.startswith(start)]
    head = " ".join([*before, ""])
    starts = [start, *([start[:-1]] if start.endswith("y") and len(start) > SHORTEST_STEM else [])]
    return [
        *(f'text : "{head}{one}" *' for one in starts),
        *(f'text : "{head}{word}"' for word in dict.fromkeys([*shorter, *bases])),
    ]
