"""Which measure a question asks for: its terms, the kind of quantity, its topics; by words and, if need be, by meaning.

Each measure is weighed by the terms of it that the question names, by how much of the question they cover, and by
whether its unit is the kind of quantity asked for. What has too little weight is not in the model.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from inminban.ask.cues import Token, matches
from inminban.ask.features import of_measure
from inminban.ask.implied import SPOKEN_OF, implied_columns
from inminban.ask.learned import NO_MEASURE, WORD_FEATURE, scale
from inminban.ask.request import Kind
from inminban.ask.stems import form_of, is_generic, same_form
from inminban.ask.term_index import Match, by_words, matched_terms, most_worth, vocabulary_of, words_of_terms, worth
from inminban.ask.wordlists import Cues, dimensions
from inminban.ask.words_of import Words
from inminban.measures.catalogue import MEASURES
from inminban.measures.measure_words import measure_words
from inminban.testimony.terms.entries import known_topics
from inminban.testimony.terms.matching import HANGUL_TEXT

PHRASE, MAIN, RIGHT_UNIT, WRONG_UNIT, FIRST_FACT, FACT = 1.1, 0.25, 0.6, -0.4, 0.5, 0.2
NAMED_OTHERWISE, YEARS_TOO, LOOSE = 0.6, 0.35, 0.4
"""Weights: a term word for word; a main measure; a unit that fits the question or not; the first or another fact of a
topic that is named; a word that names a group, place or time too."""

PARTICULAR = frozenset(
    ("task", "good", "host", "motive", "step", "is_political", "knowledge_quarter", "nutrition_quarter")
)
"""Columns that only some measures can be told by."""

UNCOVERED = 0.45
"""Part of a measure's weight that is lost if its terms cover none of the question's words."""

ENOUGH = 1.0
"""Least weight of a measure that answers a question."""

FULL_TEXT = 1.2
"""What the first measure of the full-text search gains; the second gains half of it, and so on."""

COVERED = 0.12
"""Least part of a question's own words that the terms of the measure cover."""

NO_COUNT, NO_SHARE = -1.0, -1.6
"""What a share, and another measure, loses where a number of people is asked for: one that counts them comes first."""

YES_NO = ["^ do|does|did|is|are|was|were|has|have|can|could|isn't|don't|doesn't|aren't"]
"""A question whether something is so: a share answers it better than an amount."""

LEAVERS = Cues(
    en=["who left|leave|escaped|defected|fled", "defector*|leaver*|refugee*|escapee*"], ko=["*탈북자*|*탈북민*"]
)
ABROAD = Cues(
    en=[
        "abroad|overseas|dispatched|posting*|logger*|russia*|siberia*|kuwait|qatar|dubai|emirates|mongolia|angola",
        "poland|malaysia|oman|libya", "foreign construction|lands|country",
        "work*|labour*|labor*|sent|wage*|earn* .. china|foreign", "other country|countries",
    ],
    ko=[
        "*해외*|*파견*|*러시아*|*시베리아*|*연해주*|*쿠웨이트*|*카타르*|*두바이*|*몽골*|*앙골라*|*국외*|*외국*",
        "*폴란드*|*말레이시아*|*오만*|*리비아*", "*중국* .. *일하*|*노동자*|*돈*",
    ],
)  # fmt: skip
NAMED_FIRST = {"leavers": LEAVERS, "abroad": ABROAD}
"""The words without which a measure that `needs` them is hardly meant."""

KOREAN_PREDICATE = re.compile(
    r"(?:나요|가요|까요|니까|까|어요|아요|해요|예요|에요|여요|는지|은지|지요|죠|니|냐|나|요|음"
    r"|임)$"
)
"""How the last word of a Korean question ends. It says what is done; what it is about stands before it."""

LIKELY = -0.75
"""Score by examples from which on a measure answers a question, whatever its terms are."""

UNLIKELY = -0.9
"""Score by examples below which a measure is not considered for them alone."""

NOT_LEARNED, LEARNED, BY_WORDS = -1.2, 2.5, 0.1
"""How the score by examples and the weight by terms make one weight; chosen on the questions for development."""

NOT_TOLD, NOT_NARROWED, NOT_NAMED = -0.6, -0.5, -0.8
"""What a measure loses that cannot be told by a column of the groups, or of other values, that a question names; two
values count for each. And one of people who left, or of work abroad, where the question names none."""

