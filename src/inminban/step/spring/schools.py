"""Spring, first part: starting and leaving school, coming home from the army, finishing study, admission to college.

Also counts what later steps share out over the counties, and marks everybody who needs a post afterwards.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.choosing import MOST_POINTS, NOT_A_CANDIDATE, take_best
from inminban.core.columns import Array, Records, Society
from inminban.core.compile.rule import inlined, kernel, lean_kernel
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.kinds import Aptitude, Education, LifeEvent, Marital, Occupation, Settlement, Sex, Whereabouts
from inminban.core.layout import first_home_of, homes_of_county, last_home_of, rows_of
from inminban.core.random import is_lucky
from inminban.rules import army, assignment, pension, schooling
from inminban.rules.work import has_post
from inminban.step.spring.columns import (
    DISCHARGED,
    DUE,
    FIRST_FIT,
    GRADUATE,
    JOINING,
    LEAVER,
    LEAVING,
    PEOPLE,
    PLACED,
    SOLDIERS,
    STAYS,
    UNPLACED,
    Counted,
    Marks,
    Places,
    place_for,
    words_of,
)

MUSIC = int(Aptitude.MUSIC)
URBAN, NOBODY = int(Settlement.URBAN), -1


@lean_kernel
def survey(first: int, last: int, society: Society, year: Records, counts: Array) -> None:
    """Count people and soldiers of counties `first` to `last` - 1, and soldiers whose time is over by now."""
    for c in range(first, last):
        for h in homes_of_county(society, c):
            home = society.households[h]
            counts[c, PEOPLE] += home.n_people
            if home.n_away == 0:
                continue
            for i in rows_of(home):
                if society.people[i].whereabouts == Whereabouts.ARMY:
                    counts[c, SOLDIERS] += 1
                    if term_left(society.people[i], year) == 0:
                        counts[c, DUE] += 1


@inlined
def term_left(soldier: Any, year: Any) -> int:
    """Months a soldier has still to serve from this spring on, with this year's service in place of last year's."""
    now = army.service_of(int(soldier.sex), year.army)
    before = army.service_of(int(soldier.sex), year.army_before)
    return army.term_after_year(int(soldier.term), now, before)


@inlined
def serve_on(i: int, person: Any, home: Any, year: Any, chance: int, luck: int, marks: Any) -> None:
    """A soldier comes home if the time is over and the army lets go, else serves on."""
    person.term = term_left(person, year)
    if person.term == 0 and is_lucky(luck, chance):
        person.whereabouts = Whereabouts.HOME
        home.n_away -= 1
        marks.what[i] = DISCHARGED
        marks.first[i] = LifeEvent.DISCHARGE


@inlined
def start_school(i: int, person: Any, home: Any, c: int, places: Any, society: Any, year: Any, words: Any, seed: int,
                 marks: Any) -> None:  # fmt: skip
    """A child becomes a pupil; in a better-off house of a town a gifted one may begin to train for the stage."""
    s = year.starting
    person.occupation = Occupation.PUPIL
    person.workplace = place_for(places, society, c, int(home.unit), Occupation.PUPIL)
    marks.first[i] = LifeEvent.SCHOOL
    if home.settlement == URBAN and home.wealth_fifth >= s.trainee_fifth and is_lucky(words[1], s.trainees):
        person.is_trainee = assignment.aptitude(seed, int(person.id), MUSIC, year.assignment) >= s.trainee_gift


@inlined
def go_through_school(i: int, person: Any, age: int, year: Any, marks: Any) -> None:
    """A pupil finishes primary school, or leaves school altogether."""
    p = year.population
    if schooling.leaves_school(age, p.school_last_age):
        person.education = Education.SECONDARY
        marks.what[i] = LEAVER
        marks.first[i] = LifeEvent.GRADUATION
    elif person.education == Education.NONE and schooling.has_finished_primary(age, p.school_first_age, year.schooling):
        person.education = Education.PRIMARY


@inlined
def go_through_college(i: int, person: Any, luck: int, year: Any, marks: Any) -> None:
    """A student has a year less before them, or finishes, with or without a degree."""
    person.term = schooling.study_left(int(person.term))
    if person.term == 0:
        marks.what[i] = GRADUATE
        marks.first[i] = LifeEvent.GRADUATION
        if schooling.gets_degree(luck, year.schooling):
            person.education = Education.COLLEGE


@inlined
def pass_spring(i: int, person: Any, home: Any, c: int, places: Any, society: Any, year: Any, chance: int, seed: int,
                day: int, marks: Any) -> None:  # fmt: skip
    """What school, college and army do with one person this spring, before new places are given."""
    kind = int(person.occupation)
    if person.whereabouts == Whereabouts.ARMY:
        serve_on(i, person, home, year, chance, words_of(seed, person, day, LEAVING)[0], marks)
    elif person.whereabouts != Whereabouts.HOME or kind == Occupation.PRISONER:
        return
    elif kind == Occupation.CHILD:
        if schooling.starts_school(age_in_years(day, person.birth_day), year.population.school_first_age):
            words = words_of(seed, person, day, LEAVING)
            start_school(i, person, home, c, places, society, year, words, seed, marks)
    elif kind == Occupation.PUPIL:
        go_through_school(i, person, age_in_years(day, person.birth_day), year, marks)
    elif kind == Occupation.STUDENT:
        go_through_college(i, person, words_of(seed, person, day, LEAVING)[0], year, marks)
    elif kind in (Occupation.SOLDIER, Occupation.ABROAD):
        marks.what[i] = UNPLACED


@inlined
def count_person(person: Any, what: int, age: int, year: Any, n: Any) -> None:
    """Count somebody at home for the shares of students, the old, the party and informants."""
    p = year.population
    kind = int(person.occupation)
    if p.school_last_age < age <= p.student_last_age:
        n[Counted.YOUTH] += 1
    if kind == Occupation.STUDENT and what == STAYS:
        n[Counted.STUDENTS] += 1
    if age >= p.old_age:
        n[Counted.OLD] += 1
        if has_post(kind) and pension.may_work_on(age, int(person.health), year.pension):
            n[Counted.OLD_AT_WORK] += 1
    if age >= p.party_first_age:
        n[Counted.ADULTS] += 1
        n[Counted.MEMBERS] += person.is_party_member
    if age >= p.informant_first_age:
        n[Counted.GROWN] += 1
        n[Counted.INFORMANTS] += person.is_informant


@lean_kernel
def leave_places(
    first: int, last: int, society: Society, places: Places, year: Records, chance: int, seed: int, day: int,
    marks: Marks, counts: Array,
) -> None:  # fmt: skip
    """School, college and army of counties `first` to `last` - 1 let go of those who are through, and take in pupils.

    `chance` (bp): that a soldier whose time is over comes home.
    """
    for c in range(first, last):
        n = counts[c]
        for h in homes_of_county(society, c):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                pass_spring(i, person, home, c, places, society, year, chance, seed, day, marks)
                if marks.what[i] == DISCHARGED:
                    n[Counted.DISCHARGED] += 1
                if person.whereabouts == Whereabouts.HOME and person.occupation != Occupation.PRISONER:
                    count_person(person, int(marks.what[i]), age_in_years(day, person.birth_day), year, n)


@inlined
def study_points(person: Any, what: int, fifth: int, age: int, year: Any, seed: int, day: int) -> int:
    """Points of one who applies for a place at college; NOT_A_CANDIDATE for everybody else."""
    if what not in (LEAVER, DISCHARGED) or not schooling.may_enter(age, what == DISCHARGED, year.schooling):
        return NOT_A_CANDIDATE
    words, more = words_of(seed, person, day, LEAVING), words_of(seed, person, day, JOINING)
    own = assignment.marks(assignment.aptitudes(seed, int(person.id), year.assignment), more[1], year.assignment)
    points = assignment.admission_points(int(person.sex), int(person.songbun), own, words[1], year.assignment)
    return min(max(points + schooling.points_for_means(fifth, year.schooling), 0), MOST_POINTS)


@inlined
def is_young_enough(age: int, year: Any) -> bool:
    """Whether a woman is so far from her pension that she is called back to a post."""
    return age < year.population.pension_age[Sex.FEMALE] - year.assignment.last_years_of_post


@inlined
def count_women(person: Any, what: int, age: int, year: Any, n: Any) -> None:
    """Count a woman of working age for the share of women at work."""
    p = year.population
    if not p.school_last_age < age < p.pension_age[Sex.FEMALE] or (
        person.occupation == Occupation.STUDENT and what == PLACED
    ):
        return
    kind = int(person.occupation)
    if kind == Occupation.STUDENT and what == STAYS:
        return
    n[Counted.WOMEN] += 1
    if what not in (STAYS, PLACED) or has_post(kind):
        n[Counted.WOMEN_AT_WORK] += 1
    if what == STAYS and has_post(kind):
        n[Counted.HOME_WEIGHT] += assignment.weight_to_stay_home(
            age, person.marital == Marital.MARRIED, year.assignment
        )
    if kind == Occupation.HOUSEWIFE and is_young_enough(age, year):
        n[Counted.HOUSEWIVES] += 1


@inlined
def line_of_call(person: Any, what: int, age: int, year: Any, seed: int, day: int) -> int:
    """0: a school leaver found fit for the army; 1: one of the years before; -1: nobody to be called."""
    kind = int(person.occupation)
    if (
        person.whereabouts != Whereabouts.HOME
        or age > year.army.oldest_called
        or age <= year.population.school_last_age
    ):
        return -1
    if what == STAYS and (not has_post(kind) or person.education == Education.COLLEGE):
        return -1
    if what not in (STAYS, LEAVER) or kind == Occupation.PRISONER:
        return -1
    luck = words_of(seed, person, day, LEAVING)[2]
    if not army.is_fit(int(person.health), int(person.songbun), luck, year.army):
        return -1
    return 0 if what == LEAVER else 1


@inlined
def enter_college(i: int, person: Any, home: Any, c: int, places: Any, society: Any, year: Any, marks: Any) -> None:
    """Admit somebody to college."""
    person.occupation = Occupation.STUDENT
    person.term = year.schooling.study_years * MONTHS_OF_YEAR
    person.workplace = place_for(places, society, c, int(home.unit), Occupation.STUDENT)
    marks.what[i] = PLACED
    marks.second[i] = LifeEvent.STUDY


@kernel
def admit(
    first: int, last: int, society: Society, places: Places, year: Records, wanted: Array, seed: int, day: int,
    marks: Marks, counts: Array,
) -> None:  # fmt: skip
    """Fill the places at college of counties `first` to `last` - 1; count who could be called up, and women at work.

    `wanted`: new students by county.
    """
    for c in range(first, last):
        first_home, last_home = first_home_of(society, c), last_home_of(society, c)
        if first_home == last_home:
            continue
        base = society.households[first_home].first_person
        end = society.households[last_home - 1].first_person + society.households[last_home - 1].n_people
        score = np.full(end - base, NOT_A_CANDIDATE, np.int32)
        chosen = np.zeros(end - base, np.uint8)
        for h in range(first_home, last_home):
            home = society.households[h]
            for i in rows_of(home):
                what = int(marks.what[i])
                if what != STAYS:
                    person = society.people[i]
                    fifth, age = int(home.wealth_fifth), age_in_years(day, person.birth_day)
                    score[i - base] = study_points(person, what, fifth, age, year, seed, day)
        take_best(score, wanted[c], chosen)
        n = counts[c]
        for h in range(first_home, last_home):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                if chosen[i - base]:
                    enter_college(i, person, home, c, places, society, year, marks)
                if person.whereabouts != Whereabouts.HOME or person.occupation == Occupation.PRISONER:
                    continue
                age = age_in_years(day, person.birth_day)
                if person.sex == Sex.FEMALE:
                    count_women(person, int(marks.what[i]), age, year, n)
                line = line_of_call(person, int(marks.what[i]), age, year, seed, day)
                if line >= 0:
                    n[FIRST_FIT + 2 * line + person.sex] += 1
