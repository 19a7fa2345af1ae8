"""Families over years of whole lives: couples, widows, births and kin, on one thread and two, plain and compiled."""

from __future__ import annotations

import os
import subprocess
import sys
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.family_laws import Families
from tests.made_families import (
    DAY,
    Month,
    by_person,
    copy_of,
    household_by_person,
    make_families,
    marry,
    quick_tables,
    resettled,
    rules_of,
)
from tests.made_simulation import joined
from tests.made_society import living_rows

from inminban.core.columns import BYTES_OF_WORD, NEVER, PEOPLE, Society, record_type
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import NOBODY, Fate, LifeEvent, Marital, Occupation, Whereabouts
from inminban.core.layout import members_of
from inminban.numbers import parameters
from inminban.population import make_society
from inminban.rules import fertility
from inminban.run.state_hash import state_sha256
from inminban.step.month.births_and_deaths import VitalTables
from inminban.step.relatives import find_relatives, question_relatives
from inminban.step.rows import settle_month
from inminban.step.simulation.initial_state import begin
from inminban.step.simulation.output_detail import output_detail_of
from inminban.step.simulation.restoring import restored
from inminban.step.simulation.saving import save
from inminban.step.simulation.setting import setting_for
from inminban.step.simulation.simulation import Simulation
from inminban.step.spring.weddings import check_numbers

ROOT = Path(__file__).resolve().parents[2]
FIRST, LAST = date(1994, 1, 1), date(2001, 12, 31)  # the famine: many deaths, widows and orphans
N_PEOPLE = 2_500
DAYS_OF_WEEK, APRIL = 7, 4  # a look after every month's end, and after the spring
SPACING = parameters.load("fertility", fertility.Parameters, FIRST).spacing
GESTATION = parameters.load("fertility", fertility.Parameters, FIRST).gestation


def start(first: date, last: date, n_people: int = N_PEOPLE) -> Simulation:
    """A run ready to live its first week."""
    made = make_society(n_people, first, 1)
    return begin(setting_for(made, first, last, 1, {}, output_detail_of(first, last, None)), made.society, made.quotas)


@cache
def lived() -> tuple[Families, Any]:
    """The families of a run of eight years, looked at after every month and spring, and its log of life events."""
    simulation, families = start(FIRST, LAST), Families()
    parts: list[Any] = []
    families.look(simulation.society, day_number(FIRST), SPACING)

    def look(day: date, _: int) -> bool:
        if day.day <= DAYS_OF_WEEK or day.month == APRIL or day == LAST:
            is_spring = day.month == APRIL and day.day <= DAYS_OF_WEEK
            families.look(simulation.society, day_number(day), SPACING, is_spring)
        return True

    with Threads(2) as threads:
        simulation.live(threads, look, parts.append)
    return families, joined(parts)["life_events"]


def events_of(kind: LifeEvent) -> tuple[Any, Any]:
    """People and details of one kind of event."""
    log = lived()[1]
    chosen = log["event"][0] == kind
    return log["person"][chosen], log["detail"][chosen]


def test_families_hold_together_in_every_month_of_eight_years() -> None:
    families, _ = lived()
    assert len(families.born) > 200 and families.n_widowed > 30 and families.n_reunited > 0
    assert len(events_of(LifeEvent.MARRIAGE)[0]) > 120


def test_a_husband_or_wife_who_is_not_there_has_gone_to_the_south() -> None:
    families, _ = lived()
    assert families.parted <= set(events_of(LifeEvent.ARRIVAL)[0].tolist())


def test_the_log_says_the_mothers_that_children_know() -> None:
    families, _ = lived()
    children, mothers = events_of(LifeEvent.BIRTH)
    assert {child: mother for child, (_, mother, _) in families.born.items()} == dict(
        zip(children.tolist(), mothers.tolist(), strict=True)
    )


