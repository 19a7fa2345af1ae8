"""Prices with known answers: the record where it is asked for, no jump at its end, the currency reform, the scale."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
from tests.made_simulation import ONE_THREAD, live_weeks, make_simulation
from tests.made_society import make_small_society

from inminban.rules import prices
from inminban.rules.county_market import EMERGENT, OBSERVED
from inminban.step.simulation.economy import Week
from inminban.step.simulation.price_level import recorded
from inminban.step.simulation.setting import Scale
from inminban.step.simulation.supply import income_of, open_share, priced


def test_the_observed_mode_follows_the_record() -> None:
    overrides = {"county_market": {"mode": OBSERVED}}
    simulation = make_simulation(make_small_society(2, 1), date(2015, 3, 2), date(2015, 4, 26), 1, overrides)
    live_weeks(simulation)
    rice, _, exchange = recorded(date(2015, 4, 27))
    assert (simulation.economy.prices.rice, simulation.economy.prices.exchange) == (rice, exchange)
    assert 480_000 < rice < 620_000 and 780_000 < exchange < 880_000


def test_where_the_record_ends_the_emergent_rules_take_over_without_a_jump() -> None:
    overrides = {"county_market": {"mode": OBSERVED}}
    simulation = make_simulation(make_small_society(3, 2), date(2017, 9, 4), date(2018, 2, 25), 1, overrides)
    seen: dict[date, int] = {}
    live_weeks(simulation, lambda day, _: seen.__setitem__(day, simulation.economy.prices.level))
    days = sorted(seen)
    steps = [abs(seen[after] / seen[before] - 1) for before, after in pairwise(days)]
    beyond = [step for step, day in zip(steps, days[1:], strict=True) if day >= date(2017, 12, 24)]
    assert len(beyond) >= 8 and max(beyond) <= 0.1501  # the greatest step of a week


def test_emergent_prices_do_not_read_the_record_after_the_first_day() -> None:
    overrides = {"county_market": {"mode": EMERGENT}}
    simulation = make_simulation(make_small_society(2, 1), date(2015, 3, 2), date(2015, 4, 26), 1, overrides)
    assert simulation.economy.prices.rice == recorded(date(2015, 3, 2))[0]
    live_weeks(simulation)
    assert simulation.economy.prices.rice != recorded(date(2015, 4, 27))[0]


def test_the_currency_reform_takes_what_lies_beyond_the_limit() -> None:
    simulation = make_simulation(make_small_society(1, 1), date(2009, 11, 30), date(2009, 12, 20))
    society, p = simulation.society, simulation.numbers.rules.currency_reform
    society.households.cash[:] = p.limit + p.limit_member * (society.households.n_people.astype(np.int64) - 1)
    society.households.cash[0] += 1_000_000
    before = int(society.households.cash.sum())
    simulation.economy.ledger.balances["households", "jon"] = before
    simulation.exchange_notes(Week(date(2009, 11, 30), date(2009, 12, 6)))
    lost = 1_000_000 - 1_000_000 * p.kept_back // 10_000
    assert before - int(society.households.cash.sum()) == lost == simulation.economy.accounts.state_won
    simulation.exchange_notes(Week(date(2009, 12, 7), date(2009, 12, 13)))
    assert before - int(society.households.cash.sum()) == lost


def test_the_weeks_around_the_reform_are_conserved() -> None:
    simulation = make_simulation(make_small_society(2, 2), date(2009, 11, 16), date(2009, 12, 20))
    society = simulation.society
    society.households.cash[:3] += 10_000_000
    simulation.economy.ledger.balances["households", "jon"] += 30_000_000
    live_weeks(simulation)  # every week proves the ledger
    assert simulation.economy.ledger.balances["state", "jon"] == simulation.economy.accounts.state_won
    assert society.households.cash.min() >= 0


def test_money_made_a_hundredfold_makes_the_level_a_hundredfold() -> None:
    once = prices.level_asked(1_000_000_000, 1_000_000, 3_500, 10_000)
    hundred = prices.level_asked(100_000_000_000, 1_000_000, 3_500, 10_000)
    assert hundred // 100 == once


def test_sums_counted_in_rice_follow_the_price_and_those_in_won_do_not() -> None:
    simulation = make_simulation(make_small_society(1, 1), date(2015, 3, 2), date(2015, 3, 8))
    rules = simulation.numbers.rules
    dear, cheap = priced(rules, 1_000_000), priced(rules, 500_000)
    assert dear.dues.unit == 2 * cheap.dues.unit == 2_000_000  # two kilograms of rice a month
    assert dear.dues.utilities == cheap.dues.utilities == 24_000


def test_a_closed_border_leaves_what_could_have_been_paid() -> None:
    simulation = make_simulation(make_small_society(1, 1), date(2015, 3, 2), date(2015, 3, 8))
    rules = simulation.numbers.rules
    assert open_share(date(2019, 6, 1)) == 10_000 > open_share(date(2021, 6, 1)) > 0
    assert income_of(2021, rules) > 100_000_000 * 631 * rules.prices.civil_share // 10_000
    assert Scale(25_000, 25_000_000).of(3_000_000) == 3_000


def test_the_scale_stays_when_the_society_shrinks() -> None:
    simulation = make_simulation(make_small_society(1, 1), date(2015, 3, 2), date(2015, 3, 8))
    before = simulation.setting.scale.of(10**12)
    simulation.world.heads = simulation.world.heads._replace(people=simulation.world.heads.people - 10)
    assert simulation.setting.scale.of(10**12) == before


def test_counting_recipients_again_counts_the_same() -> None:
    simulation = make_simulation(make_small_society(2, 2), date(2015, 3, 2), date(2015, 3, 8))
    world, rules = simulation.world, simulation.numbers.rules
    before = world.heads.recipients.heads
    world.count(rules, ONE_THREAD)
    assert np.array_equal(before, world.heads.recipients.heads) and int(before.sum()) == world.heads.people
    world.society.people.whereabouts[0] = 1
    world.count(rules, ONE_THREAD)
    assert int(world.heads.recipients.heads.sum()) == world.heads.people - 1
