"""A chart as a picture (SVG) without scripts or styles, and as Vega-Lite for pages that draw it themselves."""

from __future__ import annotations

from html import escape
from typing import Any

from inminban.ask.structure import Chart, Point
from inminban.ask.wording.amounts import rounded
from inminban.core.characters import without_controls

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999")
"""Okabe and Ito's colours, which colour-blind readers can tell apart."""

WIDTH, ROW, LEFT, RIGHT, TOP, BOTTOM, PLOT = 640, 24, 200, 70, 30, 30, 220
TICKS = 4
INK = 'fill="currentColor"'
BARS, LINES = "bars", "lines"


def svg(chart: Chart) -> str:
    """The chart as SVG, with its title for readers who cannot see it."""
    drawn, height = bars(chart) if chart.kind == BARS else lines(chart)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{safe(chart.title)}</title>'
    )
    return f'{head}<text x="0" y="14" fill="currentColor">{safe(chart.axis)}</text>{"".join(drawn)}</svg>'


def safe(text: str) -> str:
    """A text as part of a picture."""
    return escape(without_controls(text), quote=True)


def scale(points: tuple[Point, ...], *, has_zero: bool) -> tuple[float, float]:
    """The lowest and highest value to be drawn, with nothing in between if bars begin there."""
    values = [end for one in points for end in (one.value, one.low, one.high) if end is not None]
    low, high = min(values), max(values)
    low, high = (min(low, 0.0), max(high, 0.0)) if has_zero else (low, high)
    return (low, high) if high > low else (low, low + 1.0)


def bars(chart: Chart) -> tuple[list[str], int]:
    """A bar for each point, its interval as a thin line, its value beside it."""
    low, high = scale(chart.points, has_zero=True)
    wide = WIDTH - LEFT - RIGHT

    def x(value: float) -> float:
        return LEFT + wide * (value - low) / (high - low)

    drawn = []
    for number, one in enumerate(chart.points):
        y = TOP + ROW * number
        begin, end = sorted((x(0.0), x(one.value)))
        drawn.append(
            f'<text x="{LEFT - 6}" y="{y + 14}" text-anchor="end" fill="currentColor">{safe(one.label)}</text>'
        )
        drawn.append(
            f'<rect x="{begin:.1f}" y="{y + 3}" width="{end - begin:.1f}" height="{ROW - 8}" fill="{PALETTE[0]}"/>'
        )
        far = x(one.value)
        if one.low is not None and one.high is not None:
            far = max(far, x(one.high))
            ends = f'x1="{x(one.low):.1f}" x2="{x(one.high):.1f}"'
            drawn.append(f'<line {ends} y1="{y + 11}" y2="{y + 11}" stroke="currentColor"/>')
        drawn.append(f'<text x="{far + 5:.1f}" y="{y + 15}" {INK}>{rounded(one.value)}</text>')
    return drawn, TOP + ROW * len(chart.points) + 6


def lines(chart: Chart) -> tuple[list[str], int]:
    """A line for each series over the years, its interval as a band, ticks at round values."""
    low, high = scale(chart.points, has_zero=min(one.value for one in chart.points) >= 0)
    years = [int(one.label) for one in chart.points]
    first, last = min(years), max(years)
    left, wide = 60, WIDTH - 60 - 20

    def x(year: int) -> float:
        return left + wide * (year - first) / max(last - first, 1)

    def y(value: float) -> float:
        return TOP + PLOT * (high - value) / (high - low)

    drawn = [tick for k in range(TICKS + 1) for tick in level_tick(low + (high - low) * k / TICKS, y, left)]
    drawn += [year_tick(year, x(year)) for year in tick_years(first, last)]
    series = list(dict.fromkeys(one.series for one in chart.points))
    for number, name in enumerate(series):
        own = [one for one in chart.points if one.series == name]
        colour = PALETTE[number % len(PALETTE)]
        drawn += band(own, x, y, colour)
        path = " ".join(f"{x(int(one.label)):.1f},{y(one.value):.1f}" for one in own)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        if len(series) > 1:
            drawn.append(f'<text x="{left + 6}" y="{TOP + 14 + 15 * number}" fill="{colour}">{safe(name)}</text>')
    return drawn, TOP + PLOT + BOTTOM


def band(own: list[Point], x: Any, y: Any, colour: str) -> list[str]:
    """The intervals of a line as a shaded band."""
    known = [one for one in own if one.low is not None and one.high is not None]
    if len(known) < 2:
        return []
    upper = [f"{x(int(one.label)):.1f},{y(one.high):.1f}" for one in known]
    lower = [f"{x(int(one.label)):.1f},{y(one.low):.1f}" for one in reversed(known)]
    return [f'<polygon points="{" ".join([*upper, *lower])}" fill="{colour}" fill-opacity="0.18"/>']


def level_tick(value: float, y: Any, left: int) -> list[str]:
    """A line across at a value, with the value."""
    at = y(value)
    return [
        f'<line x1="{left}" x2="{WIDTH - 20}" y1="{at:.1f}" y2="{at:.1f}" stroke="#999999" stroke-opacity="0.4"/>',
        f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end" fill="currentColor">{rounded(value)}</text>',
    ]


def year_tick(year: int, at: float) -> str:
    """A year below the chart."""
    return f'<text x="{at:.1f}" y="{TOP + PLOT + 18}" text-anchor="middle" fill="currentColor">{year}</text>'


def tick_years(first: int, last: int) -> list[int]:
    """A few of the years."""
    step = max((last - first) // 6, 1)
    return list(range(first, last + 1, step))


def vega_lite(chart: Chart) -> dict[str, Any]:
    """The chart as Vega-Lite, with its data in it."""
    values = [one._asdict() for one in chart.points]
    layers = bar_layers(chart) if chart.kind == BARS else line_layers(chart)
    return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "title": chart.title, "width": 600,
            "data": {"values": values}, "layer": layers}  # fmt: skip


def bar_layers(chart: Chart) -> list[dict[str, Any]]:
    """Bars with their intervals as lines."""
    names = {"field": "label", "type": "nominal", "title": None, "sort": None}
    return [
        {"mark": "bar", "encoding": {"y": names, "x": quantity("value", chart)}},
        {"mark": "rule", "encoding": {"y": names, "x": quantity("low", chart), "x2": {"field": "high"}}},
    ]


def line_layers(chart: Chart) -> list[dict[str, Any]]:
    """Lines over the years with their intervals as bands."""
    years = {"field": "label", "type": "quantitative", "title": None, "axis": {"format": "d"}, "scale": {"zero": False}}
    has_series = len({one.series for one in chart.points}) > 1
    colour = {"field": "series", "type": "nominal", "title": None} if has_series else {"value": PALETTE[0]}
    shared = {"x": years, "color": colour}
    return [
        {"mark": {"type": "area", "opacity": 0.18},
         "encoding": {**shared, "y": quantity("low", chart), "y2": {"field": "high"}}},
        {"mark": "line", "encoding": {**shared, "y": quantity("value", chart)}},
    ]  # fmt: skip


def quantity(field: str, chart: Chart) -> dict[str, Any]:
    """A field of the points along the axis of the chart."""
    return {"field": field, "type": "quantitative", "title": chart.axis}
