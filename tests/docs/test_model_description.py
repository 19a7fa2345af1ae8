"""The model description holds every rule, number, step, variable and table, and says when one is missing."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest
from docs.making.code import Code, the_code
from docs.making.formulas import formula
from docs.making.links import ROOT
from docs.making.odd import description, missing
from docs.making.order import WEEK, is_leaf, rules_unused, steps

from inminban.numbers import parameters

RULES = ROOT / "src" / "inminban" / "rules"


@pytest.fixture(scope="module")
def text() -> str:
    return description()


def test_nothing_of_the_model_is_missing(text: str) -> None:
    assert missing(text) == []


def test_every_rule_that_stands_in_a_file_stands_in_the_description(text: str) -> None:
    """Counted without the reader of the code: by the text of the files."""
    for file in sorted(RULES.glob("*.py")):
        for name in re.findall(r"^@rule\ndef (\w+)\(", file.read_text(encoding="utf-8"), re.MULTILINE):
            assert f"#### {name} {{#rule-{file.stem}-{name}}}" in text, f"{file.stem}.{name}"


def test_every_number_of_a_parameter_file_stands_in_the_description(text: str) -> None:
    for entry in parameters.all_entries():
        assert f'<a id="number-{entry.institution}-{entry.name}"></a>' in text


def test_no_rule_is_called_by_nothing() -> None:
    assert rules_unused(the_code()) == []


@pytest.mark.parametrize(
    ("cut", "named"),
    [
        ("#### session_days {#rule-self_criticism-session_days}", "rule inminban.rules.self_criticism.session_days"),
        ('<a id="number-self_criticism-minutes"></a>', "number self_criticism.minutes"),
        ("- `settle_week` ", "step inminban.step.simulation.simulation.Simulation.settle_week"),
        ("| `conviction` | private conviction", "variable conviction"),
        ("| `harvests` |", "table harvests"),
    ],
)
def test_what_is_cut_out_is_named(cut: str, named: str, text: str) -> None:
    assert cut in text
    assert named in missing(text.replace(cut, ""))


def test_a_rule_and_a_step_that_are_added_come_into_it(tmp_path: Path) -> None:
    """A copy of the sources with one rule more, which a step calls: both stand in the order, with the condition."""
    shutil.copytree(
        ROOT / "src" / "inminban", tmp_path / "inminban", ignore=shutil.ignore_patterns("__pycache__", "*.csv")
    )
    change(
        tmp_path / "inminban/rules/self_criticism.py",
        "@rule\ndef is_member(",
        '@rule\ndef sings(age: int) -> bool:\n    """Sing."""\n    return age // 2 >= 7\n\n\n@rule\ndef is_member(',
    )
    change(
        tmp_path / "inminban/step/day/plan.py",
        "    batch, rules = today.batch, today.rules\n    plan_nothing(at, batch)\n",
        "    batch, rules = today.batch, today.rules\n    plan_nothing(at, batch)\n    if at > 0:\n        hum(at)\n",
    )
    with (tmp_path / "inminban/step/day/plan.py").open("a", encoding="utf-8") as file:
        file.write('\n\n@inlined\ndef hum(at: int) -> bool:\n    """Hum."""\n    return self_criticism.sings(at)\n')
    changed = Code(tmp_path)
    found = {step.name: step for step in steps(changed, WEEK)}
    assert found["inminban.step.day.plan.hum"].conditions[-1] == "if at > 0"
    assert is_leaf(changed, "inminban.rules.self_criticism.sings") and "inminban.rules.self_criticism.sings" in found
    lacking = missing(description(the_code()), changed)
    assert {"rule inminban.rules.self_criticism.sings", "step inminban.step.day.plan.hum"} <= set(lacking)
    assert missing(description(changed), changed) == []
    change(tmp_path / "inminban/step/day/plan.py", "    return self_criticism.sings(at)\n", "    return True\n")
    assert rules_unused(Code(tmp_path)) == ["inminban.rules.self_criticism.sings"]


def change(file: Path, old: str, new: str) -> None:
    """Replace a text that stands there once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("return a * (10_000 - b) // 10_000", "result: ⌊a · (10,000 − b) / 10,000⌋"),
        ("return a // (b // 2) - 1", "result: ⌊a / ⌊b / 2⌋⌋ − 1"),
        ("return a - (b - 1)", "result: a − (b − 1)"),
        ("return 1 << p.day if a >= 2 and not b else 0", "result: {2^<day> if a ≥ 2 and not b; 0 otherwise}"),
        ("return a >> 3", "result: ⌊a / 2^3⌋"),
        ("x |= a & 1\nreturn x", "x ← x ∨ (a ∧ 1)\nresult: x"),
        ("if a < b:\n    return -a\nreturn p.by[a] % 7", "if a &lt; b:\n    result: −a\nresult: <by>[a] mod 7"),
        ("return [a for a in b]", "result: [a for a in b]"),
    ],
)
def test_a_formula_says_what_the_rule_does(source: str, shown: str) -> None:
    body = "\n".join(f"    {line}" for line in source.splitlines())
    function = ast.parse(f'def rule(a, b, x, p):\n    """Doc."""\n{body}\n').body[0]
    assert isinstance(function, ast.FunctionDef)
    assert formula(function, lambda name: f"<{name}>") == shown
