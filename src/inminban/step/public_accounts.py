"""Accounts outside the households: those of counties and of the state, and the exact booking of a week's flows.

Every flow of the week is booked once, from the totals of the kernel; what households paid can be paid out from next
Monday on, so that an account never pays more than it has. Only the state's won may fall below zero:
won are issued as state pay and purchases and withdrawn as fees, fines, dues and sales.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inminban.core.columns import Array
from inminban.core.ledger import Ledger
from inminban.step.totals import Total


@dataclass
class Accounts:
    """Balances outside the households. County arrays are int64, one row a county."""

    market_won: Array  # jon, takings of wholesalers and traders not yet paid out
    officials_won: Array  # jon, bribes not yet shared
    enterprises_won: Array  # jon, August 3rd money not yet spent
    schools_won: Array  # jon, levies not yet spent
    support_won: Array  # jon, teachers' support not yet paid
    gifts_won: Array  # jon, patients' gifts not yet shared among doctors
    tuition_won: Array  # jon, tuition not yet paid to tutors
    market_grain: Array  # g, stock of wholesalers
    state_won: int  # jon
    party_won: int  # jon
    granary: int  # g, the state's grain
    war_reserve: int  # g, in the stores for war
    farm_store: int  # g, set aside for the farm shares
    trade_cents: int  # US cents that pay for imports
    party_cents: int  # US cents from goods collected and sold abroad, and from work abroad
    kept_cents: int = 0  # US cents held back for workers abroad until they come home
    managers_cents: int = 0  # US cents taken by the managers of postings abroad
    state_took: int = 0  # jon, taken in by the state this week; a count, not a balance
    state_pay: int = 0  # jon, a smoothed week of state pay; a count, not a balance
    paid_for_cents: int = 0  # jon, paid for foreign money and not yet met by what importers paid for it; a count
    sold_cents: int = 0  # US cents, sold to foreign trade since the last settlement; a count

    def held(self) -> dict[tuple[str, str], int]:
        """Every balance by (account, unit), for the ledger's proof."""
        return {
            ("markets", "jon"): int(self.market_won.sum()),
            ("officials", "jon"): int(self.officials_won.sum()),
            ("enterprises", "jon"): int(self.enterprises_won.sum()),
            ("schools", "jon"): int(self.schools_won.sum()),
            ("teachers' support", "jon"): int(self.support_won.sum()),
            ("doctors' gifts", "jon"): int(self.gifts_won.sum()),
            ("tuition", "jon"): int(self.tuition_won.sum()),
            ("state", "jon"): self.state_won,
            ("party", "jon"): self.party_won,
            ("markets", "gram"): int(self.market_grain.sum()),
            ("granary", "gram"): self.granary,
            ("war reserve", "gram"): self.war_reserve,
            ("farm store", "gram"): self.farm_store,
            ("foreign trade", "cent"): self.trade_cents,
            ("party", "cent"): self.party_cents,
            ("kept for workers abroad", "cent"): self.kept_cents,
            ("managers abroad", "cent"): self.managers_cents,
        }


# What households paid and received, from the totals of the kernel: (total, from, to, item, county array or None).
HOUSEHOLD_WON = (
    (Total.SPENT_FOOD, "households", "markets", "grain bought", "market_won"),
    (Total.SPENT_GOODS, "households", "markets", "other goods and services", "market_won"),
    (Total.APPEARANCE, "households", "markets", "stage clothes and make-up", "market_won"),
    (Total.MARKET_PAID, "markets", "households", "earned at the market", "market_won"),
    (Total.GRAIN_PAID, "markets", "households", "households' own grain", "market_won"),
    (Total.TUITION, "households", "tuition", "tuition", "tuition_won"),
    (Total.LESSONS_PAID, "tuition", "households", "private lessons", "tuition_won"),
    (Total.BRIBES, "households", "officials", "bribes to be let off penalties", "officials_won"),
    (Total.BUYOUT, "households", "officials", "paid to be let off labour", "officials_won"),
    (Total.BRIBES_PAID, "officials", "households", "bribes shared", "officials_won"),
    (Total.AUGUST_THIRD, "households", "enterprises", "August 3rd money", "enterprises_won"),
    (Total.SCHOOL_LEVY, "households", "schools", "school levies", "schools_won"),
    (Total.SUPPORT_PAID, "teachers' support", "households", "support of teachers", "support_won"),
    (Total.TEACHER_GIFTS, "households", "teachers' support", "gifts to teachers", "support_won"),
    (Total.DOCTOR_GIFTS, "households", "doctors' gifts", "gifts to doctors", "gifts_won"),
    (Total.GIFTS_PAID, "doctors' gifts", "households", "gifts shared among doctors", "gifts_won"),
    (Total.FINES, "households", "state", "fines and confiscation", None),
    (Total.FEES, "households", "state", "stall fees", None),
    (Total.DUES, "households", "state", "dues", None),
    (Total.DEBT_PAID, "households", "state", "arrears paid", None),
    (Total.CENTS_COST, "households", "state", "foreign money bought", None),
    (Total.CENTS_PROCEEDS, "state", "households", "foreign money sold", None),
    (Total.STATE_PAY, "state", "households", "state pay", None),
    (Total.VOLUNTEER_PAY, "state", "households", "pay for voluntary labour", None),
    (Total.LOYALTY, "households", "party", "loyalty money", None),
    (Total.IN_LIEU, "households", "party", "money instead of goods", None),
)

