"""Charts of the whole of a long run: the model as lines or areas over the years, what was observed as points beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from inminban.numbers.country.observed import market_prices, observed, observed_years
from inminban.output.reading import Rows, Run
from inminban.output.words import TAKEN, USE_WORDS, plain, sentence
from inminban.report import figures_history as figures
from inminban.report.chart_style import BLUE, INK, PALETTE, SKY, WIDTH, Chart, data

MODEL, OBSERVED = "model", "observed"
PLOT = WIDTH - 70
POWERS = [10.0**k for k in range(-3, 7)]
FINE = sorted([*POWERS, *(3 * power for power in POWERS)])


def by_year(
    rows: Rows, value: str, series: str, title: str, names: Sequence[str], is_log: bool = False, is_seen: bool = False
) -> alt.Chart:
    """Lines over the years, one for each of the named series; `is_seen`: the legend also names what was observed."""
    colours = PALETTE[: len(names)]
    made: alt.Chart = (
        alt.Chart(data(rows))
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=14))
        .encode(
            x=alt.X(
                "year:Q", title=None, axis=alt.Axis(format="d", tickCount=8, tickMinStep=1),
                scale=alt.Scale(zero=False, nice=False, padding=4),
            ),
            y=alt.Y(f"{value}:Q", title=title, scale=scale_of(is_log), axis=axis_of(is_log)),
            color=alt.Color(
                f"{series}:N",
                scale=alt.Scale(
                    domain=[*names, *([OBSERVED] if is_seen else [])], range=[*colours, *([INK] if is_seen else [])]
                ),
                legend=alt.Legend(title=None, orient="top", columns=5, symbolType="circle", symbolOpacity=1),
            ),
        )
        .properties(width=PLOT, height=220)
    )  # fmt: skip
    return made


def scale_of(is_log: bool) -> alt.Scale:
    """A logarithmic scale that ends near the values, or the usual one."""
    return alt.Scale(type="log", nice=False, padding=6) if is_log else alt.Scale()


def axis_of(is_log: bool, values: Sequence[float] = FINE) -> alt.Axis:
    """Few round numbers on a logarithmic axis, without the lines between."""
    return alt.Axis(values=list(values), format=",~g", labelOverlap=True) if is_log else alt.Axis()


def seen(rows: Rows, value: str, colour: str | None = None) -> Any:
    """Observed values as points, with a line from low to high where the source gives a range.

    Without `colour` they take the legend's colour of what was observed.
    """
    base = alt.Chart(data(rows)).encode(x="year:Q")
    points = base.mark_point(filled=True, size=36, shape="diamond", opacity=0.9).encode(
        y=f"{value}:Q", tooltip=["year:Q", alt.Tooltip(f"{value}:Q", format=",.4~g")],
        color=alt.value(colour) if colour else alt.datum(OBSERVED),
    )  # fmt: skip
    ranged = [row for row in rows if row.get("low") is not None]
    if not ranged:
        return points
    bars = (
        alt.Chart(data(ranged)).mark_rule(color=colour or INK, strokeWidth=1).encode(x="year:Q", y="low:Q", y2="high:Q")
    )
    return alt.layer(bars, points)


def observed_rows(series: str) -> Rows:
    """An observed series as rows."""
    return [row.model_dump() for row in observed(series)]


def with_seen(chart: Chart, rows: Rows, series: str, colour: str | None = None) -> Chart:
    """A chart with an observed series beside it, of the years that the model has."""
    years = {row["year"] for row in rows}
    kept = [row for row in observed_rows(series) if row["year"] in years]
    return alt.layer(chart, seen(kept, "value", colour)) if kept else chart


def long_form(rows: Rows, names: dict[str, str]) -> Rows:
    """One row for each year and series: `names` maps columns to what they are called."""
    return [
        {"year": row["year"], "series": words, "value": row[name]}
        for row in rows
        for name, words in names.items()
        if row[name] is not None
    ]


def people_by_year(run: Run) -> Chart:
    """People of the country beside the UN's series."""
    rows = [{**row, "series": MODEL} for row in figures.population(run)]
    years = {row["year"] for row in rows}
    un = [{"year": row.year, "people": row.population / 1e6} for row in observed_years() if row.year in years]
    chart = by_year(rows, "people", "series", "million people", [MODEL], is_seen=bool(un)).encode(
        y=alt.Y("people:Q", title="million people", scale=alt.Scale(zero=False))
    )
    if not un:
        return chart
    return alt.layer(chart, seen(un, "people"))


