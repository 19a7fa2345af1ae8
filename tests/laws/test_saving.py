"""A saved run holds everything that one week leaves to the next: nothing that remembers may be forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.made_departures import make_married_society
from tests.made_simulation import live_weeks, make_simulation

from inminban.core.device.threads import Threads
from inminban.numbers import parameters
from inminban.run.state_hash import state_sha256
from inminban.step.money_accounts import Workers
from inminban.step.simulation.kernel_arrays import KernelArrays
from inminban.step.simulation.panel import DayPanel
from inminban.step.simulation.restoring import restored
from inminban.step.simulation.saved_checks import check_fits
from inminban.step.simulation.saved_state import KEPT, TYPES, Saved
from inminban.step.simulation.saving import save
from inminban.step.simulation.simulation import Simulation

FIRST, LAST = date(2015, 2, 19), date(2016, 4, 17)  # two springs and a New Year
EVERY = 6  # weeks
ROOM = {  # wiped before it is written, or as good from elsewhere: need not be the same
    Simulation: {"recording", "threads"},
    KernelArrays: {"tallies", "events"},
    DayPanel: {"tallies", "events"},
    Workers: {"all", "idle"},
}


@cache
def overrides() -> dict[str, dict[str, Any]]:
    """A world in which many leave, so that those who left are many."""
    return {name: dict(values) for name, values in parameters.load_scenario("open-border").overrides.items()}


def new_simulation() -> Simulation:
    return make_simulation(
        make_married_society(), FIRST, LAST, overrides=overrides(), followed_homes=np.arange(0, 2_400, 40)
    )


def through_the_disk(saved: Saved) -> Saved:
    """What is read back of it: arrays of their own, values as JSON gives them."""
    text = json.dumps(saved.plain, default=int)
    return Saved({name: np.array(array) for name, array in saved.arrays.items()}, json.loads(text))


def taken_up(simulation: Simulation, days_done: int) -> Simulation:
    """The run saved and made again."""
    saved = through_the_disk(save(simulation))
    check_fits(saved.arrays, len(simulation.setting.provinces))
    return restored(
        saved, FIRST, LAST, simulation.setting.seed, overrides(), simulation.setting.output_detail, days_done
    )


def differences(one: Any, other: Any, where: str = "simulation") -> Iterator[str]:
    """Places where two things that remember differ, in kind or in what they hold."""
    if type(one) is not type(other) and not isinstance(one, np.ndarray):
        yield f"{where}: {type(one).__name__} and {type(other).__name__}"
    elif isinstance(one, np.ndarray):
        if one.dtype != other.dtype or not np.array_equal(one, other):
            yield where
    elif isinstance(one, dict):
        if list(one) != list(other):
            yield f"{where}: other keys, or in another order"
        for key in one.keys() & other.keys():
            yield from differences(one[key], other[key], f"{where}[{key}]")
    elif hasattr(one, "_fields"):
        for name in one._fields:
            yield from differences(getattr(one, name), getattr(other, name), f"{where}.{name}")
    elif type(one) in KEPT:
        for name in vars(one).keys() - ROOM.get(type(one), set()):
            yield from differences(getattr(one, name), getattr(other, name, None), f"{where}.{name}")
    elif isinstance(one, (list, tuple)):
        if len(one) != len(other):
            yield f"{where}: {len(one)} and {len(other)}"
        for index, (first, second) in enumerate(zip(one, other, strict=False)):
            yield from differences(first, second, f"{where}[{index}]")
    elif one != other:
        yield where


def joined_parts(simulation: Simulation) -> Simulation:
    """Columns kept month by month are joined when saved: join them here too, so that they can be compared."""
    departures = simulation.departures
    parts = departures.leavers.parts
    for name in parts:
        parts[name] = [np.concatenate(parts[name])]
    if departures.postings:
        names = departures.postings[0]
        departures.postings = [{name: np.concatenate([part[name] for part in departures.postings]) for name in names}]
    return simulation


def forgotten(simulation: Simulation) -> list[str]:
    """Attributes that are neither saved nor made anew, or listed and not there, of everything a run reaches."""
    found, seen, open_things = [], set(), [simulation]
    while open_things:
        thing: Any = open_things.pop()
        if id(thing) in seen or isinstance(thing, (np.ndarray, np.generic, type)):
            continue
        seen.add(id(thing))
        if isinstance(thing, dict):
            open_things += [*thing, *thing.values()]
        elif isinstance(thing, (list, tuple, set, frozenset)):
            open_things += thing
        elif type(thing).__module__.startswith("inminban"):
            listed = KEPT.get(type(thing))
            names = listed.saved | listed.anew if listed else set()
            found += [f"{type(thing).__name__}.{name}" for name in vars(thing).keys() ^ names]
            open_things += vars(thing).values()
    return sorted(found)


def test_a_run_taken_up_is_the_run_that_was_saved() -> None:
    """At many moments of two years; and one that is taken up in the middle ends as the one that went on."""
    simulation = new_simulation()
    found: list[str] = []
    middle: list[tuple[Simulation, int]] = []

    def look(day: date, done: int) -> None:
        if done // 7 % EVERY == 0 or day.month in (1, 4):
            simulation.recording.take()
            later = taken_up(joined_parts(simulation), done)
            found.extend(f"{day} {where}" for where in differences(simulation, later))
            if not middle and done > 200 and simulation.departures.leavers.ends:
                middle.append((later, done))

    live_weeks(simulation, look)
    assert found == []
    later, done = middle[0]
    assert 200 < done < 350
    with Threads(2) as threads:
        later.live(threads, lambda day, done: True, lambda tables: None, done)
    assert state_sha256(later.society) == state_sha256(simulation.society)
    assert len(simulation.departures.leavers.ends) > 10


@pytest.fixture(scope="module")
def lived() -> Simulation:
    """A run after some weeks with a panel, people who left, and postings."""
    simulation = make_simulation(
        make_married_society(), FIRST, date(2015, 5, 31), overrides=overrides(), followed_homes=np.arange(50)
    )
    live_weeks(simulation)
    return simulation


def test_everything_that_remembers_is_saved_or_made_anew(lived: Simulation) -> None:
    assert lived.panel.days is not None and lived.departures.abroad is not None
    assert forgotten(lived) == []


def test_an_attribute_that_somebody_adds_is_missed(lived: Simulation) -> None:
    lived.economy.prices.new = 1  # type: ignore[attr-defined]
    try:
        assert forgotten(lived) == ["PriceLevel.new"]
    finally:
        del lived.economy.prices.new  # type: ignore[attr-defined]


def test_what_is_saved_is_what_is_listed(lived: Simulation) -> None:
    lived.recording.waiting.clear()
    saved = save(lived)
    assert saved.arrays.keys() <= TYPES.keys()
    for name, array in saved.arrays.items():
        kind = TYPES[name]
        assert kind is None or np.lib.format.dtype_to_descr(array.dtype) == np.lib.format.dtype_to_descr(kind), name


def test_what_was_written_down_must_be_handed_over_first(lived: Simulation) -> None:
    lived.recording.add("population", {"people": np.array([1])})
    with pytest.raises(RuntimeError, match="population"):
        save(lived)
    lived.recording.waiting.clear()


def spoiled(saved: Saved, table: str, column: str, row: int, value: int) -> dict[str, Any]:
    """The arrays with one number changed."""
    arrays = through_the_disk(saved).arrays
    arrays[table][column][row] = value
    return arrays


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("households", "first_person", 2**31 - 1, "households overlap|people of households"),
        ("households", "n_people", -1, "wrong number of people"),
        ("households", "unit", 9_999, "wrong units"),
        ("households", "county", 199, "unknown county"),
        ("people", "occupation", 77, "people.occupation holds unknown categories"),
        ("people", "workplace", 2**31 - 1, "unknown workplace"),
        ("units", "first_household", 1, "do not follow one another"),
        ("units", "n_rows", 30_000, "do not follow one another"),
        ("counties", "n_units", 0, "do not follow one another"),
        ("counties", "province", 100, "unknown province"),
    ],
)
def test_rows_that_lead_nowhere_are_found(lived: Simulation, table: str, column: str, value: int, words: str) -> None:
    lived.recording.waiting.clear()
    saved = save(lived)
    check_fits(saved.arrays, len(lived.setting.provinces))
    with pytest.raises(ValueError, match=words):
        check_fits(spoiled(saved, table, column, 5, value), len(lived.setting.provinces))


def test_a_table_of_another_shape_is_found(lived: Simulation) -> None:
    lived.recording.waiting.clear()
    arrays = through_the_disk(save(lived)).arrays
    arrays["cells"] = arrays["cells"][:, 1:]
    with pytest.raises(ValueError, match="cells has the shape"):
        check_fits(arrays, len(lived.setting.provinces))


def test_the_lists_name_no_attribute_twice() -> None:
    assert [kind for kind, listed in KEPT.items() if listed.saved & listed.anew] == []
