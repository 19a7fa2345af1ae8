"""What a run shows of a group: each fact a metric with its interval, years and people, or the reason it is missing.

All reading of run tables for answers goes through `evidence.estimates.measure` and this file. A table or column that
a run does not hold makes a fact "not in this run"; nothing is guessed in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Any, NamedTuple

from inminban.ask.questions import in_group_words, place_words
from inminban.errors import RunFolderError
from inminban.evidence.estimates import Estimate, Z, day_of, last_day, measure
from inminban.evidence.metrics import METRICS, Metric
from inminban.evidence.views import TAKEN
from inminban.output import Run
from inminban.output.words import TAKEN_SQL

ADULTS = ["17-29", "30-44", "45-59", "60+"]
FEW_PEOPLE = 100
"""Below so many simulated people a group's numbers are told with a warning."""

UNITS_TOLD = {
    "percent": "%",
    "kg/month": "kg a month",
    "g/day": "g a day",
    "won/month": "won a month",
    "US cents/month": "US cents a month",
    "per person and week": "a week",
    "won/kg": "won a kilogram",
    "won/USD": "won a dollar",
}
"""Units of metrics as a sentence has them."""

NOT_IN_RUN = "not in this run"
NOBODY = "nobody of this group is in this run"
HOUR = "60.0 * person_days"
MONTHLY_RICE = "({}) / price"
EVENTS_MINUTES = "minutes_events + minutes_rehearsals"


class Wanted(NamedTuple):
    """A fact that can be told. `of_adults`: told of people from 17 on where no group or age is named.

    `per_person_year`: a count, told for 1,000 people and year. `is_made`: a value of 0 means the run has no such thing.
    """

    metric: Metric | str
    of_adults: bool = True
    per_person_year: bool = False
    zero_is_missing: bool = False


class Fact(NamedTuple):
    """One number of a run for a group. `value` None: `missing` says why. `everybody`: the same for `others`."""

    key: str
    label: str
    unit: str
    value: float | None
    interval: tuple[float, float] | None
    interval_kind: str
    whom: str
    everybody: float | None
    others: str
    missing: str


def groups(label: str, unit: str, top: str, bottom: str, *, is_share: bool = False) -> Metric:
    """A metric over the table of groups."""
    return Metric(label, unit, "groups", top, bottom, is_share)


def hours(label: str, minutes: str) -> Metric:
    """Time a week from minutes of a month."""
    return groups(label, "hours a week", f"7.0 * ({minutes})", HOUR)


def points(label: str, column: str) -> Metric:
    """A state of mind or body as points of 100."""
    return groups(label, "points of 100", f"{column}_sum / 100.0", "people")


def won_a_month(label: str, column: str) -> Metric:
    """Money of a person and month."""
    return groups(label, "won a month", f"{column} / 100.0", "people")


