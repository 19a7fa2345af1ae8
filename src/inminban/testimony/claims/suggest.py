"""Claims proposed from a text, without a network: sentences that state an amount, a frequency or a duty.

A sentence is proposed if it states a number or a duty (`statements.py`), or if its features add up to enough weight:
amounts, words of duty or habit, topics and groups count for it; a question, or another country as its subject, counts
against it. Each sentence is a proposal of its own, so that its group, amounts and years are its own; what it does not
say is left open. A proposal says in a few words what was found; a person reads the paragraph, writes the paraphrase,
and accepts, edits or drops it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from inminban.testimony.amounts import Amount, amounts, unit_words
from inminban.testimony.claims.comparable import measure_for
from inminban.testimony.claims.statements import ENOUGH as NEEDED
from inminban.testimony.claims.statements import other_texts, statement_weight
from inminban.testimony.speakers import Speaker, is_denied, is_testimony
from inminban.testimony.subjects import in_group_words, people_in
from inminban.testimony.terms.entries import DAILY_LIFE, Filter, known_topics
from inminban.testimony.terms.matching import Hit, find_terms, is_in, lowered
from inminban.testimony.years import EARLIEST, STILL, years_of

RATE, AMOUNT, DUTY, HABIT, TOPIC, SECOND_TOPIC, SAME_TOPIC, GROUP, AT_HOME, YEARS = 3, 3, 2, 1, 2, 1, 1, 1, 1, 1
ELSEWHERE, QUESTION, HEADING = -5, -4, -2
ENOUGH, NO_TOPIC = 5, -1
"""Weight that a sentence needs to be proposed."""

KIN = "kin_"
"""Prefix of groups named by words of kinship, which name no group in a testimony."""

YEARS_BEFORE = 10
"""If a witness names no year, a claim is about so many years before the witness left, or before the text appeared."""

SENTENCE = re.compile(r"(?<=[.!?。…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9가-힣])")
ABBREVIATION = re.compile(r"\b(?:[A-Z]|a\.m|p\.m|Dr|Mr|Mrs|Ms|St|No|Sept|approx)\.[\"'”’)]*$")
ENDED = re.compile(r"[.!?。…:;][\"'”’)]*$")
SAYS_NO = re.compile(
    r"\W*(?:(?:no|nope|never)\s*(?:[,.!;:—–-]|$)|not (?:at all|really|true|where|in my|that)|(?:that|this|it) |아|그)",
    re.I,
)
GUESS = re.compile(r"\bmust have\b", re.IGNORECASE)  # states a guess and not a duty


class Proposal(NamedTuple):
    """A proposed claim: its paragraph, the passage, and what was found in it.

    `kind` is quantity, order or exists, as in a claim. `topics` begin with that of the claim. `whose` is the group that
    each amount belongs to. `metric` is the measure of a run it can be compared with, empty if there is none. `weight`
    is the sum of the weights of its features.
    """

    paragraph: int
    passage: str
    kind: str
    topics: tuple[str, ...]
    who: Filter
    years: tuple[int, int] | None
    amounts: tuple[Amount, ...]
    whose: tuple[Filter, ...]
    metric: str
    says: str
    weight: int

    @property
    def mechanisms(self) -> list[str]:
        """The institutions behind its topics."""
        return list(dict.fromkeys(name for topic in self.topics for name in known_topics()[topic].mechanisms))


class Features(NamedTuple):
    """What was found in one sentence."""

    text: str
    hits: list[Hit]
    found: list[Amount]
    is_elsewhere: bool
    weight: int

    @property
    def topics(self) -> tuple[str, ...]:
        """Its topics in order, without daily life."""
        found = dict.fromkeys(hit.key for hit in self.hits if hit.kind == "topic" and hit.key != DAILY_LIFE)
        return tuple(found)


def suggest(paragraphs: Sequence[str], speakers: Sequence[Speaker] = ()) -> list[Proposal]:
    """Proposals from the paragraphs of a text, in order. Paragraphs are counted from 1.

    Of a transcript, whose `speakers` are given, only what the witness says is read; headlines, lines of the page, other
    articles, and what the next paragraph denies are left out.
    """
    others = other_texts(paragraphs)
    return [
        proposal_of(number, features)
        for number, paragraph in enumerate(paragraphs, start=1)
        if is_testimony(speakers, number) and not others[number - 1] and not is_contradicted(paragraphs, number)
        for features in stating(paragraph)
    ]


def is_contradicted(paragraphs: Sequence[str], number: int) -> bool:
    """Whether the paragraph after this one says no to it; "no one" and "never did" begin a statement of their own."""
    return is_denied(paragraphs, number) and SAYS_NO.match(paragraphs[number]) is not None


def stating(paragraph: str) -> list[Features]:
    """The sentences of a paragraph that are proposed. Each is a proposal of its own."""
    found: list[Features] = []
    before: Features | None = None
    for sentence in sentences(paragraph):
        features = read_sentence(sentence, before)
        if states(features):
            found.append(features)
        before = features
    return found


def states(features: Features) -> bool:
    """Whether a sentence states a number or a duty of the system that the witness lived in."""
    if features.is_elsewhere:
        return False
    return max(statement_weight(features.text, features.found) - NEEDED, features.weight - ENOUGH) >= 0


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph."""
    parts: list[str] = []
    for part in SENTENCE.split(paragraph.strip()):
        if parts and ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts


