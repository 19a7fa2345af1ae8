"""Writing down: minutes, money, counts and strikes of one person, always within range."""

from __future__ import annotations

from inminban.core.columns import People
from inminban.core.kinds import Sanction, Won
from inminban.core.rule import part
from inminban.institutions.sanctions import Parameters as SanctionParameters
from inminban.life.totals import Total


@part
def spend_minutes(people: People, i: int, purpose: int, wanted: int, left: int) -> int:
    """Book up to `wanted` minutes of what is `left` of the day to a purpose; returns what is left after that."""
    taken = min(max(wanted, 0), left)
    people.minutes[i, purpose] += taken
    return left - taken


@part
def count(people: People, i: int, what: int) -> None:
    """Count one event of the month; the counter stops at 255."""
    if people.counts[i, what] < 255:
        people.counts[i, what] += 1


@part
def offend(people: People, i: int) -> None:
    """Note a real offence, for the next self-criticism session; the counter stops at 255."""
    if people.offences[i] < 255:
        people.offences[i] += 1


@part
def strike(people: People, i: int, strikes: int, totals: object, p: SanctionParameters) -> None:
    """Add strikes to the record and take standing away for them. Claim B11."""
    if p.is_active == 0 or strikes <= 0:
        return
    people.strikes[i] = min(people.strikes[i] + strikes, 1_000)
    lost = p.strike_standing * strikes // 1_000
    people.standing[i] = max(people.standing[i] - lost, -10_000)
    totals[Total.STRIKES] += strikes  # type: ignore[index]


@part
def is_confined(people: People, i: int) -> bool:
    """Whether a person is in a labour camp or prison today."""
    return people.sanction_days[i] > 0 and people.sanction[i] >= Sanction.LABOUR_CAMP


@part
def pay_out(households: object, h: int, people: People, i: int, purpose: int, amount: int) -> int:
    """Take an amount from the household's cash, at most what is there, and book it to a person; returns what was paid."""
    paid = min(max(amount, 0), households.cash[h])  # type: ignore[attr-defined]
    households.cash[h] -= paid  # type: ignore[attr-defined]
    people.won[i, purpose] += paid
    return paid


@part
def take_in(households: object, h: int, people: People, i: int, source: int, amount: int) -> None:
    """Add an amount to the household's cash and book it to a person as income."""
    households.cash[h] += amount  # type: ignore[attr-defined]
    people.won[i, source] += amount


def taken_in_money() -> tuple[int, ...]:
    """The kinds of outlay that the state or its servants take."""
    return (Won.LEVIES, Won.FEES, Won.BRIBES, Won.BUYOUT, Won.AUGUST_THIRD, Won.FINES)
