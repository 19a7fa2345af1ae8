"""Mesa 3: people and households are agents, a county is an object; each has a method for its day.

Done for speed: random numbers are drawn for everybody at once in NumPy and handed over as lists; nobody is shuffled,
since the order does not matter here; attributes are read once into local names; what is the same for a county today is
worked out once a day; agents of one kind are called in a plain loop.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarks.peers import rule_numbers as n
from benchmarks.peers.philox import draw_words
from benchmarks.peers.settlement import WEEK_TOTALS, settle_week
from benchmarks.peers.start import Start
from mesa import Agent, Model

MOVING = ("conviction", "nutrition", "effort", "labour", "market", "taught", "called", "bought", "refused", "hungry")
FIXED = ("takes_part", "post_minutes", "runs", "skill", "trade_share")


class County:
    """What last week means to this week's days, and this week's totals."""

    def __init__(self) -> None:
        self.price = self.rate = self.price_out = self.effort_out = self.official_share = self.mean_conviction = 0
        self.limits: list[list[int]] = []
        self.start_week()

    def start_week(self) -> None:
        """All totals nil."""
        self.paid = self.takings = self.sold = self.bought = self.called = self.effort = self.conviction = 0


class Household(Agent):
    """Shares cash and food."""

    def __init__(self, model: Society, county: County, columns: tuple[int, ...]) -> None:
        super().__init__(model)
        self.county, self.members = county, list[Person]()
        self.size, self.need, self.officials, self.ration_week, self.shop_day, self.cash, self.food = columns
        self.intake, self.can_pay, self.is_short = 0, False, False

    def receive(self) -> None:
        """Monday: pay for last week's effort, officials' share of the bribes, the ration."""
        county, pay = self.county, 0
        rate = county.rate
        for person in self.members:
            pay += person.effort * rate >> 16
            person.effort = 0
        county.paid += pay
        self.cash += pay + self.officials * county.official_share
        self.food += self.ration_week

    def shop(self) -> None:
        """Food for the days ahead, and other goods from what is left beyond the reserve."""
        county, cash, need = self.county, self.cash, self.need
        price = county.price
        grams = min(max(need * n.STOCK_DAYS - self.food, 0), cash * n.GRAMS_A_KILOGRAM // price)
        cost = (grams * price + n.GRAMS_A_KILOGRAM - 1) // n.GRAMS_A_KILOGRAM
        reserve = need * price * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
        spent = cost + max(cash - cost - reserve, 0) // n.OTHER_GOODS
        self.cash, self.food = cash - spent, self.food + grams
        county.takings += spent
        county.sold += grams

    def live_morning(self, weekday: int) -> None:
        """What the household receives, buys and eats."""
        if weekday == n.MONDAY:
            self.receive()
        if self.shop_day == weekday:
            self.shop()
        county, need, food = self.county, self.need, self.food
        eaten = food if food < need else need
        self.food = food = food - eaten
        self.intake = eaten * n.WHOLE // need
        reserve = need * county.price * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
        self.can_pay = self.cash - reserve >= self.size * county.price_out
        self.is_short = food < need * n.SHORT_DAYS


class Person(Agent):
    """A person: duties, trade, nutrition and conviction of a day."""

    def __init__(self, model: Society, home: Household, fixed: tuple[int, ...], moving: tuple[int, ...]) -> None:
        super().__init__(model)
        self.home, self.county = home, home.county
        self.takes_part, self.post_minutes, self.runs, self.skill, self.trade_share = fixed
        self.conviction, self.nutrition, self.effort, self.labour, self.market = moving[:5]
        self.taught, self.called, self.bought, self.refused, self.hungry = moving[5:]
        self.channel = 0 if self.post_minutes else 1

    def live_day(self, weekday: int, word: int, let_off: int, refuse: int, fraction: int) -> None:
        """One day."""
        home = self.home
        nutrition = self.nutrition
        if self.takes_part:
            county, conviction = self.county, self.conviction
            labour, pays = 0, 0
            if word < county.limits[self.channel][weekday] and nutrition >= n.ABLE:
                labour, pays = self.answer_call(weekday, let_off, refuse)
            post = self.post_minutes if self.runs >> weekday & 1 else 0
            taught = n.TAUGHT[weekday] + (post >> 3)
            self.taught += taught
            share = self.trade_share
            if home.is_short and share > 0:
                share = min(share + n.NEED_SHARE, n.WHOLE)
            free = n.AWAKE - n.TAUGHT[weekday] - post - labour
            minutes = min(free * share // n.WHOLE, n.OPEN_MINUTES) if free > 0 else 0
            self.market += minutes
            self.effort += minutes * (n.WHOLE + self.skill) // n.WHOLE
            self.nutrition = nutrition = self.nourished(nutrition, home.intake)
            down = n.PULL_HUNGER * (n.WHOLE - nutrition) // n.WHOLE + n.PULL_UNPAID * labour // 60
            down += n.PULL_BRIBE * pays
            up = n.PULL_TAUGHT * taught // 60
            moved = (up * (n.WHOLE - conviction) - down * (n.WHOLE + conviction)) // (2 * n.WHOLE)
            moved += (county.mean_conviction - conviction) * n.PULL_COUNTY + fraction
            conviction += moved // 1_000
            self.conviction = min(max(conviction, -n.WHOLE), n.WHOLE)
        else:
            self.nutrition = nutrition = self.nourished(nutrition, home.intake)
        if nutrition < n.HUNGRY:
            self.hungry += 1

    def answer_call(self, weekday: int, let_off: int, refuse: int) -> tuple[int, int]:
        """Pay, refuse or go: minutes of labour, and 1 if the household pays."""
        county, home, minutes = self.county, self.home, n.LABOUR[weekday]
        self.called += 1
        county.called += 1
        effort = minutes * (n.WHOLE + self.skill) // n.WHOLE
        if home.can_pay and effort >= county.effort_out and let_off < n.LET_OFF:
            self.bought += 1
            county.bought += 1
            home.cash -= county.price_out
            return 0, 1
        if refuse >> 17 < (n.WHOLE - self.conviction) >> 4:
            self.refused += 1
            return 0, 0
        self.labour += minutes
        return minutes, 0

    @staticmethod
    def nourished(nutrition: int, intake: int) -> int:
        """A part of the way towards what was eaten."""
        way = intake - nutrition
        if way > 0:
            return nutrition + (way // n.LAG or 1)
        if way < 0:
            return nutrition - (-way // n.LAG or 1)
        return nutrition


class Society(Model):
    """Households and people in order of place."""

    def __init__(self, start: Start) -> None:
        super().__init__(seed=n.SEED)
        self.table = {name: values.astype(np.int64) for name, values in start.counties.items()}
        self.counties = [County() for _ in self.table["price"]]
        names = ("size", "need", "officials", "ration_week", "shop_day", "cash", "food")
        rows = zip(*(start.homes[name].tolist() for name in names), strict=True)
        of_homes = zip(start.homes["county"].tolist(), rows, strict=True)
        self.homes = [Household(self, self.counties[county], row) for county, row in of_homes]
        fixed = zip(*(start.people[name].tolist() for name in FIXED), strict=True)
        moving = zip(*(start.people[name].tolist() for name in MOVING), strict=True)
        self.persons: list[Person] = []
        for home in self.homes:
            home.members = [Person(self, home, next(fixed), next(moving)) for _ in range(home.size)]
            self.persons += home.members
        self.ids = np.arange(1, len(self.persons) + 1, dtype=np.uint64)
        self.day = 0
        self.open_week()

    def open_week(self) -> None:
        """Give the counties the results of last week's settlement."""
        for i, county in enumerate(self.counties):
            for name in ("price", "rate", "price_out", "effort_out", "official_share", "mean_conviction"):
                setattr(county, name, int(self.table[name][i]))
            county.limits = self.table["limit"][i].tolist()
            county.start_week()

    def step(self) -> None:
        """One day."""
        weekday = self.day % n.DAYS_A_WEEK
        for home in self.homes:
            home.live_morning(weekday)
        words = draw_words(self.ids, n.SEED, self.day, n.STREAM_DAY)
        fraction = (words[3] & (2**n.FRACTION_BITS - 1)) * 1_000 >> n.FRACTION_BITS
        lists = (*(words[k].tolist() for k in range(3)), fraction.tolist())
        for person, word, let_off, refuse, part in zip(self.persons, *lists, strict=True):
            person.live_day(weekday, word, let_off, refuse, part)
        self.day += 1
        if weekday == n.DAYS_A_WEEK - 1:
            self.close_week()

    def close_week(self) -> None:
        """Add up the week by county and settle it."""
        for person in self.persons:
            person.county.effort += person.effort
            person.county.conviction += person.conviction
        week = {name: np.array([getattr(county, name) for county in self.counties]) for name in WEEK_TOTALS}
        settle_week(self.table, week)
        self.open_week()

    def live_weeks(self, first_week: int, n_weeks: int) -> None:
        """Live whole weeks."""
        self.day = first_week * n.DAYS_A_WEEK
        for _ in range(n_weeks * n.DAYS_A_WEEK):
            self.step()

    def columns(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """People, households, counties, for the totals."""
        people = {name: np.array([getattr(person, name) for person in self.persons]) for name in MOVING}
        homes = {name: np.array([getattr(home, name) for home in self.homes]) for name in ("cash", "food")}
        return people, homes, self.table
