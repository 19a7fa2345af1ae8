"""One simulated life, chosen for the question and told in sentences, in the language of the question.

Of the people followed month by month who fit, one of the twelve nearest the median of the measure asked about; which of
them it is depends on the words of the question, so that not every answer tells the same life.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from inminban.ask.asking import Asking
from inminban.ask.structure import Life, Number
from inminban.ask.wording.amounts import KOREAN, rounded
from inminban.ask.wording.days import part_of_year
from inminban.ask.wording.groups import member_words
from inminban.ask.wording.sentences import picked
from inminban.errors import InputError, RunFolderError
from inminban.measures.catalogue import MEASURES
from inminban.measures.lives import NEAR, PLAIN, near_the_middle, own_events, year_of
from inminban.measures.measure import Measure
from inminban.output.reading import Rows, follows_nobody
from inminban.output.words import number, one, plain
from inminban.testimony.subjects import several
from inminban.testimony.terms.entries import AnyFilter

HOUR, JON, POINTS = 60, 100, 100
GROWN = 17
USES = ("indoctrination", "events", "rehearsals", "sessions", "labour", "collecting", "penal")
PAID = ("levies_jon", "fees_jon", "buyout_jon", "august_third_jon", "bribes_jon", "fines_jon")
KNOWN = (*PLAIN, "province", "age_group")
SUMMED = (
    *(f"minutes_{use}" for use in USES), "time_taken", "minutes_work", "minutes_school", "minutes_market", "pay_jon",
    "market_jon", "n_paid", "n_called", "n_bought", "n_went",
)  # fmt: skip
LAST = ("nutrition", "conviction", "spoken", "household_size")
"""Columns whose sums, and states of the last month, a story tells."""

TURNS = (
    "marriage", "birth", "death", "assignment", "conscription", "discharge", "pension", "sent_abroad", "return",
    "crossing", "caught", "sent_back", "graduation", "study", "move", "banishment",
)  # fmt: skip


class Lived(NamedTuple):
    """A person's months at home in the years told."""

    asking: Asking
    person: int
    years: tuple[int, int]
    rows: Rows

    @property
    def last(self) -> Mapping[str, Any]:
        """The last month."""
        return self.rows[-1]

    @property
    def is_female(self) -> bool:
        """Whether the person is a woman or girl."""
        return bool(self.last["sex"] == "female")

    @property
    def age(self) -> int:
        """Completed years in the last month."""
        born, when = self.last["birth_day"], self.last["month"]
        return int(when.year - born.year - ((when.month, 28) < (born.month, born.day)))

    def sum(self, *names: str) -> float:
        """Sum of columns over the months."""
        return sum(float(row[name]) for row in self.rows for name in names)

    def say(self, key: str, **fields: object) -> str:
        """A sentence with the pronouns of the person."""
        words = (
            {"she": "she", "her": "her", "own": "her"} if self.is_female else {"she": "he", "her": "him", "own": "his"}
        )
        return self.asking.say(key, **words, She=words["she"].capitalize(), **fields)


def one_life(asking: Asking, years: tuple[int, int]) -> Life | None:
    """A life of the group asked about in the last year asked about; None if nobody followed fits."""
    if follows_nobody(asking.run):
        return None
    year = min(years[1], asking.last_full_year)
    when = (year, year)
    who = known_filters(asking.request.filters)
    first = asking.measures[0] if asking.measures else None
    try:
        chosen = near_the_middle(asking.run, grown(who), when, first, picked(f"life {asking.seed}", NEAR))
        if chosen is None:
            return None
        rows = [row for row in year_of(asking.run, chosen.person, when) if row["whereabouts"] == "home"]
    except (RunFolderError, InputError):
        return None
    lived = Lived(asking, chosen.person, when, rows)
    told = [line for tell in STORY if (line := tell(lived))]
    how = chosen_words(asking, chosen.matching, first)
    return Life(chosen.person, chosen.matching, how, who_words(lived), tuple(told), when, tuple(numbers(lived)))


def chosen_words(asking: Asking, matching: int, measure: Measure | None) -> str:
    """How the life was chosen, in a sentence."""
    label = asking.label(measure) if measure else asking.label(MEASURES["time_taken"])
    return asking.say("life_chosen", n=number(matching), label=label)


def known_filters(filters: AnyFilter) -> AnyFilter:
    """The filters by which people followed can be chosen."""
    return {name: several(wanted) for name, wanted in filters.items() if name in KNOWN}


def grown(who: AnyFilter) -> dict[str, Any]:
    """The filter limited to adults, unless it names an occupation or an age."""
    return dict(who) if {"occupation", "age_group"} & who.keys() else {**who, "age_from": GROWN}


