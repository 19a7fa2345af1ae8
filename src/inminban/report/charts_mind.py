"""Charts of penalties, sessions, conviction and talent."""

from __future__ import annotations

import altair as alt

from inminban.output.reading import Run
from inminban.output.words import FIFTH_WORDS, SANCTION_WORDS, STEPS, many, sentence
from inminban.report import figures_mind as figures
from inminban.report.chart_style import (
    BLUE,
    GREY,
    SKY,
    VERMILION,
    WIDTH,
    Chart,
    data,
    lines,
    plain_bars,
)

STEP_COLOURS = ["#c9d6df", "#8fb3cc", "#4a88b3", "#1f5a8a", "#E69F00", "#D55E00"]


def penalties_by_month(run: Run) -> Chart:
    """Penalties a month among 10,000 people, by step of the ladder."""
    rows = [
        {**row, "step": sentence(SANCTION_WORDS[row["step"]]), "rank": STEPS.index(row["step"])}
        for row in figures.penalties_by_month(run)
        if row["step"] in STEPS
    ]
    names = [sentence(SANCTION_WORDS[step]) for step in STEPS]
    made: alt.Chart = (
        alt.Chart(data(rows))
        .mark_bar(width={"band": 0.85})
        .encode(
            x=alt.X("yearmonth(month):O", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True)),
            y=alt.Y("rate:Q", title="penalties among 10,000 people"),
            color=alt.Color(
                "step:N",
                scale=alt.Scale(domain=names, range=STEP_COLOURS),
                legend=alt.Legend(title=None, orient="top", columns=3),
            ),
            order=alt.Order("rank:Q"),
            tooltip=["step:N", alt.Tooltip("rate:Q", format=".2f")],
        )
        .properties(width=WIDTH, height=220)
    )
    return made


def bought_down_by_fifth(run: Run) -> Chart:
    """Share of administrative penalties that were bought down, by wealth fifth."""
    rows = [
        {"fifth": sentence(FIFTH_WORDS[row["fifth"]]), "bought": row["bought"]}
        for row in figures.penalties_by_fifth(run)
        if row["fifth"] in FIFTH_WORDS and row["bought"] is not None
    ]
    return plain_bars(rows, "fifth", "bought", "share of penalties bought down", ".0%", VERMILION)


def sessions_by_occupation(run: Run) -> Chart:
    """Side by side: self-criticism sessions a week, and the share with an invented offence."""
    rows = [{**row, "occupation": sentence(many(row["occupation"]))} for row in figures.sessions(run)]
    half = WIDTH // 2 - 90
    left = plain_bars(rows, "occupation", "a_week", "sessions a person and week", ".1f", BLUE, half)
    right = plain_bars(rows, "occupation", "invented", "share with an invented offence", ".0%", SKY, half)
    return alt.hconcat(left, right, spacing=20)


def private_and_spoken(run: Run) -> Chart:
    """Private and spoken conviction by occupation, joined by a line as long as the gap."""
    found = [{**row, "occupation": sentence(many(row["occupation"]))} for row in figures.mind_by_occupation(run)]
    order = [row["occupation"] for row in found]
    points = [
        {"occupation": row["occupation"], "value": row[key], "which": label}
        for row in found
        for key, label in (("conviction", "Held in private"), ("spoken", "Said in public"))
    ]
    y = alt.Y("occupation:N", sort=order, title=None, axis=alt.Axis(grid=True))
    title = "conviction, points from −100 to 100"
    joined = (
        alt.Chart(data(found))
        .mark_rule(color=GREY, strokeWidth=2)
        .encode(y=y, x=alt.X("conviction:Q", title=title), x2=alt.X2("spoken:Q"))
    )
    dots = (
        alt.Chart(data(points))
        .mark_circle(size=80, opacity=1)
        .encode(
            y=y,
            x=alt.X("value:Q", title=title),
            color=alt.Color(
                "which:N",
                scale=alt.Scale(domain=["Held in private", "Said in public"], range=[BLUE, VERMILION]),
                legend=alt.Legend(title=None, orient="top"),
            ),
            tooltip=["occupation:N", "which:N", alt.Tooltip("value:Q", format=".1f")],
        )
    )
    return alt.layer(joined, dots).properties(width=WIDTH - 110, height=22 * len(order))


def mind_by_month(run: Run) -> Chart:
    """Private and spoken conviction, fear and outside knowledge through the months."""
    names = {
        "conviction": "private conviction",
        "spoken": "spoken conviction",
        "fear": "fear",
        "outside_knowledge": "outside knowledge",
    }
    rows = [
        {"month": row["month"], "name": label, "value": row[key]}
        for row in figures.mind_by_month(run)
        for key, label in names.items()
    ]
    return lines(rows, "month", "value", "name", "points, mean of people of 14 and over", list(names.values()))


def talent_lost(run: Run) -> Chart:
    """Skill lost against the best post, by occupation."""
    rows = [{**row, "occupation": sentence(many(row["occupation"]))} for row in figures.talent(run)]
    return plain_bars(rows, "occupation", "lost", "share of the skill of the best post that is lost", ".0%")
