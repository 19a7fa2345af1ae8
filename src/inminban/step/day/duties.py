"""The day's duties of everybody in a group at once: call-ups, school or post, labour, events, the session, study.

The order of these loops is the order of claims on the day's 960 waking minutes; what is `left` is free time
(`own_time`). Each loop asks the rules of its institution who is there and for how long, books the minutes, and marks in
`to_do` for whom the day has consequences beyond minutes: absence, a session after an offence (`consequences`).

A loop works out every line for everybody, without branches (`&` and `|` join conditions), so that a processor can do it
for many people in one step. For people who take no part the plan is all zeros: they spend the day at home.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge, up_to
from inminban.core.compile.rule import lean_kernel
from inminban.core.compile.values import values_of
from inminban.core.draws import Draw
from inminban.core.kinds import WAKING_MINUTES, Channel, Count, Minutes
from inminban.rules import artists, labour_mobilization, political_events, school, self_criticism, work
from inminban.step.day.batch import (
    CONFESSES,
    IS_IN_DEBT,
    LET_OFF,
    MISSED_EVENT,
    MISSED_POST,
    MISSED_SCHOOL,
    NOTHING,
    PUNISHED,
)
from inminban.step.record import luck_of

CALLED = 1
calling_values = values_of(labour_mobilization.Parameters)
event_values = values_of(political_events.Parameters)
school_values = values_of(school.Parameters)
session_values = values_of(self_criticism.Parameters)
work_values = values_of(work.Parameters)


@lean_kernel
def find_called(n: int, at_work: int, in_unit: int, at_school: int, rules: Any, batch: Any) -> None:
    """Mark in `to_do` those of the first `n` who are called up today, and set their labour to zero.

    `at_work`, `in_unit`, `at_school`: shares (bp) that workplaces, neighbourhood units and schools call up today.
    """
    p = calling_values(rules.labour_mobilization)
    for at in range(n):
        channel, raised = int(batch.channel[at]), int(batch.raised[at])
        share = at_work * (channel == Channel.WORKPLACE) + in_unit * (channel == Channel.UNIT)
        share += at_school * (channel == Channel.SCHOOL)
        luck, chance = luck_of(at, batch, Draw.CALL_UP), labour_mobilization.chance_of_call(share, raised)
        is_called = labour_mobilization.is_called(luck, chance, int(batch.health[at]), p)
        batch.to_do[at] = CALLED * ((batch.takes_part[at] == 1) & is_called)
        batch.labour[at] = 0


@lean_kernel
def go_to_school_and_work(n: int, day: Any, rules: Any, batch: Any) -> None:
    """Punishment, school or post, and labour; for those away, their service. Begins the day of the first `n`.

    Writes what is `left` of the day and what was `kept` (work, lessons, paid labour), and adds what was `taught`.
    """
    w, s = work_values(rules.work), school_values(rules.school)
    hungry_below, weekday = int(rules.food.hungry), int(day.weekday)
    is_school_day, is_work_day = day.is_school_day == 1, day.is_work_day == 1
    show = artists.performance(day.is_holiday, day.rehearsal_minutes > 0, day.is_farm_season, rules.artists)
    is_paid = 1 * (rules.labour_mobilization.is_active == 0)
    for at in range(n):
        luck, labour, health = luck_of(at, batch, Draw.ABSENCE), int(batch.labour[at]), int(batch.health[at])
        is_hungry, is_in_debt = batch.nutrition[at] < hungry_below, batch.want[at] & IS_IN_DEBT != 0
        runs, full_day, idle_day = int(batch.runs[at]), int(batch.full_day[at]), int(batch.idle_day[at])
        is_at_post, is_punished = batch.is_at_post[at] == 1, batch.is_punished[at] == 1
        # Who attends.
        in_class = school.has_lessons(is_school_day, batch.is_pupil[at] == 1, labour, s)
        misses_school = in_class & school.stays_away(luck, is_in_debt, is_hungry, s)
        must_appear = work.is_expected(is_work_day, is_at_post, health, w)
        misses_work = must_appear & work.stays_away(luck, labour, int(batch.conviction[at]), int(batch.fear[at]), w)
        at_school, at_work = in_class & (not misses_school), must_appear & (not misses_work)
        # For how long.
        penal = up_to(int(batch.penal[at]), WAKING_MINUTES)
        left = WAKING_MINUTES - penal
        performed = up_to(show * ((batch.is_artist[at] == 1) & is_at_post), left)
        left -= performed
        taught = up_to(s.recitation * at_school + w.reading_minutes * at_work, left)
        left -= taught
        lessons = up_to(school.lesson_minutes(labour, s) * at_school, left)
        left -= lessons
        at_post = full_day if (runs >> weekday) & 1 == 1 else idle_day
        worked = up_to(work.minutes_beside(at_post, labour) * at_work, left)
        left -= worked
        laboured = up_to(labour, left)
        left -= laboured
        service = up_to(int(batch.away_work[at]), left)
        left -= service
        study = up_to(int(batch.away_study[at]), left)
        batch.minutes[Minutes.PENAL, at] += penal
        batch.minutes[Minutes.WORK, at] += performed + worked + service
        batch.minutes[Minutes.SCHOOL, at] += lessons
        batch.minutes[Minutes.INDOCTRINATION, at] += taught + study
        batch.minutes[Minutes.LABOUR, at] += laboured * (1 - is_paid)
        batch.minutes[Minutes.MARKET, at] += laboured * is_paid
        batch.left[at] = left - study
        batch.taught[at] += taught + study * int(batch.serves[at])
        batch.kept[at] = performed + worked + lessons + laboured * is_paid
        batch.to_do[at] = PUNISHED * is_punished + MISSED_SCHOOL * misses_school + MISSED_POST * misses_work


@lean_kernel
def attend_events(n: int, day: Any, rules: Any, batch: Any) -> None:
    """Political events and rehearsals for them: everyone able is expected. Claims B3, B4, B9, B11."""
    p, gained = event_values(rules.political_events), int(rules.sanctions.attended_standing)
    event, rehearsal = int(day.event_minutes), int(day.rehearsal_minutes)
    is_event, is_recorded = event > 0, p.is_active == 1
    for at in range(n):
        believes, fear, standing = int(batch.conviction[at]), int(batch.fear[at]), int(batch.standing[at])
        to_do, left = int(batch.to_do[at]), int(batch.left[at])
        is_there = political_events.is_expected(int(batch.age[at]), int(batch.health[at]), p)
        is_there &= batch.takes_part[at] == 1
        is_wanted = is_there & is_event & (to_do & LET_OFF == 0)
        comes = is_wanted & political_events.is_present(luck_of(at, batch, Draw.EVENT), believes, fear, p)
        rehearses = is_there & political_events.is_present(luck_of(at, batch, Draw.REHEARSAL), believes, fear, p)
        attended = up_to(event * comes, left)
        rehearsed = up_to(rehearsal * rehearses, left - attended)
        batch.minutes[Minutes.EVENTS, at] += attended
        batch.minutes[Minutes.REHEARSALS, at] += rehearsed
        batch.left[at] = left - attended - rehearsed
        batch.counts[Count.EVENTS_DEMANDED, at] += 1 * (is_there & is_event)
        batch.counts[Count.EVENTS_ATTENDED, at] += 1 * comes
        raised = nudge(standing, gained, luck_of(at, batch, Draw.EVENT_STANDING), -10_000, 10_000)
        batch.standing[at] = raised if comes else standing
        batch.to_do[at] = to_do | MISSED_EVENT * (is_wanted & (not comes) & is_recorded)


@lean_kernel
def attend_sessions(n: int, day: Any, rules: Any, batch: Any) -> None:
    """The self-criticism session of those who have one today. Those without an offence confess an invented one. M2."""
    p, weekday = session_values(rules.self_criticism), int(day.weekday)
    for at in range(n):
        left, fear, to_do = int(batch.left[at]), int(batch.fear[at]), int(batch.to_do[at])
        attends = (batch.session_days[at] >> weekday) & 1 == 1
        invents = attends & (batch.has_offended[at] == 0) & (to_do == NOTHING)
        spent = up_to(p.minutes * attends, left)
        batch.minutes[Minutes.SESSIONS, at] += spent
        batch.left[at] = left - spent
        batch.counts[Count.SESSIONS, at] += 1 * attends
        batch.counts[Count.CONFESSED_INVENTED, at] += 1 * invents
        raised = nudge(fear, p.fear_session, luck_of(at, batch, Draw.SESSION_FEAR), 0, 10_000)
        batch.fear[at] = raised if invents else fear
        batch.to_do[at] = to_do | CONFESSES * (attends & (not invents))


@lean_kernel
def train_for_games(n: int, minutes: int, batch: Any) -> None:
    """Training for the mass games, of those who are in them this year. Claim B4."""
    for at in range(n):
        left = int(batch.left[at])
        trained = up_to(minutes * int(batch.in_games[at]), left)
        batch.minutes[Minutes.REHEARSALS, at] += trained
        batch.left[at] = left - trained


@lean_kernel
def attend_lectures(n: int, day: Any, rules: Any, batch: Any) -> None:
    """Study and lectures of the organisations; the neighbourhood unit's meeting with one adult of each household."""
    p = session_values(rules.self_criticism)
    lecture, meeting = int(day.lecture_minutes), int(day.meeting_minutes)
    for at in range(n):
        left = int(batch.left[at])
        is_member = (batch.takes_part[at] == 1) & self_criticism.is_member(int(batch.age[at]), p)
        heard = up_to(lecture * is_member, left)
        met = up_to(meeting * int(batch.is_first_adult[at]), left - heard)
        batch.minutes[Minutes.INDOCTRINATION, at] += heard + met
        batch.taught[at] += heard + met
        batch.left[at] = left - heard - met
