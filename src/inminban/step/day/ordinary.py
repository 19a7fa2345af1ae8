"""The ordinary day, of everybody in a group at once: in plain loops, as a processor does for many at a time.

Most days ask nothing but what the calendar says: school or post, the event, the session, then plot, trade and home.
Each loop works out for everybody whether this part of the day is an ordinary one and what it takes; for the others
(absent, inspected, in want, artists, the punished) it is lived by hand in `duties` and `own_time`, to the same rules.
Nobody's ordinary day touches another person or the household's purse, so it does not matter that it is lived first.

Every line is worked out for everybody and counts for those whose day is ordinary: no branches with effects. `&` and
`|` join conditions without a branch.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from inminban.core.arithmetic import nudge, sixtieth
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.kinds import N_GOODS, WAKING_MINUTES, Count, Minutes
from inminban.core.random import is_lucky, is_lucky_per_million
from inminban.rules import market, political_events, work
from inminban.step.day.batch import IS_IN_DEBT, IS_SHORT
from inminban.step.day.duties import TOO_LONG_FOR_SCHOOL
from inminban.step.day.own_time import FORAGING_MINUTES, LEAST_TRADE
from inminban.step.totals import Total

# What is still to be done by hand for a person in this part of the day.
NOTHING, ALL, STALL, NEWS = 0, 1, 2, 4
SATURDAY, SUNDAY = 5, 6


class Absence(NamedTuple):
    """What an institution's rule of absence reads, as a value: a loop keeps it in a register."""

    absence: int


class Trading(NamedTuple):
    """The same of the rule of effort."""

    skill_weight: int


@inlined
def owed_today(day: Any, is_active: int) -> int:
    """Bits: who owes any goods today (1 household, 2 pupil, 4 worker)."""
    who = 0
    if day.weekday == SUNDAY and is_active:
        for good in range(N_GOODS):
            if day.good_quota[good] != 0:
                who |= 1 << int(day.good_who[good])
    return who


@lean_kernel
def find_called(n: int, rules: Any, batch: Any) -> None:
    """Mark in `to_do` whom of the first `n` the day's call-ups fall on; nobody has laboured yet."""
    able = rules.labour_mobilization.able_health
    is_calling = batch.is_calling == 1
    for at in range(n):
        is_up, health = batch.takes_part[at] == 1, int(batch.health[at])
        is_called = is_calling & is_up & (health >= able) & is_lucky(int(batch.duty[1, at]), int(batch.chance[at]))
        batch.to_do[at] = ALL * is_called
        batch.labour[at] = 0
        batch.taken[at] = 0
        batch.levied[at] = 0


