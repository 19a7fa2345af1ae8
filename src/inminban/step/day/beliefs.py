"""The evening's reckoning of one person: belief, fear, standing, knowledge, skill, and what the record leads to."""

from __future__ import annotations

from typing import Any, NamedTuple

from inminban.core.arithmetic import nudge, part_for, toward
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.kinds import Count, Ever, Occupation, Sanction, Won
from inminban.core.random import STREAM_SANCTION, draw, is_lucky
from inminban.rules import conviction, outside_news, sanctions
from inminban.step.record import count, is_confined, pay_out
from inminban.step.totals import Total


@inlined
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


@inlined
def judge(
    at: int, person: Any, home: Any, day: Any, county: Any, rules: Any, tally: Any, events: Any, seed: int, batch: Any
) -> None:
    """Take the step of the ladder that strikes or a political offence lead to, unless it is bought down. Claim B12."""
    batch.is_due[at] = 0
    strikes, age = int(batch.strikes[at]), int(batch.age[at])
    if strikes == 0 and person.political_offences == 0:
        return
    p = rules.sanctions
    step = sanctions.step_for(strikes, age, p)
    is_political = person.political_offences > 0 and age >= p.age_of_reason
    if is_political:
        step = sanctions.POLITICAL_STEP
    if not is_political and not sanctions.is_new_step(step, person.reached_step):
        return
    luck = draw(seed, person.id, day.number, STREAM_SANCTION)
    price = sanctions.price_of_step(step, county.price_rice, p)
    person.political_offences = 0
    batch.strikes[at] = sanctions.strikes_left(step, strikes)
    person.reached_step = max(step, int(person.reached_step)) if batch.strikes[at] > 0 else 0
    if sanctions.is_bought_down(luck[0], price, home.cash, is_political, p):
        tally.totals[Total.BRIBES] += pay_out(at, home, batch, Won.BRIBES, price)
        person.this_year |= Ever.BRIBED
        count(at, batch, Count.LETOFF)
        log_event(person, home, day, step, 0, 1, price, tally, events)
        return
    days_of_step = sanctions.days_of_step(step, luck[1], p)
    if days_of_step > 0:
        person.sanction = step
        person.sanction_days = days_of_step
        batch.has_own_duties[at] = 1
        if is_confined(person):
            batch.is_settled[batch.place[at]] = 0
            batch.eats_apart[batch.place[at]] = 1
    batch.fear[at] = nudge(int(batch.fear[at]), p.fear[step], luck[2], 0, 10_000)
    batch.conviction[at] = nudge(
        int(batch.conviction[at]), -rules.conviction.injustice * step, luck[3], -10_000, 10_000
    )
    log_event(person, home, day, step, 1 if is_political else 0, 0, price, tally, events)
    if step == Sanction.PRISON:
        if person.occupation != Occupation.PRISONER:
            person.post_before = person.occupation
        person.occupation = Occupation.PRISONER
        home.is_punished = 1


class Pulls(NamedTuple):
    """The numbers of `rules/conviction.py` that an evening needs, as values: a loop keeps them in registers."""

    claims: int
    gap_hunger: int
    gap_unpaid: int
    gap_era: int
    contradiction: int
    credit_least: int
    distrust_rise: int
    distrust_fade: int
    pull_indoctrination: int
    grief: int
    pull_hunger: int
    pull_unpaid: int
    pull_levy: int
    pull_outside: int
    pull_neighbours: int
    pull_family: int
    young_until: int
    caution: int
    fear_base: int
    fear_fade: int
    satisfaction_neighbours: int


class Learning(NamedTuple):
    """The same of `rules/outside_news.py`."""

    learned: int
    talk: int
    phone: int
    forgotten: int


class Lapse(NamedTuple):
    """The same of `rules/sanctions.py`."""

    lapse: int


