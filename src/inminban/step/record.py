"""Booking minutes, money, counts and strikes of one person, within the range of the columns.

`at` is the person's slot in the batch.
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import MOST_OF_BYTE
from inminban.core.compile.rule import inlined
from inminban.core.draws import of_word
from inminban.core.kinds import Sanction, Whereabouts
from inminban.core.money import wealth
from inminban.core.random import STREAM_DUTIES, STREAM_SESSION, STREAM_WEEK
from inminban.rules.sanctions import Parameters as SanctionParameters
from inminban.step.totals import Total


@inlined
def luck_of(at: int, batch: Any, purpose: int) -> int:
    """The day's or week's draw for one purpose (`core.draws.Draw`) of those drawn for the whole batch."""
    stream, word = purpose >> 4, (purpose >> 2) & 3
    if stream == STREAM_DUTIES:
        return of_word(int(batch.duty[word, at]), purpose)
    if stream == STREAM_WEEK:
        return of_word(int(batch.week[word, at]), purpose)
    if stream == STREAM_SESSION:
        return of_word(int(batch.session[word, at]), purpose)
    return of_word(int(batch.levy[word, at]), purpose)


@inlined
def spend_minutes(at: int, batch: Any, purpose: int, wanted: int, left: int) -> int:
    """Book up to `wanted` minutes of what is `left` of the day to a purpose; returns what is left after that."""
    taken = min(max(wanted, 0), left)
    batch.minutes[purpose, at] += taken
    return left - taken


@inlined
def count(at: int, batch: Any, what: int) -> None:
    """Count one event of the month."""
    batch.counts[what, at] += 1


@inlined
def offend(at: int, person: Any, batch: Any) -> None:
    """Count a real offence, for the next self-criticism session; the counter stops at its maximum."""
    batch.has_offended[at] = 1
    if person.offences < MOST_OF_BYTE:
        person.offences += 1


@inlined
def strike(at: int, batch: Any, strikes: int, tally: Any, p: SanctionParameters) -> None:
    """Add strikes to the record and reduce standing. Claim B11."""
    if p.is_active == 0 or strikes <= 0:
        return
    batch.strikes[at] = min(int(batch.strikes[at]) + strikes, 1_000)
    batch.is_due[at] = 1
    lost = p.strike_standing * strikes // 1_000
    batch.standing[at] = max(int(batch.standing[at]) - lost, -10_000)
    tally.totals[Total.STRIKES] += strikes


@inlined
def is_confined(person: Any) -> bool:
    """Whether a person is in a labour camp or prison today."""
    return person.sanction_days > 0 and person.sanction >= Sanction.LABOUR_CAMP


@inlined
def is_away(person: Any) -> bool:
    """Whether a person is in the army, at work abroad or gone, and so takes no part in the household's days."""
    return person.whereabouts != Whereabouts.HOME


@inlined
def is_absent(person: Any) -> bool:
    """Whether a person neither eats nor works at home today: away, or in a labour camp or prison."""
    return is_away(person) or is_confined(person)


@inlined
def wealth_of(home: Any, exchange: int, price_rice: int) -> int:
    """What a household has in jon: won, foreign money and grain."""
    return wealth(home.cash, home.foreign_cents, home.food, exchange, price_rice)


@inlined
def pay_out(at: int, home: Any, batch: Any, purpose: int, amount: int) -> int:
    """Take from the household's cash, at most what is there, and book it to a person; returns what was paid."""
    paid = min(max(amount, 0), home.cash)
    home.cash -= paid
    batch.won[purpose, at] += paid
    return paid


@inlined
def take_in(at: int, home: Any, batch: Any, source: int, amount: int) -> None:
    """Add an amount to the household's cash and book it to a person as income."""
    home.cash += amount
    batch.won[source, at] += amount
