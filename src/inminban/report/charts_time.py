"""Lines of a measure over time: each named at its end, observed values as points, many lines as small panels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import floor, log10
from typing import Any, NamedTuple

import altair as alt

from inminban.output.reading import Rows
from inminban.report.chart_style import BLUE, GREY, INK, SKY, VERMILION, WIDTH, Chart, NothingToShow, data, tidy

SHADE = 0.18
TIMES = ("month", "week", "day")
GAP = 15  # pixels between two names at the ends of lines
MOST_NAMED = 8  # lines in one chart; more of them are drawn in a panel each
MOST_SHADED = 3  # lines whose intervals are drawn as bands; more bands would hide each other
FROM_ZERO = 0.6  # of the greatest value: an axis begins at nothing unless all values are above this part
LINES = [BLUE, VERMILION, "#009E73", "#CC79A7", "#E69F00", SKY, "#000000", GREY]
"""The palette, neighbours as far apart as can be."""

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
PANEL_WIDTH, PANEL_HEIGHT, PANELS = 170, 110, 3


class Axis(NamedTuple):
    """The ends of a vertical axis, round numbers, and its height in pixels."""

    low: float
    high: float
    height: int

    def pixel(self, value: float) -> float:
        """How far below the top a value is drawn."""
        return self.height * (self.high - value) / (self.high - self.low)


def over_time(rows: Rows, time: str, series: Sequence[str], title: str, seen: Rows, height: int) -> Chart:
    """A line for each member of a group, with its interval as a shaded band where they can be told apart."""
    if not rows:
        raise NothingToShow
    names = list(dict.fromkeys(row[series[0]] for row in rows)) if series else []
    if len(names) > MOST_NAMED:
        return panels(rows, time, series[0], title)
    drawn = {str(row[time]) for row in rows}
    seen = [row for row in seen if str(row.get(time)) in drawn]
    axis = axis_for([*rows, *seen], height)
    scale = alt.Scale(domain=[axis.low, axis.high], nice=False)
    colour: Any = colour_of(series[0], names) if series else alt.value(BLUE)
    base = alt.Chart(data(rows)).encode(x=axis_of_time(time), color=colour)
    layers: list[Any] = []
    if len(names) <= MOST_SHADED:
        layers.append(base.mark_area(opacity=SHADE).encode(y=alt.Y("low:Q", scale=scale, title=title), y2="high:Q"))
    tip = [alt.Tooltip(f"{name}:{'T' if name in TIMES else 'N'}") for name in (time, *series)]
    tip += [alt.Tooltip(f"{name}:Q", format=",.4g") for name in ("value", "low", "high")]
    line = base.mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=14) if len(drawn) < 60 else False)
    layers.append(line.encode(y=alt.Y("value:Q", scale=scale, title=title), tooltip=tip))
    layers += points(seen, scale, title) if seen else []
    if names:
        layers.append(named(rows, time, series[0], axis, colour))
    return alt.layer(*layers).properties(width=WIDTH - 60, height=height)


def axis_of_time(time: str) -> alt.X:
    """The horizontal axis."""
    if time == "year":
        axis = alt.Axis(format="d", tickMinStep=1, tickCount=10, grid=False)
        return alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(zero=False, nice=False, padding=6))
    return alt.X(f"{time}:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=8, grid=False))


def axis_for(rows: Rows, height: int) -> Axis:
    """An axis that holds all values and intervals. It begins at nothing, unless all values are far above it."""
    values = [float(row[name]) for row in rows for name in ("value", "low", "high") if row.get(name) is not None]
    least, most = min(values), max(values)
    if 0 <= least < FROM_ZERO * most:
        least = 0.0
    if least == most:
        least, most = (0.0, most * 1.2) if most > 0 else (least - 1, 1.0)
    step = step_for(most - least)
    return Axis(floor(least / step) * step, -floor(-most / step) * step, height)


def step_for(span: float) -> float:
    """A round step of which some five make up a span."""
    power = 10.0 ** floor(log10(span / 5))
    return next(step * power for step in STEPS if step * power >= span / 5)


def colour_of(series: str, names: Sequence[str]) -> alt.Color:
    """A colour for each line, without a key: the lines are named."""
    scale = alt.Scale(domain=list(names), range=LINES[: len(names)])
    return alt.Color(f"{series}:N", scale=scale, legend=None)


def named(rows: Rows, time: str, series: str, axis: Axis, colour: Any) -> alt.Chart:
    """The names of the lines, at their right ends and moved apart where they would cover each other."""
    last: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: str(tidy(row[time]))):
        last[row[series]] = row
    end = max((row[time] for row in rows), key=lambda one: str(tidy(one)))
    places = apart({name: axis.pixel(float(row["value"])) for name, row in last.items()}, axis.height)
    ends = [{time: date_of(end), series: name, "at": place} for name, place in places.items()]
    made: alt.Chart = (
        alt.Chart(data(ends))
        .mark_text(align="left", dx=8, fontWeight=600, limit=170)
        .encode(x=axis_of_time(time), y=alt.Y("at:Q", scale=None, axis=None), text=f"{series}:N", color=colour)
    )
    return made


def date_of(value: Any) -> Any:
    """A time as charts hold it."""
    return value.isoformat() if isinstance(value, date) else value


def apart(places: dict[str, float], height: int) -> dict[str, float]:
    """Places of names from top to bottom, at least a line's height from each other and near to their own."""
    found: dict[str, float] = {}
    for name, place in sorted(places.items(), key=lambda pair: pair[1]):
        above = next(reversed(found.values()), -GAP)
        found[name] = max(place, above + GAP)
    below = float(height + GAP)
    for name in reversed(list(found)):
        found[name] = below = min(found[name], below - GAP)
    return found


