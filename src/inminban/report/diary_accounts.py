"""The account of a household in a diary: what it had, every line that moved it, what it has; and lengths that add up.

Amounts are whole jon, US cents and grams. As printed they add up, too: what is rounded is the running sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from inminban.core.kinds import Minutes
from inminban.output.reading import Rows
from inminban.output.words import number
from inminban.report.diary_record import JON, Row

USES = tuple(f"minutes_{use.name.lower()}" for use in Minutes)
MANY = 1_000  # won, kg or dollars from which an account is printed in whole ones


class Line(NamedTuple):
    """One line of an account: words, the amount by which it changed, and of won the rice it would have bought (kg)."""

    words: str
    amount: int
    rice: float


class Account(NamedTuple):
    """What there was at first, the lines that changed it, and what there was at last."""

    opening: int
    lines: list[Line]
    closing: int

    @property
    def is_balanced(self) -> bool:
        """Whether opening and lines make the closing."""
        return self.opening + sum(line.amount for line in self.lines) == self.closing


class Kind(NamedTuple):
    """A kind of account: columns of opening and closing, its lines (words, sign, columns), its unit and size of one."""

    opening: str
    closing: str
    lines: tuple[tuple[str, int, tuple[str, ...]], ...]
    words: str
    size: int
    digits: int


WON = Kind(
    "home_opening_jon",
    "cash_jon",
    (
        ("earned and received by its members", 1, ("home_earned_jon",)),
        ("taken from its members or paid by them", -1, ("home_paid_jon",)),
        ("for grain", -1, ("home_grain_jon",)),
        ("for other goods", -1, ("home_other_jon",)),
        ("for foreign money, less what it sold", -1, ("home_foreign_jon",)),
        ("lost as old notes in the currency reform", 1, ("home_notes_jon",)),
        ("for places abroad, crossings and officers, less what came home", 1, ("home_away_jon",)),
        ("for a television, player or phone", 1, ("home_goods_jon",)),
        ("by weddings and moves of members", 1, ("home_spring_jon",)),
    ),
    "won",
    JON,
    2,
)
FOREIGN = Kind(
    "home_opening_cents",
    "foreign_cents",
    (
        ("bought, less what was sold", 1, ("home_market_cents",)),
        ("by remittances, pay from abroad, places abroad and crossings", 1, ("home_away_cents",)),
        ("for a television, player or phone", 1, ("home_goods_cents",)),
        ("by weddings and moves of members", 1, ("home_spring_cents",)),
    ),
    "US dollars",
    100,
    2,
)
GRAIN = Kind(
    "home_opening_g",
    "food_g",
    (
        ("state ration", 1, ("home_ration_g",)),
        ("farm share", 1, ("home_farm_share_g",)),
        ("in kind from work", 1, ("home_in_kind_g",)),
        ("plot and foraging", 1, ("home_plot_g",)),
        ("bought", 1, ("home_bought_g",)),
        ("sold", -1, ("home_sold_g",)),
        ("eaten", -1, ("home_eaten_g",)),
        ("by weddings and moves of members", 1, ("home_spring_g",)),
    ),
    "kg of grain",
    1_000,
    1,
)
ELSEWHERE = "since the person came into another household"


def account_of(rows: Rows, kind: Kind) -> Account:
    """The account of some days or months in a row, of the household in which the person is in each of them."""
    changes = [
        (words, [sign * sum(int(row[name]) for name in columns if name in row) for row in rows])
        for words, sign, columns in kind.lines
    ]
    changes.append((ELSEWHERE, [0, *gaps(rows, kind)]))
    is_money = kind is WON
    lines = [
        Line(words, sum(values), in_rice(rows, values) if is_money else 0.0) for words, values in changes if sum(values)
    ]
    return Account(int(rows[0][kind.opening]), lines, int(rows[-1][kind.closing]))


def gaps(rows: Rows, kind: Kind) -> list[int]:
    """What the household of each row had at first beyond what that of the row before had at last."""
    return [int(after[kind.opening]) - int(row[kind.closing]) for row, after in pairwise(rows)]


def account_words(rows: Rows, kind: Kind) -> str:
    """An account in a line whose printed amounts add up; "" if there was never anything.

    Behind sums of won stands the rice that they would have bought at the time.
    """
    account = account_of(rows, kind)
    if not account.lines and not account.closing:
        return ""
    values = [account.opening, *(line.amount for line in account.lines)]
    most = max(abs(value) for value in (*values, account.closing)) / kind.size
    digits = 0 if most >= MANY else kind.digits
    first, *rest = adding_up([value / kind.size for value in values], digits)
    opening = f"{number(first, digits)} {kind.words}"
    if not account.lines:
        return f"{opening}, unchanged"
    parts = [
        f"{'+' if amount > 0 else '−'} {number(abs(amount), digits)}{rice_words(line)} {line.words}"
        for line, amount in zip(account.lines, rest, strict=True)
        if amount
    ]
    return f"{opening} at first {', '.join(parts)} = {number(first + sum(rest), digits)} at last"


def rice_words(line: Line) -> str:
    """The rice that a sum would have bought, in brackets; "" for a line of anything else."""
    return f" ({number(abs(line.rice), 1)} kg of rice)" if line.rice else ""


def in_rice(rows: Rows, values: Sequence[int]) -> float:
    """Kilograms of rice that sums in jon, one a row, would have bought at the time."""
    return sum(value / float(row["price"]) for row, value in zip(rows, values, strict=True) if row["price"])


def adding_up(values: Sequence[float], digits: int) -> list[float]:
    """Values rounded so that they add up as printed: differences of the rounded running sums."""
    rounded, total, found = 0.0, 0.0, []
    for value in values:
        total += value
        found.append(round(round(total, digits) - rounded, digits))
        rounded = round(total, digits)
    return found


def waking(rows: Iterable[Row]) -> int:
    """Minutes awake that the uses of time of some days or months add up to."""
    return sum(int(row[use]) for row in rows for use in USES)
