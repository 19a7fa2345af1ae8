"""What a learned scale sees of a question: its words and parts of words, its groups, places and times as such.

A group, place or time counts as one sign whatever it is, so that "miners in 1997" and "teachers in 2015" look alike;
the words themselves count too, without their order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from inminban.ask.cues import Token
from inminban.ask.ideas import idea_features, ideas_in
from inminban.ask.kind_cues import kind_by_cues, kinds_with_cues
from inminban.ask.learned import WORD_FEATURE
from inminban.ask.words_of import Words

SIGNS = (("group", "§g"), ("place", "§p"), ("years", "§y"))
RELATIONS = ("before", "after", "since", "in")
SHORTEST, LONGEST = 1, 4
"""Letters of the parts of words."""

SAID_OF_KIND = 3
"""How often what the rules of cues say counts beside a word."""

SAID_OF_IDEAS = 4
"""How often the ideas of a question count beside its words: they hold in wordings that no example has."""


def of_measure(words: Words, skip: Collection[int] = ()) -> list[str]:
    """What is seen of a question to find its measure. `skip`: numbers of words about something else."""
    tokens = [token for number, token in enumerate(words.plain) if number not in skip]
    signs = signs_of(tokens)
    text = " ".join(token.text for token in tokens) if skip else words.text
    ideas = SAID_OF_IDEAS * list(idea_features(text))
    return [*parts_of(signs), *runs_of(signs, 2), *(WORD_FEATURE + token.text for token in tokens), *ideas]


def of_kind(words: Words) -> list[str]:
    """What is seen of a question to find its kind: words, parts of words, and which cues and sides stand in it."""
    signs = signs_of(words.plain)
    return [*parts_of(signs), *runs_of(signs, 3), *SAID_OF_KIND * list(structure_of(words))]


def signs_of(tokens: Sequence[Token]) -> list[str]:
    """Words in order; one sign for the words of one group, place or time."""
    found: list[str] = []
    for token in tokens:
        sign = next((sign for kind, sign in SIGNS if kind in token.classes), token.text)
        if not found or sign != found[-1] or not sign.startswith("§"):
            found.append(sign)
    return found


def parts_of(signs: Sequence[str]) -> Iterator[str]:
    """Stretches of one to four letters of each word, its beginning and end marked by a space."""
    for sign in signs:
        word = f" {sign} "
        for n in range(SHORTEST, LONGEST + 1):
            for at in range(len(word) - n + 1):
                yield f"part {word[at : at + n]}"


def runs_of(signs: Sequence[str], longest: int) -> Iterator[str]:
    """Words, pairs and so on up to `longest` in a row, with the beginning and the end of the question."""
    line = ["^", *signs, "$"]
    for n in range(1, longest + 1):
        for at in range(len(line) - n + 1):
            yield "run " + " ".join(line[at : at + n])


def structure_of(words: Words) -> Iterator[str]:
    """How many groups, places and times there are, whether groups are of one column, and which kinds have cues."""
    yield f"cues first {kind_by_cues(words)}"
    for kind in kinds_with_cues(words):
        yield f"cues {kind}"
    for name, found in (
        ("groups", words.groups),
        ("places", words.places),
        ("periods", words.periods),
        ("values", words.values),
    ):
        yield f"{name} {min(len(found), 2)}"
    if any(set(one.filter) & set(other.filter) for one, other in pairwise(words.groups)):
        yield "groups of one column"
    for column in words.columns:
        yield f"column {column}"
    for relation in RELATIONS:
        if any(relation in token.classes for token in words.tokens):
            yield f"time {relation}"
    if words.terms:
        yield "term"
    yield f"ideas {min(len(ideas_in(words.text)), 3)}"
    yield f"length {min(len(words.tokens) // 3, 4)}"