def births_and_deaths(run: Run) -> Chart:
    """Births and deaths among 1,000 people beside the UN's."""
    names = {"births": "births", "deaths": "deaths", "of_hunger": "deaths of hunger"}
    rows = long_form(figures.vital_rates(run), names)
    years = {row["year"] for row in rows}
    un = [row for row in observed_years() if row.year in years]
    chart = by_year(rows, "value", "series", "among 1,000 people", list(names.values()))
    if not un:
        return chart
    births = seen([{"year": row.year, "value": row.births_per_1000} for row in un], "value", BLUE)
    deaths = seen([{"year": row.year, "value": row.deaths_per_1000} for row in un], "value", SKY)
    return alt.layer(chart, births, deaths)


def hunger_by_year(run: Run) -> Chart:
    """Share of people below the threshold of nourishment: north-eastern provinces, the capital, the others."""
    rows = figures.hungry(run)
    kept = ["North Hamgyong", "South Hamgyong", "Ryanggang", "South Hwanghae", "Pyongyang"]
    return by_year(
        [row for row in rows if row["province"] in kept], "hungry", "province", "% of people who are hungry", kept
    )


def hunger_deaths_by_year(run: Run) -> Chart:
    """Deaths of hunger by year and province."""
    rows = figures.hunger_deaths(run)
    order = sorted(
        {row["province"] for row in rows}, key=lambda name: -sum(r["deaths"] for r in rows if r["province"] == name)
    )
    kept = order[:7]
    shown = [
        {
            **row,
            "province": row["province"] if row["province"] in kept else "other",
            "year": str(row["year"]),
            "rank": 0,
        }
        for row in rows
    ]
    made: alt.Chart = (
        alt.Chart(data(shown))
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("sum(deaths):Q", title="thousand deaths, whole country"),
            color=alt.Color(
                "province:N",
                scale=alt.Scale(domain=[*kept, "other"], range=PALETTE),
                legend=alt.Legend(title=None, orient="top", columns=4),
            ),
        )
        .properties(width=PLOT, height=200)
    )
    return made


def rations_by_year(run: Run) -> Chart:
    """Grams of ration that arrive a day beside what the state reported."""
    rows = [{**row, "series": MODEL} for row in figures.rations(run)]
    chart = by_year(rows, "ration", "series", "g of ration a townsperson and day", [MODEL], is_seen=True)
    return with_seen(chart, rows, "ration_grams")


def rice_through_the_years(run: Run) -> Chart:
    """Market price of rice by week on a logarithmic scale, beside recorded prices."""
    return price_chart(run, "pyongyang", "rice_pyongyang", "won of today a kg of rice, Pyongyang")


def dollar_through_the_years(run: Run) -> Chart:
    """Market rate of the dollar by week on a logarithmic scale, beside recorded rates."""
    return price_chart(run, "dollar", "won_per_dollar", "won of today a US dollar")


def price_chart(run: Run, ours: str, theirs: str, title: str) -> Chart:
    """A price by week as a line, recorded prices as points."""
    rows = [{"day": row["week"], "value": row[ours]} for row in figures.prices(run)[::2] if row[ours]]
    recorded = [
        {"day": row.day, "value": getattr(row, theirs)}
        for row in market_prices()
        if rows and rows[0]["day"] <= row.day <= rows[-1]["day"]
    ]
    line = (
        alt.Chart(data([{**row, "series": MODEL} for row in rows]))
        .mark_line(strokeWidth=1.5)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y", tickCount=8)),
            y=alt.Y("value:Q", title=title, scale=scale_of(True), axis=axis_of(True, POWERS)),
            color=alt.Color(
                "series:N", scale=alt.Scale(domain=[MODEL, OBSERVED], range=[BLUE, INK]),
                legend=alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1),
            ),
        )
        .properties(width=PLOT, height=240)
    )  # fmt: skip
    if not recorded:
        return alt.layer(line)
    points = (
        alt.Chart(data(recorded))
        .mark_point(filled=True, size=18, opacity=0.9)
        .encode(x="day:T", y="value:Q", color=alt.datum(OBSERVED))
    )
    return alt.layer(line, points)


