"""The parameters of every institution as they stand on a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from inminban.numbers import parameters
from inminban.numbers.parameters import Overrides
from inminban.rules import currency_reform, grain_supply, indoctrination
from inminban.step.context import PARAMETER_TYPES, Rules


class Numbers(NamedTuple):
    """Parameters in force in one week: those that compiled rules read, and those that only the week's order reads."""

    rules: Rules
    grain: grain_supply.Parameters
    reform: currency_reform.Parameters
    study: indoctrination.Parameters
    until: date  # the first day on which some parameter has another value


def load_numbers(day: date, overrides: Overrides) -> Numbers:
    """Every institution's parameters in force on a day, with the scenario's differences."""
    return Numbers(
        rules=Rules(**{name: parameters.load(name, kind, day, overrides) for name, kind in PARAMETER_TYPES.items()}),
        grain=parameters.load("grain_supply", grain_supply.Parameters, day, overrides),
        reform=parameters.load("currency_reform", currency_reform.Parameters, day, overrides),
        study=parameters.load("indoctrination", indoctrination.Parameters, day, overrides),
        until=parameters.next_change(day),
    )
