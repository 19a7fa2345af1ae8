"""A chart of any measure: lines over a time, else bars, each with its 95 % interval and named where it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from inminban.output.reading import Rows
from inminban.report.chart_style import BLUE, INK, PALETTE, SEQUENTIAL, WIDTH, Chart, data
from inminban.report.charts_time import SHADE, TIMES, axis_of_time, over_time

ORDERED = {"age_group", "wealth_fifth", "year", "weekday", "nutrition_quarter", "knowledge_quarter", "unpaid_half"}
"""Groups whose members have a natural order; others are drawn greatest first."""
MOST_BARS = 4  # members of a second group that bars side by side can show; more of them become a table of colours
ROOM = 0.045  # of the width of a narrow chart, for each character of a number
LARGE, SMALL = 100, 1  # values from which a number is written without, and below which with two, digits after the point
HEIGHT = 240


def chart_of(
    rows: Rows, by: Mapping[str, str], time: str, title: str, seen: Sequence[dict[str, Any]] = (), height: int = HEIGHT
) -> Chart:  # fmt: skip
    """Rows with `value`, `low` and `high` and an entry for each of `by`; NothingToShow if there are none.

    `by` gives each group its label; `time` is the horizontal axis, "" if there is none. Of the other groups the
    first gives colours or bars, the rest panels below each other. `seen` are observed values by year, drawn as points.
    """
    others = [name for name in by if name != time]
    words = [{**row, **{name: said(row[name]) for name in others}} for row in rows]
    labels = {name: by[name] for name in others}
    panels = others[1:2] if time else others[2:3]
    if not panels:
        return over_time(words, time, others[:1], title, list(seen), height) if time else bars(words, labels, title)
    made = lines_of_panels(words, time, others[0], labels, title) if time else bars(words, first_of(labels, 2), title)
    made.data = data(words)
    for layer in getattr(made, "layer", ()):
        layer.data = alt.Undefined
    return made.facet(row=alt.Row(f"{panels[0]}:N", title=None))


def first_of(labels: Mapping[str, str], most: int) -> dict[str, str]:
    """The first few entries."""
    return dict(list(labels.items())[:most])


def said(value: Any) -> str:
    """A member of a group, in words."""
    return str(value).replace("_", " ")


def lines_of_panels(rows: Rows, time: str, colour: str, labels: Mapping[str, str], title: str) -> Chart:
    """Lines in panels: the colours are named once, above all of them."""
    base = alt.Chart(data(rows)).encode(x=axis_of_time(time), color=coloured(rows, {colour: labels[colour]}))
    shade = base.mark_area(opacity=SHADE).encode(y=alt.Y("low:Q", title=title), y2="high:Q")
    line = base.mark_line(strokeWidth=2).encode(y=alt.Y("value:Q", title=title), tooltip=tooltips(time, colour))
    return alt.layer(shade, line).properties(width=WIDTH - 60, height=HEIGHT * 2 // 3)


def coloured(rows: Rows, by: Mapping[str, str]) -> Any:
    """One colour for each member of a group, named above the chart; blue where there is no group."""
    if not by:
        return alt.value(BLUE)
    name, label = next(iter(by.items()))
    names = list(dict.fromkeys(row[name] for row in rows))
    scale = alt.Scale(domain=names, range=[PALETTE[n % len(PALETTE)] for n in range(len(names))])
    key = alt.Legend(title=label, orient="top", columns=4, symbolOpacity=1)
    return alt.Color(f"{name}:N", scale=scale, legend=key)


def bars(rows: Rows, by: Mapping[str, str], title: str) -> Chart:
    """A bar for each member with its value at the end, the interval as a thin line.

    Of a second group bars stand side by side; if it has many members, a table of colours says it better.
    """
    first, *second = first_of(by, 2)
    if not second and first not in ORDERED:
        rows = sorted(rows, key=lambda row: -float(row["value"]))
    order = list(dict.fromkeys(row[first] for row in rows))
    names = list(dict.fromkeys(row[second[0]] for row in rows)) if second else []
    if len(names) > MOST_BARS:
        return colours_of(rows, (first, second[0]), title)
    step: dict[str, Any] = {"yOffset": alt.YOffset(f"{second[0]}:N", sort=names)} if second else {}
    base = alt.Chart(data(rows)).encode(y=alt.Y(f"{first}:N", sort=order, title=None))
    shown = coloured(rows, {name: by[name] for name in second})
    bar = base.mark_bar().encode(
        x=alt.X("value:Q", title=title, scale=room_for_numbers(rows)),
        color=shown,
        tooltip=tooltips(*first_of(by, 2)),
        **step,
    )
    span = base.mark_rule(color=INK).encode(x="low:Q", x2="high:Q", **step)
    height = 24 * len(order) * max(len(names) * 2 // 3, 1)
    layers = [bar, span] if second else [bar, span, values_of(rows, base)]
    return alt.layer(*layers).properties(width=WIDTH - 110, height=height)


def values_of(rows: Rows, base: alt.Chart) -> alt.Chart:
    """The values as numbers, right of the bars and of their intervals."""
    made: alt.Chart = (
        base.transform_calculate(end="max(datum.value, isValid(datum.high) ? datum.high : datum.value, 0)")
        .mark_text(align="left", dx=5, color=INK)
        .encode(x="end:Q", text=alt.Text("value:Q", format=form_of(rows)))
    )
    return made


def room_for_numbers(rows: Rows) -> alt.Scale:
    """A scale that leaves room right of the longest bar for its number."""
    values = [float(row["value"]) for row in rows]
    most = max([*values, *(float(row["high"]) for row in rows if row.get("high") is not None)], default=0.0)
    if most <= 0:
        return alt.Scale()
    return alt.Scale(domain=[min(0.0, *values), most * (1 + ROOM * len(f"{most:,.1f}"))])


def form_of(rows: Rows) -> str:
    """How numbers of this size are written: 12,345; 12.3; 0.12."""
    largest = max((abs(float(row["value"])) for row in rows), default=0.0)
    return ",.0f" if largest >= LARGE else ",.1f" if largest >= SMALL else ",.2f"


def colours_of(rows: Rows, by: tuple[str, str], title: str) -> Chart:
    """A table of colours: the first group down, the second across, the value as a colour and as a number."""
    down, across = by
    order = list(dict.fromkeys(row[across] for row in rows))
    lines = list(dict.fromkeys(row[down] for row in rows))
    values = sorted(float(row["value"]) for row in rows)
    half = values[0] + (values[-1] - values[0]) * 0.55
    base = alt.Chart(data(rows)).encode(
        x=alt.X(f"{across}:N", sort=order, title=None, axis=alt.Axis(orient="top", labelAngle=-40, labelOverlap=False)),
        y=alt.Y(f"{down}:N", sort=lines, title=None),
    )
    cell = base.mark_rect().encode(
        color=alt.Color(
            "value:Q", title=title, scale=alt.Scale(range=SEQUENTIAL, zero=False), legend=alt.Legend(orient="bottom")
        ),
        tooltip=tooltips(*by),
    )
    ink = alt.condition(f"datum.value > {half!r}", alt.value("#ffffff"), alt.value("#1e2227"))
    number = base.mark_text(fontSize=10).encode(text=alt.Text("value:Q", format=form_of(rows)), color=ink)
    layers: Sequence[alt.Chart] = (cell, number)
    return alt.layer(*layers).properties(width=WIDTH - 110, height=22 * len(lines))


def tooltips(*names: str) -> list[alt.Tooltip]:
    """What is shown where the pointer is: the groups, the value, its interval."""
    groups = [alt.Tooltip(f"{name}:{'T' if name in TIMES else 'N'}") for name in names]
    return [*groups, *(alt.Tooltip(f"{name}:Q", format=",.4g") for name in ("value", "low", "high"))]
