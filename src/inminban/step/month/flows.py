"""Money that moves at a month's end between households, officials, postings abroad and the world; and its booking."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from inminban.core.columns import Array
from inminban.core.ledger import Ledger
from inminban.step.public_accounts import Accounts, buy_cents


class MonthTotal(IntEnum):
    """Sums over one month of one county. Money in jon or US cents, people in persons."""

    PLACES = 0  # jon paid to officials for a place abroad
    GUARDS = 1  # jon paid to border guards
    BROKERS = 2  # cents paid to brokers for the crossing
    CENTS_SOLD = 3
    CENTS_PROCEEDS = 4  # jon received for cents
    FROM_POSTINGS = 5  # cents that go to the Party
    MANAGERS = 6  # cents
    KEPT = 7  # cents held back for workers abroad
    PAID_HOME = 8  # jon paid to returned workers
    SETTLED = 9  # cents held back for them, for imports that the won are spent on
    FORFEITED = 10  # cents held back for those who fled, now the Party's
    REMITTED = 11  # cents received from the South
    REMITTANCE_FEES = 12  # cents that brokers kept, outside the country's accounts
    BROUGHT_HOME = 13  # cents brought from China
    RECRUITABLE = 14  # persons: those asked this month who could be sent abroad
    ABROAD = 15  # persons
    IN_CHINA = 16  # persons without leave
    MEAN_TO_LEAVE = 17  # persons
    PREPARE = 18  # persons
    LENT = 19  # jon that traders are asked to lend for places abroad
    REPAID = 20  # cents held back for workers abroad with which their debts are repaid
    REPAID_WON = 21  # jon that lenders are paid for these cents
    REPAID_HOME = 22  # jon that households pay their lenders
    WATCHERS = 23  # jon paid to officers who watch families of leavers


N_MONTH_TOTALS = 24

# (total, unit, from, to, item)
MONTH_FLOWS = (
    (MonthTotal.PLACES, "jon", "households", "officials", "paid for places abroad"),
    (MonthTotal.GUARDS, "jon", "households", "officials", "bribes to border guards"),
    (MonthTotal.WATCHERS, "jon", "households", "officials", "paid to officers who watch families of leavers"),
    (MonthTotal.BROKERS, "cent", "households", "world", "brokers of crossings"),
    (MonthTotal.CENTS_SOLD, "cent", "households", "foreign trade", "foreign money sold"),
    (MonthTotal.CENTS_PROCEEDS, "jon", "state", "households", "foreign money sold"),
    (MonthTotal.FROM_POSTINGS, "cent", "world", "party", "pay of workers abroad, the state's part"),
    (MonthTotal.MANAGERS, "cent", "world", "managers abroad", "pay of workers abroad, the managers' part"),
    (MonthTotal.KEPT, "cent", "world", "kept for workers abroad", "pay of workers abroad, held back for them"),
    (MonthTotal.PAID_HOME, "jon", "state", "households", "pay of workers abroad, in won"),
    (
        MonthTotal.SETTLED,
        "cent",
        "kept for workers abroad",
        "foreign trade",
        "pay of returned workers, paid out in won",
    ),
    (MonthTotal.FORFEITED, "cent", "kept for workers abroad", "party", "pay of workers who fled"),
    (MonthTotal.REPAID, "cent", "kept for workers abroad", "foreign trade", "debts of workers abroad repaid"),
    (MonthTotal.REPAID_WON, "jon", "state", "markets", "debts of workers abroad repaid"),
    (MonthTotal.REPAID_HOME, "jon", "households", "markets", "debts for places abroad repaid"),
    (MonthTotal.REMITTED, "cent", "world", "households", "remittances"),
    (MonthTotal.BROUGHT_HOME, "cent", "world", "households", "brought home from China"),
)


def book_month(accounts: Accounts, totals: Array, ledger: Ledger) -> None:
    """Book a month's flows; `totals` is int64, one row a county, columns by MonthTotal."""
    sums = totals.sum(axis=0)
    for total, unit, giver, taker, item in MONTH_FLOWS:
        ledger.move(unit, giver, taker, item, int(sums[total]))
    for paid in (MonthTotal.PLACES, MonthTotal.GUARDS, MonthTotal.WATCHERS):
        accounts.officials_won += totals[:, paid]
    accounts.market_won += totals[:, MonthTotal.REPAID_WON] + totals[:, MonthTotal.REPAID_HOME]
    lend(accounts, totals[:, MonthTotal.LENT], ledger)
    paid_out = MonthTotal.CENTS_PROCEEDS, MonthTotal.PAID_HOME, MonthTotal.REPAID_WON
    won = int(sum(sums[total] for total in paid_out))
    accounts.state_won -= won
    settled, forfeited = int(sums[MonthTotal.SETTLED] + sums[MonthTotal.REPAID]), int(sums[MonthTotal.FORFEITED])
    cents = int(sums[MonthTotal.CENTS_SOLD]) + settled
    accounts.trade_cents += cents
    buy_cents(accounts, cents, won)
    accounts.party_cents += int(sums[MonthTotal.FROM_POSTINGS]) + forfeited
    accounts.managers_cents += int(sums[MonthTotal.MANAGERS])
    accounts.kept_cents += int(sums[MonthTotal.KEPT]) - settled - forfeited


def lend(accounts: Accounts, asked: Array, ledger: Ledger) -> None:
    """Traders of each county pay officials what is borrowed for places abroad (jon), as far as they have it.

    Where they have less, officials wait for the rest in vain.
    """
    lent = np.minimum(asked, np.maximum(accounts.market_won, 0))
    accounts.market_won -= lent
    accounts.officials_won += lent
    ledger.move("jon", "markets", "officials", "lent for places abroad", int(lent.sum()))


def close_dead_accounts(accounts: Accounts, savings: int, ledger: Ledger) -> None:
    """Give the Party what was held back for workers who have died abroad: all beyond the savings of the living."""
    left = accounts.kept_cents - savings
    ledger.move("cent", "kept for workers abroad", "party", "pay of workers who died abroad", left)
    accounts.kept_cents -= left
    accounts.party_cents += left
