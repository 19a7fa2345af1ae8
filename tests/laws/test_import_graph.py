"""Imports go one way, from the command line down to the columns, and the rules stand on NumPy and Numba alone."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "inminban"

# From the lowest floor to the highest (ARCHITECTURE.md). A room imports from lower floors and from itself.
FLOORS = (
    ("errors",),
    ("core",),
    ("rules", "numbers"),
    ("step", "population"),
    ("step.simulation", "output"),
    ("measures",),
    ("evidence",),
    ("run",),
    ("report", "testimony"),
    ("study",),
    ("ask",),
    ("desk", "interface"),
    ("web",),
    ("cli", "__main__"),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
SAME_ROOM = {"__main__": "cli"}

BARE_ROOMS = ("core", "rules", "step")
BARE_LIBRARIES = {"numpy", "numba"}

Graph = dict[str, set[str]]


def imported_names(source: str, module: str) -> Iterator[str]:
    """Full dotted names of everything a file imports, at its top, inside a function, or for its types."""
    package = module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                start = ".".join([*above, start] if start else above)
            yield from (f"{start}.{alias.name}" for alias in node.names)


def read_sources() -> dict[str, str]:
    """Text of every module by its dotted name."""
    texts = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        texts[".".join(part for part in parts if part != "__init__")] = path.read_text(encoding="utf-8")
    return texts


def import_graph(texts: dict[str, str]) -> Graph:
    """Which module imports which, within the package; `from a import b` leads to a.b where that is a module."""
    graph: Graph = {}
    for module, source in texts.items():
        found = set()
        for name in imported_names(source, f"{module}.__init__" if is_package(module, texts) else module):
            while name and name not in texts:
                name = name.rpartition(".")[0]
            if name and name != module:
                found.add(name)
        graph[module] = found
    return graph


def is_package(module: str, texts: dict[str, str]) -> bool:
    """Whether a module is a folder."""
    return any(other.startswith(f"{module}.") for other in texts)


def room(module: str) -> str:
    """The room a module lies in; the package itself has none. `step/simulation` reads numbers and is a room apart."""
    parts = module.split(".")[1:]
    if parts[:2] == ["step", "simulation"]:
        return "step.simulation"
    return SAME_ROOM.get(parts[0], parts[0]) if parts else ""


def upward_arrows(graph: Graph) -> list[str]:
    """Imports that go up, or sideways into another room of the same floor. The public names may lead anywhere."""
    return [
        f"{module} imports {target}"
        for module, targets in graph.items()
        for target in targets
        if room(module) and room(target) and room(module) != room(target) and FLOOR[room(target)] >= FLOOR[room(module)]
    ]


def find_cycle(graph: Graph) -> list[str]:
    """One cycle of modules, or an empty list. Arrows from the public names do not count: they are lazy."""
    done: set[str] = set()

    def visit(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done or not room(module):
            return []
        for target in sorted(graph[module]):
            if found := visit(target, [*path, module]):
                return found
        done.add(module)
        return []

    return next((found for module in sorted(graph) if (found := visit(module, []))), [])


def foreign_libraries(texts: dict[str, str]) -> list[str]:
    """Imports of the bare rooms that are neither the standard library, NumPy, Numba nor a bare room or `errors`."""
    allowed = BARE_LIBRARIES | set(sys.stdlib_module_names)
    return [
        f"{module} imports {name}"
        for module, source in texts.items()
        if room(module) in BARE_ROOMS
        for name in imported_names(source, module)
        if name.split(".")[0] not in allowed and room(name) not in (*BARE_ROOMS, "errors")
    ]


def test_every_module_lies_in_a_room_with_a_floor() -> None:
    modules = read_sources()
    assert "inminban.core.columns" in modules
    assert {room(module) for module in modules} - {""} <= set(FLOOR)


def test_imports_only_go_down() -> None:
    assert upward_arrows(import_graph(read_sources())) == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Imports that only annotations need count like all others."""
    assert find_cycle(import_graph(read_sources())) == []


def test_rules_need_only_numpy_and_numba() -> None:
    assert foreign_libraries(read_sources()) == []


def imported_at_start(source: str, library: str) -> bool:
    """Whether a file imports a library as soon as it is imported itself."""
    at_start = [node for node in ast.parse(source).body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    names = imported_names(ast.unparse(ast.Module(at_start, [])), "")
    return any(name.split(".")[0] == library for name in names)


def test_scipy_is_imported_where_it_is_used_and_not_at_start() -> None:
    sources = read_sources()
    assert any("scipy" in source for source in sources.values())
    assert [module for module, source in sources.items() if imported_at_start(source, "scipy")] == []
    assert imported_at_start("from scipy.stats import t", "scipy")
    assert not imported_at_start("def f():\n    import scipy", "scipy")


def test_nothing_inside_uses_the_public_names_but_the_command_line_and_the_version() -> None:
    users = {
        f"{module}: {name}"
        for module, source in read_sources().items()
        if module != "inminban" and room(module) not in ("cli", "web", "study", "ask", "desk")
        for name in imported_names(source, module)
        if name == "inminban" or (name.startswith("inminban.") and name.count(".") == 1 and room(name) not in FLOOR)
    }
    assert {user for user in users if not user.endswith("inminban.__version__")} == set()


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"inminban.core.a": "from inminban.step.b import c", "inminban.step.b": ""}, "inminban.core.a"),
        ({"inminban.core.a": "def f():\n    import inminban.cli", "inminban.cli": ""}, "inminban.core.a"),
        ({"inminban.step.a": "from inminban.population import b", "inminban.population": ""}, "inminban.step.a"),
        ({"inminban.core.a": "from ..step import b", "inminban.step.b": ""}, "inminban.core.a"),
    ],
)
def test_an_upward_arrow_is_found(texts: dict[str, str], fault: str) -> None:
    assert [arrow.split()[0] for arrow in upward_arrows(import_graph(texts))] == [fault]


def test_a_cycle_is_found() -> None:
    texts = {"inminban.core.a": "from inminban.core import b", "inminban.core.b": "import inminban.core.a"}
    assert find_cycle(import_graph(texts)) == ["inminban.core.a", "inminban.core.b", "inminban.core.a"]


def test_an_import_for_types_alone_makes_a_cycle_and_may_not_go_up() -> None:
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from inminban.step import b"
    texts = {"inminban.core.a": text, "inminban.step.b": "import inminban.core.a"}
    assert find_cycle(import_graph(texts)) == ["inminban.core.a", "inminban.step.b", "inminban.core.a"]
    assert upward_arrows(import_graph(texts)) == ["inminban.core.a imports inminban.step.b"]


def test_a_foreign_library_in_a_rule_is_found() -> None:
    texts = {"inminban.step.a": "import numpy as np\nimport duckdb\nfrom inminban.output import x"}
    assert foreign_libraries(texts) == ["inminban.step.a imports duckdb", "inminban.step.a imports inminban.output.x"]
