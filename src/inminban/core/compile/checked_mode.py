"""Checked mode: an error where a whole number does not fit or a sum overflows, instead of a wrong number.

Columns are narrow (`core/columns.py`), and compiled code cuts off the upper bits of a number that is too large. In
checked mode every rule is compiled with tests: before each write, against the range of the column where one is declared
and against the range of the type elsewhere; after each sum, difference and product of 64 bits; and of each row number.
The text of the rules is the same and gives the same society, more slowly.

How: Numba accepts additional compiler passes, and replacements for the machine code of an operation on given types.
`Writing` is the pass that keeps track of the line and field being compiled and adds a test to each write; casts and
sums are replaced below. Functions outside this package are compiled as usual. Not tested: shifts, and sums and products
of unsigned numbers of 64 bits, with which random numbers are made; their results are tested where they are written.
What plain NumPy writes is checked against the ranges of columns after each week (`core/compile/ranges.py`).
"""

from __future__ import annotations

import operator
from functools import cache
from pathlib import Path
from typing import Any

from numba import from_dtype
from numba.core import ir, types
from numba.core.lowering import Lower
from numba.cpython.numbers import integer_to_integer
from numba.extending import lower_builtin, lower_cast

from inminban.core.compile.ranges import IS_CHECKED, declared
from inminban.errors import RangeError

PACKAGE = Path(__file__).resolve().parents[2]
WIDTHS = (8, 16, 32, 64)
SUMS = (
    (types.int64, (operator.add, operator.iadd), "sum", "sadd_with_overflow"),
    (types.int64, (operator.sub, operator.isub), "difference", "ssub_with_overflow"),
    (types.int64, (operator.mul, operator.imul), "product", "smul_with_overflow"),
    (types.uint64, (operator.sub, operator.isub), "difference", "usub_with_overflow"),
)


@cache
def columns_of(record: Any, n_declared: int) -> Any:
    """Columns of a record type as compiled code knows it; none if nothing is declared. `n_declared`: types so far."""
    return {from_dtype(kind): columns for kind, columns in declared.items()}.get(record, {})


class Place:
    """Where the compiler is: a line of a file, and the field that the line writes to, if any."""

    def __init__(self, line: Any, field: str, column: Any) -> None:
        self.line, self.field, self.column = line, field, column

    def says(self, what: str) -> str:
        """`what`, with the place before it."""
        path = Path(self.line.filename)
        file = path.relative_to(PACKAGE.parent) if path.is_relative_to(PACKAGE.parent) else path.name
        return f"{file}, line {self.line.line}: {what}"

    def target(self, kind: Any) -> str:
        """What is written to: the field with its meaning, or some place of type `kind`."""
        if not self.field:
            return f"a place of type {kind}"
        return f"{self.field} ({self.column.meaning})" if self.column else self.field


def limits(kind: Any) -> tuple[int, int]:
    """Least and greatest whole number that a type of compiled code can hold."""
    if kind.signed:
        return -(2 ** (kind.bitwidth - 1)), 2 ** (kind.bitwidth - 1) - 1
    return 0, 2**kind.bitwidth - 1


def refuse(context: Any, builder: Any, is_wrong: Any, value: Any, kind: Any, message: str) -> None:
    """Compile: if `is_wrong`, raise RangeError with the message and the value."""
    with builder.if_then(is_wrong, likely=False):
        context.call_conv.return_dynamic_user_exc(builder, RangeError, (message, value), (None, kind))


def refuse_beyond(context: Any, builder: Any, value: Any, kind: Any, low: int, high: int, target: Any) -> None:
    """Compile: raise RangeError unless `value`, of integer type `kind`, lies from `low` to `high`.

    `target`: type of the place it is written to.
    """
    least, most = limits(kind)
    compare = builder.icmp_signed if kind.signed else builder.icmp_unsigned
    tests = []
    if low > least:
        tests.append(compare("<", value, context.get_constant(kind, low)))
    if high < most:
        tests.append(compare(">", value, context.get_constant(kind, high)))
    if tests:
        is_wrong = tests[0] if len(tests) == 1 else builder.or_(*tests)
        message = f"{builder.place.target(target)} holds {low:,} to {high:,}, the number written is"
        refuse(context, builder, is_wrong, value, kind, builder.place.says(message))


def checked_cast(context: Any, builder: Any, wide: Any, narrow: Any, value: Any) -> Any:
    """A whole number made narrower."""
    if hasattr(builder, "place"):
        refuse_beyond(context, builder, value, wide, *limits(narrow), narrow)
    return integer_to_integer(context, builder, wide, narrow, value)


def checked_sum(kind: Any, name: str, instruction: str, plain: str) -> Any:
    """A sum, difference or product of two whole numbers of 64 bits."""

    def compiled(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        if not hasattr(builder, "place"):
            return getattr(builder, plain)(*arguments)
        both = getattr(builder, instruction)(*arguments)
        result, is_wrong = builder.extract_value(both, 0), builder.extract_value(both, 1)
        message = f"a {name} does not fit into 64 bits, the first of the two numbers is"
        refuse(context, builder, is_wrong, arguments[0], kind, builder.place.says(message))
        return result

    return compiled


class Writing(Lower):
    """Compiles line by line, keeps track of the place, and tests each write to a field with a range."""

    def lower_inst(self, inst: Any) -> None:
        """Compile one instruction."""
        field, column = self.field_of(inst)
        self.builder.place = Place(self.loc, field, column)
        if column is not None:
            self.test_range(inst.value, column)
        super().lower_inst(inst)

    def field_of(self, inst: Any) -> tuple[str, Any]:
        """Name and column of the field that an instruction writes to: of a record, or of an array in a record."""
        if isinstance(inst, ir.SetAttr):
            return self.column_of(inst.target, inst.attr)
        if isinstance(inst, ir.SetItem | ir.StaticSetItem):
            try:
                definition = self.func_ir.get_definition(inst.target)
            except KeyError:
                return "", None
            if isinstance(definition, ir.Expr) and definition.op == "getattr":
                return self.column_of(definition.value, definition.attr)
        return "", None

    def column_of(self, owner: Any, field: str) -> tuple[str, Any]:
        """A field of a record, or of an array of records."""
        kind = self.typeof(owner.name)
        record = kind.dtype if isinstance(kind, types.Array) else kind
        return field, columns_of(record, len(declared)).get(field)

    def test_range(self, written: Any, column: Any) -> None:
        """Compile the test of a whole number against the column's range."""
        kind = types.unliteral(self.typeof(written.name))
        if isinstance(kind, types.Integer):
            value = self.loadvar(written.name)
            refuse_beyond(self.context, self.builder, value, kind, column.low, column.high, kind)


def install() -> None:
    """Give Numba the tested casts and sums. They test only in what `Writing` translates."""
    kinds = [getattr(types, f"{sign}int{width}") for sign in ("", "u") for width in WIDTHS]
    for wide in kinds:
        for narrow in kinds:
            if narrow.bitwidth < wide.bitwidth:
                lower_cast(wide, narrow)(checked_cast)
    for kind, operators, name, instruction in SUMS:
        for one in operators:
            lower_builtin(one, kind, kind)(checked_sum(kind, name, instruction, operators[0].__name__))


if IS_CHECKED:
    install()
