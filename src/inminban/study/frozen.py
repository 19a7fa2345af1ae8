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
    """The same from a run: yearly means of adults by province, the spread of nourishment from the share that hunger.

    `hungry` [bp] is the model's threshold. Shares at the post and other spreads stay as in the file.
    """
    paths = paths_of_file(provinces, first, last)
    rows = run.rows(
        "SELECT year(month) AS year, province, sum(nutrition_sum)::DOUBLE / sum(people) AS nutrition, "
        "sum(conviction_sum)::DOUBLE / sum(people) AS conviction, "
        "sum(outside_knowledge_sum)::DOUBLE / sum(people) AS outside_knowledge, "
        "sum(n_hungry)::DOUBLE / sum(people) AS hungry FROM groups "
        "WHERE age_group IN ('17-29', '30-44', '45-59') GROUP BY ALL"
    )
    for row in rows:
        if row["year"] not in paths.years:
            continue
        at = paths.years.index(row["year"]), provinces.index(row["province"])
        for name in LEVELS:
            paths.mean[name][at] = row[name]
        share = min(max(row["hungry"], 0.001), 0.999)
        away = (hungry - row["nutrition"]) / NormalDist().inv_cdf(share) if abs(share - 0.5) > 0.02 else 0.0
        if away > 0:
            paths.spread["nutrition"][at] = away
    read_money(run, paths)
    return paths._replace(border_knowledge=0)


def read_money(run: Run, paths: Paths) -> None:
    """Put a run's money of the middle fifth, its spread, and its price of rice into the paths, in US dollars."""
    rates = run.rows(
        "SELECT year(week) AS year, avg(exchange_jon_per_usd) AS exchange, avg(price_rice_jon_per_kg) AS rice "
        "FROM counties GROUP BY ALL"
    )
    exchange = {row["year"]: row["exchange"] for row in rates}
    held = run.rows(
        "SELECT year(month) AS year, wealth_fifth, sum(cash_jon)::DOUBLE / sum(households) AS jon, "
        "sum(foreign_cents)::DOUBLE / sum(households) AS cents FROM households "
        "WHERE wealth_fifth IN (3, 5) GROUP BY ALL"
    )
    worth = {
        (row["year"], row["wealth_fifth"]): row["jon"] / exchange[row["year"]] + row["cents"] / 100 for row in held
    }
    for row in rates:
        year = row["year"]
        if year in paths.years and (year, 3) in worth and (year, 5) in worth:
            at, middle = paths.years.index(year), max(worth[year, 3], 0.1)
            paths.usd[at] = middle
            paths.usd_spread[at] = max(log(max(worth[year, 5], middle) / middle), 0.1) / TOP_FIFTH
            paths.rice_usd[at] = row["rice"] / row["exchange"]


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
