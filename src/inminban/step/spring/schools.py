"""Spring, first part: starting and leaving school, coming home from the army, finishing study, admission to college.

Also counts what later steps share out over the counties, and marks everybody who then needs a post.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.choosing import MOST_POINTS, NOT_A_CANDIDATE, take_best
from inminban.core.columns import Array, Records, Society
from inminban.core.compile.rule import inlined, kernel, lean_kernel
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.draws import Draw
from inminban.core.kinds import Aptitude, Education, LifeEvent, Marital, Occupation, Settlement, Sex, Whereabouts
from inminban.core.layout import homes_of_county, rows_of
from inminban.core.random import is_lucky
from inminban.rules import army, assignment, pension, schooling
from inminban.rules.work import has_post
from inminban.step.spring.call_up_families import is_distrusted, stays_with_parents
from inminban.step.spring.columns import (
    DISCHARGED,
    DUE,
    FIRST_FIT,
    GRADUATE,
    LEAVER,
    PEOPLE,
    PLACED,
    SOLDIERS,
    STAYS,
    UNPLACED,
    Counted,
    Spring,
    county_homes,
    draw_for,
    place_for,
)

MUSIC = int(Aptitude.MUSIC)


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
    """Months a soldier has still to serve from this spring on, adjusted to this year's length of service."""
    now = army.service_of(int(soldier.sex), year.army)
    before = army.service_of(int(soldier.sex), year.army_before)
    return army.term_after_year(int(soldier.term), now, before)


@inlined
def serve_on(i: int, person: Any, home: Any, chance: int, luck: int, spring: Spring) -> None:
    """A soldier is discharged if the time is over and the army permits it, else serves on."""
    person.term = term_left(person, spring.year)
    if person.term == 0 and is_lucky(luck, chance):
        person.whereabouts = Whereabouts.HOME
        home.n_away -= 1
        spring.marks.what[i] = DISCHARGED
        spring.marks.first[i] = LifeEvent.DISCHARGE


@inlined
def start_school(i: int, person: Any, home: Any, c: int, luck: int, spring: Spring) -> None:
    """A child becomes a pupil; a gifted one in a better-off urban household may begin stage training."""
    s = spring.year.starting
    person.occupation = Occupation.PUPIL
    person.workplace = place_for(spring, c, int(home.unit), Occupation.PUPIL)
    spring.marks.first[i] = LifeEvent.SCHOOL
    if home.settlement == Settlement.URBAN and home.wealth_fifth >= s.trainee_fifth and is_lucky(luck, s.trainees):
        person.is_trainee = (
            assignment.aptitude(spring.seed, int(person.id), MUSIC, spring.year.assignment) >= s.trainee_gift
        )


@inlined
def go_through_school(i: int, person: Any, age: int, spring: Spring) -> None:
    """A pupil finishes primary school, or leaves school altogether."""
    p, marks = spring.year.population, spring.marks
    if schooling.leaves_school(age, p.school_last_age):
        person.education = Education.SECONDARY
        marks.what[i] = LEAVER
        marks.first[i] = LifeEvent.GRADUATION
    elif person.education == Education.NONE and schooling.has_finished_primary(
        age, p.school_first_age, spring.year.schooling
    ):
        person.education = Education.PRIMARY


@inlined
def go_through_college(i: int, person: Any, luck: int, spring: Spring) -> None:
    """A student has a year less to study, or finishes, with or without a degree."""
    person.term = schooling.study_left(int(person.term))
    if person.term == 0:
        spring.marks.what[i] = GRADUATE
        spring.marks.first[i] = LifeEvent.GRADUATION
        if schooling.gets_degree(luck, spring.year.schooling):
            person.education = Education.COLLEGE


@inlined
def pass_spring(i: int, person: Any, home: Any, c: int, chance: int, spring: Spring) -> None:
    """Changes of one person in school, college or army this spring, before new places are assigned."""
    kind = int(person.occupation)
    if person.whereabouts == Whereabouts.ARMY:
        serve_on(i, person, home, chance, draw_for(spring, person, Draw.DISCHARGED), spring)
    elif person.whereabouts != Whereabouts.HOME or kind == Occupation.PRISONER:
        return
    elif kind == Occupation.CHILD:
        if schooling.starts_school(age_in_years(spring.day, person.birth_day), spring.year.population.school_first_age):
            start_school(i, person, home, c, draw_for(spring, person, Draw.TRAINEE), spring)
    elif kind == Occupation.PUPIL:
        go_through_school(i, person, age_in_years(spring.day, person.birth_day), spring)
    elif kind == Occupation.STUDENT:
        go_through_college(i, person, draw_for(spring, person, Draw.DEGREE), spring)
    elif kind in (Occupation.SOLDIER, Occupation.ABROAD):
        spring.marks.what[i] = UNPLACED


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
def leave_places(first: int, last: int, spring: Spring, chance: int, counts: Array) -> None:
    """In counties `first` to `last` - 1, people finish school, college and service, and children start school.

    `chance` (bp): that a soldier whose time is over comes home.
    """
    society, marks = spring.society, spring.marks
    for c in range(first, last):
        n = counts[c]
        for h in homes_of_county(society, c):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                pass_spring(i, person, home, c, chance, spring)
                if marks.what[i] == DISCHARGED:
                    n[Counted.DISCHARGED] += 1
                if person.whereabouts == Whereabouts.HOME and person.occupation != Occupation.PRISONER:
                    count_person(person, int(marks.what[i]), age_in_years(spring.day, person.birth_day), spring.year, n)


