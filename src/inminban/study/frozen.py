"""A frozen society: people who do nothing but leave, with hunger, belief and money set from outside year by year.

It runs the month of departures alone, exactly as the model does, so that its numbers can be searched for in seconds.
Nobody is born, dies, ages or earns; whoever arrives in the South is replaced by somebody alike.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from inminban.core.columns import Array, Records, Society, as_records
from inminban.core.device.threads import Threads
from inminban.core.kinds import Fate, Marital, Minutes, Occupation, Whereabouts
from inminban.numbers import parameters
from inminban.step.context import COUNTY_WEEK, PARAMETER_TYPES, Rules
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.initial_state import give_fixed_luck
from inminban.study.leaving_paths import LEVELS, Paths

READ = (
    "conviction",
    "food",
    "leaving",
    "public_opinion",
    "remittances",
    "way_south",
    "work_abroad",
)  # what departures read
OTHERS_ON = date(2015, 1, 1)  # the rest is loaded for one day and not used
YEAR_DAYS = 365
EXCHANGE = 800_000  # jon/USD: won of a frozen house count at it
AT_POST_MINUTES = 9_000  # of a month in which the post was attended
GREATEST = 10_000


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
        give_fixed_luck(0, len(people), people, seed)
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

    def live(self, rules_of: Callable[[date], Rules], seed: int) -> Departures:
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
                    departures.month(self.society, week, rules_of(day), day, threads, fate)
                    self.replace_arrivals(fate)
        return departures


def prices(n_counties: int) -> Records:
    """A week's county record with the rate that departures read; the price of rice follows by year."""
    fields = [
        (name, column.dtype, (column.width,)) if column.width > 1 else (name, column.dtype)
        for name, column in COUNTY_WEEK.items()
    ]
    week = as_records(np.zeros(n_counties, dtype=np.dtype(fields)))
    week.exchange = EXCHANGE
    return week
