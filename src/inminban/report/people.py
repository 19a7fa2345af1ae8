"""The report on the people of a long run: how many there are, how many are born and die."""

from __future__ import annotations

import altair as alt

from inminban.numbers.country.observed import observed_years
from inminban.output.reading import Run
from inminban.report.chart_style import BLUE, SKY, Chart
from inminban.report.measured import gather, shown, told
from inminban.report.page import Plot, Section
from inminban.report.year_charts import MODEL, OBSERVED, POINTS, by_year, series_of, with_seen

MILLIONS = "million persons"
RATES = {"birth_rate": "births", "death_rate": "deaths", "hunger_death_rate": "deaths of hunger"}


def people_section(run: Run) -> Section:
    """How many people there are, and how many are born and die."""
    rows = list(gather(run, {"population": MILLIONS}, ("year",)).items())
    text: str = "The run does not contain the middle of a year."
    if rows:
        text = told(
            "The model's country has {first} million people in the middle of {begin} and {last} million in the middle "
            "of {end}.",
            first=shown(rows[0][1]["population"], 1), begin=str(rows[0][0]),
            last=shown(rows[-1][1]["population"], 1), end=str(rows[-1][0]),
        )  # fmt: skip
    return Section(
        "people", "People, births and deaths", [text], [PEOPLE_BY_YEAR.figure(run), BIRTHS_AND_DEATHS.figure(run)]
    )


def people_by_year(run: Run) -> Chart:
    """Population, with the UN's series."""
    rows = series_of(run, {"population": MODEL}, MILLIONS)
    un = [{"year": row.year, "series": OBSERVED, "value": row.population / 1e6} for row in observed_years()]
    is_seen = bool({row["year"] for row in rows} & {row["year"] for row in un})
    chart = by_year(rows, "series", "million people", [MODEL], is_seen=is_seen).encode(
        y=alt.Y("value:Q", title="million people", scale=alt.Scale(zero=False))
    )
    return with_seen(chart, rows, un)


def births_and_deaths(run: Run) -> Chart:
    """Births and deaths among 1,000 people, with the UN's."""
    rows = series_of(run, RATES)
    chart = by_year(rows, "series", "among 1,000 people and year", list(RATES.values()))
    births = [{"year": row.year, "series": "births, UN", "value": row.births_per_1000} for row in observed_years()]
    deaths = [{"year": row.year, "series": "deaths, UN", "value": row.deaths_per_1000} for row in observed_years()]
    return with_seen(with_seen(chart, rows, births, BLUE), rows, deaths, SKY)


PEOPLE_BY_YEAR = Plot(
    "people_by_year",
    "People of the country",
    people_by_year,
    f"People of the whole country in the middle of the year. {POINTS} Source: UN 2024.",
    ("population",),
)
BIRTHS_AND_DEATHS = Plot(
    "births_and_deaths",
    "Births and deaths by year",
    births_and_deaths,
    "Births and deaths among 1,000 people. Diamonds: the UN's series, whose deaths of 1995 to 2002 are one flat block "
    "and were not used. Deaths of hunger are of people outside camps and prisons whom the life table alone would have "
    "spared.",
    tuple(RATES),
)
PLOTS = (PEOPLE_BY_YEAR, BIRTHS_AND_DEATHS)
