"""Plant overflows and say which are found: `INMINBAN_CHECKED=1 python planted_overflows.py`, or without.

Prints a JSON object: for every planted fault the name of the error and its message, or null if it passed in silence.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from inminban.core.column import Column
from inminban.core.columns import make_records
from inminban.core.compile.ranges import IS_CHECKED
from inminban.core.compile.rule import inlined, kernel, lean_kernel, rule

TABLE = {
    "fear": Column("i2", 1, "bp", 0, 10_000, "fear"),
    "minutes": Column("i2", 3, "min", 0, 29_760, "waking minutes"),
    "offences": Column("u1", 1, "", 0, 255, "offences since the last session"),
    "cash": Column("i8", 1, "jon", 0, 2**62, "won in the house"),
}


@rule
def frighten(person: Any, fear: int) -> None:
    """Write to a field of a record."""
    person.fear = fear


@inlined
def offend(person: Any, times: int) -> None:
    """Write to a field, inlined into a kernel."""
    person.offences += times


@lean_kernel
def offend_all(first: int, last: int, people: Any, times: int) -> None:
    """A kernel with a part inlined in."""
    for i in range(first, last):
        offend(people[i], times)


@lean_kernel
def spend(people: Any, minutes: int) -> None:
    """Write to an entry of an array within a record."""
    people[0].minutes[1] += minutes


@kernel
def set_column(people: Any, fear: int) -> None:
    """Write to a column through the array of all records."""
    people.fear[2] = fear


@kernel
def fill(places: Any, number: int) -> None:
    """Write to an array of narrow numbers."""
    places[0] = number


@rule
def worth(cash: int, price: int) -> int:
    """A product."""
    return cash * price


@rule
def gathered(cash: int, more: int) -> int:
    """A sum."""
    return cash + more


@rule
def fewer(people: Any) -> bool:
    """A difference of two numbers without a sign."""
    return int(people[0].offences) - int(people[1].offences) > 0


@kernel
def reach(places: Any, row: int) -> None:
    """Write to a row that is not there."""
    places[row] = 1


def plant() -> dict[str, Any]:
    """Every fault by name: what is called, and with what."""
    people = make_records(TABLE, 4)
    people.offences[1] = 250
    words = np.zeros(3, dtype=np.int32)
    faults: dict[str, Any] = {
        "a number that the bits of a field do not hold": (frighten, people[0], 70_000),
        "a number beyond the range of a column": (frighten, people[0], 12_000),
        "a negative number": (frighten, people[0], -1),
        "an entry of an array in a record": (spend, people, 29_761),
        "a part inlined into a kernel": (offend_all, 0, 4, people, 6),
        "a column of everybody": (set_column, people, 10_001),
        "an entry of an array": (fill, words, 2**31),
        "a product": (worth, 2**40, 2**40),
        "a sum": (gathered, 2**62, 2**62),
        "a difference without a sign": (fewer, people),
    }
    if IS_CHECKED:  # in an ordinary run this would write into memory that belongs to others
        faults["a row that is not there"] = (reach, words, 3)
    return faults


def outcome(function: Any, *arguments: Any) -> list[str] | None:
    """The error that a call raises, by name and message, or None."""
    try:
        function(*arguments)
    except Exception as error:
        return [type(error).__name__, str(error)]
    return None


if __name__ == "__main__":
    print(json.dumps({name: outcome(*fault) for name, fault in plant().items()}))
