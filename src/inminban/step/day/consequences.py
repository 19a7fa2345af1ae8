"""Consequences of a day beyond its minutes (sanctions, offences, sessions, inspections), one person after another.

The loops of `duties` and `own_time` have booked the minutes and marked in `to_do` the few people concerned.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge
from inminban.core.columns import MOST_OF_BYTE
from inminban.core.compile.rule import inlined
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import Count, Ever, Food, Minutes, Occupation, Sanction, Won
from inminban.core.money import worth_of_grain
from inminban.rules import artists, farms, inspections, school, self_criticism
from inminban.step.context import Today
from inminban.step.day.batch import (
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
from inminban.step.day.household_food import near_store
from inminban.step.record import count, is_confined, luck_of, offend, pay_out, spend_minutes, strike
from inminban.step.totals import Total

MOST_GROUPS = 2**20  # of one workplace or school: more than there are


@inlined
def face_duties(at: int, person: Any, today: Today) -> None:
    """Consequences of a day's duties: a sanction served, absences recorded, a session after an offence."""
    to_do, batch, rules = int(today.batch.to_do[at]), today.batch, today.rules
    if to_do & PUNISHED:
        serve_sanction(at, person, batch)
    if to_do & MISSED_SCHOOL:
        note_absence(at, person, Count.ABSENT, 0, today)
    if to_do & MISSED_POST:
        note_absence(at, person, Count.ABSENT, rules.work.absence_strikes, today)
    if to_do & MISSED_EVENT:
        note_absence(at, person, Count.EVENTS_ABSENT, rules.political_events.absence_strikes, today)
    if to_do & CONFESSES:
        confess(at, person, today)


@inlined
def note_absence(at: int, person: Any, counted_as: int, strikes: int, today: Today) -> None:
    """Record absence without leave: an offence, and perhaps strikes."""
    count(at, today.batch, counted_as)
    offend(at, person, today.batch)
    strike(at, today.batch, strikes, today.tally, today.rules.sanctions)


@inlined
def serve_sanction(at: int, person: Any, batch: Any) -> None:
    """Serve one day of a sanction. After camp or prison a person returns to the old occupation and workplace."""
    was_confined = is_confined(person)
    person.sanction_days -= 1
    if person.sanction_days > 0:
        return
    person.sanction = Sanction.NONE
    batch.is_punished[at], batch.penal[at] = 0, 0
    if not was_confined:
        return
    batch.is_settled[batch.place[at]] = 0
    if person.occupation == Occupation.PRISONER:
        person.occupation = person.post_before
        person.was_released = 1


@inlined
def confess(at: int, person: Any, today: Today) -> None:
    """A session after an offence: confess it or an invented one, be criticised, perhaps exposed. Claims M2, M3."""
    batch, rules = today.batch, today.rules
    p = rules.self_criticism
    offences = int(person.offences)
    fear = p.fear_session
    if self_criticism.confesses_real(luck_of(at, batch, Draw.CONFESSES), offences, batch.fear[at], p):
        count(at, batch, Count.CONFESSED_REAL)
    else:
        count(at, batch, Count.CONFESSED_INVENTED)
        informed = is_informant_near(person, today)
        if self_criticism.is_exposed(luck_of(at, batch, Draw.EXPOSED), offences, informed, p):
            count(at, batch, Count.EXPOSED)
            strike(at, batch, p.exposure_strikes, today.tally, rules.sanctions)
            fear += p.fear_exposed
    batch.fear[at] = nudge(int(batch.fear[at]), fear, luck_of(at, batch, Draw.SESSION_FEAR), 0, 10_000)
    person.offences = 0
    batch.has_offended[at] = 0


@inlined
def is_informant_near(person: Any, today: Today) -> bool:
    """Whether an informant sits in a person's group: in the class of a pupil, else where they attend. Claim B13.

    Those at a workplace or college attend in groups of a dozen there, all others with their neighbourhood unit. Whether
    a group has an informant is drawn once for the group, so that it is the same for all members and does not change.
    """
    place, seed, p = int(person.workplace), today.seed, today.rules.self_criticism
    if place < 0:
        unit = int(today.society.households[today.first].unit)
        return self_criticism.is_informant_near(drawn(seed, unit, 0, Draw.INFORMANT_OF_UNIT), p)
    if person.occupation == Occupation.PUPIL:
        own_class = place * MOST_GROUPS + school.class_of(int(person.birth_day))
        luck = drawn(seed, own_class, 0, Draw.INFORMANT_OF_CLASS)
        return school.has_class_informant(luck, today.day.number, today.rules.school)
    group = self_criticism.group_of(int(person.id), int(today.society.workplaces[place].n_members), p)
    return self_criticism.is_informant_near(drawn(seed, place * MOST_GROUPS + group, 0, Draw.INFORMANT_AT_WORK), p)


@inlined
def spend_free_time(at: int, person: Any, home: Any, today: Today) -> None:
    """Before the market: gathering wild plants where food is short, and an artist's private lessons."""
    to_do = int(today.batch.to_do[at])
    if to_do & FORAGES:
        forage(at, home, today)
    if to_do & TEACHES and not teach(at, person, today):
        today.batch.to_do[at] = to_do & ~TEACHES


