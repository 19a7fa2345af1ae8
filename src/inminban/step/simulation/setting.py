"""The constants of a run: days, seed, scenario, places and number of people."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from inminban.numbers.parameters import Overrides
from inminban.population import SyntheticSociety
from inminban.step.simulation.output_detail import OutputDetail


class Scale(NamedTuple):
    """Scale of a run: synthetic people over the real people they represent, on the first day."""

    people: int
    represents: int

    def of(self, amount: int) -> int:
        """An amount of the whole country in the society as simulated."""
        return int(amount) * self.people // self.represents


class Setting(NamedTuple):
    """The constants of a run."""

    first: date
    last: date
    seed: int
    overrides: Overrides  # what the scenario changes of the parameters
    output_detail: OutputDetail
    provinces: list[str]  # names in order of row
    county_names: list[str]
    represents: int  # people of the real country on the first day
    people: int  # synthetic people made for them
    followed: int | None = None  # the person whose household is followed day by day, if any

    @property
    def scale(self) -> Scale:
        """Synthetic people over the real people they represent; it is constant while the society grows or shrinks."""
        return Scale(self.people, self.represents)

    def days_of_month(self, day: date) -> int:
        """Days of the run in the month that ends on `day`."""
        return (day - max(self.first, day.replace(day=1))).days + 1


def setting_for(
    made: SyntheticSociety, first: date, last: date, seed: int, overrides: Overrides, output_detail: OutputDetail,
    followed: int | None = None,
) -> Setting:  # fmt: skip
    """The constants of a run with the people made by `population.make_society`."""
    people = int(made.society.households.n_people.sum(dtype=np.int64))
    return Setting(
        first, last, seed, overrides, output_detail, list(made.province_names), list(made.county_names),
        made.represents, people, followed,
    )  # fmt: skip
