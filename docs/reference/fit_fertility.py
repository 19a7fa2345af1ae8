"""Fit the level of births by year in country/fertility_by_year.csv to the UN's births.

A society is carried from 1990 on, well fed, by the month's births and deaths and the yearly resettlement alone. Each
month the children expected to be conceived at a level of 100 are added up over its wives, and the level is what makes
them the UN's births of the year in which they will be born; the famine's share of births lost is added to the level,
since hunger takes it away again. So that later years have the right parents, deaths of 1995-2002 are raised to the
middle of the published excess (FAMINE times the UN's excess over the years around).

A whole run has fewer wives than this society: some leave, some lose their husbands to work abroad, a few are always
hungry. With the folder of a run made with the levels so found, they are raised by what its births lack to the UN's,
over eleven years around each.

Run after a change to marriage, mortality or the first day: python docs/reference/fit_fertility.py [PEOPLE [RUN]]
"""

from __future__ import annotations

import csv
import json
import sys
from collections import namedtuple
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Society
from inminban.core.compile.rule import lean_kernel
from inminban.core.days import DAYS_OF_YEAR, day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import Occupation, Whereabouts
from inminban.core.layout import everybody
from inminban.numbers import parameters
from inminban.population import make_society
from inminban.rules import fertility
from inminban.step.context import PARAMETER_TYPES, as_record
from inminban.step.families import has_spouse_at_home
from inminban.step.month.births_and_deaths import VitalTables, age_row, begin_families, decide_vital
from inminban.step.rows import make_room, settle_month
from inminban.step.simulation.vital_tables import births_of, deaths_of
from inminban.step.spring.resettlement import resettle

COUNTRY = Path(__file__).resolve().parents[2] / "src" / "inminban" / "numbers" / "country"
INSTITUTIONS = ("mortality", "fertility", "growth", "marriage", "migration", "neighbourhood")
FIRST, LAST = 1990, 2025
FAMINE = 0.65  # of the UN's excess deaths: the middle of 240,000 to 600,000 beside 650,000
WELL_FED = 9_500
DISCHARGED_AT = 27
SEED = 1
HALVINGS = 12
WINDOW = 5  # years on either side
MONTHS_EXPECTED = 9  # whose births are of children expected on the first day


@lean_kernel
def add_expected(first: int, last: int, society: Any, rules: Any, births: Any, day: int, out: Any) -> None:
    """Children expected to be conceived this month at the table's level, by unit, in 1/100,000,000."""
    for u in range(first, last):
        unit = society.units[u]
        for h in range(unit.first_household, unit.first_household + unit.n_households):
            home = society.households[h]
            for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
                person = society.people[i]
                if person.sex != 1 or person.marital != 1 or person.whereabouts != 0 or person.is_expecting:
                    continue
                by_age = births[age_row(person, day)]
                due = fertility.due_day(day, rules.fertility)
                if by_age == 0 or not fertility.is_spaced(due, int(person.last_birth), rules.fertility):
                    continue
                if has_spouse_at_home(society.people, home, i):
                    out[u] += fertility.monthly_chance(by_age, int(person.n_births), WELL_FED, rules.fertility)


def rules_of(day: date) -> Any:
    """The parameters that births, deaths and resettlement read."""
    record = namedtuple("record", INSTITUTIONS)  # type: ignore[misc]
    return as_record(record(*(parameters.load(name, PARAMETER_TYPES[name], day) for name in INSTITUTIONS)))


