"""Importing the package with every mutant of its rules written in."""

from __future__ import annotations

import ast
import hashlib
import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.mutation.points import CHANGED, CHOOSE, IS_ALIVE, Mutant, Put, behind, behind_lazily, mark
from tests.plain_python import leave_out_numba

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "inminban"
RULES = "rules"
WHAT_IS_COMPILED = ("load.py", "points.py", "switch.py")


def is_rule(function: ast.FunctionDef) -> bool:
    """Whether a function is a rule: all that are compiled are."""
    return len(function.decorator_list) > 0


def rule_files() -> Iterator[tuple[str, Path]]:
    """Module and file of each institution."""
    for path in sorted((PACKAGE / RULES).glob("[a-z]*.py")):
        yield f"inminban.{RULES}.{path.stem}", path


def marked_modules(put: Put) -> tuple[dict[str, ast.Module], list[Mutant]]:
    """Syntax trees of all institutions with their mutants, and the list of these."""
    trees, mutants = dict[str, ast.Module](), list[Mutant]()
    for name, path in rule_files():
        trees[name], found = mark(path.read_text(encoding="utf-8"), name, len(mutants), is_rule, put)
        mutants += found
    return trees, mutants


class Loader(importlib.machinery.SourceFileLoader):
    """Loads a module from its syntax tree."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self.tree = tree

    def get_code(self, fullname: str) -> Any:
        """The compiled tree."""
        return compile(self.tree, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """Run it with the functions it calls to choose."""
        from tests.mutation import switch

        vars(module).update(
            {CHOOSE: switch.choose_mutant, IS_ALIVE: switch.is_alive, CHANGED: switch.changed_value}
        )  # fmt: skip
        super().exec_module(module)


class Finder(importlib.abc.MetaPathFinder):
    """Finds the modules of which there are trees."""

    def __init__(self, trees: dict[str, ast.Module]) -> None:
        self.trees = trees

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        """How one of them is loaded."""
        if fullname not in self.trees:
            return None
        file = str(PACKAGE.joinpath(*fullname.split(".")[1:]).with_suffix(".py"))
        spec = importlib.machinery.ModuleSpec(fullname, Loader(fullname, file, self.trees[fullname]), origin=file)
        spec.has_location = True
        return spec


def import_with(put: Put) -> list[Mutant]:
    """Have the package imported with every mutant from now on; to be called before it is imported."""
    if any(name.startswith("inminban") for name in sys.modules):
        raise RuntimeError("the package is imported already")
    trees, mutants = marked_modules(put)
    sys.meta_path.insert(0, Finder(trees))
    return mutants


def import_compiled() -> list[Mutant]:
    """The same for compiled rules, kept apart from those of ordinary runs."""
    tool = hashlib.sha256(b"".join(Path(__file__).with_name(name).read_bytes() for name in WHAT_IS_COMPILED))
    root = os.environ.get("INMINBAN_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "inminban"
    )
    os.environ["INMINBAN_CACHE"] = os.path.join(root, "mutants", tool.hexdigest()[:16])
    return import_with(behind)


def import_plain() -> list[Mutant]:
    """The same for rules in plain Python: nothing is compiled."""
    leave_out_numba()
    return import_with(behind_lazily)
