"""The evening's reckoning of one person: belief, fear, standing, knowledge, skill, and what the record leads to."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge, part_for, toward, up_to
from inminban.core.kinds import WAKING_MINUTES, Count, Ever, Occupation, Sanction, Won
from inminban.core.random import STREAM_SANCTION, draw, is_lucky
from inminban.core.rule import lean_sweep, part
from inminban.core.values import values_of
from inminban.institutions import conviction, outside_news, sanctions
from inminban.life.context import Today
from inminban.life.record import count, is_confined, pay_out
from inminban.life.totals import Total

conviction_values = values_of(conviction.Parameters)
news_values = values_of(outside_news.Parameters)
sanction_values = values_of(sanctions.Parameters)


@part
def log_event(person: Any, home: Any, step: int, is_political: int, is_bought: int, price: int, today: Today) -> None:
    """Write one line of the sanctions log; a line that does not fit is counted, so that it cannot pass silently."""
    tally = today.tally
    n = tally.n_events
    if n >= tally.most_events:
        tally.totals[Total.EVENTS_LOST] += 1
        return
    event = today.events[tally.first_event + n]
    event.day, event.person, event.step = today.day.number, person.id, step
    event.occupation, event.sex, event.wealth_fifth = person.occupation, person.sex, home.wealth_fifth
    event.is_political, event.is_bought_down, event.price = is_political, is_bought, price
    tally.n_events = n + 1


@part
def judge(at: int, person: Any, home: Any, today: Today) -> None:
    """Take the step of the ladder that strikes or a political offence lead to, unless it is bought down. Claim B12."""
    slate, p = today.slate, today.rules.sanctions
    slate.is_due[at] = 0
    strikes, age = int(slate.strikes[at]), int(slate.age[at])
    if strikes == 0 and person.political_offences == 0:
        return
    step = sanctions.step_for(strikes, age, p)
    is_political = person.political_offences > 0 and age >= p.age_of_reason
    if is_political:
        step = sanctions.POLITICAL_STEP
    if not is_political and not sanctions.is_new_step(step, person.reached_step):
        return
    luck = draw(today.seed, person.id, today.day.number, STREAM_SANCTION)
    price = sanctions.price_of_step(step, today.county.price_rice, p)
    person.political_offences = 0
    slate.strikes[at] = sanctions.strikes_left(step, strikes)
    person.reached_step = max(step, int(person.reached_step)) if slate.strikes[at] > 0 else 0
    if sanctions.is_bought_down(luck[0], price, home.cash, is_political, p):
        today.tally.totals[Total.BRIBES] += pay_out(at, home, slate, Won.BRIBES, price)
        person.this_year |= Ever.BRIBED
        count(at, slate, Count.LETOFF)
        log_event(person, home, step, 0, 1, price, today)
        return
    impose(at, person, step, sanctions.days_of_step(step, luck[1], p), today)
    slate.fear[at] = nudge(int(slate.fear[at]), p.fear[step], luck[2], 0, 10_000)
    lost = -today.rules.conviction.injustice * step
    slate.conviction[at] = nudge(int(slate.conviction[at]), lost, luck[3], -10_000, 10_000)
    log_event(person, home, step, 1 if is_political else 0, 0, price, today)
    if step == Sanction.PRISON:
        if person.occupation != Occupation.PRISONER:
            person.post_before = person.occupation
        person.occupation = Occupation.PRISONER
        home.is_punished = 1


@part
def impose(at: int, person: Any, step: int, days: int, today: Today) -> None:
    """A step that lasts for days is served from tomorrow on; in camp and prison away from home."""
    if days <= 0:
        return
    slate, p = today.slate, today.rules.sanctions
    person.sanction, person.sanction_days = step, days
    slate.is_punished[at], slate.penal[at] = 1, up_to(p.minutes[step], WAKING_MINUTES)
    if is_confined(person):
        slate.is_settled[slate.place[at]] = 0
        slate.eats_apart[slate.place[at]] = 1


@lean_sweep
def believe(n: int, mean_conviction: int, slate: Any, rules: Any) -> None:
    """Move conviction, fear, knowledge, standing and contentment of the first `n` by what this day brought.

    Marks whose strikes lapse by the luck of the day.

    A plain loop without branches, which a processor does for several people at a time.
    """
    p, news, record = (
        conviction_values(rules.conviction),
        news_values(rules.outside_news),
        sanction_values(rules.sanctions),
    )
    part_of_lag = part_for(p.satisfaction_lag)
    for at in range(n):
        is_here = slate.takes_part[at] == 1
        outside, hunger = int(slate.outside_knowledge[at]), int(slate.nutrition[at])
        believes, fear, standing = int(slate.conviction[at]), int(slate.fear[at]), int(slate.standing[at])
        age, voice, distrust, unpaid = (
            int(slate.age[at]),
            int(slate.voice[at]),
            int(slate.distrust[at]),
            int(slate.unpaid[at]),
        )
        up = conviction.pull_up(int(slate.taught[at]), 10_000 - distrust, p)
        down = conviction.pull_down(hunger, unpaid, int(slate.levied[at]), outside, p)
        down = conviction.yielded(down, int(slate.yields[at]))
        moved = conviction.move(believes, up, down, mean_conviction, p)
        moved += conviction.family_pull(age, believes, voice, p)
        wider = conviction.distrust_moved(distrust, conviction.gap(hunger, unpaid, outside, p), p)
        feared = conviction.fading(fear, p)
        feared += conviction.caution_learned(age, believes, voice, int(slate.hidden_doubt[at]), p)
        first, second, third = int(slate.duty[0, at]), int(slate.duty[1, at]), int(slate.duty[2, at])
        moved = nudge(believes, moved, first, -10_000, 10_000)
        slate.conviction[at] = moved if is_here else believes
        wider = nudge(distrust, wider, int(slate.duty[3, at]), 0, 10_000)
        slate.distrust[at] = wider if is_here else distrust
        feared = nudge(fear, feared, second, 0, 10_000)
        slate.fear[at] = feared if is_here else fear
        gained = outside_news.knowledge_gained(
            outside, slate.watched[at] == 1, int(slate.traded[at]), int(slate.has_phone[at]), news
        )
        gained = nudge(outside, gained, third, 0, 10_000)
        slate.outside_knowledge[at] = gained if is_here else outside
        strikes = int(slate.strikes[at])
        lapses = (strikes > 0) & is_lucky(int(slate.duty[3, at]), sanctions.chance_of_lapse(strikes, record))
        slate.lapses[at] = 1 * (is_here & lapses)
        faded = nudge(standing, -standing * record.standing_fade, second, -10_000, 10_000)
        slate.standing[at] = faded if is_here else standing
        target = conviction.contentment(int(slate.lot[at]), hunger, p)
        content = int(slate.satisfaction[at])
        slate.satisfaction[at] = toward(content, target, part_of_lag, 0) if is_here else content


@part
def lapse(at: int, person: Any, rules: Any, slate: Any) -> None:
    """A strike lapses; a step may then be taken again."""
    strikes = int(slate.strikes[at]) - 1
    slate.strikes[at] = strikes
    slate.is_due[at] = 1
    if sanctions.is_forgotten(strikes, int(person.reached_step), rules.sanctions):
        person.reached_step = 0
