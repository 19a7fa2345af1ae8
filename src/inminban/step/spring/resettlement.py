"""Once a year: marriages, new households, moves between counties, empty households dissolved, all rows rearranged.

The order is written out in `resettle`. People keep their permanent numbers; every row number may change, those of
households and units too. Belongings are passed on exactly, or reported to the caller.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array, Records, Society
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.kinds import LifeEvent
from inminban.core.layout import homes_of
from inminban.step.events import Events, events_of, join_events
from inminban.step.month.departures import count_absent
from inminban.step.row_moves import NOWHERE, ROWS_OF_RANGE, rearrange, regions_of, run_ranges
from inminban.step.rows import SLACK_BASIS_POINTS, count_units, edges_of, first_rows, rooms
from inminban.step.spring.homes import Plan, all_households, homes_of_rows, make_plan
from inminban.step.spring.neighbourhoods import choose_heads, divide_units, move_posts, place_units
from inminban.step.spring.weddings import Couples, find_couples


class Released(NamedTuple):
    """Belongings of households without living members, by county: to be booked to state and granary."""

    cash: Array  # jon
    cents: Array
    food: Array  # grams


class Resettled(NamedTuple):
    """The rearranged society, belongings of dissolved households, and the log."""

    society: Society
    released: Released
    events: Events


class Moved(NamedTuple):
    """The society with households in their new rows and people still in the old ones."""

    society: Society
    slot_of_home: Array
    regions: Array  # first unit of each new region, and the end of all


class Order(NamedTuple):
    """New rows of households, and the number in each former unit."""

    slot: Array  # new row of each household of the plan, NOWHERE for those without people
    of_unit: Array


def order_homes(homes: Records, plan: Plan, n_people: Array, n_old: int, n_units: int) -> Order:
    """Households with people by unit: the former ones in their order, then newcomers by permanent number."""
    unit, is_kept = plan.unit, n_people > 0
    stays = is_kept[:n_old] & (unit[:n_old] == homes.unit[:n_old])
    is_kept[:n_old] &= ~stays
    new = np.flatnonzero(is_kept)
    new = new[np.lexsort((homes.id[new], unit[new]))]
    n_stay = np.bincount(unit[:n_old][stays], minlength=n_units)
    n_new = np.bincount(unit[new], minlength=n_units)
    first = np.cumsum(n_stay + n_new) - n_stay - n_new
    slot = np.full(len(homes), NOWHERE, dtype=np.int32)
    later = (first - (np.cumsum(n_stay) - n_stay)).astype(np.int32)
    staying = np.flatnonzero(stays)
    slot[staying] = np.arange(len(staying), dtype=np.int32) + later[unit[staying]]
    slot[new] = (first + n_stay - (np.cumsum(n_new) - n_new))[unit[new]] + np.arange(len(new))
    return Order(slot, n_stay + n_new)


def released_by(homes: Records, n_people: Array, n_old: int, n_counties: int) -> Released:
    """Sums by county over households without people."""
    gone = np.flatnonzero(n_people[:n_old] == 0)
    sums = []
    for name in ("cash", "foreign_cents", "food"):
        by_county = np.zeros(n_counties, dtype=np.int64)
        np.add.at(by_county, homes.county[gone], homes[name][gone])
        sums.append(by_county)
    return Released(*sums)


def list_events(society: Society, couples: Couples, plan: Plan, homes: Records, moved: Array, day: int) -> Events:
    """Weddings (detail: number of the other), new households (of the bride), moves (detail: county row before)."""
    people, county_of_unit = society.people, society.units.county.astype(np.int64)

    def lines(where: Array, event: LifeEvent, detail: Array | int) -> Events:
        home = plan.target[where]
        return events_of(society, where, event, day, homes.id[home], county_of_unit[plan.unit[home]], detail)

    founders = plan.founder[plan.founder >= 0]
    return join_events([
        lines(couples.bride, LifeEvent.MARRIAGE, people.id[couples.groom]),
        lines(couples.groom, LifeEvent.MARRIAGE, people.id[couples.bride]),
        lines(founders, LifeEvent.NEW_HOUSEHOLD, 0),
        lines(moved, LifeEvent.MOVE, county_of_unit[homes.unit[plan.before[moved]]]),
    ])  # fmt: skip


@lean_kernel
def note_moves(first: int, last: int, society: Society, plan: Plan, has_moved: Array) -> None:
    """In ranges `first` to `last` - 1 of rows, mark people who leave their county; heads who leave their unit stop."""
    for i in range(first * ROWS_OF_RANGE, min(last * ROWS_OF_RANGE, len(has_moved))):
        if plan.before[i] == NOWHERE:
            continue
        before, after = society.households[plan.before[i]].unit, plan.unit[plan.target[i]]
        if before != after:
            society.people[i].is_unit_head = 0
            has_moved[i] = society.units[before].county != society.units[after].county


@lean_kernel
def count_members(first: int, last: int, target: Array, n_people: Array) -> None:
    """Count rows `first` to `last` - 1 as members of their households; on one thread only."""
    for i in range(first, last):
        if target[i] != NOWHERE:
            n_people[target[i]] += 1


@lean_kernel
def seat_people(first: int, last: int, plan: Plan, slot_of_home: Array, homes: Any, slot: Array, filled: Array) -> None:
    """New rows of the people in rows `first` to `last` - 1: within a household former members before new ones.

    On one thread only. `homes`: households in their new order; `filled`: rows of each taken so far. `slot` may be
    `plan.before`, which is used up.
    """
    joins = NOWHERE - 1
    for i in range(first, last):
        if plan.before[i] != plan.target[i]:
            slot[i] = joins
        elif plan.before[i] != NOWHERE:
            h = slot_of_home[plan.target[i]]
            slot[i] = homes[h].first_person + filled[h]
            filled[h] += 1
    for i in range(first, last):
        if slot[i] == joins:
            h = slot_of_home[plan.target[i]]
            slot[i] = homes[h].first_person + filled[h]
            filled[h] += 1


@lean_kernel
def number_members(first: int, last: int, society: Society) -> None:
    """First row of every household of units `first` to `last` - 1; first rows of units are known."""
    for u in range(first, last):
        unit = society.units[u]
        row = int(unit.first_person)
        for h in homes_of(unit):
            society.households[h].first_person = row
            row += society.households[h].n_people


def move_homes(society: Society, plan: Plan, homes: Records, n_people: Array, rules: Any, threads: Threads) -> Moved:
    """Move households into order of unit, divide units, update counties; also returns the new rows of households."""
    order = order_homes(homes, plan, n_people, len(society.households), len(society.units))
    divided = divide_units(society.units, order.of_unit, rules.neighbourhood)
    regions = regions_of(len(society.units))
    before = np.append(edges_of(society.units.n_households)[regions], len(homes))
    after = edges_of(divided.units.n_households)[divided.first_part[regions]]
    homes.n_people[:] = n_people
    later = rearrange(homes, order.slot.copy(), before, np.append(after, after[-1]), threads)
    later.unit[:] = divided.unit_of_home
    later.county[:] = divided.units.county[divided.unit_of_home]
    later.settlement[:] = divided.units.settlement[divided.unit_of_home]
    later.is_banished[:] = 0
    counties = place_units(society.counties, divided.units)
    return Moved(
        society._replace(households=later, units=divided.units, counties=counties), order.slot,
        divided.first_part[regions],
    )  # fmt: skip


def lay_out_anew(
    society: Society, plan: Plan, homes: Records, n_people: Array, rules: Any, threads: Threads
) -> Society:
    """Rearrange households in order of unit and people in order of household, former members before new ones."""
    before = first_rows(society.units, society.households, len(society.people))[regions_of(len(society.units))]
    later, slot_of_home, regions = move_homes(society, plan, homes, n_people, rules, threads)
    units = later.units
    of_unit = np.zeros(len(units), dtype=np.int64)
    threads.run(count_units, len(units), later, of_unit)
    units.n_rows[:] = rooms(of_unit, SLACK_BASIS_POINTS)
    first_row = edges_of(units.n_rows)
    units.first_person[:] = first_row[:-1]
    threads.run(number_members, len(units), later)
    filled = np.zeros(len(later.households), dtype=np.int16)
    seat_people(0, len(plan.before), plan, slot_of_home, later.households, plan.before, filled)
    later = later._replace(people=rearrange(society.people, plan.before, before, first_row[regions], threads))
    threads.run(count_absent, len(later.households), later)
    return later


def resettle(society: Society, rules: Any, seed: int, day: int, threads: Threads, capital: int) -> Resettled:
    """The whole yearly resettlement. The society given is overwritten.

    `rules`: compiled record of all parameters; `capital`: row of the province that only the core class may move to.
    """
    before = homes_of_rows(society, threads)
    couples = find_couples(society, before, rules.marriage, seed, day, threads)
    plan = make_plan(society, before, couples, rules, seed, day, capital, threads)
    n_old = len(society.households)
    homes = all_households(society, plan, rules, threads)
    society = society._replace(households=homes[:n_old])
    n_people = np.zeros(len(homes), dtype=np.int16)
    count_members(0, len(before), plan.target, n_people)
    released = released_by(homes, n_people, n_old, len(society.counties))
    has_moved = np.zeros(len(before), dtype=np.uint8)
    run_ranges(threads, note_moves, len(before), society, plan, has_moved)
    moved = np.flatnonzero(has_moved)
    events = list_events(society, couples, plan, homes, moved, day)
    county = society.units.county[plan.unit[plan.target[moved]]].astype(np.int64)
    move_posts(society, moved, county, seed, day, threads)
    later = lay_out_anew(society, plan, homes, n_people, rules, threads)
    threads.run(choose_heads, len(later.units), later, rules.neighbourhood, seed, day)
    return Resettled(later, released, events)
