"""What was observed of a measure, by year: published series that are drawn beside the model's line.

A series is drawn where it speaks of the same people in the same unit, else not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from inminban.numbers.country.observed import market_prices, observed, observed_years
from inminban.numbers.parameters.sources import known_sources
from inminban.output.reading import Rows

Points = Callable[[], Rows]


class Series(NamedTuple):
    """A published series: where it is from, whom it covers, the unit, and its values by year.

    `who` are the groups that a view must name for the series to speak of the same people.
    """

    source: str
    of: str
    unit: str
    points: Points
    who: Mapping[str, str] = {}

    @property
    def title(self) -> str:
        """The publication, in words."""
        found = known_sources().get(self.source)
        return f"{found.title} ({found.organisation})" if found else self.source


def of_un(field: str, part: float = 1.0) -> Points:
    """A series of the UN's estimates."""
    return lambda: [{"year": row.year, "value": getattr(row, field) * part} for row in observed_years()]


def of_table(name: str) -> Points:
    """A series of the table of observed values."""
    return lambda: [row.model_dump(include={"year", "value", "low", "high"}) for row in observed(name)]


def of_markets(field: str) -> Points:
    """Yearly means of recorded prices; a year in which the won changed has none, since its prices are in two kinds."""

    def points() -> Rows:
        values: dict[int, list[float]] = defaultdict(list)
        for row in market_prices():
            values[row.day.year].append(float(getattr(row, field)))
        return [
            {"year": year, "value": sum(found) / len(found)} for year, found in values.items() if year != REFORM.year
        ]

    return points


REFORM = date(2009, 11, 30)
CAPITAL = {"province": "Pyongyang"}
OBSERVED: Mapping[str, tuple[Series, ...]] = {
    "population": (
        Series("un-wpp-2024", "the whole country in the middle of the year", "persons", of_un("population")),
    ),
    "birth_rate": (
        Series("un-wpp-2024", "births among 1,000 people", "per 1,000 people and year", of_un("births_per_1000")),
    ),
    "death_rate": (
        Series("un-wpp-2024", "deaths among 1,000 people", "per 1,000 people and year", of_un("deaths_per_1000")),
    ),
    "ration": (
        Series("wfp-rations", "what the state reported", "g/day", of_table("ration_grams"), {"settlement": "urban"}),
    ),
    "pay_in_rice": (
        Series("lankov-wages-2012", "average state pay over the price", "kg/month", of_table("pay_rice_kg")),
    ),
    "rice_price": (
        Series("dailynk-prices", "Pyongyang, mean of recorded prices", "won/kg", of_markets("rice_pyongyang"), CAPITAL),
    ),
    "exchange_rate": (
        Series("dailynk-prices", "Pyongyang, mean of recorded rates", "won/USD", of_markets("won_per_dollar"), CAPITAL),
    ),
    "arrivals": (
        Series("mou-arrivals", "arrivals in the South", "persons/year", of_table("arrivals_all")),
        Series("mou-arrivals", "women who arrived", "persons/year", of_table("arrivals_women"), {"sex": "female"}),
    ),
}  # fmt: skip
"""Published series by measure."""


@cache
def series_beside(measure: str) -> tuple[Series, ...]:
    """All published series of a measure."""
    return OBSERVED.get(measure, ())
