"""Conservation: money, grain and minutes add up exactly in any small society, and a planted error is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.made_simulation import live_weeks, make_simulation
from tests.made_society import living_rows, make_small_society

from inminban.core.columns import COUNTIES, HOUSEHOLDS, PEOPLE, UNITS, WORKPLACES, Society
from inminban.core.kinds import WAKING_MINUTES
from inminban.errors import LedgerError
from inminban.measures.catalogue import MEASURES
from inminban.step.simulation.simulation import Simulation

SPRING = date(2015, 3, 31)
FIRST, LAST = date(2015, 3, 12), date(2015, 6, 25)  # starts and ends in the middle of a week and of a month
DECLARED = {
    "people": PEOPLE,
    "households": HOUSEHOLDS,
    "units": UNITS,
    "workplaces": WORKPLACES,
    "counties": COUNTIES,
}
FEW = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)


def out_of_range(society: Society) -> list[str]:
    """Fields with a value outside the range their table declares."""
    found = []
    for kind, columns in DECLARED.items():
        records = getattr(society, kind)
        for name, column in columns.items():
            values = records[name]
            if values.size and (values.min() < column.low or values.max() > column.high):
                found.append(f"{kind}.{name}: {values.min()} to {values.max()}")
    return found


def wealth(simulation: Simulation) -> dict[str, int]:
    """What all accounts hold by unit: what is really there, and for the rest (eaten, world, harvest) the ledger."""
    sums: dict[str, int] = defaultdict(int)
    for (_, unit), amount in {
        **simulation.economy.ledger.balances,
        **simulation.economy.held(simulation.society.households),
    }.items():
        sums[unit] += amount
    return dict(sums)


def overdrawn(simulation: Simulation) -> dict[str, int]:
    """Counties' accounts below zero, and the lowest."""
    lowest = {
        name: int(values.min())
        for name, values in vars(simulation.economy.accounts).items()
        if isinstance(values, np.ndarray)
    }
    return {name: amount for name, amount in lowest.items() if amount < 0}


