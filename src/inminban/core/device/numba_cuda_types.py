"""Extensions of numba-cuda that the rules need: members of enumerations, wide arguments, atomic additions.

Rules say `person.won[Won.PAY]`. For a processor Numba takes a member of an enumeration as a place in an array;
numba-cuda (0.30) refuses it. Here it is told that a member of an enumeration of whole numbers is its number.
"""

from __future__ import annotations

from typing import Any

from numba import cuda
from numba.cuda import types
from numba.cuda.cudadecl import registry as known_types
from numba.cuda.cudaimpl import registry as known_code
from numba.cuda.dispatcher import CUDADispatcher
from numba.cuda.typing.templates import AttributeTemplate

from inminban.core.compile.inlining import in_64_bits
from inminban.core.device.atomics import add_to


@known_types.register_attr
class EnumMembersAreNumbers(AttributeTemplate):
    """`Won.PAY` has the type of its number."""

    key = types.IntEnumClass

    def generic_resolve(self, words: Any, name: str) -> Any:
        """Type of the member `name`; None, for an error that names it, if there is no such member."""
        return words.dtype if name in words.instance_class.__members__ else None


@known_code.lower_getattr_generic(types.IntEnumClass)
def number_of(context: Any, builder: Any, words: Any, value: Any, name: str) -> Any:
    """`Won.PAY` is the constant that stands for it."""
    return context.get_constant_generic(builder, words.dtype, getattr(words.instance_class, name).value)


@cuda.jit(device=True)
def add_atomically(table: Any, place: Any, amount: Any) -> None:
    """Add to a table that all threads of a GPU add to."""
    cuda.atomic.add(table, place, amount)


# The attribute under which numba-cuda keeps the GPU version of a function compiled for the processor.
add_to._CUDATypingContext__dispatcher = add_atomically

original_template = CUDADispatcher.get_call_template


def with_wide_arguments(rule: Any, arguments: Any, named: Any) -> Any:
    """Whole numbers are passed to rules in 64 bits, as on the processor (`core/compile/inlining.py`)."""
    _, folded = rule.fold_argument_types(arguments, named)
    return original_template(rule, tuple(in_64_bits(kind) for kind in folded), {})


CUDADispatcher.get_call_template = with_wide_arguments
