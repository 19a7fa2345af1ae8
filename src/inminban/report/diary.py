"""The diary of one synthetic person: what was asked of them, what they got and paid, what became of them.

`diary` picks somebody who was followed: by week or day those of the panel, by year or month (`life_years`) those
followed through a whole run. `diary_from_rows` writes the weeks or days from rows of the tables `panel_people`, `panel`
and `calendar`, wherever they come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from inminban.errors import RunFolderError
from inminban.output.reading import Run
from inminban.output.words import PAID, TAKEN, TAKEN_SQL, columns, day, listed, number, plain
from inminban.report.diary_record import is_followed, month_nearest_the_middle
from inminban.report.diary_words import (
    demanded_words,
    food_words,
    length,
    mind_words,
    money_words,
    penalty_words,
    time_words,
    total,
    who,
)
from inminban.report.diary_years import story

Row = Mapping[str, Any]
By = Literal["week", "day"]
ByAny = Literal["year", "month", "week", "day"]
LONG = ("year", "month")

FILTERS = {
    "occupation": "occupation = $occupation",
    "sex": "sex = $sex",
    "province": "lower(province) = lower($province)",
    "settlement": "settlement = $settlement",
    "age_from": "age >= $age_from",
    "age_to": "age <= $age_to",
}
"""What a person can be chosen by, as SQL over `panel_people`."""


def diary(
    run: Run,
    person: int | None = None,
    *,
    occupation: str | None = None,
    sex: str | None = None,
    province: str | None = None,
    settlement: str | None = None,
    age_from: int | None = None,
    age_to: int | None = None,
    by: ByAny | None = None,
) -> str:
    """The diary of a followed person as Markdown: by year (usual for a long run), month, week (usual) or day.

    With `person` that one; else, of all who fit, the one whose minutes taken by the state lie nearest the middle.
    Raises RunFolderError if the person was not followed that closely or nobody fits.
    """
    wanted = asked_for(
        occupation=occupation, sex=sex, province=province, settlement=settlement, age_from=age_from, age_to=age_to
    )
    by = by or usual_by(run)
    chosen = ""
    if person is None:
        person, matching = (month_nearest_the_middle if by in LONG else nearest_the_middle)(run, wanted)
        chosen = chosen_words(wanted, matching, by)
    if by == "year" or by == "month":
        if not is_followed(run, person):
            raise RunFolderError(not_followed(run, person, "month by month", "panel_months"))
        return story(run, person, by, chosen)
    return close_diary(run, person, by, chosen)


def asked_for(**given: Any) -> dict[str, Any]:
    """What a person is to be chosen by: what was given of FILTERS."""
    return {name: value for name, value in given.items() if value is not None}


def someone(run: Run, **given: Any) -> int:
    """Somebody followed month by month who fits, as `diary` chooses; RunFolderError if nobody does."""
    return month_nearest_the_middle(run, asked_for(**given))[0]


def usual_by(run: Run) -> ByAny:
    """How a life is told unless asked otherwise: a long run by year, a short one by week."""
    return "year" if run.info.get("is_long") else "week"


def is_known(run: Run, person: int, by: ByAny | None = None) -> bool:
    """Whether the run holds a person closely enough to tell the life `by` year, month, week or day."""
    if (by or usual_by(run)) in LONG:
        return is_followed(run, person)
    return bool(run.rows("SELECT 1 FROM panel_people WHERE person = $person", {"person": person}))


def close_diary(run: Run, person: int, by: By, chosen: str) -> str:
    """The weeks or days of a person of the panel."""
    found = run.rows("SELECT * FROM panel_people WHERE person = $person", {"person": person})
    if not found:
        raise RunFolderError(not_followed(run, person, "day by day", "panel_people"))
    days = run.rows("SELECT * FROM panel WHERE person = $person ORDER BY day", {"person": person})
    calendar = run.rows("SELECT * FROM calendar ORDER BY day")
    prices = rice_prices(run, found[0]["county"], found[0]["province"])
    return diary_from_rows(found[0], days, calendar, by, prices=prices, chosen=chosen)


def nearest_the_middle(run: Run, wanted: Mapping[str, Any]) -> tuple[int, int]:
    """Of the panel's people who fit, the one nearest the median of minutes taken, and how many fit."""
    where = " AND ".join(FILTERS[name] for name in wanted) or "true"
    rows = run.rows(
        f"WITH lives AS (SELECT person, sum({TAKEN_SQL}) AS taken FROM panel"
        f" WHERE person IN (SELECT person FROM panel_people WHERE {where}) GROUP BY person)"
        " SELECT person, (SELECT count(*) FROM lives) AS matching FROM lives"
        " ORDER BY abs(taken - (SELECT median(taken) FROM lives)), person LIMIT 1",
        wanted,
    )
    if not rows:
        provinces = run.rows("SELECT DISTINCT province FROM panel_people ORDER BY province")
        raise RunFolderError(
            f"Nobody in the panel of {run.path} fits. Ask for less; provinces in the panel: "
            f"{', '.join(row['province'] for row in provinces)}."
        )
    return int(rows[0]["person"]), int(rows[0]["matching"])


def chosen_words(wanted: Mapping[str, Any], matching: int, by: ByAny) -> str:
    """How the person was chosen, in a sentence."""
    asked = listed([f"{plain(name)} {plain(str(value))}" for name, value in wanted.items()])
    whom = "people followed month by month fit, some month at least" if by in LONG else "people of the panel fit"
    return (
        f"{number(matching)} {whom}{f' ({asked})' if asked else ''}; this is the one whose time "
        "taken by the state lies nearest the middle."
    )


