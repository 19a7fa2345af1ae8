"""Call-ups for labour, and goods that are levied: how a person responds. Only these duties can be bought out of."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined
from inminban.core.days import SUNDAY
from inminban.core.draws import Draw, of_draw
from inminban.core.kinds import N_GOODS, N_TASKS, Channel, Count, Minutes, Won
from inminban.core.money import in_won
from inminban.core.random import STREAM_CALL, below, draw
from inminban.rules import buying_out, labour_mobilization, material_mobilization, political_events
from inminban.step.context import Today
from inminban.step.day.batch import LET_OFF
from inminban.step.day.opportunity_cost import value_of_hour
from inminban.step.record import count, luck_of, offend, pay_out, spend_minutes, strike, take_in
from inminban.step.totals import BOUGHT, CALLED, COLLECTED, DEMANDED, MINUTES, PAID_INSTEAD, REFUSED, UNMET, WENT, Total

PURPOSES = tuple(int(Draw[f"LEVY_{good}"]) for good in range(N_GOODS))


@inlined
def task_of_call(word: int, channel: int, settlement: int, today: Today) -> int:
    """The task of a call-up, drawn in proportion to the shares called for each of today's tasks."""
    day, province = today.day, int(today.county.province)
    place = below(word, int(day.call_total[province, channel, settlement]))
    task = 0
    while task < N_TASKS - 1 and place >= day.call_share[province, channel, settlement, task]:
        place -= day.call_share[province, channel, settlement, task]
        task += 1
    return task


@inlined
def answer_call_up(at: int, person: Any, home: Any, today: Today) -> int:
    """A person's response to today's call-up for labour: pay, refuse, or go.

    Returns the minutes of labour to do (0 if it is not owed, paid or refused). Claims B5, B8, B11.
    """
    p, batch, labour = today.rules.labour_mobilization, today.batch, today.tally.labour
    channel, occupation = int(batch.channel[at]), int(person.occupation)
    words = draw(today.seed, person.id, today.day.number, STREAM_CALL)
    task = task_of_call(of_draw(words, Draw.TASK), channel, int(home.settlement), today)
    if not labour_mobilization.is_owed(task, occupation, int(home.settlement)):
        return 0
    minutes = int(today.day.call_minutes[channel, task])
    if p.is_active == 0:
        if not volunteer(at, home, minutes, of_draw(words, Draw.VOLUNTEERS), today):
            return 0
    else:
        count(at, batch, Count.CALLED)
        labour[channel, task, CALLED] += 1
        today.tally.called[occupation, 0] += 1
        if channel == Channel.UNIT:
            today.unit.called += 1
        if buys_out(at, home, minutes, of_draw(words, Draw.CALL_BOUGHT), Count.BOUGHT, today):
            labour[channel, task, BOUGHT] += 1
            today.tally.called[occupation, 1] += 1
            if channel == Channel.UNIT:
                today.unit.bought += 1
            return 0
        if labour_mobilization.is_refused(of_draw(words, Draw.REFUSES), batch.conviction[at], batch.fear[at], p):
            count(at, batch, Count.REFUSED)
            labour[channel, task, REFUSED] += 1
            offend(at, person, batch)
            strike(at, batch, p.refusal_strikes, today.tally, today.rules.sanctions)
            return 0
        count(at, batch, Count.WENT)
    labour[channel, task, WENT] += 1
    labour[channel, task, MINUTES] += minutes
    return minutes


@inlined
def volunteer(at: int, home: Any, minutes: int, word: int, today: Today) -> bool:
    """Whether a person takes voluntary labour; its pay comes at once."""
    p = today.rules.labour_mobilization
    if not labour_mobilization.volunteers(word, minutes, value_of_hour(at, today), p):
        return False
    pay = labour_mobilization.pay_of(minutes, p)
    take_in(at, home, today.batch, Won.PAY, pay)
    today.tally.totals[Total.VOLUNTEER_PAY] += pay
    return True


