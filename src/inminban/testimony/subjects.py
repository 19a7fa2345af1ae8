"""What a reader asks about: group, place, years and topics found in a question, in English or Korean.

A question without a topic of ours is not understood, unless it names a group or asks for life in general: then it is
about daily life. What was found is told with every answer, so that a reader sees what was taken from the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.measures.groups import AGE_GROUPS
from inminban.output.words import FIFTH_WORDS, listed, many
from inminban.testimony.periods import in_words, years_of
from inminban.testimony.plain import language_of, one_line
from inminban.testimony.terms import (
    Filter,
    Group,
    Hit,
    find_terms,
    known_groups,
    known_places,
    known_topics,
    plain,
)

DAILY_LIFE = "daily_life"
LONGEST = 1_000  # characters
AGES = {name: rank for rank, name in enumerate(AGE_GROUPS)}


class Question(NamedTuple):
    """A question and what was found in it. `who` and `where` are filters of a run; `years` None: none named.

    `is_topic_named` is False where only a group was found and daily life is taken to be meant.
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
        """Whether it is about something the project knows."""
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
    """Find group, place, years and topics in a question. InputError for an empty or endless one."""
    asked = one_line(text)
    if not asked:
        raise InputError("the question is empty", remedy=f"Ask for example: {known_topics()[DAILY_LIFE].example}")
    if len(asked) > LONGEST:
        raise InputError(f"the question is longer than {LONGEST:,} characters", remedy="Ask it in a sentence or two.")
    hits = find_terms(asked)
    who = joined(known_groups()[hit.key] for hit in hits if hit.kind == "group")
    where = joined(known_places()[hit.key] for hit in hits if hit.kind == "place")
    named = any(hit.kind == "topic" for hit in hits)
    topics = topics_of(hits, bool(who))
    return Question(asked, language_of(asked), who, where, years_of(plain(asked), hits), topics, named)


def topics_of(hits: Iterable[Hit], has_group: bool) -> tuple[str, ...]:
    """Topics in order of place; daily life only where nothing more exact is asked."""
    found = dict.fromkeys(hit.key for hit in hits if hit.kind == "topic")
    exact = tuple(topic for topic in found if topic != DAILY_LIFE)
    return exact or ((DAILY_LIFE,) if found or has_group else ())


def joined(groups: Iterable[Group]) -> Filter:
    """One filter of several: values of the same column are joined, different columns narrow each other."""
    values: dict[str, list[Any]] = {}
    for group in groups:
        for column, wanted in group.filter.items():
            for value in wanted if isinstance(wanted, list) else [wanted]:
                if value not in values.setdefault(column, []):
                    values[column].append(value)
    ordered = {column: sorted(found, key=lambda one: (AGES.get(one, 0), str(one))) for column, found in values.items()}
    return {column: found[0] if len(found) == 1 else found for column, found in ordered.items()}


def in_group_words(who: Mapping[str, Any]) -> str:
    """A filter of people in words: farmers; women aged 60+; the poorest fifth; everybody."""
    if not who:
        return "everybody"
    jobs = listed([many(str(one)) for one in several(who.get("occupation"))])
    sex = {"female": "women", "male": "men"}.get(str(who.get("sex")), "")
    parts = [" ".join(part for part in (f"{sex} among" if sex and jobs else sex, jobs) if part) or "people"]
    if "age_group" in who:
        parts.append(f"aged {listed([str(one) for one in several(who['age_group'])])}")
    if "songbun" in who:
        parts.append(f"of the {listed([str(one) for one in several(who['songbun'])])} class")
    if "wealth_fifth" in who:
        parts.append(f"of the {listed([FIFTH_WORDS[one] for one in several(who['wealth_fifth'])])}")
    return " ".join(parts)


def place_words(where: Mapping[str, Any]) -> str:
    """A filter of places in words."""
    settlements = {"urban": "towns", "rural": "the countryside"}
    kinds = listed([settlements[str(one)] for one in several(where.get("settlement"))])
    provinces = listed([str(one) for one in several(where.get("province"))])
    return " of ".join(part for part in (kinds, provinces) if part)


def several(value: Any) -> list[Any]:
    """One value or a list as a list; None as an empty one."""
    return [] if value is None else value if isinstance(value, list) else [value]
