"""Births and deaths: nobody is lost, nobody stands twice, and rows stay in order whoever shares out the work."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.made_families import (
    SEED,
    Month,
    by_person,
    copy_of,
    expect,
    home_of,
    household_by_person,
    make_expecting,
    make_families,
    quick_tables,
    rules_of,
    wives,
)
from tests.made_simulation import differing
from tests.made_society import living_rows, make_small_society

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import PEOPLE, Society, make_records
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import Fate, LifeEvent, Marital, Whereabouts
from inminban.step.families import FIRST_NEWBORN
from inminban.step.month.births_and_deaths import begin_families, decide_vital
from inminban.step.rows import apply_fate, make_room, newborn_marks, settle_month
from inminban.step.simulation.vital_tables import vital_tables

BUSY = Month(tables=quick_tables())


def check_layout(society: Society) -> None:
    """Households lie side by side in their units, free rows are empty, counts are right."""
    people, households, units = society.people, society.households, society.units
    rows = living_rows(society)
    ids = people.id[rows]
    assert len(np.unique(ids)) == len(ids)
    is_free = np.ones(len(people), dtype=bool)
    is_free[rows] = False
    assert not any(people[name][is_free].any() for name in people.dtype.names)
    assert (units.first_person == np.cumsum(units.n_rows) - units.n_rows).all()
    assert units.n_rows.sum() == len(people)
    for unit in units:
        homes = households[unit.first_household : unit.first_household + unit.n_households]
        ends = homes.first_person + homes.n_people
        assert homes.first_person[0] == unit.first_person
        assert (homes.first_person[1:] == ends[:-1]).all()
        assert ends[-1] <= unit.first_person + unit.n_rows
    away = np.bincount(home_of(society), weights=people.whereabouts[rows] != 0, minlength=len(households))
    assert (away == households.n_away).all()


def lived(n_months: int = 3, n_threads: int = 1) -> Society:
    society = make_expecting(day_number(date(2015, 4, 28)), n_months)
    with Threads(n_threads) as threads:
        for month in range(1, n_months + 1):
            day = date(2015, month + 3, 28)
            society, _ = Month(day, tables=quick_tables()).live(society, threads)
    return society


def test_room_changes_nobody_and_leaves_the_given_society_alone() -> None:
    society = make_small_society()
    before = copy_of(society)
    roomy = make_room(society)
    check_layout(roomy)
    assert differing(society, before) == []
    rows = living_rows(roomy)
    assert all((roomy.people[name][rows] == society.people[name]).all() for name in society.people.dtype.names)
    assert len(roomy.people) > len(society.people)


def test_people_are_the_old_ones_less_the_dead_and_the_newborn() -> None:
    society = make_expecting(BUSY.day)
    before = set(by_person(society, "id"))
    with Threads(1) as threads:
        after, events = BUSY.live(society, threads)
    dead = set(events["person"][events["event"] == LifeEvent.DEATH].tolist())
    born = set(events["person"][events["event"] == LifeEvent.BIRTH].tolist())
    assert len(dead) > 20 and len(born) > 20 and min(born) >= FIRST_NEWBORN
    assert set(by_person(after, "id")) == (before - dead) | born
    check_layout(after)


def test_a_newborn_lives_with_its_mother_who_bore_one_more() -> None:
    society = make_expecting(BUSY.day)
    n_before = by_person(society, "n_births")
    with Threads(1) as threads:
        after, events = BUSY.live(society, threads)
    home, n_after = household_by_person(after), by_person(after, "n_births")
    births = events["event"] == LifeEvent.BIRTH
    for child, mother in zip(events["person"][births], events["detail"][births], strict=True):
        assert home[int(child)] == home[int(mother)]
        assert n_after[int(mother)] == n_before[int(mother)] + 1
    sexes = by_person(after, "sex")
    assert [sexes[int(child)] for child in events["person"][births]] == events["sex"][births].tolist()


def test_wives_conceive_whose_husbands_are_at_home() -> None:
    society = make_families()
    with Threads(1) as threads:
        BUSY.decide(society, threads)
    mothers = np.flatnonzero(society.people.is_expecting)
    assert len(mothers) > 50
    assert (society.people.sex[mothers] == 1).all() and (society.people.marital[mothers] == Marital.MARRIED).all()
    away = make_families()
    men = living_rows(away)[(away.people.sex[living_rows(away)] == 0)]
    away.people.whereabouts[men] = Whereabouts.ABROAD
    with Threads(1) as threads:
        BUSY.decide(away, threads)
    assert not away.people.is_expecting.any()


def test_a_child_is_born_in_the_month_in_which_it_is_due() -> None:
    society, month = make_families(), Month(tables=quick_tables(0))
    early, late, gone = wives(society)[:3]
    expect(society, np.array([early, late, gone]), month.day + np.array([0, 1, -5]))
    society.people.whereabouts[gone] = Whereabouts.CHINA
    with Threads(1) as threads:
        fate = month.decide(society, threads)
    assert fate[[early, late, gone]].tolist() == [Fate.GIVES_BIRTH, Fate.STAYS, Fate.STAYS]
    assert society.people.is_expecting[[early, late, gone]].tolist() == [0, 1, 0]
    assert (fate == Fate.GIVES_BIRTH).sum() == 1


def test_children_are_expected_for_nine_months() -> None:
    society = make_families()
    with Threads(1) as threads:
        BUSY.decide(society, threads)
    due = society.people.last_birth[society.people.is_expecting == 1] - BUSY.day
    assert due.max() == BUSY.rules.fertility.gestation and due.min() >= due.max() - 27


def test_a_run_begins_with_children_expected_and_children_as_tall_as_the_well_fed() -> None:
    society, day, rules = make_families(40), BUSY.day, BUSY.rules
    tables = vital_tables(1990)
    begin_families(0, len(society.units), society, rules, tables, SEED, day)
    people, rows = society.people, living_rows(society)
    mothers = np.flatnonzero(people.is_expecting)
    assert len(mothers) > 20 and np.isin(mothers, wives(society)).mean() > 0.9
    due = people.last_birth[mothers] - day
    assert due.min() >= 0 and due.max() < rules.fertility.gestation and abs(due.mean() - 133) < 40
    lost, age = people.height_lost[rows], (day - people.birth_day[rows]) // 365
    p = rules.growth
    at_two = p.at_birth + p.by_diet * p.first_months
    assert lost[age == 2].max() <= at_two and lost[age == 2].min() > at_two * 0.85
    assert lost[age > 20].max() < lost[age == 6].min() < at_two


def test_hungry_children_lose_height_and_some_of_it_comes_back() -> None:
    society, p = make_families(), BUSY.rules.growth
    people, rows = society.people, living_rows(society)
    age = (BUSY.day - people.birth_day[rows]) // 365
    people.height_lost[rows], people.nutrition[rows] = 1_000, 5_000
    small, older, grown = (rows[found] for found in (age < 2, (age >= 3) & (age < 17), age >= 19))
    with Threads(1) as threads:
        Month(tables=quick_tables(0)).decide(society, threads)
        hungry = [people.height_lost[group].mean() for group in (small, older, grown)]
        people.nutrition[rows] = 10_000
        Month(tables=quick_tables(0)).decide(society, threads)
    assert hungry[0] > hungry[1] + p.by_diet > 1_000 and hungry[2] == 1_000
    assert people.height_lost[older].max() < hungry[1] and people.height_lost[grown].mean() == 1_000


def test_the_spouse_of_the_dead_is_widowed() -> None:
    society = make_families()
    married = (society.people.marital == Marital.MARRIED).sum()
    with Threads(1) as threads:
        fate = BUSY.decide(society, threads)
    n_dead_married = int((fate[society.people.marital == Marital.MARRIED] == Fate.DIES).sum())
    widowed_now = married - int((society.people.marital == Marital.MARRIED).sum())
    assert 0 < n_dead_married <= 2 * widowed_now


def test_any_number_of_threads_and_any_order_of_units_is_the_same() -> None:
    assert differing(lived(n_threads=1), lived(n_threads=2)) == []
    month = Month(tables=quick_tables(6))  # few enough for every unit's room
    straight, backwards = make_expecting(month.day, each=6), make_expecting(month.day, each=6)
    with Threads(1) as threads:
        straight, events = month.live(straight, threads)
    fate = np.zeros(len(backwards.people), dtype=np.uint8)
    marks = (make_records(PEOPLE, 1), newborn_marks(int(month.rules.fertility.newborn_health)))
    order = range(len(backwards.units) - 1, -1, -1)
    for u in order:
        decide_vital(u, u + 1, backwards, fate, month.rules, month.tables, SEED, month.day, fate)
    for u in order:
        apply_fate(u, u + 1, backwards, fate, *marks, month.rules, SEED, month.day)
    assert len(events["day"]) > 10
    assert differing(straight, backwards) == []


def test_several_months_keep_rows_in_order() -> None:
    check_layout(lived(6))


def test_more_births_than_room_lay_everybody_out_anew() -> None:
    society = make_families()
    n = len(living_rows(society))
    fate = np.zeros(len(society.people), dtype=np.uint8)
    women = living_rows(society)[society.people.sex[living_rows(society)] == 1]
    fate[women] = Fate.GIVES_BIRTH
    with Threads(1) as threads:
        after = settle_month(society, fate, BUSY.rules, SEED, BUSY.day, threads)
    assert len(living_rows(after)) == n + len(women)
    check_layout(after)


def test_a_household_may_die_out_and_stays_empty_with_what_it_has() -> None:
    society = make_families()
    home = society.households[5]
    fate = np.zeros(len(society.people), dtype=np.uint8)
    fate[home.first_person : home.first_person + home.n_people] = Fate.DIES
    cash = int(home.cash)
    with Threads(1) as threads:
        after = settle_month(society, fate, BUSY.rules, SEED, BUSY.day, threads)
    assert after.households.n_people[5] == 0 and after.households.cash[5] == cash
    check_layout(after)


def with_one_more(society: Society, h: int) -> Society:
    """The same with one more child in household `h`, of a number nobody has."""
    fate = np.zeros(len(society.people), dtype=np.uint8)
    wife = int(society.households.first_person[h]) + 1
    fate[wife] = Fate.GIVES_BIRTH
    with Threads(1) as threads:
        more = settle_month(copy_of(society), fate, BUSY.rules, SEED, 0, threads)
    more.people.birth_day[more.people.id >= FIRST_NEWBORN] = 6_000  # past nursing, long before it might marry
    more.people.n_births[wife] = society.people.n_births[wife]
    return more


def test_one_more_person_changes_nobody_else() -> None:
    society = make_families()
    more = with_one_more(society, 3)
    with Threads(1) as threads:
        one, other = BUSY.decide(society, threads), BUSY.decide(more, threads)
    ids = more.people.id
    fates = dict(zip(ids[living_rows(more)].tolist(), other[living_rows(more)].tolist(), strict=True))
    assert len(fates) == len(living_rows(society)) + 1
    rows = living_rows(society)
    assert [fates[number] for number in society.people.id[rows].tolist()] == one[rows].tolist()


def test_whoever_would_have_died_well_fed_dies_hungry_too() -> None:
    fed, hungry = make_families(), make_families()
    fed.people.nutrition[:] = fed.people.health[:] = 9_500
    hungry.people.nutrition[:] = hungry.people.health[:] = 3_000
    with Threads(1) as threads:
        one, other = Month().decide(fed, threads), Month().decide(hungry, threads)
    assert (other[one == Fate.DIES] == Fate.DIES).all()
    assert (other == Fate.DIES).sum() > 5 * (one == Fate.DIES).sum()
    rows = living_rows(hungry)
    age = age_in_years.py_func(Month().day, hungry.people.birth_day[rows].astype(np.int64))
    dies = other[rows] == Fate.DIES
    grown = dies[(age >= 15) & (age < 60)].mean()
    assert dies[age < 5].mean() > 1.5 * grown and dies[age >= 60].mean() > 1.5 * grown


def test_deaths_of_hunger_are_told_from_others() -> None:
    society = make_families()
    society.people.nutrition[:] = society.people.health[:] = 3_000
    month = Month()
    with Threads(1) as threads:
        _, events = month.live(society, threads)
    deaths = events["event"] == LifeEvent.DEATH
    assert events["detail"][deaths].mean() > 0.8
    fed = make_families()
    fed.people.nutrition[:] = fed.people.health[:] = 9_500
    with Threads(1) as threads:
        _, events = Month(tables=quick_tables()).live(fed, threads)
    deaths = events["event"] == LifeEvent.DEATH
    assert deaths.sum() > 10 and events["detail"][deaths].sum() == 0


@pytest.mark.parametrize(("nutrition", "least", "most"), [(9_500, 0.9, 1.1), (5_500, 0.3, 0.7), (2_500, 0.0, 0.0)])
def test_hungry_women_conceive_less_often(nutrition: int, least: float, most: float) -> None:
    """Conceptions at a level of nourishment beside those of the well-fed, each within 10 points of the rule's share."""
    numbers, prevented = [], []
    for value in (9_500, nutrition):
        society = make_families(40)
        society.people.nutrition[:] = value
        with Threads(1) as threads:
            fate = Month(
                rules=rules_of(date(2015, 3, 31), mortality={"hunger_worst": 0}), tables=quick_tables()
            ).decide(society, threads)
        numbers.append(int(society.people.is_expecting.sum()))
        prevented.append(int((fate == Fate.BIRTH_PREVENTED).sum()))
    assert numbers[0] > 100 and prevented[0] == 0 and numbers[1] + prevented[1] == numbers[0]
    assert least <= numbers[1] / numbers[0] <= most


def test_tables_of_every_year_hold_no_famine() -> None:
    """Each chance of 1998 lies between those of 1994 and 2003."""
    before, famine, after = (vital_tables(year).deaths for year in (1994, 1998, 2003))
    assert (famine >= np.minimum(before, after) - 1).all() and (famine <= np.maximum(before, after) + 1).all()
