"""Charts of money: income by source, the burden of a person-year, prices."""

from __future__ import annotations

import altair as alt

from inminban.output.reading import Run
from inminban.output.words import EARNED, FIFTH_WORDS, MONEY_WORDS, many, sentence
from inminban.report import figures_money as figures
from inminban.report.chart_style import BLUE, GREY, SEQUENTIAL, WIDTH, Chart, data, lines, plain_bars, stacked_bars

MONEY_COLOURS = ["#0072B2", "#E69F00", "#009E73", "#56B4E9", "#D55E00", "#CC79A7"]
SOURCES = [item.name.lower() for item in EARNED]
HUNDRED = 100


def income_by_occupation(run: Run) -> Chart:
    """Won a month by source, those with the highest income first."""
    rows = [
        {
            "occupation": sentence(many(row["key"])),
            "source": sentence(MONEY_WORDS[source]),
            "value": row[source] / HUNDRED,
            "rank": rank,
        }
        for row in figures.income_by(run, "occupation")
        if row["total"] >= HUNDRED
        for rank, source in enumerate(SOURCES)
    ]
    names = [sentence(MONEY_WORDS[source]) for source in SOURCES]
    return stacked_bars(rows, "occupation", "source", "value", "won a person and month", names, MONEY_COLOURS)


def burden_by_occupation(run: Run) -> Chart:
    """Unpaid time at its market worth and money paid, as a share of what could have been earned; no prisoners."""
    rows = [
        {"occupation": sentence(many(row["key"])), "share": row["share"]}
        for row in figures.burden_by(run, "occupation")
        if row["key"] != "prisoner"
    ]
    return plain_bars(rows, "occupation", "share", "share of what could have been earned", ".0%")


def burden_by_fifth(run: Run) -> Chart:
    """The burden's share by occupation and wealth fifth, as a table of shades with the figures in it."""
    found = [row["key"] for row in figures.burden_by(run, "occupation") if row["key"] != "prisoner"]
    order = [sentence(many(key)) for key in found]
    rows = [
        {
            "occupation": sentence(many(row["occupation"])),
            "fifth": FIFTH_WORDS[row["fifth"]],
            "share": row["share"],
            "people": int(row["people"]),
        }
        for row in figures.burden_cells(run)
        if row["occupation"] in found
    ]
    base = alt.Chart(data(rows)).encode(
        x=alt.X("fifth:N", sort=list(FIFTH_WORDS.values()), title=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("occupation:N", sort=order, title=None),
        tooltip=["occupation:N", "fifth:N", alt.Tooltip("share:Q", format=".1%")],
    )
    greatest = max((row["share"] for row in rows), default=1)
    shades = base.mark_rect(stroke="white").encode(
        color=alt.Color("share:Q", scale=alt.Scale(range=SEQUENTIAL, domainMin=0), legend=None)
    )
    figures_shown = base.mark_text().encode(
        text=alt.Text("share:Q", format=".0%"),
        color=alt.condition(f"datum.share > {0.5 * greatest}", alt.value("white"), alt.value("#222222")),
    )
    return alt.layer(shades, figures_shown).properties(width=WIDTH - 110, height=21 * len(order))


def rice_by_week(run: Run) -> Chart:
    """The national mean price of rice, and the band between the cheapest and the dearest province."""
    rows = [
        {"week": row["week"], **{key: row[key] / HUNDRED for key in ("rice", "low", "high")}}
        for row in figures.market_by_week(run)
    ]
    base = alt.Chart(data(rows)).encode(x=alt.X("week:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=6)))
    band = base.mark_area(color=GREY, opacity=0.3).encode(
        y=alt.Y("low:Q", title="won a kilogram of rice", scale=alt.Scale(zero=False)), y2="high:Q"
    )
    mean = base.mark_line(color=BLUE, strokeWidth=2).encode(y="rice:Q")
    return alt.layer(band, mean).properties(width=WIDTH - 20, height=220)


def day_and_dollar(run: Run) -> Chart:
    """Side by side: kilograms of rice that a day of trade buys, and the dollar in won."""
    weeks = figures.market_by_week(run)
    day = [{"week": row["week"], "value": row["a_day"] / row["rice"], "name": ""} for row in weeks if row["rice"]]
    dollar = [{"week": row["week"], "value": row["dollar"] / HUNDRED, "name": ""} for row in weeks]
    half = WIDTH // 2 - 40
    left = lines(day, "week", "value", "name", "kg of rice for a day of trade", [""], 160).properties(width=half)
    right = lines(dollar, "week", "value", "name", "won for a US dollar", [""], 160).properties(width=half)
    return alt.hconcat(left, right, spacing=30)
