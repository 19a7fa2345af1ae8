"""Every institution's cases: sentences from the sources, run as plain Python and compiled.

A case names a rule, what it is given, and what it must answer; `p` is the institution's parameters on the case's date
(1 January 2015 unless it says otherwise), with the numbers under `with` put in their place, in engine units.
A word stands for a number: "artist" where the argument is `occupation`, "channel.unit" anywhere.
"""

from __future__ import annotations

import inspect
import tomllib
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from inminban.numbers import parameters
from inminban.numbers.parameters.members import MEMBERS, member_names

CASES = Path(__file__).resolve().parent
START = date(2015, 1, 1)
LEAST_CASES = 4
KEYS = {"name", "rule", "date", "given", "with", "expect"}
SAME_WORDS = {"step": "sanction", "reached": "sanction", "goods": "good"}


class Case(NamedTuple):
    """One sentence about one rule."""

    institution: str
    name: str
    rule: str
    day: date
    given: dict[str, Any]
    changed: dict[str, Any]
    expect: Any


def read_cases(institution: str) -> list[Case]:
    """The cases of one institution; a rule of another institution or an unknown key is refused."""
    with (CASES / f"{institution}.toml").open("rb") as file:
        rows = tomllib.load(file)["case"]
    found = []
    for row in rows:
        owner, _, rule = row["rule"].partition(".")
        assert owner == institution and set(row) <= KEYS, row["name"]
        day = row.get("date", START)
        found.append(Case(owner, row["name"], rule, day, row.get("given", {}), row.get("with", {}), row["expect"]))
    return found


def rules_of(institution: str) -> dict[str, Any]:
    """The rules an institution defines (not those it imports), by name."""
    module = import_module(f"inminban.rules.{institution}")
    found = {name: value for name, value in vars(module).items() if hasattr(value, "py_func")}
    return {name: value for name, value in found.items() if value.py_func.__module__ == module.__name__}


def as_number(value: Any, argument: str) -> Any:
    """A word as its number: a member of the enumeration the argument is named after, or one written with a dot."""
    if isinstance(value, list):
        return tuple(as_number(part, argument) for part in value)
    if not isinstance(value, str):
        return value
    by, _, member = value.rpartition(".")
    return member_names(by or SAME_WORDS.get(argument, argument)).index(member)


def put_in_place(institution: str, name: str, now: Any, value: Any) -> Any:
    """A parameter's new value: a number, or a table of members that replaces only those it names (or `others`)."""
    if not isinstance(value, dict):
        return as_number(value, name)
    by = parameters.entries(institution)[name].by
    assert by is not None, f"{institution}.{name} is one number"
    names = member_names(by)
    assert set(value) <= {*names, "others"}, f"{institution}.{name}: {value}"
    return tuple(value.get(member, value.get("others", old)) for member, old in zip(names, now, strict=True))


def arguments_of(case: Case) -> dict[str, Any]:
    """What the rule is called with, in the order of its arguments."""
    module = import_module(f"inminban.rules.{case.institution}")
    wanted = list(inspect.signature(rules_of(case.institution)[case.rule].py_func).parameters)
    given = {name: as_number(value, name) for name, value in case.given.items()}
    if "p" in wanted:
        p = parameters.load(case.institution, module.Parameters, case.day)
        unknown = set(case.changed) - set(p._fields)
        assert not unknown, f"{case.institution} has no parameter {unknown}"
        changes = {key: put_in_place(case.institution, key, getattr(p, key), new) for key, new in case.changed.items()}
        given["p"] = p._replace(**changes)
    else:
        assert not case.changed, f"{case.rule} takes no parameters"
    assert set(given) == set(wanted), f"{case.rule} takes {wanted}, the case gives {sorted(given)}"
    return {name: given[name] for name in wanted}


INSTITUTIONS = sorted(path.stem for path in (CASES.parents[1] / "src/inminban/rules").glob("[a-z]*.py"))
FILES = sorted(path.stem for path in CASES.glob("*.toml"))
ALL_CASES = [case for name in FILES for case in read_cases(name)]


@pytest.mark.parametrize("case", ALL_CASES, ids=[f"{case.institution}: {case.name}" for case in ALL_CASES])
def test_case(case: Case) -> None:
    rule = rules_of(case.institution)[case.rule]
    arguments = arguments_of(case)
    expected = as_number(case.expect, "expect")
    plain = rule.py_func(**arguments)
    compiled = rule(*arguments.values())
    assert plain == expected
    assert compiled == expected
    assert isinstance(expected, bool) == isinstance(compiled, bool)


def test_every_institution_has_its_cases_and_every_file_its_institution() -> None:
    assert FILES == INSTITUTIONS
    counts = {name: len(read_cases(name)) for name in FILES}
    assert {name: n for name, n in counts.items() if n < LEAST_CASES} == {}


@pytest.mark.parametrize("institution", INSTITUTIONS)
def test_every_rule_has_a_case(institution: str) -> None:
    public = {name for name in rules_of(institution) if not name.startswith("_")}
    assert public - {case.rule for case in read_cases(institution)} == set()


def test_no_sentence_stands_twice_in_a_file() -> None:
    names = [(case.institution, case.name) for case in ALL_CASES]
    assert len(set(names)) == len(names)


def test_words_stand_for_their_numbers() -> None:
    assert as_number("artist", "occupation") == 11
    assert as_number("channel.unit", "expect") == 1
    assert as_number(["miner", 3], "occupation") == (1, 3)
    assert {"occupation", "channel", "sanction", "province"} <= set(MEMBERS)
    with pytest.raises(ValueError, match="not in tuple"):
        as_number("astronaut", "occupation")