def points(seen: Rows, scale: alt.Scale, title: str) -> list[alt.Chart]:
    """Observed values as diamonds, with a line from low to high where the source gives a range."""
    base = alt.Chart(data(seen)).encode(x="year:Q")
    tip = [alt.Tooltip("year:Q", title="year"), alt.Tooltip("value:Q", title="observed", format=",.4g")]
    marks = base.mark_point(filled=True, size=60, shape="diamond", color=INK, opacity=1).encode(
        y=alt.Y("value:Q", scale=scale, title=title), tooltip=tip
    )
    if not any(row.get("low") is not None for row in seen):
        return [marks]
    ranged = alt.Chart(data([row for row in seen if row.get("low") is not None]))
    return [ranged.mark_rule(color=INK).encode(x="year:Q", y=alt.Y("low:Q", scale=scale), y2="high:Q"), marks]


def panels(rows: Rows, time: str, series: str, title: str) -> Chart:
    """A small panel for each line, all on the same axes, so that twenty lines can be told apart."""
    order = list(dict.fromkeys(row[series] for row in rows))
    base = alt.Chart().encode(
        x=axis_of_time(time).scale(zero=False, nice=False) if time == "year" else axis_of_time(time)
    )
    shade = base.mark_area(opacity=SHADE, color=BLUE).encode(y=alt.Y("low:Q", title=None), y2="high:Q")
    tip = [alt.Tooltip(f"{series}:N"), alt.Tooltip(f"{time}:{'T' if time in TIMES else 'N'}")]
    tip += [alt.Tooltip(f"{name}:Q", format=",.4g") for name in ("value", "low", "high")]
    line = base.mark_line(strokeWidth=2, color=BLUE).encode(y=alt.Y("value:Q", title=None), tooltip=tip)
    layered = alt.layer(shade, line, data=data(rows)).properties(width=PANEL_WIDTH, height=PANEL_HEIGHT)
    head = alt.Header(title=None, labelAnchor="start", labelFontWeight="bold")
    made: Chart = layered.facet(facet=alt.Facet(f"{series}:N", sort=order, header=head), columns=PANELS, title=title)
    return made