HOUSEHOLD_GRAIN = (
    (Total.RATION_GIVEN, "granary", "households", "rations"),
    (Total.EATEN_CAMP, "granary", "eaten", "eaten in camps"),
    (Total.IN_KIND, "granary", "households", "goods in kind at the workplace"),
    (Total.FARM_SHARE, "farm store", "households", "farm share"),
    (Total.PLOT, "plots", "households", "private plots"),
    (Total.FORAGED, "wild plants", "households", "foraging"),
    (Total.GRAIN_DELIVERED, "households", "markets", "households' own grain"),
    (Total.GRAIN_BOUGHT, "markets", "households", "grain bought"),
    (Total.EATEN, "households", "eaten", "eaten at home"),
)


def take(accounts: Accounts, amount: int) -> None:
    """Add won that the state takes in from the markets."""
    accounts.state_won += amount
    accounts.state_took += amount


def book_households(accounts: Accounts, totals: Array, ledger: Ledger) -> None:
    """Book what the kernel did between households and the other accounts; `totals` has one row a county."""
    for total, giver, taker, item, name in HOUSEHOLD_WON:
        by_county = totals[:, total]
        amount = int(by_county.sum())
        ledger.move("jon", giver, taker, item, amount)
        if name is not None:
            getattr(accounts, name)[:] += by_county if giver == "households" else -by_county
        elif giver == "households":
            _give(accounts, taker, amount)
        else:
            _give(accounts, giver, -amount)
    for total, giver, taker, item in HOUSEHOLD_GRAIN:
        ledger.move("gram", giver, taker, item, int(totals[:, total].sum()))
    accounts.market_grain += totals[:, Total.GRAIN_DELIVERED] - totals[:, Total.GRAIN_BOUGHT]
    from_granary = (Total.RATION_GIVEN, Total.EATEN_CAMP, Total.IN_KIND)
    accounts.granary -= int(sum(totals[:, total].sum() for total in from_granary))
    accounts.farm_store -= int(totals[:, Total.FARM_SHARE].sum())
    bought, sold = int(totals[:, Total.CENTS_BOUGHT].sum()), int(totals[:, Total.CENTS_SOLD].sum())
    ledger.move("cent", "foreign trade", "households", "foreign money bought", bought)
    ledger.move("cent", "households", "foreign trade", "foreign money sold", sold)
    accounts.trade_cents += sold - bought
    buy_cents(accounts, sold, int(totals[:, Total.CENTS_PROCEEDS].sum()))


def buy_cents(accounts: Accounts, cents: int, paid: int) -> None:
    """Note foreign money bought from households and returned workers, and the won paid for it (jon)."""
    accounts.sold_cents += cents
    accounts.paid_for_cents += paid


def _give(accounts: Accounts, name: str, amount: int) -> None:
    """Add to the state's or the Party's won."""
    if name == "party":
        accounts.party_won += amount
    elif amount > 0:
        take(accounts, amount)
    else:
        accounts.state_won += amount


def parts(amounts: Array, basis_points: int) -> Array:
    """A share of each amount, rounded down; 0 for negative amounts."""
    return np.maximum(amounts, 0) * basis_points // 10_000
