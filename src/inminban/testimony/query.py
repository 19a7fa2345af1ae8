"""What a reader typed, made into searches of the index: strict first, then looser.

Words, "a phrase in quotes" and begin* are understood; every other sign is a space. Nothing a reader types reaches the
index as an operator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony import korean
from inminban.testimony.plain import one_line

LONGEST_QUERY = 2_000  # characters; a question is no longer
QUOTES = str.maketrans(dict.fromkeys("“”„«»「」『』", '"'))
PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
MOST_TERMS_FOR_TWOS = 8
LATIN = re.compile(r"[^\W_]+")

# English words that stand in nearly every paragraph; searched for only inside quotes or if nothing else is left.
COMMON = """
a about an and any are as at be been but by can could did do does for from had has have he her him his how i if in into
is it its like me my not of on or our she should so some than that the their them then there these they this to us was
we were what when where which who whom why will with would you your
"""
EVERYWHERE = frozenset(COMMON.split())


class Term(NamedTuple):
    """One thing to look for: a word, the beginning of a word, or words in a row. `hangul` has no spaces."""

    latin: str
    hangul: str
    is_prefix: bool
    is_phrase: bool


class Query(NamedTuple):
    """The terms of a query, each once, in order."""

    terms: tuple[Term, ...]


def parse(text: str) -> Query:
    """Terms of a query; InputError if there is nothing to look for in it, or too much."""
    if len(text) > LONGEST_QUERY:
        raise InputError(f"the query has {len(text):,} characters", remedy=f"Ask in at most {LONGEST_QUERY:,}.")
    found: list[Term] = []
    for quoted, plain in PIECE.findall(one_line(text).translate(QUOTES)):
        found += terms_in(quoted or plain, is_phrase=bool(quoted))
    telling = [term for term in found if term.is_phrase or term.latin not in EVERYWHERE]
    terms = tuple(dict.fromkeys(telling or found))
    if not terms:
        raise InputError("there is nothing to search for", remedy="Give a word, in English or Korean.")
    return Query(terms)


def terms_in(piece: str, is_phrase: bool) -> list[Term]:
    """Terms of one word or one quoted phrase; Korean and other writing in it are looked for separately."""
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
    """Searches in the language of the index, the strictest first.

    All terms; all terms, Korean ones without their ending; any two of them, which is quick where single words stand in
    many thousand paragraphs; any of them, Korean ones also by their pairs.
    """
    strict = " AND ".join(expression(term) for term in query.terms)
    bare_terms = [bare(term) for term in query.terms]
    looser = " AND ".join(expression(term) for term in bare_terms)
    any_term = " OR ".join(part for term in bare_terms for part in [expression(term), *loose_pairs(term)])
    return list(dict.fromkeys([strict, looser, *any_two(bare_terms), any_term]))


def any_two(terms: Sequence[Term]) -> list[str]:
    """The search for any two of three or more terms; none for a query so long that there are too many twos."""
    if not 3 <= len(terms) <= MOST_TERMS_FOR_TWOS:
        return []
    return [" OR ".join(f"({expression(one)} AND {expression(other)})" for one, other in combinations(terms, 2))]


def any_of(terms: Iterable[str]) -> str:
    """A search for any of the field's terms: words, phrases of several words, beginnings that end in a star."""
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
    """A Korean word without its ending; anything else as it is."""
    return term if term.is_phrase else term._replace(hangul=korean.without_ending(term.hangul))


def expression(term: Term) -> str:
    """One term for the index. Everything in it is letters, digits and spaces, so quotes can hold it."""
    if term.hangul:
        if len(term.hangul) == 1:
            return f'pairs : "{korean.common_spelling(term.hangul)}" *'
        return f'pairs : "{" ".join(korean.pairs_of(term.hangul)[:-1])}"'
    return f'text : "{term.latin}"' + (" *" if term.is_prefix else "")


def loose_pairs(term: Term) -> list[str]:
    """The pairs of a longer Korean word one by one: finds compounds that share a part."""
    if len(term.hangul) <= 2 or term.is_phrase:
        return []
    return [f'pairs : "{pair}"' for pair in korean.pairs_of(term.hangul)[:-1]]
