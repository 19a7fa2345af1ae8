"""Plain NumPy: whole columns of 32-bit numbers, one pass a rule.

Done for speed: columns as narrow as the rules allow, sums of a household and of a county by `np.add.reduceat` (people
and households lie in order, so nothing is scattered), random numbers drawn in pieces that fit into the caches, Monday's
and the shops' work only for those concerned.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarks.peers import rule_numbers as n
from benchmarks.peers.philox import draw_words
from benchmarks.peers.settlement import WEEK_TOTALS, settle_week
from benchmarks.peers.start import Start


class Society:
    """The columns, and what never changes about them."""

    def __init__(self, start: Start) -> None:
        self.people = {name: values.astype(np.int32) for name, values in start.people.items()}
        self.homes = {name: values.astype(np.int64) for name, values in start.homes.items()}
        self.counties = {name: values.astype(np.int64) for name, values in start.counties.items()}
        self.first_person = self.homes["first"]
        self.first_home = np.flatnonzero(np.diff(self.homes["county"], prepend=-1))
        self.home = np.repeat(np.arange(len(self.first_person), dtype=np.int32), self.homes["size"])
        self.channel = (self.people["post_minutes"] == 0).astype(np.int8)
        self.takes_part = self.people["takes_part"] == 1
        self.person_county = self.homes["county"][self.home]
        self.ids = np.arange(1, len(self.home) + 1, dtype=np.uint64)
        self.words = np.empty((4, len(self.home)), dtype=np.uint32)
        self.shoppers = [np.flatnonzero(self.homes["shop_day"] == day) for day in range(n.DAYS_A_WEEK)]
        self.week = self.new_week()

    def new_week(self) -> dict[str, Any]:
        """This week's totals of counties."""
        return {name: np.zeros(len(self.counties["price"]), dtype=np.int64) for name in WEEK_TOTALS}

    def live_weeks(self, first_week: int, n_weeks: int) -> None:
        """Live whole weeks."""
        for day in range(first_week * n.DAYS_A_WEEK, (first_week + n_weeks) * n.DAYS_A_WEEK):
            self.step(day)

    def step(self, day: int) -> None:
        """One day, and after the last day of a week the settlement."""
        weekday = day % n.DAYS_A_WEEK
        self.live_morning(weekday)
        self.live_day(day, weekday)
        if weekday == n.DAYS_A_WEEK - 1:
            for name in ("effort", "conviction"):
                of_homes = np.add.reduceat(self.people[name], self.first_person, dtype=np.int64)
                self.week[name] = np.add.reduceat(of_homes, self.first_home)
            settle_week(self.counties, self.week)
            self.week = self.new_week()

    def live_morning(self, weekday: int) -> None:
        """Households: what they receive, buy and eat."""
        homes = self.homes
        if weekday == n.MONDAY:
            self.receive()
        self.shop(self.shoppers[weekday])
        eaten = np.minimum(homes["food"], homes["need"])
        homes["food"] -= eaten
        self.intake = (eaten * n.WHOLE // homes["need"]).astype(np.int32)

    def receive(self) -> None:
        """Monday: pay for last week's market effort, officials' share of the bribes, the ration."""
        homes, county = self.homes, self.homes["county"]
        effort = self.people["effort"]
        pay = effort * self.counties["rate"][self.person_county] >> 16
        of_homes = np.add.reduceat(pay, self.first_person)
        effort[:] = 0
        self.week["paid"] += np.add.reduceat(of_homes, self.first_home)
        homes["cash"] += of_homes + homes["officials"] * self.counties["official_share"][county]
        homes["food"] += homes["ration_week"]

    def shop(self, rows: Any) -> None:
        """Food for the days ahead, and other goods from what is left beyond the reserve."""
        homes = self.homes
        county, need, food, cash = (homes[name][rows] for name in ("county", "need", "food", "cash"))
        price = self.counties["price"][county]
        wanted = np.maximum(need * n.STOCK_DAYS - food, 0)
        grams = np.minimum(wanted, cash * n.GRAMS_A_KILOGRAM // price)
        cost = (grams * price + n.GRAMS_A_KILOGRAM - 1) // n.GRAMS_A_KILOGRAM
        reserve = need * price * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
        spent = cost + np.maximum(cash - cost - reserve, 0) // n.OTHER_GOODS
        homes["food"][rows] += grams
        homes["cash"][rows] -= spent
        np.add.at(self.week["takings"], county, spent)
        np.add.at(self.week["sold"], county, grams)

    def live_day(self, day: int, weekday: int) -> None:
        """Everybody: call-up, buying out, trade, nutrition and conviction."""
        p, homes, c = self.people, self.homes, self.counties
        words = draw_words(self.ids, n.SEED, day, n.STREAM_DAY, self.words)
        county = homes["county"]
        price_out = c["price_out"][county]
        reserve = homes["need"] * c["price"][county] * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
        can_pay = homes["cash"] - reserve >= homes["size"] * price_out
        is_short = homes["food"] < homes["need"] * n.SHORT_DAYS

        limit = c["limit"][:, :, weekday].astype(np.uint32)[self.person_county, self.channel]
        called = self.takes_part & (words[0] < limit) & (p["nutrition"] >= n.ABLE)
        rows = np.flatnonzero(called)
        skill_of_called, home = p["skill"][rows], self.home[rows]
        effort = n.LABOUR[weekday] * (n.WHOLE + skill_of_called) // n.WHOLE
        pays = can_pay[home] & (effort >= c["effort_out"][self.person_county[rows]]) & (words[1][rows] < n.LET_OFF)
        refuses = ~pays & ((words[2][rows] >> 17) < ((n.WHOLE - p["conviction"][rows]) >> 4).astype(np.uint32))
        labour = np.zeros(len(called), dtype=np.int32)
        labour[rows] = np.where(pays | refuses, 0, n.LABOUR[weekday])
        bought = np.zeros(len(called), dtype=bool)
        bought[rows] = pays
        p["called"][rows] += 1
        p["bought"][rows] += pays
        p["refused"][rows] += refuses
        payers = home[pays]
        np.subtract.at(homes["cash"], payers, price_out[payers])
        self.week["called"] += np.bincount(self.person_county[rows], minlength=len(c["price"]))
        self.week["bought"] += np.bincount(county[payers], minlength=len(c["price"]))

        post = p["post_minutes"] * (p["runs"] >> weekday & 1)
        taught = (n.TAUGHT[weekday] + (post >> 3)) * p["takes_part"]
        share = p["trade_share"] + n.NEED_SHARE * (is_short[self.home] & (p["trade_share"] > 0))
        free = np.maximum(n.AWAKE - n.TAUGHT[weekday] - post - labour, 0)
        market = np.minimum(free * np.minimum(share, n.WHOLE) // n.WHOLE, n.OPEN_MINUTES)
        p["effort"] += market * (n.WHOLE + p["skill"]) // n.WHOLE
        p["labour"] += labour
        p["market"] += market
        p["taught"] += taught
        self.live_body()
        self.live_mind(labour, taught, bought, words[3])

    def live_body(self) -> None:
        """Nourishment follows what was eaten."""
        nutrition = self.people["nutrition"]
        way = self.intake[self.home] - nutrition
        nutrition += np.sign(way) * np.maximum(np.abs(way) // n.LAG, 1)
        self.people["hungry"] += nutrition < n.HUNGRY

    def live_mind(self, labour: Any, taught: Any, bought: Any, word: Any) -> None:
        """Conviction: pulled up by what is taught, down by hunger, unpaid time and bribes, toward the county's mean."""
        p = self.people
        conviction = p["conviction"]
        up = n.PULL_TAUGHT * taught // 60
        down = n.PULL_HUNGER * (n.WHOLE - p["nutrition"]) // n.WHOLE + n.PULL_UNPAID * labour // 60
        down += n.PULL_BRIBE * bought
        pulled = (up * (n.WHOLE - conviction) - down * (n.WHOLE + conviction)) // (2 * n.WHOLE)
        mean = self.counties["mean_conviction"].astype(np.int32)[self.person_county]
        pulled += (mean - conviction) * n.PULL_COUNTY
        pulled += ((word & (2**n.FRACTION_BITS - 1)) * 1_000 >> n.FRACTION_BITS).astype(np.int32)
        moved = np.clip(conviction + pulled // 1_000, -n.WHOLE, n.WHOLE)
        np.copyto(conviction, moved, where=self.takes_part)

    def columns(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """People, households, counties, for the totals."""
        return self.people, self.homes, self.counties
