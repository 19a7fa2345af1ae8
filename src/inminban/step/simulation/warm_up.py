"""Compiling weeks and months in a second process while the first makes the people and compiles the springs.

Only the first run of a version needs it: compiled code is kept on disk, and the process of the run finds it there. To
compile, the steps of a run are called with empty records of the right types.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

import numpy as np

from inminban.core.columns import (
    COUNTIES,
    HOUSEHOLDS,
    PEOPLE,
    UNITS,
    WORKPLACES,
    Records,
    Society,
    as_records,
    make_records,
)
from inminban.core.compile.rule import CACHE, MARK
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import N_FIFTHS, N_LIVELIHOODS, Occupation
from inminban.population.quotas import make_quotas
from inminban.step.context import COUNTY_WEEK, EVENT, DaysToLive, Rules, as_record, day_type, tally_type
from inminban.step.day.household_money import set_standings
from inminban.step.head_counts import count_ages, count_heads, homes_with
from inminban.step.holdings import sum_belongings
from inminban.step.money_accounts import Workers, follow_money
from inminban.step.month.births_and_deaths import begin_families, decide_vital, vital_events
from inminban.step.month.home_talk import talk_among_neighbours, talk_at_home
from inminban.step.month.household_goods import buy_goods, shares_now
from inminban.step.month.livelihoods import begin_livelihoods, choose_livelihoods
from inminban.step.month.summaries import (
    OF_CELLS,
    OF_GRAIN,
    Month,
    claim_rations,
    meet_neighbours,
    set_wealth_fifths,
    tally_provinces,
)
from inminban.step.relatives import find_relatives
from inminban.step.rows import settle_month, spread_out
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.new_year import turn_year
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.simulation.school_year_parameters import year_numbers
from inminban.step.simulation.vital_tables import vital_tables
from inminban.step.spring.plots import clear_patches
from inminban.step.spring.resettlement import resettle
from inminban.step.spring.school_year import school_year, send_to_workplaces
from inminban.step.week.block_sums import clear_sums, copy_lines, log_of, sums_by_county
from inminban.step.week.household_week import live_blocks
from inminban.step.week.workplaces import roll_workweek

DAY, SEED = date(2015, 4, 5), 1


def empty_society() -> Society:
    """One county with one unit, one household and one workplace, and nobody in them."""
    society = Society(*(make_records(table, 1) for table in (PEOPLE, HOUSEHOLDS, UNITS, WORKPLACES, COUNTIES)))
    society.counties.n_units[:] = 1
    society.units.n_households[:] = 1
    return society


def compile_first(n_provinces: int) -> None:
    """Compile the long kernels of weeks and months into the cache folder, and write a file that marks it as done."""
    rules = load_rules()
    compile_weeks(n_provinces, as_record(rules))
    compile_months(n_provinces, rules)
    if CACHE is not None:
        (CACHE / MARK).touch()


def load_rules() -> Rules:
    """Parameters of some day; only their types matter here."""
    return load_numbers(DAY, {}).rules


def compile_weeks(n_provinces: int, rules: Records) -> None:
    """Compile the weeks and the sums of a month."""
    society, counties = empty_society(), make_records(COUNTY_WEEK, 1)
    by_occupation = np.zeros(1, dtype=np.int64)
    roll_workweek(0, 0, society.workplaces, by_occupation, by_occupation, SEED, 0, 1)
    days = as_records(np.zeros(1, dtype=day_type(n_provinces)))
    tallies = as_records(np.zeros(1, dtype=tally_type()))
    events = as_records(np.zeros(1, dtype=EVENT))
    money = follow_money(society.people.id)
    live_blocks(0, 0, DaysToLive(society, days, counties, rules, tallies, events, 1, money), Workers(1))
    with Threads(1) as threads:
        clear_sums(tallies, threads)
        sums_by_county(tallies, 1, threads)
        log_of(tallies, events, threads)
        copy_lines(0, 0, tallies, events, np.zeros(1, dtype=np.int64), np.zeros(1, dtype=EVENT))
    rows = np.zeros(2, dtype=np.int64)
    cells, grain = np.zeros((1, *OF_CELLS), np.int64), np.zeros((1, *OF_GRAIN), np.int64)
    tally_provinces(0, 0, rows, rows, Month(society, counties, rules, SEED, 0, 1), cells, grain)
    meet_neighbours(0, 0, society, counties)
    claim_rations(0, 0, society, counties, rules, SEED, 0, rows, rows)
    set_standings(0, 0, society, counties, rules)
    talk_at_home(0, 0, society, rules, 0)
    choose_livelihoods(0, 0, society, counties, rules, SEED, 0, np.zeros((1, N_LIVELIHOODS), np.int64))
    begin_livelihoods(0, 0, society, counties, rules, SEED)
    talk_among_neighbours(0, 0, society, rules, 0)


def compile_months(n_provinces: int, rules: Rules) -> None:
    """Compile the months: departures, deaths and births, goods at New Year."""
    society, counties, compiled = empty_society(), make_records(COUNTY_WEEK, 1), as_record(rules)
    number, tables, fate = day_number(DAY), vital_tables(DAY.year), np.zeros(1, dtype=np.uint8)
    spent, one = np.zeros((1, 2), dtype=np.int64), np.zeros(1, dtype=np.int64)
    with Threads(1) as threads:
        Departures(society, 1, n_provinces, SEED).month(society, counties, rules, DAY, threads, fate)
        find_relatives(society, one, one, threads)
        begin_families(0, 0, society, compiled, tables, SEED, number)
        decide_vital(0, 1, society, fate, compiled, tables, SEED, number, fate)
        vital_events(society, fate, compiled, tables, SEED, number)
        settle_month(society, fate, compiled, SEED, number, threads)
        set_wealth_fifths(make_records(HOUSEHOLDS, N_FIFTHS), 1, threads)
        count_heads(society, rules, threads)
        count_ages(society, number, 0, threads)
        spread_out(empty_society(), threads)
    homes_with(society, Occupation.FARMER)
    sum_belongings(society.households)
    turn_year(0, 0, society.people)
    buy_goods(0, 0, society, counties, compiled, shares_now(society), SEED, number, spent)


def compile_springs() -> None:
    """Compile the end of a school year: plots, classes, posts and the army, weddings and moves.

    Called in the process that makes the people, which finishes first.
    """
    society, compiled, number = empty_society(), as_record(load_rules()), day_number(DAY)
    clear_patches(0, 0, society, compiled, SEED, number)
    with Threads(1) as threads:
        school_year(society, make_quotas(society, 0.5), year_numbers(DAY, {}), SEED, number, threads)
        later = resettle(society, compiled, SEED, number, threads, capital=0).society
        send_to_workplaces(later, threads)


@contextmanager
def in_another_process(n_provinces: int) -> Iterator[subprocess.Popen[bytes] | None]:
    """What `start` gives, which ends with the block if the block is left early."""
    compiling = start(n_provinces)
    try:
        yield compiling
    finally:
        if compiling is not None and compiling.poll() is None:
            compiling.terminate()
            compiling.wait()


def start(n_provinces: int) -> subprocess.Popen[bytes] | None:
    """Begin compiling in another process, unless it was done before or the cache cannot be written."""
    if CACHE is None or (CACHE / MARK).exists():
        return None
    with suppress(OSError):
        return subprocess.Popen(
            [sys.executable, "-m", "inminban.step.simulation.warm_up", str(n_provinces)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return None


if __name__ == "__main__":
    compile_first(int(sys.argv[1]))
