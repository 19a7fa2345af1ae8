"""Sexes and ages of everybody, soldiers apart, on the first day.

The 2008 census gives the whole country by age group. From 2008 on each cohort ages, dies with the UN's life expectancy
and is joined by the UN's births. Before 2008 the cohorts are carried back: everybody alive at the census is a year
younger, and those who died since are put back. The famine enters through the UN's death rates of 1995 to 2002: they
lie above the line between 1994 and 2003, and the risk at every age is raised by the same factor (assumed: the source
publishes no ages; infants who were born and died since are missing). The census publishes those of 65 and over as
one group; their earlier ages follow a survival curve with the growth from cohort to cohort that makes the whole add up
to the UN's total of the day.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from inminban.core.days import MEAN_YEAR
from inminban.numbers.country import load_table
from inminban.population.census import CENSUS_DAY, CENSUS_MOMENT, CENSUS_YEAR, AgeRow, YearRow, population_at
from inminban.population.census import year_row as year_of
from inminban.population.fitting import Floats, proportional_fit
from inminban.population.matching import N_AGES
from inminban.population.numbers import Parameters
from inminban.rules.army import Parameters as ArmyParameters

HUNDREDTHS = 100
WHOLE = 10_000
MILLION = 1_000_000


def everybody_ages(start: date, p: Parameters) -> Floats:
    """Everybody by sex and single year of age (2 x 101) on a day; the last row is 100 and over."""
    ages = _ages_2008(p) * (population_at(CENSUS_DAY) / (p.census_men + p.census_women))
    steps = round(start.year + (start.timetuple().tm_yday - 1) / MEAN_YEAR - CENSUS_MOMENT)
    for step in range(steps):
        row = year_of(CENSUS_YEAR + step)
        ages = _one_year_on(ages, _survivors_by_sex(row.life_expectancy, p), row, p)
    for step in range(-steps):
        ages = _one_year_back(ages, CENSUS_YEAR - step, p)
    total = population_at(start)
    if steps < 0:
        first_open_age = load_table("census2008_ages", AgeRow)[-1].age_from
        ages = _with_the_old(ages, first_open_age - 1 + steps, total, _usual_life_expectancy(start.year, p), p)
    return np.asarray(ages * (total / ages.sum()), dtype=np.float64)


def soldier_ages(everybody: Floats, army: ArmyParameters, p: Parameters) -> Floats:
    """Soldiers by sex and age: their share of everybody, spread over the ages of service as everybody is."""
    soldiers = np.zeros((2, N_AGES))
    size = army.size_reported if army.counts_reported else army.size
    women = army.women / WHOLE
    share = (1 - women, women)
    for sex, last in ((0, p.camps_last_age_men), (1, p.camps_last_age_women)):
        ages = slice(p.camps_first_age, last + 1)
        wanted = everybody.sum() * size / MILLION * share[sex]
        soldiers[sex, ages] = everybody[sex, ages] / everybody[sex, ages].sum() * wanted
    return np.minimum(soldiers, everybody)


def civilian_ages(start: date, army: ArmyParameters, p: Parameters) -> Floats:
    """Everybody but soldiers, by sex and age."""
    everybody = everybody_ages(start, p)
    return np.asarray(everybody - soldier_ages(everybody, army, p), dtype=np.float64)


def _survivors(life_expectancy: float, rise: float) -> Floats:
    """Share of those born who are alive at each age: Gompertz's law with this life expectancy. Leaves out infancy.

    `rise` of the risk of dying with each year of age.
    """
    ages = np.arange(N_AGES)
    low, high = 1e-7, 1e-2
    for _ in range(60):
        level = (low * high) ** 0.5
        alive = np.exp(-level / rise * (np.exp(rise * ages) - 1))
        low, high = (level, high) if alive.sum() - 0.5 > life_expectancy else (low, level)
    return np.asarray(alive, dtype=np.float64)


def _survivors_by_sex(life_expectancy: float, p: Parameters) -> Floats:
    """Survivors of men and women, whose life expectancies lie `life_expectancy_gap` apart."""
    half = p.life_expectancy_gap / HUNDREDTHS / 2
    rise = p.mortality_rise / WHOLE
    return np.stack([_survivors(life_expectancy - half, rise), _survivors(life_expectancy + half, rise)])


def _ages_2008(p: Parameters) -> Floats:
    """Everybody at the 2008 census by sex and single age: groups and sexes as published, years by survival."""
    groups = load_table("census2008_ages", AgeRow)
    shape = _survivors_by_sex(year_of(CENSUS_YEAR).life_expectancy, p)
    shape[0] *= p.boys_per_100_girls / 100
    group_of = np.concatenate(
        [np.full(min(row.age_to, N_AGES - 1) - row.age_from + 1, i) for i, row in enumerate(groups)]
    )
    seed: Floats = np.stack([np.bincount(group_of, weights=shape[sex]) for sex in range(2)], axis=1).astype(np.float64)
    rows = np.array([row.persons for row in groups], dtype=np.float64)
    fitted = proportional_fit(seed, rows, np.array([p.census_men, p.census_women], dtype=np.float64))
    return np.stack([shape[sex] / seed[group_of, sex] * fitted[group_of, sex] for sex in range(2)])


def _one_year_on(ages: Floats, alive: Floats, row: YearRow, p: Parameters) -> Floats:
    """The structure a year later."""
    later = np.zeros_like(ages)
    later[:, 1:] = ages[:, :-1] * alive[:, 1:] / alive[:, :-1]
    boys = p.boys_per_100_girls / (100 + p.boys_per_100_girls)
    later[:, 0] = ages.sum() * row.births_per_1000 / 1000 * np.array([boys, 1 - boys])
    return later


def _one_year_back(ages: Floats, year: int, p: Parameters) -> Floats:
    """The structure a year earlier: those who died during `year` are put back; its newborn drop out."""
    alive = _survivors_by_sex(_usual_life_expectancy(year, p), p)
    earlier = np.zeros_like(ages)
    earlier[:, :-1] = ages[:, 1:] * (alive[:, :-1] / alive[:, 1:]) ** _excess_of_deaths(year, p)
    return earlier


def _between(year: int, first: float, last: float, p: Parameters) -> float:
    """A straight line between the last year before the famine's block of deaths and the first year after it."""
    return float(np.interp(year, [p.famine_before, p.famine_after], [first, last]))


