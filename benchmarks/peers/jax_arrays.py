"""JAX on the CPU: one compiled function, `lax.scan` over weeks, the seven days of a week written out in it.

Done for speed: 64-bit numbers are switched on but used only where they are needed, the state is given away to the
compiled call (donated), weekdays are known while compiling (Monday's pay on Mondays, shopping for those whose day it
is), division of what is never negative without tests of signs, look-ups without tests of bounds, `segment_sum` over
sorted rows (faster here than gathering each household's members or differences of running sums), counties' sums once a
week from those of households. Together these halved its time.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from benchmarks.peers import rule_numbers as n
from benchmarks.peers.start import Start
from jax import lax

jax.config.update("jax_enable_x64", True)

U32, U64, I32, I64 = jnp.uint32, jnp.uint64, jnp.int32, jnp.int64
WIDE = ("cash", "food")
MOVING = ("conviction", "nutrition", "effort", "labour", "market", "taught", "called", "bought", "refused", "hungry")


def draw(ids: Any, day: Any) -> tuple[Any, Any, Any, Any]:
    """Philox 4x32-10, as `inminban.core.random.draw`."""
    x0, x1 = ids.astype(U64), jnp.zeros_like(ids, dtype=U64)
    x2, x3 = jnp.full_like(x0, day.astype(U64)), jnp.full_like(x0, n.STREAM_DAY)
    low, half = U64(0xFFFFFFFF), U64(32)
    k0, k1 = n.SEED & 0xFFFFFFFF, n.SEED >> 32
    for _ in range(10):
        p0, p1 = x0 * U64(0xD2511F53), x2 * U64(0xCD9E8D57)
        x0, x1, x2, x3 = (p1 >> half) ^ x1 ^ U64(k0), p1 & low, (p0 >> half) ^ x3 ^ U64(k1), p0 & low
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return x0.astype(U32), x1.astype(U32), x2.astype(U32), x3.astype(U32)


def take(values: Any, rows: Any) -> Any:
    """Values at rows that are known to be there, so that nothing is tested."""
    return values.at[rows].get(mode="promise_in_bounds", wrap_negative_indices=False)


def over(amount: Any, divisor: int) -> Any:
    """An amount that is never negative divided by a constant: `//` would also look for signs, twice as slow."""
    return lax.div(amount, jnp.asarray(divisor, amount.dtype))


def over_signed(amount: Any, divisor: int, least: int) -> Any:
    """The same, rounded down, for an amount of at least `least` times the divisor."""
    return over(amount - least * divisor, divisor) + least


def over_members(values: Any, fixed: Any) -> Any:
    """Sum over each household's members."""
    return jax.ops.segment_sum(values, fixed["home"], fixed["need"].shape[0], indices_are_sorted=True)


def by_county(values: Any, fixed: Any, counties: Any) -> Any:
    """Sum over each county's households."""
    n_counties = counties["price"].shape[0]
    return jax.ops.segment_sum(values.astype(I64), fixed["home_county"], n_counties, indices_are_sorted=True)


def receive(p: Any, h: Any, c: Any, fixed: Any) -> Any:
    """Monday: pay for last week's effort, officials' share of the bribes, the ration."""
    pay = p["effort"].astype(I64) * take(c["rate"], fixed["person_county"]) >> 16
    of_homes = over_members(pay, fixed)
    h["cash"] += of_homes + fixed["officials"] * take(c["official_share"], fixed["home_county"])
    h["food"] += fixed["ration_week"]
    p["effort"] = jnp.zeros_like(p["effort"])
    return by_county(of_homes, fixed, c)


def shop(weekday: int, h: Any, price: Any, fixed: Any) -> tuple[Any, Any]:
    """Food for the days ahead, and other goods from what is left beyond the reserve, for those whose day it is."""
    rows = fixed["shoppers"][weekday]
    need, cash, food, price = (take(values, rows) for values in (fixed["need"], h["cash"], h["food"], price))
    grams = jnp.minimum(jnp.maximum(need * n.STOCK_DAYS - food, 0), lax.div(cash * n.GRAMS_A_KILOGRAM, price))
    cost = over(grams * price + n.GRAMS_A_KILOGRAM - 1, n.GRAMS_A_KILOGRAM)
    reserve = over(need * price * n.RESERVE_DAYS, n.GRAMS_A_KILOGRAM)
    spent = cost + over(jnp.maximum(cash - cost - reserve, 0), n.OTHER_GOODS)
    once = {"unique_indices": True, "indices_are_sorted": True}
    h["cash"] = h["cash"].at[rows].add(-spent, **once)
    h["food"] = h["food"].at[rows].add(grams, **once)
    return spent, grams