@inlined
def pulls_of(p: Any) -> Pulls:
    """The numbers of conviction as values."""
    return Pulls(
        int(p.claims), int(p.gap_hunger), int(p.gap_unpaid), int(p.gap_era), int(p.contradiction), int(p.credit_least),
        int(p.distrust_rise), int(p.distrust_fade), int(p.pull_indoctrination), int(p.grief), int(p.pull_hunger),
        int(p.pull_unpaid), int(p.pull_levy), int(p.pull_outside), int(p.pull_neighbours), int(p.pull_family),
        int(p.young_until), int(p.caution), int(p.fear_base), int(p.fear_fade), int(p.satisfaction_neighbours),
    )  # fmt: skip


@lean_kernel
def believe(n: int, mean_conviction: int, batch: Any, rules: Any) -> None:
    """Move conviction, fear, knowledge, standing and contentment of the first `n` by what this day brought.

    Marks whose strikes lapse by the luck of the day.

    A plain loop without branches, which a processor does for several people at a time.
    """
    p, fade, lapse_of_one = (
        pulls_of(rules.conviction),
        int(rules.sanctions.standing_fade),
        Lapse(int(rules.sanctions.lapse)),
    )
    part_of_lag = part_for(int(rules.conviction.satisfaction_lag))
    news = rules.outside_news
    learning = Learning(int(news.learned), int(news.talk), int(news.phone), int(news.forgotten))
    for at in range(n):
        is_here = batch.takes_part[at] == 1
        outside, hunger = int(batch.outside_knowledge[at]), int(batch.nutrition[at])
        believes, fear, standing = int(batch.conviction[at]), int(batch.fear[at]), int(batch.standing[at])
        age, voice, distrust, unpaid = (
            int(batch.age[at]),
            int(batch.voice[at]),
            int(batch.distrust[at]),
            int(batch.unpaid[at]),
        )
        up = conviction.pull_up(int(batch.taught[at]), 10_000 - distrust, p)
        down = conviction.pull_down(hunger, unpaid, int(batch.levied[at]), outside, p)
        down = conviction.yielded(down, int(batch.yields[at]))
        moved = conviction.move(believes, up, down, mean_conviction, p)
        moved += conviction.family_pull(age, believes, voice, p)
        wider = conviction.distrust_moved(distrust, conviction.gap(hunger, unpaid, outside, p), p)
        feared = conviction.fading(fear, p)
        feared += conviction.caution_learned(age, believes, voice, int(batch.hidden_doubt[at]), p)
        first, second, third = int(batch.duty[0, at]), int(batch.duty[1, at]), int(batch.duty[2, at])
        moved = nudge(believes, moved, first, -10_000, 10_000)
        batch.conviction[at] = moved if is_here else believes
        wider = nudge(distrust, wider, int(batch.duty[3, at]), 0, 10_000)
        batch.distrust[at] = wider if is_here else distrust
        feared = nudge(fear, feared, second, 0, 10_000)
        batch.fear[at] = feared if is_here else fear
        gained = outside_news.knowledge_gained(
            outside, batch.watched[at] == 1, int(batch.traded[at]), int(batch.has_phone[at]), learning
        )
        gained = nudge(outside, gained, third, 0, 10_000)
        batch.outside_knowledge[at] = gained if is_here else outside
        strikes = int(batch.strikes[at])
        lapses = (strikes > 0) & is_lucky(int(batch.duty[3, at]), sanctions.chance_of_lapse(strikes, lapse_of_one))
        batch.lapses[at] = 1 * (is_here & lapses)
        faded = nudge(standing, -standing * fade, second, -10_000, 10_000)
        batch.standing[at] = faded if is_here else standing
        target = conviction.contentment(int(batch.lot[at]), hunger, p)
        content = int(batch.satisfaction[at])
        batch.satisfaction[at] = toward(content, target, part_of_lag, 0) if is_here else content


@inlined
def lapse(at: int, person: Any, rules: Any, batch: Any) -> None:
    """A strike lapses; a step may then be taken again."""
    strikes = int(batch.strikes[at]) - 1
    batch.strikes[at] = strikes
    batch.is_due[at] = 1
    if sanctions.is_forgotten(strikes, int(person.reached_step), rules.sanctions):
        person.reached_step = 0
