"""Rules as the plain Python they are written in: Numba's decorator gives every function back as it stands."""

from __future__ import annotations

from typing import Any


def leave_out_numba() -> None:
    """Make every decorator of core/compile/rule.py give the plain function back; to be called before any import."""
    import numba

    def as_it_stands(**_: Any) -> Any:
        def keep(function: Any) -> Any:
            function.py_func = function
            return function

        return keep

    vars(numba)["njit"] = as_it_stands
