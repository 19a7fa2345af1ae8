"""What a day has in store beyond its minutes, one person after another: few have any of it on a day.

The loops of `duties` and `own_time` have booked the minutes and marked in `to_do` whom this falls on.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge
from inminban.core.kinds import Count, Ever, FixedLuck, Food, Minutes, Occupation, Sanction, Won
from inminban.core.rule import part
from inminban.institutions import artists, farms, inspections, school, self_criticism
from inminban.life.context import Today
from inminban.life.record import count, is_confined, offend, pay_out, spend_minutes, strike, words_of
from inminban.life.slate import (
    CONFESSES,
    FORAGES,
    MISSED_EVENT,
    MISSED_POST,
    MISSED_SCHOOL,
    PERFORMS,
    PUNISHED,
    STALL,
    STOPPED,
    TEACHES,
    WATCHES,
)
from inminban.life.totals import Total
from inminban.life.worth import RATE_PLACES, value_of_hour

MOST_OFFENCES = 255


@part
def face_duties(at: int, person: Any, today: Today) -> None:
    """What follows from a day's duties: a sanction served, absences recorded, a session after an offence."""
    to_do, slate, rules = int(today.slate.to_do[at]), today.slate, today.rules
    if to_do & PUNISHED:
        serve_sanction(at, person, slate)
    if to_do & MISSED_SCHOOL:
        note_absence(at, person, Count.ABSENT, 0, today)
    if to_do & MISSED_POST:
        note_absence(at, person, Count.ABSENT, rules.work.absence_strikes, today)
    if to_do & MISSED_EVENT:
        note_absence(at, person, Count.EVENTS_ABSENT, rules.political_events.absence_strikes, today)
    if to_do & CONFESSES:
        confess(at, person, today)


@part
def note_absence(at: int, person: Any, counted_as: int, strikes: int, today: Today) -> None:
    """Absence without leave is an offence, and may bring strikes."""
    count(at, today.slate, counted_as)
    offend(at, person, today.slate)
    strike(at, today.slate, strikes, today.tally, today.rules.sanctions)


@part
def serve_sanction(at: int, person: Any, slate: Any) -> None:
    """A day served. A term in camp or prison ends in the old occupation, and workplace where that has one."""
    was_confined = is_confined(person)
    person.sanction_days -= 1
    if person.sanction_days > 0:
        return
    person.sanction = Sanction.NONE
    slate.is_punished[at], slate.penal[at] = 0, 0
    if not was_confined:
        return
    slate.is_settled[slate.place[at]] = 0
    if person.occupation == Occupation.PRISONER:
        person.occupation = person.post_before
        person.was_released = 1


