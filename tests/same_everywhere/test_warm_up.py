"""Compiling ahead compiles what a run will call: a run finds every long kernel on the disk, in the form it needs."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from tests.made_simulation import live_weeks, make_simulation
from tests.made_society import PROVINCES, make_small_society

from inminban.step.simulation import warm_up
from inminban.step.simulation.initial_state import give_fixed_luck

ROOM = "inminban.step."
APART, LONG_APART = "inminban.step.simulation.", "inminban.step.simulation.new_year"  # the others there are short
SHORT = {"_set_factors", "_set_parts_of_day", "_set_prices_of_day_out", "_set_wholesale", "plan_rations", "take_notes"}
"""Kernels of the settlement and of the first day; each compiles in less than a second."""
ELSEWHERE = {"note_places", "clear_numbers", "add_tables"}
"""Kernels for a device with a memory of its own."""
INNER = {
    "believe", "hear_others", "nourish", "find_called", "go_to_school_and_work", "attend_events", "attend_sessions",
    "train_for_games",
    "attend_lectures", "work_at_home", "trade", "reckon_trade", "learn_and_lapse", "find_lacks", "eat",
}  # fmt: skip
"""Kernels that only other compiled code calls."""


LEFT_OUT = SHORT | INNER | ELSEWHERE


def kernels() -> dict[str, Any]:
    """Compiled functions that Python calls, by module and name: those that let other threads run."""
    found = {}
    names = [
        name for name in sys.modules if name.startswith(ROOM) and (not name.startswith(APART) or name == LONG_APART)
    ]
    for module in map(sys.modules.__getitem__, names):
        for name, value in vars(module).items():
            options = getattr(value, "targetoptions", {})
            if options.get("nogil") and value.py_func.__module__ == module.__name__ and name not in LEFT_OUT:
                found[f"{module.__name__}.{name}"] = value
    return found


def forms() -> dict[str, set[str]]:
    """The kinds of arguments for which each kernel has been compiled in this process."""
    return {name: {str(signature) for signature in kernel.signatures} for name, kernel in kernels().items()}


def test_a_run_over_new_year_and_spring_needs_nothing_beyond_what_was_compiled_ahead() -> None:
    warm_up.compile_first(len(PROVINCES))
    warm_up.compile_springs()
    ahead = forms()
    assert [name for name, compiled in ahead.items() if not compiled] == []
    live_weeks(make_simulation(make_small_society(), date(2015, 12, 21), date(2016, 4, 10)), n_threads=2)
    assert {name: compiled - ahead[name] for name, compiled in forms().items() if compiled != ahead[name]} == {}


def test_the_kernels_looked_at_are_those_of_a_run() -> None:
    names = {name.rpartition(".")[2] for name in kernels()}
    assert {"live_blocks_on", "live_departures", "decide_vital", "survey", "admit", "match", "turn_year"} <= names
    assert give_fixed_luck.targetoptions["nogil"]
