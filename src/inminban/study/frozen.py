"""A frozen society: people who do nothing but leave, with hunger, belief and money set from outside year by year.

It runs the month of departures alone, exactly as the model does, so that its numbers can be searched for in seconds.
Nobody is born, dies, ages or earns; whoever arrives in the South is replaced by somebody alike.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from math import log
from pathlib import Path
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.device.threads import Threads
from inminban.core.kinds import Fate, Marital, Minutes, Occupation, Whereabouts
from inminban.measures import Value, by_group, measure
from inminban.measures.query import Where
from inminban.measures.run import Run
from inminban.numbers import parameters
from inminban.numbers.parameters.lines import read_toml
from inminban.step.context import COUNTY_WEEK, PARAMETER_TYPES, Rules
from inminban.step.simulation.departures import Departures

PATHS_FILE = Path(__file__).resolve().parent / "leaving_paths.toml"
LEVELS = ("nutrition", "conviction", "outside_knowledge")
READ = ("conviction", "food", "leaving", "remittances", "way_south", "work_abroad")  # what departures read
OTHERS_ON = date(2015, 1, 1)  # the rest is loaded for one day and not used
YEAR_DAYS = 365
EXCHANGE = 800_000  # jon/USD: won of a frozen house count at it
TOP_FIFTH = 1.4  # standard deviations by which the mean of the highest fifth lies above the middle
AT_POST_MINUTES = 9_000  # of a month in which the post was attended
GREATEST = 10_000
GROWN = ["17-29", "30-44", "45-59"]
MIDDLE, RICHEST = 3, 5
LEAST_SHARE, AROUND_HALF = 0.001, 0.02
LEAST_USD, LEAST_LOG = 0.1, 0.1


class Paths(NamedTuple):
    """Means and spreads (bp) by level, year and province, and by year what holds for everybody.

    at_post: share at the post (percent); usd: money of the middle household, usd_spread: that of its logarithm;
    rice_usd: price of rice (USD/kg).
    """

    years: list[int]
    mean: dict[str, Array]  # (year, province)
    spread: dict[str, Array]  # (year, province)
    border_knowledge: int
    fear: int
    at_post: Array
    usd: Array
    usd_spread: Array
    rice_usd: Array


def paths_of_file(provinces: list[str], first: int, last: int) -> Paths:
    """The paths of leaving_paths.toml for years `first` to `last`."""
    content = read_toml(PATHS_FILE).content
    years = list(range(first, last + 1))
    shape = (len(years), len(provinces))

    def along(name: str) -> Array:
        return np.interp(years, content["year"], [float(value) for value in content[name]])

    mean = {name: np.repeat(along(name)[:, None], len(provinces), axis=1) for name in LEVELS}
    mean["nutrition"] += [float(content["nutrition_of_province"].get(name, 0)) for name in provinces]
    spread = {name: np.full(shape, float(content[f"{name}_spread"])) for name in LEVELS}
    return Paths(years, mean, spread, int(content["border_knowledge"]), int(content["fear"]),
                 along("at_post_percent"), along("usd_of_household"), np.full(len(years), float(content["usd_spread"])),
                 np.full(len(years), float(content["rice_usd"])))  # fmt: skip


def paths_of_run(run: Run, provinces: list[str], first: int, last: int, hungry: int) -> Paths:
    """The same from a run: yearly means by province of those of 17 to 59, the spread of nourishment from the hungry.

    `hungry` [bp] is the model's threshold. Shares at the post and other spreads stay as in the file.
    """
    paths = paths_of_file(provinces, first, last)
    grown: Where = {"age_group": GROWN, "year": paths.years}

    def by_place(name: str, unit: str) -> dict[Any, Value]:
        return by_group(measure(run, name, ("year", "province"), grown, unit=unit), "year", "province")

    shares = by_place("hungry", "percent")
    for name in LEVELS:
        for (year, province), level in by_place(name, "bp").items():
            at = paths.years.index(year), provinces.index(province)
            paths.mean[name][at] = level.value
            if name == "nutrition":
                spread = spread_below(hungry - level.value, shares[year, province].value / 100)
                paths.spread[name][at] = paths.spread[name][at] if spread is None else spread
    read_money(run, paths)
    return paths._replace(border_knowledge=0)


def spread_below(distance: float, share: float) -> float | None:
    """Spread of a bell curve of which `share` lies more than `distance` above (or below, if negative) its mean.

    None where the two do not fit together, or half lies there, so that any spread would do.
    """
    share = min(max(share, LEAST_SHARE), 1 - LEAST_SHARE)
    if abs(share - 0.5) <= AROUND_HALF:
        return None
    spread = distance / NormalDist().inv_cdf(share)
    return spread if spread > 0 else None


def read_money(run: Run, paths: Paths) -> None:
    """Put a run's money of the middle fifth, its spread, and its price of rice into the paths, in US dollars."""
    asked: Where = {"year": paths.years}
    rate, rice = (by_group(measure(run, name, ("year",), asked), "year") for name in ("exchange_rate", "rice_price"))
    held: Where = {**asked, "wealth_fifth": [MIDDLE, RICHEST]}
    won, dollars = (
        by_group(measure(run, name, ("year", "wealth_fifth"), held), "year", "wealth_fifth")
        for name in ("won_at_home", "dollars_at_home")
    )
    for year, dollar in rate.items():
        if (year, MIDDLE) not in won or (year, RICHEST) not in won:
            continue
        middle, richest = (
            won[year, fifth].value / dollar.value + dollars[year, fifth].value for fifth in (MIDDLE, RICHEST)
        )
        at, middle = paths.years.index(year), max(middle, LEAST_USD)
        paths.usd[at] = middle
        paths.usd_spread[at] = max(log(max(richest, middle) / middle), LEAST_LOG) / TOP_FIFTH
        paths.rice_usd[at] = rice[year].value / dollar.value