@inlined
def buys_out(at: int, home: Any, minutes: int, word: int, counted_as: int, today: Today) -> bool:
    """Whether a household pays to keep so many minutes of a member's time; if so, it pays here. Claim B8."""
    county, batch = today.county, today.batch
    price = int(county.price_day_out) * minutes // today.rules.prices.ordinary_day
    savings = in_won(home.foreign_cents, county.exchange)
    food_cost = int(batch.food_cost[batch.place[at]])
    if not buying_out.is_bought(
        word, price, minutes, value_of_hour(at, today), home.cash, savings, food_cost, today.rules.buying_out
    ):
        return False
    today.tally.totals[Total.BUYOUT] += pay_out(at, home, batch, Won.BUYOUT, price)
    count(at, batch, counted_as)
    return True


@inlined
def buy_out_of_event(at: int, home: Any, today: Today) -> None:
    """Pay to be let off today's event where a scenario allows it; in history nobody can. Claim B9."""
    batch, p = today.batch, today.rules.political_events
    if batch.takes_part[at] == 1 and political_events.is_expected(int(batch.age[at]), int(batch.health[at]), p):
        word = luck_of(at, batch, Draw.EVENT_BOUGHT)
        if buys_out(at, home, int(today.day.event_minutes), word, Count.EVENTS_BOUGHT, today):
            batch.to_do[at] |= LET_OFF


@inlined
def owed_today(day: Any, is_active: int) -> int:
    """Bits of those who owe any goods today: household, pupil, worker (`who` of material_mobilization)."""
    who = 0
    if day.weekday == SUNDAY and is_active:
        for good in range(N_GOODS):
            if day.good_quota[good] != 0:
                who |= 1 << int(day.good_who[good])
    return who


@inlined
def collect_goods(at: int, person: Any, home: Any, today: Today) -> None:
    """The week's quota of goods, on Sunday: gathered, paid in money, or missing. Claims B2, B6, B8."""
    day, batch, tally, p = today.day, today.batch, today.tally, today.rules.material_mobilization
    if batch.health[at] < p.able_health:
        return
    budget = min(int(batch.left[at]), p.greatest_minutes)
    for good in range(N_GOODS):
        quota = int(day.good_quota[good])
        if quota == 0 or (batch.owes[at] >> day.good_who[good]) & 1 == 0:
            continue
        tally.goods[good, DEMANDED] += quota
        if pays_instead(at, home, good, quota, today):
            tally.goods[good, PAID_INSTEAD] += quota
            continue
        given = 0
        if day.good_minutes[good] > 0:
            spent = min(material_mobilization.minutes_needed(quota, day.good_minutes[good]), budget)
            given = material_mobilization.gathered(spent, day.good_minutes[good], quota)
            budget -= spent
            batch.left[at] = spend_minutes(at, batch, Minutes.COLLECTING, spent, int(batch.left[at]))
        tally.goods[good, COLLECTED] += given
        tally.goods[good, UNMET] += quota - given
        if material_mobilization.is_unmet(quota - given, quota, p):
            offend(at, person, batch)
            strike(at, batch, p.unmet_strikes, tally, today.rules.sanctions)


@inlined
def pays_instead(at: int, home: Any, good: int, quota: int, today: Today) -> bool:
    """Whether a household pays instead of gathering; it must pay, if it can, for what cannot be gathered."""
    day, county, batch = today.day, today.county, today.batch
    price = int(day.good_price[good]) * county.price_rice // 1_000 * quota // 1_000
    minutes = material_mobilization.minutes_needed(quota, day.good_minutes[good])
    savings = in_won(home.foreign_cents, county.exchange)
    food_cost, word = int(batch.food_cost[batch.place[at]]), luck_of(at, batch, PURPOSES[good])
    pays = buying_out.is_bought(
        word, price, minutes, value_of_hour(at, today), home.cash, savings, food_cost, today.rules.buying_out
    )
    must_pay = day.good_minutes[good] == 0
    if price <= 0 or not (pays or (must_pay and home.cash >= price + food_cost)):
        return False
    today.tally.totals[Total.IN_LIEU] += pay_out(at, home, batch, Won.LEVIES, price)
    return True