def published() -> dict[int, dict[str, float]]:
    """The UN's population, births and deaths by year."""
    with (COUNTRY / "population_by_year.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {int(row["year"]): {k: float(v) for k, v in row.items() if k not in ("source", "note")} for row in rows}


def famine_factor(year: int, un: dict[int, dict[str, float]]) -> float:
    """How many times as many die in a year of the famine."""
    usual = float(np.interp(year, [1994, 2003], [un[1994]["deaths_per_1000"], un[2003]["deaths_per_1000"]]))
    return 1 + FAMINE * (un[year]["deaths_per_1000"] / usual - 1) if 1994 < year < 2003 else 1.0


def serve(society: Any, day: int) -> None:
    """Send young men to the army and discharge them, roughly: the schooling step does it in a run."""
    people, rows = society.people, everybody(society)[0]
    age = age_in_years.py_func(day, people.birth_day[rows].astype(np.int64))
    is_soldier = people.whereabouts[rows] == Whereabouts.ARMY
    share = is_soldier[(age >= 18) & (age < DISCHARGED_AT)].mean()
    men = people.sex[rows] == 0
    recruits = men & (age == 17) & (people.id[rows] * 2_654_435_761 % 100 < share * 200)
    people.whereabouts[rows[recruits]] = Whereabouts.ARMY
    people.whereabouts[rows[is_soldier & (age >= DISCHARGED_AT)]] = Whereabouts.HOME
    home = np.repeat(np.arange(len(society.households)), society.households.n_people)
    is_away = people.whereabouts[rows] != Whereabouts.HOME
    society.households.n_away[:] = np.bincount(home, weights=is_away, minlength=len(society.households))


class Run:
    """A society carried through the years, and what was found."""

    def __init__(self, n_people: int, threads: Threads) -> None:
        made = make_society(n_people, date(FIRST, 1, 1), SEED)
        self.society, self.threads, self.un = make_room(made.society), threads, published()
        self.per_person = len(everybody(self.society)[0]) / self.un[FIRST]["population"] * 1.0069  # mid-year to January
        self.society.people.nutrition[:] = WELL_FED
        self.society.people.health[:] = WELL_FED
        self.levels: dict[int, list[float]] = {year: [] for year in range(FIRST, LAST + 2)}
        self.expect()

    def wanted(self, year: int) -> float:
        """The UN's births of a year, for a society of this size."""
        un = self.un[min(year, LAST)]
        return un["births_per_1000"] / 1_000 * un["population"] * self.per_person

    def expect(self) -> None:
        """Children expected on the first day: at the level at which as many are as will be born until the last is."""
        first = date(FIRST, 1, 1)
        rules, deaths, least, most = rules_of(first), deaths_of(FIRST), 0.1, 10.0
        wanted = self.wanted(FIRST) * rules.fertility.gestation / DAYS_OF_YEAR
        for _ in range(HALVINGS):
            level = (least + most) / 2
            tried = Society(*(records.copy() for records in self.society))
            tables = VitalTables(deaths, np.asarray(births_of(100.0) * level, dtype=np.int64))
            self.threads.run(begin_families, len(tried.units), tried, rules, tables, SEED, day_number(first))
            least, most = (level, most) if tried.people.is_expecting.sum() < wanted else (least, level)
        self.society = tried
        self.levels[FIRST] += [level] * MONTHS_EXPECTED

    def month(self, last: date, deaths: Any) -> tuple[int, int]:
        """One month's births, deaths and conceptions; returns how many of the first two, and notes the level."""
        rules, day = rules_of(last), day_number(last)
        due = (last + timedelta(days=int(rules.fertility.gestation))).year
        out = np.zeros(len(self.society.units), dtype=np.int64)
        base = births_of(100.0)
        self.threads.run(add_expected, len(out), self.society, rules, base, day, out)
        level = self.wanted(due) / 12 / (out.sum() / 1e8)
        self.levels[due].append(level)
        fate = np.zeros(len(self.society.people), dtype=np.uint8)
        tables = VitalTables(deaths, np.asarray(base * level, dtype=np.int64))
        self.threads.run(decide_vital, len(out), self.society, out, rules, tables, SEED, day, fate)
        n_births, n_deaths = int((fate == 3).sum()), int((fate == 1).sum())
        self.society = settle_month(self.society, fate, rules, SEED, day, self.threads)
        return n_births, n_deaths

    def year(self, year: int) -> float:
        """One year; prints what became of it and returns the level (100 = the table's)."""
        deaths = np.asarray(deaths_of(year) * famine_factor(year, self.un), dtype=np.int64)
        n_births, n_deaths, people = 0, 0, 0
        for month in range(1, 13):
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            born, died = self.month(last, deaths)
            n_births, n_deaths = n_births + born, n_deaths + died
            if month == 3:
                serve(self.society, day_number(last))
                self.society = resettle(self.society, rules_of(last), SEED, day_number(last), self.threads, 9).society
            people = len(everybody(self.society)[0]) if month == 6 else people
        level = float(np.mean(self.levels[year]))
        self.report(year, people, n_births, n_deaths, level)
        return level * 100

    def report(self, year: int, people: int, n_births: int, n_deaths: int, level: float) -> None:
        """One line of figures beside the UN's."""
        un, homes = self.un[year], self.society.households
        rows = everybody(self.society)[0]
        at_home = (self.society.people.whereabouts[rows] == 0) & (
            self.society.people.occupation[rows] != Occupation.PRISONER
        )
        age = age_in_years.py_func(day_number(date(year, 12, 31)), self.society.people.birth_day[rows].astype(np.int64))
        sex, marital = self.society.people.sex[rows], self.society.people.marital[rows]
        single = [[(marital[(sex == s) & (age // 5 == k)] == 0).mean() * 5 for k in range(3, 10)] for s in (0, 1)]
        print(
            f"{year} people {people / self.per_person / un['population']:.3f} of the UN's, "
            f"births {n_births / people * 1e3:.1f} ({un['births_per_1000']:.1f}), "
            f"deaths {n_deaths / people * 1e3:.1f} ({un['deaths_per_1000']:.1f}), level {level:.2f}, "
            f"home {at_home.sum() / len(homes):.2f}, married at {15 + sum(single[1]):.1f}, {15 + sum(single[0]):.1f},",
            "65+",
            round((age >= 65).mean() * 100, 1),
            flush=True,
        )


def smooth(levels: dict[int, float]) -> dict[int, float]:
    """Means of three years, but for the first two, in which the first day still shows."""
    years = sorted(levels)
    return {
        y: levels[y] if y < FIRST + 2 else float(np.mean([levels[k] for k in (y - 1, y, y + 1) if k in levels]))
        for y in years
    }


def lacking(run: Path, un: dict[int, dict[str, float]]) -> dict[int, float]:
    """By how much the births of eleven years around each year fall short in a run: the UN's over the run's."""
    info = json.loads((run / "run.json").read_text(encoding="utf-8"))
    born = duckdb.execute(
        "SELECT year(day), count(*) FROM read_parquet(?) WHERE event = 'birth' GROUP BY 1",
        [str(run / "tables" / "life_events.parquet")],
    ).fetchall()
    model = {year: n * info["represents"] / info["people"] for year, n in born}
    seen = {year: un[year]["births_per_1000"] / 1_000 * un[year]["population"] for year in model}
    around = {year: [y for y in model if abs(y - year) <= WINDOW] for year in model}
    return {y: sum(seen[k] for k in years) / sum(model[k] for k in years) for y, years in around.items()}


def write(levels: dict[int, float]) -> None:
    """Put the levels into the table."""
    path = COUNTRY / "fertility_by_year.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        level = levels[int(row["year"])] / (1 - float(row["lost_percent"]) / 100)
        row |= {"level_percent": f"{level:.1f}", "low": f"{level * 0.9:.1f}", "high": f"{level * 1.1:.1f}"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    with Threads(1) as threads:
        run = Run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, threads)
        levels = smooth({year: run.year(year) for year in range(FIRST, LAST + 1)})
        if len(sys.argv) > 2:
            more = lacking(Path(sys.argv[2]), run.un)
            levels = {year: level * more[year] for year, level in levels.items()}
        write(levels)
