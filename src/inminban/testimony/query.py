"""Queries: what a person typed becomes several searches of the index, the strictest first.

A query may hold words, "a phrase in quotes" and begin*. Every other sign counts as a space, so nothing that is typed
reaches the index as an operator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony import korean
from inminban.testimony.clean_text import one_line

LONGEST_QUERY = 2_000  # characters
QUOTES = str.maketrans(dict.fromkeys("“”„«»「」『』", '"'))
PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
MOST_TERMS_FOR_TWOS = 8
LATIN = re.compile(r"[^\W_]+")

# English words that nearly every paragraph contains. They are searched for in quotes, or if nothing else is left.
COMMON = """
a about an and any are as at be been but by can could did do does for from had has have he her him his how i if in into
is it its like me my not of on or our she should so some than that the their them then there these they this to us was
we were what when where which who whom why will with would you your
"""
EVERYWHERE = frozenset(COMMON.split())


class Term(NamedTuple):
    """One thing to look for: a word, the beginning of a word, or a phrase. `hangul` has no spaces."""

    latin: str
    hangul: str
    is_prefix: bool
    is_phrase: bool


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
    for quoted, plain in PIECE.findall(one_line(text).translate(QUOTES)):
        found += terms_in(quoted or plain, is_phrase=bool(quoted))
    telling = [term for term in found if term.is_phrase or term.latin not in EVERYWHERE]
    terms = tuple(dict.fromkeys(telling or found))
    if not terms:
        raise InputError("there is nothing to search for", remedy="Give a word in English or Korean.")
    return Query(terms, has_alternatives)


def phrases(text: str) -> list[str]:
    """The phrases in quotes in a text, each with a letter in it."""
    quoted = (found for found, _ in PIECE.findall(one_line(text).translate(QUOTES)))
    return [phrase.strip() for phrase in quoted if LATIN.search(phrase)]


def terms_in(piece: str, is_phrase: bool) -> list[Term]:
    """Terms of one word or one quoted phrase. Its Korean part and the rest become separate terms."""
    latin = LATIN.findall(korean.without_hangul(piece).lower())
    is_prefix = not is_phrase and piece.endswith("*") and bool(latin) and not korean.WORD.search(piece)
    made = []
    if latin and (is_phrase or is_prefix):
        made.append(Term(" ".join(latin), "", is_prefix, is_phrase or len(latin) > 1))
    else:
        made += [Term(word, "", False, False) for word in latin]
    stretches = korean.STRETCH.findall(piece) if is_phrase else korean.WORD.findall(piece)
    for stretch in stretches:
        syllables = "".join(korean.WORD.findall(stretch))
        if len(syllables) > 1 or not latin:  # a lone syllable after a foreign word is its ending
            made.append(Term("", syllables, False, is_phrase))
    return made


def match_expressions(query: Query) -> list[str]:
    """Searches in the query language of the index, the strictest first.

    These are: all terms; all terms, with Korean ones without their ending; any two terms, which is quick where single
    words occur in many thousand paragraphs; any term, with Korean ones also by their pairs. Each demands all phrases.
    """
    strict = " AND ".join(expression(term) for term in query.terms)
    bare_terms = [bare(term) for term in query.terms]
    looser = " AND ".join(expression(term) for term in bare_terms)
    any_term = " OR ".join(part for term in bare_terms for part in [expression(term), *loose_pairs(term)])
    if not query.demanded:
        return list(dict.fromkeys([strict, looser, *any_two(bare_terms), any_term]))
    phrases = " AND ".join(map(expression, query.demanded))
    words = [bare(term) for term in query.terms if not term.is_phrase]
    any_word = [f"{phrases} AND ({' OR '.join(map(expression, words))})"] if words else []
    return list(dict.fromkeys([strict, looser, *any_word, phrases]))


def any_two(terms: Sequence[Term]) -> list[str]:
    """The search for any two terms. None for fewer than three terms, or for so many that there are too many pairs."""
    if not 3 <= len(terms) <= MOST_TERMS_FOR_TWOS:
        return []
    return [" OR ".join(f"({expression(one)} AND {expression(other)})" for one, other in combinations(terms, 2))]


def any_of(terms: Iterable[str]) -> str:
    """A search for any of these terms: words, phrases, and beginnings of words that end in a star."""
    made = []
    for term in terms:
        plain = one_line(term)
        latin = LATIN.findall(korean.without_hangul(plain).lower())
        if latin:
            made.append(expression(Term(" ".join(latin), "", plain.endswith("*"), True)))
        if syllables := "".join(korean.WORD.findall(plain)):
            made.append(expression(Term("", syllables, False, True)))
    return " OR ".join(dict.fromkeys(made))


def bare(term: Term) -> Term:
    """A Korean word without its ending; any other term as it is."""
    return term if term.is_phrase else term._replace(hangul=korean.without_ending(term.hangul))


def expression(term: Term) -> str:
    """One term in the query language. It has only letters, digits and spaces, so it can be put in quotes safely."""
    if term.hangul:
        if len(term.hangul) == 1:
            return f'pairs : "{korean.common_spelling(term.hangul)}" *'
        return f'pairs : "{" ".join(korean.pairs_of(term.hangul)[:-1])}"'
    return f'text : "{term.latin}"' + (" *" if term.is_prefix else "")


def loose_pairs(term: Term) -> list[str]:
    """The pairs of a longer Korean word one by one, to find compounds that share a part with it."""
    if len(term.hangul) <= 2 or term.is_phrase:
        return []
    return [f'pairs : "{pair}"' for pair in korean.pairs_of(term.hangul)[:-1]]
