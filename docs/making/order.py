"""The order of steps, as the code has it: what is called in a week, by what, under which condition.

Read from `Simulation.live_week` downwards, the calls of each function in the order of its text. A function is written
out where it comes first and named afterwards. A rule is a leaf; it is described among the submodels.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from docs.making.code import Code, Use, is_rule

WEEK = "inminban.step.simulation.simulation.Simulation.live_week"
FIRST_DAY = "inminban.run.run.first_day"
ROOMS_OF_STEPS = ("inminban.step.", "inminban.population")
OBSERVING = (
    "household_accounts",
    "output_detail",
    "panel",
    "panel_tables",
    "people_tables",
    "period_tables",
    "recording",
    "speech",
    "warm_up",
    "week_tables",
)  # files of step/simulation that record what happens and change nothing
NOT_STEPS = (
    *(f"inminban.step.simulation.{name}." for name in OBSERVING),
    "inminban.step.context.", "inminban.step.tables.", "inminban.step.record.", "inminban.step.week.block_sums.",
)  # fmt: skip


class Step(NamedTuple):
    """One line of the order: how deep it lies, the function, when it is called, and whether it is written out here."""

    depth: int
    name: str
    conditions: tuple[str, ...]
    is_first: bool


def steps(code: Code, start: str) -> list[Step]:
    """All steps below one function, in order."""
    return list(_below(code, Use(start, ()), 0, set()))


def _below(code: Code, use: Use, depth: int, seen: set[str]) -> Iterator[Step]:
    is_first = use.target not in seen
    seen.add(use.target)
    yield Step(depth, use.target, use.conditions, is_first)
    if not is_first or is_leaf(code, use.target):
        return
    known: set[Use] = set()
    for inner in code.uses(use.target):
        if inner.target == use.target or inner in known or not is_told(code, inner.target):
            continue
        known.add(inner)
        yield from _below(code, inner, depth + 1, seen)


def is_leaf(code: Code, name: str) -> bool:
    """Whether a function is a rule of an institution: it is described among the submodels."""
    function = code.function(name)
    return function is not None and is_rule(function) and name.startswith("inminban.rules.")


def is_told(code: Code, name: str) -> bool:
    """Whether a function is a step of the model: one of the rooms of steps, or a rule; what records a run is none."""
    function = code.function(name)
    if name.startswith(NOT_STEPS) or function is None or is_property(function):
        return False
    return name.startswith(ROOMS_OF_STEPS) or is_leaf(code, name)


def is_property(function: ast.FunctionDef) -> bool:
    """Whether a method only gives a value of its object."""
    return any(isinstance(one, ast.Name) and one.id == "property" for one in function.decorator_list)


def rules_unused(code: Code) -> list[str]:
    """Rules that stand in no order of steps and that no other rule uses: nothing in a run would call them."""
    found = rules_in([*steps(code, WEEK), *steps(code, FIRST_DAY)], code)
    every = [
        f"{name}.{function.name}"
        for name, module in code.modules.items() if name.startswith("inminban.rules.")
        for function in module.definitions.values() if isinstance(function, ast.FunctionDef) and is_rule(function)
    ]  # fmt: skip
    inner = {use.target for name in every for use in code.uses(name)}
    return [name for name in every if name not in found | inner]


def rules_in(found: list[Step], code: Code) -> set[str]:
    """The rules that stand in an order of steps."""
    return {step.name for step in found if is_leaf(code, step.name)}