def live_duties(weekday: int, words: Any, p: Any, h: Any, c: Any, fixed: Any) -> tuple[Any, Any]:
    """Call-ups, buying out, refusing. Returns labour minutes and who pays."""
    price, price_out = (take(c[name], fixed["home_county"]) for name in ("price", "price_out"))
    reserve = over(fixed["need"] * price * n.RESERVE_DAYS, n.GRAMS_A_KILOGRAM)
    can_pay = take(h["cash"] - reserve >= fixed["size"] * price_out, fixed["home"])
    limit = take(c["limit"][:, :, weekday].astype(U32).reshape(-1), fixed["limit_row"])
    called = fixed["takes_part"] & (words[0] < limit) & (p["nutrition"] >= n.ABLE)
    effort = over(n.LABOUR[weekday] * (n.WHOLE + fixed["skill"]), n.WHOLE)
    is_worth = effort >= take(c["effort_out"].astype(I32), fixed["person_county"])
    pays = called & can_pay & is_worth & (words[1] < U32(n.LET_OFF))
    refuses = called & ~pays & ((words[2] >> U32(17)).astype(I32) < (n.WHOLE - p["conviction"]) >> 4)
    labour = jnp.where(called & ~pays & ~refuses, n.LABOUR[weekday], 0).astype(I32)
    for name, what in (("called", called), ("bought", pays), ("refused", refuses)):
        p[name] += what
    p["labour"] += labour
    h["cash"] -= over_members(pays.astype(I32), fixed) * price_out
    return labour, pays


def live_trade(weekday: int, labour: Any, p: Any, h: Any, fixed: Any) -> Any:
    """The post, what is taught, trade. Returns minutes taught."""
    post = fixed["post_minutes"] * (fixed["runs"] >> weekday & 1)
    taught = jnp.where(fixed["takes_part"], n.TAUGHT[weekday] + (post >> 3), 0)
    is_short = take(h["food"] < fixed["need"] * n.SHORT_DAYS, fixed["home"])
    share = fixed["trade_share"]
    share = jnp.where(is_short & (share > 0), jnp.minimum(share + n.NEED_SHARE, n.WHOLE), share)
    free = jnp.maximum(n.AWAKE - n.TAUGHT[weekday] - post - labour, 0)
    market = jnp.minimum(over(free * share, n.WHOLE), n.OPEN_MINUTES)
    p["effort"] += over(market * (n.WHOLE + fixed["skill"]), n.WHOLE)
    p["market"] += market
    p["taught"] += taught
    return taught


def live_body_and_mind(intake: Any, labour: Any, taught: Any, pays: Any, word: Any, p: Any, c: Any, fixed: Any) -> None:
    """Nourishment follows what was eaten; conviction what is taught, hunger, labour, bribes, the county."""
    way = take(intake, fixed["home"]) - p["nutrition"]
    p["nutrition"] += jnp.sign(way) * jnp.maximum(over(jnp.abs(way), n.LAG), 1)
    p["hungry"] += p["nutrition"] < n.HUNGRY
    conviction = p["conviction"]
    up = over(n.PULL_TAUGHT * taught, 60)
    down = over(n.PULL_HUNGER * (n.WHOLE - p["nutrition"]), n.WHOLE) + over(n.PULL_UNPAID * labour, 60)
    down += n.PULL_BRIBE * pays
    moved = over_signed(up * (n.WHOLE - conviction) - down * (n.WHOLE + conviction), 2 * n.WHOLE, -50_000)
    moved += (take(c["mean_conviction"].astype(I32), fixed["person_county"]) - conviction) * n.PULL_COUNTY
    moved += ((word & U32(2**n.FRACTION_BITS - 1)) * U32(1_000) >> U32(n.FRACTION_BITS)).astype(I32)
    stepped = jnp.clip(conviction + over_signed(moved, 1_000, -1_000), -n.WHOLE, n.WHOLE)
    p["conviction"] = jnp.where(fixed["takes_part"], stepped, conviction)


