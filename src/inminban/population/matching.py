# mypy: disable-error-code="no-any-return"
"""Matching people to families: couples, their children, and relatives taken in; one place a call.

A place is the towns or the countryside of a county. Its people lie in two blocks, men and women, each by age, so that
a person of some age and sex is found by counting. A nucleus is a couple, a lone mother, or a person on their own.
Children are given to women whose age fits, old people to the generation of their children, until there are as many
households as the census says.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.random import STREAM_POPULATION, bell, below, draw

NOBODY = -1
N_AGES = 101  # single years, the last for 100 and over

# Purposes of draws, used in place of the day
COUPLES, MOTHERS, CHILDREN, SINGLES, OLD, ORDER, BIRTH_DAYS = range(7)

HEAD, SPOUSE, CHILD, PARENT, OTHER = range(5)
TRIES = 4  # nuclei looked at for one place


class Nuclei(NamedTuple):
    """Nuclei of one place: `man` and `woman` are rows of people, -1 for none; `into` is the nucleus it lives with."""

    man: Any
    woman: Any
    wife_age: Any  # of the woman, or of the man less the mean difference
    children: Any  # minors, unmarried young people and relatives taken in
    wished: Any  # children after which others are asked first
    youngest: Any  # age of the child placed last
    has_parent: Any
    into: Any
    by_age: Any  # nuclei in order of wife_age
    first_of_age: Any  # N_AGES + 1
    n_open: Any  # per wife_age: nuclei at the front of their block that still wish children


@rule
def wish(mean: int, spread: int, word: int) -> int:
    """A whole number of years around a mean."""
    return mean + (bell(word) * spread + 1_000 // 2) // 1_000


@rule
def marrying_share(age: int, mean: int, spread: int, ever: int) -> int:
    """Share of an age (basis points) who have married: rising in a straight line around the mean age at marriage."""
    if age <= mean - spread:
        return 0
    if age >= mean + spread:
        return ever
    return ever * (age - mean + spread) // (2 * spread)


@rule
def nearest_age(left: Any, wished: int, low: int, high: int) -> int:
    """The age nearest to `wished` within bounds at which anybody is left, -1 if none."""
    low, high = max(low, 0), min(high, N_AGES - 1)
    wished = min(max(wished, low), high)
    for step in range(high - low + 1):
        if wished - step >= low and left[wished - step] > 0:
            return wished - step
        if wished + step <= high and left[wished + step] > 0:
            return wished + step
    return NOBODY


@rule
def take_child(nuclei: Nuclei, child_age: int, wished: int, word: int, p: Any) -> int:
    """A nucleus for a child: a mother of fitting age who wants one more, else any of fitting age; -1 if none."""
    low, high = child_age + p.mother_youngest, child_age + p.mother_oldest
    age = nearest_age(nuclei.n_open, wished, low, high)
    if age != NOBODY:
        start, size = nuclei.first_of_age[age], nuclei.n_open[age]
        place = start + below(word, size)
        for attempt in range(1, TRIES):  # avoid a child of the same age as the last one
            if abs(nuclei.youngest[nuclei.by_age[place]] - child_age) > 1:
                break
            place = start + (place - start + attempt) % size
        chosen = nuclei.by_age[place]
        nuclei.children[chosen] += 1
        nuclei.youngest[chosen] = child_age
        if nuclei.children[chosen] >= nuclei.wished[chosen]:
            last = start + size - 1
            nuclei.by_age[place], nuclei.by_age[last] = nuclei.by_age[last], nuclei.by_age[place]
            nuclei.n_open[age] -= 1
        return chosen
    return take_any(nuclei, wished, low, high, word, p)


@rule
def take_any(nuclei: Nuclei, wished: int, low: int, high: int, word: int, p: Any) -> int:
    """A nucleus that is not crowded and whose wife's age is near to `wished`, within bounds; -1 if there is none."""
    low, high = max(low, 0), min(high, N_AGES - 1)
    wished = min(max(wished, low), high)
    for most in (p.full_house, p.crowded_house):
        for step in range(high - low + 1):
            for age in (wished - step, wished + step):
                if low <= age <= high:
                    chosen = least_full(nuclei, nuclei.first_of_age[age], nuclei.first_of_age[age + 1], word)
                    if chosen != NOBODY and nuclei.children[chosen] < most:
                        nuclei.children[chosen] += 1
                        return chosen
    return NOBODY


