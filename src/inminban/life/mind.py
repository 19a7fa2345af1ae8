"""The evening's reckoning of one person: belief, fear, standing, knowledge, skill, and what the record leads to."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge
from inminban.core.columns import Society
from inminban.core.kinds import Count, Ever, Minutes, Occupation, Sanction, Won
from inminban.core.random import STREAM_SANCTION, draw, is_lucky
from inminban.core.rule import part
from inminban.institutions import conviction, outside_news, sanctions
from inminban.life.context import CountyWeek, Days, Rules, Tallies
from inminban.life.record import count, pay_out
from inminban.life.totals import Total


@part
def log_event(i: int, day: int, step: int, is_political: int, is_bought: int, price: int, s: Society, b: int, tallies: Tallies) -> None:
    """Write one line of the sanctions log; a line that does not fit is counted, so that it cannot pass silently."""
    n = tallies.n_events[b]
    if n >= tallies.events.shape[1]:
        tallies.totals[b, Total.EVENTS_LOST] += 1
        return
    row = tallies.events[b, n]
    row[0], row[1], row[2], row[3] = day, i, s.people.id[i], step
    row[4], row[5], row[6] = is_political, is_bought, price
    tallies.n_events[b] = n + 1


@part
def judge(i: int, h: int, d: int, age: int, s: Society, days: Days, county: CountyWeek, rules: Rules, b: int, tallies: Tallies, seed: int) -> None:
    """Take the step of the ladder that strikes or a political offence lead to, unless it is bought down. Claim B12."""
    people, households = s.people, s.households
    p = rules.sanctions
    step = sanctions.step_for(people.strikes[i], age, p)
    is_political = people.political_offences[i] > 0 and age >= p.age_of_reason
    if is_political:
        step = sanctions.POLITICAL_STEP
    if not is_political and not sanctions.is_new_step(step, people.reached_step[i]):
        return
    luck = draw(seed, people.id[i], days.number[d], STREAM_SANCTION)
    price = sanctions.price_of_step(step, county.price_rice[households.county[h]], p)
    people.political_offences[i] = 0
    people.reached_step[i] = max(step, people.reached_step[i])
    if sanctions.is_bought_down(luck[0], price, households.cash[h], is_political, p):
        tallies.totals[b, Total.BRIBES] += pay_out(households, h, people, i, Won.BRIBES, price)
        people.ever[i] |= Ever.BRIBED
        count(people, i, Count.LETOFF)
        log_event(i, days.number[d], step, 0, 1, price, s, b, tallies)
        return
    days_of_step = sanctions.days_of_step(step, luck[1], p)
    if days_of_step > 0:
        people.sanction[i] = step
        people.sanction_days[i] = days_of_step
    people.fear[i] = nudge(people.fear[i], p.fear[step], luck[2], 0, 10_000)
    people.conviction[i] = nudge(people.conviction[i], -rules.conviction.injustice * step, luck[3], -10_000, 10_000)
    if step == Sanction.PRISON:
        people.occupation[i] = Occupation.PRISONER
        households.is_punished[h] = 1
    log_event(i, days.number[d], step, 1 if is_political else 0, 0, price, s, b, tallies)


@part
def believe(
    i: int, h: int, taken: int, unpaid: int, taught: int, traded: int, watched: bool, wealth: int, food_cost: int,
    words: Any, s: Society, rules: Rules,
) -> None:
    """Move conviction, fear, knowledge and satisfaction by what this day brought; `wealth` is the household's per head."""  # fmt: skip
    people, households, units = s.people, s.households, s.units
    p = rules.conviction
    outside = int(people.outside_knowledge[i])
    hunger = int(people.nutrition[i])
    up = conviction.pull_up(taught, conviction.credit(hunger, outside, p), p)
    down = conviction.pull_down(hunger, unpaid, taken, food_cost, outside, p)
    unit = households.unit[h]
    mean = int(units.mean_conviction[unit])
    moved = conviction.move(int(people.conviction[i]), up, down, mean, p)
    people.conviction[i] = nudge(people.conviction[i], moved, words[0], -10_000, 10_000)
    people.fear[i] = nudge(people.fear[i], conviction.fading(int(people.fear[i]), p), words[1], 0, 10_000)
    gained = outside_news.knowledge_gained(outside, watched, traded, households.has_phone[h], rules.outside_news)
    people.outside_knowledge[i] = nudge(outside, gained, words[2], 0, 10_000)
    people.satisfaction[i] = conviction.satisfaction(int(people.satisfaction[i]), wealth, units.mean_standard[unit], hunger, p)


@part
def close_day(i: int, words: Any, s: Society, rules: Rules) -> None:
    """Standing fades towards the middle, and strikes lapse."""
    people = s.people
    faded = -int(people.standing[i]) * rules.sanctions.standing_fade
    people.standing[i] = nudge(people.standing[i], faded, words[1], -10_000, 10_000)
    if people.strikes[i] > 0 and is_lucky(words[3], rules.sanctions.lapse):
        people.strikes[i] -= 1
        if people.strikes[i] == 0:
            people.reached_step[i] = 0


@part
def unpaid_minutes(people: Any, i: int) -> int:
    """Minutes of this month so far that the state took without pay."""
    m = people.minutes
    return (
        int(m[i, Minutes.INDOCTRINATION]) + int(m[i, Minutes.EVENTS]) + int(m[i, Minutes.REHEARSALS])
        + int(m[i, Minutes.SESSIONS]) + int(m[i, Minutes.LABOUR]) + int(m[i, Minutes.COLLECTING]) + int(m[i, Minutes.PENAL])
    )  # fmt: skip


@part
def money_taken(people: Any, i: int) -> int:
    """Jon of this month so far that the state and its servants took of this person."""
    w = people.won
    return w[i, Won.LEVIES] + w[i, Won.FEES] + w[i, Won.BRIBES] + w[i, Won.BUYOUT] + w[i, Won.AUGUST_THIRD] + w[i, Won.FINES]
