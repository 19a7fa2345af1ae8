"""The parameters of every institution in force on a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from inminban.numbers import parameters
from inminban.numbers.parameters import Overrides
from inminban.step.context import PARAMETER_TYPES, Rules


class Numbers(NamedTuple):
    """Parameters in force, and the date of the next change."""

    rules: Rules
    until: date  # the first day on which some parameter has another value


def load_numbers(day: date, overrides: Overrides) -> Numbers:
    """Every institution's parameters in force on a day, with the scenario's differences."""
    return Numbers(
        rules=Rules(**{name: parameters.load(name, kind, day, overrides) for name, kind in PARAMETER_TYPES.items()}),
        until=parameters.next_change(day),
    )
