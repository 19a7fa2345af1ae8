"""The reference of the Python interface: signatures and docstrings of the public names."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from docs.making.reference import MADE

import inminban
from inminban.measures import Run, Value
from inminban.output.tables_of_run import Tables
from inminban.study.intervals import Spread, Study, StudyDifference
from inminban.testimony.library import Library

ABOUT = """`dir(inminban)` shows these names and nothing else. What a function returns is plain data (a list, a mapping,
a named tuple) that also shows itself in a notebook."""
FUNCTIONS = ("run", "resume", "open_run", "ask", "check", "compare", "life", "study", "library")
CLASSES = (Run, Tables, Value, Study, Spread, StudyDifference, Library)
ERRORS = ("InminbanError", "InputError", "RunFolderError", "RunStopped")


def page() -> str:
    """All of it. `inminban.__all__` is the list; a test compares."""
    parts = ["# Python interface", MADE, ABOUT]
    parts.append("## Functions")
    for name in FUNCTIONS:
        parts.append(of_function(f"inminban.{name}", getattr(inminban, name), "###"))
    parts.append("## What functions return")
    for kind in CLASSES:
        parts += [f"### {kind.__name__}", inspect.getdoc(kind) or "", *methods(kind)]
    parts.append("## Errors and progress")
    parts += [f"**`{name}`** {inspect.getdoc(getattr(inminban, name))}" for name in (*ERRORS, "Progress")]
    return "\n\n".join(parts) + "\n"


def of_function(name: str, function: object, mark: str) -> str:
    """One function: its signature on one line an argument, its docstring."""
    short = name.rpartition(".")[2]
    lines = [f"{mark} {short}", f"```python\n{name}{signature_of(function)}\n```", inspect.getdoc(function) or ""]
    return "\n\n".join(lines)


def signature_of(function: object) -> str:
    """A signature, long ones with an argument a line, without `self`."""
    found = inspect.signature(function)  # type: ignore[arg-type]
    kept = [one for one in found.parameters.values() if one.name != "self"]
    whole = str(found.replace(parameters=kept))
    if len(whole) < 80:
        return whole
    result = f" -> {found.return_annotation}" if found.return_annotation is not found.empty else ""
    lines, is_starred = [], False
    for one in kept:
        if one.kind is one.KEYWORD_ONLY and not is_starred and not any(o.kind is o.VAR_POSITIONAL for o in kept):
            lines.append("    *,")
        is_starred = is_starred or one.kind is one.KEYWORD_ONLY
        lines.append(f"    {one},")
    return "(\n" + "\n".join(lines) + f"\n){result}"


def methods(kind: type) -> Iterator[str]:
    """The public methods and properties of a class that are documented, those of its bases in this package too."""
    for name, member in inspect.getmembers(kind):
        of_tuple = issubclass(kind, tuple) and name in dir(tuple)
        if name.startswith("_") or of_tuple or not inspect.getdoc(member):
            continue
        if isinstance(member, property):
            yield f"**`{kind.__name__}.{name}`** {inspect.getdoc(member)}"
        elif inspect.isroutine(member) and (getattr(member, "__module__", "") or "").startswith("inminban"):
            yield of_function(f"{kind.__name__}.{name}", member, "####")
