"""Scenario files, which list only what differs from history.

    label = "Without buying out"
    description = "Nobody can pay to be let off labour or goods."
    reason = "Shows who is spared by money."

    [mechanisms]
    off = ["buying_out"]              # sets is_active = 0 of that institution

    [parameters.work.pay_pyongyang]
    value = 80
    unit = "percent"

A value holds on every day of the run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from inminban.errors import InputError
from inminban.numbers.parameters.entries import Entry, Value, Whole, whole_value
from inminban.numbers.parameters.lines import TomlFile, input_error, nearest, read_toml
from inminban.numbers.parameters.positions import Dated
from inminban.numbers.parameters.together import all_nothing, too_much
from inminban.numbers.parameters.units import UNITS, engine_unit

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SWITCH = "is_active"
Overrides = Mapping[str, Mapping[str, Whole | Dated]]
"""What differs from the files: institution -> key -> a value in engine units for every day, or dated values."""


class ScenarioValue(BaseModel):
    """One number that differs, with its unit."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    value: Value
    unit: str
    note: str = ""


class Mechanisms(BaseModel):
    """Institutions switched off."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    off: list[str] = []


class ScenarioText(BaseModel):
    """A scenario file as written."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    label: str
    description: str
    reason: str = ""  # what the comparison with history is for
    mechanisms: Mechanisms = Mechanisms()
    parameters: dict[str, dict[str, ScenarioValue]] = {}


class Scenario(NamedTuple):
    """A scenario: `overrides` (institution -> key -> value in engine units) is what differs from history."""

    name: str
    label: str
    description: str
    overrides: Overrides
    reason: str = ""


def scenario_names() -> list[str]:
    """The scenarios that come with the package."""
    return sorted(path.stem for path in SCENARIOS.glob("*.toml"))


def scenario_text(name: str) -> ScenarioText:
    """A shipped scenario as its file says it: label, description, reason. InputError for an unknown name."""
    if name not in scenario_names():
        remedy = f"Choose from {', '.join(scenario_names())}.{nearest(name, scenario_names())}"
        raise InputError(f"there is no scenario '{name}'", remedy=remedy)
    return ScenarioText.model_validate(read_toml(SCENARIOS / f"{name}.toml").content)


def read_scenario(name: str | Path, known: Mapping[str, Mapping[str, Entry]]) -> Scenario:
    """A shipped scenario by name, or a file (a path, or text that ends in .toml). InputError says what is wrong."""
    is_path = isinstance(name, Path) or name.endswith(".toml")
    names = scenario_names()
    if not is_path and name not in names:
        remedy = f"Use one of {', '.join(names)}, or the path of a .toml file.{nearest(str(name), names)}"
        raise InputError(f"there is no scenario '{name}'", remedy=remedy)
    path = Path(name) if is_path else SCENARIOS / f"{name}.toml"
    stem = path.stem
    if not re.fullmatch(r"[A-Za-z0-9_\-]{1,60}", stem):
        raise InputError("not a name for a scenario", file=path, remedy="Use letters, digits, - and _ in its name.")
    file = read_toml(path)
    try:
        text = ScenarioText.model_validate(file.content)
    except ValidationError as error:
        fields = (*ScenarioText.model_fields, *Mechanisms.model_fields, *ScenarioValue.model_fields)
        raise input_error(error, file, [], fields) from error
    return Scenario(stem, text.label, " ".join(text.description.split()), _overrides(text, file, known), text.reason)


def _overrides(
    text: ScenarioText, file: TomlFile, known: Mapping[str, Mapping[str, Entry]]
) -> dict[str, dict[str, Whole]]:
    found: dict[str, dict[str, Whole]] = {}
    for institution in text.mechanisms.off:
        _known(institution, known, file, "institution", "mechanisms", "off")
        if SWITCH not in known[institution]:
            what = f"'{institution}' cannot be switched off"
            raise _error(file, what, "Change its parameters instead.", "mechanisms", "off")
        found.setdefault(institution, {})[SWITCH] = 0
    for institution, values in text.parameters.items():
        _known(institution, known, file, "institution", "parameters", institution)
        for key, changed in values.items():
            _known(key, known[institution], file, f"parameter of {institution}", "parameters", institution, key)
            if key in found.get(institution, {}):
                raise _error(file, "set twice", "Keep one of the two.", "parameters", institution, key)
            entry = known[institution][key]
            found.setdefault(institution, {})[key] = _value(entry, changed, file)
    _check_together(found, file, known)
    return found


def _check_together(
    overrides: Mapping[str, Mapping[str, Whole]], file: TomlFile, known: Mapping[str, Mapping[str, Entry]]
) -> None:
    """Shares of one thing must not be more than all of it, and what is shared out must go to somebody."""
    if nothing := all_nothing(overrides):
        what = f"{'.'.join(nothing)} is 0 everywhere, so what it shares out would go to nobody"
        raise _error(file, what, "Give one member more, or switch the institution off.", "parameters", *nothing)
    found = too_much(known, overrides)
    if found is None:
        return
    institution, names, rest = found.shares
    (key, *_) = [name for name in names if name in overrides.get(institution, {})] or names
    words = " and ".join(f"{institution}.{name}" for name in names)
    what = f"{words} are {found.sum} percent together from {found.since} on, so less than nothing is left for {rest}"
    raise _error(file, what, "Make them 100 percent together at most.", "parameters", institution, key)


def _value(entry: Entry, changed: ScenarioValue, file: TomlFile) -> Whole:
    """The value in the entry's engine unit; its unit must be one that converts to it."""
    keys = ("parameters", entry.institution, entry.name)
    if changed.unit not in UNITS or engine_unit(changed.unit) != entry.engine_unit:
        fitting = [unit for unit in UNITS if engine_unit(unit) == entry.engine_unit]
        what = f"unit '{changed.unit}' does not fit '{entry.unit}'"
        raise _error(file, what, f"Use one of {', '.join(fitting)}.", *keys, "unit")
    try:
        return whole_value(entry, changed.value, "value", unit=changed.unit)
    except InputError as error:
        at = (error.key or "value").removeprefix(f"{entry.name}.").split(".")
        raise _error(file, error.what, error.remedy, *keys, *at) from error


def _known(name: str, names: Mapping[str, Any], file: TomlFile, what: str, *keys: str) -> None:
    if name not in names:
        raise _error(file, f"'{name}' is not a known {what}", f"Correct the name.{nearest(name, names)}", *keys)


def _error(file: TomlFile, what: str, remedy: str, *keys: str) -> InputError:
    return InputError(what, file=file.path, line=file.line_of(*keys), key=".".join(keys), remedy=remedy)
