"""Cells: the groups of people by which a month is added up."""

from __future__ import annotations

from inminban.core.compile.rule import rule

AGE_GROUPS = ("0-6", "7-13", "14-16", "17-29", "30-44", "45-59", "60+")
N_AGE_GROUPS = 7
N_CELLS = 2 * 20 * 2 * N_AGE_GROUPS * 3 * 5  # settlement, occupation, sex, age group, songbun, fifth of wealth


@rule
def age_group(age: int) -> int:
    """Row of AGE_GROUPS for completed years."""
    if age < 7:
        return 0
    if age < 14:
        return 1
    if age < 17:
        return 2
    if age < 30:
        return 3
    if age < 45:
        return 4
    return 5 if age < 60 else 6


@rule
def cell_of(settlement: int, occupation: int, sex: int, group: int, songbun: int, fifth: int) -> int:
    """Number of the cell in which a person is counted; `fifth` from 1 to 5."""
    cell = (settlement * 20 + occupation) * 2 + sex
    return ((cell * N_AGE_GROUPS + group) * 3 + songbun) * 5 + fifth - 1
