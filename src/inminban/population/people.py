# mypy: disable-error-code="no-any-return"
"""Origin class, schooling, party membership and occupation of each person; one place a call.

Numbers of graduates, members, students and posts in a place are given by the plan; who they are is decided by the
points of rules/assignment.py. Household members share the origin class, which in law comes from the father.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.choosing import MOST_POINTS, NOT_A_CANDIDATE, reshuffled, take_best
from inminban.core.columns import MOST_OF_BYTE, NEVER
from inminban.core.compile.rule import kernel, rule
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.kinds import N_APTITUDES, NOBODY, Education, Occupation, Sex, Songbun, Whereabouts
from inminban.core.random import STREAM_ASSIGNMENT, STREAM_POPULATION, below, draw
from inminban.population.classes import give_classes
from inminban.rules.assignment import (
    N_POSTS,
    ORDER,
    admission_points,
    aptitudes,
    marks,
    party_entry_points,
    points,
)
from inminban.rules.schooling import has_finished_primary

UNDECIDED = MOST_OF_BYTE
TERMS = 104  # purpose of the draw, used in place of the day


class Numbers(NamedTuple):
    """Parameters for schooling, party and occupation."""

    population: Any
    assignment: Any
    schooling: Any


@rule
def give_schooling(age: Any, birth_day: Any, is_graduate: Any, education: Any, p: Any, schooling: Any) -> None:
    """Set the highest level of school completed."""
    for i in range(len(age)):
        if is_graduate[i]:
            education[i] = Education.COLLEGE
        elif not has_finished_primary(age[i], p.school_first_age, schooling):
            education[i] = Education.NONE
        elif age[i] <= p.school_last_age or birth_day[i] < p.primary_only_born_before:
            education[i] = Education.PRIMARY
        else:
            education[i] = Education.SECONDARY


@rule
def give_ages_their_place(age: Any, sex: Any, whereabouts: Any, occupation: Any, p: Any) -> None:
    """Soldiers, children, pupils and pensioners; everybody else of working age is still undecided."""
    for i in range(len(age)):
        if whereabouts[i] == Whereabouts.ARMY:
            occupation[i] = Occupation.SOLDIER
        elif age[i] < p.school_first_age:
            occupation[i] = Occupation.CHILD
        elif age[i] <= p.school_last_age:
            occupation[i] = Occupation.PUPIL
        elif age[i] >= p.pension_age[sex[i]]:
            occupation[i] = Occupation.PENSIONER
        else:
            occupation[i] = UNDECIDED


@rule
def give_posts(
    quota: Any,
    sex: Any,
    songbun: Any,
    is_party: Any,
    education: Any,
    gifts: Any,
    luck: Any,
    occupation: Any,
    is_worker: Any,
    rules: Any,
) -> None:
    """Fill the posts of a place in the order of rank with the candidates who have most points."""
    n = len(sex)
    score = np.empty(n, np.int32)
    chosen = np.zeros(n, np.uint8)
    for rank in range(N_POSTS):
        post = ORDER[rank]
        if quota[post] == 0:
            continue
        for i in range(n):
            score[i] = NOT_A_CANDIDATE
            if is_worker[i]:
                score[i] = points(
                    post,
                    sex[i],
                    songbun[i],
                    is_party[i],
                    education[i],
                    gift_tuple(gifts, i),
                    reshuffled(luck[i, 3], post),
                    rules,
                )
        take_best(score, quota[post], chosen)
        for i in range(n):
            if chosen[i]:
                occupation[i] = post
                is_worker[i] = 0


@rule
def gift_tuple(gifts: Any, i: int) -> Any:
    """The eight aptitudes of a row."""
    return (
        np.int64(gifts[i, 0]),
        np.int64(gifts[i, 1]),
        np.int64(gifts[i, 2]),
        np.int64(gifts[i, 3]),
        np.int64(gifts[i, 4]),
        np.int64(gifts[i, 5]),
        np.int64(gifts[i, 6]),
        np.int64(gifts[i, 7]),
    )


@rule
def lottery(luck: Any, column: int, use: int, is_candidate: Any, score: Any) -> None:
    """Random scores for all candidates."""
    for i in range(len(score)):
        score[i] = below(reshuffled(luck[i, column], use), MOST_POINTS + 1) if is_candidate[i] else NOT_A_CANDIDATE


@rule
def give_work(
    place: int, plan: Any, age: Any, sex: Any, luck: Any, study: Any, occupation: Any, is_worker: Any, p: Any
) -> None:
    """Choose students by points, then by lot those who have a post, trade or keep house, and the old who work on."""
    n = len(age)
    score, chosen, candidate = np.empty(n, np.int32), np.zeros(n, np.uint8), np.zeros(n, np.uint8)
    for kind in range(2):
        for i in range(n):
            is_young = occupation[i] == UNDECIDED and sex[i] == kind and study[i] >= 0
            score[i] = study[i] if is_young else NOT_A_CANDIDATE
        take_best(score, plan.students[place, kind], chosen)
        for i in range(n):
            if chosen[i]:
                occupation[i] = Occupation.STUDENT
        for i in range(n):
            candidate[i] = occupation[i] == UNDECIDED and sex[i] == kind
        lottery(luck, 2, 1, candidate, score)
        take_best(score, plan.workers[place, kind], chosen)
        for i in range(n):
            if chosen[i]:
                is_worker[i] = 1
        for i in range(n):
            candidate[i] = occupation[i] == Occupation.PENSIONER and sex[i] == kind and age[i] >= p.old_age
        lottery(luck, 2, 2, candidate, score)
        take_best(score, plan.old_workers[place, kind], chosen)
        for i in range(n):
            if chosen[i]:
                is_worker[i] = 1
    for i in range(n):
        candidate[i] = occupation[i] == UNDECIDED and is_worker[i] == 0 and sex[i] == Sex.FEMALE
    lottery(luck, 2, 3, candidate, score)
    take_best(score, plan.women_traders[place], chosen)
    for i in range(n):
        if occupation[i] == UNDECIDED and is_worker[i] == 0:
            is_trader = chosen[i] or sex[i] == Sex.MALE
            occupation[i] = Occupation.TRADER if is_trader else Occupation.HOUSEWIFE


@rule
def draw_gifts(seed: int, base: int, gifts: Any, luck: Any, rules: Any) -> None:
    """Aptitudes of everybody in a place, and the random draw for assignment."""
    for i in range(len(gifts)):
        words = draw(seed, base + i, 0, STREAM_ASSIGNMENT)
        luck[i, 0], luck[i, 1], luck[i, 2], luck[i, 3] = words[0], words[1], words[2], words[3]
        own = aptitudes(seed, base + i, rules)
        for which in range(N_APTITUDES):
            gifts[i, which] = own[which]


@rule
def make_place(place: int, rows: Any, first_person: Any, seed: int, plan: Any, numbers: Numbers, people: Any) -> None:
    """Set everything that is decided place by place, for one place."""
    p, rules = numbers.population, numbers.assignment
    base, n = rows[0], rows[1] - rows[0]
    age, sex = people.age[base : base + n], people.sex[base : base + n]
    songbun, education = people.songbun[base : base + n], people.education[base : base + n]
    is_party, occupation = people.is_party_member[base : base + n], people.occupation[base : base + n]
    whereabouts = people.whereabouts[base : base + n]
    gifts, luck = np.zeros((n, N_APTITUDES), np.uint8), np.zeros((n, 4), np.int64)
    score, study = np.empty(n, np.int32), np.empty(n, np.int32)
    chosen, is_worker = np.zeros(n, np.uint8), np.zeros(n, np.uint8)
    draw_gifts(seed, base, gifts, luck, rules)
    give_classes(plan.songbun[place], first_person, songbun, seed)
    for i in range(n):
        own = gift_tuple(gifts, i)
        study[i] = admission_points(sex[i], songbun[i], marks(own, reshuffled(luck[i, 0], 1), rules), luck[i, 0], rules)
        is_away = whereabouts[i] != Whereabouts.HOME
        score[i] = study[i] if age[i] >= p.college_first_age and not is_away else NOT_A_CANDIDATE
        if is_away or not p.school_last_age < age[i] <= p.student_last_age:
            study[i] = NOT_A_CANDIDATE
    take_best(score, plan.college[place], chosen)
    give_schooling(age, people.birth_day[base : base + n], chosen, education, p, numbers.schooling)
    for i in range(n):
        score[i] = party_entry_points(sex[i], songbun[i], education[i], luck[i, 1], rules)
        if age[i] < p.party_first_age or whereabouts[i] != Whereabouts.HOME:
            score[i] = NOT_A_CANDIDATE
    take_best(score, plan.party[place], is_party)
    give_ages_their_place(age, sex, whereabouts, occupation, p)
    give_work(place, plan, age, sex, luck, study, occupation, is_worker, p)
    give_posts(plan.posts[place], sex, songbun, is_party, education, gifts, luck, occupation, is_worker, rules)
    for i in range(n):
        is_candidate = age[i] >= p.informant_first_age and whereabouts[i] == Whereabouts.HOME
        score[i] = below(reshuffled(luck[i, 1], 4), MOST_POINTS + 1) if is_candidate else NOT_A_CANDIDATE
    take_best(score, plan.informants[place], people.is_informant[base : base + n])


@kernel
def open_records(first: int, last: int, people: Any, made: Any) -> None:
    """Number, birth, sex and relatives of people `first` to `last` - 1; nobody has a workplace yet.

    Numbers are those of rows, so that the number of a relative follows from the distance of rows.
    """
    for i in range(first, last):
        person = people[i]
        person.id = i
        person.workplace = NOBODY
        person.birth_day = made.birth_day[i]
        person.sex = made.sex[i]
        person.marital = made.marital[i]
        person.n_births = made.n_births[i]
        person.spouse = number_at(i, np.int64(made.spouse[i]))
        person.mother = number_at(i, np.int64(made.mother[i]))
        person.father = number_at(i, np.int64(made.father[i]))
        person.last_birth = NEVER


@rule
def number_at(row: int, distance: int) -> int:
    """Number of the person so many rows away; -1 for a distance of 0, which stands for nobody."""
    return row + distance if distance != 0 else NOBODY


@kernel
def note_last_births(first: int, last: int, people: Any, first_person: Any) -> None:
    """Day on which each woman of households `first` to `last` - 1 bore the youngest of her children there."""
    for h in range(first, last):
        for i in range(first_person[h], first_person[h + 1]):
            mother = people[i].mother
            if mother != NOBODY:
                people[mother].last_birth = max(people[mother].last_birth, people[i].birth_day)


@kernel
def make_people(
    first: int,
    last: int,
    first_row: Any,
    first_household: Any,
    first_person: Any,
    seed: int,
    plan: Any,
    numbers: Numbers,
    people: Any,
) -> None:
    """Make the people of places `first` to `last`; `first_row` and `first_household` have one row more than places."""
    for place in range(first, last):
        if first_row[place + 1] > first_row[place]:
            rows = (first_row[place], first_row[place + 1])
            homes = first_person[first_household[place] : first_household[place + 1] + 1]
            make_place(place, rows, homes, seed, plan, numbers, people)


@kernel
def give_terms(first: int, last: int, people: Any, seed: int, study_years: int) -> None:
    """Remaining months of study of students on the first day; each year of study is equally likely."""
    for i in range(first, last):
        if people.occupation[i] == Occupation.STUDENT:
            word = draw(seed, people.id[i], TERMS, STREAM_POPULATION)[0]
            people.term[i] = MONTHS_OF_YEAR * (1 + below(word, study_years))


if int(Songbun.CORE) != 0:
    raise RuntimeError("classes are counted from the core class")
