"""Words of the society as whole numbers in code for a GPU.

Rules say `person.won[Won.PAY]`. For a processor Numba takes a member of an enumeration as a place in an array;
numba-cuda (0.30) refuses it. Here it is told that a member of an enumeration of whole numbers is its number.
"""

from __future__ import annotations

from typing import Any

from numba.cuda import types
from numba.cuda.cudadecl import registry as known_types
from numba.cuda.cudaimpl import registry as known_code
from numba.cuda.typing.templates import AttributeTemplate


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
