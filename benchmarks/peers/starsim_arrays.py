"""Starsim: its people with one state a column, one custom module a rule, in the order of a day; its own loop.

Done for speed: states of 32 bits; no agents die here, so a state's `values` are its memory itself and arithmetic is
NumPy's; the few who are called are found and indexed by their uids, which Starsim compiles; sums of households and
counties by reduceat. People's own results are switched off. Households and counties are plain columns, since Starsim
knows agents of one kind only. Its own random numbers would be others, so everybody's are drawn in NumPy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import starsim as ss
from benchmarks.peers import rule_numbers as n
from benchmarks.peers.philox import draw_words
from benchmarks.peers.settlement import WEEK_TOTALS, settle_week
from benchmarks.peers.start import Start
from benchmarks.peers.totals import PEOPLE

FIXED = ("takes_part", "post_minutes", "runs", "skill", "trade_share", "home", "county")
TODAY = ("labour_today", "taught_today", "pays")
MOST_WEEKS = 52  # of Starsim's calendar, which wants an end


class Places:
    """Households and counties in columns, and the week's totals of counties."""

    def __init__(self, start: Start) -> None:
        self.homes = {name: values.astype(np.int64) for name, values in start.homes.items()}
        self.counties = {name: values.astype(np.int64) for name, values in start.counties.items()}
        self.first_person = self.homes["first"]
        self.first_home = np.flatnonzero(np.diff(self.homes["county"], prepend=-1))
        self.shoppers = [np.flatnonzero(self.homes["shop_day"] == day) for day in range(n.DAYS_A_WEEK)]
        self.start_week()

    def start_week(self) -> None:
        """All totals nil."""
        self.week = {name: np.zeros(len(self.counties["price"]), dtype=np.int64) for name in WEEK_TOTALS}

    def by_home(self, values: Any) -> Any:
        """Sums of people's values by household."""
        return np.add.reduceat(values, self.first_person, dtype=np.int64)

    def by_county(self, of_homes: Any) -> Any:
        """Sums of households' values by county."""
        return np.add.reduceat(of_homes, self.first_home)