@lean_kernel
def spend_duties(n: int, day: Any, county: Any, rules: Any, batch: Any) -> None:
    """School or post, labour, events, the session, study: of the first `n` whose duties are ordinary ones today.

    Writes what is `left` of the day, what was `kept` (paid work and lessons) and `taught`; marks in `to_do` whose
    duties are to be done by hand (`duties.do_duties`, to the same minute).
    """
    w, s, e, c = rules.work, rules.school, rules.political_events, rules.self_criticism
    is_school_day, is_work_day = day.is_school_day == 1, day.is_work_day == 1
    recitation, lessons = min(max(s.recitation, 0), WAKING_MINUTES), max(s.minutes, 0)
    stays_indebted, stays_hungry, stays_otherwise = s.stay_away, s.stay_away_hungry, s.absence
    reading, weekday = min(max(w.reading_minutes, 0), WAKING_MINUTES), day.weekday
    hungry_below, able_work, able_event = rules.food.hungry, w.able_health, e.able_health
    event, rehearsal = max(day.event_minutes, 0), max(day.rehearsal_minutes, 0)
    is_event, is_rehearsal = event > 0, rehearsal > 0
    is_session = (c.is_active == 1) & (weekday == SATURDAY)
    # Where nobody must come, or money could release, every such day is lived by hand; so is labour that is paid.
    is_event_free = (e.is_active == 0) | (e.is_buyable == 1)
    is_labour_paid = rules.labour_mobilization.is_active == 0
    is_games = (day.games_minutes > 0) & (county.is_pyongyang == 1)
    session, lecture, meeting = max(c.minutes, 0), max(day.lecture_minutes, 0), max(day.meeting_minutes, 0)
    at_post, at_event = Absence(int(w.absence)), Absence(int(e.absence))
    standing_gained, fear_gained = rules.sanctions.attended_standing, c.fear_session
    for at in range(n):
        health, nutrition, labour = int(batch.health[at]), int(batch.nutrition[at]), int(batch.labour[at])
        believes, fear, standing = int(batch.conviction[at]), int(batch.fear[at]), int(batch.standing[at])
        session_0, session_1 = int(batch.session[0, at]), int(batch.session[1, at])
        runs, full_day, idle_day = int(batch.runs[at]), int(batch.full_day[at]), int(batch.idle_day[at])
        is_up, is_apart = batch.takes_part[at] == 1, batch.has_own_duties[at] == 1
        by_hand = is_games | (is_labour_paid & (labour > 0))
        # School or post.
        at_school = is_school_day & (batch.is_pupil[at] == 1) & (labour < TOO_LONG_FOR_SCHOOL)
        absence = stays_indebted if int(batch.want[at]) & IS_IN_DEBT != 0 else stays_otherwise
        absence = max(absence, stays_hungry) if nutrition < hungry_below else absence
        by_hand |= at_school & is_lucky(int(batch.duty[0, at]), absence)
        at_work = is_work_day & (batch.is_at_post[at] == 1) & (health >= able_work)
        absence = work.chance_of_absence(believes, fear, at_post)
        by_hand |= at_work & (labour == 0) & is_lucky(int(batch.duty[0, at]), absence)
        taught = recitation * at_school + reading * at_work
        left = WAKING_MINUTES - taught
        lessons_now = min(max(lessons - labour, 0), left) * at_school
        post = full_day if (runs >> weekday) & 1 == 1 else idle_day
        work_now = min(max(post - labour, 0), left) * at_work
        left -= lessons_now + work_now
        labour_now = min(labour, left)
        left -= labour_now
        # Events, the session, study, the meeting of the unit.
        is_there = (batch.is_expected[at] == 1) & (health >= able_event)
        absence = political_events.chance_of_absence(believes, fear, at_event)
        by_hand |= is_there & is_event & (is_event_free | is_lucky(session_0, absence))
        by_hand |= is_there & is_rehearsal & (is_event_free | is_lucky(session_1, absence))
        event_now = min(event, left) * is_there
        left -= event_now
        rehearsal_now = min(rehearsal, left) * is_there
        left -= rehearsal_now
        confesses = is_session & (batch.confesses[at] == 1)
        by_hand |= confesses & (batch.has_offended[at] == 1)
        session_now = min(session, left) * confesses
        left -= session_now
        lecture_now = min(lecture, left) * (batch.is_member[at] == 1)
        left -= lecture_now
        meeting_now = min(meeting, left) * (batch.is_first_adult[at] == 1)
        left -= meeting_now
        taught += lecture_now + meeting_now
        # What counts for those whose duties were ordinary, and for those who are away.
        by_hand = is_apart | (is_up & by_hand)
        is_plain = is_up & (not by_hand)
        is_away = (not is_up) & (not by_hand)
        away_work, away_study = int(batch.away_work[at]) * is_away, int(batch.away_study[at]) * is_away
        batch.minutes[Minutes.WORK, at] += work_now * is_plain + away_work
        batch.minutes[Minutes.SCHOOL, at] += lessons_now * is_plain
        batch.minutes[Minutes.INDOCTRINATION, at] += taught * is_plain + away_study
        batch.minutes[Minutes.LABOUR, at] += labour_now * is_plain
        batch.minutes[Minutes.EVENTS, at] += event_now * is_plain
        batch.minutes[Minutes.REHEARSALS, at] += rehearsal_now * is_plain
        batch.minutes[Minutes.SESSIONS, at] += session_now * is_plain
        batch.minutes[Minutes.HOME, at] += WAKING_MINUTES * is_away - away_work - away_study
        came, confessed = is_plain & is_there & is_event, is_plain & confesses
        batch.counts[Count.EVENTS_DEMANDED, at] += 1 * came
        batch.counts[Count.EVENTS_ATTENDED, at] += 1 * came
        batch.counts[Count.SESSIONS, at] += 1 * confessed
        batch.counts[Count.CONFESSED_INVENTED, at] += 1 * confessed
        raised = nudge(standing, standing_gained, session_0, -10_000, 10_000)
        batch.standing[at] = raised if came else standing
        raised = nudge(fear, fear_gained, int(batch.session[2, at]), 0, 10_000)
        batch.fear[at] = raised if confessed else fear
        batch.left[at], batch.taught[at], batch.kept[at] = left, taught, lessons_now + work_now
        batch.to_do[at] = ALL * by_hand


