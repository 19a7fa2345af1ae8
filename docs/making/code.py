"""The program's text read as data: its functions and classes, and which of them each function uses, in order.

Nothing is imported or compiled: the syntax trees of the sources are read. A name is followed to its function through
the imports of its module, through `self`, and through the annotations of fields and arguments (`self.economy` is an
`Economy`, so `self.economy.settle` is its method). A function handed to another one to be called, as kernels are handed
to threads, counts as used where it is handed over.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docs.making.links import ROOT

PACKAGE = "inminban"
ROOMS = ("core", "rules", "population", "step", "run")
Definition = ast.FunctionDef | ast.ClassDef


class Use(NamedTuple):
    """A function used inside another: its full name, and the conditions under which, outermost first."""

    target: str
    conditions: tuple[str, ...]


@dataclass
class Module:
    """One file: its docstring, definitions by name, imported names with what they stand for, and its own lines."""

    name: str
    tree: ast.Module
    lines: list[str]
    definitions: dict[str, Definition] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)

    @property
    def doc(self) -> str:
        """The docstring."""
        return ast.get_docstring(self.tree) or ""


class Code:
    """The modules below a folder of sources that hold the model: its rooms of rules, steps, population and core."""

    def __init__(self, sources: Path = ROOT / "src") -> None:
        self.modules: dict[str, Module] = {}
        for path in sorted(one for room in ROOMS for one in (sources / PACKAGE / room).rglob("*.py")):
            parts = path.relative_to(sources).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            text = path.read_text(encoding="utf-8")
            self.modules[name] = read_module(name, ast.parse(text), text.splitlines())

    def resolve(self, dotted: str, depth: int = 5) -> str:
        """The full name of what a dotted name stands for, followed through re-exports; "" if not of the package."""
        module, _, name = dotted.rpartition(".")
        if dotted in self.modules:
            return dotted
        if module in self.modules:
            known = self.modules[module]
            if name in known.definitions:
                return dotted
            if name in known.imports and depth:
                return self.resolve(known.imports[name], depth - 1)
        owner, _, method = module.rpartition(".")
        return dotted if owner in self.modules and method in self.modules[owner].definitions else ""

    def function(self, name: str) -> ast.FunctionDef | None:
        """The function or method with a full name."""
        module, _, short = name.rpartition(".")
        if module in self.modules:
            found = self.modules[module].definitions.get(short)
            return found if isinstance(found, ast.FunctionDef) else None
        owner, _, class_name = module.rpartition(".")
        if owner in self.modules:
            of_class = self.modules[owner].definitions.get(class_name)
            if isinstance(of_class, ast.ClassDef):
                return next(
                    (one for one in of_class.body if isinstance(one, ast.FunctionDef) and one.name == short), None
                )
        return None

    def module_of(self, name: str) -> Module:
        """The module in which a function or method stands."""
        while name not in self.modules:
            name = name.rpartition(".")[0]
        return self.modules[name]

    def uses(self, name: str) -> list[Use]:
        """The package's functions that a function uses, in the order of its text, each as often as it stands there."""
        function, module = self.function(name), self.module_of(name)
        if function is None:
            return []
        class_name = name.rpartition(".")[0] if name.rpartition(".")[0] not in self.modules else ""
        types = self._types(function, module, class_name)
        return list(self._uses(function.body, module, types, ()))

    def _types(self, function: ast.FunctionDef, module: Module, class_name: str) -> dict[str, str]:
        """Classes of arguments and of local names, as far as annotations tell."""
        types = {"self": class_name} if class_name else {}
        for argument in (*function.args.args, *function.args.kwonlyargs):
            if isinstance(argument.annotation, ast.Name):
                types[argument.arg] = self.resolve(self._dotted(argument.annotation, module, {}) or "")
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                for target, value in pairs_of(node.targets[0], node.value):
                    if found := self._type_of(value, module, types):
                        types[target] = found
        return types

    def _type_of(self, value: ast.expr, module: Module, types: dict[str, str]) -> str:
        """The class of an expression such as `self.economy`; "" if annotations do not tell."""
        if isinstance(value, ast.Name):
            return types.get(value.id, "")
        if not isinstance(value, ast.Attribute):
            return ""
        owner = self._type_of(value.value, module, types)
        home, _, name = owner.rpartition(".")
        of_class = self.modules[home].definitions.get(name) if home in self.modules else None
        for one in of_class.body if isinstance(of_class, ast.ClassDef) else ():
            if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.target.id == value.attr:
                is_name = isinstance(one.annotation, ast.Name)
                return self.resolve(self._dotted(one.annotation, self.modules[home], {}) or "") if is_name else ""
        return ""

    def _dotted(self, node: ast.expr, module: Module, types: dict[str, str]) -> str | None:
        """The dotted name that an expression stands for."""
        if isinstance(node, ast.Name):
            if node.id in module.definitions:
                return f"{module.name}.{node.id}"
            return module.imports.get(node.id)
        if isinstance(node, ast.Attribute):
            if owner := self._type_of(node.value, module, types):
                return f"{owner}.{node.attr}"
            inner = self._dotted(node.value, module, types)
            return f"{inner}.{node.attr}" if inner else None
        return None

    def _uses(
        self, nodes: list[ast.stmt] | list[ast.expr], module: Module, types: dict[str, str], conditions: tuple[str, ...]
    ) -> Iterator[Use]:
        for node in nodes:
            yield from self._uses_of(node, module, types, conditions)

    def _uses_of(
        self, node: ast.AST, module: Module, types: dict[str, str], conditions: tuple[str, ...]
    ) -> Iterator[Use]:
        if isinstance(node, ast.Name | ast.Attribute):
            dotted = self._dotted(node, module, types)
            found = self.resolve(dotted) if dotted else ""
            if found and self.function(found) is not None:
                yield Use(found, conditions)
                return
        if isinstance(node, ast.If):
            test = ast.unparse(node.test)
            yield from self._uses_of(node.test, module, types, conditions)
            yield from self._uses(node.body, module, types, (*conditions, f"if {test}"))
            yield from self._uses(node.orelse, module, types, (*conditions, f"unless {test}"))
        elif isinstance(node, ast.For):
            head = f"for each {ast.unparse(node.target)} of {ast.unparse(node.iter)}"
            yield from self._uses_of(node.iter, module, types, conditions)
            yield from self._uses(node.body, module, types, (*conditions, head))
        elif isinstance(node, ast.Call):
            yield from self._uses([*node.args, *(one.value for one in node.keywords)], module, types, conditions)
            yield from self._uses_of(node.func, module, types, conditions)
        else:
            for child in ast.iter_child_nodes(node):
                yield from self._uses_of(child, module, types, conditions)


