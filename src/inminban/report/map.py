"""Maps by province: what the state takes, hunger, market income. Outlines from Natural Earth (public domain)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import altair as alt

from inminban.output.reading import Run
from inminban.report import figures_state as figures
from inminban.report.chart_style import SEQUENTIAL, Chart, NothingToShow

MAPS = {
    "hours": ("Hours taken", "hours a person of 14+ and year", ",.0f", 1),
    "hungry": ("Hunger", "% of people", ",.1f", 100),
    "market": ("Market income", "won a person of 14+ and month", ",.0f", 0.01),
}
"""For each figure of `figures_state.provinces`: title, unit, format, factor."""


def same(province: str) -> str:
    """A province's name without differences of case, hyphens and underscores."""
    return province.lower().replace("_", " ").replace("-", " ").strip()


def outlines() -> list[dict[str, Any]]:
    """The ten provinces as GeoJSON features with the property `province`."""
    text = files("inminban.numbers.country").joinpath("provinces.geojson").read_text(encoding="utf-8")
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return features


def maps(run: Run) -> Chart:
    """Three small maps side by side, each with its own scale."""
    found = {same(row["province"]): row for row in figures.provinces(run)}
    features = []
    for feature in outlines():
        row = found.get(same(feature["properties"]["province"]))
        values = {key: tidy_value(row[key], MAPS[key][3]) for key in MAPS} if row else {}
        features.append({**feature, "properties": {**feature["properties"], **values}})
    if not any("hours" in feature["properties"] for feature in features):
        raise NothingToShow
    source = alt.Data(name="provinces")  # type: ignore[no-untyped-call]
    made: Chart = alt.hconcat(*(one_map(source, key) for key in MAPS), spacing=8).resolve_scale(color="independent")
    made.datasets = {"provinces": features}
    return made


def tidy_value(value: float | None, factor: float) -> float | None:
    """The value in the map's unit, with four digits."""
    return None if value is None else float(f"{value * factor:.4g}")


def one_map(source: alt.Data, key: str) -> alt.Chart:
    """One map of one figure."""
    title, unit, form, _ = MAPS[key]
    made: alt.Chart = (
        alt.Chart(source, title=title)
        .mark_geoshape(stroke="white", strokeWidth=0.8)
        .encode(
            color=alt.Color(
                f"properties.{key}:Q",
                title=unit,
                scale=alt.Scale(range=SEQUENTIAL, zero=False),
                legend=alt.Legend(orient="bottom", gradientLength=180, format=form, titleLimit=220),
            ),
            tooltip=[
                alt.Tooltip("properties.province:N", title="province"),
                alt.Tooltip(f"properties.{key}:Q", title=unit, format=form),
            ],
        )
        .project(type="mercator")
        .properties(width=220, height=250)
    )
    return made
