"""A map of any measure by province. Outlines from Natural Earth (public domain)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from inminban.report.chart_style import SEQUENTIAL, Chart, NothingToShow, data
from inminban.report.charts_measure import form_of
from inminban.report.provinces import outlines, same

MAP_WIDTH, MAP_HEIGHT = 460, 520
DARK_FROM = 0.5  # of the scale: from there numbers are white


def map_of(values: Mapping[str, float], title: str, names: Mapping[str, str] | None = None) -> Chart:
    """The provinces coloured by their values, each value written in its province. NothingToShow if there are none.

    `names`: what the provinces are called, if not by their own names.
    """
    if not values:
        raise NothingToShow
    by_name = {same(name): value for name, value in values.items()}
    called = {same(name): words for name, words in (names or {}).items()}
    features = []
    for feature in outlines():
        own = feature["properties"]
        value = by_name.get(same(own["province"]))
        name = called.get(same(own["province"]), own["province"])
        known = {"province": name, "value": None if value is None else float(f"{value:.4g}")}
        features.append({**feature, "properties": known})
    form = form_of([{"value": value} for value in values.values()])
    colour = alt.Color(
        "properties.value:Q", title=title, scale=alt.Scale(range=SEQUENTIAL, zero=False),
        legend=alt.Legend(orient="bottom", gradientLength=260, format=form, titleLimit=320),
    )  # fmt: skip
    tip = [alt.Tooltip("properties.province:N", title="province")]
    tip.append(alt.Tooltip("properties.value:Q", title=title, format=form))
    shapes = (
        alt.Chart(alt.Data(values=features))  # type: ignore[no-untyped-call]
        .mark_geoshape(stroke="white", strokeWidth=0.8)
        .encode(color=colour, tooltip=tip)
    )
    made: Chart = alt.layer(shapes, numbers(features, form)).project(type="mercator")
    return made.properties(width=MAP_WIDTH, height=MAP_HEIGHT)


def numbers(features: Sequence[Mapping[str, Any]], form: str) -> alt.Chart:
    """The value of each province, written in its middle: light on dark and dark on light."""
    known = [feature for feature in features if feature["properties"]["value"] is not None]
    values = [feature["properties"]["value"] for feature in known]
    half = min(values) + (max(values) - min(values)) * DARK_FROM
    rows = []
    for feature in known:
        longitude, latitude = middle(feature["geometry"])
        rows.append({"longitude": longitude, "latitude": latitude, "value": feature["properties"]["value"]})
    made: alt.Chart = (
        alt.Chart(data(rows))
        .mark_text(fontWeight=600)
        .encode(
            longitude="longitude:Q", latitude="latitude:Q", text=alt.Text("value:Q", format=form),
            color=alt.condition(f"datum.value > {half!r}", alt.value("#ffffff"), alt.value("#1e2227")),
        )
    )  # fmt: skip
    return made


def middle(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """The middle of a province: the centre of gravity of its largest ring, as longitude and latitude."""
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return max((centre(shape[0]) for shape in shapes), key=lambda found: found[0])[1]


def centre(ring: Sequence[Sequence[float]]) -> tuple[float, tuple[float, float]]:
    """The area of a ring and its centre of gravity."""
    crosses = [(x * b - a * y, x + a, y + b) for (x, y), (a, b) in pairwise(ring)]
    area = sum(cross for cross, _, _ in crosses) / 2
    east = sum(cross * x for cross, x, _ in crosses) / (6 * area)
    north = sum(cross * y for cross, _, y in crosses) / (6 * area)
    return abs(area), (east, north)
