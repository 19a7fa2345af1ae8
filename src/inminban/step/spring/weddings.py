"""The marriages of a year: brides are drawn at random, grooms chosen by age and class, county by county.

A bride looks in her county, or at random in another of her province; if she finds nobody, in the province, then in the
country (in small societies a county has too few people). Brides choose in random order, each the free man nearest to
her wish, so a person who does not marry changes nobody's match.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import MOST_OF_NUMBER, Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import Marital, Occupation
from inminban.core.layout import homes_of, rows_of
from inminban.core.random import STREAM_MARRIAGE, below, draw, is_lucky
from inminban.errors import InputError
from inminban.rules import marriage
from inminban.step.families import are_close_kin
from inminban.step.record import is_absent

FEMALE = 1
BRIDE, FREE_MAN = 1, 2
NOBODY = -1
WHOLE_COUNTRY = 0


class Couples(NamedTuple):
    """Rows of brides and of their grooms, in order of the brides' permanent numbers."""

    bride: Array
    groom: Array


class Pool(NamedTuple):
    """Brides and free men of all markets, sorted by market; starts have one entry more than there are markets."""

    brides: Array  # rows, each market's in the order in which they choose
    first_bride: Array
    men: Array  # rows, each market's by day of birth
    first_man: Array
    births: Array  # day of birth of the men


@inlined
def may_marry(person: Any) -> bool:
    """Whether somebody is unmarried, at home and not confined."""
    is_free = person.marital != Marital.MARRIED
    return is_free and not is_absent(person) and person.occupation != Occupation.PRISONER


@lean_kernel
def mark_candidates(first: int, last: int, society: Society, p: Any, seed: int, day: int, role: Array) -> None:
    """Mark brides and free men of units `first` to `last` - 1."""
    for u in range(first, last):
        unit = society.units[u]
        for h in homes_of(unit):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                if not may_marry(person):
                    continue
                age = age_in_years(day, person.birth_day)
                if person.sex == FEMALE:
                    chance = marriage.chance_of_woman(age, int(person.marital), p)
                    if chance > 0 and is_lucky(drawn(seed, person.id, day, Draw.MARRIES), chance):
                        role[i] = BRIDE
                elif marriage.is_free_man(age, int(person.marital), p):
                    role[i] = FREE_MAN


@lean_kernel
def choose_markets(
    first: int, last: int, society: Society, brides: Array, county: Array, places: Any, p: Any, seed: int, day: int
) -> None:
    """Let some brides look in another county of their province; changes `county`, the row of each bride's county.

    `places`: rows of counties once for each of their units, by province, and where each province begins.
    """
    rows, first_of_province = places
    for k in range(first, last):
        words = draw(seed, society.people[brides[k]].id, day, STREAM_MARRIAGE)
        if is_lucky(of_draw(words, Draw.LOOKS_ACROSS), p.across):
            province = int(society.counties[county[k]].province)
            start = first_of_province[province]
            luck = of_draw(words, Draw.OTHER_COUNTY)
            county[k] = rows[start + below(luck, first_of_province[province + 1] - start)]


@inlined
def class_of(person: Any, home: Any) -> int:
    """Origin class of somebody of this household as a match sees it."""
    is_marked = 1 if home.is_punished == 1 or home.n_gone > 0 or home.n_in_south > 0 else 0
    return marriage.class_for_match(int(person.songbun), is_marked)


@lean_kernel
def match(
    first: int, last: int, society: Society, pool: Pool, home: Array, p: Any, seed: int, day: int, groom: Array
) -> None:
    """In markets `first` to `last` - 1 let each bride take the free man nearest to her wish who is not her kin.

    `groom` has an entry for each bride of the pool, -1 if nobody is near enough; the birth of a man who is taken is set
    out of range.
    """
    taken = -(2**40)
    for m in range(first, last):
        start, end = pool.first_man[m], pool.first_man[m + 1]
        for k in range(pool.first_bride[m], pool.first_bride[m + 1]):
            bride = society.people[pool.brides[k]]
            her_class = class_of(bride, society.households[home[pool.brides[k]]])
            gap = marriage.wished_gap(drawn(seed, bride.id, day, Draw.HUSBAND_OLDER), p)
            wished = int(bride.birth_day) - gap
            best, best_distance = NOBODY, marriage.widest_match(p)
            low, high = start, end
            while low < high:
                middle = (low + high) // 2
                if society.people[pool.men[middle]].birth_day < wished:
                    low = middle + 1
                else:
                    high = middle
            for side in range(2):
                j = low - 1 if side == 0 else low
                while start <= j < end:
                    man = society.people[pool.men[j]]
                    gap = abs(int(man.birth_day) - wished)
                    if gap > best_distance:
                        break
                    his_class = class_of(man, society.households[home[pool.men[j]]])
                    distance = gap + marriage.class_distance(her_class, his_class, p)
                    is_kin = home[pool.men[j]] == home[pool.brides[k]] or are_close_kin(bride, man)
                    if pool.births[j] != taken and not is_kin and distance < best_distance:
                        best, best_distance = j, distance
                    j += -1 if side == 0 else 1
            if best >= 0:
                pool.births[best] = taken
                groom[k] = pool.men[best]


