"""What a week does to each person's belief, fear, standing, knowledge and skill, and what the record leads to."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge, part_for, ten_thousandth, thousandth, toward, up_to
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.compile.values import values_of
from inminban.core.draws import Draw, of_draw
from inminban.core.kinds import WAKING_MINUTES, Count, Ever, Occupation, Sanction, Won
from inminban.core.layout import rows_of
from inminban.core.random import STREAM_SANCTION, draw
from inminban.rules import conviction, outside_news, public_opinion, sanctions
from inminban.step.context import Today
from inminban.step.record import count, is_absent, is_confined, luck_of, pay_out
from inminban.step.totals import Total

conviction_values = values_of(conviction.Parameters)
opinion_values = values_of(public_opinion.Parameters)
news_values = values_of(outside_news.Parameters)
sanction_values = values_of(sanctions.Parameters)


@inlined
def log_event(person: Any, home: Any, step: int, is_political: int, is_bought: int, price: int, today: Today) -> None:
    """Write one line of the sanctions log; lines that do not fit are counted, so that the loss is noticed."""
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


@inlined
def judge(at: int, person: Any, home: Any, today: Today) -> None:
    """Impose the sanction that strikes or a political offence lead to, unless it is bought off. Claim B12."""
    batch, p = today.batch, today.rules.sanctions
    batch.is_due[at] = 0
    strikes, age = int(batch.strikes[at]), int(batch.age[at])
    if strikes == 0 and person.political_offences == 0:
        return
    step = sanctions.step_for(strikes, age, p)
    is_political = person.political_offences > 0 and age >= p.age_of_reason
    if is_political:
        step = sanctions.POLITICAL_STEP
    if not is_political and not sanctions.is_new_step(step, person.reached_step):
        return
    words = draw(today.seed, person.id, today.day.number, STREAM_SANCTION)
    price = sanctions.price_of_step(step, today.county.price_rice, p)
    person.political_offences = 0
    batch.strikes[at] = sanctions.strikes_left(step, strikes)
    person.reached_step = max(step, int(person.reached_step)) if batch.strikes[at] > 0 else 0
    if sanctions.is_bought_down(of_draw(words, Draw.BOUGHT_DOWN), price, home.cash, is_political, p):
        today.tally.totals[Total.BRIBES] += pay_out(at, home, batch, Won.BRIBES, price)
        person.this_year |= Ever.BRIBED
        count(at, batch, Count.LETOFF)
        log_event(person, home, step, 0, 1, price, today)
        return
    impose(at, person, step, sanctions.days_of_step(step, of_draw(words, Draw.TERM), p), today)
    batch.fear[at] = nudge(int(batch.fear[at]), p.fear[step], of_draw(words, Draw.SANCTION_FEAR), 0, 10_000)
    lost = -today.rules.conviction.injustice * step
    luck = of_draw(words, Draw.SANCTION_CONVICTION)
    batch.conviction[at] = nudge(int(batch.conviction[at]), lost, luck, -10_000, 10_000)
    frighten_others(at, person, home, step, today)
    log_event(person, home, step, 1 if is_political else 0, 0, price, today)
    if step == Sanction.PRISON:
        if person.occupation != Occupation.PRISONER:
            person.post_before = person.occupation
        person.occupation = Occupation.PRISONER
        home.is_punished = 1


@inlined
def frighten_others(at: int, person: Any, home: Any, step: int, today: Today) -> None:
    """What others learn from a sanction: the household's members fear at once, the neighbours on Sunday."""
    batch, p = today.batch, today.rules.conviction
    today.unit.punished += 1
    added = thousandth(conviction.fear_at_home(int(today.rules.sanctions.fear[step]), p))
    for i in rows_of(home):
        other = i - today.first_row
        if other != at and not is_absent(today.society.people[i]):
            batch.fear[other] = min(int(batch.fear[other]) + added, 10_000)


@inlined
def impose(at: int, person: Any, step: int, days: int, today: Today) -> None:
    """Begin a sanction that lasts for days: it is served from tomorrow on; in camp and prison away from home."""
    if days <= 0:
        return
    batch, p = today.batch, today.rules.sanctions
    person.sanction, person.sanction_days = step, days
    batch.is_punished[at], batch.penal[at] = 1, up_to(p.minutes[step], WAKING_MINUTES)
    if is_confined(person):
        batch.is_settled[batch.place[at]] = 0


