"""The report on the provinces: maps and a table. Outlines from Natural Earth (public domain)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, NamedTuple

import altair as alt

from inminban.output.reading import Run
from inminban.report.chart_style import SEQUENTIAL, Chart, NothingToShow
from inminban.report.measured import Key, Row, cells, gather, ranked, shown, told
from inminban.report.page import Grid, Plot, Section
from inminban.report.parts import ADULTS

TABLE = {
    "simulated_people": "", "time_taken": "h/year", "money_taken": "won/year", "trade_income": "", "hungry": "",
    "conviction": "",
}  # fmt: skip


class Map(NamedTuple):
    """A map of one measure: title, unit, format."""

    title: str
    unit: str
    form: str


MAPS = {
    "time_taken": Map("Hours taken", "hours a year, 17 and over", ",.0f"),
    "hungry": Map("Hunger", "% of people", ",.1f"),
    "trade_income": Map("Earned at the market", "won a person and month", ",.0f"),
}


def provinces_section(run: Run) -> Section:
    """Maps and a table by province."""
    rows = ranked(gather(run, TABLE, ("province",)), "time_taken")
    return Section("provinces", "The provinces", [province_sentence(rows)], [MAP.figure(run), province_grid(rows)])


def province_sentence(rows: list[tuple[Key, Row]]) -> str:
    """The provinces where most and least time was taken."""
    if not rows:
        return "This run has no people."
    return told(
        "In the model the state took most time in {most} ({hours} hours a person and year) and least in {least} "
        f"({{fewest}}). This is of {ADULTS}.",
        most=rows[0][0], hours=shown(rows[0][1]["time_taken"]), least=rows[-1][0],
        fewest=shown(rows[-1][1]["time_taken"]),
    )  # fmt: skip


def province_grid(rows: list[tuple[Key, Row]]) -> Grid:
    """One row a province, most time taken first."""
    return Grid(
        "By province",
        [
            "Province", "Simulated people", "Hours taken a year", "Won taken a year",
            "Earned at the market, won a month", "Hungry", "Private conviction, points",
        ],
        [[name, *cells(row, TABLE, {"hungry": 1, "conviction": 1})] for name, row in rows],
        note=f"Hours and conviction are of {ADULTS}, money is of everybody.",
        measures=tuple(TABLE),
    )  # fmt: skip


def same(province: str) -> str:
    """A province's name in a common spelling: no differences of case, hyphens and underscores."""
    return province.lower().replace("_", " ").replace("-", " ").strip()


def outlines() -> list[dict[str, Any]]:
    """The ten provinces as GeoJSON features with the property `province`."""
    text = files("inminban.numbers.country").joinpath("provinces.geojson").read_text(encoding="utf-8")
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return features


def maps(run: Run) -> Chart:
    """Three small maps side by side, each with its own scale."""
    found = {same(name): row for name, row in gather(run, {name: TABLE[name] for name in MAPS}, ("province",)).items()}
    features = []
    for feature in outlines():
        row = found.get(same(feature["properties"]["province"]), {})
        values = {name: float(f"{one.number:.4g}") for name, one in row.items()}
        features.append({**feature, "properties": {**feature["properties"], **values}})
    if not any("time_taken" in feature["properties"] for feature in features):
        raise NothingToShow
    source = alt.Data(name="provinces")  # type: ignore[no-untyped-call]
    made: Chart = alt.hconcat(*(one_map(source, name) for name in MAPS), spacing=8).resolve_scale(color="independent")
    made.datasets = {"provinces": features}
    return made


def one_map(source: alt.Data, name: str) -> alt.Chart:
    """One map of one measure."""
    title, unit, form = MAPS[name]
    made: alt.Chart = (
        alt.Chart(source, title=title)
        .mark_geoshape(stroke="white", strokeWidth=0.8)
        .encode(
            color=alt.Color(
                f"properties.{name}:Q",
                title=unit,
                scale=alt.Scale(range=SEQUENTIAL, zero=False),
                legend=alt.Legend(orient="bottom", gradientLength=180, format=form, titleLimit=220),
            ),
            tooltip=[
                alt.Tooltip("properties.province:N", title="province"),
                alt.Tooltip(f"properties.{name}:Q", title=unit, format=form),
            ],
        )
        .project(type="mercator")
        .properties(width=220, height=250)
    )
    return made


MAP = Plot(
    "maps",
    "Hours taken, hunger and market income by province",
    maps,
    "Each map has its own scale, from the least to the most. Rason is counted with North Hamgyong, as in the census. "
    "Outlines: Natural Earth.",
    tuple(MAPS),
)
PLOTS = (MAP,)
