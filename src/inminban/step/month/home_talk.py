"""Talk at home, once a month: the conviction that the eldest expresses, and how much doubt they hide. Claim L4."""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.compile.rule import lean_kernel
from inminban.core.layout import rows_of
from inminban.rules import conviction
from inminban.step.record import is_absent


@lean_kernel
def talk_at_home(first: int, last: int, society: Society, rules: Any) -> None:
    """Set the conviction that the eldest at home expresses, and the doubt hidden, in households `first` to `last` - 1.

    A household with nobody at home keeps the last values.
    """
    for h in range(first, last):
        home = society.households[h]
        eldest = -1
        for i in rows_of(home):
            person = society.people[i]
            if not is_absent(person) and (eldest < 0 or person.birth_day < society.people[eldest].birth_day):
                eldest = i
        if eldest >= 0:
            believes = int(society.people[eldest].conviction)
            home.voice = conviction.spoken_at_home(believes, int(society.people[eldest].fear), rules.conviction)
            home.hidden_doubt = home.voice - believes
