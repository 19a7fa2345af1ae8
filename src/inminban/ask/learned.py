"""Scores of measures and kinds for a question, learned from the examples (learn.py makes the file of weights).

Each class has a weight for every feature. A feature counts by the logarithm of how often it stands in the question and
by how rare it is among the examples; a question's features are brought to length 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array

FILE = Path(__file__).resolve().parent / "learned.npz"
WORD_FEATURE = "word "
"""How the feature of a whole word begins."""

NO_MEASURE = "-"
"""The class of questions that are about no measure."""


class Scale(NamedTuple):
    """What was learned of one thing: its classes, features with their rarity, weights (features x classes, int8).

    A weight is in steps of its class (`step`); `bias` is what a class has without any feature.
    """

    classes: tuple[str, ...]
    places: Mapping[str, int]
    rarity: Array
    weights: Array
    step: Array
    bias: Array

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """A score for each class: above 0 it is probable, below -1 it is not meant.

        Words that no example has make all classes less probable.
        """
        every = Counter(features)
        counts = {one: n for one, n in every.items() if one in self.places}
        if not counts:
            return dict(zip(self.classes, map(float, self.bias), strict=True))
        at = np.fromiter((self.places[one] for one in counts), np.int64, len(counts))
        amounts = (1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))) * self.rarity[at]
        n_unknown = sum(one.startswith(WORD_FEATURE) for one in every.keys() - counts.keys())
        amounts /= np.sqrt((amounts**2).sum() + n_unknown * self.rarity.max() ** 2)
        found = (amounts[:, None] * self.weights[at]).sum(axis=0) * self.step + self.bias
        return {name: round(float(score), 4) for name, score in zip(self.classes, found, strict=True)}


@cache
def scale(name: str) -> Scale:
    """What was learned of `name`: "measure" or "kind"."""
    with np.load(FILE, allow_pickle=False) as kept:
        classes, features = (str(kept[f"{name}_{what}"]).split("\n") for what in ("classes", "features"))
        rarity, weights, step, bias = (kept[f"{name}_{what}"] for what in ("rarity", "weights", "step", "bias"))
    places = {feature: at for at, feature in enumerate(features)}
    return Scale(tuple(classes), places, rarity.astype(np.float64), weights, step, bias)


@cache
def made_from() -> str:
    """The SHA-256 of what the weights were learned from."""
    with np.load(FILE, allow_pickle=False) as kept:
        return str(kept["made_from"])
