"""The report on time: hours the state takes by purpose, occupation, month and year; the calendar of one worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import altair as alt

from inminban.measures.lives import days_of, middle_by_days
from inminban.measures.shared import TAKEN_COLUMNS
from inminban.output.reading import Rows, Run
from inminban.output.words import USE_WORDS, day, many, number, one, plain, sentence
from inminban.report.chart_style import (
    INK,
    SEQUENTIAL,
    VERMILION,
    WIDTH,
    Chart,
    NothingToShow,
    data,
    stacked_bars,
    stacked_months,
)
from inminban.report.measured import Row, enough, gather, in_table, numbers, ranked, shown, told
from inminban.report.page import Grid, Plot, Section
from inminban.report.parts import ADULTS, HEADLINE, TIME_TAKEN
from inminban.report.year_charts import stacked_years

HOURS = {**dict.fromkeys(TIME_TAKEN, "h/year"), "time_taken": "h/year"}
BESIDE = {"work_time": "h/year", "school_time": "h/year"}
PEOPLE = "simulated_people"
NOT_DRAWN = ("child", "prisoner")
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
PURPOSES = [sentence(words) for words in TIME_TAKEN.values()]


def hours_section(run: Run) -> Section:
    """Hours a year taken from one person, by purpose and occupation."""
    asked = {**HOURS, **BESIDE, PEOPLE: ""}
    found = gather(run, asked, ("occupation",), {"occupation": list(HEADLINE)}, with_few=True)
    table = {name: found[name] for name in HEADLINE if name in found}
    rows = {name: row for name, row in enough(table).items() if "time_taken" in row}
    return Section(
        "hours",
        "Hours the state takes in a year",
        [hours_sentence(rows), extremes_sentence(rows)],
        [headline_grid(table), HOURS_TAKEN.figure(run), TAKEN_BY_MONTH.figure(run)],
    )


def hours_sentence(rows: dict[str, Row]) -> str:
    """How many hours a factory worker gave, and what took most of them."""
    name = "factory_worker" if "factory_worker" in rows else next(iter(rows), None)
    if name is None:
        return "The run has nobody of the occupations shown here."
    parts = numbers(rows[name], TIME_TAKEN)
    largest = max(parts, key=lambda part: parts[part])
    return told(
        "In the model {who} gave {hours} hours a year to demands of the state, without work at the post and school. "
        "The largest part was {words}, with {most} hours.",
        who=one(name), hours=shown(rows[name].get("time_taken"), with_interval=True), words=TIME_TAKEN[largest],
        most=shown(rows[name][largest]),
    )  # fmt: skip


def extremes_sentence(rows: dict[str, Row]) -> str:
    """The occupations that gave most and least."""
    order = ranked(rows, "time_taken")
    if len(order) < 2:
        return ""
    (most, its), (least, theirs) = order[0], order[-1]
    return told(
        "Of the groups in the table {most} gave the most ({hours} hours) and {least} the least ({fewest}).",
        most=many(most), hours=shown(its["time_taken"]), least=many(least), fewest=shown(theirs["time_taken"]),
    )  # fmt: skip


def headline_grid(rows: dict[str, Row]) -> Grid:
    """Purposes down, occupations across."""
    body = [
        [sentence(words), *(in_table(row.get(name)) for row in rows.values())] for name, words in TIME_TAKEN.items()
    ]
    body.append(["Taken, together", *(in_table(row.get("time_taken"), 0, True) for row in rows.values())])
    for name, words in (
        ("work_time", "Work at the post"), ("school_time", "School lessons"), (PEOPLE, "Simulated people"),
    ):  # fmt: skip
        body.append([words, *(in_table(row.get(name)) for row in rows.values())])
    return Grid(
        "Hours a person and year",
        ["Purpose", *(sentence(many(name)) for name in rows)],
        body,
        note="± is half of the 95 % interval that comes from the variation between provinces. It says nothing about "
        "the numbers that go into the model or about another seed.",
        measures=(*HOURS, *BESIDE, PEOPLE),
    )


def hours_taken(run: Run) -> Chart:
    """Hours a year by purpose and occupation, those with the most first; without prisoners and small children."""
    rows = [
        {"occupation": sentence(many(name)), "purpose": sentence(TIME_TAKEN[part]), "value": value, "rank": rank}
        for name, row in ranked(gather(run, HOURS, ("occupation",)), "time_taken")
        if row["time_taken"].number >= 1 and name not in NOT_DRAWN
        for rank, (part, value) in enumerate(numbers(row, TIME_TAKEN).items())
    ]
    return stacked_bars(rows, "occupation", "purpose", "value", "hours a person and year", PURPOSES)


def taken_by_month(run: Run) -> Chart:
    """Minutes a day by purpose through the months."""
    rows = [
        {"month": month, "purpose": sentence(TIME_TAKEN[part]), "value": value, "rank": rank}
        for month, row in gather(run, tuple(TIME_TAKEN), ("month",)).items()
        for rank, (part, value) in enumerate(numbers(row, TIME_TAKEN).items())
    ]
    return stacked_months(rows, "purpose", f"minutes a day, {ADULTS}", PURPOSES)


def years_section(run: Run) -> Section:
    """Time the state took over the years."""
    totals = ranked(gather(run, {"time_taken": "h/year"}, ("year",)), "time_taken")
    text = "" if not totals else told(
        "In the model the state took most time in {most} ({hours} hours a person) and least in {least} ({fewest}). "
        "Speed battles, anniversaries and the farm seasons make the years differ.",
        most=str(totals[0][0]), hours=shown(totals[0][1]["time_taken"]), least=str(totals[-1][0]),
        fewest=shown(totals[-1][1]["time_taken"]),
    )  # fmt: skip
    return Section("hours-by-year", "What the state took, year by year", [text], [HOURS_BY_YEAR.figure(run)])


def hours_by_year(run: Run) -> Chart:
    """Hours a year that the state takes, by purpose."""
    rows = [
        {"year": year, "purpose": sentence(TIME_TAKEN[part]), "value": value, "rank": rank}
        for year, row in gather(run, dict.fromkeys(TIME_TAKEN, "h/year"), ("year",)).items()
        for rank, (part, value) in enumerate(numbers(row, TIME_TAKEN).items())
    ]
    return stacked_years(rows, "purpose", "hours a person and year", PURPOSES)


def calendar_section(run: Run) -> Section:
    """One working person's year, day by day."""
    chosen = middle_by_days(run, {"occupation": "factory_worker"})
    if chosen is None:
        return Section("calendar", "One worker's year", ["This run followed no factory worker day by day."], [])
    days = days_of(run, chosen.person)
    who = run.read("panel_people", {"person": chosen.person})[0]
    text = (
        f"Synthetic person {chosen.person} is {who['age']} years old at the start, {plain(who['sex'])}, a factory "
        f"worker in {who['county']}, {who['province']}. Of the {number(chosen.matching)} factory workers whom the run "
        "followed day by day, this is the one whose time taken by the state is nearest the median. "
        f"{fullest_words(run, days)}"
    )
    return Section("calendar", "One worker's year", [text], [CALENDAR.figure(run)])


