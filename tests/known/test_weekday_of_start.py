"""A run may begin on any weekday: the first odd days count in proportion, and prices do not jump."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from inminban.core.device.threads import Threads
from inminban.population import make_society
from inminban.step.simulation.initial_state import begin
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.simulation.output_detail import output_detail_of
from inminban.step.simulation.part_of_period import kept_after, part_of_week
from inminban.step.simulation.setting import setting_for

MONDAY = date(2015, 1, 5)
STARTS = [MONDAY + timedelta(days=n) for n in range(7)]
SEEDS = (1, 2, 3, 4)
TWO_WEEKS, SIX_WEEKS = 14, 42
N_PEOPLE = 10_000
MOST_OF_SEEDS = 0.05  # the widest that prices of seeds may lie apart, so that the comparison says something


@cache
def prices_of(first: date, seed: int) -> dict[int, int]:
    """National price of rice (jon/kg) after so many days: the opening price after none, then after each settlement."""
    last = first + timedelta(days=SIX_WEEKS + 6)
    made = make_society(N_PEOPLE, first, seed)
    setting = setting_for(made, first, last, seed, {}, output_detail_of(first, last, None))
    simulation = begin(setting, made.society, made.quotas)
    found = {0: simulation.economy.prices.rice}

    def note(day: date, days_done: int) -> bool:
        found[days_done] = simulation.economy.prices.rice
        return True

    with Threads(1) as threads:
        simulation.live(threads, note, lambda _: None)
    return found


def price_after(first: date, seed: int, days: int) -> int:
    """The price after so many days, as the last settlement until then left it."""
    found = prices_of(first, seed)
    return found[max(done for done in found if done <= days)]


@pytest.mark.parametrize("days", [TWO_WEEKS, SIX_WEEKS])
def test_prices_do_not_depend_on_the_weekday_on_which_a_run_begins(days: int) -> None:
    """Relative to the opening price, runs begun on seven days in turn lie no further apart than those of four seeds."""

    def moved(first: date, seed: int) -> float:
        return price_after(first, seed, days) / prices_of(first, seed)[0]

    of_seeds = [moved(MONDAY, seed) for seed in SEEDS]
    spread = max(of_seeds) - min(of_seeds)
    middle = sum(of_seeds) / len(of_seeds)
    assert 0 < spread < MOST_OF_SEEDS
    for first in STARTS:
        assert abs(moved(first, SEEDS[0]) - middle) <= 2 * spread, first


@pytest.mark.parametrize("first", STARTS)
def test_no_price_jumps_at_the_start(first: date) -> None:
    """From one settlement to the next by 3 % at most, and in six weeks never more than 3 % below the first price."""
    prices = list(prices_of(first, SEEDS[0]).values())
    assert len(prices) >= 7
    assert all(abs(now / before - 1) < 0.03 for before, now in pairwise(prices))
    assert min(prices) > 0.97 * prices[0]


def test_a_week_of_some_days_moves_and_remembers_in_proportion_to_them() -> None:
    rules = load_numbers(MONDAY, {"prices": {"memory": 1_400}, "county_market": {"carried": 7_000}}).rules
    assert part_of_week(rules, 7) == rules
    of_three = part_of_week(rules, 3)
    assert of_three.prices.memory == 600 and of_three.county_market.carried == 3_000
    same = ("mortality", "leaving", "rations", "household_budget", "work")
    assert all(getattr(of_three, name) == getattr(rules, name) for name in same)


def test_wholesalers_keep_the_same_working_money_after_any_number_of_days() -> None:
    """With 15 % kept of 1,000 after a week, 850 are paid out: 121.4 a day, and 150 stay after each number of days."""
    assert kept_after(1_500, 7) == 1_500
    for days in range(1, 8):
        held = 150 + days * 850 / 7
        assert held * kept_after(1_500, days) / 10_000 == pytest.approx(150, abs=0.1)
