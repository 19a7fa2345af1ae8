"""Loops over everybody on a batch work on many people in one step: else a day takes half as long again."""

from __future__ import annotations

import platform
import re
from datetime import date
from typing import Any

import numba
import pytest
from numba.core.codegen import get_host_cpu_features
from tests.made_week import make_lively_society, open_week

from inminban.core.compile.inlining import EntryPointCompiler
from inminban.core.compile.ranges import IS_CHECKED
from inminban.step.day import beliefs, duties, household_food, nourishment, own_time
from inminban.step.day.batch import make_batch

WIDE = re.compile(r"\bv\w+\s.*%[yz]mm")
NJIT: Any = numba.njit  # its type stubs leave out the options used here
TYPEOF: Any = numba.typeof
LEAST = 20  # instructions on wide registers; a loop that was left narrow has a few, of the values before it

pytestmark = pytest.mark.skipif(
    platform.machine() not in ("x86_64", "AMD64") or "+avx2" not in str(get_host_cpu_features()) or IS_CHECKED,  # type: ignore[no-untyped-call]
    reason="looks at the instructions of processors with wide registers",
)


def loops() -> dict[str, tuple[Any, tuple[Any, ...]]]:
    """Every loop over a batch by name, with arguments of its kinds."""
    _, week = open_week(make_lively_society(), date(2015, 6, 1))
    day, county, rules, totals = week.days[0], week.counties[0], week.rules, week.tallies[0].totals
    batch = make_batch()
    return {
        "find_called": (duties.find_called, (16, 2_000, 500, 1_000, rules, batch)),
        "go_to_school_and_work": (duties.go_to_school_and_work, (16, day, rules, batch)),
        "attend_events": (duties.attend_events, (16, day, rules, batch)),
        "attend_sessions": (duties.attend_sessions, (16, day, rules, batch)),
        "train_for_games": (duties.train_for_games, (16, 60, batch)),
        "attend_lectures": (duties.attend_lectures, (16, day, rules, batch)),
        "work_at_home": (own_time.work_at_home, (16, day, rules, batch)),
        "trade": (own_time.trade, (16, day, county, rules, batch, totals)),
        "reckon_trade": (own_time.reckon_trade, (16, rules, batch, totals)),
        "find_lacks": (household_food.find_lacks, (16, day, rules, batch)),
        "eat": (household_food.eat, (16, day, rules, batch, totals)),
        "believe": (beliefs.believe, (16, 7, week.society.units[0], batch, rules)),
        "hear_others": (beliefs.hear_others, (16, 7, week.society.units[0], batch, rules)),
        "learn_and_lapse": (beliefs.learn_and_lapse, (16, batch, rules)),
        "nourish": (nourishment.nourish, (16, 7, batch, rules)),
    }


LOOPS = loops()


def wide_instructions(function: Any, arguments: tuple[Any, ...]) -> int:
    """Instructions on registers of 256 or 512 bits in what is made of a function."""
    kinds = tuple(TYPEOF(value) for value in arguments)
    made = NJIT(error_model="numpy", no_cfunc_wrapper=True, pipeline_class=EntryPointCompiler, nogil=True, _nrt=False)(
        function
    )
    made.compile(kinds)
    return len(WIDE.findall(made.inspect_asm(made.signatures[0])))


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_over_everybody_works_on_many_at_once(name: str) -> None:
    function, arguments = LOOPS[name]
    assert wide_instructions(function.py_func, arguments) >= LEAST


def test_every_loop_over_a_batch_is_looked_at() -> None:
    there = {
        name
        for module in (duties, own_time, beliefs, nourishment, household_food)
        for name, value in vars(module).items()
        if getattr(value, "targetoptions", {}).get("nogil") and value.py_func.__module__ == module.__name__
    }
    assert there == set(LOOPS)


def read_after_choosing(n: int, batch: Any) -> None:
    """What must not be done: a number is read only where it was chosen."""
    for at in range(n):
        batch.labour[at] = int(batch.left[at]) * 3 if batch.want[at] == 1 else int(batch.free[at]) * 5


def test_a_narrow_loop_is_found() -> None:
    assert wide_instructions(read_after_choosing, (16, make_batch())) < LEAST