def test_nobody_marries_twice_while_a_spouse_lives() -> None:
    log = lived()[1]
    gone: set[int] = set()
    married: dict[int, int] = {}
    for event, person, detail in zip(
        log["event"][0].tolist(), log["person"].tolist(), log["detail"].tolist(), strict=True
    ):
        if event == LifeEvent.DEATH:
            gone.add(person)
        if event == LifeEvent.MARRIAGE:
            assert married.get(person, detail) in gone | {detail}
            married[person] = detail


def test_a_persons_record_has_no_holes() -> None:
    """Columns lie in an order in which each stands at its natural alignment; only the last word may not be full."""
    record = record_type(PEOPLE)
    used = sum(record[name].itemsize for name in record.names or ())
    assert record.itemsize - used < BYTES_OF_WORD


def test_one_thread_and_two_and_a_run_stopped_and_taken_up_again_have_the_same_families() -> None:
    first, last, stop = date(2014, 11, 3), date(2015, 5, 10), date(2015, 3, 1)
    states = []
    for n_threads in (1, 2):
        simulation = start(first, last, 1_000)
        with Threads(n_threads) as threads:
            simulation.live(threads, lambda *_: True, lambda _: None)
        states.append(state_sha256(simulation.society))
    simulation, taken_up = start(first, last, 1_000), []

    def stop_here(day: date, days_done: int) -> bool:
        if day == stop:
            simulation.recording.take()
            saved = save(simulation)._replace(plain=deepcopy(save(simulation).plain))
            saved.arrays.update({name: array.copy() for name, array in saved.arrays.items()})
            again = restored(saved, first, last, 1, {}, simulation.setting.output_detail, days_done)
            taken_up.append((again, days_done))
        return day < stop

    with Threads(1) as threads:
        simulation.live(threads, stop_here, lambda _: None)
        again, days_done = taken_up[0]
        again.live(threads, lambda *_: True, lambda _: None, days_done)
    states.append(state_sha256(again.society))
    assert len(set(states)) == 1
    assert (again.society.people.mother[living_rows(again.society)] != NOBODY).mean() > 0.1


# Small societies made by hand.


def quiet(**changed: int) -> Any:
    """A spring in which nobody marries, moves or is taken in, except as said."""
    return rules_of(DAY, marriage={"women_peak": 0, "taken_in": 0, "across": 0} | changed, migration={"households": 0})


def test_two_couples_in_a_house_are_told_apart_whatever_their_ages() -> None:
    """A father of 50 and a son of 30 with wives of 31 and 49: each is widowed by the death of their own."""
    society = make_families()
    people, home = society.people, society.households[np.flatnonzero(society.households.n_people >= 4)[0]]
    rows = np.arange(home.first_person, home.first_person + 4)
    people.sex[rows] = [0, 1, 0, 1]
    people.birth_day[rows] = [-9_600, -2_100, -1_700, -8_700]
    people.marital[rows] = Marital.SINGLE
    marry(society, rows, np.array([True, False, True, False]))
    people.whereabouts[rows] = Whereabouts.HOME
    others = np.setdiff1d(living_rows(society), rows)
    people.birth_day[others] = 9_131 - 20 * 365
    nobody_else = VitalTables(np.zeros((2, 111), np.int64), np.zeros(111, np.int64))
    nobody_else.deaths[0, 50:60] = 100_000_000
    well = rules_of(date(2015, 3, 31), mortality={"hunger_worst": 0, "illness_worst": 0})
    with Threads(1) as threads:
        fate = Month(rules=well, tables=nobody_else).decide(society, threads)
    assert fate[rows].tolist() == [Fate.DIES, Fate.STAYS, Fate.STAYS, Fate.STAYS]
    assert people.marital[rows[1:]].tolist() == [Marital.WIDOWED, Marital.MARRIED, Marital.MARRIED]


