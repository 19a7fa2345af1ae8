"""Once a year: marriages, new households, moves between counties, empty households dissolved, everybody laid out anew.

The order is written out in `resettle`. People keep their permanent numbers; every row number may change, those of
households and units too. What households hold is handed on to the last won, cent and gram, or released to the caller.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array, Records, Society
from inminban.core.kinds import LifeEvent
from inminban.core.threads import Threads
from inminban.life.departures import count_absent
from inminban.life.events import Events, events_of, join_events
from inminban.life.homes import Plan, all_households, make_plan
from inminban.life.neighbourhoods import choose_heads, divide_units, move_posts, place_units
from inminban.life.rows import lay_out, living_rows
from inminban.life.weddings import Couples, find_couples


class Released(NamedTuple):
    """What households left behind of which nobody is alive, by county: to be booked to state and granary."""

    cash: Array  # jon
    cents: Array
    food: Array  # grams


class Resettled(NamedTuple):
    """The society laid out anew, what dissolved households left, and the log."""

    society: Society
    released: Released
    events: Events


class Order(NamedTuple):
    """Households that go on, in their new order, with their units until now."""

    homes: Array  # rows of the households of the plan, old and new
    unit: Array


def order_homes(homes: Records, plan: Plan, n_people: Array, n_old: int) -> Order:
    """Households with people by unit: those who were there in their order, newcomers after them by permanent number."""
    kept = np.flatnonzero(n_people > 0)
    unit = plan.unit[kept]
    is_new = kept >= n_old
    is_new[~is_new] = unit[~is_new] != homes.unit[kept[~is_new]]
    by_number = np.where(is_new, homes.id[kept], 0)
    order = np.lexsort((kept * ~is_new, by_number, is_new, unit))
    return Order(kept[order], unit[order])


def released_by(homes: Records, n_people: Array, n_old: int, n_counties: int) -> Released:
    """Sums by county over households without people."""
    gone = np.flatnonzero(n_people[:n_old] == 0)
    sums = []
    for name in ("cash", "foreign_cents", "food"):
        by_county = np.zeros(n_counties, dtype=np.int64)
        np.add.at(by_county, homes.county[gone], homes[name][gone])
        sums.append(by_county)
    return Released(*sums)


def list_events(society: Society, couples: Couples, plan: Plan, homes: Records, rows: Array, day: int) -> Events:
    """Weddings (detail: number of the other), new households (of the bride), moves (detail: county row before)."""
    people, county_of_unit = society.people, society.units.county.astype(np.int64)

    def lines(where: Array, event: LifeEvent, detail: Array | int) -> Events:
        home = plan.target[where]
        return events_of(society, where, event, day, homes.id[home], county_of_unit[plan.unit[home]], detail)

    before = county_of_unit[society.households.unit[plan.before[rows]]]
    is_moved = county_of_unit[plan.unit[plan.target[rows]]] != before
    founders = plan.founder[plan.founder >= 0]
    return join_events([
        lines(couples.bride, LifeEvent.MARRIAGE, people.id[couples.groom]),
        lines(couples.groom, LifeEvent.MARRIAGE, people.id[couples.bride]),
        lines(founders, LifeEvent.NEW_HOUSEHOLD, 0),
        lines(rows[is_moved], LifeEvent.MOVE, before[is_moved]),
    ])  # fmt: skip


def note_moves(society: Society, plan: Plan, rows: Array, seed: int, day: int, threads: Threads) -> None:
    """Those who leave their unit no longer head it; those who leave their county get a post or school there."""
    units = society.units
    before, after = society.households.unit[plan.before[rows]], plan.unit[plan.target[rows]]
    society.people.is_unit_head[rows[before != after]] = 0
    county_before, county = units.county[before].astype(np.int64), units.county[after].astype(np.int64)
    is_moved = county_before != county
    move_posts(society, rows[is_moved], county[is_moved], seed, day, threads)


def lay_out_anew(
    society: Society, plan: Plan, homes: Records, rows: Array, n_people: Array, rules: Any, threads: Threads
) -> Society:
    """Households in order of unit, people in order of household: those who lived there before those who joined."""
    order = order_homes(homes, plan, n_people, len(society.households))
    divided = divide_units(society.units, order.unit, rules.neighbourhood)
    row_of = np.full(len(homes), -1, dtype=np.int64)
    row_of[order.homes] = np.arange(len(order.homes))
    place = row_of[plan.target[rows]]
    has_joined = plan.target[rows] != plan.before[rows]
    by_home = np.argsort(place * 2 + has_joined, kind="stable")
    later = homes[order.homes].copy()
    later.unit[:] = divided.unit_of_home
    later.county[:] = divided.units.county[divided.unit_of_home]
    later.settlement[:] = divided.units.settlement[divided.unit_of_home]
    later.n_people[:] = n_people[order.homes]
    later.is_banished[:] = 0
    counties = place_units(society.counties, divided.units)
    anew = society._replace(households=later, units=divided.units, counties=counties)
    laid_out = lay_out(anew, rows[by_home], threads)
    threads.run(count_absent, len(later), laid_out)
    return laid_out


def resettle(society: Society, rules: Any, seed: int, day: int, threads: Threads, capital: int) -> Resettled:
    """Everything of the yearly resettlement. The society given is used up.

    `rules`: compiled record of all parameters; `capital`: row of the province that only the core class may move to.
    """
    rows = living_rows(society)
    before = np.full(len(society.people), -1, dtype=np.int64)
    before[rows] = np.repeat(np.arange(len(society.households)), society.households.n_people)
    couples = find_couples(society, before, rules.marriage, seed, day, threads)
    plan = make_plan(society, before, couples, rules, seed, day, capital, threads)
    homes = all_households(society, plan, rules)
    n_people = np.bincount(plan.target[rows], minlength=len(homes)).astype(np.int64)
    released = released_by(homes, n_people, len(society.households), len(society.counties))
    events = list_events(society, couples, plan, homes, rows, day)
    note_moves(society, plan, rows, seed, day, threads)
    later = lay_out_anew(society, plan, homes, rows, n_people, rules, threads)
    threads.run(choose_heads, len(later.units), later, rules.neighbourhood, seed, day)
    return Resettled(later, released, events)