class Watch:
    """Checks a run after every week and before every month's end."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation, self.opening, self.months = simulation, wealth(simulation), 0
        self.close_month = simulation.close_month
        simulation.close_month = self.before_month_end  # type: ignore[method-assign]

    def before_month_end(self, day: date) -> None:
        days = (day - max(self.simulation.setting.first, day.replace(day=1))).days + 1
        lived = self.simulation.society.people.minutes.astype(np.int64).sum(axis=1)
        should = np.zeros(len(lived), dtype=np.int64)  # rows kept free for births hold nobody and no minutes
        should[living_rows(self.simulation.society)] = WAKING_MINUTES * days
        assert np.array_equal(lived, should)
        assert out_of_range(self.simulation.society) == []
        self.months += 1
        self.close_month(day)

    def after_week(self, day: date, done: int) -> None:
        assert out_of_range(self.simulation.society) == []
        assert wealth(self.simulation) == self.opening
        households = self.simulation.society.households
        assert min(households.cash.min(), households.food.min(), households.foreign_cents.min()) >= 0
        held = self.simulation.economy.held(households)
        assert [name for name, amount in held.items() if amount < 0 and name != ("state", "jon")] == []
        assert overdrawn(self.simulation) == {}


@given(st.integers(0, 2**40), st.integers(1, 4), st.integers(1, 3))
@FEW
def test_everything_is_conserved_in_any_small_society(seed: int, n_counties: int, units_of_county: int) -> None:
    simulation = make_simulation(make_small_society(n_counties, units_of_county, seed), FIRST, LAST, seed)
    watch = Watch(simulation)
    live_weeks(simulation, watch.after_week)
    assert watch.months == 4
    assert simulation.economy.ledger.balances["eaten", "gram"] > 0


def test_the_winter_of_the_harvest_is_conserved_as_well() -> None:
    simulation = make_simulation(make_small_society(2, 2), date(2015, 11, 20), date(2016, 1, 10))
    watch = Watch(simulation)
    live_weeks(simulation, watch.after_week)
    assert simulation.economy.ledger.balances["harvest", "gram"] < 0


STORES = {"war_reserve": 10**12, "held_at_start": 10_000, "renewed": 2_000, "spoiled": 1_000, "stored": 600}  # g, bp


def test_old_grain_comes_out_of_the_stores_for_war_after_the_harvest_and_new_goes_in() -> None:
    stores = {"grain_supply": STORES | {"opened_below": 0}}
    simulation = make_simulation(make_small_society(2, 2), date(2015, 12, 1), date(2015, 12, 20), overrides=stores)
    full = simulation.economy.accounts.war_reserve
    flows: dict[tuple[str, str, str], int] = defaultdict(int)
    watch, ledger = Watch(simulation), simulation.economy.ledger
    move = ledger.move

    def note(unit: str, giver: str, taker: str, item: str, amount: int) -> None:
        flows[giver, taker, item] += amount
        move(unit, giver, taker, item, amount)

    ledger.move = note  # type: ignore[method-assign]
    live_weeks(simulation, watch.after_week)
    out = full // 5
    spoiled = flows["war reserve", "losses", "old grain spoiled"]
    new = flows["granary", "war reserve", "new grain"]
    assert spoiled == out // 10 > 0
    assert flows["war reserve", "granary", "old grain"] == out - spoiled
    assert 0 < new <= out
    assert simulation.economy.accounts.war_reserve == full - out + new


@pytest.mark.parametrize(("opened_below", "are_opened"), [(0, False), (10_000, True)])
def test_the_stores_for_war_are_opened_where_rations_are_small_down_to_what_is_kept(
    opened_below: int, are_opened: bool
) -> None:
    stores = {"grain_supply": STORES | {"opened_below": opened_below, "kept_for_war": 5_000}}
    simulation = make_simulation(make_small_society(2, 2), date(2015, 4, 1), date(2015, 4, 19), overrides=stores)
    full = simulation.economy.accounts.war_reserve
    watch = Watch(simulation)
    live_weeks(simulation, watch.after_week)
    assert simulation.economy.accounts.war_reserve == (full - full // 2 if are_opened else full)


def test_soldiers_whom_the_granary_cannot_feed_eat_from_the_stores_for_war() -> None:
    stores = {"grain_supply": STORES | {"opened_below": 0}}
    simulation = make_simulation(make_small_society(2, 2), date(2015, 4, 1), date(2015, 4, 12), overrides=stores)
    accounts = simulation.economy.accounts
    full, kept_back = accounts.war_reserve, simulation.economy.kept_back
    emptied, accounts.granary = accounts.granary - kept_back, kept_back
    simulation.economy.ledger.move("gram", "granary", "losses", "burnt", emptied)
    watch = Watch(simulation)
    live_weeks(simulation, watch.after_week)
    assert accounts.war_reserve < full
    assert (simulation.world.counties.army_intake == 10_000).all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_a_spring_no_county_pays_more_than_it_has(seed: int) -> None:
    """Small counties, in which one move or one new official is a large part of what is to be paid."""
    simulation = make_simulation(make_small_society(30, 1, seed), date(2015, 3, 16), date(2015, 4, 20), seed)
    live_weeks(
        simulation, lambda day, done: overdrawn(simulation) == {} or pytest.fail(f"{day} {overdrawn(simulation)}")
    )


def one_week_then(plant: Callable[[Simulation], None], last: date = date(2015, 3, 22)) -> None:
    """Live a week, plant an error, and live on."""
    simulation = make_simulation(make_small_society(1, 1), date(2015, 3, 9), last)
    planted: list[date] = []

    def after(day: date, done: int) -> None:
        if not planted:
            plant(simulation)
            planted.append(day)

    live_weeks(simulation, after)


def plant(path: str, row: int, amount: int) -> Callable[[Simulation], None]:
    """Add an amount to one row of something a run holds."""

    def add(simulation: Simulation) -> None:
        holder: Any = simulation
        *way, name = path.split(".")
        for step in way:
            holder = getattr(holder, step)
        if row < 0:
            setattr(holder, name, getattr(holder, name) + amount)
        else:
            getattr(holder, name)[row] += amount

    return add


@pytest.mark.parametrize(
    ("path", "row", "amount", "words"),
    [
        ("society.households.cash", 3, 1, "households hold .* jon, .*difference 1"),
        ("society.households.food", 7, -1, "households hold .* gram, .*difference -1"),
        ("society.households.foreign_cents", 0, 1, "households hold .* cent, .*difference 1"),
        ("economy.accounts.market_won", 0, 1, "markets hold .* jon, .*difference 1"),
        ("economy.accounts.market_grain", 0, -5, "markets hold .* gram, .*difference -5"),
        ("economy.accounts.granary", -1, 1, "granary hold .* gram, .*difference 1"),
        ("economy.accounts.war_reserve", -1, 1, "war reserve hold .* gram, .*difference 1"),
        ("economy.accounts.party_cents", -1, 1, "party hold .* cent, .*difference 1"),
    ],
)
def test_a_planted_error_is_found(path: str, row: int, amount: int, words: str) -> None:
    with pytest.raises(LedgerError, match=words):
        one_week_then(plant(path, row, amount))


def test_a_lost_minute_is_found_at_the_months_end() -> None:
    def lose(simulation: Simulation) -> None:
        simulation.society.people.minutes[0, 12] -= 1

    with pytest.raises(LedgerError, match=r"people spent .* minutes, but they had"):
        one_week_then(lose, date(2015, 3, 31))


def test_without_a_planted_error_the_same_weeks_pass() -> None:
    one_week_then(lambda simulation: None)


def test_a_negative_flow_is_refused() -> None:
    simulation = make_simulation(make_small_society(1, 1), FIRST, LAST)
    with pytest.raises(LedgerError, match="grain bought: -1 gram"):
        simulation.economy.ledger.move("gram", "markets", "households", "grain bought", -1)


MONEY = {
    "pay": ["state pay"],
    "market": ["earned at the market"],
    "lessons": ["private lessons"],
    "bribes_taken": ["bribes shared"],
    "grain_sold": ["households' own grain"],
    "support": ["support of teachers", "gifts shared among doctors"],
    "levies": ["dues", "arrears paid", "loyalty money", "money instead of goods", "school levies"],
    "fees": ["stall fees"],
    "bribes": ["bribes to be let off penalties"],
    "buyout": ["paid to be let off labour"],
    "august_third": ["August 3rd money"],
    "fines": ["fines and confiscation"],
    "tuition": ["tuition"],
    "appearance": ["stage clothes and make-up"],
    "gifts": ["gifts to teachers", "gifts to doctors"],
}
GRAIN = {
    "ration": ["rations"],
    "farm_share": ["farm share"],
    "plot": ["private plots", "foraging"],
    "bought": ["grain bought"],
    "in_kind": ["goods in kind at the workplace"],
    "sold": ["households' own grain"],
    "eaten": ["eaten at home"],
}


def test_peoples_own_records_agree_with_the_ledger() -> None:
    simulation = make_simulation(make_small_society(3, 2, 5), date(2015, 10, 20), date(2015, 12, 20))
    tables = live_weeks(simulation)
    flows: dict[tuple[str, str], int] = defaultdict(int)
    for unit, item, amount in zip(
        tables["ledger"]["unit"], tables["ledger"]["item"], tables["ledger"]["amount"], strict=True
    ):
        flows[str(unit), str(item)] += int(amount)
    money = {name: int(tables["groups"][f"{name}_jon"].sum()) for name in MONEY}
    assert money == {name: sum(flows["jon", item] for item in items) for name, items in MONEY.items()}
    grain = {name: int(tables["households"][f"{name}_g"].sum()) for name in GRAIN}
    assert grain == {name: sum(flows["gram", item] for item in items) for name, items in GRAIN.items()}
    assert all(money[name] > 0 for name in ("market", "levies", "buyout", "pay", "bribes_taken"))
    assert all(amount > 0 for amount in grain.values())


def test_won_issued_are_what_the_account_of_the_state_loses_week_by_week() -> None:
    tables = live_weeks(make_simulation(make_small_society(2, 2), date(2009, 11, 16), date(2010, 1, 24)))
    with duckdb.connect() as files:
        for name in ("ledger", "balances"):
            columns = tables[name].items()
            files.register(name, {column: np.array(values).astype(kind_of(column)) for column, values in columns})
        numerator = MEASURES["won_issued"].numerator
        issued = dict(files.sql(f"SELECT week, sum({numerator}) FROM ledger GROUP BY ALL").fetchall())
        held = files.sql("SELECT week, balance FROM balances WHERE account = 'state' AND unit = 'jon' ORDER BY ALL")
        weeks = held.fetchall()
    assert len(weeks) == 10
    for (_, before), (week, after) in pairwise(weeks):
        assert round(issued[week] * 100) == before - after, week


def kind_of(column: str) -> str:
    """Type in which a column of accounts is handed to the query."""
    return "int64" if column in ("amount", "balance") else "str"
