"""Taking a seat on the slate and leaving it: what is copied from people's records, and what is written back."""

from __future__ import annotations

from typing import Any

from inminban.core.kinds import N_COUNTS, N_MINUTES, N_WON, Ever
from inminban.core.rule import part
from inminban.institutions import food, work
from inminban.life.plan import plan_nothing
from inminban.life.record import is_absent
from inminban.life.slate import SIDE_BY_SIDE

SCHOOL_AGE = 7
LEAST_ADULT, GREATEST_ADULT = 17, 70
MOST_COUNTED = 255


@part
def whole_sixteens(n: int, slate: Any) -> int:
    """Seats that loops go over for `n` people; nobody sits on those beyond.

    On a slate for one household, as a GPU has them, they are its people: there each thread works on one at a time.
    """
    if len(slate.is_settled) == 1:
        return n
    return (n + SIDE_BY_SIDE - 1) // SIDE_BY_SIDE * SIDE_BY_SIDE


@part
def take_seats(first_row: int, n: int, homes: Any, first: int, last: int, people: Any, slate: Any) -> None:
    """Copy what changes from day to day from `n` people's records, and open the sums of these days."""
    for at in range(n):
        person = people[first_row + at]
        slate.id[at] = person.id
        slate.conviction[at], slate.fear[at], slate.distrust[at] = person.conviction, person.fear, person.distrust
        slate.standing[at], slate.outside_knowledge[at] = person.standing, person.outside_knowledge
        slate.satisfaction[at], slate.nutrition[at] = person.satisfaction, person.nutrition
        slate.health[at], slate.trade_skill[at] = person.health, person.trade_skill
        slate.effort[at], slate.strikes[at] = person.effort, person.strikes
        slate.has_offended[at] = 1 if person.offences > 0 else 0
    for at in range(n):
        slate.is_due[at], slate.has_traded[at] = 0, 0
    slate.session_weekdays = 0
    side = whole_sixteens(n, slate)  # empty seats too: a day is added to them as to everybody, and must not pile up
    for k in range(N_MINUTES):
        for at in range(side):
            slate.minutes[k, at] = 0
    for k in range(N_COUNTS):
        for at in range(side):
            slate.counts[k, at] = 0
    for k in range(N_WON):
        for at in range(side):
            slate.won[k, at] = 0
    for at in range(n, side):
        slate.id[at], slate.takes_part[at] = 0, 0
        plan_nothing(at, slate)
    for h in range(first, last):
        home = homes[h]
        slate.is_settled[h - first] = 0
        start = int(home.first_person) - first_row
        for at in range(start, start + int(home.n_people)):
            slate.place[at] = h - first
            slate.has_phone[at], slate.voice[at], slate.hidden_doubt[at] = home.has_phone, home.voice, home.hidden_doubt


@part
def leave_seats(first_row: int, n: int, people: Any, slate: Any) -> None:
    """Write the columns and sums of these days back to the records of `n` people."""
    for at in range(n):
        person = people[first_row + at]
        person.conviction, person.fear, person.distrust = slate.conviction[at], slate.fear[at], slate.distrust[at]
        person.standing, person.outside_knowledge = slate.standing[at], slate.outside_knowledge[at]
        person.satisfaction, person.nutrition = slate.satisfaction[at], slate.nutrition[at]
        person.health, person.trade_skill = slate.health[at], slate.trade_skill[at]
        person.effort, person.strikes = slate.effort[at], slate.strikes[at]
        if slate.has_traded[at] == 1:
            person.this_year |= Ever.TRADED
        for k in range(N_MINUTES):
            person.minutes[k] += slate.minutes[k, at]
        for k in range(N_COUNTS):
            if slate.counts[k, at] > 0:
                person.counts[k] = min(int(person.counts[k]) + int(slate.counts[k, at]), MOST_COUNTED)


@part
def settle(home: Any, place: int, first_row: int, people: Any, day: Any, last_day: int, rules: Any, slate: Any) -> None:
    """Who is at home, how old, and what they need; it stands until a birthday or until somebody comes or goes."""
    need, adult, free_adult, is_settled, eats_apart = 0, -1, -1, 1, 0
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person, at = people[i], i - first_row
        age = (day.number - person.birth_day) * 4 // 1_461
        slate.age[at] = age
        slate.takes_part[at] = 0
        if (last_day - person.birth_day) * 4 // 1_461 != age:
            is_settled = 0
        if is_absent(person):
            eats_apart = 1
            continue
        slate.takes_part[at] = 1 if age >= SCHOOL_AGE else 0
        # The record counts again: an age or a number of the rules may have changed.
        slate.is_due[at] = 1 if slate.strikes[at] > 0 or person.political_offences > 0 else 0
        need += food.need_of(age, int(person.sex), rules.food)
        if LEAST_ADULT <= age <= GREATEST_ADULT:
            if adult < 0:
                adult = i
            if free_adult < 0 and not work.has_post(int(person.occupation)):
                free_adult = i
    slate.need[place], slate.adult[place], slate.free_adult[place] = need, adult, free_adult
    slate.is_settled[place], slate.eats_apart[place] = is_settled, eats_apart