FACTS: dict[str, Wanted] = {
    "taken": Wanted(hours("Time the state takes, without the post", TAKEN_SQL)),
    "post": Wanted(hours("Time at the assigned post", "minutes_work")),
    "school_time": Wanted(hours("Time in lessons", "minutes_school"), of_adults=False),
    "events": Wanted(hours("Political events and rehearsals", EVENTS_MINUTES)),
    "rehearsals": Wanted(hours("Rehearsals", "minutes_rehearsals")),
    "session_time": Wanted(hours("Time in self-criticism sessions", "minutes_sessions")),
    "indoctrination": Wanted(hours("Study, lectures and recitation", "minutes_indoctrination")),
    "labour": Wanted(hours("Unpaid labour", "minutes_labour")),
    "collecting": Wanted(hours("Gathering goods that are demanded", "minutes_collecting")),
    "market_time": Wanted(hours("Time at the market", "minutes_market")),
    "burden": Wanted(
        Metric(
            "Unpaid time, as a share of what all working time could earn",
            "percent",
            "groups",
            "100.0 * minutes_worth_jon",
            "could_earn_jon",
        )
    ),
    "sessions": Wanted("sessions_per_week"),
    "invented": Wanted("invented_confessions"),
    "attended": Wanted("events_attended"),
    "bought_events": Wanted("events_bought"),
    "called": Wanted(groups("Call-ups for labour", "a year", "365.0 * n_called", "person_days")),
    "went": Wanted(groups("Call-ups for labour obeyed", "a year", "365.0 * n_went", "person_days")),
    "bought_share": Wanted("bought_share"),
    "absent": Wanted(
        groups("Days away from post or school without leave", "a year", "365.0 * n_absent", "person_days")
    ),
    "pay_rice": Wanted("pay_in_rice"),
    "pay_won": Wanted("pay_per_month"),
    "pay_cents": Wanted("pay_in_cents"),
    "paid_months": Wanted(groups("Times state pay came", "a year", "365.0 * n_paid", "person_days")),
    "market_income": Wanted(
        Metric(
            "Earned by trade and lessons, in rice at the market price",
            "kg/month",
            "groups_prices",
            MONTHLY_RICE.format("market_jon + lessons_jon"),
            "people",
        )
    ),
    "market_rice": Wanted("market_and_lessons"),
    "ever_traded": Wanted("ever_traded"),
    "fees": Wanted(won_a_month("Stall fees", "fees_jon")),
    "rice_price": Wanted("rice_price"),
    "exchange": Wanted("exchange_rate"),
    "levies": Wanted(
        Metric(
            "Levies, fees, fines and bribes paid, in rice at the market price",
            "kg/month",
            "groups_prices",
            MONTHLY_RICE.format(TAKEN),
            "people",
        )
    ),
    "levies_rice": Wanted("pupil_levies_in_rice"),
    "buyout": Wanted("buyout_paid"),
    "bribes": Wanted(won_a_month("Paid to be let off a penalty", "bribes_jon")),
    "bribes_taken": Wanted(won_a_month("Bribes received", "bribes_taken_jon")),
    "august_third": Wanted("august_third"),
    "left_post": Wanted(groups("Stay away from the post for money", "percent", "n_left_post", "people", is_share=True)),
    "fines": Wanted(won_a_month("Fines", "fines_jon")),
    "hungry": Wanted(groups("Hungry", "percent", "n_hungry", "people", is_share=True), of_adults=False),
    "nutrition": Wanted(points("Nourishment", "nutrition"), of_adults=False),
    "ration": Wanted("ration_delivered", of_adults=False),
    "conviction": Wanted(points("Private conviction, from −100 to 100", "conviction")),
    "spoken": Wanted(points("Conviction as spoken in public, from −100 to 100", "spoken")),
    "fear": Wanted(points("Fear", "fear")),
    "standing": Wanted(points("Standing on the record", "standing")),
    "knowledge": Wanted(points("Knowledge of the outside world", "outside_knowledge")),
    "satisfaction": Wanted(points("Contentment beside the neighbours", "satisfaction")),
    "vocation": Wanted(points("Love of the present work", "vocation")),
    "media": Wanted(groups("Days with foreign media", "a year", "365.0 * n_media_days", "person_days")),
    "ever_media": Wanted("ever_media"),
    "sanctions": Wanted("sanctions", per_person_year=True),
    "inspected": Wanted(groups("Inspections of a person", "a year", "365.0 * n_inspected", "person_days")),
    "in_camp": Wanted(groups("In a labour camp or prison", "percent", "n_in_camp", "people", is_share=True)),
    "talent_loss": Wanted("talent_loss"),
    "left_or_tutors": Wanted("left_or_tutors"),
    "lessons_income": Wanted(won_a_month("Earned by private lessons", "lessons_jon")),
    "appearance": Wanted("appearance"),
    "post_holidays": Wanted(
        Metric(
            "Time at the post on a public holiday",
            "min",
            "panel_calendar",
            "minutes_work * is_holiday::INT",
            "is_holiday::INT",
        )
    ),
    "represented": Wanted("represented", of_adults=False),
    "left_country": Wanted(Metric("Left the country", "people", "lived_and_left", "n_left", ""), per_person_year=True),
    "abroad_share": Wanted(
        groups("Sent to work abroad", "percent", "people * (occupation = 'abroad')::INT", "people", is_share=True),
        zero_is_missing=True,
    ),
    "soldiers": Wanted(
        groups(
            "Soldiers among the people", "percent", "people * (occupation = 'soldier')::INT", "people", is_share=True
        ),
        zero_is_missing=True,
    ),
}
PEOPLE = Metric("Simulated people, mean over the days", "people", "groups", "person_days::DOUBLE / $days")
PERSON_YEARS = Metric("Years lived", "years", "groups", "person_days / 365.0")


class Seen(NamedTuple):
    """What part of a run an answer looks at: years, simulated people of the group, notes for the reader."""

    years: tuple[int, int]
    people: int
    notes: tuple[str, ...]


