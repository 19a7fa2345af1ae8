"""Claims proposed from a text, without a network: sentences that state an amount, a frequency or a duty.

A sentence is proposed if its features add up to enough weight. Amounts, words of duty or habit, topics and groups count
for it; a question, or another country as its subject, counts against it. Neighbouring sentences on the same topic
become one proposal. A proposal says in a few words what was found; a person reads the paragraph, writes the paraphrase,
and accepts, edits or drops it. The weights were chosen on the three testimonies that the project starts from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from inminban.testimony.amounts import Amount, amounts, unit_words
from inminban.testimony.claims.comparable import measure_for
from inminban.testimony.speakers import Speaker, is_denied, is_testimony
from inminban.testimony.subjects import in_group_words, people_in
from inminban.testimony.terms.entries import DAILY_LIFE, Filter, known_topics
from inminban.testimony.terms.matching import Hit, find_terms, is_in, lowered
from inminban.testimony.years import EARLIEST, STILL, years_of

RATE, AMOUNT, DUTY, HABIT, TOPIC, SECOND_TOPIC, SAME_TOPIC, GROUP, AT_HOME, YEARS = 3, 3, 2, 1, 2, 1, 1, 1, 1, 1
ELSEWHERE, QUESTION, HEADING = -5, -4, -2
ENOUGH, ENOUGH_TO_GO_ON, NO_TOPIC = 5, 3, -1
"""Weight that a sentence needs to be proposed, and to be joined to the proposal before it."""

KIN = "kin_"
"""Prefix of groups named by words of kinship, which name no group in a testimony."""

YEARS_BEFORE = 10
"""If a witness names no year, a claim is about so many years before the witness left, or before the text appeared."""

SENTENCE = re.compile(r"(?<=[.!?。…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9가-힣])")
ABBREVIATION = re.compile(r"\b(?:[A-Z]|a\.m|p\.m|Dr|Mr|Mrs|Ms|St|No|Sept|approx)\.[\"'”’)]*$")
ENDED = re.compile(r"[.!?。…:;][\"'”’)]*$")
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

    Of a transcript, whose `speakers` are given, only what the witness says is read; what the next paragraph denies is
    left out.
    """
    return [
        proposal_of(number, passage)
        for number, paragraph in enumerate(paragraphs, start=1)
        if is_testimony(speakers, number) and not is_denied(paragraphs, number)
        for passage in passages_of(paragraph)
    ]


def passages_of(paragraph: str) -> list[list[Features]]:
    """The sentences of a paragraph that are proposed; neighbours on the same topic are together."""
    found: list[list[Features]] = []
    before: Features | None = None
    is_open = False
    for sentence in sentences(paragraph):
        features = read_sentence(sentence, before)
        if is_open and features.weight >= ENOUGH_TO_GO_ON and continues(found[-1][-1], features):
            found[-1].append(features)
        elif features.weight >= ENOUGH:
            found.append([features])
            is_open = True
        else:
            is_open = False
        before = features
    return found


def continues(before: Features, features: Features) -> bool:
    """Whether a sentence continues the topic of the one before and has no amount of its own."""
    is_same = not features.topics or bool(set(before.topics) & set(features.topics))
    return is_same and not features.found


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


def proposal_of(paragraph: int, passage: Sequence[Features]) -> Proposal:
    """One proposal from neighbouring sentences."""
    text = " ".join(one.text for one in passage)
    hits = [hit for one in passage for hit in one.hits]
    found = tuple(amount for one in passage for amount in one.found)
    topics = tuple(dict.fromkeys(topic for one in passage for topic in one.topics))
    whose = tuple(owner for one in passage for owner in owners(one))
    who = people_in(hits)
    metric = measure_for(topics, found, text)
    years = years_of(lowered(text), hits)
    kind = "quantity" if found else "exists"
    says = draft(who, topics, found, has_word(text, "duty"))
    weight = max(one.weight for one in passage)
    return Proposal(paragraph, text, kind, topics, who, years, found, whose, metric, says, weight)


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
    about = ", ".join(known_topics()[topic].label for topic in topics) or "amount"
    told = [one.words for one in found] + (["a duty, a ban or a penalty"] if is_duty else [])
    return f"{group[0].upper()}{group[1:]}: {about}{': ' if told else ''}{'; '.join(told)}."


def years_or_guess(proposal: Proposal, left: int | None, published: int | None) -> tuple[int, int]:
    """The years a proposal is about: those it names, else the ten before the witness left or the text appeared."""
    if proposal.years:
        first, last = proposal.years
        return first, min(last, left or published or last)
    last = left or published or STILL
    return (last - YEARS_BEFORE if last != STILL else EARLIEST), last