def fullest_words(run: Run, days: Rows) -> str:
    """Number of days on which time was taken, and the day with most."""
    held = {row["day"]: row["events"] for row in run.read("calendar", columns=("day", "events"))}
    full = max(days, key=lambda row: int(row["time_taken"]))
    names = f" ({held[full['day']]})" if held.get(full["day"]) else ""
    return (
        f"In the model the state took time from this person on {number(sum(row['time_taken'] > 0 for row in days))} of "
        f"{number(len(days))} days. The fullest was {day(full['day'])}{names}, with {number(full['time_taken'])} "
        "minutes."
    )


def calendar_of_a_worker(run: Run) -> Chart:
    """Day by week: minutes taken from the median factory worker; dots on days with political events."""
    chosen = middle_by_days(run, {"occupation": "factory_worker"})
    if chosen is None:
        raise NothingToShow
    return calendar_of(run, chosen.person)


def calendar_of(run: Run, person: int) -> Chart:
    """Day by week: minutes taken from one person followed day by day; dots on days with political events."""
    held = {row["day"]: row["events"] for row in run.read("calendar", columns=("day", "events"))}
    rows = [
        {
            "day": row["day"], "monday": row["day"] - timedelta(days=row["day"].weekday()),
            "weekday": WEEKDAYS[row["day"].weekday()], "taken": row["time_taken"], "purpose": largest_purpose(row),
            "events": held.get(row["day"], ""),
        }
        for row in days_of(run, person)
    ]  # fmt: skip
    base = alt.Chart(data(rows)).encode(
        x=alt.X("yearmonthdate(monday):O", title=None, axis=month_axis()),
        y=alt.Y("weekday:N", sort=WEEKDAYS, title=None),
    )
    days = base.mark_rect(stroke="white", strokeWidth=1).encode(
        color=alt.Color(
            "taken:Q",
            title="minutes taken",
            scale=alt.Scale(range=SEQUENTIAL),
            legend=alt.Legend(orient="top", gradientLength=200),
        ),
        tooltip=["day:T", "taken:Q", "purpose:N", "events:N"],
    )
    events = base.mark_circle(size=22, color=VERMILION, opacity=1).transform_filter("length(datum.events || '') > 0")
    return alt.layer(days, events).properties(width=WIDTH + 20, height=130)


def largest_purpose(row: Mapping[str, Any]) -> str:
    """The largest demand of the state on a day's time; "nothing" on a free day."""
    largest = max(TAKEN_COLUMNS, key=lambda column: int(row[column]))
    return USE_WORDS[largest.removeprefix("minutes_")] if row[largest] else "nothing"


def month_axis() -> alt.Axis:
    """Week columns labelled only where a month begins."""
    return alt.Axis(
        format="%b",
        labelExpr="date(datum.value) <= 7 ? timeFormat(datum.value, '%b') : ''",
        labelAngle=0,
        labelColor=INK,
        ticks=False,
        labelOverlap=False,
    )


HOURS_TAKEN = Plot(
    "hours_taken",
    "Hours the state takes, by occupation and purpose",
    hours_taken,
    "Hours a person and year that the state takes, without work at the post and school, by occupation and purpose. "
    "Prisoners, whose time is all taken, and small children are left out.",
    tuple(HOURS),
)
TAKEN_BY_MONTH = Plot(
    "taken_by_month",
    "Minutes a day that the state takes, by month and purpose",
    taken_by_month,
    f"Minutes a day taken from {ADULTS}, by month and purpose.",
    tuple(TIME_TAKEN),
)
CALENDAR = Plot(
    "calendar_of_a_worker",
    "One worker's days: minutes taken",
    calendar_of_a_worker,
    "Minutes taken on each day, without work at the post. Dots are days of political events.",
)
HOURS_BY_YEAR = Plot(
    "hours_by_year",
    "Hours a year that the state takes, by purpose",
    hours_by_year,
    f"Hours a year taken from {ADULTS}, without work at the post and school.",
    tuple(TIME_TAKEN),
)
PLOTS = (HOURS_TAKEN, TAKEN_BY_MONTH, CALENDAR, HOURS_BY_YEAR)
