"""Claims proposed from a text, without network: sentences that state an amount, a frequency or a duty of the system.

A sentence is proposed when the signs in it weigh enough: amounts, words of duty and habit, the field's topics and
groups speak for it; a question, or another country as its subject, against it. Neighbouring sentences on the same
topic make one proposal. What a proposal says is put together from these parts: a person reads the paragraph, writes
the paraphrase, and accepts, edits or drops it. The weights were chosen on the project's three testimonies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from inminban.evidence.quantities import factor
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.amounts import Amount, amounts, unit_words
from inminban.testimony.subjects import in_group_words, people_in
from inminban.testimony.terms.entries import DAILY_LIFE, FOLDER, Filter, known_topics
from inminban.testimony.terms.matching import Hit, find_terms, is_in, lowered
from inminban.testimony.years import EARLIEST, STILL, years_of

RATE, AMOUNT, DUTY, HABIT, TOPIC, SECOND_TOPIC, SAME_TOPIC, GROUP, AT_HOME, YEARS = 3, 3, 2, 1, 2, 1, 1, 1, 1, 1
ELSEWHERE, QUESTION, HEADING = -5, -4, -2
ENOUGH, ENOUGH_TO_GO_ON, NO_TOPIC = 5, 3, -1
"""What the signs of a sentence must weigh for it to be proposed, and to be joined to the proposal before it."""

KIN = "kin_"
"""Words of kinship name no group in a testimony."""

YEARS_BEFORE = 10
"""A witness who names no year is taken to speak of so many years before leaving, or before the text appeared."""

SENTENCE = re.compile(r"(?<=[.!?。…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9가-힣])")
ABBREVIATION = re.compile(r"\b(?:[A-Z]|a\.m|p\.m|Dr|Mr|Mrs|Ms|St|No|Sept|approx)\.[\"'”’)]*$")
ENDED = re.compile(r"[.!?。…:;][\"'”’)]*$")
PERHAPS = re.compile(r"\bmust have\b", re.IGNORECASE)  # a guess, no duty


class Proposal(NamedTuple):
    """A claim proposed: where it stands, the passage, and what was found in it.

    `kind` is quantity, order or exists, as in a claim; `topics` are ours, that of the claim first; `whose` is the group
    each amount belongs to; `metric` names what a run could be held against, empty if nothing fits; `weight` is what its
    signs weigh.
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


class Signs(NamedTuple):
    """What one sentence holds."""

    text: str
    hits: list[Hit]
    found: list[Amount]
    is_elsewhere: bool
    weight: int

    @property
    def topics(self) -> tuple[str, ...]:
        """Its topics in order of place, daily life left out."""
        found = dict.fromkeys(hit.key for hit in self.hits if hit.kind == "topic" and hit.key != DAILY_LIFE)
        return tuple(found)


def suggest(paragraphs: Sequence[str]) -> list[Proposal]:
    """Proposals from the paragraphs of a text (counted from 1), in order of place."""
    return [
        proposal_of(number, passage)
        for number, paragraph in enumerate(paragraphs, start=1)
        for passage in passages_of(paragraph)
    ]


def passages_of(paragraph: str) -> list[list[Signs]]:
    """The sentences of a paragraph that are proposed, neighbours on the same topic together."""
    found: list[list[Signs]] = []
    before: Signs | None = None
    is_open = False
    for sentence in sentences(paragraph):
        signs = read_sentence(sentence, before)
        if is_open and signs.weight >= ENOUGH_TO_GO_ON and continues(found[-1][-1], signs):
            found[-1].append(signs)
        elif signs.weight >= ENOUGH:
            found.append([signs])
            is_open = True
        else:
            is_open = False
        before = signs
    return found


def continues(before: Signs, signs: Signs) -> bool:
    """Whether a sentence goes on with the topic of the one before and brings no amount of its own."""
    is_same = not signs.topics or bool(set(before.topics) & set(signs.topics))
    return is_same and not signs.found


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph."""
    parts: list[str] = []
    for part in SENTENCE.split(paragraph.strip()):
        if parts and ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts


def read_sentence(text: str, before: Signs | None = None) -> Signs:
    """The signs in a sentence and what they weigh; `before` is the sentence that leads to it in its paragraph."""
    hits = [hit for hit in find_terms(text) if not hit.key.startswith(KIN)]
    found = amounts(text)
    kinds = {hit.kind for hit in hits}
    at_home = has_word(text, "at_home") or "place" in kinds
    abroad = not at_home and (has_word(text, "elsewhere") or (before is not None and before.is_elsewhere))
    signs = Signs(text, hits, found, abroad, 0)
    weight = RATE if any("/" in one.unit for one in found) else AMOUNT * bool(found)
    has_context = before is not None and bool(before.topics)
    weight += TOPIC if signs.topics else SAME_TOPIC if has_context else NO_TOPIC
    weight += SECOND_TOPIC * (len(signs.topics) > 1)
    weight += GROUP * ("group" in kinds) + YEARS * (years_of(lowered(text), hits) is not None)
    weight += DUTY * has_word(PERHAPS.sub(" ", text), "duty") + HABIT * has_word(text, "habit")
    weight += AT_HOME * at_home + ELSEWHERE * abroad
    weight += QUESTION * text.rstrip("\"'”’)").endswith("?")
    weight += HEADING * (not ENDED.search(text))
    return signs._replace(weight=weight)


@cache
def word_list(name: str) -> tuple[str, ...]:
    """A list of words for duty, habit and place, both languages."""
    lists = unit_words().lists
    return (*lists[f"{name}.en"], *lists[f"{name}.ko"])


def has_word(text: str, name: str) -> bool:
    """Whether one of the words of a list stands in a text."""
    return is_in(lowered(text), word_list(name))


def proposal_of(paragraph: int, passage: Sequence[Signs]) -> Proposal:
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


def owners(signs: Signs) -> list[Filter]:
    """Whose each amount of a sentence is: the group named last before it, or the only one named."""
    groups = [hit for hit in signs.hits if hit.kind == "group"]
    if len(signs.found) == 1:
        return [people_in(groups)]
    before = [[hit for hit in groups if hit.start < amount.start][-1:] for amount in signs.found]
    return [people_in(found) for found in before]


def draft(who: Filter, topics: Sequence[str], found: Sequence[Amount], is_duty: bool) -> str:
    """What the parts found say, for a person to put into a sentence."""
    group = in_group_words(who)
    about = ", ".join(known_topics()[topic].label for topic in topics) or "amount"
    told = [one.words for one in found] + (["demanded, forbidden or punished"] if is_duty else [])
    return f"{group[0].upper()}{group[1:]}: {about}{': ' if told else ''}{'; '.join(told)}."


@cache
def measures() -> dict[str, dict[str, Any]]:
    """Which metric goes with which topic and unit."""
    return read_toml(FOLDER / "measures.toml").content


def measure_for(topics: Sequence[str], found: Iterable[Amount], text: str) -> str:
    """The metric that an amount of these topics could be held against; empty if there is none."""
    for amount in found:
        for name, rule in measures().items():
            is_near = is_in(lowered(text), tuple(rule["near"])) if "near" in rule else True
            if rule["topic"] in topics and is_near and factor(amount.unit, rule["unit"]) is not None:
                return name
    return ""


def years_or_guess(proposal: Proposal, left: int | None, published: int | None) -> tuple[int, int]:
    """The years a proposal speaks of: those it names, else the ten before its witness left or its text appeared."""
    if proposal.years:
        first, last = proposal.years
        return first, min(last, left or published or last)
    last = left or published or STILL
    return (last - YEARS_BEFORE if last != STILL else EARLIEST), last
