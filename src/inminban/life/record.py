"""Writing down: minutes, money, counts and strikes of one person, always within range.

`at` is the person's seat on the slate.
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import MOST_OF_BYTE
from inminban.core.kinds import Sanction, Whereabouts
from inminban.core.money import wealth
from inminban.core.rule import part
from inminban.institutions.sanctions import Parameters as SanctionParameters
from inminban.life.totals import Total


@part
def words_of(luck: Any, at: int) -> Any:
    """The four numbers drawn for one place of a slate."""
    return int(luck[0, at]), int(luck[1, at]), int(luck[2, at]), int(luck[3, at])


@part
def spend_minutes(at: int, slate: Any, purpose: int, wanted: int, left: int) -> int:
    """Book up to `wanted` minutes of what is `left` of the day to a purpose; returns what is left after that."""
    taken = min(max(wanted, 0), left)
    slate.minutes[purpose, at] += taken
    return left - taken


@part
def count(at: int, slate: Any, what: int) -> None:
    """Count one event of the month."""
    slate.counts[what, at] += 1


@part
def offend(at: int, person: Any, slate: Any) -> None:
    """Note a real offence, for the next self-criticism session; the counter stops at its greatest number."""
    slate.has_offended[at] = 1
    if person.offences < MOST_OF_BYTE:
        person.offences += 1


@part
def strike(at: int, slate: Any, strikes: int, tally: Any, p: SanctionParameters) -> None:
    """Add strikes to the record and take standing away for them. Claim B11."""
    if p.is_active == 0 or strikes <= 0:
        return
    slate.strikes[at] = min(int(slate.strikes[at]) + strikes, 1_000)
    slate.is_due[at] = 1
    lost = p.strike_standing * strikes // 1_000
    slate.standing[at] = max(int(slate.standing[at]) - lost, -10_000)
    tally.totals[Total.STRIKES] += strikes


@part
def is_confined(person: Any) -> bool:
    """Whether a person is in a labour camp or prison today."""
    return person.sanction_days > 0 and person.sanction >= Sanction.LABOUR_CAMP


@part
def is_away(person: Any) -> bool:
    """Whether a person is in the army, at work abroad or gone, and so takes no part in the household's days."""
    return person.whereabouts != Whereabouts.HOME


@part
def is_absent(person: Any) -> bool:
    """Whether a person neither eats nor works at home today: away, or in a labour camp or prison."""
    return is_away(person) or is_confined(person)


@part
def wealth_of(home: Any, exchange: int, price_rice: int) -> int:
    """What a household has in jon: won, foreign money and grain."""
    return wealth(home.cash, home.foreign_cents, home.food, exchange, price_rice)


@part
def pay_out(at: int, home: Any, slate: Any, purpose: int, amount: int) -> int:
    """Take from the household's cash, at most what is there, and book it to a person; returns what was paid."""
    paid = min(max(amount, 0), home.cash)
    home.cash -= paid
    slate.won[purpose, at] += paid
    return paid


@part
def take_in(at: int, home: Any, slate: Any, source: int, amount: int) -> None:
    """Add an amount to the household's cash and book it to a person as income."""
    home.cash += amount
    slate.won[source, at] += amount
