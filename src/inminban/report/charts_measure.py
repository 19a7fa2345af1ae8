"""A chart of any measure: lines over a time, else bars, each with its 95 % interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from inminban.output.reading import Rows
from inminban.report.chart_style import BLUE, INK, PALETTE, WIDTH, Chart, data

SHADE = 0.18
TIMES = ("month", "week", "day")
ORDERED = {"age_group", "wealth_fifth", "year", "weekday", "nutrition_quarter", "knowledge_quarter", "unpaid_half"}
"""Groups whose members have a natural order; others are drawn greatest first."""


def chart_of(rows: Rows, by: Mapping[str, str], time: str, title: str) -> Chart:
    """Rows with `value`, `low` and `high` and an entry for each of `by`; NothingToShow if there are none.

    `by` gives each group its label; `time` is the horizontal axis, "" if there is none. Of the other groups the
    first gives colours or bars, the rest panels below each other.
    """
    others = [name for name in by if name != time]
    words = [{**row, **{name: said(row[name]) for name in others}} for row in rows]
    labels = {name: by[name] for name in others}
    made = over_time(words, time, first_of(labels, 1), title) if time else bars(words, first_of(labels, 2), title)
    panels = others[1:2] if time else others[2:3]
    if not panels:
        return made
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


def over_time(rows: Rows, time: str, colour: Mapping[str, str], title: str) -> Chart:
    """A line for each member, with its interval as a shaded band."""
    if time == "year":
        axis = alt.Axis(format="d", tickMinStep=1)
        x = alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(zero=False, nice=False))
    else:
        x = alt.X(f"{time}:T", title=None, axis=alt.Axis(format="%b %Y"))
    base = alt.Chart(data(rows)).encode(x=x, color=coloured(rows, colour))
    shade = base.mark_area(opacity=SHADE).encode(y=alt.Y("low:Q", title=title), y2="high:Q")
    line = base.mark_line(strokeWidth=2, point=len({str(row[time]) for row in rows}) < 4).encode(
        y=alt.Y("value:Q", title=title), tooltip=tooltips(time, *colour)
    )
    return alt.layer(shade, line).properties(width=WIDTH - 60, height=240)


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
    """A bar for each member, the interval as a thin line; of a second group, bars side by side."""
    first, *second = by
    if not second and first not in ORDERED:
        rows = sorted(rows, key=lambda row: -float(row["value"]))
    order = list(dict.fromkeys(row[first] for row in rows))
    names = list(dict.fromkeys(row[second[0]] for row in rows)) if second else []
    step: dict[str, Any] = {"yOffset": alt.YOffset(f"{second[0]}:N", sort=names)} if second else {}
    base = alt.Chart(data(rows)).encode(y=alt.Y(f"{first}:N", sort=order, title=None))
    shown = coloured(rows, {name: by[name] for name in second})
    bar = base.mark_bar().encode(x=alt.X("value:Q", title=title), color=shown, tooltip=tooltips(*by), **step)
    span = base.mark_rule(color=INK).encode(x="low:Q", x2="high:Q", **step)
    height = 22 * len(order) * max(len(names) / 2, 1)
    return alt.layer(bar, span).properties(width=WIDTH - 110, height=height)


def tooltips(*names: str) -> list[alt.Tooltip]:
    """What is shown where the pointer is: the groups, the value, its interval."""
    groups = [alt.Tooltip(f"{name}:{'T' if name in TIMES else 'N'}") for name in names]
    return [*groups, *(alt.Tooltip(f"{name}:Q", format=",.4g") for name in ("value", "low", "high"))]