@lean_kernel
def spend_own_time(n: int, day: Any, rules: Any, batch: Any, totals: Any) -> None:
    """What is left of the day: home, plot, trade; of the first `n` whose own time is ordinary today.

    Marks in `to_do` whose own time is to be spent by hand (`own_time.use_own_time`, to the same minute), and who has
    still to pay for a stall or may meet foreign media in the evening.
    """
    m = rules.market
    home_minutes, open_minutes, idle_chance = m.home_minutes, day.market_minutes, m.idle_day
    stall_minutes, learning, is_work_day = m.stall_minutes, m.learning, day.is_work_day == 1
    is_patrolled = rules.inspections.is_active == 1
    stopped, stopped_breach = rules.inspections.market, rules.inspections.market_breach
    news = batch.news_chance * (rules.outside_news.is_active == 1)
    trading = Trading(int(m.skill_weight))
    efforts, traders = 0, 0
    for at in range(n):
        want, luck, skill = int(batch.want[at]), int(batch.trade[0, at]), int(batch.trade_skill[at])
        share, in_need, left = int(batch.share[at]), int(batch.share_in_need[at]), int(batch.left[at])
        is_up, is_apart = batch.takes_part[at] == 1, batch.has_own_evenings[at] == 1
        free = max(left - home_minutes, 0)
        at_home = left - free
        plot = min(int(batch.plot_minutes[at]), free)
        free -= plot
        forages = int(batch.may_forage[at])
        by_hand = is_apart | ((forages != 0) & (want & forages == forages) & (free >= FORAGING_MINUTES))
        trade = market.minutes_of_share(free, in_need if want & IS_SHORT != 0 else share, open_minutes)
        trade *= (trade >= LEAST_TRADE) & (not is_lucky(luck, idle_chance))
        free -= trade
        is_long = trade >= stall_minutes
        is_breach = (batch.is_barred[at] == 1) | ((batch.has_duties[at] == 1) & is_work_day & is_long)
        stops = is_lucky_per_million(int(batch.trade[1, at]), stopped_breach if is_breach else stopped)
        by_hand |= is_patrolled & (trade > 0) & stops
        by_hand &= is_up
        is_plain = is_up & (not by_hand)
        batch.minutes[Minutes.PLOT, at] += plot * is_plain
        batch.minutes[Minutes.MARKET, at] += trade * is_plain
        batch.minutes[Minutes.HOME, at] += (at_home + free) * is_plain
        has_traded = is_plain & (trade > 0)
        effort = market.effort_of(trade, skill, int(batch.capital[at]), trading) * has_traded
        batch.effort[at] += effort
        efforts += effort
        traders += 1 * has_traded
        learnt = nudge(skill, sixtieth(learning * trade), luck, 0, 10_000)
        batch.trade_skill[at] = learnt if has_traded else skill
        batch.has_traded[at] |= 1 * has_traded
        batch.unpaid[at], batch.traded[at] = WAKING_MINUTES - left - int(batch.kept[at]), trade
        batch.watched[at] = 0
        pays = has_traded & is_long & (batch.has_stall[at] == 1)
        hears = is_plain & (batch.is_reached[at] == 1) & is_lucky(int(batch.trade[3, at]), news)
        batch.to_do[at] = ALL * by_hand + STALL * pays + NEWS * hears
    totals[Total.EFFORT] += efforts
    totals[Total.TRADERS] += traders