def pay_through_the_years(run: Run) -> Chart:
    """Kilograms of rice that a paid month of state pay buys, beside what wages and prices gave."""
    rows = [{**row, "series": MODEL} for row in figures.pay_in_rice(run)]
    chart = by_year(rows, "kg", "series", "kg of rice for a month's pay", [MODEL], is_log=True, is_seen=True)
    return with_seen(chart, rows, "pay_rice_kg")


def markets_by_year(run: Run) -> Chart:
    """The market in people's lives: share of money income, and share of call-ups bought out of."""
    names = {"informal": "money income not from the state", "bought": "call-ups bought out of"}
    return by_year(long_form(figures.markets(run), names), "value", "series", "percent", list(names.values()))


def minds_by_year(run: Run) -> Chart:
    """Belief, speech, distrust, fear and knowledge."""
    names = {
        "conviction": "private conviction", "spoken": "spoken conviction", "distrust": "distrust of propaganda",
        "fear": "fear", "outside_knowledge": "outside knowledge",
    }  # fmt: skip
    return by_year(long_form(figures.minds(run), names), "value", "series", "points of 100", list(names.values()))


def hours_by_year(run: Run) -> Chart:
    """Hours a year that the state takes, by purpose."""
    rows = figures.hours(run)
    parts = [use.name.lower() for use in TAKEN]
    shown = [
        {"year": row["year"], "purpose": sentence(USE_WORDS[part]), "hours": row[part], "rank": rank}
        for row in rows
        for rank, part in enumerate(parts)
    ]
    names = [sentence(USE_WORDS[part]) for part in parts]
    made: alt.Chart = (
        alt.Chart(data(shown))
        .mark_area()
        .encode(
            x=alt.X("year:Q", title=None, axis=alt.Axis(format="d"), scale=alt.Scale(zero=False, nice=False)),
            y=alt.Y("hours:Q", title="hours a person of 7 and over and year"),
            color=alt.Color(
                "purpose:N",
                scale=alt.Scale(domain=names, range=PALETTE),
                legend=alt.Legend(title=None, orient="top", columns=4),
            ),
            order="rank:Q",
        )
        .properties(width=PLOT, height=220)
    )
    return made


def abroad_by_year(run: Run) -> Chart:
    """Workers abroad by year and host."""
    rows = figures.workers_abroad(run)
    hosts = sorted(
        {row["host"] for row in rows}, key=lambda name: -max(r["workers"] for r in rows if r["host"] == name)
    )
    shown = [{**row, "host": sentence(plain(row["host"]))} for row in rows if row["host"] in hosts[:6]]
    return by_year(shown, "workers", "host", "thousand workers", [sentence(plain(host)) for host in hosts[:6]])


def crossings_by_year(run: Run) -> Chart:
    """People who crossed the border, by motive."""
    rows = [{**row, "motive": plain(row["motive"])} for row in figures.crossings(run)]
    names = sorted({row["motive"] for row in rows})
    return by_year(rows, "people", "motive", "people a year, whole country", names)


def arrivals_by_year(run: Run) -> Chart:
    """Arrivals in the South by sex, beside the figures up to 2011."""
    rows = [
        {"year": row["year"], "series": {"male": "men", "female": "women"}[row["sex"]], "value": row["scaled"]}
        for row in figures.arrivals(run)
    ]
    totals: dict[int, float] = {}
    for row in rows:
        totals[row["year"]] = totals.get(row["year"], 0.0) + row["value"]
    rows += [{"year": year, "series": "all", "value": value} for year, value in totals.items()]
    chart = by_year(rows, "value", "series", "arrivals a year, whole country", ["all", "women", "men"])
    women = with_seen(chart, rows, "arrivals_women", SKY)
    return with_seen(women, rows, "arrivals_all", BLUE)


HISTORY: dict[str, Any] = {
    "people_by_year": people_by_year,
    "births_and_deaths": births_and_deaths,
    "rations_by_year": rations_by_year,
    "hunger_by_year": hunger_by_year,
    "hunger_deaths_by_year": hunger_deaths_by_year,
    "rice_through_the_years": rice_through_the_years,
    "dollar_through_the_years": dollar_through_the_years,
    "pay_through_the_years": pay_through_the_years,
    "markets_by_year": markets_by_year,
    "hours_by_year": hours_by_year,
    "minds_by_year": minds_by_year,
    "abroad_by_year": abroad_by_year,
    "crossings_by_year": crossings_by_year,
    "arrivals_by_year": arrivals_by_year,
}
"""Charts of a long run by name."""
