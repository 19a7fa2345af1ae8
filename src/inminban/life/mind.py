"""The evening's reckoning of one person: belief, fear, standing, knowledge, skill, and what the record leads to."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge
from inminban.core.kinds import Count, Ever, Minutes, Occupation, Sanction, Won
from inminban.core.random import STREAM_SANCTION, draw, is_lucky
from inminban.core.rule import part
from inminban.institutions import conviction, outside_news, sanctions
from inminban.life.context import HomeToday
from inminban.life.record import count, pay_out
from inminban.life.totals import Total


@part
def log_event(
    row: int, person: Any, day: Any, step: int, is_political: int, is_bought: int, price: int, tally: Any, events: Any
) -> None:
    """Write one line of the sanctions log; a line that does not fit is counted, so that it cannot pass silently."""
    n = tally.n_events
    if n >= tally.most_events:
        tally.totals[Total.EVENTS_LOST] += 1
        return
    event = events[tally.first_event + n]
    event.day, event.row, event.person, event.step = day.number, row, person.id, step
    event.is_political, event.is_bought_down, event.price = is_political, is_bought, price
    tally.n_events = n + 1


@part
def judge(
    row: int, person: Any, home: Any, age: int, day: Any, county: Any, rules: Any, tally: Any, events: Any, seed: int
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
    person.reached_step = max(step, person.reached_step)
    if sanctions.is_bought_down(luck[0], price, home.cash, is_political, p):
        tally.totals[Total.BRIBES] += pay_out(home, person, Won.BRIBES, price)
        person.this_year |= Ever.BRIBED
        count(person, Count.LETOFF)
        log_event(row, person, day, step, 0, 1, price, tally, events)
        return
    days_of_step = sanctions.days_of_step(step, luck[1], p)
    if days_of_step > 0:
        person.sanction = step
        person.sanction_days = days_of_step
    person.fear = nudge(person.fear, p.fear[step], luck[2], 0, 10_000)
    person.conviction = nudge(person.conviction, -rules.conviction.injustice * step, luck[3], -10_000, 10_000)
    if step == Sanction.PRISON:
        person.occupation = Occupation.PRISONER
        home.is_punished = 1
    log_event(row, person, day, step, 1 if is_political else 0, 0, price, tally, events)


@part
def believe(
    person: Any,
    home: Any,
    unit: Any,
    age: int,
    taken: int,
    unpaid: int,
    taught: int,
    traded: int,
    watched: bool,
    today: HomeToday,
    words: Any,
    rules: Any,
) -> None:
    """Move conviction, distrust, fear, knowledge and satisfaction by what this day brought."""  # fmt: skip
    p = rules.conviction
    outside, hunger = int(person.outside_knowledge), int(person.nutrition)
    believes, fear, distrust = int(person.conviction), int(person.fear), int(person.distrust)
    voice = int(home.voice)
    up = conviction.pull_up(taught, 10_000 - distrust, p)
    down = conviction.pull_down(hunger, unpaid, taken, today.food_cost, outside, p)
    down = conviction.yielded(down, int(person.occupation), p)
    moved = conviction.move(believes, up, down, int(unit.mean_conviction), p)
    moved += conviction.family_pull(age, believes, voice, p)
    person.conviction = nudge(believes, moved, words[0], -10_000, 10_000)
    wider = conviction.distrust_moved(distrust, conviction.gap(hunger, unpaid, outside, p), p)
    person.distrust = nudge(distrust, wider, words[3], 0, 10_000)
    feared = conviction.fading(fear, p) + conviction.caution_learned(age, believes, voice, int(home.hidden_doubt), p)
    person.fear = nudge(fear, feared, words[1], 0, 10_000)
    gained = outside_news.knowledge_gained(outside, watched, traded, home.has_phone, rules.outside_news)
    person.outside_knowledge = nudge(outside, gained, words[2], 0, 10_000)
    person.satisfaction = conviction.satisfaction(int(person.satisfaction), today.lot, hunger, p)


@part
def close_day(person: Any, words: Any, rules: Any) -> None:
    """Standing fades towards the middle, and strikes lapse."""
    faded = -int(person.standing) * rules.sanctions.standing_fade
    person.standing = nudge(person.standing, faded, words[1], -10_000, 10_000)
    if person.strikes > 0 and is_lucky(words[3], rules.sanctions.lapse):
        person.strikes -= 1
        if person.strikes == 0:
            person.reached_step = 0


@part
def unpaid_minutes(person: Any) -> int:
    """Minutes of this month so far that the state took without pay."""
    total = 0
    for use in range(Minutes.INDOCTRINATION, Minutes.PENAL + 1):
        total += int(person.minutes[use])
    return total


@part
def money_taken(person: Any) -> int:
    """Jon of this month so far that the state and its servants took of this person."""
    won = person.won
    return won[Won.LEVIES] + won[Won.FEES] + won[Won.BRIBES] + won[Won.BUYOUT] + won[Won.AUGUST_THIRD] + won[Won.FINES]
