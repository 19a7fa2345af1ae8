"""Reading the numbers of a record into values, which a loop keeps in registers.

After every write to memory compiled code reads a record again, since the write might have changed it; so a loop that
reads parameters from a record works on one person at a time. Values read before the loop cannot change, and a processor
works on many people in one step.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any, get_type_hints

from inminban.core.compile.rule import inlined


def values_of(parameters: type) -> Any:
    """Make a function that reads all single numbers of a record of `parameters` (a NamedTuple) into a named tuple.

    Tuples, such as numbers by occupation, stay in the record. Values that a loop does not use cost nothing.
    """
    names = [name for name, kind in get_type_hints(parameters).items() if kind is int]
    made = {"Values": namedtuple("Values", names)}
    arguments = ", ".join(f"int(record.{name})" for name in names)
    exec(f"def values(record):\n    return Values({arguments})", made)
    return inlined(made["values"])
