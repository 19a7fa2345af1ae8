"""A question understood: group, place, years and topics found in it, in English or Korean.

A question is understood if it names a topic or a group. One that names a group alone is taken to be about daily life.
An answer says what was found in the question, so that its reader can see what was understood.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony.clean_text import language_of, one_line
from inminban.testimony.subjects import in_group_words, people_in, place_words, places_in
from inminban.testimony.terms.entries import DAILY_LIFE, Filter, known_topics
from inminban.testimony.terms.matching import Hit, find_terms, lowered
from inminban.testimony.years import in_words, years_of

LONGEST = 1_000
"""Most characters of a question."""


class Question(NamedTuple):
    """A question and what was found in it. `who` and `where` are filters of a run. `years` is None if it names none.

    `is_topic_named` is False if the question names a group alone and is taken to be about daily life.
    """

    text: str
    language: str
    who: Filter
    where: Filter
    years: tuple[int, int] | None
    topics: tuple[str, ...]
    is_topic_named: bool

    @property
    def is_understood(self) -> bool:
        """Whether it names a topic or a group that the project knows."""
        return bool(self.topics)

    @property
    def filters(self) -> Filter:
        """Group and place together."""
        return {**self.who, **self.where}

    @property
    def group_words(self) -> str:
        """The group in words: women farmers, the hostile class; everybody."""
        return in_group_words(self.who)

    @property
    def place_words(self) -> str:
        """The place in words, empty for the whole country."""
        return place_words(self.where)

    @property
    def topic_words(self) -> list[str]:
        """The topics' labels."""
        return [known_topics()[topic].label for topic in self.topics]

    @property
    def years_words(self) -> str:
        """The years in words, empty if none are named."""
        return in_words(self.years) if self.years else ""


def understand(text: str) -> Question:
    """Find group, place, years and topics in a question. InputError if it is empty or too long."""
    asked = one_line(text)
    if not asked:
        raise InputError("the question is empty", remedy=f"Ask for example: {known_topics()[DAILY_LIFE].example}")
    if len(asked) > LONGEST:
        raise InputError(f"the question is longer than {LONGEST:,} characters", remedy="Ask it in a sentence or two.")
    hits = find_terms(asked)
    who, where = people_in(hits), places_in(hits)
    named = any(hit.kind == "topic" for hit in hits)
    topics = topics_of(hits, bool(who))
    return Question(asked, language_of(asked), who, where, years_of(lowered(asked), hits), topics, named)


def topics_of(hits: Iterable[Hit], has_group: bool) -> tuple[str, ...]:
    """Topics in the order in which they are named; daily life only if no other topic is."""
    found = dict.fromkeys(hit.key for hit in hits if hit.kind == "topic")
    exact = tuple(topic for topic in found if topic != DAILY_LIFE)
    return exact or ((DAILY_LIFE,) if found or has_group else ())
