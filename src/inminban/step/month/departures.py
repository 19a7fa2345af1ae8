"""Work abroad and leaving the country, once a month: one kernel over counties.

A household's members are visited only if one of them is away, gone or preparing to go, or in the one month of the year
in which the household decides about such things. So most households take hardly any time.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.kinds import N_HOSTS, LeavingStage, LifeEvent, Whereabouts
from inminban.core.layout import homes_of, rows_of
from inminban.rules import leaving, way_south
from inminban.step.month.county_month import CountyMonth, MonthWritten
from inminban.step.month.families_left import keep_family, shock_family
from inminban.step.month.in_china import is_led, live_month_in_china
from inminban.step.month.leaving import go_on_leaving, weigh_leaving
from inminban.step.month.work_abroad import is_sent, live_month_abroad, owe_another_month
from inminban.step.record import is_absent


def month_type(n_provinces: int) -> np.dtype[Any]:
    """Record of what a month's departures read in addition to the rules.

    day: number of the month's last day; month: 1 to 12; price, guard [cent]: price of crossing the border, and the
    guard's part of it; recruit [per million]: chance of one who is asked this month; host_cut [bp]: cumulative shares
    of the free places by host; send_home [bp] by host: chance of being sent home before the contract ends; everybody:
    all households are asked; counted [month]: 1, or 0 for a month of which the run has less than half; has_border by
    province: it has border counties.
    """
    return np.dtype([
        ("day", "i8"), ("month", "i8"), ("price", "i8"), ("guard", "i8"), ("recruit", "i8"), ("everybody", "i8"),
        ("counted", "i8"),
        ("host_cut", "i8", (N_HOSTS,)), ("send_home", "i8", (N_HOSTS,)), ("has_border", "i8", (n_provinces,)),
    ])  # fmt: skip


@inlined
def live_household_month(home: Any, people: Any, is_talk: bool, here: CountyMonth, written: MonthWritten) -> None:
    """One household's month: the family left behind, then each member wherever they are."""
    was_left = home.n_gone > 0 or home.n_in_south > 0
    if not is_talk and not was_left and home.n_abroad == 0 and home.n_leaving == 0 and home.loan_cents == 0:
        return
    if home.loan_cents > 0:
        owe_another_month(home, here, written)
    if was_left:
        keep_family(people, home, here, written)
    for i in rows_of(home):
        person = people[i]
        is_gone = False
        mark = written.marks[i]
        if mark != 0 and mark != LifeEvent.BANISHMENT:
            continue  # has crossed or come home together with another this month
        if person.whereabouts == Whereabouts.CHINA:
            if not is_led(people, home, i):
                live_month_in_china(i, people, home, here, written)
        elif person.whereabouts == Whereabouts.ABROAD:
            is_gone = live_month_abroad(i, person, home, here, written)
        elif not is_absent(person):
            if person.leaving_stage != LeavingStage.NONE:
                is_gone = go_on_leaving(i, people, home, here, written)
            elif is_talk:
                age = age_in_years(here.month.day, person.birth_day)
                sent = is_sent(i, people, home, age, here, written)
                if not sent and here.rules.leaving.is_active == 1:
                    weigh_leaving(person, home, age, here)
        if is_gone:
            shock_family(people, home, here.rules)


@lean_kernel
def live_departures(
    first: int,
    last: int,
    society: Society,
    counties_week: Any,
    rules: Any,
    month: Any,
    seed: int,
    written: MonthWritten,
) -> None:  # fmt: skip
    """The month's end of counties `first` to `last` - 1, or of runs of units that stand for counties.

    `written.sums` and `written.hosts` have one row a county here; they are added to.
    """
    for c in range(first, last):
        county = society.counties[c]
        province = int(county.province)
        place = leaving.place_factor(province, int(county.is_border), month.has_border[province], rules.leaving)
        open_ways = way_south.openness(month.day, rules.way_south)
        county_week = counties_week[c]
        here = CountyMonth(rules, month, seed, place, open_ways, county_week.exchange, county_week.price_rice)
        of_county = MonthWritten(written.sums[c], written.hosts[c], written.marks, written.details, written.fate)
        for u in range(county.first_unit, county.first_unit + county.n_units):
            unit = society.units[u]
            is_talk = month.everybody == 1 or leaving.is_month_of_talk(unit.number + unit.county, month.month)
            for h in homes_of(unit):
                live_household_month(society.households[h], society.people, is_talk, here, of_county)


@lean_kernel
def count_absent(first: int, last: int, society: Society) -> None:
    """Count again the members away, abroad, gone and leaving in households `first` to `last` - 1, after moves."""
    for h in range(first, last):
        home = society.households[h]
        away, abroad, gone, mean_to = 0, 0, 0, 0
        for i in rows_of(home):
            person = society.people[i]
            away += 1 if person.whereabouts != Whereabouts.HOME else 0
            abroad += 1 if person.whereabouts == Whereabouts.ABROAD else 0
            gone += 1 if person.whereabouts == Whereabouts.CHINA else 0
            mean_to += 1 if person.leaving_stage != LeavingStage.NONE else 0
        home.n_away, home.n_abroad, home.n_gone, home.n_leaving = away, abroad, gone, mean_to
