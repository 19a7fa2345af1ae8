"""Work abroad: married men of good class, sent for some years, whose pay goes mostly to the state. Claims L11 to L15.

Leaves out the days of the household they come from, in which they take no part.
"""

from __future__ import annotations

from typing import NamedTuple


class Parameters(NamedTuple):
    """parameters/work_abroad.toml"""

    minutes: int  # [min] work a day
    study: int  # [min] political study a day