@lean_kernel
def believe(n: int, days_of_week: int, unit: Any, batch: Any, rules: Any) -> None:
    """Update conviction, distrust and fear of the first `n` after a week: what was lived on the `days_here`.

    Soldiers are taught in barracks; nobody there is trusted. A plain loop without branches: the processor works on
    several people at a time.
    """
    p, friends, seen = conviction_values(rules.conviction), int(unit.friends_voice), int(unit.seen)
    for at in range(n):
        unpaid, outside, serves = int(batch.unpaid[at]), int(batch.outside_knowledge[at]), int(batch.serves[at])
        days = int(batch.days_here[at]) + serves * days_of_week
        believes, fear, hunger = int(batch.conviction[at]), int(batch.fear[at]), int(batch.nutrition[at])
        age, voice, distrust = int(batch.age[at]), int(batch.voice[at]), int(batch.distrust[at])
        at_home = 1 - serves
        trusted = public_opinion.trusted_voice(int(batch.talk[at]), friends, int(batch.has_friends[at]))
        up = conviction.pull_up(int(batch.taught[at]), 10_000 - distrust, days, p)
        blamed = ten_thousandth((10_000 - hunger) * conviction.blame(distrust, p))
        down = conviction.pull_down(blamed, unpaid, int(batch.levied[at]), outside, days, p)
        down = conviction.yielded(down, int(batch.yields[at]))
        moved = conviction.move(believes, up, down, p)
        moved += conviction.talk_pull(believes, trusted, days * at_home, p)
        moved += conviction.support_pull(believes, int(batch.perceived_support[at]), int(batch.conforms[at]), days, p)
        moved += conviction.family_pull(age, believes, voice, days * at_home, p)
        gap = conviction.gap_seen(
            conviction.gap(hunger, unpaid, outside, days, p), int(batch.sees[at]), days, p
        )  # fmt: skip
        feared = conviction.fading(fear, days, p) + conviction.fear_of_seen(seen, days * at_home, p)
        feared += conviction.caution_learned(age, believes, voice, int(batch.hidden_doubt[at]), days * at_home, p)
        batch.conviction[at] = nudge(believes, moved, luck_of(at, batch, Draw.CONVICTION), -10_000, 10_000)
        wider = conviction.distrust_moved(distrust, gap, days, p)
        batch.distrust[at] = nudge(distrust, wider, luck_of(at, batch, Draw.DISTRUST), 0, 10_000)
        batch.fear[at] = nudge(fear, feared, luck_of(at, batch, Draw.FEAR), 0, 10_000)


@lean_kernel
def hear_others(n: int, days_of_week: int, unit: Any, batch: Any, rules: Any) -> None:
    """Update what the first `n` think that others believe, after a week of hearing them.

    Soldiers hear what is asked for, and trust only themselves.
    """
    p, friends, public = opinion_values(rules.public_opinion), int(unit.friends_voice), int(unit.public_voice)
    part_of_lag = part_for(p.opinion_lag)
    for at in range(n):
        believes, serves = int(batch.conviction[at]), int(batch.serves[at])
        days = int(batch.days_here[at]) + serves * days_of_week
        trusted = public_opinion.trusted_voice(int(batch.talk[at]), friends, int(batch.has_friends[at]))
        trusted += (believes - trusted) * serves
        around = public + (p.asked - public) * serves
        doubted = public_opinion.discounted(int(batch.distrust[at]), int(batch.discounts[at]))
        others = public_opinion.heard(around, trusted, doubted)
        batch.perceived_support[at] = public_opinion.perceived_now(
            int(batch.perceived_support[at]), others, believes, part_of_lag * days, p
        )


@lean_kernel
def learn_and_lapse(n: int, batch: Any, rules: Any) -> None:
    """Update knowledge, standing and satisfaction of the first `n` after a week, and find whose strikes lapse.

    The week's sums begin anew.
    """
    p, news = conviction_values(rules.conviction), news_values(rules.outside_news)
    record, part_of_lag = sanction_values(rules.sanctions), part_for(p.satisfaction_lag)
    for at in range(n):
        days, traded, evenings = int(batch.days_here[at]), int(batch.traded[at]), int(batch.evenings[at])
        outside, standing = int(batch.outside_knowledge[at]), int(batch.standing[at])
        gained = outside_news.knowledge_gained(outside, evenings, traded, int(batch.has_phone[at]), days, news)
        batch.outside_knowledge[at] = nudge(outside, gained, luck_of(at, batch, Draw.KNOWLEDGE), 0, 10_000)
        batch.lapses[at] = sanctions.lapsing(luck_of(at, batch, Draw.LAPSE), int(batch.strikes[at]), days, record)
        faded = sanctions.fading(standing, days, record)
        batch.standing[at] = nudge(standing, faded, luck_of(at, batch, Draw.STANDING), -10_000, 10_000)
        target = conviction.contentment(int(batch.lot[at]), int(batch.nutrition[at]), p)
        batch.satisfaction[at] = toward(int(batch.satisfaction[at]), target, part_of_lag * days, 0)
        batch.days_here[at], batch.taught[at], batch.unpaid[at] = 0, 0, 0
        batch.traded[at], batch.levied[at], batch.evenings[at] = 0, 0, 0


@inlined
def lapse(at: int, person: Any, rules: Any, batch: Any) -> None:
    """Let strikes lapse; the same sanction can then be imposed again."""
    strikes = int(batch.strikes[at]) - int(batch.lapses[at])
    batch.strikes[at] = strikes
    batch.is_due[at] = 1
    if sanctions.is_forgotten(strikes, int(person.reached_step), rules.sanctions):
        person.reached_step = 0