def read_sentence(text: str, before: Features | None = None) -> Features:
    """The features of a sentence and their weight. `before` is the sentence before it in its paragraph."""
    hits = [hit for hit in find_terms(text) if not hit.key.startswith(KIN)]
    found = amounts(text)
    kinds = {hit.kind for hit in hits}
    at_home = has_word(text, "at_home") or "place" in kinds
    abroad = not at_home and (has_word(text, "elsewhere") or (before is not None and before.is_elsewhere))
    features = Features(text, hits, found, abroad, 0)
    weight = RATE if any("/" in one.unit for one in found) else AMOUNT * bool(found)
    has_context = before is not None and bool(before.topics)
    weight += TOPIC if features.topics else SAME_TOPIC if has_context else NO_TOPIC
    weight += SECOND_TOPIC * (len(features.topics) > 1)
    weight += GROUP * ("group" in kinds) + YEARS * (years_of(lowered(text), hits) is not None)
    weight += DUTY * has_word(GUESS.sub(" ", text), "duty") + HABIT * has_word(text, "habit")
    weight += AT_HOME * at_home + ELSEWHERE * abroad
    weight += QUESTION * text.rstrip("\"'”’)").endswith("?")
    weight += HEADING * (not ENDED.search(text))
    return features._replace(weight=weight)


@cache
def word_list(name: str) -> tuple[str, ...]:
    """A list of words in both languages, for duty, habit or place."""
    lists = unit_words().lists
    return (*lists[f"{name}.en"], *lists[f"{name}.ko"])


def has_word(text: str, name: str) -> bool:
    """Whether a text contains a word of this list."""
    return is_in(lowered(text), word_list(name))


def proposal_of(paragraph: int, features: Features) -> Proposal:
    """One proposal from a sentence. Group, amounts and years are those of the sentence, or none."""
    text, hits, found, topics = features.text, features.hits, tuple(features.found), features.topics
    who = people_in(hits)
    metric = measure_for(topics, found, text)
    years = years_of(lowered(text), hits)
    kind = "quantity" if found else "exists"
    says = draft(who, topics, found, has_word(text, "duty"))
    return Proposal(
        paragraph, text, kind, topics, who, years, found, tuple(owners(features)), metric, says, features.weight
    )


def owners(features: Features) -> list[Filter]:
    """The group each amount of a sentence belongs to: the last one named before it, or the only one named."""
    groups = [hit for hit in features.hits if hit.kind == "group"]
    if len(features.found) == 1:
        return [people_in(groups)]
    before = [[hit for hit in groups if hit.start < amount.start][-1:] for amount in features.found]
    return [people_in(found) for found in before]


def draft(who: Filter, topics: Sequence[str], found: Sequence[Amount], is_duty: bool) -> str:
    """What was found, in a few words, for a person to turn into a sentence."""
    group = in_group_words(who)
    about = ", ".join(known_topics()[topic].label for topic in topics) or ("amount" if found else "rule")
    told = [one.words for one in found] + (["a duty, a ban or a penalty"] if is_duty else [])
    return f"{group[0].upper()}{group[1:]}: {about}{': ' if told else ''}{'; '.join(told)}."


def years_or_guess(proposal: Proposal, left: int | None, published: int | None) -> tuple[int, int]:
    """The years a proposal is about: those it names, else the ten before the witness left or the text appeared."""
    if proposal.years:
        first, last = proposal.years
        return first, min(last, left or published or last)
    last = left or published or STILL
    return (last - YEARS_BEFORE if last != STILL else EARLIEST), last
