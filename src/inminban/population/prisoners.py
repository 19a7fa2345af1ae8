# mypy: disable-error-code="no-any-return"
"""Prisoners on the first day: grown members of households who are away in prison or in a political camp.

The county tables of the census are taken to count them at home. One member of a household at most, and never its only
adult at home; in a household of the hostile class more often. Leaves out families held together and those born there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import Array, Records
from inminban.core.compile.rule import kernel, rule
from inminban.core.kinds import Occupation, Sanction, Songbun, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.random import STREAM_POPULATION, below, draw
from inminban.population.numbers import Parameters
from inminban.population.plan import capped

PRISONERS = 103  # purpose of the draw, used in place of the day
NOBODY = -1
SCORES = 1 << 20


@rule
def candidate_of(home: Any, people: Any, age: Any, p: Any, seed: int) -> int:
    """The row of the member who might be in prison, drawn among the grown; -1 if nobody grown would be left."""
    chosen, best, n_adults = NOBODY, np.int64(-1), 0
    for i in rows_of(home):
        if age[i] < p.prisoner_youngest or people.whereabouts[i] != Whereabouts.HOME:
            continue
        n_adults += 1
        luck = draw(seed, people.id[i], PRISONERS, STREAM_POPULATION)[0]
        if age[i] <= p.prisoner_oldest and luck > best:
            chosen, best = i, luck
    return chosen if n_adults >= 2 else NOBODY


@kernel
def find_candidates(
    first: int, last: int, homes: Any, people: Any, age: Any, p: Any, seed: int, row: Any, score: Any
) -> None:
    """Of households `first` to `last`, the member who might be in prison, and a score by which they are chosen."""
    for h in range(first, last):
        i = candidate_of(homes[h], people, age, p, seed)
        row[h] = i
        if i == NOBODY:
            score[h] = -1
            continue
        words = draw(seed, people.id[i], PRISONERS, STREAM_POPULATION)
        tickets = p.prisoners_hostile if people.songbun[i] == Songbun.HOSTILE else 1
        best = below(words[1], SCORES)
        for ticket in range(1, tickets):
            best = max(best, below(words[2] ^ (ticket * 0x9E3779B9 & 0xFFFFFFFF), SCORES))
        score[h] = best


def imprison(
    people: Records, homes: Records, age: Array, first_home: Array, scale: float, p: Parameters, seed: int, threads: Any
) -> None:
    """Imprison as many as the country has, times `scale`, in proportion to the households of places.

    `first_home`: row of the first household of each place, one entry more.
    """
    ordinary = round(p.prisoners_ordinary * scale)
    political = round(p.prisoners_political * scale)
    row, score = np.zeros(len(homes), np.int32), np.zeros(len(homes), np.int32)
    threads.run(find_candidates, len(homes), homes, people, age, p, seed, row, score)
    n_homes = np.diff(first_home)
    at_home = np.concatenate([[0], np.cumsum(homes.n_people - homes.n_away, dtype=np.int64)])
    candidates = np.concatenate([[0], np.cumsum(score >= 0)])
    wanted = capped(np.diff(at_home[first_home]), ordinary + political, np.diff(candidates[first_home]))
    taken = [
        row[start + highest(score[start : start + n], n_wanted)]
        for start, n, n_wanted in zip(first_home[:-1].tolist(), n_homes.tolist(), wanted.tolist(), strict=True)
    ]
    rows = np.sort(np.concatenate(taken)).astype(np.int64)
    is_political = _spread(len(rows), political)
    lock_up(0, len(rows), rows, is_political, people, p, seed)


def highest(score: Array, n: int) -> Array:
    """Places of the `n` highest scores, the first of equals; none below zero."""
    chosen = np.argsort(-score, kind="stable")[:n]
    return np.asarray(chosen[score[chosen] >= 0])


def _spread(n: int, wanted: int) -> Array:
    """Mark `wanted` of `n` rows, evenly spaced."""
    marks = np.zeros(n, dtype=np.uint8)
    marks[(np.arange(min(wanted, n)) * n) // max(min(wanted, n), 1)] = 1
    return marks


@kernel
def lock_up(first: int, last: int, rows: Any, is_political: Any, people: Any, p: Any, seed: int) -> None:
    """Put people in prison with a part of the longest term left, and record their former occupation."""
    for k in range(first, last):
        person = people[rows[k]]
        longest = p.political_days if is_political[k] else p.prison_days
        person.sanction = Sanction.PRISON
        person.sanction_days = 1 + below(draw(seed, person.id, PRISONERS, STREAM_POPULATION)[3], longest)
        person.post_before = person.occupation
        person.occupation = Occupation.PRISONER
