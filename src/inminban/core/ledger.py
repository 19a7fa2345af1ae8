"""The ledger: every won, cent and gram that moves from one account to another, and a weekly proof that none is lost.

Accounts are names. A flow takes from one and gives to another, so the sum over all accounts never changes. Sources and
sinks (the harvest, what is eaten, the world abroad) are accounts too. At the week's end the balances that the ledger
expects are compared with what households, markets and granaries really hold.
"""

from __future__ import annotations

from collections import defaultdict

from inminban.errors import LedgerError

Flowed = dict[tuple[str, str, str, str], int]
"""What has moved, by (unit, from, to, item)."""


class Ledger:
    """Balances by (account, unit), and the flows of the current week by (unit, from, to, item)."""

    def __init__(self) -> None:
        self.balances: dict[tuple[str, str], int] = defaultdict(int)
        self.week: Flowed = defaultdict(int)

    def open_account(self, account: str, unit: str, amount: int) -> None:
        """State what an account holds at the start."""
        self.balances[account, unit] += int(amount)

    def move(self, unit: str, giver: str, taker: str, item: str, amount: int) -> None:
        """Move an amount (jon, cent or gram, not negative) from one account to another.

        Raises LedgerError for a negative amount.
        """
        amount = int(amount)
        if amount < 0:
            raise LedgerError(f"{item}: {amount} {unit} from {giver} to {taker} is negative")
        if amount == 0:
            return
        self.balances[giver, unit] -= amount
        self.balances[taker, unit] += amount
        self.week[unit, giver, taker, item] += amount

    def prove(self, held: dict[tuple[str, str], int], when: str) -> None:
        """Compare balances with the actual holdings. Raises LedgerError naming account, unit and difference."""
        for (account, unit), amount in held.items():
            expected = self.balances[account, unit]
            if expected != int(amount):
                raise LedgerError(
                    f"{when}: {account} hold {int(amount)} {unit}, but the ledger says {expected} "
                    f"(difference {int(amount) - expected}). This is a defect of the program; please report it."
                )

    def take_week(self) -> Flowed:
        """The flows since the last call, and start a new week."""
        flows = dict(self.week)
        self.week.clear()
        return flows
