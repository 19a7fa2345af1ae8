"""The population a measure covers unless a question names one.

Surveys and witnesses speak of civilians at home: a prisoner's day, all of it forced, or a soldier's, all of it under
orders, would change their mean. Naming an occupation lifts the conditions, naming an age lifts the one on age, so that
pupils, soldiers and prisoners can be asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

CHILDREN = "{age_group} NOT IN ('0-6', '7-13', '14-16')"
AT_LIBERTY = "{occupation} <> 'prisoner'"
CIVILIAN = "{occupation} NOT IN ('soldier', 'abroad', 'prisoner')"


class Population(NamedTuple):
    """Whom a measure covers: in words, and conditions on the groups of a table, each with the groups that lift it."""

    words: str
    korean: str
    conditions: tuple[tuple[str, frozenset[str]], ...]


POPULATIONS: dict[str, Population] = {
    "everybody": Population("everybody", "전체", ()),
    "at_liberty": Population(
        "everybody outside camps and prisons, unless an occupation is named",
        "수용소·교화소 밖의 모든 사람",
        ((AT_LIBERTY, frozenset({"occupation"})),),
    ),
    "adults": Population(
        "civilians of 17 and over (no soldiers, prisoners, workers abroad), unless an occupation or age is named",
        "17세 이상 민간인",
        (
            (CHILDREN, frozenset({"age_group", "occupation"})),
            (CIVILIAN, frozenset({"occupation"})),
        ),
    ),
}


def conditions(population: str, groups: Mapping[str, str], named: Collection[str]) -> list[str]:
    """The conditions of a population for a table with these groups, less those that a question has lifted."""
    return [
        text.format_map({name: f"({sql})" for name, sql in groups.items()})
        for text, lifted_by in POPULATIONS[population].conditions
        if not lifted_by & set(named)
    ]