def test_no_birth_follows_soon_though_the_last_child_has_died() -> None:
    society = make_families(40)
    with Threads(1) as threads:
        Month(tables=quick_tables()).decide(society, threads)
        mothers = np.flatnonzero(society.people.is_expecting)
        assert len(mothers) > 50
        society = make_families(40)
        born = day_number(date(2015, 3, 31))
        society.people.last_birth[mothers] = born + GESTATION - SPACING + 1  # of a child who is nowhere in the house
        Month(tables=quick_tables()).decide(society, threads)
    assert not society.people.is_expecting.any()


def test_nobody_marries_a_half_sister_of_another_household() -> None:
    society = make_families(2, 2)
    people = society.people
    rows = living_rows(society)
    people.marital[rows], people.spouse[rows] = Marital.SINGLE, NOBODY
    people.birth_day[rows] = 9_131 - 27 * 365
    people.whereabouts[rows] = Whereabouts.HOME
    people.mother[rows], people.father[rows] = NOBODY, NOBODY
    people.father[rows] = 10**6  # everybody is a child of one man, whoever the mother
    everybody_marries = quiet(women_peak=10_000)
    with Threads(1) as threads:
        kin = resettled(copy_of(society), threads, everybody_marries)
        people.father[rows] = NOBODY
        others = resettled(society, threads, everybody_marries)
    assert not (kin.events["event"] == LifeEvent.MARRIAGE).any()
    assert (others.events["event"] == LifeEvent.MARRIAGE).sum() > 20


def test_children_follow_a_father_who_remarries_and_moves() -> None:
    """A widower with a child lives with his parents; he moves in with a widow, and the child goes with him."""
    society = make_families(1, 1)
    people = society.people
    rows = living_rows(society)
    people.marital[rows], people.birth_day[rows] = Marital.MARRIED, -30 * 365
    homes = np.flatnonzero(society.households.n_people >= 4)[:2]
    his, hers = (np.arange(first, first + 4) for first in society.households.first_person[homes])
    people.sex[his], people.sex[hers] = [0, 1, 0, 0], [1, 0, 1, 1]
    people.birth_day[his] = [-9_000, -8_500, 9_131 - 27 * 365 - 3 * 365, 9_131 - 5 * 365]
    people.birth_day[hers[0]] = 9_131 - 27 * 365
    people.marital[his[2]] = people.marital[hers[0]] = Marital.WIDOWED
    people.father[his[2]], people.father[his[3]] = people.id[his[0]], people.id[his[2]]
    people.mother[his[3]] = 10**6
    people.whereabouts[rows] = Whereabouts.HOME
    father, child, bride = (int(people.id[row]) for row in (his[2], his[3], hers[0]))
    rules = quiet(women_peak=10_000, remarriage=10_000)
    with Threads(1) as threads:
        later = resettled(society, threads, rules).society
    home = household_by_person(later)
    assert by_person(later, "spouse")[father] == bride and by_person(later, "spouse")[bride] == father
    assert home[father] == home[bride] == home[child]


def alone_and_others(society: Society) -> tuple[int, Any, Any]:
    """Row of a household of two, made old; rows of its members; rows of all others, of whom nobody is old."""
    people = society.people
    h = int(np.flatnonzero(society.households.n_people == 2)[0])
    rows = members_of(society, np.array([h]))[0]
    others = np.setdiff1d(living_rows(society), rows)
    people.birth_day[rows] = 9_131 - 80 * 365
    people.birth_day[others] = np.maximum(people.birth_day[others], 9_131 - 60 * 365)
    people.mother[others[np.isin(people.mother[others], people.id[rows])]] = NOBODY
    return h, rows, others


@pytest.mark.parametrize(("who", "moves"), [("son", True), ("daughter", True), ("nobody", False)])
def test_the_old_are_taken_in_by_their_children_and_by_nobody_else(who: str, moves: bool) -> None:
    society = make_families()
    people = society.people
    h, rows, others = alone_and_others(society)
    sex = 0 if who == "son" else 1
    fit = others[(people.sex[others] == sex) & (people.marital[others] == Marital.MARRIED)]
    child = int(fit[people.whereabouts[fit] == Whereabouts.HOME][-1])
    if who != "nobody":
        people.mother[child] = people.id[rows[1]]
    numbers, child_number, old_home = people.id[rows].tolist(), int(people.id[child]), int(society.households.id[h])
    with Threads(1) as threads:
        later = resettled(society, threads, quiet(taken_in=10_000)).society
    home = household_by_person(later)
    assert {home[number] for number in numbers} == {home[child_number] if moves else old_home}