OF_ONE_SIDE = -2.0
"""What a measure loses that is about one group by its definition where a question sets two groups side by side."""

OF_FAMILY = 0.6
"""What a measure gains in the second part of a question if it is of one family with the first part's measure."""


class Weighed(NamedTuple):
    """A measure with its weight, the part of the question's words its terms cover, and the words they stand at.

    `by_words`: its weight by terms alone; `score`: by what was learned from examples, above 0 if it is probable.
    """

    name: str
    weight: float
    coverage: float
    at: frozenset[int]
    by_words: float = 0.0
    score: float = -1.0


def weigh(words: Words, kind: Kind, skip: Collection[int] = ()) -> list[Weighed]:
    """The measures that a question names, the heaviest first. `skip`: numbers of words about something else."""
    tokens = [token for number, token in enumerate(words.plain) if number not in skip]
    found: dict[str, list[Match]] = defaultdict(list)
    for match in matched_terms(tokens):
        found[match.term.measure].append(match)
    own = own_words(tokens)
    prior = topic_weights(words.topics)
    for rank, name in enumerate(by_words([tokens[at].text for at in sorted(own)])):
        prior[name] = prior.get(name, 0.0) + FULL_TEXT / (1 + rank)
    wanted = units_wanted(words)
    whole = sum(worth_of(tokens[at]) for at in own) or 1.0
    named = columns_named(words)
    learned = scale("measure").scores(of_measure(words, skip))
    if not is_familiar(tokens):
        learned = {}
    no_measure = learned.get(NO_MEASURE, NOT_LEARNED)
    learned = {name: score if score > no_measure else min(score, UNLIKELY) for name, score in learned.items()}
    likely = {name for name, score in learned.items() if score > UNLIKELY and name in MEASURES}
    made = [weighed(name, found.get(name, []), tokens, own, whole) for name in {*found, *prior, *likely}]
    said = (adjusted(one, prior.get(one.name, 0.0), wanted, kind, words) for one in made)
    narrowed = [column for one in words.values for column in one.filter if column in PARTICULAR]
    opposed = columns_opposed(words)
    missing = {name for name, cues in NAMED_FIRST.items() if not matches(cues.of(words.language), words.tokens)}
    both = [with_score(one, learned.get(one.name, NOT_LEARNED), named, narrowed, missing) for one in said]
    both = [one._replace(weight=one.weight + of_one_side(one.name, opposed)) for one in both]
    return sorted(both, key=lambda one: (-one.weight, list(MEASURES).index(one.name)))


def columns_opposed(words: Words) -> frozenset[str]:
    """The columns by which groups that a question sets side by side differ."""
    sides = [one.filter for one in words.groups if one.filter.get("occupation") not in SPOKEN_OF]
    every = [column for filters in sides for column in filters]
    return frozenset(column for column in every if every.count(column) > 1)


def of_one_side(name: str, opposed: Collection[str]) -> float:
    """What a measure loses that is about one group by its definition, where two groups of the sort are compared."""
    return OF_ONE_SIDE * bool(implied_columns(name) & frozenset(opposed))


def is_familiar(tokens: Sequence[Token]) -> bool:
    """Whether half of the English words are known from examples; Korean words have too many endings to be counted."""
    words = [token.text for token in tokens if not token.classes and not HANGUL_TEXT.search(token.text)]
    known = sum(WORD_FEATURE + word in scale("measure").places for word in words)
    return 2 * known >= len(words)


def with_score(
    one: Weighed, score: float, named: Collection[str], narrowed: Collection[str], missing: Collection[str]
) -> Weighed:
    """A measure weighed by its terms, with one weight of these, of its score by examples, and of who is asked about.

    `named`: columns of groups and places in the question; `narrowed`: columns of other values in it (values.py), one
    for each value; `missing`: what some measures need and the question does not name.
    """
    measure = MEASURES[one.name]
    weight = LEARNED * max(score - NOT_LEARNED, 0.0) + BY_WORDS * one.weight
    weight += NOT_TOLD * any(not measure.can_be_told_by(column) for column in named)
    own = implied_columns(one.name)
    weight += NOT_NARROWED * sum(not measure.can_be_told_by(column) for column in narrowed if column not in own)
    weight += NOT_NAMED * (measure_words()[one.name].needs in missing)
    return one._replace(weight=weight, by_words=one.weight, score=score)