@inlined
def study_points(person: Any, what: int, fifth: int, spring: Spring) -> int:
    """Points of an applicant for college; NOT_A_CANDIDATE for everybody else."""
    year, age = spring.year, age_in_years(spring.day, person.birth_day)
    if what not in (LEAVER, DISCHARGED) or not schooling.may_enter(age, what == DISCHARGED, year.schooling):
        return NOT_A_CANDIDATE
    luck, luck_at_school = draw_for(spring, person, Draw.ADMISSION), draw_for(spring, person, Draw.SCHOOL_MARKS)
    gifts = assignment.aptitudes(spring.seed, int(person.id), year.assignment)
    own = assignment.marks(gifts, luck_at_school, year.assignment)
    points = assignment.admission_points(int(person.sex), int(person.songbun), own, luck, year.assignment)
    return min(max(points + schooling.points_for_means(fifth, year.schooling), 0), MOST_POINTS)


@inlined
def is_young_enough(age: int, year: Any) -> bool:
    """Whether a woman is young enough to be called back to a post."""
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
def line_of_call(person: Any, what: int, family: int, spring: Spring) -> int:
    """0: a school leaver fit for the army; 1: one of earlier years; -1: not called up.

    `family`: what the family is to the army, a mark of `call_up_families`.
    """
    year, age, kind = spring.year, age_in_years(spring.day, person.birth_day), int(person.occupation)
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
    luck = draw_for(spring, person, Draw.FIT)
    is_fit = army.is_fit(int(person.health), int(person.songbun), is_distrusted(family), luck, year.army)
    if not is_fit or stays_with_parents(family):
        return -1
    return 0 if what == LEAVER else 1


@inlined
def enter_college(i: int, person: Any, home: Any, c: int, spring: Spring) -> None:
    """Admit somebody to college."""
    person.occupation = Occupation.STUDENT
    person.term = spring.year.schooling.study_years * MONTHS_OF_YEAR
    person.workplace = place_for(spring, c, int(home.unit), Occupation.STUDENT)
    spring.marks.what[i] = PLACED
    spring.marks.second[i] = LifeEvent.STUDY


@inlined
def count_candidate(person: Any, what: int, family: int, spring: Spring, n: Any) -> None:
    """Count a woman for the share of women at work, and who could be called up."""
    if person.sex == Sex.FEMALE:
        count_women(person, what, age_in_years(spring.day, person.birth_day), spring.year, n)
    line = line_of_call(person, what, family, spring)
    if line >= 0:
        n[FIRST_FIT + 2 * line + person.sex] += 1


@kernel
def admit(first: int, last: int, spring: Spring, wanted: Array, counts: Array) -> None:
    """Fill the places at college of counties `first` to `last` - 1; count who could be called up, and women at work.

    `wanted`: new students by county.
    """
    society, marks = spring.society, spring.marks
    for c in range(first, last):
        homes = county_homes(society, c)
        if homes.first == homes.last:
            continue
        base = homes.first_row
        score = np.full(homes.end_row - base, NOT_A_CANDIDATE, np.int32)
        chosen = np.zeros(homes.end_row - base, np.uint8)
        for h in range(homes.first, homes.last):
            home = society.households[h]
            for i in rows_of(home):
                what = int(marks.what[i])
                if what != STAYS:
                    score[i - base] = study_points(society.people[i], what, int(home.wealth_fifth), spring)
        take_best(score, wanted[c], chosen)
        for h in range(homes.first, homes.last):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                if chosen[i - base]:
                    enter_college(i, person, home, c, spring)
                if person.whereabouts == Whereabouts.HOME and person.occupation != Occupation.PRISONER:
                    count_candidate(person, int(marks.what[i]), int(marks.family[i]), spring, counts[c])