class Rule(ss.Module):
    """A part of everybody's day."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places

    @property
    def weekday(self) -> int:
        """Monday is 0."""
        return int(self.ti) % n.DAYS_A_WEEK


class Income(Rule):
    """Monday: pay for last week's effort, officials' share of the bribes, the ration."""

    def step(self) -> None:
        """One day."""
        if self.weekday != n.MONDAY:
            return
        people, homes, counties = self.sim.people, self.places.homes, self.places.counties
        effort = people.effort.values
        pay = self.places.by_home(effort * counties["rate"][people.county.values] >> 16)
        effort[:] = 0
        self.places.week["paid"] += self.places.by_county(pay)
        homes["cash"] += pay + homes["officials"] * counties["official_share"][homes["county"]]
        homes["food"] += homes["ration_week"]


class Meals(Rule):
    """Shopping of those whose day it is, eating, and whether a household can pay a bribe today."""

    def step(self) -> None:
        """One day."""
        homes, counties = self.places.homes, self.places.counties
        self.shop(self.places.shoppers[self.weekday])
        eaten = np.minimum(homes["food"], homes["need"])
        homes["food"] -= eaten
        county = homes["county"]
        reserve = homes["need"] * counties["price"][county] * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
        homes["intake"] = (eaten * n.WHOLE // homes["need"]).astype(np.int32)
        homes["can_pay"] = homes["cash"] - reserve >= homes["size"] * counties["price_out"][county]
        homes["is_short"] = homes["food"] < homes["need"] * n.SHORT_DAYS

    def shop(self, rows: Any) -> None:
        """Food for the days ahead, and other goods from what is left beyond the reserve."""
        homes, week = self.places.homes, self.places.week
        county, need, food, cash = (homes[name][rows] for name in ("county", "need", "food", "cash"))
        price = self.places.counties["price"][county]
        wanted = np.maximum(need * n.STOCK_DAYS - food, 0)
        grams = np.minimum(wanted, cash * n.GRAMS_A_KILOGRAM // price)
        cost = (grams * price + n.GRAMS_A_KILOGRAM - 1) // n.GRAMS_A_KILOGRAM
        reserve = need * price * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
        spent = cost + np.maximum(cash - cost - reserve, 0) // n.OTHER_GOODS
        homes["food"][rows] += grams
        homes["cash"][rows] -= spent
        np.add.at(week["takings"], county, spent)
        np.add.at(week["sold"], county, grams)


class Duties(Rule):
    """Call-ups, buying out, refusing; households pay for the members who were let off."""

    def step(self) -> None:
        """One day."""
        people, counties = self.sim.people, self.places.counties
        words = draw_words(people.ids, n.SEED, int(self.ti), n.STREAM_DAY, people.words)
        people.labour_today.values[:] = 0
        people.pays.values[:] = 0
        channel = (people.post_minutes.values == 0).view(np.int8)
        limit = counties["limit"][:, :, self.weekday].astype(np.uint32)[people.county.values, channel]
        is_able = (people.takes_part.values == 1) & (people.nutrition.values >= n.ABLE)
        called = ss.uids(np.flatnonzero(is_able & (words[0] < limit)))
        self.answer(called, n.LABOUR[self.weekday])

    def answer(self, called: Any, minutes: int) -> None:
        """Those who are called pay, refuse or go."""
        people, homes, counties, words = self.sim.people, self.places.homes, self.places.counties, self.sim.people.words
        home, county = people.home[called], people.county[called]
        effort = minutes * (n.WHOLE + people.skill[called]) // n.WHOLE
        pays = homes["can_pay"][home] & (effort >= counties["effort_out"][county]) & (words[1][called] < n.LET_OFF)
        refuses = ~pays & (words[2][called] >> 17 < (n.WHOLE - people.conviction[called]) >> 4)
        goes = ~(pays | refuses)
        people.called[called] += 1
        people.bought[called[pays]] += 1
        people.pays[called[pays]] = 1
        people.refused[called[refuses]] += 1
        people.labour[called[goes]] += minutes
        people.labour_today[called[goes]] = minutes
        np.subtract.at(homes["cash"], home[pays], counties["price_out"][county[pays]])
        for name, of_county in (("called", county), ("bought", county[pays])):
            self.places.week[name] += np.bincount(of_county, minlength=len(counties["price"]))


class Trade(Rule):
    """The post, what is taught there and elsewhere, trade in what time is left."""

    def step(self) -> None:
        """One day."""
        people, lecture = self.sim.people, n.TAUGHT[self.weekday]
        post = people.post_minutes.values * (people.runs.values >> self.weekday & 1)
        taught = (lecture + (post >> 3)) * people.takes_part.values
        people.taught_today.values[:] = taught
        people.taught.values[:] += taught
        share = people.trade_share.values
        is_short = self.places.homes["is_short"][people.home.values]
        share = np.minimum(share + n.NEED_SHARE * (is_short & (share > 0)), n.WHOLE)
        free = np.maximum(n.AWAKE - lecture - post - people.labour_today.values, 0)
        market = np.minimum(free * share // n.WHOLE, n.OPEN_MINUTES)
        people.market.values[:] += market
        people.effort.values[:] += market * (n.WHOLE + people.skill.values) // n.WHOLE


class Body(Rule):
    """Nourishment follows what was eaten."""

    def step(self) -> None:
        """One day."""
        people = self.sim.people
        nutrition = people.nutrition.values
        way = self.places.homes["intake"][people.home.values] - nutrition
        nutrition += np.sign(way) * np.maximum(np.abs(way) // n.LAG, 1)
        people.hungry.values[:] += nutrition < n.HUNGRY


class Mind(Rule):
    """Conviction follows what is taught, hunger, labour, bribes, the county."""

    def step(self) -> None:
        """One day."""
        people = self.sim.people
        conviction = people.conviction.values
        up = n.PULL_TAUGHT * people.taught_today.values // 60
        down = n.PULL_HUNGER * (n.WHOLE - people.nutrition.values) // n.WHOLE
        down += n.PULL_UNPAID * people.labour_today.values // 60
        down += n.PULL_BRIBE * people.pays.values
        pulled = (up * (n.WHOLE - conviction) - down * (n.WHOLE + conviction)) // (2 * n.WHOLE)
        mean = self.places.counties["mean_conviction"].astype(np.int32)[people.county.values]
        pulled += (mean - conviction) * n.PULL_COUNTY
        pulled += ((people.words[3] & (2**n.FRACTION_BITS - 1)) * 1_000 >> n.FRACTION_BITS).astype(np.int32)
        moved = np.clip(conviction + pulled // 1_000, -n.WHOLE, n.WHOLE)
        np.copyto(conviction, moved, where=people.takes_part.values == 1)


class Settlement(Rule):
    """Sunday evening: counties add up the week and settle it."""

    def step(self) -> None:
        """One day."""
        if self.weekday != n.DAYS_A_WEEK - 1:
            return
        places = self.places
        for name in ("effort", "conviction"):
            places.week[name] = places.by_county(places.by_home(getattr(self.sim.people, name).values))
        settle_week(places.counties, places.week)
        places.start_week()


class Society:
    """The simulation: people with their states, and the modules in the order of a day."""

    def __init__(self, start: Start) -> None:
        self.places = Places(start)
        home = np.repeat(np.arange(len(start.homes["size"])), start.homes["size"])
        columns = {**start.people, "home": home, "county": start.homes["county"][home]}
        states = [ss.Arr(name, dtype=np.int32, default=0, nan=0) for name in (*PEOPLE, *FIXED, *TODAY)]
        people = ss.People(len(home), extra_states=states)
        modules = [kind(self.places) for kind in (Income, Meals, Duties, Trade, Body, Mind, Settlement)]
        days = MOST_WEEKS * n.DAYS_A_WEEK
        self.sim = ss.Sim(
            people=people, modules=modules, dt=ss.days(1), start="2015-01-05", dur=ss.days(days), verbose=0,
            people_results=False, copy_inputs=False,
        )  # fmt: skip
        self.sim.init()
        for name in (*PEOPLE, *FIXED):
            self.sim.people.states[name].values[:] = columns[name]
        self.sim.people.ids = np.arange(1, len(home) + 1, dtype=np.uint64)
        self.sim.people.words = np.empty((4, len(home)), dtype=np.uint32)

    def live_weeks(self, first_week: int, n_weeks: int) -> None:
        """Live whole weeks, which follow those lived before.

        Raises ValueError where they do not, or end after the calendar.
        """
        if first_week * n.DAYS_A_WEEK != self.sim.t.ti or first_week + n_weeks > MOST_WEEKS:
            raise ValueError(f"weeks {first_week} to {first_week + n_weeks - 1} do not follow day {self.sim.t.ti}")
        for _ in range(n_weeks * n.DAYS_A_WEEK):
            self.sim.run_one_step()

    def columns(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """People, households, counties, for the totals."""
        people = {name: self.sim.people.states[name].values for name in PEOPLE}
        return people, self.places.homes, self.places.counties