def settle_week(c: Any, week: Any, fixed: Any) -> Any:
    """The counties of next week: `settlement.settle_week` in JAX."""
    c = dict(c)
    c["market_pot"] = c["market_pot"] + week["takings"] - week["paid"]
    c["bribe_pot"] = (
        c["bribe_pot"] + week["bought"] * c["price_out"] - c["official_share"] * fixed["officials_of_county"]
    )
    supply = fixed["heads"] * n.SUPPLY
    lack = jnp.clip(week["sold"] - supply, -supply, supply)
    c["price"] = jnp.clip(c["price"] + c["price"] * lack // (supply * n.PRICE_PART), n.LEAST_PRICE, n.GREATEST_PRICE)
    c["rate"] = jnp.minimum((c["market_pot"] << 16) // jnp.maximum(week["effort"], 1), n.GREATEST_RATE)
    c["official_share"] = c["bribe_pot"] // jnp.maximum(fixed["officials_of_county"], 1)
    value = (n.POST_MINUTES * c["rate"] >> 16) * n.OUT_SHARE // n.WHOLE
    least, most = (c["price"] * grams // n.GRAMS_A_KILOGRAM for grams in (n.LEAST_OUT, n.GREATEST_OUT))
    c["price_out"] = jnp.clip(value, least, most)
    c["effort_out"] = jnp.minimum((c["price_out"] << 16) // jnp.maximum(c["rate"], 1), n.GREATEST_EFFORT_OUT)
    left = jnp.maximum(n.WHOLE - week["bought"] * n.WHOLE // jnp.maximum(week["called"], 1), n.LEAST_LEFT)
    chance = jnp.minimum(jnp.asarray(n.CALLS)[None] * n.WHOLE // left[:, None, None], n.GREATEST_CHANCE)
    c["limit"] = chance * 2**32 // n.WHOLE
    c["mean_conviction"] = week["conviction"] // fixed["heads"]
    return c


def live_week(fixed: Any, state: Any, first_day: Any) -> tuple[Any, None]:
    """Seven days and the settlement."""
    people, homes, c = state
    p, h = dict(people), dict(homes)
    called, bought = p["called"], p["bought"]
    price = take(c["price"], fixed["home_county"])
    week = {"paid": receive(p, h, c, fixed)}
    shopping: list[tuple[Any, Any]] = []
    for weekday in range(n.DAYS_A_WEEK):
        shopping.append(shop(weekday, h, price, fixed))
        eaten = jnp.minimum(h["food"], fixed["need"])
        h["food"] -= eaten
        intake = lax.div(eaten * n.WHOLE, fixed["need"]).astype(I32)
        words = draw(fixed["id"], first_day + weekday)
        labour, pays = live_duties(weekday, words, p, h, c, fixed)
        taught = live_trade(weekday, labour, p, h, fixed)
        live_body_and_mind(intake, labour, taught, pays, words[3], p, c, fixed)
    of_people = {"called": p["called"] - called, "bought": p["bought"] - bought}
    of_people |= {name: p[name] for name in ("effort", "conviction")}
    week |= {name: by_county(over_members(values, fixed), fixed, c) for name, values in of_people.items()}
    county = jnp.concatenate([fixed["home_county"][rows] for rows in fixed["shoppers"]])
    for name, values in zip(("takings", "sold"), zip(*shopping, strict=True), strict=True):
        week[name] = jax.ops.segment_sum(jnp.concatenate(values), county, c["price"].shape[0])
    return (p, h, settle_week(c, week, fixed)), None


@partial(jax.jit, donate_argnums=1)
def live_all(fixed: Any, state: Any, first_days: Any) -> Any:
    """Live the weeks that begin on `first_days`."""
    return lax.scan(partial(live_week, fixed), state, first_days)[0]


class Society:
    """What never changes, and what does."""

    def __init__(self, start: Start) -> None:
        p, h, c = start
        home = np.repeat(np.arange(len(h["first"])), h["size"])
        channel = (p["post_minutes"] == 0).astype(np.int64)
        person_county = h["county"][home]
        shoppers = [np.flatnonzero(h["shop_day"] == day).astype(np.int32) for day in range(n.DAYS_A_WEEK)]
        fixed = {name: p[name].astype(np.int32) for name in ("post_minutes", "runs", "skill", "trade_share")}
        fixed |= {name: h[name].astype(np.int64) for name in ("need", "ration_week", "officials", "size")}
        fixed |= {"takes_part": p["takes_part"] == 1, "id": np.arange(1, len(home) + 1, dtype=np.uint32)}
        fixed |= {"home": home.astype(np.int32), "home_county": h["county"].astype(np.int32)}
        fixed |= {"person_county": person_county.astype(np.int32)}
        fixed |= {"limit_row": (person_county * 2 + channel).astype(np.int32), "heads": c["heads"]}
        self.fixed = jax.device_put(fixed | {"officials_of_county": c["officials"], "shoppers": shoppers})
        people = {name: p[name].astype(np.int32) for name in MOVING}
        homes = {name: h[name].astype(np.int64) for name in WIDE}
        counties = {name: c[name].astype(np.int64) for name in c if name not in ("heads", "officials")}
        self.state = jax.device_put((people, homes, counties))

    def live_weeks(self, first_week: int, n_weeks: int) -> None:
        """Live whole weeks."""
        first_days = jnp.arange(first_week, first_week + n_weeks) * n.DAYS_A_WEEK
        self.state = jax.block_until_ready(live_all(self.fixed, self.state, first_days))

    def columns(self) -> tuple[Any, Any, Any]:
        """People, households, counties, for the totals."""
        people, homes, counties = jax.device_get(self.state)
        return people, homes, counties
