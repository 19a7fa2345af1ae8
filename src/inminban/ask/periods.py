"""The stretches of time that a question names, each with the words beside it: since, after, before, until.

Years, decades and ranges are read by testimony/years.py; events and reigns stand in words/events.toml. A year "after"
which something changed has two sides: before it and after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from inminban.ask.ages import NUMBER_WORDS
from inminban.ask.request import FIRST_YEAR, LAST_YEAR, Years
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.terms.matching import HANGUL_TEXT
from inminban.testimony.years import EARLIEST, PARTS, STILL, Stretch, stretches

FOLDER = Path(__file__).resolve().parent / "words"
Relation = Literal["in", "since", "after", "before", "until"]

BEFORE_WORDS = re.compile(
    r"\b(?:(?P<after>after|following|as a result of|because of)|(?P<since>since|starting with|from)"
    r"|(?P<before>before|prior to|ahead of|leading up to|until before)|(?P<until>until|till|up to|by))"
    r"\s+(?:(?:about|around|roughly|the|end of|year|years|early|mid|late|great|big|so-called|north korean|his"
    r"|her)[ -]*){0,4}$"
)
BEFORE_PHRASE = re.compile(
    r"\b(?:(?P<after>after|following)|(?P<since>since)|(?P<before>before))\s+(?:[\w'-]+\s+){1,5}(?:of|in)\s+(?:the\s+)?(?:year\s+)?$"
)
AFTER_WORDS = re.compile(
    r"^\s*(?:시기|시절|때|사태|조치|사망|집권)?\s*(?:의|을|를|가|이(?![후전]))?\s*(?:(?P<before>이전|전까지|전에|전의|전과|전보다|전)"
    r"|(?P<since>이후|부터|들어|하고 나서|하고 난|되고 나서|되고 난|나고 나서|치고 나서)"
    r"|(?P<after>후에|후로|후|뒤에|뒤로|뒤|다음)|(?P<until>까지))"
)
LAST_YEARS = re.compile(
    r"\b(?:last|past|previous|recent)\s+(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|few)?"
    r"\s*(?P<unit>years|decades|decade)\b|(?:지난|최근)\s*(?P<ko>\d+|십|이십|몇)\s*년"
)
AGO = re.compile(
    r"\b(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|a)\s+(?P<unit>years|decades|decade)"
    r"\s+ago\b|(?P<ko>\d+|십|이십)\s*년\s*전"
)
SET_BESIDE = re.compile(r"\b(?:than|compared|versus|vs|and|or)\b|보다|비해|비교")
KOREAN_PART = re.compile(r"^\s*(초반|초|중반|중엽|후반|말)")
KOREAN_PARTS = {
    "초반": PARTS["early"], "초": PARTS["early"], "중반": PARTS["mid"], "중엽": PARTS["mid"], "후반": PARTS["late"],
    "말": PARTS["late"],
}  # fmt: skip
LAST_OF_DECADE = 9
TURN_OF_CENTURY = re.compile(r"turn of the (?:century|millennium)|세기 초")
NUMBERS = {**NUMBER_WORDS, "few": 5, "a": 1, "십": 10, "이십": 20, "몇": 5}


class Event(BaseModel):
    """A named stretch of years: its words, its years, and `turn`, the first year after it began to count."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    years: tuple[int, int]
    turn: int
    en: list[str]
    ko: list[str]


class Period(NamedTuple):
    """A stretch of time in a question: its years as they stand there, the words beside it, and where it stands."""

    first: int
    last: int
    relation: Relation
    start: int
    end: int
    said: str
    turn: int

    @property
    def years(self) -> Years:
        """The years it means with the words beside it: before 2011 is until 2010."""
        first, last = {
            "in": (self.first, self.last),
            "since": (self.first, STILL),
            "after": (self.turn, STILL),
            "before": (EARLIEST, self.turn - 1 if self.relation == "after" else self.first - 1),
            "until": (EARLIEST, self.last),
        }[self.relation]
        return Years(first=min(first, last), last=last, said=self.said)

    @property
    def sides(self) -> tuple[Years, Years]:
        """The years before and after it, as two sides."""
        turn = self.first if self.relation in ("before", "since") else self.turn
        return (
            Years(first=EARLIEST, last=turn - 1, said=f"before {turn}"),
            Years(first=turn, last=STILL, said=self.said),
        )


@cache
def known_events() -> Mapping[str, Event]:
    """Every named stretch of years."""
    content = read_toml(FOLDER / "events.toml").content
    return {name: Event.model_validate(entry) for name, entry in content.items()}


@cache
def event_patterns() -> tuple[tuple[re.Pattern[str], Event], ...]:
    """A pattern for each named stretch of years."""
    found = []
    for event in known_events().values():
        english = [rf"\b{re.escape(term)}\b".replace(r"\*\b", r"\w*") for term in event.en]
        korean = [re.escape(term).replace(r"\ ", r"\s*") for term in event.ko]
        found.append((re.compile("|".join((*english, *korean))), event))
    return tuple(found)


