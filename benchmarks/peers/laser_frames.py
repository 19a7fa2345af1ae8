"""LASER: a LaserFrame of people, one of households, one of counties; one compiled kernel a component, as its models do.

Done for speed: columns as narrow as the values allow, all kernels parallel and cached, random numbers for everybody
drawn in a separate plain loop (faster here than drawing inside the branch), households' members reached by their first
row and number (no atomic additions), sums of counties by thread as in laser-generic.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np
from benchmarks.peers import laser_kernels as kernels
from benchmarks.peers import rule_numbers as n
from benchmarks.peers.settlement import WEEK_TOTALS, settle_week
from benchmarks.peers.start import Start
from laser.core import LaserFrame

PEOPLE = {
    "nodeid": np.uint16, "home": np.int32, "takes_part": np.uint8, "post_minutes": np.int16, "runs": np.uint8,
    "skill": np.int16, "trade_share": np.int16, "conviction": np.int16, "nutrition": np.int16, "effort": np.int16,
    "labour": np.int32, "market": np.int32, "taught": np.int32, "called": np.int16, "bought": np.int16,
    "refused": np.int16, "hungry": np.int16, "labour_today": np.int16, "taught_today": np.int16, "pays": np.uint8,
}  # fmt: skip
HOMES = {
    "nodeid": np.uint16, "first": np.int32, "size": np.uint8, "need": np.int32, "officials": np.uint8,
    "ration_week": np.int32, "shop_day": np.uint8, "cash": np.int64, "food": np.int64, "intake": np.int16,
    "can_pay": np.uint8, "is_short": np.uint8,
}  # fmt: skip


class Income:
    """Monday: pay for last week's effort, officials' share of the bribes, the ration."""

    def __init__(self, model: Society) -> None:
        self.model = model

    def step(self, day: int) -> None:
        """One day."""
        p, h, c = self.model.people, self.model.homes, self.model.counties
        if day % n.DAYS_A_WEEK == n.MONDAY:
            columns = h.nodeid, h.first, h.size, h.officials, h.ration_week, h.cash, h.food
            kernels.receive(p.effort, *columns, c["rate"], c["official_share"], self.model.by_thread["paid"])


class Meals:
    """Shopping of those whose day it is, eating, and whether a household can pay a bribe today."""

    def __init__(self, model: Society) -> None:
        self.model = model

    def step(self, day: int) -> None:
        """One day."""
        h, c, week = self.model.homes, self.model.counties, self.model.by_thread
        weekday = day % n.DAYS_A_WEEK
        kernels.shop(
            weekday, h.nodeid, h.need, h.shop_day, h.cash, h.food, c["price"], week["takings"], week["sold"]
        )  # fmt: skip
        kernels.eat(
            h.nodeid, h.size, h.need, h.cash, h.food, h.intake, h.can_pay, h.is_short, c["price"], c["price_out"]
        )  # fmt: skip


class Duties:
    """Call-ups, buying out, refusing; households pay for the members who were let off."""

    def __init__(self, model: Society) -> None:
        self.model = model
        model.people.add_vector_property("words", 4, dtype=np.uint32)

    def step(self, day: int) -> None:
        """One day."""
        p, h, c, week = self.model.people, self.model.homes, self.model.counties, self.model.by_thread
        weekday = day % n.DAYS_A_WEEK
        kernels.draw(n.SEED, day, n.STREAM_DAY, p.words)
        kernels.call_up(
            n.LABOUR[weekday], p.words, p.nodeid, p.home, p.takes_part, p.post_minutes, p.skill, p.conviction,
            p.nutrition, p.labour, p.called, p.bought, p.refused, p.labour_today, p.pays, h.can_pay,
            c["limit"][:, :, weekday].astype(np.uint32), c["effort_out"], week["called"], week["bought"],
        )  # fmt: skip
        kernels.pay_bribes(p.pays, h.nodeid, h.first, h.size, h.cash, c["price_out"])


class Trade:
    """The post, what is taught there and elsewhere, trade in what time is left."""

    def __init__(self, model: Society) -> None:
        self.model = model

    def step(self, day: int) -> None:
        """One day."""
        p, h, weekday = self.model.people, self.model.homes, day % n.DAYS_A_WEEK
        kernels.trade(
            weekday, n.TAUGHT[weekday], p.home, p.takes_part, p.post_minutes, p.runs, p.skill, p.trade_share, p.effort,
            p.market, p.taught, p.labour_today, p.taught_today, h.is_short,
        )  # fmt: skip


class Body:
    """Nourishment follows what was eaten."""

    def __init__(self, model: Society) -> None:
        self.model = model

    def step(self, day: int) -> None:
        """One day."""
        p = self.model.people
        kernels.nourish(p.home, p.nutrition, p.hungry, self.model.homes.intake)


class Mind:
    """Conviction follows what is taught, hunger, labour, bribes, the county."""

    def __init__(self, model: Society) -> None:
        self.model = model

    def step(self, day: int) -> None:
        """One day."""
        p, mean = self.model.people, self.model.counties["mean_conviction"].astype(np.int32)
        columns = p.words, p.nodeid, p.takes_part, p.nutrition, p.labour_today, p.taught_today, p.pays
        kernels.believe(*columns, p.conviction, mean)


class Society:
    """The model: frames, and components in the order of a day."""

    def __init__(self, start: Start) -> None:
        self.people, self.homes = LaserFrame(len(start.people["skill"])), LaserFrame(len(start.homes["first"]))
        self.counties = {name: values.astype(np.int64) for name, values in start.counties.items()}
        home = np.repeat(np.arange(self.homes.count), start.homes["size"])
        of_people = {**start.people, "home": home, "nodeid": start.homes["county"][home]}
        of_homes = {**start.homes, "nodeid": start.homes["county"]}
        for frame, types, columns in ((self.people, PEOPLE, of_people), (self.homes, HOMES, of_homes)):
            for name, dtype in types.items():
                frame.add_scalar_property(name, dtype=dtype)
                if name in columns:
                    getattr(frame, name)[:] = columns[name]
        self.components = [kind(self) for kind in (Income, Meals, Duties, Trade, Body, Mind)]
        self.start_week()

    def start_week(self) -> None:
        """Totals of counties by thread, all nil."""
        shape = nb.get_num_threads(), len(self.counties["price"])
        self.by_thread = {name: np.zeros(shape, dtype=np.int64) for name in WEEK_TOTALS}

    def live_weeks(self, first_week: int, n_weeks: int) -> None:
        """Live whole weeks."""
        for day in range(first_week * n.DAYS_A_WEEK, (first_week + n_weeks) * n.DAYS_A_WEEK):
            for component in self.components:
                component.step(day)
            if day % n.DAYS_A_WEEK == n.DAYS_A_WEEK - 1:
                p, week = self.people, self.by_thread
                kernels.add_up(p.nodeid, p.effort, p.conviction, week["effort"], week["conviction"])
                settle_week(self.counties, {name: values.sum(axis=0) for name, values in week.items()})
                self.start_week()

    def columns(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """People, households, counties, for the totals."""
        people = {name: getattr(self.people, name) for name in PEOPLE}
        return people, {name: getattr(self.homes, name) for name in HOMES}, self.counties