def rules_on(day: date) -> Rules:
    """The numbers in force on a day, of the institutions that departures read."""
    found: dict[str, Any] = {
        name: parameters.load(name, kind, day if name in READ else OTHERS_ON, {})
        for name, kind in PARAMETER_TYPES.items()
    }
    return Rules(**found)


class Frozen:
    """The frozen people, ready to live the same years again and again with other numbers."""

    def __init__(self, society: Society, represents: int, provinces: list[str], paths: Paths, seed: int) -> None:
        self.society, self.represents, self.provinces, self.paths = society, represents, provinces, paths
        people, households = society.people, society.households
        n = households.n_people.astype(np.int64)
        self.home = np.repeat(np.arange(len(households)), n)
        firsts = households.first_person.astype(np.int64)
        self.rows = np.repeat(firsts, n) + np.arange(len(self.home)) - np.repeat(np.cumsum(n) - n, n)
        county = households.county[self.home].astype(np.int64)
        self.province = society.counties.province[county].astype(np.int64)
        self.is_border = society.counties.is_border[county].astype(np.float64)
        random = np.random.default_rng(seed)
        of_home = random.standard_normal(len(households))[self.home]
        own = {name: random.standard_normal(len(self.rows)) for name in LEVELS}
        self.luck = own | {"nutrition": 0.8 * of_home + 0.6 * own["nutrition"]}
        self.post_luck = random.random(len(self.rows))
        self.money_luck = random.standard_normal(len(households))
        self.original = people.copy(), households.copy()
        who = people[self.rows]
        self.has_post = (who.occupation < Occupation.TRADER) & (who.workplace >= 0)
        is_grown = who.birth_day < -27 * YEAR_DAYS
        marital = np.where(is_grown & (who.marital == Marital.SINGLE), Marital.MARRIED, who.marital)
        self.original[0].marital[self.rows] = marital

    def start(self) -> None:
        """Everybody as in the beginning."""
        self.society.people[:] = self.original[0]
        self.society.households[:] = self.original[1]

    def set_year(self, year: int) -> None:
        """What the year brings to everybody at home; ages stay what they were."""
        at, paths, people = self.paths.years.index(year), self.paths, self.society.people
        is_home = people.whereabouts[self.rows] == Whereabouts.HOME
        for name in LEVELS:
            mean, spread = paths.mean[name][at][self.province], paths.spread[name][at][self.province]
            values = mean + spread * self.luck[name]
            if name == "outside_knowledge":
                values = values + paths.border_knowledge * self.is_border
            low = -GREATEST if name == "conviction" else 0
            now = getattr(people, name)[self.rows]
            getattr(people, name)[self.rows] = np.where(is_home, np.clip(values, low, GREATEST), now)
        fear = people.fear[self.rows]
        people.fear[self.rows] = np.where(is_home, (fear.astype(np.int64) + paths.fear) // 2, fear)
        works = self.has_post & (self.post_luck * 100 < paths.at_post[at])
        people.minutes[self.rows, Minutes.WORK] = np.where(works, AT_POST_MINUTES, 0)
        if year > self.paths.years[0]:
            people.birth_day[self.rows] += YEAR_DAYS
        usd = paths.usd[at] * np.exp(paths.usd_spread[at] * self.money_luck)
        households = self.society.households
        households.foreign_cents[:] = (usd * 100).astype(np.int64)
        households.cash[:], households.food[:], households.debt[:] = 0, 0, 0

    def replace_arrivals(self, fate: Array) -> None:
        """Somebody alike takes the place of whoever arrived."""
        gone = np.flatnonzero(fate == Fate.ARRIVES)
        people, households = self.society.people, self.society.households
        home = np.searchsorted(households.first_person, gone, side="right") - 1
        was_abroad = people.occupation[gone] == Occupation.ABROAD
        people.occupation[gone] = np.where(was_abroad, people.post_before[gone], people.occupation[gone])
        people.whereabouts[gone] = Whereabouts.HOME
        people.host[gone] = 0
        np.subtract.at(households.n_away, home, 1)
        np.subtract.at(households.n_gone, home, 1)
        fate[:] = 0

    def live(self, rules_of: Any, seed: int) -> Departures:
        """All months of the paths; `rules_of(day)` gives the rules in force."""
        self.start()
        departures = Departures(self.society, self.represents, len(self.provinces), seed, len(self.rows))
        fate, week = np.zeros(len(self.society.people), dtype=np.uint8), prices(len(self.society.counties))
        with Threads(1) as threads:
            for at, year in enumerate(self.paths.years):
                self.set_year(year)
                week.price_rice = round(float(self.paths.rice_usd[at]) * EXCHANGE)
                for month in range(1, 13):
                    day = date(year, month, monthrange(year, month)[1])
                    rules: Rules = rules_of(day)
                    departures.month(self.society, week, rules, day, threads, fate)
                    self.replace_arrivals(fate)
        return departures


def prices(n_counties: int) -> Any:
    """A week's county record with the rate that departures read; the price of rice follows by year."""
    fields = [
        (name, column.dtype, (column.width,)) if column.width > 1 else (name, column.dtype)
        for name, column in COUNTY_WEEK.items()
    ]
    week = np.zeros(n_counties, dtype=np.dtype(fields)).view(np.recarray)
    week.exchange = EXCHANGE
    return week
