"""Where grain is short the price rises until no more is asked for than there is: who can pay eats."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from inminban.numbers import parameters
from inminban.rules import county_market

P = parameters.load("county_market", county_market.Parameters, date(1996, 3, 1))
PRICE, NEED = 100, 70_000  # jon/kg at the national level, g a household and week
N_WEEKS, LAST_WEEKS = 60, 10
POOR, RICH = 2_000, 400_000  # jon in the purse each week


def live(supply: int, cash: np.ndarray) -> tuple[np.ndarray, float]:
    """Grams that each household gets in the last weeks, and the mean price beside the national level, of a county.

    `supply` g come to its market each week; each household spends `cash` (jon) a week at most.
    """
    factor, got, factors, stock = 10_000, np.zeros(len(cash)), [], supply
    for week in range(N_WEEKS):
        price = PRICE * factor // 10_000
        asked = np.minimum(NEED, cash * 1_000 // price)
        bought = np.minimum(asked, stock // len(cash))
        stock += supply - int(bought.sum())
        factor = county_market.local_factor.py_func(factor, stock, stock, int(asked.sum()), P)
        if week >= N_WEEKS - LAST_WEEKS:
            got += bought / LAST_WEEKS
            factors.append(factor / 10_000)
    return got, float(np.mean(factors))


def purses() -> np.ndarray:
    """Forty households, from poor to rich."""
    return np.geomspace(POOR, RICH, 40).astype(np.int64)


def test_with_enough_for_all_who_can_pay_the_price_stays() -> None:
    got, factor = live(40 * NEED, purses())
    assert factor == pytest.approx(1.0, abs=0.01)
    assert (got[purses() >= NEED * PRICE // 1_000] == NEED).all()


@pytest.mark.parametrize("part", [0.25, 0.5])
def test_in_want_the_rich_eat_their_need_and_the_poor_less_than_an_equal_part(part: float) -> None:
    supply = int(40 * NEED * part)
    got, factor = live(supply, purses())
    assert factor > 1.5
    assert (np.diff(got) >= 0).all() and got[-5:].mean() > 1.2 * NEED * part and got[:5].mean() < 0.5 * NEED * part
    assert got.sum() == pytest.approx(supply, rel=0.05)  # nothing lies about unsold