def starts(keys: Array, n: int) -> Array:
    """Start of each of `n` keys in a sorted list of them, and the end."""
    return np.searchsorted(keys, np.arange(n + 1)).astype(np.int64)


def make_pool(society: Society, brides: Array, bride_key: Array, luck: Array, men: Array, man_key: Array) -> Pool:
    """Brides by market and random number, men by market and age; ties by permanent number, not by row."""
    n = int(max(bride_key.max(initial=0), man_key.max(initial=0))) + 1
    by_luck = np.lexsort((society.people.id[brides], luck, bride_key))
    births = society.people.birth_day[men].astype(np.int64)
    by_age = np.lexsort((society.people.id[men], births, man_key))
    return Pool(brides[by_luck], starts(bride_key[by_luck], n), men[by_age], starts(man_key[by_age], n), births[by_age])


def county_places(society: Society) -> tuple[Array, Array]:
    """Rows of counties, once for each of their units, by province, and the start of each province."""
    province = society.counties.province[society.units.county].astype(np.int64)
    order = np.argsort(province, kind="stable")
    return society.units.county[order].astype(np.int64), starts(province[order], int(province.max(initial=0)) + 1)


def find_couples(society: Society, home_of_row: Array, p: Any, seed: int, day: int, threads: Threads) -> Couples:
    """All couples of this year. `home_of_row`: row of each person's household; `p`: parameters of marriage."""
    role = np.zeros(len(society.people), dtype=np.uint8)
    threads.run(mark_candidates, len(society.units), society, p, seed, day, role)
    brides, men = np.flatnonzero(role == BRIDE), np.flatnonzero(role == FREE_MAN)
    county_of = society.households.county.astype(np.int64)
    bride_county, man_county = county_of[home_of_row[brides]], county_of[home_of_row[men]]
    threads.run(choose_markets, len(brides), society, brides, bride_county, county_places(society), p, seed, day)
    province = society.counties.province.astype(np.int64)
    luck = luck_of(society, brides, seed, day)
    found_brides, found_grooms = [], []
    keys = (np.arange(len(province)), province, np.full(len(province), WHOLE_COUNTRY))
    for key in keys:
        pool = make_pool(society, brides, key[bride_county], luck, men, key[man_county])
        groom = np.full(len(brides), NOBODY, dtype=np.int64)
        threads.run(match, len(pool.first_man) - 1, society, pool, home_of_row, p, seed, day, groom)
        is_found = groom >= 0
        found_brides.append(pool.brides[is_found])
        found_grooms.append(groom[is_found])
        brides_left = np.isin(brides, pool.brides[~is_found])
        men_left = ~np.isin(men, groom[is_found])
        brides, bride_county, luck = brides[brides_left], bride_county[brides_left], luck[brides_left]
        men, man_county = men[men_left], man_county[men_left]
    bride, groom = np.concatenate(found_brides), np.concatenate(found_grooms)
    check_numbers(society, bride, groom)
    order = np.argsort(society.people.id[bride], kind="stable")
    return Couples(bride[order], groom[order])


def check_numbers(society: Society, bride: Array, groom: Array) -> None:
    """Refuse couples whose numbers do not fit the records of their families.

    Those of the first day's people, their children and, of fewer than four million people, their grandchildren fit.
    Grandchildren are of age from about 2026 on.
    """
    largest = max(int(society.people.id[rows].max(initial=0)) for rows in (bride, groom))
    if largest > MOST_OF_NUMBER:
        raise InputError(
            f"a grandchild of the first day's people is to marry, with the number {largest}", key="women_first_age",
            remedy="Let people marry later, or begin the run in a later year.",
        )  # fmt: skip


def luck_of(society: Society, rows: Array, seed: int, day: int) -> Array:
    """For each bride, the random number by which brides are sorted."""
    luck = np.zeros(len(rows), dtype=np.int64)
    draw_luck(0, len(rows), society, rows, seed, day, luck)
    return luck


@lean_kernel
def draw_luck(first: int, last: int, society: Society, rows: Array, seed: int, day: int, luck: Array) -> None:
    """Draw the random numbers by which brides are sorted."""
    for k in range(first, last):
        luck[k] = drawn(seed, society.people[rows[k]].id, day, Draw.ORDER_OF_BRIDES)