def weighed(name: str, found: Iterable[Match], tokens: Sequence[Token], own: Collection[int], whole: float) -> Weighed:
    """A measure by the terms of it that were found: what the words they stand at are worth, each word once."""
    values: dict[int, float] = {}
    for match in found:
        factor = PHRASE if len(match.at) > 1 and is_phrase(match, tokens) else 1.0
        for at, form in zip(match.at, match.term.forms, strict=True):
            part = part_of_worth(tokens[at]) if own else 1.0
            values[at] = max(values.get(at, 0.0), factor * part * worth().get(form, 0.0))
    covered = sum(worth_of(tokens[at]) for at in values if at in own) / whole if own else 1.0
    beside = [at for at in own if at not in values and is_said_of(name, tokens[at])]
    is_named = all(form_of(tokens[at].text) in words_of_terms(name) for at in own)
    beside = beside if values or is_named else []
    loose = LOOSE * sum(worth_of(tokens[at]) for at in beside)
    covered = min(covered + loose / whole, 1.0)
    weight = (sum(values.values()) + loose) * (1.0 - UNCOVERED * (1.0 - covered))
    return Weighed(name, weight, covered, frozenset(values) or frozenset(beside))


def part_of_worth(token: Token) -> float:
    """The part of its worth that a word has for a measure if it names a group, place or time too."""
    if "years" in token.classes:
        return YEARS_TOO
    return NAMED_OTHERWISE if token.classes else 1.0


def is_phrase(match: Match, tokens: Sequence[Token]) -> bool:
    """Whether the words of a term stand in its order with nothing but general words between them."""
    return all(
        first < second and all(is_generic(one.text) for one in tokens[first + 1 : second])
        for first, second in pairwise(match.at)
    )


def is_said_of(name: str, token: Token) -> bool:
    """Whether a word is anywhere in what is said of a measure."""
    return form_of(token.text) in vocabulary_of(name)


def adjusted(one: Weighed, prior: float, wanted: Collection[str], kind: Kind, words: Words) -> Weighed:
    """The weight with what the question's topics and quantity add or take."""
    measure = MEASURES[one.name]
    weight = one.weight + prior + MAIN * measure_words()[one.name].main
    if wanted:
        weight += RIGHT_UNIT if measure.unit in wanted else WRONG_UNIT
    if kind == "how_many" and not measure.unit.startswith("persons"):
        weight += NO_COUNT if measure.unit == "percent" else NO_SHARE
    if kind == "level" and measure.unit == "percent" and matches(YES_NO, words.tokens):
        weight += RIGHT_UNIT / 2
    return one._replace(weight=weight)


def own_words(tokens: Sequence[Token]) -> frozenset[int]:
    """Numbers of the words that say what a question is about: no general words, no groups, places or times."""
    last = len(tokens) - 1
    return frozenset(
        number
        for number, token in enumerate(tokens)
        if not is_generic(token.text)
        and not token.classes & {"group", "place", "years"}
        and not (number == last and KOREAN_PREDICATE.search(token.text))
    )


def worth_of(token: Token) -> float:
    """What a word of a question is worth; most if no term has it."""
    form = form_of(token.text)
    if not HANGUL_TEXT.search(form):
        return worth().get(form, most_worth())
    return max((value for wanted, value in worth().items() if same_form(form, wanted)), default=most_worth() / 2)


def topic_weights(topics: Iterable[str]) -> dict[str, float]:
    """What the facts of the topics named add to a measure."""
    found: dict[str, float] = {}
    for topic in topics:
        for number, name in enumerate(known_topics()[topic].facts):
            found[name] = max(found.get(name, 0.0), FACT if number else FIRST_FACT)
    return found


def units_wanted(words: Words) -> frozenset[str]:
    """The units of the kind of quantity asked for; empty if the question leaves it open."""
    found: set[str] = set()
    for dimension in dimensions().values():
        if matches(dimension.of(words.language), words.tokens):
            found |= set(dimension.units)
    return frozenset(found)


def columns_named(words: Words) -> frozenset[str]:
    """The columns of the groups and places that the question names."""
    named = {column for who in (*words.groups, *words.places) for column in who.filter}
    return frozenset(named | (set(words.columns) & PARTICULAR))
