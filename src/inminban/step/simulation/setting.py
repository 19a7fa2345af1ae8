"""What stays the same throughout a run: its days, its seed, its scenario, its places, and how many people it makes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from inminban.numbers.parameters import Overrides
from inminban.population import SyntheticSociety
from inminban.step.simulation.output_detail import OutputDetail


class Scale(NamedTuple):
    """People made, over the people they stand for, when the run began."""

    people: int
    represents: int

    def of(self, amount: int) -> int:
        """An amount of the whole country in the society as simulated."""
        return int(amount) * self.people // self.represents


class Setting(NamedTuple):
    """What a run is given and does not change."""

    first: date
    last: date
    seed: int
    overrides: Overrides  # what the scenario changes of the parameters
    output_detail: OutputDetail
    provinces: list[str]  # names in order of row
    county_names: list[str]
    represents: int  # people of the real country on the first day
    people: int  # synthetic people made for them
    followed: int | None = None  # the one person whose household is followed day by day, if one is asked for

    @property
    def scale(self) -> Scale:
        """People made, over the people they stand for; it stays as the society grows or shrinks."""
        return Scale(self.people, self.represents)

    def days_of_month(self, day: date) -> int:
        """Days of the run in the month that ends on `day`."""
        return (day - max(self.first, day.replace(day=1))).days + 1


def setting_for(
    made: SyntheticSociety, first: date, last: date, seed: int, overrides: Overrides, output_detail: OutputDetail,
    followed: int | None = None,
) -> Setting:  # fmt: skip
    """What stays the same throughout a run of people made by `population.make_society`."""
    people = int(made.society.households.n_people.sum(dtype=np.int64))
    return Setting(
        first, last, seed, overrides, output_detail, list(made.province_names), list(made.county_names),
        made.represents, people, followed,
    )  # fmt: skip
