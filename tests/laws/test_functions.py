"""How large functions and classes may be: at most ten parameters, mostly under 40 lines, no object of everything."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "inminban"
MOST_PARAMETERS, MOST_LINES, MOST_ATTRIBUTES = 10, 40, 20

# Those that may be larger, with the reason. Whoever makes one smaller takes it off the list.
MANY_PARAMETERS = {
    "cli/ask.py ask": "each parameter is an option of the command line",
    "cli/library.py add": "each parameter is an option of the command line",
    "cli/library_details.py edit": "each parameter is an option of the command line",
    "cli/run.py run": "each parameter is an option of the command line",
    "cli/study.py ensemble": "each parameter is an option of the command line",
    "cli/study.py sensitivity": "each parameter is an option of the command line",
    "cli/study_calibrate.py calibrate": "each parameter is an option of the command line",
    "web/pages/desk.py question_page": "each parameter is a part of an address or of the application",
    "web/pages/library.py details_of": "each parameter is a field of a form",
    "run/run.py run": "public: each parameter is a keyword with a default",
    "interface/calls.py study": "public: each parameter is a keyword with a default",
}
LONG = {
    "cli/ask.py ask": "options of the command line",
    "cli/column.py draft": "options of the command line",
    "cli/library.py add": "options of the command line",
    "cli/library_details.py edit": "options of the command line",
    "cli/life.py life": "options of the command line",
    "cli/measures.py measures": "options of the command line",
    "cli/run.py run": "options of the command line",
    "cli/serve.py serve": "options of the command line",
    "cli/study.py sensitivity": "options of the command line",
    "run/run.py run": "thirteen keywords and what each means",
    "step/day/duties.py go_to_school_and_work": "one loop: cut in two, the compiler no longer does 16 people at once",
    "step/month/household_goods.py buy_goods": "one household's choice among three goods",
    "step/simulation/initial_state.py open_accounts": "a list of opening balances, one a line",
    "population/__init__.py _make": "the order in which a society is made",
    "population/attributes.py fill_people": "a list of first-day attributes, one a line",
    "population/households.py group_place": "the order in which one place's households are made",
}


class Function(NamedTuple):
    """A function or method: file and name, parameters without `self`, lines from `def` to the end."""

    name: str
    n_parameters: int
    n_lines: int


def functions_in(text: str, file: str) -> Iterator[Function]:
    """Every function and method of a file, nested ones too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            n_parameters = len(names) - (names[:1] in (["self"], ["cls"]))
            yield Function(f"{file} {node.name}", n_parameters, (node.end_lineno or 0) - node.lineno + 1)


def attributes_in(text: str, file: str) -> dict[str, int]:
    """Number of attributes that each class of a file gives itself."""
    found = {}
    for kind in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)):
        own = {
            node.attr
            for node in ast.walk(kind)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
            if isinstance(node.value, ast.Name) and node.value.id == "self"
        }
        found[f"{file} {kind.name}"] = len(own)
    return found


def texts() -> dict[str, str]:
    """Text of every file of the package."""
    return {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.fixture(scope="module")
def functions() -> list[Function]:
    return [one for file, text in texts().items() for one in functions_in(text, file)]


def test_no_function_has_more_than_ten_parameters(functions: list[Function]) -> None:
    assert len(functions) > 1_000
    assert {one.name for one in functions if one.n_parameters > MOST_PARAMETERS} == set(MANY_PARAMETERS)


def test_few_functions_are_longer_than_forty_lines(functions: list[Function]) -> None:
    assert {one.name for one in functions if one.n_lines > MOST_LINES} == set(LONG)


def test_no_class_has_more_than_twenty_attributes() -> None:
    found = {name: n for file, text in texts().items() for name, n in attributes_in(text, file).items()}
    assert {name: n for name, n in found.items() if n > MOST_ATTRIBUTES} == {}


def test_what_is_too_large_is_found() -> None:
    parameters = ", ".join(f"a{number}" for number in range(11))
    sets = "\n".join(f"        self.a{number} = 0" for number in range(21))
    text = f"class A:\n    def few(self, {parameters[4:]}): ...\n    def many(self, {parameters}):\n{sets}\n"
    found = {one.name: one.n_parameters for one in functions_in(text, "a.py")}
    assert found == {"a.py few": 10, "a.py many": 11}
    assert attributes_in(text, "a.py") == {"a.py A": 21}
    long = "def f():\n" + "    x = 1\n" * 40
    assert [one.n_lines for one in functions_in(long, "a.py")] == [41]
