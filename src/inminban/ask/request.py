"""A request: what a question asks, as a small typed record that can be printed, edited and answered.

`understand` (understanding.py) makes one from a question, `inminban ask --explain` prints it as JSON, `--request FILE`
answers an edited one. Every name in it is checked when it is made: measures, groups and their values, topics,
institutions, scenarios. A key that a request does not have is refused.

Three things may stand instead of an answer. `parts`: the question asks several things, each a request of its own.
`readings`: it may mean two or three things, and the reader is to choose. `lacking`: it is outside the model, with the
reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from inminban.errors import InputError
from inminban.measures.catalogue import MEASURES
from inminban.measures.groups import GROUPS, check_value
from inminban.numbers.parameters import institutions
from inminban.numbers.parameters.lines import nearest
from inminban.numbers.parameters.scenarios import scenario_names
from inminban.testimony.subjects import in_group_words, place_words, several
from inminban.testimony.terms.entries import AnyFilter, Filter, Value, known_topics, topic_names
from inminban.testimony.years import EARLIEST, STILL, in_words

Kind = Literal[
    "level", "how_many", "comparison", "trend", "before_after", "ranking", "distribution", "counterfactual", "reason",
    "mechanism", "consequence", "life", "definition", "sources", "agreement", "outside",
]  # fmt: skip

KINDS: dict[Kind, str] = {
    "level": "how much, how often, what share, or whether at all, for one group and time",
    "how_many": "a number of people, scaled to the country",
    "comparison": "two or more groups, places or times side by side, with the difference",
    "trend": "how it went over the years",
    "before_after": "two stretches of years, before and after a year or an event",
    "ranking": "which group or place has most or least of it",
    "distribution": "how it is spread over the groups, or who they are",
    "counterfactual": "what would be if something were otherwise: a scenario",
    "reason": "why: motives and causes",
    "mechanism": "how it works: who does what, by which rule and numbers",
    "consequence": "what happens to somebody who does something",
    "life": "what it is like to be somebody: one life or one day",
    "definition": "what a word or a measure means",
    "sources": "what a number or a statement rests on",
    "agreement": "whether model, witnesses and published figures agree",
    "outside": "nothing the model can answer; `lacking` says why",
}
"""The kinds of questions, in words."""

DECIDED_BY_MEASURE: frozenset[Kind] = frozenset(
    ("level", "how_many", "comparison", "trend", "before_after", "ranking", "distribution")
)
"""Kinds whose answer is another one if the first measure is another one."""

WITHOUT_MEASURE: frozenset[Kind] = frozenset(
    ("life", "definition", "sources", "agreement", "mechanism", "reason", "consequence")
)
"""Kinds that can be answered from a topic, an act or a term without a measure."""

Lack = Literal["", "measure", "person", "judgement", "forecast", "years", "place", "topic"]

LACKS: dict[Lack, str] = {
    "": "nothing is missing",
    "measure": "nothing like it is measured in the model or told by a witness",
    "person": "it asks about a person by name, and the model holds no real person",
    "judgement": "it asks for a judgement of value, and the model holds quantities",
    "forecast": "it asks about the future, and the model is no forecast",
    "years": "the model simulates 1990 to 2025 and nothing of the years asked about",
    "place": "it is about another country",
    "topic": "no topic of the project was found in it",
}
"""Why a question is outside the model, in words."""

FIRST_YEAR, LAST_YEAR = 1990, 2025
"""The years that the model simulates."""


class Part(BaseModel):
    """A part of a request: never changed, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Who(Part):
    """A group of people, or a place, as it was said and as a filter of a run: {"occupation": "teacher"}.

    An empty filter stands for everybody, or the whole country, where one side of a comparison is all others.
    """

    said: str = ""
    filter: Filter = Field(default_factory=dict)

    @field_validator("filter")
    @classmethod
    def check_filter(cls, filters: Filter) -> Filter:
        """Every column is a group of the catalogue with values it can have."""
        for column, wanted in filters.items():
            known_name(column, GROUPS, "group")
            for value in several(wanted):
                known_value(column, value)
        return filters

    @property
    def words(self) -> str:
        """The filter in words: farmers; women aged 60+, the countryside of Kangwon; everybody."""
        place = place_words(self.filter)
        people = in_group_words(self.filter)
        return place if place and people == "everybody" else ", ".join(part for part in (people, place) if part)


class Years(Part):
    """Years asked about, both ends included, and what was said: "before 2011" is 1945 to 2010.

    An open end is EARLIEST (1945) or STILL (2100), as in testimony/years.py.
    """

    first: int = Field(ge=EARLIEST, le=STILL)
    last: int = Field(ge=EARLIEST, le=STILL)
    said: str = ""

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """The first year is not after the last."""
        if self.first > self.last:
            raise ValueError(f"the years {self.first} to {self.last} are in the wrong order")
        return self

    @property
    def words(self) -> str:
        """1994 to 1998; since 2012; until 2010."""
        return in_words((self.first, self.last))

    @property
    def is_simulated(self) -> bool:
        """Whether the model simulates any of these years."""
        return self.first <= LAST_YEAR and self.last >= FIRST_YEAR


