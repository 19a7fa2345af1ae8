"""Spring, second part: the call-up, pensions, women who leave or take up a post, and posts for everybody who needs one.

A county's posts keep the shares among occupations that they had on the first day. As many are filled as there are
candidates, first the occupations with the largest shortage; candidates compete by the points of rules/assignment.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import age_in_years, clip
from inminban.core.choosing import MOST_POINTS, NOT_A_CANDIDATE, SHARE_PLACES, reshuffled, take_best
from inminban.core.columns import Array
from inminban.core.compile.rule import inlined, kernel, rule
from inminban.core.draws import Draw
from inminban.core.kinds import N_OCCUPATIONS, NOBODY, Aptitude, LifeEvent, Marital, Occupation, Sex, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.random import bell, is_lucky, is_lucky_per_million
from inminban.rules import army, assignment, livelihoods, pension
from inminban.rules.assignment import N_POSTS, ORDER
from inminban.rules.work import has_post
from inminban.step.spring.call_up_families import n_brothers_of
from inminban.step.spring.columns import (
    DISCHARGED,
    FROM_HOME,
    PLACED,
    STAYS,
    Homes,
    Spring,
    county_homes,
    draw_for,
    place_for,
    send_to_place,
)
from inminban.step.spring.schools import is_young_enough, line_of_call

MUSIC = int(Aptitude.MUSIC)
TRAINED = MOST_POINTS // 2  # points that put people trained for the stage before all others


class Shares(NamedTuple):
    """Numbers shared out over the counties, and chances that are the same everywhere."""

    calls: Array  # counties x line (school leavers, older) x sex
    party: Array  # new members by county
    posts: Array  # counties x occupations, of a county's posts, 20 binary places
    works_on: int  # [bp] chance of those past sixty at a post
    goes_home: int  # [per million] chance of a married woman at a post, for each point of weight
    takes_post: int  # [per million] chance of a housewife
    informs: int  # [per million] chance that somebody grown becomes an informant


@inlined
def call_score(person: Any, what: int, family: int, line: int, sex: int, spring: Spring) -> int:
    """Points at the call-up of one line and sex; NOT_A_CANDIDATE for everybody else."""
    if person.sex != sex or line_of_call(person, what, family, spring) != line:
        return NOT_A_CANDIDATE
    luck = draw_for(spring, person, Draw.CONSCRIPTION)
    return army.call_points(int(person.health), int(person.songbun), n_brothers_of(family), luck, spring.year.army)


@inlined
def call_up(i: int, person: Any, home: Any, spring: Spring) -> None:
    """Send a conscript to the army."""
    person.whereabouts = Whereabouts.ARMY
    home.n_away += 1
    person.occupation = Occupation.SOLDIER
    person.term = army.service_of(int(person.sex), spring.year.army)
    person.workplace = NOBODY
    person.is_trainee = 0
    person.is_unit_head = 0
    person.has_left_post = 0
    spring.marks.what[i] = PLACED
    spring.marks.second[i] = LifeEvent.CONSCRIPTION


@inlined
def grow_old(i: int, person: Any, age: int, works_on: int, spring: Spring) -> None:
    """Retire a person of pension age, unless they can work on and do."""
    marks = spring.marks
    kind = int(person.occupation)
    is_working = has_post(kind)
    can_stay = (
        is_working
        and age >= spring.year.population.old_age
        and pension.may_work_on(age, int(person.health), spring.year.pension)
    )
    if can_stay and is_lucky(draw_for(spring, person, Draw.WORKS_ON), works_on):
        return
    if kind != Occupation.PENSIONER and marks.what[i] != PLACED:
        person.occupation = Occupation.PENSIONER
        person.has_left_post = 0
        if is_working or marks.what[i] != STAYS:
            marks.second[i] = LifeEvent.PENSION
        marks.what[i] = PLACED


@inlined
def keep_house(i: int, person: Any, age: int, shares: Shares, spring: Spring) -> None:
    """Some married women leave their posts, some housewives take one; of the others some live by trade."""
    year, marks = spring.year, spring.marks
    kind = int(person.occupation)
    if has_post(kind):
        weight = assignment.weight_to_stay_home(age, person.marital == Marital.MARRIED, year.assignment)
        luck = draw_for(spring, person, Draw.GOES_HOME_TO_KEEP_HOUSE)
        if is_lucky_per_million(luck, min(weight * shares.goes_home, 1_000_000)):
            person.occupation = Occupation.HOUSEWIFE
            person.has_left_post = 0
            marks.second[i] = LifeEvent.ASSIGNMENT
    elif kind == Occupation.HOUSEWIFE and is_young_enough(age, year):
        takes_post = is_lucky_per_million(draw_for(spring, person, Draw.TAKES_POST), shares.takes_post)
        marks.what[i] = FROM_HOME if takes_post else STAYS
    kind = int(person.occupation)
    if kind in (Occupation.HOUSEWIFE, Occupation.TRADER) and marks.what[i] == STAYS:
        trades = livelihoods.lives_by_trade(int(person.livelihood))
        person.occupation = Occupation.TRADER if trades else Occupation.HOUSEWIFE


@inlined
def looks_elsewhere(person: Any, spring: Spring) -> bool:
    """Whether somebody who holds a post competes for another one; aptitudes are drawn only where that is allowed."""
    year = spring.year
    if year.assignment.seeks_other == 0:
        return False
    gifts = assignment.aptitudes(spring.seed, int(person.id), spring.year.assignment)
    lost = assignment.talent_loss(int(person.occupation), gifts, year.assignment)
    return assignment.seeks_other_post(lost, draw_for(spring, person, Draw.OTHER_POST), year.assignment)


@inlined
def settle_person(i: int, person: Any, shares: Shares, spring: Spring) -> bool:
    """Pension and household of one person at home; returns whether they need a post now."""
    year, marks = spring.year, spring.marks
    p, kind = year.population, int(person.occupation)
    if marks.what[i] == STAYS and kind in (
        Occupation.CHILD,
        Occupation.PUPIL,
        Occupation.STUDENT,
        Occupation.PENSIONER,
    ):
        return False
    age = age_in_years(spring.day, person.birth_day)
    is_young_man = person.sex != Sex.FEMALE and not pension.has_reached(age, p.pension_age[person.sex])
    if marks.what[i] == STAYS and is_young_man and year.assignment.seeks_other == 0:
        return False
    if pension.has_reached(age, p.pension_age[person.sex]):
        grow_old(i, person, age, shares.works_on, spring)
        return False
    what = int(marks.what[i])
    if what == STAYS and person.sex == Sex.FEMALE:
        keep_house(i, person, age, shares, spring)
        what = int(marks.what[i])
    if what == STAYS and has_post(int(person.occupation)) and looks_elsewhere(person, spring):
        return True
    if what in (STAYS, PLACED):
        return False
    if person.sex != Sex.FEMALE and is_lucky(draw_for(spring, person, Draw.MAN_WITHOUT_POST), p.men_without_post):
        person.occupation = Occupation.TRADER
        marks.what[i] = PLACED
        return False
    return True


@rule
def vacancies(share: Any, held: Any, n_new: int, n_for_stage: int, vacant: Any) -> None:
    """Divide `n_new` posts among occupations: each goes to the occupation with the largest shortage.

    `share`: of a county's posts, 20 binary places. Artists are at most `n_for_stage`.
    """
    total = n_new
    for post in range(N_OCCUPATIONS):
        total += held[post]
    missing = np.zeros(N_OCCUPATIONS, np.int64)
    for post in range(N_OCCUPATIONS):
        missing[post] = total * share[post] - (held[post] << SHARE_PLACES)
        vacant[post] = 0
    for _ in range(n_new):
        best = NOBODY
        for rank in range(N_POSTS):
            post = ORDER[rank]
            if post == Occupation.ARTIST and vacant[post] >= n_for_stage:
                continue
            if best == NOBODY or missing[post] > missing[best]:
                best = post
        vacant[best] += 1
        missing[best] -= 1 << SHARE_PLACES


@inlined
def post_points(person: Any, post: int, gifts: Any, spring: Spring) -> int:
    """Points of a candidate for a post; for artists only those a troupe would take, the trained before others."""
    year = spring.year
    points = assignment.points(
        post, int(person.sex), int(person.songbun), int(person.is_party_member), int(person.education), gifts,
        reshuffled(draw_for(spring, person, Draw.POST), post), year.assignment,
    )  # fmt: skip
    if post != Occupation.ARTIST:
        return points
    luck = draw_for(spring, person, Draw.STAGE)
    if not assignment.is_chosen_artist(gifts[MUSIC], int(person.songbun), luck, year.assignment):
        return NOT_A_CANDIDATE
    return points // 2 + (TRAINED if person.is_trainee else 0)


@inlined
def begin_post(i: int, person: Any, home: Any, c: int, post: int, gifts: Any, spring: Spring) -> None:
    """Begin a post with a beginner's skill and a new vocation; a person who gets the same post again keeps both."""
    was_held = spring.marks.what[i] == STAYS and int(person.occupation) == post
    spring.marks.what[i] = PLACED
    if was_held:
        return
    s = spring.year.starting
    person.occupation = post
    person.workplace = place_for(spring, c, int(home.unit), post)
    reachable = assignment.reachable_skill(post, gifts, spring.year.assignment)
    person.skill = assignment.beginner_skill(reachable, s.skill_learned)
    mean = s.vocation_artist if post == Occupation.ARTIST else s.vocation
    luck = draw_for(spring, person, Draw.VOCATION)
    person.vocation = clip(mean + bell(luck) * s.vocation_spread // 1_000, 0, 10_000)
    person.has_left_post = 0
    spring.marks.second[i] = LifeEvent.ASSIGNMENT


@inlined
def count_for_stage(row: Any, spring: Spring) -> int:
    """How many of the people in the rows listed a troupe would take."""
    n = 0
    for k in range(len(row)):
        person = spring.society.people[row[k]]
        music = assignment.aptitude(spring.seed, int(person.id), MUSIC, spring.year.assignment)
        luck = draw_for(spring, person, Draw.STAGE)
        n += assignment.is_chosen_artist(music, int(person.songbun), luck, spring.year.assignment)
    return n


@rule
def fill_posts(c: int, row: Any, home_of: Any, held: Any, share: Any, spring: Spring) -> None:
    """Give everybody in the rows listed one of the county's open posts, in the order of rank."""
    society, marks = spring.society, spring.marks
    n = len(row)
    score, chosen = np.empty(n, np.int32), np.zeros(n, np.uint8)
    vacant = np.zeros(N_OCCUPATIONS, np.int64)
    vacancies(share, held, n, count_for_stage(row, spring), vacant)
    left = n
    for rank in range(N_POSTS + 1):
        post = ORDER[min(rank, N_POSTS - 1)]  # the last takes those who are left
        wanted = left if rank == N_POSTS else vacant[post]
        if wanted <= 0:
            continue
        for k in range(n):
            person = society.people[row[k]]
            score[k] = NOT_A_CANDIDATE
            if marks.what[row[k]] != PLACED:
                gifts = assignment.aptitudes(spring.seed, int(person.id), spring.year.assignment)
                score[k] = post_points(person, post, gifts, spring)
        take_best(score, wanted, chosen)
        for k in range(n):
            if chosen[k]:
                person = society.people[row[k]]
                gifts = assignment.aptitudes(spring.seed, int(person.id), spring.year.assignment)
                begin_post(row[k], person, society.households[home_of[k]], c, post, gifts, spring)
                left -= 1


@rule
def call_up_county(homes: Homes, calls: Any, spring: Spring, score: Any, chosen: Any) -> None:
    """Call up a county's school leavers, and older men and women if these do not suffice."""
    society, base = spring.society, homes.first_row
    for line in range(2):
        for sex in range(2):
            if calls[line, sex] == 0:
                continue
            for h in range(homes.first, homes.last):
                home = society.households[h]
                for i in rows_of(home):
                    person = society.people[i]
                    what, family = int(spring.marks.what[i]), int(spring.marks.family[i])
                    score[i - base] = call_score(person, what, family, line, sex, spring)
            take_best(score, calls[line, sex], chosen)
            for h in range(homes.first, homes.last):
                home = society.households[h]
                for i in rows_of(home):
                    if chosen[i - base]:
                        call_up(i, society.people[i], home, spring)


@inlined
def party_score(person: Any, is_discharged: bool, luck: int, year: Any) -> int:
    """Points of a candidate for the party this year."""
    points = assignment.party_entry_points(
        int(person.sex), int(person.songbun), int(person.education), luck, year.assignment
    )
    return min(points + assignment.service_points(is_discharged, year.assignment), MOST_POINTS)


@rule
def join(
    homes: Homes, new_members: int, informs: int, spring: Spring, is_discharged: Any, score: Any, chosen: Any
) -> None:
    """Admit new members to the party, and recruit new informants."""
    society, p = spring.society, spring.year.population
    for h in range(homes.first, homes.last):
        home = society.households[h]
        for i in rows_of(home):
            person, k = society.people[i], i - homes.first_row
            score[k] = NOT_A_CANDIDATE
            if person.whereabouts != Whereabouts.HOME or person.occupation == Occupation.PRISONER:
                continue
            age = age_in_years(spring.day, person.birth_day)
            if age < p.informant_first_age:
                continue
            luck = draw_for(spring, person, Draw.INFORMS)
            if person.is_informant == 0 and is_lucky_per_million(luck, informs):
                person.is_informant = 1
            if p.party_first_age <= age <= p.party_last_age and person.is_party_member == 0:
                luck = draw_for(spring, person, Draw.PARTY)
                score[k] = party_score(person, is_discharged[k] == 1, luck, spring.year)
    take_best(score, new_members, chosen)
    for k in range(len(chosen)):
        if chosen[k]:
            society.people[homes.first_row + k].is_party_member = 1


@inlined
def finish(person: Any, home: Any, c: int, age: int, spring: Spring) -> None:
    """End stage training with school and study; prisoners of pension age will return as pensioners."""
    year = spring.year
    if person.is_trainee:
        is_learning = (
            person.occupation in (Occupation.PUPIL, Occupation.STUDENT) and age <= year.starting.trainee_last_age
        )
        person.is_trainee = 1 if is_learning else 0
    if person.occupation == Occupation.PRISONER and pension.has_reached(age, year.population.pension_age[person.sex]):
        person.post_before = Occupation.PENSIONER
    if person.whereabouts == Whereabouts.HOME:
        send_to_place(person, home, c, spring.places, spring.society)


@kernel
def give_posts(first: int, last: int, spring: Spring, shares: Shares) -> None:
    """The army, pensions, households, posts and the party of counties `first` to `last` - 1."""
    society, marks = spring.society, spring.marks
    for c in range(first, last):
        homes = county_homes(society, c)
        if homes.first == homes.last:
            continue
        n_rows = homes.end_row - homes.first_row
        score, chosen = np.full(n_rows, NOT_A_CANDIDATE, np.int32), np.zeros(n_rows, np.uint8)
        is_discharged = np.zeros(n_rows, np.uint8)
        row, home_of = np.zeros(n_rows, np.int64), np.zeros(n_rows, np.int64)
        held, n = np.zeros(N_OCCUPATIONS, np.int64), 0
        call_up_county(homes, shares.calls[c], spring, score, chosen)
        for h in range(homes.first, homes.last):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                is_discharged[i - homes.first_row] = marks.what[i] == DISCHARGED
                if person.whereabouts != Whereabouts.HOME or person.occupation == Occupation.PRISONER:
                    continue
                if settle_person(i, person, shares, spring):
                    row[n], home_of[n] = i, h
                    n += 1
                elif has_post(int(person.occupation)):
                    held[person.occupation] += 1
        fill_posts(c, row[:n], home_of[:n], held, shares.posts[c], spring)
        join(homes, shares.party[c], shares.informs, spring, is_discharged, score, chosen)
        for h in range(homes.first, homes.last):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                finish(person, home, c, age_in_years(spring.day, person.birth_day), spring)