def read_module(name: str, tree: ast.Module, lines: list[str]) -> Module:
    """A module with its definitions and imports, those under TYPE_CHECKING included."""
    module = Module(name, tree, lines)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(PACKAGE):
            module.imports |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.Import):
            module.imports |= {
                one.asname: one.name for one in node.names if one.asname and one.name.startswith(PACKAGE)
            }
    module.definitions |= {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    module.imports |= {other: f"{name}.{kernel}" for other, kernel in second_names(tree, module.definitions)}
    return module


def second_names(tree: ast.Module, definitions: Mapping[str, Definition]) -> Iterator[tuple[str, str]]:
    """Other names of a module's functions: `live = BatchKernel(live_on, ...)` is one of `live_on`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and node.value.args:
            target, first = node.targets[0], node.value.args[0]
            if isinstance(target, ast.Name) and isinstance(first, ast.Name) and first.id in definitions:
                yield target.id, first.id


def pairs_of(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Names with the expressions assigned to them, tuples taken apart."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for one, other in zip(target.elts, value.elts, strict=True):
            yield from pairs_of(one, other)


def is_rule(function: ast.FunctionDef) -> bool:
    """Whether a function is marked as a rule."""
    return any(isinstance(one, ast.Name) and one.id == "rule" for one in function.decorator_list)


@cache
def the_code() -> Code:
    """The program as it stands, read once."""
    return Code()
