"""The evening's reckoning of one person: belief, fear, standing, knowledge, skill, and what the record leads to."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge, part_for, toward
from inminban.core.kinds import Count, Ever, Occupation, Sanction, Won
from inminban.core.random import STREAM_SANCTION, draw, is_lucky
from inminban.core.rule import lean_sweep, part
from inminban.institutions import conviction, outside_news, sanctions
from inminban.life.record import count, pay_out
from inminban.life.totals import Total


@part
def log_event(
    person: Any, home: Any, day: Any, step: int, is_political: int, is_bought: int, price: int, tally: Any, events: Any
) -> None:
    """Write one line of the sanctions log; a line that does not fit is counted, so that it cannot pass silently."""
    n = tally.n_events
    if n >= tally.most_events:
        tally.totals[Total.EVENTS_LOST] += 1
        return
    event = events[tally.first_event + n]
    event.day, event.person, event.step = day.number, person.id, step
    event.occupation, event.sex, event.wealth_fifth = person.occupation, person.sex, home.wealth_fifth
    event.is_political, event.is_bought_down, event.price = is_political, is_bought, price
    tally.n_events = n + 1


@part
def judge(
    person: Any, home: Any, age: int, day: Any, county: Any, rules: Any, tally: Any, events: Any, seed: int
) -> None:
    """Take the step of the ladder that strikes or a political offence lead to, unless it is bought down. Claim B12."""
    if person.strikes == 0 and person.political_offences == 0:
        return
    p = rules.sanctions
    step = sanctions.step_for(person.strikes, age, p)
    is_political = person.political_offences > 0 and age >= p.age_of_reason
    if is_political:
        step = sanctions.POLITICAL_STEP
    if not is_political and not sanctions.is_new_step(step, person.reached_step):
        return
    luck = draw(seed, person.id, day.number, STREAM_SANCTION)
    price = sanctions.price_of_step(step, county.price_rice, p)
    person.political_offences = 0
    person.strikes = sanctions.strikes_left(step, int(person.strikes))
    person.reached_step = max(step, int(person.reached_step)) if person.strikes > 0 else 0
    if sanctions.is_bought_down(luck[0], price, home.cash, is_political, p):
        tally.totals[Total.BRIBES] += pay_out(home, person, Won.BRIBES, price)
        person.this_year |= Ever.BRIBED
        count(person, Count.LETOFF)
        log_event(person, home, day, step, 0, 1, price, tally, events)
        return
    days_of_step = sanctions.days_of_step(step, luck[1], p)
    if days_of_step > 0:
        person.sanction = step
        person.sanction_days = days_of_step
    person.fear = nudge(person.fear, p.fear[step], luck[2], 0, 10_000)
    person.conviction = nudge(person.conviction, -rules.conviction.injustice * step, luck[3], -10_000, 10_000)
    log_event(person, home, day, step, 1 if is_political else 0, 0, price, tally, events)
    if step == Sanction.PRISON:
        if person.occupation != Occupation.PRISONER:
            person.post_before = person.occupation
        person.occupation = Occupation.PRISONER
        home.is_punished = 1


@lean_sweep
def believe(n: int, mean_conviction: int, slate: Any, rules: Any) -> None:
    """Move conviction, fear, knowledge, standing and contentment of the first `n` by what this day brought.

    A plain loop without branches, which a processor does for several people at a time.
    """
    p, fade = rules.conviction, int(rules.sanctions.standing_fade)
    part_of_lag = part_for(int(p.satisfaction_lag))
    for at in range(n):
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
        slate.conviction[at] = nudge(believes, moved, first, -10_000, 10_000)
        slate.distrust[at] = nudge(distrust, wider, int(slate.duty[3, at]), 0, 10_000)
        slate.fear[at] = nudge(fear, feared, second, 0, 10_000)
        gained = outside_news.knowledge_gained(
            outside, slate.watched[at] == 1, int(slate.traded[at]), int(slate.has_phone[at]), rules.outside_news
        )
        slate.outside_knowledge[at] = nudge(outside, gained, third, 0, 10_000)
        slate.standing[at] = nudge(standing, -standing * fade, second, -10_000, 10_000)
        target = conviction.contentment(int(slate.lot[at]), hunger, p)
        slate.satisfaction[at] = toward(int(slate.satisfaction[at]), target, part_of_lag, 0)


@part
def note_mind(at: int, person: Any, home: Any, slate: Any, rules: Any) -> None:
    """Put a person's mind on the slate, as it is before the evening."""
    slate.conviction[at] = person.conviction
    slate.fear[at] = person.fear
    slate.standing[at] = person.standing
    slate.outside_knowledge[at] = person.outside_knowledge
    slate.distrust[at] = person.distrust
    slate.yields[at] = conviction.yields_of(int(person.occupation), int(person.songbun), rules.conviction)
    slate.voice[at], slate.hidden_doubt[at] = home.voice, home.hidden_doubt
    slate.satisfaction[at] = person.satisfaction


@part
def close_day(at: int, person: Any, rules: Any, slate: Any) -> None:
    """The evening's mind is kept, and strikes lapse."""
    person.conviction = slate.conviction[at]
    person.fear = slate.fear[at]
    person.standing = slate.standing[at]
    person.outside_knowledge = slate.outside_knowledge[at]
    person.distrust = slate.distrust[at]
    person.satisfaction = slate.satisfaction[at]
    strikes, p = int(person.strikes), rules.sanctions
    if strikes > 0 and is_lucky(int(slate.duty[3, at]), sanctions.chance_of_lapse(strikes, p)):
        person.strikes -= 1
        if sanctions.is_forgotten(strikes - 1, int(person.reached_step), p):
            person.reached_step = 0
