"""Live a small society's weeks and save every field: `python live_weeks.py plain|compiled OUT.npz`.

"plain" leaves out Numba altogether: the text of the rules runs as it stands, on whole numbers of 64 bits in every
field, so that neither a narrow field nor the compiler can hide an overflow.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np


def live_all() -> dict[str, np.ndarray[Any, Any]]:
    """Every field after the weeks, the sums of each week, and the log of sanctions."""
    from tests.made_simulation import fields_of
    from tests.made_week import MONDAYS, is_lively, live, make_lively_society, money_of, open_week

    society = make_lively_society()
    saved: dict[str, Any] = {}
    money: Any = 0
    for monday in MONDAYS:
        _, week = open_week(society, monday)
        live(week)
        saved[f"{monday} won"] = money_of(week)
        saved[f"{monday} followed"] = week.followed.won
        money = money + saved[f"{monday} won"]
        saved |= {f"{monday} tally.{name}": week.tallies[name].copy() for name in week.tallies.dtype.names}
        saved |= {f"{monday} event.{name}": week.events[name].copy() for name in week.events.dtype.names}
        if monday == MONDAYS[0]:
            saved |= {f"{monday} {name}": values for name, values in fields_of(society).items()}
    assert is_lively(society, week.events, money)
    saved |= fields_of(society)
    return {name: np.asarray(values).astype(np.int64) for name, values in saved.items()}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    if sys.argv[1] != "compiled":
        from tests.plain_python import leave_out_numba, widen_fields

        leave_out_numba()
        widen_fields()
    np.savez(sys.argv[2], **live_all())  # type: ignore[arg-type]
