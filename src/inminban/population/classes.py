# mypy: disable-error-code="no-any-return"
"""Origin class (songbun): one for a whole household, since in law it comes from the father."""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.compile.rule import rule
from inminban.core.random import STREAM_POPULATION, below, draw

CLASSES = 100  # purpose of the draw, used in place of the day


@rule
def give_classes(counts: Any, first_person: Any, songbun: Any, seed: int) -> None:
    """Share the classes of a place out among its households, shuffled; `first_person` has one row more."""
    n_households = len(first_person) - 1
    classes = np.zeros(n_households, np.uint8)
    filled = 0
    for kind in range(len(counts)):
        classes[filled : filled + counts[kind]] = kind
        filled += counts[kind]
    for i in range(n_households - 1, 0, -1):
        j = below(draw(seed, first_person[i], CLASSES, STREAM_POPULATION)[0], i + 1)
        classes[i], classes[j] = classes[j], classes[i]
    level_classes(counts, first_person, classes)
    start = first_person[0]
    for h in range(n_households):
        songbun[first_person[h] - start : first_person[h + 1] - start] = classes[h]


@rule
def level_classes(counts: Any, first_person: Any, classes: Any) -> None:
    """Exchange classes between large and small households until classes have their share of people too."""
    n_households = len(classes)
    n_people = first_person[n_households] - first_person[0]
    over = np.zeros(len(counts), np.int64)
    for kind in range(len(counts)):
        over[kind] = -(n_people * counts[kind] // n_households)
    for h in range(n_households):
        over[classes[h]] += first_person[h + 1] - first_person[h]
    for rich in range(len(counts)):
        for poor in range(len(counts)):
            other = 0
            for h in range(n_households):
                wanted = min(over[rich], -over[poor])
                if wanted <= 0:
                    break
                if classes[h] != rich:
                    continue
                size = first_person[h + 1] - first_person[h]
                while other < n_households and not is_exchange(other, poor, size, wanted, first_person, classes):
                    other += 1
                if other == n_households:
                    break
                gain = size - (first_person[other + 1] - first_person[other])
                classes[h], classes[other] = poor, rich
                over[rich] -= gain
                over[poor] += gain


@rule
def is_exchange(other: int, kind: int, size: int, wanted: int, first_person: Any, classes: Any) -> bool:
    """Whether a household is of a class and smaller than `size` by no more than `wanted`."""
    gain = size - (first_person[other + 1] - first_person[other])
    return classes[other] == kind and 0 < gain <= wanted