def periods_in(text: str) -> list[Period]:
    """Every stretch of time in a text in lower case, in order; one within a longer one is left out.

    Years in figures count before events ("the famine in 1997"), unless the two are set side by side.
    """
    figures = [one for one in (*figures_in(text), *relative_in(text)) if not is_of_birth(text, one)]
    found = list(figures)
    for pattern, event in event_patterns():
        for match in pattern.finditer(text):
            relation, start, end = beside(text, match.start(), match.end())
            if figures and relation == "in" and not SET_BESIDE.search(text):
                continue
            first = event.turn if relation == "since" else event.years[0]
            found.append(Period(first, event.years[1], relation, start, end, text[start:end].strip(), event.turn))
    return without_inner(found)


BORN = re.compile(
    r"\b(?:i|he|she|we|you|who was|who were|my \w+|his \w+|her \w+|someone|somebody|a person|a girl|a boy|a man|a woman"
    r"|been)\b"
    r"[^,.;?!]{0,20}\bborn\b[^,.;?!]{0,40}$"
)
BORN_AFTER = re.compile(r"^\s*(?:년?생(?![가-힣])|(?:년|대)?에?\s*(?:[^\s,.?]+(?:에서|의|에)\s+){0,2}태어)")


def is_of_birth(text: str, one: Period) -> bool:
    """Whether a year says when somebody was born, and not what time is asked about."""
    return BORN.search(text[: one.end]) is not None or BORN_AFTER.search(text[one.end :]) is not None


def figures_in(text: str) -> list[Period]:
    """Years, ranges and decades in figures or words."""
    found = []
    for one in stretches(text):
        one = with_korean_part(text, one)
        relation, start, end = beside(text, one.start, one.end)
        plain = stretches(text[one.start : one.end])[0]
        relation = "in" if relation == "until" and plain.first < plain.last else relation
        first = {"before": one.last + 1, "in": one.first, "since": one.first, "after": one.first}.get(
            relation, plain.first
        )
        last = one.last if relation in ("in", "until") else plain.last
        if relation == "in" and one.last == STILL:
            relation, last = "since", plain.last
        elif relation == "in" and one.first == EARLIEST:
            relation, first = "until", last
        found.append(Period(first, last, relation, start, end, text[start:end].strip(), last + 1))
    return found


def with_korean_part(text: str, one: Stretch) -> Stretch:
    """A decade narrowed by the Korean word after it: 90년대 중반 is 1993 to 1996."""
    match = KOREAN_PART.match(text[one.end :])
    if match is None or one.last - one.first != LAST_OF_DECADE:
        return one
    low, high = KOREAN_PARTS[match[1]]
    return one._replace(first=one.first + low, last=one.first + high, end=one.end + match.end())


def relative_in(text: str) -> Iterable[Period]:
    """Stretches told from today: the last ten years, twenty years ago."""
    for match in LAST_YEARS.finditer(text):
        if match["n"] is None and match["ko"] is None and match["unit"] == "years":
            continue
        years = number_of(match)
        yield Period(LAST_YEAR - years + 1, LAST_YEAR, "in", *match.span(), match.group(), LAST_YEAR)
    for match in AGO.finditer(text):
        year = max(LAST_YEAR - number_of(match), FIRST_YEAR)
        yield Period(year, year, "in", *match.span(), match.group(), year + 1)
    for match in TURN_OF_CENTURY.finditer(text):
        relation, start, end = beside(text, *match.span())
        first = 1998 if relation == "in" else 2000
        yield Period(first, 2002, relation, start, end, text[start:end], 2000)


def number_of(match: re.Match[str]) -> int:
    """How many years such a stretch has."""
    word = match["n"] or match["ko"] or "a"
    count = int(word) if word.isdigit() else NUMBERS[word]
    return count * (10 if (match["unit"] or "").startswith("decade") else 1)


def beside(text: str, start: int, end: int) -> tuple[Relation, int, int]:
    """The relation that the words beside a stretch give it, and where it begins and ends with them."""
    before = BEFORE_WORDS.search(text[:start]) or BEFORE_PHRASE.search(text[:start])
    if before:
        return relation_of(before), before.start(), end
    after = AFTER_WORDS.match(text[end:]) if HANGUL_TEXT.search(text) else None
    return (relation_of(after), start, end + after.end()) if after else ("in", start, end)


def relation_of(match: re.Match[str]) -> Relation:
    """Which of the groups of the patterns matched."""
    names: tuple[Relation, ...] = ("since", "after", "before", "until")
    return next(name for name in names if match.groupdict().get(name))


def without_inner(found: Sequence[Period]) -> list[Period]:
    """Periods without those that overlap a longer one, in order."""
    kept: list[Period] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
