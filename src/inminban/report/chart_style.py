"""The style of all charts: one theme, a palette safe for colour-blind readers, and the common chart types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from inminban.output.reading import Rows

PALETTE = ["#0072B2", "#56B4E9", "#CC79A7", "#009E73", "#D55E00", "#E69F00", "#000000", "#999999"]
"""Okabe and Ito's colours without the yellow that vanishes on white paper."""

BLUE, SKY, VERMILION, GREY, INK = "#0072B2", "#56B4E9", "#D55E00", "#999999", "#222222"
SEQUENTIAL = ["#f3f1ec", "#c9d6df", "#8fb3cc", "#4a88b3", "#1f5a8a", "#0b2f55"]
WIDTH = 600
BESIDE = 1.25  # of the least value below nothing, so that its number has room beside the bar
FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": "#e6e6e6",
        "domainColor": "#888888",
        "tickColor": "#888888",
        "labelLimit": 460,
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 240},
    "header": {"labelFontSize": 12, "titleFontSize": 12},
    "title": {"fontSize": 13, "fontWeight": "bold", "anchor": "start", "color": INK, "offset": 8},
    "text": {"fontSize": 11, "color": INK},
}

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart


class NothingToShow(Exception):
    """The run holds no rows for a chart, such as penalties when none was set."""


def data(rows: Rows) -> alt.Data:
    """Rows as inline chart data, rounded to visible digits. NothingToShow if there are none."""
    if not rows:
        raise NothingToShow
    kept = [{key: tidy(value) for key, value in row.items()} for row in rows]
    made: alt.Data = alt.Data(values=kept)  # type: ignore[no-untyped-call]
    return made


def tidy(value: Any) -> Any:
    """A value JSON can hold: dates as text, fractions with five digits."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int)):
        return value
    return float(f"{float(value):.5g}")


def spec(chart: Chart) -> dict[str, Any]:
    """The Vega-Lite text of a chart, with the theme; tests check it against Vega-Lite's schema, a report does not."""
    made: dict[str, Any] = chart.to_dict(validate=False)
    return {**made, "config": CONFIG}


def stacked_bars(
    rows: Rows, of: str, part: str, value: str, title: str, parts: Sequence[str], colours: Sequence[str] = PALETTE
) -> Chart:
    """Horizontal bars, one for each `of` in the order of the rows, split by `part`, total written at the end."""
    order = list(dict.fromkeys(row[of] for row in rows))
    base = alt.Chart(data(rows)).encode(y=alt.Y(f"{of}:N", sort=order, title=None))
    bars = base.mark_bar(height={"band": 0.75}).encode(
        x=alt.X(f"sum({value}):Q", title=title, axis=alt.Axis(tickCount=6)),
        color=alt.Color(
            f"{part}:N",
            scale=alt.Scale(domain=list(parts), range=list(colours[: len(parts)])),
            legend=alt.Legend(title=None, orient="top", columns=4),
        ),
        order=alt.Order("rank:Q"),
        tooltip=[f"{of}:N", f"{part}:N", alt.Tooltip(f"{value}:Q", format=",.1f")],
    )
    totals = base.mark_text(align="left", dx=4).encode(
        x=alt.X(f"sum({value}):Q"), text=alt.Text(f"sum({value}):Q", format=",.0f")
    )
    return alt.layer(bars, totals).properties(width=WIDTH - 110, height=26 * len(order))


def plain_bars(
    rows: Rows,
    of: str,
    value: str,
    title: str,
    text: str = ",.0f",
    colour: str = BLUE,
    width: int = WIDTH - 110,
    sign: str = "",
    parted: str = "",
) -> Chart:
    """Horizontal bars in the order of the rows, each with its value and `sign` at the end.

    `parted`: where their names are divided into two lines.
    """
    order = list(dict.fromkeys(row[of] for row in rows))
    axis = alt.Axis(format=text, tickCount=max(width // 80, 2), labelExpr=f"datum.label + '{sign}'")
    names = alt.Axis(labelExpr=f"split(datum.label, '{parted}')") if parted else alt.Axis()
    least = min((row[value] for row in rows), default=0)
    scale = alt.Scale(domainMin=float(least) * BESIDE) if least < 0 else alt.Scale()
    base = alt.Chart(data(rows)).encode(
        y=alt.Y(f"{of}:N", sort=order, title=None, axis=names),
        x=alt.X(f"{value}:Q", title=title, axis=axis, scale=scale),
    )
    written = f"format(datum['{value}'], '{text}') + '{sign}'"
    labels = base.transform_calculate(label=written)
    right = labels.transform_filter(f"datum['{value}'] >= 0").mark_text(align="left", dx=4).encode(text="label:N")
    left = labels.transform_filter(f"datum['{value}'] < 0").mark_text(align="right", dx=-4).encode(text="label:N")
    bars = base.mark_bar(color=colour, height={"band": 0.7})
    layers = [bars, right, left] if least < 0 else [bars, right]
    return alt.layer(*layers).properties(width=width, height=(34 if parted else 22) * len(order))


def stacked_months(
    rows: Rows, part: str, title: str, parts: Sequence[str], colours: Sequence[str] = PALETTE, columns: int = 4
) -> Chart:
    """Bars by month of `value`, split by `part` in the order of `rank`."""
    made: alt.Chart = (
        alt.Chart(data(rows))
        .mark_bar(width={"band": 0.85})
        .encode(
            x=alt.X("yearmonth(month):O", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True)),
            y=alt.Y("sum(value):Q", title=title),
            color=alt.Color(
                f"{part}:N",
                scale=alt.Scale(domain=list(parts), range=list(colours[: len(parts)])),
                legend=alt.Legend(title=None, orient="top", columns=columns),
            ),
            order=alt.Order("rank:Q"),
            tooltip=[f"{part}:N", alt.Tooltip("value:Q", format=",.4~g")],
        )
        .properties(width=WIDTH, height=230)
    )
    return made


def lines(rows: Rows, time: str, value: str, series: str, title: str, names: Sequence[str], height: int = 220) -> Chart:
    """Lines over time, each named at its right end instead of in a legend."""
    colours = alt.Scale(domain=list(names), range=PALETTE[: len(names)])
    base = alt.Chart(data(rows)).encode(
        x=alt.X(f"{time}:T", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=6)),
        y=alt.Y(f"{value}:Q", title=title, scale=alt.Scale(zero=False)),
        color=alt.Color(f"{series}:N", scale=colours, legend=None),
    )
    if not rows:
        raise NothingToShow
    last = max(tidy(row[time]) for row in rows)
    ends = [row for row in rows if tidy(row[time]) == last]
    named = (
        alt.Chart(data(ends))
        .mark_text(align="left", dx=5)
        .encode(
            x=f"{time}:T",
            y=f"{value}:Q",
            text=f"{series}:N",
            color=alt.Color(f"{series}:N", scale=colours, legend=None),
        )
    )
    return alt.layer(base.mark_line(strokeWidth=2), named).properties(width=WIDTH - 120, height=height)