def _usual_life_expectancy(year: int, p: Parameters) -> float:
    """Life expectancy of a year; for the famine that of the years around it."""
    if not p.famine_before < year < p.famine_after:
        return year_of(year).life_expectancy
    return _between(year, year_of(p.famine_before).life_expectancy, year_of(p.famine_after).life_expectancy, p)


def _excess_of_deaths(year: int, p: Parameters) -> float:
    """Deaths relative to the years around the famine: the UN's death rate over the line between them."""
    if not p.famine_before < year < p.famine_after:
        return 1.0
    usual = _between(year, year_of(p.famine_before).deaths_per_1000, year_of(p.famine_after).deaths_per_1000, p)
    return year_of(year).deaths_per_1000 / usual


def _with_the_old(ages: Floats, last: int, total: float, life_expectancy: float, p: Parameters) -> Floats:
    """Replace ages past `last` by a survival curve from the last known cohorts, with growth between cohorts.

    The growth between cohorts is what makes everybody add up to `total`.
    """
    alive = _survivors_by_sex(life_expectancy, p)
    known = slice(last + 1 - p.cohorts_averaged, last + 1)
    level = ages[:, known].sum(axis=1) / alive[:, known].sum(axis=1)
    years = np.arange(N_AGES) - (last - p.cohorts_averaged // 2)
    made, low, high = ages.copy(), -0.1, 0.3
    for _ in range(60):
        growth = (low + high) / 2
        made[:, last + 1 :] = (level[:, None] * alive * np.exp(-growth * years))[:, last + 1 :]
        low, high = (growth, high) if made.sum() > total else (low, growth)
    return made
