"""One program that holds every mutant: which is alive stands in memory, and so does when each first made a difference.

`choose_mutant(number, as written, changed)` stands in the rules where `points.mark` put it. It gives the changed value
if that mutant is alive, and notes the stage at which the two values first differed. Compiled code and plain Python
read and write the same memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import binding, ir
from numba.core import types
from numba.extending import intrinsic, overload

MOST_MUTANTS = 20_000
NOBODY = -1

memory = np.zeros(2 + MOST_MUTANTS, dtype=np.int64)
"""Which mutant is alive, the stage now, and of each mutant the stage at which it first made a difference, or 0."""
ALIVE, STAGE, FIRST = 0, 1, 2
SYMBOL = "inminban_mutants"
memory[ALIVE] = NOBODY
binding.add_symbol(SYMBOL, memory.ctypes.data)


def choose_mutant(number: int, as_written: Any, changed: Any) -> Any:
    """One of two values of one expression; plain Python may work it out for many counties at once."""
    if memory[FIRST + number] == 0 and np.any(changed != as_written):
        memory[FIRST + number] = memory[STAGE]
    return changed if memory[ALIVE] == number else as_written


def is_alive(number: int) -> bool:
    """Whether a mutant is alive; in plain Python."""
    return bool(memory[ALIVE] == number)


def changed_value(value: Any) -> Any:
    """No for yes, or one more; of something else than a number the same."""
    if isinstance(value, np.ndarray):
        return ~value if value.dtype == bool else value + 1
    if isinstance(value, bool | np.bool_):
        return not value
    return value + 1 if isinstance(value, int | np.integer) else value


def _turned(value: Any) -> Any:
    return not value


def _one_more(value: Any) -> Any:
    return np.int64(value) + 1


def _same(value: Any) -> Any:
    return value


def _as_written(number: Any, as_written: Any, changed: Any) -> Any:
    return as_written


def plain_type(kind: Any) -> Any:
    """The type of a value that is not known when the rule is compiled."""
    unliteral: Any = types.unliteral
    return unliteral(kind)


@overload(changed_value)
def _changed_value(value: Any) -> Any:
    kind = plain_type(value)
    if kind == types.boolean:
        return _turned
    return _one_more if _is_number(kind) else _same


def _whether_chosen(typingctx: Any, number: Any, differs: Any) -> Any:
    """Whether a mutant is alive; notes the stage if its value differs for the first time."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        number, differs = arguments
        word = ir.IntType(64)
        table = builder.module.globals.get(SYMBOL)
        if table is None:
            table = ir.GlobalVariable(builder.module, ir.ArrayType(word, len(memory)), SYMBOL)
            table.linkage = "external"

        def place(at: Any) -> Any:
            return builder.gep(table, [ir.Constant(word, 0), at])

        first = place(builder.add(number, ir.Constant(word, FIRST)))
        noted = builder.load(first)
        is_first = builder.and_(differs, builder.icmp_unsigned("==", noted, ir.Constant(word, 0)))
        builder.store(builder.select(is_first, builder.load(place(ir.Constant(word, STAGE))), noted), first)
        return builder.icmp_unsigned("==", builder.load(place(ir.Constant(word, ALIVE))), number)

    return types.boolean(types.int64, types.boolean), generate


_is_chosen: Any = intrinsic(_whether_chosen)


def _pick_alike(number: Any, as_written: Any, changed: Any) -> Any:
    return changed if _is_chosen(number, as_written != changed) else as_written


def _pick_number(number: Any, as_written: Any, changed: Any) -> Any:
    one, other = np.int64(as_written), np.int64(changed)
    return other if _is_chosen(number, one != other) else one


def _is_number(kind: Any) -> bool:
    return isinstance(kind, types.Integer | types.Boolean | types.IntEnumMember)


@overload(choose_mutant)
def _choose_mutant(number: Any, as_written: Any, changed: Any) -> Any:
    kinds = plain_type(as_written), plain_type(changed)
    if kinds[0] == kinds[1] and kinds[0] in (types.boolean, types.int64, types.uint64):
        return _pick_alike
    if all(_is_number(kind) for kind in kinds):
        return _pick_number
    return _as_written