@rule
def least_full(nuclei: Nuclei, first: int, last: int, word: int) -> int:
    """Of a few nuclei of a block the one with the fewest children and relatives; -1 for an empty block."""
    best = NOBODY
    size = last - first
    for attempt in range(min(TRIES, size)):
        chosen = nuclei.by_age[first + (below(word, size) + attempt) % size]
        if best == NOBODY or nuclei.children[chosen] < nuclei.children[best]:
            best = chosen
    return best


@rule
def take_host(nuclei: Nuclei, wished: int, low: int, high: int, word: int, itself: int) -> int:
    """A nucleus of the children's generation that has taken in nobody and lives with nobody; -1 if none is found."""
    low, high = max(low, 0), min(high, N_AGES - 1)
    wished = min(max(wished, low), high)
    for step in range(high - low + 1):
        for age in (wished - step, wished + step):
            if low <= age <= high:
                size = nuclei.first_of_age[age + 1] - nuclei.first_of_age[age]
                for attempt in range(min(TRIES, size)):
                    place = nuclei.first_of_age[age] + (below(word, size) + attempt) % size
                    chosen = nuclei.by_age[place]
                    if chosen != itself and nuclei.has_parent[chosen] == 0 and nuclei.into[chosen] == NOBODY:
                        return chosen
    return NOBODY


@rule
def root_of(into: Any, nucleus: int) -> int:
    """The nucleus whose household this one lives in."""
    while into[nucleus] != NOBODY:
        nucleus = into[nucleus]
    return nucleus


@rule
def make_couples(ages: Any, start: Any, nuclei: Nuclei, nucleus_of: Any, seed: int, base: int, p: Any) -> int:
    """Marry men to women near the age they wish, oldest first, lone mothers apart. Returns the number of nuclei."""
    women_left, women_taken, n = start[1, :N_AGES] * 0, start[1, :N_AGES] * 0, 0
    for age in range(p.adult_age, N_AGES):
        share = marrying_share(age, p.marriage_age[1], p.marriage_spread, p.ever_married)
        luck = draw(seed, base + start[1, age], COUPLES, STREAM_POPULATION)
        women_left[age] = (ages[1, age] * share + below(luck[0], 10_000)) // 10_000
        if p.marriage_age[1] <= age < p.old_parent:
            n_lone = (women_left[age] * p.lone_mothers + below(luck[1], 10_000)) // 10_000
            for _ in range(n_lone):
                woman = start[1, age] + women_taken[age]
                nuclei.man[n], nuclei.woman[n], nuclei.wife_age[n] = NOBODY, woman, age
                nucleus_of[woman] = n
                women_taken[age] += 1
                n += 1
            women_left[age] -= n_lone
    for age in range(N_AGES - 1, p.adult_age - 1, -1):
        share = marrying_share(age, p.marriage_age[0], p.marriage_spread, p.ever_married)
        luck = draw(seed, base + start[0, age], COUPLES, STREAM_POPULATION)
        for rank in range((ages[0, age] * share + below(luck[0], 10_000)) // 10_000):
            man = start[0, age] + rank
            word = draw(seed, base + man, COUPLES, STREAM_POPULATION)[1]
            wished = age - wish(p.husband_older, p.husband_older_spread, word)
            wife_age = nearest_age(women_left, wished, max(p.adult_age, age - p.wife_younger), age + p.wife_older)
            if wife_age == NOBODY:
                continue
            woman = start[1, wife_age] + women_taken[wife_age]
            women_taken[wife_age] += 1
            women_left[wife_age] -= 1
            nuclei.man[n], nuclei.woman[n], nuclei.wife_age[n] = man, woman, wife_age
            nucleus_of[man] = nucleus_of[woman] = n
            n += 1
    return n


@rule
def sort_nuclei(nuclei: Nuclei, n: int, seed: int, base: int, p: Any) -> None:
    """Sort the nuclei by the wife's age, and draw how many children each wants."""
    nuclei.first_of_age[:] = 0
    for nucleus in range(n):
        nuclei.first_of_age[nuclei.wife_age[nucleus] + 1] += 1
    for age in range(N_AGES):
        nuclei.n_open[age] = nuclei.first_of_age[age + 1]
        nuclei.first_of_age[age + 1] += nuclei.first_of_age[age]
    filled = nuclei.first_of_age[:N_AGES].copy()
    for nucleus in range(n):
        age = nuclei.wife_age[nucleus]
        nuclei.by_age[filled[age]] = nucleus
        filled[age] += 1
        luck = below(draw(seed, base + nucleus, CHILDREN, STREAM_POPULATION)[0], 10_000)
        nuclei.wished[nucleus] = 1 if luck < p.one_child else (3 if luck >= 10_000 - p.three_children else 2)
        nuclei.youngest[nucleus] = -10