class Supposed(Part):
    """What a counterfactual supposes: as it was said, the scenario that does it, and the nearest ones if none does."""

    said: str
    scenario: str = ""
    nearest: tuple[str, ...] = ()

    @field_validator("scenario")
    @classmethod
    def check_scenario(cls, name: str) -> str:
        """A scenario of the package, or none."""
        return known_name(name, scenario_names(), "scenario") if name else name

    @field_validator("nearest")
    @classmethod
    def check_nearest(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """Scenarios of the package."""
        return tuple(known_name(name, scenario_names(), "scenario") for name in names)


class Side(NamedTuple):
    """One side of what is asked: group, place and years together. A comparison has two or more, kept apart."""

    words: str
    filters: Filter
    years: tuple[int, int] | None


class Request(Part):
    """What a question asks.

    `measures`: names of the catalogue, the one that answers first. `topics`: topics of terms/topics.toml, which lead to
    claims, passages and institutions. `groups` and `places`: one each narrows what is asked; two or more are sides of a
    comparison. `periods`: the stretches of years asked about; two for before and after or for a comparison of times;
    none if the question names none. `by`: groups or times to break the measure down by ("occupation", "year").
    `order`: what a ranking looks for. `mechanisms`: institutions whose rules are asked about, by their parameter files.
    `act`: what somebody does whose consequences are asked (acts.toml). `supposed`:
    the scenario of a counterfactual. `term`: the word a definition is asked of. `language`: "en" or "ko".
    `not_understood`: words of the question that were not used. `kept`: fields taken over from the question before.
    """

    text: str = ""
    language: Literal["en", "ko"] = "en"
    kind: Kind = "level"
    measures: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    groups: tuple[Who, ...] = ()
    places: tuple[Who, ...] = ()
    periods: tuple[Years, ...] = ()
    by: tuple[str, ...] = ()
    order: Literal["", "most", "least"] = ""
    mechanisms: tuple[str, ...] = ()
    act: str = ""
    supposed: Supposed | None = None
    term: str = ""
    lacking: Lack = ""
    not_understood: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    parts: tuple[Request, ...] = ()
    readings: tuple[Reading, ...] = Field(default=(), max_length=3)

    @field_validator("measures")
    @classmethod
    def check_measures(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """Measures of the catalogue, each once."""
        return tuple(dict.fromkeys(known_name(name, MEASURES, "measure") for name in names))

    @field_validator("topics")
    @classmethod
    def check_topics(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """Topics of the term files, each once."""
        return tuple(dict.fromkeys(known_name(name, topic_names(), "topic") for name in names))

    @field_validator("mechanisms")
    @classmethod
    def check_mechanisms(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """Institutions that have a file of parameters, each once."""
        return tuple(dict.fromkeys(known_name(name, institutions(), "institution") for name in names))

    @field_validator("by")
    @classmethod
    def check_by(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """Groups of the catalogue."""
        return tuple(known_name(name, GROUPS, "group") for name in names)

    @model_validator(mode="after")
    def check_together(self) -> Self:
        """What is outside says why; parts and readings hold no further parts."""
        if (self.kind == "outside") != bool(self.lacking):
            raise ValueError("kind 'outside' and 'lacking' belong together")
        inner = (*self.parts, *(one.request for one in self.readings))
        if any(one.parts or one.readings for one in inner):
            raise ValueError("a part or a reading cannot have parts or readings of its own")
        if len(self.readings) == 1:
            raise ValueError("one reading is no choice")
        return self

    @property
    def is_answerable(self) -> bool:
        """Whether it can be answered as it is: not outside, and no choice to be made first."""
        return self.kind != "outside" and not self.readings

    @property
    def asked(self) -> tuple[Request, ...]:
        """The requests to answer, one after the other: its parts, else itself."""
        return self.parts or (self,)

    @property
    def filters(self) -> Filter:
        """Group and place as one filter, of a request with one side; of the first side of a comparison."""
        return self.sides[0].filters

    @property
    def years(self) -> tuple[int, int] | None:
        """The years asked about from first to last; None if it names none."""
        if not self.periods:
            return None
        return min(one.first for one in self.periods), max(one.last for one in self.periods)

    @property
    def sides(self) -> tuple[Side, ...]:
        """Every combination of group, place and period, in order; one side if there is nothing to compare."""
        found = []
        for group, place, period in product(self.groups or (Who(),), self.places or (Who(),), self.periods or (None,)):
            words = [one.words for one in (group, place) if one.filter] or ["everybody"]
            words += [period.words] if period and len(self.periods) > 1 else []
            years = (period.first, period.last) if period else None
            found.append(Side(", ".join(words), {**group.filter, **place.filter}, years))
        return tuple(found)

    @property
    def topic_words(self) -> list[str]:
        """The topics' labels."""
        return [known_topics()[topic].label for topic in self.topics]

    @property
    def measure_words(self) -> list[str]:
        """The measures' labels."""
        return [MEASURES[name].label for name in self.measures]

    def as_json(self) -> str:
        """JSON with what it says and nothing that is empty, for `--explain` and for editing."""
        return self.model_dump_json(indent=2, exclude_defaults=True) + "\n"


class Reading(Part):
    """One of two or three things that a question may mean: in words, and as a request."""

    words: str
    request: Request


Request.model_rebuild()


def read_request(text: str, file: Path | None = None) -> Request:
    """A request from JSON. InputError names the file, the place and what is wrong there."""
    try:
        return Request.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        message = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise InputError(
            f"this is no request: {message}",
            file=file,
            key=place or None,
            remedy="`inminban ask --explain` prints one to edit.",
        ) from error


def known_name(name: str, known: Iterable[str], what: str) -> str:
    """The name if it is known. ValueError with the nearest one if not."""
    if name not in known:
        raise ValueError(f"there is no {what} '{name}'.{nearest(name, known)}")
    return name


def same_people(one: AnyFilter, other: AnyFilter) -> bool:
    """Whether two filters mean the same people and places."""
    return {key: set(several(value)) for key, value in one.items()} == {
        key: set(several(value)) for key, value in other.items()
    }


def known_value(column: str, value: Value) -> None:
    """ValueError if a group cannot have this value; pydantic reports it with its place."""
    try:
        check_value(column, value)
    except InputError as error:
        raise ValueError(f"{error.what}. {error.remedy}") from error
