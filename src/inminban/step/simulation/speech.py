"""What single people say in public, for the tables of those who are followed and of those who leave."""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import Array
from inminban.core.compile.rule import kernel
from inminban.core.kinds import FixedLuck
from inminban.rules import public_opinion


@kernel
def speak(first: int, last: int, people: Any, p: Any, says: Array) -> None:
    """Compute the conviction that people `first` to `last` - 1 show in public."""
    for i in range(first, last):
        courage, perceived = int(people[i].fixed_luck[FixedLuck.COURAGE]), int(people[i].perceived_support)
        says[i] = public_opinion.spoken(int(people[i].conviction), int(people[i].fear), perceived, courage, p)


def said_by(people: Any, p: Any) -> Array:
    """The conviction (bp) that each of some people shows in public; `p`: the compiled numbers of public opinion."""
    says = np.zeros(len(people), dtype=np.int64)
    speak(0, len(says), people, p, says)
    return says
