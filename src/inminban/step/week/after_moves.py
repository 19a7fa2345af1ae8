"""What a county owes for last week's work, after a spring in which people moved and took up posts.

Earnings are paid on Monday where a household then lives. Rates are set on Sunday from what was done in a county and
what its traders and officials hold. Where more work, lessons or grain are to be paid after the moves, all are paid
less, and shares are divided among those who are there, so that no account pays more than it has.
"""

from __future__ import annotations

import numpy as np

from inminban.core.columns import Array, Records, Society
from inminban.core.layout import everybody
from inminban.step.context import Rules
from inminban.step.public_accounts import Accounts
from inminban.step.week.settlement import Recipients, set_shares


def owed_by_county(society: Society) -> tuple[Array, Array, Array]:
    """Market effort, minutes of lessons and grams delivered that are paid next Monday, by county (int64)."""
    people, homes, n = society.people, society.households, len(society.counties)
    county = society.units.county[homes.unit]
    rows, home = everybody(society)
    effort, lessons, grain = (np.zeros(n, dtype=np.int64) for _ in range(3))
    np.add.at(effort, county[home], people.effort[rows].astype(np.int64))
    np.add.at(lessons, county[home], people.lesson_minutes[rows].astype(np.int64))
    np.add.at(grain, county, homes.grain_delivered)
    return effort, lessons, grain


def share_again(
    before: tuple[Array, Array, Array], society: Society, accounts: Accounts, recipients: Recipients, rules: Rules,
    counties: Records,
) -> None:  # fmt: skip
    """Set rates and shares of next week for those who are there after the moves; changes `counties`.

    `before` is what was owed before them (`owed_by_county`).
    """
    rates = (counties.effort_rate, counties.lesson_rate, counties.wholesale)
    for rate, was, now in zip(rates, before, owed_by_county(society), strict=True):
        rate[:] = diluted(rate, was, now)
    set_shares(accounts, recipients, rules, counties)


def diluted(rate: Array, was: Array, now: Array) -> Array:
    """Rates at which `now` units cost no more than `was` units did; unchanged where there are no more of them."""
    lower = [int(r) * int(w) // max(int(n), 1) for r, w, n in zip(rate, was, now, strict=True)]
    return np.where(now > was, np.array(lower, dtype=np.int64), rate)