def years_of_run(run: Run) -> tuple[int, int]:
    """First and last year that was lived."""
    return day_of(run.info["first_day"]).year, last_day(run).year


def years_seen(run: Run, asked: tuple[int, int] | None) -> tuple[int, int] | None:
    """The years of a run that answer a question: those asked for; None if it has none of them.

    Where none are asked for: the last year, or of a long run the last that it followed by the day.
    """
    first, last = years_of_run(run)
    if asked is None:
        last = min(day_of(run.info["last_close"]).year, last) if run.info.get("is_long") else last
        return last, last
    seen = max(first, asked[0]), min(last, asked[1])
    return seen if seen[0] <= seen[1] else None


def seen_of(run: Run, filters: Mapping[str, Any], years: tuple[int, int]) -> Seen:
    """How many simulated people of a group the run holds in these years, on average, with a warning if few."""
    people = measure(run, PEOPLE, filters, "run", years)
    count = round(people.value) if people else 0
    notes = []
    if not count:
        notes.append(f"Nobody of this group ({words_of(filters)}) is in this run.")
    elif count < FEW_PEOPLE:
        notes.append(f"The run holds only {count} simulated people of this group: take its numbers as rough.")
    return Seen(years, count, tuple(notes))


def facts_of(run: Run, keys: Iterable[str], filters: Mapping[str, Any], years: tuple[int, int]) -> list[Fact]:
    """The facts of these names for a group, in their order; what a run does not hold says so."""
    return [fact_of(run, key, filters, years) for key in dict.fromkeys(keys)]


def fact_of(run: Run, key: str, filters: Mapping[str, Any], years: tuple[int, int]) -> Fact:
    """One fact for a group, and for all beside it."""
    wanted = FACTS[key]
    metric = METRICS[wanted.metric] if isinstance(wanted.metric, str) else wanted.metric
    known = metric.place.filters
    who = {column: value for column, value in filters.items() if column in known}
    if wanted.of_adults and "age_group" in known:
        who = people_of(who)
    everybody = {"age_group": ADULTS} if wanted.of_adults and "age_group" in known else {}
    others = f"all {words_of(everybody)}" if everybody else "everybody"
    unit = UNITS_TOLD.get(metric.unit, metric.unit)
    unit = "of 1,000 people a year" if wanted.per_person_year else unit
    empty = Fact(key, metric.label, unit, None, None, "", words_of(who), None, others, NOT_IN_RUN)
    try:
        found = estimate(run, metric, wanted, who, years)
        other = estimate(run, metric, wanted, everybody, years) if who != everybody else None
    except RunFolderError:
        return empty
    if found is None:
        return empty._replace(missing=NOBODY)
    if wanted.zero_is_missing and not found.value:
        return empty
    compared = other.value if other else None
    return empty._replace(
        value=found.value, interval=found.interval, interval_kind=found.interval_kind, everybody=compared, missing=""
    )


def estimate(
    run: Run, metric: Metric, wanted: Wanted, who: Mapping[str, Any], years: tuple[int, int]
) -> Estimate | None:
    """A metric over some years; a count is told for 1,000 people and year, its interval from the count (Poisson)."""
    found = measure(run, metric, who, "run", years)
    if not wanted.per_person_year or found is None:
        return found
    lived = measure(run, PERSON_YEARS, who, "run", years)
    if lived is None or not lived.value:
        return None
    scale, half = 1_000 / lived.value, Z * sqrt(max(found.value, 1.0))
    interval = (max(found.value - half, 0.0) * scale, (found.value + half) * scale)
    return Estimate(found.value * scale, interval, "95 %, from the number of cases", {}, "")


def people_of(filters: Mapping[str, Any]) -> dict[str, Any]:
    """A filter narrowed to adults where it names neither an occupation nor an age."""
    return dict(filters) if {"occupation", "age_group"} & filters.keys() else {**filters, "age_group": ADULTS}


def words_of(filters: Mapping[str, Any]) -> str:
    """A filter in words, with its place: farmers, Ryanggang; adults; adult women."""
    who = {column: value for column, value in filters.items() if column not in ("province", "settlement")}
    place = place_words({column: value for column, value in filters.items() if column not in who})
    is_adult = who.get("age_group") == ADULTS
    group = in_group_words({column: value for column, value in who.items() if column != "age_group" or not is_adult})
    if is_adult:
        group = "adults" if group == "everybody" else f"adult {group}".replace("adult people", "adults")
    return f"{group}, {place}" if place else group
