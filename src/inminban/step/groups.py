"""The groups of people by which a month is summed: settlement, occupation, sex, age, origin class and wealth."""

from __future__ import annotations

from inminban.core.compile.rule import rule
from inminban.core.kinds import N_CLASSES, N_FIFTHS, N_OCCUPATIONS, N_SETTLEMENTS, N_SEXES

AGE_EDGES = (7, 14, 17, 30, 45, 60)  # ages at which a group begins; the first begins at birth
AGE_GROUPS = (
    *(f"{first}-{last - 1}" for first, last in zip((0, *AGE_EDGES), AGE_EDGES, strict=False)),
    f"{AGE_EDGES[-1]}+",
)
N_AGE_GROUPS = len(AGE_GROUPS)
CELLS = (N_SETTLEMENTS, N_OCCUPATIONS, N_SEXES, N_AGE_GROUPS, N_CLASSES, N_FIFTHS)
N_CELLS = N_SETTLEMENTS * N_OCCUPATIONS * N_SEXES * N_AGE_GROUPS * N_CLASSES * N_FIFTHS


@rule
def age_group(age: int) -> int:
    """Index of the age group (AGE_GROUPS) for completed years."""
    group = 0
    for edge in AGE_EDGES:
        group += 1 if age >= edge else 0
    return group


@rule
def cell_of(settlement: int, occupation: int, sex: int, group: int, songbun: int, fifth: int) -> int:
    """Number of the cell in which a person is counted; `fifth` from 1 to 5."""
    cell = (settlement * N_OCCUPATIONS + occupation) * N_SEXES + sex
    return ((cell * N_AGE_GROUPS + group) * N_CLASSES + songbun) * N_FIFTHS + fifth - 1
