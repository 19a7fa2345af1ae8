"""The numbers that a school year needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from inminban.core.days import EPOCH, SHORTEST_MONTH
from inminban.numbers import parameters
from inminban.population.numbers import Parameters, Starting
from inminban.rules import army, assignment, pension, schooling
from inminban.step.spring.school_year import YearNumbers


def year_numbers(day: date, overrides: Mapping[str, Mapping[str, Any]]) -> YearNumbers:
    """Parameters in force on a day, with the scenario's differences; the army's also a year before."""
    before = max(day.replace(year=day.year - 1, day=min(day.day, SHORTEST_MONTH)), EPOCH)
    return YearNumbers(
        army=parameters.load("army", army.Parameters, day, overrides),
        army_before=parameters.load("army", army.Parameters, before, overrides),
        assignment=parameters.load("assignment", assignment.Parameters, day, overrides),
        pension=parameters.load("pension", pension.Parameters, day, overrides),
        schooling=parameters.load("schooling", schooling.Parameters, day, overrides),
        population=parameters.load("population", Parameters, day, overrides),
        starting=parameters.load("starting_state", Starting, day, overrides),
    )