def who_words(lived: Lived) -> str:
    """Who the person is: sex, age, occupation, place, household, class."""
    asking, last = lived.asking, lived.last
    korean = asking.language == KOREAN
    kind = ("woman" if lived.is_female else "man") if lived.age >= GROWN else ("girl" if lived.is_female else "boy")
    return asking.say(
        "life_who", kind=member_words("sex", last["sex"], KOREAN) if korean else kind, age=lived.age,
        post=member_words("occupation", last["occupation"], KOREAN) if korean else one(last["occupation"]),
        county=last["county"], province=member_words("province", last["province"], asking.language),
        n=last["household_size"],
        songbun=member_words("songbun", last["songbun"], KOREAN) if korean else f"the {plain(last['songbun'])} class",
        wealth=member_words("wealth_fifth", last["wealth_fifth"], asking.language),
    )  # fmt: skip


def taken_words(lived: Lived) -> str:
    """Unpaid time, and the demand that took most of it."""
    hours = lived.sum("time_taken") / HOUR
    if hours < 1:
        return ""
    most = max(USES, key=lambda use: lived.sum(f"minutes_{use}"))
    return lived.say(
        "life_taken", year=year_words(lived), hours=rounded(round(hours)), use=lived.asking.say(f"use_{most}"),
        most=rounded(round(lived.sum(f"minutes_{most}") / HOUR)),
    )  # fmt: skip


def work_words(lived: Lived) -> str:
    """Work at the post and what it paid; lessons for pupils."""
    work, school = round(lived.sum("minutes_work") / HOUR), round(lived.sum("minutes_school") / HOUR)
    if school > work:
        return lived.say("life_school", hours=rounded(school))
    if work < 1:
        return ""
    times, pay = int(lived.sum("n_paid")), lived.sum("pay_jon")
    if not times or not pay:
        return lived.say("life_unpaid", hours=rounded(work))
    rice = sum(row["pay_jon"] / row["price"] for row in lived.rows if row["price"])
    return lived.say("life_work", hours=rounded(work), times=times, pay=number(pay / JON), rice=rounded(rice))


def market_words(lived: Lived) -> str:
    """Trade and what it brought."""
    hours, earned = round(lived.sum("minutes_market") / HOUR), lived.sum("market_jon")
    if hours < 1 or not earned:
        return lived.say("life_no_market") if lived.age >= GROWN else ""
    rice = sum(row["market_jon"] / row["price"] for row in lived.rows if row["price"])
    return lived.say("life_market", hours=rounded(hours), won=number(earned / JON), rice=rounded(rice))


def paid_words(lived: Lived) -> str:
    """Money taken, and call-ups bought out of."""
    paid, called, bought = lived.sum(*PAID), int(lived.sum("n_called")), int(lived.sum("n_bought"))
    parts = [lived.say("life_paid", won=number(paid / JON))] if paid >= JON else []
    if called:
        key = "life_bought" if bought else "life_called"
        parts.append(lived.say(key, n=called, bought=bought, went=int(lived.sum("n_went"))))
    return " ".join(parts)


def food_words(lived: Lived) -> str:
    """Nourishment at the end, and what the household bought."""
    nutrition = lived.last["nutrition"] / POINTS
    key = "life_fed" if nutrition >= 90 else "life_thin" if nutrition >= 70 else "life_hungry"
    is_part = part_of_year(lived.asking.run, lived.years[1], lived.asking.language)
    end = lived.asking.say("end_of_part" if is_part else "end_of_year")
    return lived.say(key, points=rounded(nutrition), end=end)


def belief_words(lived: Lived) -> str:
    """What the person thinks and what they say."""
    if lived.age < GROWN:
        return ""
    thought, said = (round(lived.last[name] / POINTS) for name in ("conviction", "spoken"))
    key = "life_two_faces" if said - thought >= 20 else "life_one_face"
    return lived.say(key, thought=number(thought), said=number(said))


def turn_words(lived: Lived) -> str:
    """What happened in these years: a wedding, a birth, a post, the army."""
    events = own_events(lived.asking.run, lived.person)
    told = [
        "child" if row["event"] == "birth" else row["event"]
        for row in events
        if lived.years[0] <= row["day"].year <= lived.years[1] and row["event"] in TURNS
        and not (row["event"] == "birth" and row["person"] == lived.person)
    ]  # fmt: skip
    words = [lived.say(f"turn_{name}") for name in dict.fromkeys(told)]
    return lived.say("life_turns", turns=lived.asking.listed(words)) if words else ""


STORY: Sequence[Callable[[Lived], str]] = (
    taken_words, work_words, market_words, paid_words, food_words, belief_words, turn_words,
)  # fmt: skip


def year_words(lived: Lived) -> str:
    """The year told."""
    return lived.asking.years_words(lived.years)


def numbers(lived: Lived) -> list[Number]:
    """The records of what the story tells: sums of columns over the months, and states of the last one."""
    who = {"person": lived.person}
    summed = [Number("sum", name, "", who, lived.years, lived.sum(name)) for name in SUMMED]
    paid = Number("sum", "+".join(PAID), "", who, lived.years, lived.sum(*PAID))
    return [*summed, paid, *(Number("last", name, "", who, lived.years, float(lived.last[name])) for name in LAST)]