def test_orphans_join_their_eldest_grown_brother_or_sister() -> None:
    society = make_families()
    people = society.people
    homes = np.flatnonzero(society.households.n_people >= 3)
    rows = members_of(society, homes[:1])[0]
    people.birth_day[rows], people.marital[rows] = 9_225 - 8 * 365, Marital.SINGLE
    people.whereabouts[rows] = Whereabouts.HOME
    people.mother[rows], people.father[rows] = 10**6, NOBODY
    elder, eldest = society.households.first_person[homes[[40, 50]]]
    people.mother[[elder, eldest]] = 10**6
    people.birth_day[[elder, eldest]] = [-1_000, -2_000]
    numbers, host = people.id[rows].tolist(), int(people.id[eldest])
    with Threads(1) as threads:
        later = resettled(society, threads, quiet()).society
    home = household_by_person(later)
    assert {home[number] for number in numbers} == {home[host]}


@pytest.mark.parametrize(
    ("mother_is", "father_is", "host"),
    [
        (Whereabouts.HOME, Whereabouts.HOME, "mother"),
        (Whereabouts.CHINA, Whereabouts.HOME, "father"),
        (Whereabouts.ARMY, Whereabouts.CHINA, "others"),
        ("in prison", Whereabouts.HOME, "father"),
        ("in prison", "in prison", "others"),
    ],
)
def test_children_taken_in_by_others_return_to_a_parent_who_is_free_and_at_home(
    mother_is: Whereabouts | str, father_is: Whereabouts | str, host: str
) -> None:
    society = make_families()
    people = society.people
    homes = np.flatnonzero(society.households.n_people >= 4)
    with_others, of_mother, of_father = (members_of(society, homes[[k]])[0] for k in (0, 30, 60))
    child, mother, father = int(with_others[-1]), int(of_mother[0]), int(of_father[0])
    everybody = np.concatenate([with_others, of_mother, of_father])
    people.whereabouts[everybody] = Whereabouts.HOME
    people.birth_day[[mother, father]], people.birth_day[child] = -4_000, 9_225 - 8 * 365
    people.marital[child] = Marital.SINGLE
    people.mother[child], people.father[child] = people.id[mother], people.id[father]
    for row, where in ((mother, mother_is), (father, father_is)):
        if where == "in prison":
            people.occupation[row] = Occupation.PRISONER
        else:
            people.whereabouts[row] = where
    number = int(people.id[child])
    hosts = {name: int(people.id[rows[1]]) for name, rows in
             (("others", with_others), ("mother", of_mother), ("father", of_father))}  # fmt: skip
    with Threads(1) as threads:
        later = resettled(society, threads, quiet()).society
    home = household_by_person(later)
    assert home[number] == home[hosts[host]]


def test_children_of_an_only_parent_in_prison_are_taken_in() -> None:
    society = make_families()
    people = society.people
    rows = members_of(society, np.flatnonzero(society.households.n_people >= 3)[:1])[0]
    people.marital[rows], people.whereabouts[rows] = Marital.SINGLE, Whereabouts.HOME
    people.birth_day[rows], people.birth_day[rows[0]] = 9_225 - 8 * 365, -3_000
    people.mother[rows[1:]], people.father[rows[1:]] = people.id[rows[0]], NOBODY
    people.occupation[rows[0]] = Occupation.PRISONER
    numbers = people.id[rows].tolist()
    with Threads(1) as threads:
        later = resettled(society, threads, quiet()).society
    home = household_by_person(later)
    assert len({home[one] for one in numbers[1:]}) == 1 and home[numbers[0]] != home[numbers[1]]


