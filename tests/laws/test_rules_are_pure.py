"""Compiled functions count in whole numbers and read no global that could change; rules also write nothing."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from enum import EnumMeta
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src"
PACKAGE = SOURCES / "inminban"
COMPILED = {"rule", "inlined", "kernel", "lean_kernel"}
BUILT_IN = {"float", "round"}
OF_MODULES = {"sqrt", "exp", "log", "float32", "float64", "mean", "std", "true_divide", "divide"}
NOT_IMPORTED = {"__main__.py", "gpu.py", "numba_cuda_types.py"}  # starts the program; needs a GPU
MADE_FROM_TEXT = {"values"}  # by core/compile/values.py: reads the fields of a record
Function = ast.FunctionDef


def compiled_functions(path: Path, names: set[str] = COMPILED) -> list[Function]:
    """The functions of a file that carry one of the decorators, wherever in the file they stand."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Function) and names & decorators(node)]


def decorators(function: Function) -> set[str]:
    """Names of a function's plain decorators."""
    return {mark.id for mark in function.decorator_list if isinstance(mark, ast.Name)}


def is_fractional(node: ast.AST) -> bool:
    """Whether a piece of code makes or holds something that is not a whole number: a fraction or a text."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float | complex | str)
    if isinstance(node, ast.BinOp | ast.AugAssign):
        return isinstance(node.op, ast.Div)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id in {"np", "math"} and node.attr in OF_MODULES
    return isinstance(node, ast.Name) and node.id in BUILT_IN


def is_writing(node: ast.AST) -> bool:
    """Whether a piece of code changes something beyond the rule's own names."""
    if isinstance(node, ast.Attribute | ast.Subscript):
        return isinstance(node.ctx, ast.Store | ast.Del)
    return isinstance(node, ast.Global | ast.Nonlocal)


def lines(function: Function, is_wrong: Callable[[ast.AST], bool]) -> list[int]:
    """Lines of a function's body, its docstring aside, where something is wrong."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return [getattr(node, "lineno", 0) for statement in body for node in ast.walk(statement) if is_wrong(node)]


def is_constant(value: Any) -> bool:
    """Whether a global is something that compiled code may keep as it is: it cannot change."""
    if isinstance(value, tuple):
        return all(is_constant(part) for part in value)
    is_made_of_code = isinstance(value, ModuleType | EnumMeta | type) or hasattr(value, "py_func")
    return is_made_of_code or type(value) in (int, bool, np.uint64)


FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if compiled_functions(path)]
NAMES = [str(path.relative_to(PACKAGE)) for path in FILES]


@cache
def module_of(path: Path) -> ModuleType:
    """The module that a file is."""
    return import_module(".".join(path.relative_to(SOURCES).with_suffix("").parts))


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_compiled_code_counts_in_whole_numbers(path: Path) -> None:
    wrong = {function.name: lines(function, is_fractional) for function in compiled_functions(path)}
    assert {name: where for name, where in wrong.items() if where} == {}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_compiled_code_reads_no_global_that_could_change(path: Path) -> None:
    for function in compiled_functions(path):
        plain = getattr(module_of(path), function.name).py_func
        read = inspect.getclosurevars(plain).globals
        assert {name: value for name, value in read.items() if not is_constant(value)} == {}, function.name


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_compiled_function_is_left_out(path: Path) -> None:
    module = module_of(path)
    found = [value.py_func for value in vars(module).values() if hasattr(value, "py_func")]
    there = {function.__name__ for function in found if function.__module__ == module.__name__}
    assert there == {function.name for function in compiled_functions(path)}


def test_no_file_is_left_out() -> None:
    named = {module_of(path).__name__ for path in FILES}
    compiled = [
        value.py_func
        for path in sorted(PACKAGE.rglob("[a-z]*.py"))
        if path.name not in NOT_IMPORTED
        for value in vars(module_of(path)).values()
        if hasattr(value, "py_func")
    ]
    elsewhere = {function.__name__ for function in compiled if function.__module__ not in named}
    assert elsewhere == MADE_FROM_TEXT


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_an_institution_holds_rules_only_and_they_write_nothing(path: Path) -> None:
    assert compiled_functions(path, COMPILED - {"rule"}) == []
    rules = compiled_functions(path, {"rule"})
    assert rules
    wrong = {function.name: lines(function, is_writing) for function in rules}
    assert {name: where for name, where in wrong.items() if where} == {}


@pytest.mark.parametrize(
    "text", ["return a / b", "return a * 0.5", "a /= 2", "return float(a)", "return round(a)", "return np.sqrt(a)"]
)
def test_a_fraction_is_found(text: str) -> None:
    function = ast.parse(f"def f(a, b):\n    {text}").body[0]
    assert isinstance(function, Function) and lines(function, is_fractional)


@pytest.mark.parametrize("text", ["p.x = 1", "a[0] = 1", "a[0] += 1", "global b", "p.x, b = 1, 2", "del a[0]"])
def test_writing_is_found(text: str) -> None:
    function = ast.parse(f"def f(a, p):\n    {text}").body[0]
    assert isinstance(function, Function) and lines(function, is_writing)


@pytest.mark.parametrize("value", [[1, 2], {"a": 1}, 0.5, "word", np.zeros(2), (1, [2])])
def test_a_global_that_could_change_is_found(value: Any) -> None:
    assert not is_constant(value)


def test_whole_numbers_and_own_names_pass() -> None:
    function = ast.parse("def f(a):\n    b = a.c[0] // 2\n    b += 1\n    b, c = 1, 2\n    return b * c >> 3").body[0]
    assert isinstance(function, Function)
    assert lines(function, is_fractional) == lines(function, is_writing) == []
