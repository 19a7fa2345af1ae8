"""Rules are pure functions of whole numbers: no floating point, nothing written, nothing global that could change."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "inminban"
COMPILED = {"rule", "inlined", "kernel"}
Function = ast.FunctionDef


def compiled_functions(path: Path, names: set[str] = COMPILED) -> list[Function]:
    """The functions of a file that carry one of the decorators."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, Function) and names & decorators(node)]


def decorators(function: Function) -> set[str]:
    """Names of a function's plain decorators."""
    return {mark.id for mark in function.decorator_list if isinstance(mark, ast.Name)}


def is_fractional(node: ast.AST) -> bool:
    """Whether a piece of code makes or holds a number that is not whole."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float | complex)
    if isinstance(node, ast.BinOp | ast.AugAssign):
        return isinstance(node.op, ast.Div)
    return isinstance(node, ast.Name) and node.id in {"float", "round"}


def is_writing(node: ast.AST) -> bool:
    """Whether a piece of code changes something beyond the rule's own names."""
    if isinstance(node, ast.Global | ast.Nonlocal):
        return True
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AugAssign):
        targets = [node.target]
    return any(isinstance(target, ast.Attribute | ast.Subscript) for target in targets)


def lines(function: Function, is_wrong: object) -> list[int]:
    """Lines of a function's body where something is wrong."""
    assert callable(is_wrong)
    return [getattr(node, "lineno", 0) for statement in function.body for node in ast.walk(statement) if is_wrong(node)]


ROOMS = ("core", "rules", "step")
FILES = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py")) if compiled_functions(path)]


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_compiled_code_counts_in_whole_numbers(path: Path) -> None:
    wrong = {function.name: lines(function, is_fractional) for function in compiled_functions(path)}
    assert {name: where for name, where in wrong.items() if where} == {}


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_an_institution_holds_rules_only_and_they_write_nothing(path: Path) -> None:
    assert compiled_functions(path, {"inlined", "kernel"}) == []
    rules = compiled_functions(path, {"rule"})
    assert rules
    wrong = {function.name: lines(function, is_writing) for function in rules}
    assert {name: where for name, where in wrong.items() if where} == {}


@pytest.mark.parametrize("text", ["return a / b", "return a * 0.5", "a /= 2", "return float(a)", "return round(a)"])
def test_a_fraction_is_found(text: str) -> None:
    function = ast.parse(f"def f(a, b):\n    {text}").body[0]
    assert isinstance(function, Function) and lines(function, is_fractional)


@pytest.mark.parametrize("text", ["p.x = 1", "a[0] = 1", "a[0] += 1", "global b"])
def test_writing_is_found(text: str) -> None:
    function = ast.parse(f"def f(a, p):\n    {text}").body[0]
    assert isinstance(function, Function) and lines(function, is_writing)


def test_whole_numbers_and_own_names_pass() -> None:
    function = ast.parse("def f(a):\n    b = a // 2\n    b += 1\n    b, c = 1, 2\n    return b * c >> 3").body[0]
    assert isinstance(function, Function)
    assert lines(function, is_fractional) == lines(function, is_writing) == []
