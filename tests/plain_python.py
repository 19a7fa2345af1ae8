"""Rules as the plain Python they are written in: Numba's decorator gives every function back as it stands."""

from __future__ import annotations

from typing import Any

import numpy as np


def leave_out_numba() -> None:
    """Make every decorator of core/compile/rule.py give the plain function back; to be called before any import."""
    import numba

    def as_it_stands(**_: Any) -> Any:
        def keep(function: Any) -> Any:
            function.py_func = function
            return function

        return keep

    vars(numba)["njit"] = as_it_stands


def widen_fields() -> None:
    """Make every field of the state a 64-bit whole number, so that no narrow one overflows in plain Python."""
    from inminban.core import columns
    from inminban.core.column import Column

    def wide(table: dict[str, Column]) -> np.dtype[Any]:
        return np.dtype([(name, "i8", (c.width,)) if c.width > 1 else (name, "i8") for name, c in table.items()])

    vars(columns)["record_type"] = wide
