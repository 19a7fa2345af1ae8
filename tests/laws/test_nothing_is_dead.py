"""Every rule and every step is called by the program itself: one that only its own cases call proves nothing."""

from __future__ import annotations

import ast
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"
PACKAGE = SRC / "inminban"
COMPILED = {"rule", "inlined", "kernel", "lean_kernel"}
Place = tuple[str, str]  # module, function


def module_of(path: Path) -> str:
    """The dotted name of a source file."""
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def compiled_functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """The functions of a file that are compiled, by name."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            marks = {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
            if marks & COMPILED:
                found[node.name] = node
    return found


def imported(tree: ast.Module, modules: set[str]) -> dict[str, Place]:
    """What each imported name of a file stands for: a module, with no function, or a function of one."""
    names: dict[str, Place] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                names[alias.asname or alias.name] = (full, "") if full in modules else (node.module, alias.name)
    return names


def references(tree: ast.Module, module: str, modules: set[str]) -> set[Place]:
    """Functions that a file refers to, but for a function's references to itself."""
    names = imported(tree, modules)
    found: set[Place] = set()
    for top in tree.body:
        own = top.name if isinstance(top, ast.FunctionDef) else ""
        for node in ast.walk(top):
            if isinstance(node, ast.Name) and node.id != own:
                found.add(names.get(node.id, (module, node.id)))
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                owner, function = names.get(node.value.id, ("", ""))
                if owner in modules and not function:
                    found.add((owner, node.attr))
    return found


def uncalled(sources: dict[str, str]) -> list[str]:
    """Compiled functions that no source refers to; `sources` by the dotted name of the module."""
    trees = {module: ast.parse(text) for module, text in sources.items()}
    called = set().union(*(references(tree, module, set(trees)) for module, tree in trees.items()))
    return sorted(
        f"{module}.{name}"
        for module, tree in trees.items()
        for name in compiled_functions(tree)
        if (module, name) not in called
    )


def test_every_compiled_function_is_called_by_the_program() -> None:
    sources = {module_of(path): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    assert sum(len(compiled_functions(ast.parse(text))) for text in sources.values()) > 300
    assert uncalled(sources) == []


def test_a_rule_that_nobody_calls_is_found() -> None:
    rules = "@rule\ndef used(a):\n    return a\n\n\n@rule\ndef dead(a):\n    return dead(a)\n"
    step = "from rooms import rules\nfrom rooms.rules import used\n\n\ndef step(a):\n    return rules.used(a)\n"
    assert uncalled({"rooms.rules": rules, "rooms.step": step}) == ["rooms.rules.dead"]
    both = step.replace("rules.used(a)", "rules.dead(a) + used(a)")
    assert uncalled({"rooms.rules": rules, "rooms.step": both}) == []
    assert uncalled({"rooms.rules": rules}) == ["rooms.rules.dead", "rooms.rules.used"]
