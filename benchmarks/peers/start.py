"""The society that everybody starts from, made with NumPy alone. Time and memory of this are nobody's."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from benchmarks.peers import rule_numbers as n
from benchmarks.peers.philox import draw_words


class Start(NamedTuple):
    """Columns of people in order of household, of households in order of county, and of counties."""

    people: dict[str, Any]
    homes: dict[str, Any]
    counties: dict[str, Any]


def below(words: Any, bound: int) -> Any:
    """Whole numbers in [0, bound) from words of 32 bits."""
    return (words.astype(np.int64) * bound) >> 32


def make_homes(n_people: int) -> tuple[Any, Any]:
    """Sizes of households that together have exactly `n_people`, and their random numbers."""
    most = n_people // 2 + 8
    words = draw_words(np.arange(1, most + 1, dtype=np.uint64), n.SEED, 0, n.STREAM_HOME)
    sizes = np.array(n.SIZES)[below(words[0], len(n.SIZES))]
    last = int(np.searchsorted(np.cumsum(sizes), n_people))
    sizes = sizes[: last + 1].copy()
    sizes[last] -= int(sizes.sum()) - n_people
    return sizes, words[:, : last + 1]


def need_of(age: Any) -> Any:
    """Need (g/day) by age in years."""
    return np.select([age < 3, age < 7, age < 14, age < n.OLD], [250, 350, 450, 600], 480)


def make_people(n_people: int, is_first: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Columns of people, and what each adds to the household: need, ration, whether an official."""
    words = draw_words(np.arange(1, n_people + 1, dtype=np.uint64), n.SEED, 0, n.STREAM_PERSON)
    age = np.where(is_first, 20 + below(words[0], 50), below(words[0], 80))
    detail = words[2].astype(np.int64)
    is_pupil = (age >= n.SCHOOL_AGE) & (age < n.ADULT)
    has_post = (age >= n.ADULT) & (age < n.OLD) & (detail % 5 < 3)
    runs = np.where(has_post, (detail >> 8) & 63 | 1, np.where(is_pupil, 63, 0))
    share = np.select([age < n.SCHOOL_AGE, is_pupil, has_post], [0, n.SHARE_PUPIL, n.SHARE_POST], n.SHARE_FREE)
    people = {
        "takes_part": (age >= n.SCHOOL_AGE).astype(np.int64),
        "post_minutes": np.select([is_pupil, has_post], [n.SCHOOL_MINUTES, n.POST_MINUTES], 0),
        "runs": runs,
        "skill": below(words[1], 10_001),
        "trade_share": share,
        "conviction": below(words[3], 10_001) - 2_000,
        "nutrition": 2_500 + (detail >> 12) % 7_501,
    }
    for name in ("effort", "labour", "market", "taught", "called", "bought", "refused", "hungry"):
        people[name] = np.zeros(n_people, dtype=np.int64)
    ration = np.select([has_post, age < n.SCHOOL_AGE], [n.RATION_POST, n.RATION_CHILD], n.RATION_OTHER)
    is_official = has_post & ((detail >> 16) % 20 == 0)
    return people, {"need": need_of(age), "ration": ration, "officials": is_official.astype(np.int64)}


def make_start(n_people: int) -> Start:
    """The society of RULES.md with so many people."""
    sizes, words = make_homes(n_people)
    n_homes = len(sizes)
    first = np.cumsum(sizes) - sizes
    is_first = np.zeros(n_people, dtype=bool)
    is_first[first] = True
    people, of_homes = make_people(n_people, is_first)
    n_counties = min(max(n_people // n.PEOPLE_A_COUNTY, 1), n.MOST_COUNTIES)
    county = np.arange(n_homes) * n_counties // n_homes
    homes = {name: np.add.reduceat(values, first) for name, values in of_homes.items()}
    homes |= {"first": first, "size": sizes, "county": county, "shop_day": np.arange(n_homes) % n.DAYS_A_WEEK}
    homes["food"] = homes["need"] * below(words[2], n.STOCK_DAYS)
    homes["cash"] = below(words[1], 400) ** 2 * sizes
    homes["ration_week"] = homes.pop("ration") * n.DAYS_A_WEEK * (2_000 + county * 37 % 5 * 1_000) // n.WHOLE
    return Start(people, homes, make_counties(n_counties, people, homes))


def make_counties(n_counties: int, people: dict[str, Any], homes: dict[str, Any]) -> dict[str, Any]:
    """Columns of counties as the first week finds them."""
    at = np.flatnonzero(np.diff(homes["county"], prepend=-1))
    heads = np.add.reduceat(homes["size"], at)
    first_person = homes["first"][at]
    names = ("market_pot", "bribe_pot", "official_share")
    return {
        "heads": heads,
        "officials": np.add.reduceat(homes["officials"], at),
        "price": np.full(n_counties, n.FIRST_PRICE),
        "rate": np.full(n_counties, n.FIRST_RATE),
        "price_out": np.full(n_counties, n.FIRST_PRICE_OUT),
        "effort_out": np.full(n_counties, (n.FIRST_PRICE_OUT << 16) // n.FIRST_RATE),
        "mean_conviction": np.add.reduceat(people["conviction"], first_person) // heads,
        "limit": np.repeat((n.CALLS * 2**32 // n.WHOLE)[None], n_counties, axis=0),
        **{name: np.zeros(n_counties, dtype=np.int64) for name in names},
    }
