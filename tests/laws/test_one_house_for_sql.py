"""SQL over the tables of a run is written where tables are written, read and measured, and nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "inminban"
ROOMS = ("measures", "output")
"""What may hold SQL over a run: the measures; reading and writing of tables."""
OF_THE_LIBRARY = ("testimony", "desk")
"""Rooms whose SQL is over the user's own library and questions, which is no run."""
OF_WORDS = ("ask/stems.py", "ask/term_index.py")
"""Files whose SQL is over an index of words, which is no run."""
SQL = re.compile(
    r"\bSELECT\b.*\bFROM\b|\bFROM\s+\w+\s+(WHERE|GROUP BY|JOIN|ORDER BY)\b|\bGROUP BY\b|\bsum\(\w+\)(?!:)|\bcount\(\*\)"
    r"|\bavg\(\w+\)|\b(arg_max|arg_min|date_trunc)\(",
    re.DOTALL,
)


def texts_of(source: str) -> list[str]:
    """Every text of a file, docstrings left out; the parts of a formatted text as one."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts | skipped:
            found.append(node.value)
    return found


def holds_sql(source: str) -> bool:
    """Whether a file writes SQL."""
    return any(SQL.search(text) for text in texts_of(source))


def test_only_the_house_of_measures_writes_sql_over_a_run() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in (*ROOMS, *OF_THE_LIBRARY)
        and path.relative_to(PACKAGE).as_posix() not in OF_WORDS
        and holds_sql(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("source", "is_sql"),
    [
        ('q = "SELECT a FROM groups"', True),
        ('q = f"SELECT {a} FROM {b} GROUP BY ALL"', True),
        ('q = "sum(n_hungry) / sum(people)"', True),
        ('def f():\n    """SELECT a FROM groups."""', False),
        ('q = "People select a village from many."', False),
        ('q = "by group by the year"', False),
    ],
)
def test_sql_is_recognised(source: str, is_sql: bool) -> None:
    assert holds_sql(source) is is_sql
