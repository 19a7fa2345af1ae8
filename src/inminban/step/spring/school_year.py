"""The school year: each spring pupils move up, soldiers are called up or discharged, posts assigned, the old retired.

Four passes over the counties, each county separately; between them national numbers are shared out over the counties
in whole numbers. The result does not depend on the number of threads or the order of counties.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.choosing import share_gaps, share_out
from inminban.core.columns import Array, Society
from inminban.core.device.threads import Threads
from inminban.core.kinds import LifeEvent
from inminban.core.layout import households_of
from inminban.rules import army, assignment, pension, schooling
from inminban.step.context import as_record
from inminban.step.events import Events, events_of
from inminban.step.spring.call_up_families import note_families
from inminban.step.spring.columns import (
    FIRST_FIT,
    N_COUNTED,
    NONE,
    Counted,
    Marks,
    Spring,
    find_places,
    make_marks,
    send_to_places,
)
from inminban.step.spring.posts import Shares, give_posts
from inminban.step.spring.schools import admit, leave_places, survey

WHOLE, MILLION = 10_000, 1_000_000


class YearNumbers(NamedTuple):
    """Parameters of a school year. `population` and `starting` are those of population.toml and starting_state.toml."""

    army: army.Parameters
    army_before: army.Parameters  # in force at the last school year
    assignment: assignment.Parameters
    pension: pension.Parameters
    schooling: schooling.Parameters
    population: Any
    starting: Any


def school_year(society: Society, quotas: Any, numbers: YearNumbers, seed: int, day: int, threads: Threads) -> Events:
    """Simulate one spring; returns the columns of `life_events` in order of rows.

    `quotas` keeps the shares of the first day: `posts` (counties x occupations, of a county's posts, 20 binary
    places) and `women_at_work` (basis points of women of working age). `day`: day number, after 31 March.
    """
    n = len(society.counties)
    places = find_places(society.workplaces, n)
    spring = Spring(society, places, as_record(numbers), seed, day, make_marks(society))
    counts = np.zeros((n, N_COUNTED), dtype=np.int64)
    threads.run(survey, n, society, spring.year, counts)
    chance = discharge_chance(counts, numbers)
    threads.run(leave_places, n, spring, chance, counts)
    note_families(society, spring.year, day, spring.marks.family, threads)
    p = numbers.population
    study = share_gaps(p.students, WHOLE, counts[:, Counted.YOUTH], counts[:, Counted.STUDENTS])
    threads.run(admit, n, spring, study, counts)
    shares = share_year(counts, quotas, numbers)
    threads.run(give_posts, n, spring, shares)
    return log_of(society, spring.marks, day)


def send_to_workplaces(society: Society, threads: Threads) -> None:
    """After moves: everybody whose workplace or school is in another county gets one where they live."""
    n = len(society.counties)
    threads.run(send_to_places, n, society, find_places(society.workplaces, n))


def discharge_chance(counts: Array, numbers: YearNumbers) -> int:
    """Chance (bp) that a soldier whose time is over comes home."""
    due, soldiers = int(counts[:, Counted.DUE].sum()), int(counts[:, Counted.SOLDIERS].sum())
    return int(army.discharge_chance.py_func(due, soldiers, numbers.army))


def calls_by_county(counts: Array, numbers: YearNumbers) -> Array:
    """Conscripts by county, line (school leavers, older) and sex: as many as the army lacks and candidates allow."""
    total = counts.sum(axis=0)
    serving = int(total[Counted.SOLDIERS] - total[Counted.DISCHARGED])
    wanted = int(army.wanted_size.py_func(int(total[Counted.PEOPLE]), numbers.army))
    lacking = max(wanted - serving, 0)
    women = int(army.women_wanted.py_func(lacking, numbers.army))
    calls = np.zeros((len(counts), 2, 2), dtype=np.int64)
    for sex, n_wanted in ((0, lacking - women), (1, women)):
        left = n_wanted
        for line in range(2):
            fit = counts[:, FIRST_FIT + 2 * line + sex]
            taken = min(left, int(fit.sum()))
            calls[:, line, sex] = share_out(taken, fit)
            left -= taken
    return calls


def share_year(counts: Array, quotas: Any, numbers: YearNumbers) -> Shares:
    """National numbers of this year, shared out by county, and the chances that are the same everywhere."""
    p, total = numbers.population, counts.sum(axis=0)
    calls = calls_by_county(counts, numbers)
    called_women = int(calls[:, 0, 1].sum())
    women = int(total[Counted.WOMEN]) - called_women
    at_work = int(total[Counted.WOMEN_AT_WORK]) - called_women
    excess = at_work - women * quotas.women_at_work // WHOLE
    members = int(total[Counted.PEOPLE]) * p.party_members // p.party_members_of
    adults = max(int(total[Counted.ADULTS]), 1)
    old_wanted = int(total[Counted.OLD]) * p.participation_60 // WHOLE
    informants = int(total[Counted.PEOPLE]) // p.residents_per_informant - int(total[Counted.INFORMANTS])
    return Shares(
        calls=calls,
        party=share_gaps(min(members, adults), adults, counts[:, Counted.ADULTS], counts[:, Counted.MEMBERS]),
        posts=quotas.posts,
        works_on=int(pension.chance_to_work_on.py_func(old_wanted, int(total[Counted.OLD_AT_WORK]))),
        goes_home=per_million(excess, int(total[Counted.HOME_WEIGHT])),
        takes_post=per_million(-excess, int(total[Counted.HOUSEWIVES])),
        informs=per_million(informants, int(total[Counted.GROWN] - total[Counted.INFORMANTS])),
    )


def per_million(wanted: int, of: int) -> int:
    """The chance, in millionths, that gives the wanted number out of a total."""
    return min(max(wanted, 0) * MILLION // max(of, 1), MILLION)


def log_of(society: Society, marks: Marks, day: int) -> Events:
    """Events in order of rows, endings before beginnings; `detail` is the former occupation."""
    rows = np.flatnonzero((marks.first != NONE) | (marks.second != NONE))
    which = np.stack([marks.first[rows], marks.second[rows]], axis=1)
    has_happened = which != NONE
    row = np.repeat(rows, has_happened.sum(axis=1))
    home, households = households_of(society, row), society.households
    log = events_of(
        society, row, LifeEvent.SCHOOL, day, households.id[home], households.county[home], marks.before[row]
    )
    log["event"] = which[has_happened].astype(np.int64)
    return log
