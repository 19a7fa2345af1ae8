"""States in which a run cannot go on: each ends it with a sentence that names the numbers which lead there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inminban.errors import InputError
from inminban.numbers.parameters import Overrides
from inminban.step.simulation.price_level import PriceLevel
from inminban.step.simulation.world import World

OF_LIFE_AND_DEATH = ("mortality", "fertility", "food", "rations", "farms", "leaving", "sanctions", "work_abroad")
"""Institutions whose numbers can leave a country without people at home."""

OF_PENALTIES = (
    "sanctions", "inspections", "self_criticism", "indoctrination", "political_events", "labour_mobilization",
    "material_mobilization", "work", "school", "market", "outside_news",
)  # fmt: skip
"""Institutions whose numbers decide how many are punished."""

OF_MONEY = (
    "prices", "work", "pension", "household_budget", "county_market", "livelihoods", "august_third", "inspections",
)  # fmt: skip
"""Institutions whose numbers decide how much money there is, and what it buys."""

DEAREST_RICE, DEAREST_DOLLAR = 10**8, 10**9  # jon a kilogram and a dollar: 200 and 1,000 times those of 2017
"""Beyond these prices a country's sums would no longer fit into 64 bits."""


def named(overrides: Overrides, institutions: Iterable[str]) -> str:
    """The numbers of some institutions that a scenario sets, for a message."""
    found = [f"{institution}.{name}" for institution in institutions for name in overrides.get(institution, {})]
    return ", ".join(found) or "parameters"


def check_penalties(n_lost: int, day: date, overrides: Overrides) -> None:
    """End a run in which more are punished in a week than the log of sanctions has room for.

    It has room for one in four people a week; in the worst week of the famine one in fourteen was punished. Raises
    InputError with the scenario's numbers that decide it.
    """
    if n_lost > 0:
        raise InputError(
            f"in the week to {day} far more than one in four are punished; the log of sanctions has room for those",
            key=named(overrides, OF_PENALTIES),
            remedy="Set the scenario's numbers of offences and penalties nearer to their plausible ranges.",
        )


def check_anybody_is_left(world: World, day: date, overrides: Overrides) -> None:
    """End a run in which nobody is at home any more: no household buys, sells or can be paid.

    Only a scenario whose numbers are far from plausible gets there. Raises InputError with its numbers of life and
    death.
    """
    if world.heads.recipients.heads.any():
        return
    raise InputError(
        f"on {day} nobody is at home any more: everybody has died, left, or was taken away, and the run cannot go on",
        key=named(overrides, OF_LIFE_AND_DEATH),
        remedy="Set the scenario's numbers of life and death nearer to their plausible ranges.",
    )


def check_prices(prices: PriceLevel, day: date, overrides: Overrides) -> None:
    """End a run in which prices have run away (hyperinflation): sums of money would no longer fit.

    Raises InputError with the scenario's numbers of money.
    """
    if prices.rice <= DEAREST_RICE and prices.exchange <= DEAREST_DOLLAR:
        return
    raise InputError(
        f"after {day} a kilogram of rice costs {prices.rice // 100:,} won and a dollar {prices.exchange // 100:,}: "
        "prices have run away, and the run cannot go on",
        key=named(overrides, OF_MONEY),
        remedy="Set the scenario's numbers of money nearer to their plausible ranges: prices.purchases first.",
    )