def test_close_relatives_elsewhere_are_questioned_and_nobody_else() -> None:
    society = make_families()
    people = society.people
    rows = living_rows(society)
    people.fear[rows], people.whereabouts[rows] = 1_000, Whereabouts.HOME
    people.mother[rows], people.father[rows] = NOBODY, NOBODY
    left, mother, child, sister, soldier, friend = rows[[0, 100, 200, 300, 400, 500]].tolist()
    people.mother[[left, sister, soldier]] = people.id[mother]
    people.father[child] = people.id[left]
    people.whereabouts[soldier] = Whereabouts.ARMY
    people.whereabouts[left] = Whereabouts.CHINA
    with Threads(1) as threads:
        found = find_relatives(society, people.id[[left, mother]], people.id[[mother]], threads)
        question_relatives(society, np.array([left]), 700, threads)
    assert sorted(found.tolist()) == sorted([left, mother, child, sister, soldier])
    assert np.flatnonzero(people.fear == 1_700).tolist() == sorted([mother, child, sister])
    assert people.fear[friend] == 1_000


def test_newborn_know_both_parents() -> None:
    society = make_families()
    people = society.people
    wife = int(np.flatnonzero((people.marital == Marital.MARRIED) & (people.sex == 1))[0])
    mother, father, songbun = int(people.id[wife]), int(people.spouse[wife]), int(people.songbun[wife])
    husband = int(np.flatnonzero(people.id == father)[0])
    people.songbun[husband] = (songbun + 1) % 3
    fate = np.zeros(len(people), dtype=np.uint8)
    fate[wife] = Fate.GIVES_BIRTH
    with Threads(1) as threads:
        later = settle_month(society, fate, rules_of(DAY), 1, day_number(DAY), threads).people
    child = later[np.flatnonzero(later.id >= 2**26)[0]]
    assert (child.mother, child.father, child.spouse) == (mother, father, NOBODY)
    assert child.songbun == (songbun + 1) % 3 and child.last_birth == NEVER
    assert later.last_birth[np.flatnonzero(later.id == mother)[0]] == child.birth_day


def test_numbers_too_large_for_the_record_are_refused() -> None:
    society = make_families(1, 1)
    society.people.id[5] = 2**31
    check_numbers(society, np.array([4]), np.array([6]))
    with pytest.raises(Exception, match="grandchild"):
        check_numbers(society, np.array([4]), np.array([5]))


FORMS = """
import sys, numpy as np
if sys.argv[1] == "plain":
    from tests.plain_python import leave_out_numba, widen_fields
    leave_out_numba()
    widen_fields()
from copy import deepcopy
from datetime import date
from tests.made_families import DAY, Month, expect, make_families, quick_tables, resettled, rules_of, wives
from inminban.core.device.threads import Threads
from hashlib import sha256
from tests.made_simulation import fields_of
society = make_families(6, 1)
expect(society, wives(society)[::3], 9_181)  # 20 February 2015
lively = rules_of(DAY, marriage={"women_peak": 9_000, "taken_in": 8_000})
with Threads(1) as threads:
    for month in (1, 2, 3):
        society, _ = Month(date(2015, month, 28), tables=quick_tables()).live(society, threads)
    society = resettled(society, threads, lively).society
digest = sha256()
for name, values in fields_of(society).items():
    digest.update(name.encode() + values.astype(np.int64).tobytes())
print(digest.hexdigest(), int((society.people.mother > 2**26).sum() + (society.people.id > 2**26).sum()))
"""


def test_plain_python_and_compiled_code_make_the_same_families() -> None:
    said = []
    for form in ("plain", "compiled"):
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        done = subprocess.run(
            [sys.executable, "-c", FORMS, form], capture_output=True, text=True, env=environment, check=False
        )
        assert done.returncode == 0, done.stderr[-3_000:]
        said.append(done.stdout)
    assert said[0] == said[1] and int(said[0].split()[1]) > 5