@part
def confess(at: int, person: Any, today: Today) -> None:
    """A session after an offence: confess it or something invented, be criticised, perhaps exposed. Claims M2, M3."""
    slate, rules, words = today.slate, today.rules, words_of(today.slate.session, at)
    p = rules.self_criticism
    offences = int(person.offences)
    fear = p.fear_session
    if self_criticism.confesses_real(words[2], offences, slate.fear[at], p):
        count(at, slate, Count.CONFESSED_REAL)
    else:
        count(at, slate, Count.CONFESSED_INVENTED)
        informed = self_criticism.is_informant_near(words[3] // 65_536, p)
        place = person.workplace
        if person.occupation == Occupation.PUPIL and place >= 0:
            luck_of_class = today.society.workplaces[place].luck
            informed = school.has_class_informant(luck_of_class, today.day.number, rules.school)
        if self_criticism.is_exposed(words[3], offences, 1 if informed else 0, p):
            count(at, slate, Count.EXPOSED)
            strike(at, slate, p.exposure_strikes, today.tally, rules.sanctions)
            fear += p.fear_exposed
    slate.fear[at] = nudge(int(slate.fear[at]), fear, words[2], 0, 10_000)
    person.offences = 0
    slate.has_offended[at] = 0


@part
def spend_free_time(at: int, person: Any, home: Any, today: Today) -> None:
    """Before the market: gathering wild plants where food is short, and an artist's private lessons."""
    to_do = int(today.slate.to_do[at])
    if to_do & FORAGES:
        forage(at, home, today)
    if to_do & TEACHES and not teach(at, person, today):
        today.slate.to_do[at] = to_do & ~TEACHES


@part
def forage(at: int, home: Any, today: Today) -> None:
    """Gather wild plants, unless somebody else of the household has already found enough."""
    slate, p = today.slate, today.rules.farms
    need, free = int(slate.need[slate.place[at]]), int(slate.free[at])
    if not farms.goes_foraging(home.food, need, free, p):
        return
    found = farms.foraged(p.foraging if slate.is_first_adult[at] == 1 else p.foraging_child)
    home.food += found
    home.food_month[Food.PLOT] += found
    today.tally.totals[Total.FORAGED] += found
    slate.free[at] = spend_minutes(at, slate, Minutes.PLOT, farms.FORAGING_MINUTES, free)


@part
def teach(at: int, person: Any, today: Today) -> bool:
    """An artist's private lessons, paid and illegal; whether there are any today. Claim M7."""
    slate, p = today.slate, today.rules.artists
    value_of_lesson = (today.county.lesson_value * 60) >> RATE_PLACES
    is_willing = int(person.fixed_luck[FixedLuck.TEACHING])
    free, word = int(slate.free[at]), int(slate.trade[0, at])
    if free < p.lesson_minutes or not artists.gives_lessons(
        is_willing, word, value_of_lesson, value_of_hour(at, today), p
    ):
        return False
    slate.free[at] = spend_minutes(at, slate, Minutes.LESSONS, p.lesson_minutes, free)
    person.lesson_minutes += p.lesson_minutes
    today.tally.totals[Total.LESSON_MINUTES] += p.lesson_minutes
    person.this_year |= Ever.TUTORED
    return True


@part
def face_evening(at: int, person: Any, home: Any, today: Today) -> None:
    """What follows from a day's own time: lessons found, a stall to pay, a patrol, foreign media."""
    to_do, slate, rules = int(today.slate.to_do[at]), today.slate, today.rules
    luck = words_of(slate.trade, at)
    if to_do & TEACHES and inspections.are_lessons_found(luck[1], rules.inspections):
        settle_inspection(at, person, home, inspections.LESSONS, luck[2], today)
    if to_do & STALL:
        today.tally.totals[Total.FEES] += pay_out(at, home, slate, Won.FEES, rules.market.stall_fee)
    if to_do & STOPPED:
        settle_inspection(at, person, home, inspections.MARKET, luck[2], today)
    if to_do & WATCHES:
        watch(at, person, home, luck, today)


@part
def watch(at: int, person: Any, home: Any, luck: Any, today: Today) -> None:
    """An evening with foreign media, and perhaps found out. Claim L6."""
    slate = today.slate
    count(at, slate, Count.MEDIA_DAYS)
    person.this_year |= Ever.FOREIGN_MEDIA
    today.tally.totals[Total.MEDIA_EVENINGS] += 1
    offend(at, person, slate)
    if inspections.are_media_found(luck[1], int(today.county.is_border), today.rules.inspections):
        is_let_off = settle_inspection(at, person, home, inspections.MEDIA, luck[2], today)
        if not is_let_off and person.political_offences < MOST_OFFENCES:
            person.political_offences += 1
            slate.is_due[at] = 1


@part
def settle_inspection(at: int, person: Any, home: Any, kind: int, word: int, today: Today) -> bool:
    """A person was caught: a bribe and free, else a penalty. Returns whether they were let off. Claim M8."""
    slate, tally, p = today.slate, today.tally, today.rules.inspections
    count(at, slate, Count.INSPECTED)
    tally.totals[Total.INSPECTED] += 1
    offend(at, person, slate)
    bribe = inspections.asked_bribe(kind, today.county.price_rice, p)
    if inspections.is_paid_off(word, bribe, home.cash, p):
        tally.totals[Total.BRIBES] += pay_out(at, home, slate, Won.BRIBES, bribe)
        person.this_year |= Ever.BRIBED
        count(at, slate, Count.LETOFF)
        return True
    fine = p.fine
    if kind == inspections.MARKET:
        fine += home.cash * p.confiscated // 10_000
    tally.totals[Total.FINES] += pay_out(at, home, slate, Won.FINES, fine)
    strike(at, slate, p.strikes, tally, today.rules.sanctions)
    return False


@part
def dress_for_the_stage(at: int, person: Any, home: Any, today: Today) -> None:
    """On performance days artists who love their work spend on how they look, if the food is safe. Claim M9."""
    slate, p = today.slate, today.rules.artists
    if slate.to_do[at] & PERFORMS == 0 or not artists.holds_on(int(person.vocation), p):
        return
    spent = p.appearance * today.county.price_rice // 1_000
    if home.cash >= spent + slate.food_cost[slate.place[at]]:
        today.tally.totals[Total.APPEARANCE] += pay_out(at, home, slate, Won.APPEARANCE, spent)
