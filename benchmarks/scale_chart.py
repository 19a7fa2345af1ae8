"""The chart of benchmarks/scale.py: seconds and memory by people, seconds by days, on logarithmic scales."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from inminban.report.chart_style import BLUE, GREY, Chart, data, spec

WIDTH, HEIGHT = 220, 200
STEPS = 24  # points of a drawn line
MEBIBYTE = 1024**2
PICTURE_SCALE = 1.2


def spread(least: float, most: float) -> list[float]:
    """Numbers from least to most, equally far from each other on a logarithmic scale."""
    return [least * (most / least) ** (i / (STEPS - 1)) for i in range(STEPS)]


def panel(points: list[tuple[float, float]], line: list[tuple[float, float]], x: str, y: str) -> Chart:
    """Measured points on the line of the law."""

    def rows(pairs: list[tuple[float, float]]) -> alt.Data:
        return data([{"x": one, "y": other} for one, other in pairs])

    axes = {
        "x": alt.X("x:Q", title=x, scale=alt.Scale(type="log"), axis=alt.Axis(format="~s", tickCount=4)),
        "y": alt.Y("y:Q", title=y, scale=alt.Scale(type="log"), axis=alt.Axis(format="~s", tickCount=5)),
    }
    drawn = alt.Chart(rows(line)).mark_line(color=GREY, strokeWidth=1.5).encode(**axes)
    marks = alt.Chart(rows(points)).mark_point(color=BLUE, filled=True, size=60).encode(**axes)
    return alt.layer(drawn, marks).properties(width=WIDTH, height=HEIGHT)


def commonest(rows: list[dict[str, Any]], name: str) -> int:
    """The number that most rows have in a column."""
    values = [int(row[name]) for row in rows]
    return max(values, key=values.count)


def draw_chart(rows: list[dict[str, Any]], law: Any, memory: tuple[float, float], folder: Path) -> None:
    """Write scale.png and scale.svg: the rows of the table as points, the fitted laws as lines."""

    def seconds(people: float, days: float) -> float:
        return float(law.start + people * law.making / 1e9 + people * days * law.living / 1e9)

    length, size = commonest(rows, "days"), commonest(rows, "people")
    sizes = [row for row in rows if row["days"] == length]
    lengths = [row for row in rows if row["people"] == size]
    people = spread(min(row["people"] for row in sizes), max(row["people"] for row in sizes))
    days = spread(min(row["days"] for row in lengths), max(row["days"] for row in lengths))
    chart = alt.hconcat(
        panel(
            [(row["people"], row["seconds"]) for row in sizes],
            [(one, seconds(one, length)) for one in people], f"people, {length} days", "seconds",
        ),
        panel(
            [(row["people"], row["mebibytes"]) for row in sizes],
            [(one, (memory[0] + one * memory[1]) / MEBIBYTE) for one in people], "people", "memory (MiB)",
        ),
        panel(
            [(row["days"], row["seconds"]) for row in lengths],
            [(one, seconds(size, one)) for one in days], f"days, {size:,} people", "seconds",
        ),
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(spec(chart))
    (folder / "scale.png").write_bytes(vl_convert.vegalite_to_png(text, scale=PICTURE_SCALE))
    (folder / "scale.svg").write_text(vl_convert.vegalite_to_svg(text), encoding="utf-8")
