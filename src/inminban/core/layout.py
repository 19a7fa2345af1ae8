"""Finding people through their households: rows of a record array that belong to nobody are never touched that way."""

from __future__ import annotations

import numpy as np

from inminban.core.columns import Array, Society


def members_of(society: Society, household_rows: Array) -> tuple[Array, Array, Array]:
    """Rows of the members of some households, the place of each one's household in the list, and each first place."""
    sizes = society.households.n_people[household_rows].astype(np.int64)
    first = np.cumsum(sizes) - sizes
    starts = society.households.first_person[household_rows].astype(np.int64)
    rows = np.repeat(starts - first, sizes) + np.arange(int(sizes.sum()))
    return rows, np.repeat(np.arange(len(household_rows)), sizes), first


def everybody(society: Society) -> tuple[Array, Array]:
    """Rows of all people in order of household, and the row of each one's household."""
    rows, home, _ = members_of(society, np.arange(len(society.households)))
    return rows, home


def households_of(society: Society, person_rows: Array) -> Array:
    """Row of the household of each of some people."""
    inhabited = np.flatnonzero(society.households.n_people)
    at = np.searchsorted(society.households.first_person[inhabited], person_rows, side="right") - 1
    return np.asarray(inhabited[at])
