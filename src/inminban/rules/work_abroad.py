"""Work abroad: married men of good class, sent for some years, whose pay goes mostly to the state. Claims L11 to L15.

A man who can pay for the place, or borrow for it, is sent for three to five years, if nobody of his household has left
the country or was punished for a political offence. Abroad he works long hours under watch; what he earns goes to the
state and to the managers, and a small part is kept for him and paid at home, in won, when he returns. Traders lend at
interest what the household does not pay itself; the debt is repaid out of what is kept for him, and what is left of it
by the household once he is back or gone. Two accounts of the part that is kept exist, of surveys and of a witness;
`account` says which one the run uses. Leaves out women and unmarried men, the industrial zone of Kaesong, which lay at
home, what lenders do to those who cannot pay, and the days of the household, in which he takes no part.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import part_below, share_of
from inminban.core.compile.rule import rule
from inminban.core.kinds import Host, Marital, Occupation, Sex, Songbun
from inminban.core.money import in_won
from inminban.core.random import below

SURVEYS, WITNESS = 0, 1
MOST_OWED = 2**31 - 1  # cents, the greatest number of the household's column


class Parameters(NamedTuple):
    """parameters/work_abroad.toml"""

    minutes: int  # [min] work a day
    study: int  # [min] political study a day
    is_active: int  # [bool] whether workers are sent at all
    is_open: int  # [bool] workers may be sent and may return
    least_age: int  # [years of age]
    greatest_age: int  # [years of age]
    least_months: int  # [count] of a contract
    most_months: int  # [count]
    place_price: int  # [cent] paid to officials for the place
    own_part: int  # [bp] of its money that a household gives for the place before it borrows
    most_lent: int  # [cent] that traders lend for a place
    interest: int  # [bp] a month on what is owed, while he is abroad
    repaid: int  # [bp] part of what is kept for him that goes to the lenders while he owes them
    repaid_at_home: int  # [bp] part of its money that a household pays its lenders in a month once he is back or gone
    account: int  # [count] 0 = pay as surveys have it, 1 = as the witness has it
    gross: tuple[int, ...]  # [cent/month] by host: earned by one worker, surveys
    kept: tuple[int, ...]  # [bp] by host: part kept for the worker, surveys
    witness_gross: int  # [cent/month] earned by one builder in Russia, witness
    witness_kept: int  # [bp] part kept for him, witness
    managers: int  # [bp] part taken by managers
    won_rate: int  # [bp] rate at which savings are paid out in won, as a share of the market rate
    learned: int  # [bp] part of the unknown that is learned of the outside in a month
    disillusion: int  # [bp] conviction lost in a month at full outside knowledge
    watched: int  # [bp] fear added in a month by being watched
    watched_most: int  # [bp] fear above which watching adds none
    flight_intent: int  # [per million] chance a month of meaning to flee, at full doubt and knowledge and no fear
    doubt_below: int  # [bp] conviction below which a worker doubts
    flight: int  # [bp] chance a month of getting away once prepared
    has_order: int  # [bool] the order to treat the infected as traitors is in force
    infection: int  # [bp] chance a month of falling ill with the pandemic's disease
    order_conviction: int  # [bp] conviction lost in a month by those who live under the order
    order_fear: int  # [bp] fear added in a month by it
    traitor_conviction: int  # [bp] conviction lost by an infected worker
    traitor_fear: int  # [bp] fear added


@rule
def is_recruitable(sex: int, marital: int, age: int, songbun: int, occupation: int, p: Parameters) -> bool:
    """Whether the state would send a person: a married man with a worker's post, not of hostile class. Claim L11.

    Besides, his wife must be at home (`step.head_counts.could_be_sent`). This is an assumption: those who stay behind
    answer for his return.
    """
    return (
        sex == Sex.MALE
        and marital == Marital.MARRIED
        and p.least_age <= age <= p.greatest_age
        and songbun != Songbun.HOSTILE
        and occupation <= Occupation.OFFICE_WORKER
    )


@rule
def is_trusted_family(n_left: int, is_punished: int) -> bool:
    """Whether a man's household has nobody in China or the South and nobody punished for a political offence."""
    return n_left == 0 and is_punished == 0


@rule
def amount_lent(means: int, price: int, p: Parameters) -> int:
    """What a household with these means (cents) borrows for a place: what it does not pay itself, up to a limit."""
    return min(max(price - share_of(p.own_part, means), 0), p.most_lent)


@rule
def can_pay(means: int, lent: int, price: int) -> bool:
    """Whether means and what is lent (cents) make up the price."""
    return means + lent >= price


@rule
def owed_after_month(owed: int, p: Parameters) -> int:
    """A debt (cents) after a month's interest."""
    return min(owed + share_of(owed, p.interest), MOST_OWED)


@rule
def repaid_from_pay(owed: int, kept: int, p: Parameters) -> int:
    """What of a month's kept pay (cents) goes to the lenders."""
    return min(owed, share_of(kept, p.repaid))


@rule
def repaid_by_household(owed: int, means: int, p: Parameters) -> int:
    """What a household (cents) pays its lenders in a month once the worker is back or gone."""
    return min(owed, share_of(means, p.repaid_at_home))


@rule
def contract_months(luck: int, p: Parameters) -> int:
    """Length of a contract: evenly between the shortest and the longest. Claim L13."""
    return p.least_months + below(luck, p.most_months - p.least_months + 1)


@rule
def gross_pay(host: int, account: int, p: Parameters) -> int:
    """What a month of one worker earns (cents) by one of the two accounts; the witness speaks of Russia. Claim L13."""
    return p.witness_gross if account == WITNESS and host == Host.RUSSIA else p.gross[host]


@rule
def kept_pay(host: int, account: int, p: Parameters) -> int:
    """The part of it (cents) kept for the worker. Claims L12, L13."""
    share = p.witness_kept if account == WITNESS else p.kept[host]
    return gross_pay(host, account, p) * share // 10_000


@rule
def managers_pay(host: int, account: int, p: Parameters) -> int:
    """The part of it (cents) that managers take; the state takes the rest. Claim L12."""
    return gross_pay(host, account, p) * p.managers // 10_000


@rule
def paid_at_home(savings: int, exchange: int, p: Parameters) -> int:
    """Savings (cents) in jon, as paid on return, at a share of the market rate (jon/USD). Claim L14."""
    return share_of(in_won(savings, exchange), p.won_rate)


@rule
def knowledge_gained(knowledge: int, p: Parameters) -> int:
    """Outside knowledge (bp) gained in a month abroad."""
    return max(10_000 - knowledge, 0) * p.learned // 10_000


@rule
def conviction_lost(knowledge: int, p: Parameters) -> int:
    """Conviction (bp) lost in a month abroad: by what is seen there, and by the pandemic order. Claim L15."""
    return p.disillusion * knowledge // 10_000 + (p.order_conviction if p.has_order == 1 else 0)


@rule
def fear_added(fear: int, p: Parameters) -> int:
    """Fear (bp) added in a month abroad: by being watched, and by the pandemic order. Claim L15."""
    watched = min(p.watched, max(p.watched_most - fear, 0))
    return watched + (p.order_fear if p.has_order == 1 else 0)


@rule
def chance_of_flight_intent(conviction: int, knowledge: int, fear: int, p: Parameters) -> int:
    """Chance a month (per million) that a worker abroad begins to prepare his flight. Claim L17."""
    doubt = part_below(p.flight_intent, conviction, p.doubt_below, -10_000)
    return share_of(share_of(doubt, knowledge), max(10_000 - fear, 0))
