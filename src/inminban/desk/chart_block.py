"""A chart in the Markdown of a draft: a fenced block of plain lines, which an editor can change and the site draws.

```chart
bars: Hungry (%)
teachers: 1.4 (0.76 to 2.58)
miners: 0.82 (0.41 to 1.63)
```

The first line is the kind (bars or lines) and the axis. Of lines, a label is a year; a series may follow after a slash.
"""

from __future__ import annotations

import re

from inminban.ask.structure import Chart, Point
from inminban.testimony.clean_text import one_line

FENCE, INFO = "```", "chart"
KINDS = ("bars", "lines")
NUMBER = r"-?\d{1,15}(?:\.\d{1,6})?"
HEAD = re.compile(rf"({'|'.join(KINDS)}): (.{{1,200}})")
POINT = re.compile(rf"(.{{1,120}}?)(?: / (.{{1,120}}?))?: ({NUMBER})(?: \(({NUMBER}) to ({NUMBER})\))?")
MOST = 500
"""Most points of a chart."""


def block_of(chart: Chart) -> str:
    """The block of a chart."""
    has_series = len({one.series for one in chart.points}) > 1
    lines = [f"{chart.kind}: {plain(chart.axis)}", *(line_of(one, has_series=has_series) for one in chart.points)]
    return "\n".join([f"{FENCE}{INFO}", *lines, FENCE])


def line_of(one: Point, *, has_series: bool) -> str:
    """A point on one line."""
    name = f"{plain(one.label)} / {plain(one.series)}" if has_series else plain(one.label)
    span = "" if one.low is None or one.high is None else f" ({written(one.low)} to {written(one.high)})"
    return f"{name}: {written(one.value)}{span}"


def plain(text: str) -> str:
    """A text that cannot end the block or be taken for another part of its line."""
    return one_line(text).replace("`", "'").replace(": ", ", ")


def written(value: float) -> str:
    """A number with four figures."""
    text = f"{float(f'{value:.4g}'):.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def chart_of(text: str) -> Chart | None:
    """The chart of a block's lines; None if they are not in the form."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = HEAD.fullmatch(lines[0]) if lines else None
    found = [POINT.fullmatch(line) for line in lines[1 : MOST + 1]]
    if head is None or not found or any(one is None for one in found):
        return None
    points = tuple(
        Point(one[1], float(one[3]), float(one[4]) if one[4] else None, float(one[5]) if one[5] else None, one[2] or "")
        for one in found
        if one is not None
    )
    if head[1] == "lines" and not all(re.fullmatch(r"\d{4}", one.label) for one in points):
        return None
    return Chart(head[1], head[2], head[2], points)