@inlined
def forage(at: int, home: Any, today: Today) -> None:
    """Gather wild plants, unless other members have already found enough."""
    batch, p = today.batch, today.rules.farms
    place, free = batch.place[at], int(batch.free[at])
    if not farms.goes_foraging(near_store(place, today.day, today.rules, batch), int(batch.need[place]), free, p):
        return
    found = farms.foraged(p.foraging if batch.is_first_adult[at] == 1 else p.foraging_child, p)
    batch.food[place] += found
    home.food_month[Food.PLOT] += found
    today.tally.totals[Total.FORAGED] += found
    batch.free[at] = spend_minutes(at, batch, Minutes.PLOT, p.foraging_minutes, free)


@inlined
def teach(at: int, person: Any, today: Today) -> bool:
    """The private lessons of an artist who lives by them, paid and illegal; whether there are any today. Claim M7."""
    batch, p = today.batch, today.rules.artists
    free, word = int(batch.free[at]), luck_of(at, batch, Draw.TEACHES)
    if free < p.lesson_minutes or not artists.gives_lessons(word, p):
        return False
    batch.free[at] = spend_minutes(at, batch, Minutes.LESSONS, p.lesson_minutes, free)
    person.lesson_minutes += p.lesson_minutes
    today.tally.totals[Total.LESSON_MINUTES] += p.lesson_minutes
    person.this_year |= Ever.TUTORED
    return True


@inlined
def face_evening(at: int, person: Any, home: Any, today: Today) -> None:
    """Consequences of a day's free time: lessons found out, a stall fee, a patrol, foreign media."""
    to_do, batch, rules = int(today.batch.to_do[at]), today.batch, today.rules
    if to_do & TEACHES and are_lessons_found(person, today):
        settle_inspection(at, person, home, inspections.LESSONS, Draw.BRIBE_LESSONS, today)
    if to_do & STALL:
        today.tally.totals[Total.FEES] += pay_out(at, home, batch, Won.FEES, rules.market.stall_fee)
    if to_do & STOPPED:
        settle_inspection(at, person, home, inspections.MARKET, Draw.BRIBE_MARKET, today)
    if to_do & WATCHES:
        watch(at, person, home, today)


@inlined
def are_lessons_found(person: Any, today: Today) -> bool:
    """Whether an inspector comes upon the lessons given today."""
    luck = drawn(today.seed, person.id, today.day.number, Draw.LESSONS_FOUND)
    return inspections.are_lessons_found(luck, today.rules.inspections)


@inlined
def watch(at: int, person: Any, home: Any, today: Today) -> None:
    """An evening with foreign media, and perhaps found out. Claim L6."""
    batch = today.batch
    count(at, batch, Count.MEDIA_DAYS)
    person.this_year |= Ever.FOREIGN_MEDIA
    today.tally.totals[Total.MEDIA_EVENINGS] += 1
    offend(at, person, batch)
    luck = drawn(today.seed, person.id, today.day.number, Draw.MEDIA_FOUND)
    if inspections.are_media_found(luck, int(today.county.is_border), today.rules.inspections):
        is_let_off = settle_inspection(at, person, home, inspections.MEDIA, Draw.BRIBE_MEDIA, today)
        if not is_let_off and person.political_offences < MOST_OF_BYTE:
            person.political_offences += 1
            batch.is_due[at] = 1


@inlined
def settle_inspection(at: int, person: Any, home: Any, kind: int, purpose: int, today: Today) -> bool:
    """A person was caught: they pay a bribe, or else a penalty. Returns whether they were let off. Claim M8.

    `purpose` is that of the draw by which an inspector takes the bribe.
    """
    batch, tally, p = today.batch, today.tally, today.rules.inspections
    count(at, batch, Count.INSPECTED)
    tally.totals[Total.INSPECTED] += 1
    offend(at, person, batch)
    bribe = inspections.asked_bribe(kind, today.county.price_rice, p)
    if inspections.is_paid_off(drawn(today.seed, person.id, today.day.number, purpose), bribe, home.cash, p):
        tally.totals[Total.BRIBES] += pay_out(at, home, batch, Won.BRIBES, bribe)
        person.this_year |= Ever.BRIBED
        count(at, batch, Count.LETOFF)
        return True
    fine = p.fine
    if kind == inspections.MARKET:
        fine += home.cash * p.confiscated // 10_000
    tally.totals[Total.FINES] += pay_out(at, home, batch, Won.FINES, fine)
    strike(at, batch, p.strikes, tally, today.rules.sanctions)
    return False


@inlined
def dress_for_the_stage(at: int, person: Any, home: Any, today: Today) -> None:
    """On performance days artists with vocation buy clothes and make-up, if there is enough food. Claim M9."""
    batch, p = today.batch, today.rules.artists
    if batch.to_do[at] & PERFORMS == 0 or not artists.holds_on(int(person.vocation), p):
        return
    spent = worth_of_grain(p.appearance, today.county.price_rice)
    if home.cash >= spent + batch.food_cost[batch.place[at]]:
        today.tally.totals[Total.APPEARANCE] += pay_out(at, home, batch, Won.APPEARANCE, spent)