def not_followed(run: Run, person: int, closely: str, table: str) -> str:
    """The words for a person without a diary; `table` lists those who have one."""
    counted = run.rows(f'SELECT count(DISTINCT person) AS n, min(person) AS one FROM "{table}"')[0]
    return (
        f"Person {person} is not in the panel of {run.path}: this run followed {number(counted['n'])} people {closely}."
        " Ask without a number, by occupation, sex, province or age, for somebody who was followed, or take a "
        f"number from the column person of the table {table} (such as {counted['one']})."
    )


def rice_prices(run: Run, county: str, province: str) -> list[tuple[date, int]]:
    """First days of exchange weeks and the price of rice in a county, jon a kilogram, oldest first."""
    rows = run.rows(
        "SELECT week, price_rice_jon_per_kg AS price FROM counties WHERE county = $county AND province = $province"
        " ORDER BY week",
        {"county": county, "province": province},
    )
    return [(row["week"], row["price"]) for row in rows]


def diary_from_rows(
    person: Row,
    days: Sequence[Row],
    calendar: Sequence[Row],
    by: By,
    *,
    prices: Sequence[tuple[date, int]] = (),
    chosen: str = "",
) -> str:
    """The diary as Markdown, from one row of `panel_people`, the person's rows of `panel`, and `calendar`.

    `prices` are first days of weeks with the price of rice there (jon a kilogram), for sums in kilograms of rice.
    """
    if not days:
        return f"# Synthetic person {person['person']}\n\nThe run holds no day of this person.\n"
    dates = {row["day"]: row for row in calendar}
    blocks = [f"# Synthetic person {person['person']}", who(person, days[0]), chosen]
    blocks.append("Nobody of this name or number lives: the person and every day below come from a model.")
    taken, paid, before = 0, 0, days[0]
    for span in spans(days, by):
        taken += sum_of(span, columns(TAKEN, before="minutes_"))
        paid += sum_of(span, columns(PAID, after="_jon"))
        blocks.append(entry(span, before, dates, by, price_on(prices, span[0]["day"]), taken, paid))
        before = span[-1]
    blocks.append(ending(person, days, taken, paid, prices))
    return "\n\n".join(block for block in blocks if block) + "\n"


def spans(days: Sequence[Row], by: By) -> list[list[Row]]:
    """Days one by one, or gathered into weeks from Monday to Sunday."""
    if by == "day":
        return [[row] for row in days]
    weeks: dict[date, list[Row]] = {}
    for row in days:
        weeks.setdefault(row["day"] - timedelta(days=row["day"].weekday()), []).append(row)
    return list(weeks.values())


def sum_of(span: Sequence[Row], names: Sequence[str]) -> int:
    """Total of some columns over some days."""
    return sum(total(span, name) for name in names)


def price_on(prices: Sequence[tuple[date, int]], when: date) -> int | None:
    """Price of rice in force on a day: that of the last week begun, or of the first week; None if unknown."""
    begun = [price for week, price in prices if week <= when]
    return begun[-1] if begun else prices[0][1] if prices else None


def entry(
    span: Sequence[Row], before: Row, dates: Mapping[date, Row], by: By, price: int | None, taken: int, paid: int
) -> str:
    """One week or one day of the diary."""
    first, last = span[0]["day"], span[-1]["day"]
    title = f"{first:%A}, {day(first)}" if by == "day" else f"{day(first)} to {day(last)}"
    parts = [
        time_words(span),
        demanded_words(span, dates),
        money_words(span, price),
        food_words(span, before),
        mind_words(span[-1], before),
        penalty_words(span, before),
        f"Since the start: {length(taken)} taken, {number(paid / 100)} won paid.",
    ]
    return f"## {title}\n\n" + "\n".join(f"- {part}" for part in parts if part)


def ending(person: Row, days: Sequence[Row], taken: int, paid: int, prices: Sequence[tuple[date, int]]) -> str:
    """The balance at the end."""
    first, last = days[0], days[-1]
    lived = sorted(price for week, price in prices if first["day"] <= week <= last["day"])
    middle = lived[len(lived) // 2] if lived else price_on(prices, first["day"])
    in_rice = f", {number(paid / middle)} kg of rice at the middle price" if middle else ""
    sentences = [
        f"In {number(len(days))} days the state took {length(taken)} beside {length(total(days, 'minutes_work'))} at "
        f"the post and {length(total(days, 'minutes_school'))} of lessons.",
        f"It and its officials took {number(paid / 100)} won{in_rice}; state pay came to "
        f"{number(total(days, 'pay_jon') / 100)} won, the market to {number(total(days, 'market_jon') / 100)} won.",
        f"Called up for labour {number(total(days, 'n_called'))} times: went {number(total(days, 'n_went'))}, bought "
        f"out {number(total(days, 'n_bought'))}, refused {number(total(days, 'n_refused'))}. Political events "
        f"demanded: {number(total(days, 'n_events_demanded'))}, missed {number(total(days, 'n_events_absent'))}. "
        f"Self-criticism: {number(total(days, 'n_sessions'))} sessions, {number(total(days, 'n_confessed_invented'))} "
        "with an invented offence.",
        f"Private conviction went from {number(first['conviction'] / 100)} to {number(last['conviction'] / 100)} "
        f"points of 100, what is said in public from {number(first['spoken'] / 100)} to "
        f"{number(last['spoken'] / 100)}, fear from {number(first['fear'] / 100)} to {number(last['fear'] / 100)}, "
        f"nourishment from {number(first['nutrition'] / 100)} to {number(last['nutrition'] / 100)}.",
        f"The household of {person['household_size']} ends with {number(last['cash_jon'] / 100)} won, "
        f"{number(last['food_g'] / 1000, 1)} kg of grain and {number(last['debt_jon'] / 100)} won of debt.",
    ]
    return f"## The balance, {day(first['day'])} to {day(last['day'])}\n\n" + "\n".join(sentences)
