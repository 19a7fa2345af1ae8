"""Who lives on the farms' share: farmers, and dependants where fewer members have a post off it."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined
from inminban.core.kinds import Occupation
from inminban.core.layout import rows_of
from inminban.rules import farms


@inlined
def is_of_farm(people: Any, home: Any) -> bool:
    """Whether the dependants of a household live on the farm's share."""
    n_farmers, n_elsewhere = 0, 0
    for i in rows_of(home):
        occupation = int(people[i].occupation)
        n_farmers += 1 if occupation == Occupation.FARMER else 0
        n_elsewhere += 1 if farms.is_elsewhere(occupation) else 0
    return farms.lives_on_share(n_farmers, n_elsewhere, int(home.settlement))


@inlined
def has_share(person: Any, of_farm: bool) -> bool:
    """Whether a member of a household has a claim to the farm's share."""
    return farms.is_given_share(int(person.occupation), of_farm, person.has_left_post == 1)
