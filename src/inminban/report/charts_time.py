"""Charts of time: hours taken by purpose, call-ups by wealth fifth, months, the calendar of one person."""

from __future__ import annotations

import altair as alt

from inminban.output.reading import Rows, Run
from inminban.output.words import FIFTH_WORDS, TAKEN, USE_WORDS, many, sentence
from inminban.report import figures_time as figures
from inminban.report.chart_style import (
    INK,
    PALETTE,
    SEQUENTIAL,
    SKY,
    VERMILION,
    WIDTH,
    Chart,
    NothingToShow,
    data,
    plain_bars,
    stacked_bars,
)

PURPOSES = [use.name.lower() for use in TAKEN]
LEFT_OUT = ("child", "prisoner")
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def long_rows(rows: Rows, key: str) -> Rows:
    """One row for each purpose of each of `rows`, keeping the entry `key`."""
    return [
        {key: row[key], "purpose": sentence(USE_WORDS[purpose]), "value": row[purpose], "rank": rank}
        for row in rows
        for rank, purpose in enumerate(PURPOSES)
    ]


def hours_taken(run: Run) -> Chart:
    """Hours a year by purpose, those with the most first; without prisoners and small children."""
    rows = [
        {**row, "occupation": sentence(many(row["occupation"]))}
        for row in figures.hours_by_occupation(run)
        if row["total"] >= 1 and row["occupation"] not in LEFT_OUT
    ]
    return stacked_bars(
        long_rows(rows, "occupation"),
        "occupation",
        "purpose",
        "value",
        "hours taken a person and year",
        [sentence(USE_WORDS[purpose]) for purpose in PURPOSES],
    )


def taken_by_month(run: Run) -> Chart:
    """Minutes a day by purpose through the months."""
    rows = long_rows(figures.taken_by_month(run), "month")
    names = [sentence(USE_WORDS[purpose]) for purpose in PURPOSES]
    colours = alt.Scale(domain=names, range=PALETTE[: len(names)])
    made: alt.Chart = (
        alt.Chart(data(rows))
        .mark_bar(width={"band": 0.85})
        .encode(
            x=alt.X("yearmonth(month):O", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True)),
            y=alt.Y("sum(value):Q", title="minutes a day, people of 7 and over"),
            color=alt.Color("purpose:N", scale=colours, legend=alt.Legend(title=None, orient="top", columns=4)),
            order=alt.Order("rank:Q"),
            tooltip=["purpose:N", alt.Tooltip("value:Q", format=".1f")],
        )
        .properties(width=WIDTH, height=240)
    )
    return made


def call_ups_by_fifth(run: Run) -> Chart:
    """Side by side: the share of call-ups bought out of, and the unpaid hours, by wealth fifth."""
    rows = [{**row, "fifth": sentence(FIFTH_WORDS[row["fifth"]])} for row in figures.call_ups_by_fifth(run)]
    half = WIDTH // 2 - 80
    bought = plain_bars(rows, "fifth", "bought", "share of call-ups bought out of", ".0%", VERMILION, half)
    hours = plain_bars(rows, "fifth", "hours", "hours of unpaid labour and collecting a year", ",.0f", SKY, half)
    return alt.hconcat(bought, hours, spacing=30)


def calendar_of_a_worker(run: Run) -> Chart:
    """Day by week: minutes taken from the panel's most ordinary factory worker; dots on days with political events."""
    person = figures.typical_person(run, "factory_worker")
    if person is None:
        raise NothingToShow
    return calendar_of(run, person)


def calendar_of(run: Run, person: int) -> Chart:
    """Day by week: minutes taken from one person of the panel; dots on days with political events."""
    rows = [
        {**row, "weekday": WEEKDAYS[row["weekday"]], "purpose": USE_WORDS.get(row["largest"], "nothing")}
        for row in figures.year_of(run, person)
    ]
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
