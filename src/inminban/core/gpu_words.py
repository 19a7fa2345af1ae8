"""What numba-cuda must be told so that it takes the rules as they stand: words as numbers, tables that all add to.

Rules say `person.won[Won.PAY]`. For a processor Numba takes a member of an enumeration as a place in an array;
numba-cuda (0.30) refuses it. Here it is told that a member of an enumeration of whole numbers is its number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import cuda
from numba.cuda import types
from numba.cuda.cudadecl import registry as known_types
from numba.cuda.cudaimpl import registry as known_code
from numba.cuda.extending import overload
from numba.cuda.typing.templates import AttributeTemplate

from inminban.core.shared import add_to


@known_types.register_attr
class WordsAreNumbers(AttributeTemplate):
    """`Won.PAY` has the type of its number."""

    key = types.IntEnumClass

    def generic_resolve(self, words: Any, name: str) -> Any:
        """Type of the member `name`; None, for an error that names it, if there is no such member."""
        return words.dtype if name in words.instance_class.__members__ else None


@known_code.lower_getattr_generic(types.IntEnumClass)
def number_of(context: Any, builder: Any, words: Any, value: Any, name: str) -> Any:
    """`Won.PAY` is the constant that stands for it."""
    return context.get_constant_generic(builder, words.dtype, getattr(words.instance_class, name).value)


@overload(add_to)
def add_to_shared(table: Any, place: Any, amount: Any) -> Callable[..., None]:
    """All threads of a GPU add to one table: each addition is done as a whole."""

    def add(table: Any, place: Any, amount: Any) -> None:
        cuda.atomic.add(table, place, amount)

    return add
