"""Charts over the years of a long run: the model as lines or areas, observed values as points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from inminban.numbers.country.observed import observed
from inminban.output.reading import Rows, Run
from inminban.report.chart_style import BLUE, INK, PALETTE, WIDTH, Chart, data
from inminban.report.measured import gather

MODEL, OBSERVED = "model", "observed"
POINTS = "Diamonds or dots: what was observed or published. Line: the model."
PLOT = WIDTH - 70
POWERS = [10.0**k for k in range(-3, 7)]
FINE = sorted([*POWERS, *(3 * power for power in POWERS)])
FINEST = sorted(step * power for power in POWERS for step in (1, 2, 5))
WIDE = 100  # greatest over smallest value from which powers of ten are enough of an axis


def series_of(run: Run, names: Mapping[str, str], unit: str = "", where: Mapping[str, Any] | None = None) -> Rows:
    """One row for each year and measure: `names` gives the label of each measure in the chart."""
    return [
        {"year": year, "series": names[name], "value": one.number}
        for year, row in gather(run, dict.fromkeys(names, unit), ("year",), where).items()
        for name, one in row.items()
    ]


def by_year(
    rows: Rows, series: str, title: str, names: Sequence[str], is_log: bool = False, is_seen: bool = False
) -> alt.Chart:
    """Lines of `value` over the years, one for each of the named series; `is_seen`: observed values are named too."""
    colours = [PALETTE[n % len(PALETTE)] for n in range(len(names))]
    seen_too = [OBSERVED] if is_seen else []
    made: alt.Chart = (
        alt.Chart(data(rows))
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=14))
        .encode(
            x=alt.X(
                "year:Q", title=None, axis=alt.Axis(format="d", tickCount=8, tickMinStep=1),
                scale=alt.Scale(zero=False, nice=False, padding=4),
            ),
            y=alt.Y("value:Q", title=title, scale=scale_of(is_log), axis=axis_of(is_log)),
            color=alt.Color(
                f"{series}:N",
                scale=alt.Scale(domain=[*names, *seen_too], range=[*colours, *([INK] if is_seen else [])]),
                legend=alt.Legend(title=None, orient="top", columns=5, symbolType="circle", symbolOpacity=1),
            ),
            tooltip=["year:Q", f"{series}:N", alt.Tooltip("value:Q", format=",.4~g")],
        )
        .properties(width=PLOT, height=220)
    )  # fmt: skip
    return made


def stacked_years(rows: Rows, part: str, title: str, parts: Sequence[str]) -> Chart:
    """Areas of `value` over the years, split by `part` in the order of `rank`."""
    made: alt.Chart = (
        alt.Chart(data(rows))
        .mark_area()
        .encode(
            x=alt.X("year:Q", title=None, axis=alt.Axis(format="d"), scale=alt.Scale(zero=False, nice=False)),
            y=alt.Y("value:Q", title=title, stack=True),
            color=alt.Color(
                f"{part}:N",
                scale=alt.Scale(domain=list(parts), range=PALETTE),
                legend=alt.Legend(title=None, orient="top", columns=4),
            ),
            order="rank:Q",
            tooltip=["year:Q", f"{part}:N", alt.Tooltip("value:Q", format=",.4~g")],
        )
        .properties(width=PLOT, height=220)
    )
    return made


def scale_of(is_log: bool) -> alt.Scale:
    """A logarithmic scale that ends near the values, or the usual one."""
    return alt.Scale(type="log", nice=False, padding=6) if is_log else alt.Scale()


def axis_of(is_log: bool, values: Sequence[float] = FINE) -> alt.Axis:
    """Few round numbers on a logarithmic axis, without lines between."""
    return alt.Axis(values=list(values), format=",~g", labelOverlap=True) if is_log else alt.Axis()


def seen(rows: Rows, colour: str | None = None) -> Any:
    """Observed values as points, with a line from low to high where the source gives a range.

    Without `colour` they take the legend's colour for observed values.
    """
    base = alt.Chart(data(rows)).encode(x="year:Q")
    points = base.mark_point(filled=True, size=36, shape="diamond", opacity=0.9).encode(
        y="value:Q", tooltip=["year:Q", alt.Tooltip("value:Q", format=",.4~g")],
        color=alt.value(colour) if colour else alt.datum(OBSERVED),
    )  # fmt: skip
    ranged = [row for row in rows if row.get("low") is not None]
    if not ranged:
        return points
    bars = (
        alt.Chart(data(ranged)).mark_rule(color=colour or INK, strokeWidth=1).encode(x="year:Q", y="low:Q", y2="high:Q")
    )
    return alt.layer(bars, points)


def with_seen(chart: Chart, rows: Rows, observed_rows: Rows, colour: str | None = None) -> Chart:
    """A chart with observed values of the years that the model has."""
    years = {row["year"] for row in rows}
    kept = [row for row in observed_rows if row["year"] in years]
    return alt.layer(chart, seen(kept, colour)) if kept else chart


def series_observed(name: str, label: str = OBSERVED) -> Rows:
    """An observed series as rows, under a label that tells it from others of the chart."""
    return [{**row.model_dump(), "series": label} for row in observed(name)]


def marks_for(rows: Rows) -> list[float]:
    """Round numbers for a logarithmic axis of these values: more of them where the values are close together."""
    values = [float(row["value"]) for row in rows]
    return POWERS if not values or max(values) > WIDE * min(values) else FINEST


def price_chart(rows: Rows, recorded: Rows, title: str) -> Chart:
    """A price by week as a line on a logarithmic scale, recorded prices of the same time as points."""
    line = (
        alt.Chart(data([{**row, "series": MODEL} for row in rows]))
        .mark_line(strokeWidth=1.5)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y", tickCount=8)),
            y=alt.Y("value:Q", title=title, scale=scale_of(True), axis=axis_of(True, marks_for(rows))),
            color=alt.Color(
                "series:N", scale=alt.Scale(domain=[MODEL, OBSERVED], range=[BLUE, INK]),
                legend=alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1),
            ),
        )
        .properties(width=PLOT, height=240)
    )  # fmt: skip
    kept = [{**row, "series": OBSERVED} for row in recorded if rows and rows[0]["day"] <= row["day"] <= rows[-1]["day"]]
    if not kept:
        return alt.layer(line)
    points = (
        alt.Chart(data(kept))
        .mark_point(filled=True, size=18, opacity=0.9)
        .encode(x="day:T", y="value:Q", color=alt.datum(OBSERVED))
    )
    return alt.layer(line, points)
