"""The army: years of service away from home, fed from the army's share of the grain.

Leaves out what the units do; soldiers take no part in the days of their households.
"""

from __future__ import annotations

from typing import NamedTuple


class Parameters(NamedTuple):
    """parameters/army.toml"""

    minutes: int  # [min] service a day
    study: int  # [min] political study a day
