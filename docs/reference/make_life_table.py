"""Write country/life_table.csv: yearly death rates by sex and age without famine, from the UN's life expectancies.

Siler's law of mortality (W. Siler, "A competing-risk model for animal mortality", Ecology 60, 1979) is fitted to each
year and sex: the infant part to infant mortality, the level of old age to life expectancy; how fast infancy's risk
falls and old age's rises is fixed below. Between 1994 and 2003 life expectancy and infant mortality run on straight
lines, so that the table holds none of the famine's deaths. Low and high: life expectancy two years higher and lower,
by which the UN and Statistics Korea differ in 2008 (69.3 and 67.6).

Run: python docs/reference/make_life_table.py
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

COUNTRY = Path(__file__).resolve().parents[2] / "src" / "inminban" / "numbers" / "country"
INFANT_FALL = 2.0  # per year: children under 5 die about a quarter oftener than infants alone
BACKGROUND = (0.0008, 0.0005)  # per year at all ages, men and women
OLD_AGE_RISE = 0.0875  # per year of age: gives the UN's crude death rate with the census's ages of 2008
GAP = 6.9  # years by which women live longer (Statistics Korea, 2008)
BOYS = 0.512  # of newborn
MORE_BOYS_DIE = 1.1  # infant mortality of boys beside that of all
FAMINE = range(1995, 2003)
INFANT_MORTALITY = {  # per 1,000 births, World Population Prospects 2024
    1990: 31.95, 1993: 33.4, 2003: 27.31, 2005: 26.35, 2008: 24.67, 2010: 22.85, 2015: 17.18, 2020: 14.09, 2025: 13.05,
}  # fmt: skip
BANDS = [(0, 0), (1, 4), *((age, age + 4) for age in range(5, 95, 5)), (95, 110)]
EITHER_WAY = 2.0  # years of life expectancy
Ages = NDArray[np.float64]
NOTE = "Siler's law fitted to the UN's life expectancy; no famine"


class Law:
    """Siler's law of one sex: infancy, a constant risk, and old age."""

    def __init__(self, infant_mortality: float, background: float, old_age: float) -> None:
        self.background, self.old_age = background, old_age
        first_year = -math.log(1 - infant_mortality) - background - float(self._of_old_age(np.ones(1))[0])
        self.infancy = max(first_year, 0.0) / (1 - math.exp(-INFANT_FALL))

    def _of_old_age(self, age: Ages) -> Ages:
        return self.old_age / OLD_AGE_RISE * (np.exp(OLD_AGE_RISE * age) - 1)

    def alive(self, age: Ages) -> Ages:
        """Part of the newborn still alive at each age."""
        risk = self.infancy * (1 - np.exp(-INFANT_FALL * age)) + self.background * age + self._of_old_age(age)
        return np.asarray(np.exp(-risk))

    def life_expectancy(self) -> float:
        """Years expected at birth."""
        ages = np.linspace(0, 110, 2201)
        alive = self.alive(ages)
        return float(((alive[1:] + alive[:-1]) / 2 * np.diff(ages)).sum())

    def rate(self, first: int, last: int) -> float:
        """Deaths for each year lived between two ages, from 0 on for the first."""
        ages = np.linspace(first, last + 1, 21)
        alive = self.alive(ages)
        lived = ((alive[1:] + alive[:-1]) / 2 * np.diff(ages)).sum()
        return float((alive[0] - alive[-1]) / lived)


def fit(life_expectancy: float, infant_mortality: float, background: float) -> Law:
    """The law with that life expectancy, by the level of old age."""
    from scipy.optimize import brentq

    def years_off(logarithm: float) -> float:
        return Law(infant_mortality, background, math.exp(logarithm)).life_expectancy() - life_expectancy

    return Law(infant_mortality, background, math.exp(brentq(years_off, math.log(1e-8), math.log(1e-2))))


def life_expectancies() -> dict[int, float]:
    """Both sexes by year, without the famine."""
    with (COUNTRY / "population_by_year.csv").open(encoding="utf-8", newline="") as file:
        published = {int(row["year"]): float(row["life_expectancy"]) for row in csv.DictReader(file)}
    known = [year for year in published if year not in FAMINE]
    return {year: float(np.interp(year, known, [published[y] for y in known])) for year in published}


def rows() -> list[list[object]]:
    """All rows of the table."""
    infants = [(year, per_1000 / 1_000) for year, per_1000 in INFANT_MORTALITY.items()]
    out: list[list[object]] = []
    for year, expected in life_expectancies().items():
        infant = float(np.interp(year, [y for y, _ in infants], [rate for _, rate in infants]))
        girls_die = (1 - BOYS * MORE_BOYS_DIE) / (1 - BOYS)
        for sex, name in enumerate(("male", "female")):
            mean = expected + (-GAP * (1 - BOYS) if sex == 0 else GAP * BOYS)
            share = MORE_BOYS_DIE if sex == 0 else girls_die
            laws = [fit(mean + years, infant * share, BACKGROUND[sex]) for years in (0, EITHER_WAY, -EITHER_WAY)]
            for first, last in BANDS:
                per_million = sorted(round(law.rate(first, last) * 1e6) for law in laws)
                out.append(
                    [year, name, first, last, per_million[1], per_million[0], per_million[2], "un-wpp-2024", NOTE]
                )
    return out


if __name__ == "__main__":
    with (COUNTRY / "life_table.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["year", "sex", "age_from", "age_to", "deaths_per_million", "low", "high", "source", "note"])
        writer.writerows(rows())
