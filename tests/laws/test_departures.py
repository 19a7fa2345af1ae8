"""Leaving and work abroad: money and people add up, luck does not depend on threads, closed borders are closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.made_departures import live_months, make_married_society
from tests.made_society import PROVINCES

from inminban.core.kinds import LeavingStage, LifeEvent, Sex, Whereabouts
from inminban.core.ledger import Ledger
from inminban.step.month.departures import count_absent
from inminban.step.month.flows import MONTH_FLOWS, MonthTotal, book_month, close_dead_accounts
from inminban.step.month.work_abroad import FLED, GROSS, KEPT, MANAGERS, RETURNED, STATE
from inminban.step.public_accounts import Accounts

FIRST, LAST = date(2010, 1, 1), date(2012, 12, 31)
CHEAP = {"work_abroad": {"place_price": 10}, "leaving": {"hunger": 1_000_000}}
PEOPLE_FIELDS = (
    "whereabouts", "conviction", "fear", "leaving_stage", "leaving_months", "savings_abroad", "sanction_days",
)  # fmt: skip


def no_accounts(n: int) -> Accounts:
    """Accounts of `n` counties that hold nothing."""
    markets, officials, enterprises, schools, support, gifts, tuition, grain = (
        np.zeros(n, dtype=np.int64) for _ in range(8)
    )
    return Accounts(markets, officials, enterprises, schools, support, gifts, tuition, grain, 0, 0, 0, 0, 0, 0, 0)


def hungry_society(seed: int = 0) -> Any:
    """A society in which many are near starving, next to the river."""
    society = make_married_society(seed=seed)
    society.people.nutrition[:] = society.people.nutrition // 3
    society.counties.province[:] = PROVINCES.index("North Hamgyong")
    return society


@pytest.fixture(scope="module")
def lived() -> Any:
    society = hungry_society()
    before = int(society.households.cash.sum()), int(society.households.foreign_cents.sum())
    departures, done = live_months(society, FIRST, LAST, overrides=CHEAP)
    return society, departures, done, before


def sums(done: Any) -> dict[MonthTotal, int]:
    """All months and counties together."""
    totals = sum(month.totals for month in done).sum(axis=0)
    return {kind: int(totals[kind]) for kind in MonthTotal}


def test_everything_happens_in_it(lived: Any) -> None:
    events = np.concatenate([month.events["event"] for month in lived[2]])
    wanted = {LifeEvent.SENT_ABROAD, LifeEvent.CROSSING, LifeEvent.CAUGHT, LifeEvent.SENT_BACK, LifeEvent.HOMECOMING}
    assert wanted <= set(events.tolist())


def test_money_of_households_changes_by_what_is_booked(lived: Any) -> None:
    society, _, done, (cash, cents) = lived
    total = sums(done)
    came = {unit: 0 for unit in ("jon", "cent")}
    for kind, unit, giver, taker, _ in MONTH_FLOWS:
        came[unit] += total[kind] * ((taker == "households") - (giver == "households"))
    assert int(society.households.cash.sum()) - cash == came["jon"]
    assert int(society.households.foreign_cents.sum()) - cents == came["cent"]


def test_what_is_held_back_is_what_workers_have_saved(lived: Any) -> None:
    society, _, done, _ = lived
    total = sums(done)
    held = total[MonthTotal.KEPT] - total[MonthTotal.SETTLED] - total[MonthTotal.FORFEITED] - total[MonthTotal.REPAID]
    assert held == int(society.people.savings_abroad.sum()) > 0


def test_gross_pay_is_shared_out_whole(lived: Any) -> None:
    hosts = sum(month.by_host for month in lived[2])
    assert np.array_equal(hosts[:, GROSS], hosts[:, STATE] + hosts[:, MANAGERS] + hosts[:, KEPT])
    assert hosts[:, GROSS].sum() > 0


def test_booking_agrees_with_the_ledger(lived: Any) -> None:
    n = len(lived[0].counties)
    accounts, ledger = no_accounts(n), Ledger()
    for month in lived[2]:
        book_month(accounts, month.totals, ledger)
    close_dead_accounts(accounts, int(lived[0].people.savings_abroad.sum()), ledger)
    held = {key: amount for key, amount in accounts.held().items() if key[1] != "gram"}
    ledger.prove(held, "the months")


def test_counts_on_households_are_what_their_members_are(lived: Any) -> None:
    society = lived[0]
    names = ("n_away", "n_abroad", "n_gone", "n_leaving")
    kept = {name: society.households[name].copy() for name in names}
    count_absent(0, len(society.households), society)
    assert [name for name in names if not np.array_equal(kept[name], society.households[name])] == []
    assert kept["n_gone"].sum() > 0


def test_workers_come_and_go_as_counted(lived: Any) -> None:
    society, departures, done, _ = lived
    events = np.concatenate([month.events["event"] for month in done])
    hosts = sum(month.by_host for month in done).sum(axis=0)
    abroad = int((society.people.whereabouts == Whereabouts.ABROAD).sum())
    sent = int((events == LifeEvent.SENT_ABROAD).sum())
    assert abroad == sent - int(hosts[RETURNED]) - int(hosts[FLED])
    assert departures.abroad is not None and abroad == int(departures.abroad.workers.sum())


def test_leavers_are_the_crossings_with_answers(lived: Any) -> None:
    _, departures, done, _ = lived
    rows = departures.leavers.columns()
    events = np.concatenate([month.events["event"] for month in done])
    assert len(rows["person"]) == int(np.isin(events, (LifeEvent.CROSSING, LifeEvent.FLIGHT)).sum()) > 20
    assert (rows["age"][rows["n_together"] == 1] >= 16).all() and (rows["months_prepared"] >= 1).all()
    assert int(rows["has_arrived"].sum()) == int((events == LifeEvent.ARRIVAL).sum())


@pytest.mark.parametrize("n_threads", [2, 3])
def test_any_number_of_threads_gives_the_same(n_threads: int) -> None:
    one, other = hungry_society(), hungry_society()
    _, first = live_months(one, FIRST, date(2010, 12, 31), overrides=CHEAP)
    _, second = live_months(other, FIRST, date(2010, 12, 31), n_threads=n_threads, overrides=CHEAP)
    assert all(np.array_equal(a.totals, b.totals) for a, b in zip(first, second, strict=True))
    assert [name for name in PEOPLE_FIELDS if not np.array_equal(one.people[name], other.people[name])] == []


def test_a_closed_border_lets_nobody_home_and_hardly_anybody_out() -> None:
    society = hungry_society()
    workers = society.people.sex == Sex.MALE
    society.people.whereabouts[workers] = Whereabouts.ABROAD
    society.people.host[workers] = 1
    society.people.term[workers] = 1
    count_absent(0, len(society.households), society)
    _, done = live_months(society, date(2020, 2, 1), date(2021, 12, 31), overrides=CHEAP)
    events = np.concatenate([month.events["event"] for month in done])
    assert not np.isin(events, (LifeEvent.RETURN, LifeEvent.SENT_ABROAD)).any()
    assert int((events == LifeEvent.CROSSING).sum()) <= len(society.people) // 200
    _, later = live_months(society, date(2023, 9, 1), date(2023, 9, 30), overrides=CHEAP)
    assert int((later[0].events["event"] == LifeEvent.RETURN).sum()) > 0


def test_the_pandemic_order_takes_conviction() -> None:
    society = make_married_society()
    society.people.whereabouts[:] = Whereabouts.ABROAD
    society.people.host[:] = 1
    society.people.term[:] = 60
    society.people.outside_knowledge[:] = 0
    count_absent(0, len(society.households), society)
    before = society.people.conviction.astype(np.int64)
    _, done = live_months(society, date(2020, 4, 1), date(2020, 4, 30), overrides={"work_abroad": {"learned": 0}})
    lost = before - society.people.conviction
    infected = int(done[0].by_host[:, 8].sum())
    assert 0 < infected < len(society.people) // 10
    assert (lost >= 120).all() and int((lost >= 1_000).sum()) == infected


def test_switched_off_nobody_leaves() -> None:
    society = hungry_society()
    _, done = live_months(society, FIRST, date(2010, 12, 31), overrides={"leaving": {"is_active": False}})
    assert (society.people.leaving_stage == LeavingStage.NONE).all()
    assert int(np.isin(np.concatenate([m.events["event"] for m in done]), (LifeEvent.CROSSING,)).sum()) == 0


def test_a_family_left_behind_grows_afraid_and_gets_money() -> None:
    society = make_married_society()
    society.households.n_in_south[::2] = 1
    society.people.fear[:] = 3_000
    cents = society.households.foreign_cents.copy()
    nobody_goes: dict[str, dict[str, Any]] = {
        "leaving": {"doubt": 0, "relative": 0},
        "work_abroad": {"is_active": False},
    }
    _, done = live_months(society, FIRST, date(2010, 12, 31), overrides=nobody_goes)
    home = np.repeat(np.arange(len(society.households)), society.households.n_people)
    with_one = society.households.n_in_south[home] > 0
    assert society.people.fear[with_one].mean() > society.people.fear[~with_one].mean() + 500
    gained, total = society.households.foreign_cents - cents, sums(done)
    assert int(gained[::2].sum()) == total[MonthTotal.REMITTED] - total[MonthTotal.CENTS_SOLD] > 0
    assert (gained[1::2] == 0).all() and total[MonthTotal.WATCHERS] > 0
    put_by = society.households.south_cents
    assert (put_by[::2] > 0).any() and (put_by[1::2] == 0).all()
