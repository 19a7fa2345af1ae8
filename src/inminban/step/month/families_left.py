"""The family of somebody who has left: questioned, watched, made to pay, perhaps moved away, perhaps sent money."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import clip
from inminban.core.compile.rule import inlined
from inminban.core.draws import Draw, of_draw
from inminban.core.kinds import LifeEvent, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.money import in_won
from inminban.core.random import STREAM_REMITTANCE, draw, is_lucky, is_lucky_per_million
from inminban.rules import leaving, remittances
from inminban.step.month.county_month import CountyMonth, MonthWritten
from inminban.step.month.flows import MonthTotal
from inminban.step.month.work_abroad import means, pay_in_won

GREATEST = 10_000


@inlined
def shock_family(people: Any, home: Any, rules: Any) -> None:
    """Raise the fear of those at home after a member has gone: they are questioned."""
    for i in rows_of(home):
        one = people[i]
        if one.whereabouts == Whereabouts.HOME:
            one.fear = clip(int(one.fear) + rules.leaving.family_fear, 0, GREATEST)


@inlined
def pay_watchers(home: Any, cents: int, here: CountyMonth, sums: Any) -> None:
    """Pay officers who watch the family, in won."""
    sums[MonthTotal.WATCHERS] += pay_in_won(home, in_won(cents, here.exchange), here.exchange, sums)


@inlined
def is_moved_away(home: Any, luck: int, here: CountyMonth, sums: Any) -> bool:
    """Whether a family is to be moved away this month and cannot pay to stay."""
    p = here.rules.leaving
    if p.is_active == 0 or home.is_punished == 1 or not is_lucky_per_million(luck, p.banished):
        return False
    if not leaving.is_left_in_peace(means(home, here.exchange), p):
        return True
    pay_watchers(home, p.stay_price, here, sums)
    return False


@inlined
def get_transfer(home: Any, luck: int, here: CountyMonth, sums: Any) -> None:
    """Money from the South, if it comes this month; officers take a part of it."""
    p = here.rules.remittances
    if home.n_in_south == 0 or not is_lucky(luck, remittances.chance_of_transfer(int(home.n_in_south), p)):
        return
    fee = remittances.fee_of(p.amount, p)
    home.foreign_cents += p.amount - fee
    sums[MonthTotal.REMITTED] += p.amount - fee
    sums[MonthTotal.REMITTANCE_FEES] += fee
    pay_watchers(home, leaving.taken_by_watchers(p.amount - fee, here.rules.leaving), here, sums)


@inlined
def keep_family(people: Any, home: Any, here: CountyMonth, written: MonthWritten) -> None:
    """A month of the family left behind: watched, perhaps moved away, perhaps sent money."""
    p, marks = here.rules.leaving, written.marks
    if int(home.n_people) <= int(home.n_away):
        return
    words = draw(here.seed, home.id, here.month.day, STREAM_REMITTANCE)
    is_moved = is_moved_away(home, of_draw(words, Draw.BANISHED), here, written.sums)
    for i in rows_of(home):
        one = people[i]
        if one.whereabouts == Whereabouts.HOME:
            one.fear = clip(int(one.fear) + leaving.fear_of_watched(int(one.fear), p), 0, GREATEST)
        if is_moved:
            one.songbun = leaving.class_after_banishment(int(one.songbun))
    if is_moved:
        home.is_punished = 1
        home.is_banished = 1
        first = int(home.first_person)
        if marks[first] == 0:
            marks[first] = LifeEvent.BANISHMENT
    put_by = remittances.put_by_after_month(int(home.south_cents), int(home.n_in_south), here.rules.remittances)
    home.south_cents = put_by
    get_transfer(home, of_draw(words, Draw.TRANSFER), here, written.sums)
