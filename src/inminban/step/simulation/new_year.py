"""New Year: televisions, players and phones come into houses, and what is paid for them goes to the traders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.step.context import as_record
from inminban.step.month.household_goods import buy_goods, shares_now

if TYPE_CHECKING:
    from inminban.step.simulation.engine import Engine

ITEM = "televisions, players and phones"


def bring_in_goods(engine: Engine, day: date, threads: Threads) -> None:
    """Let households buy what has spread to them by now, and book what they paid: won to the county's traders.

    Foreign money goes to foreign trade, which brings the goods in.
    """
    society = engine.society
    threads.show(society.households)
    spent = np.zeros((len(society.households), 2), dtype=np.int64)
    threads.run(
        buy_goods, len(society.households), society, engine.counties, as_record(engine.numbers.rules),
        shares_now(society), engine.seed, day_number(day), spent,
    )  # fmt: skip
    won, cents = int(spent[:, 0].sum()), int(spent[:, 1].sum())
    np.add.at(engine.accounts.market_won, society.households.county, spent[:, 0])
    engine.accounts.trade_cents += cents
    engine.ledger.move("jon", "households", "markets", ITEM, won)
    engine.ledger.move("cent", "households", "foreign trade", ITEM, cents)
