"""What single people say in public, for the tables of those who are followed and of those who leave."""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.arithmetic import WHOLE
from inminban.core.columns import Array
from inminban.core.compile.rule import kernel
from inminban.step.month.home_talk import says


@kernel
def speak(first: int, last: int, people: Any, p: Any, said: Array) -> None:
    """Compute the conviction that people `first` to `last` - 1 show in public."""
    for i in range(first, last):
        said[i] = says(people[i], WHOLE, p)


def said_by(people: Any, p: Any) -> Array:
    """The conviction (bp) that each of some people shows in public; `p`: the compiled numbers of public opinion."""
    said = np.zeros(len(people), dtype=np.int64)
    speak(0, len(said), people, p, said)
    return said
