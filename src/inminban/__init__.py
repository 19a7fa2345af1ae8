"""inminban: a synthetic model of North Korean society. The public names, nothing else.

    run = inminban.run(people=25_000, first_day="2015-01-01", last_day="2015-03-31", out="runs/spring")
    run.tables.groups.df()
    run.measure("bought_out", by=("wealth_fifth",))

`run`, `resume` and `open_run` make and open runs; `ask`, `check`, `compare`, `life`, `study` and `library` do what the
commands of these names do. Each name is imported when it is first asked for, so that `import inminban` is quick and a
single room can be used on a machine that has only NumPy and Numba.
"""

from __future__ import annotations

import sys as _sys
import warnings as _warnings
from importlib import import_module as _import_module
from types import ModuleType as _ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inminban.errors import InminbanError, InputError, RunFolderError, RunStopped
    from inminban.interface.calls import ask, check, compare, library, life, study
    from inminban.measures import Run, Value, open_run
    from inminban.run.progress import Progress
    from inminban.run.resume import resume
    from inminban.run.run import run

__version__ = "0.2.0"

__all__ = [
    "InminbanError",
    "InputError",
    "Progress",
    "Run",
    "RunFolderError",
    "RunStopped",
    "Value",
    "__version__",
    "ask",
    "check",
    "compare",
    "library",
    "life",
    "open_run",
    "resume",
    "run",
    "study",
]

_CALLS = "inminban.interface.calls"
_HOME = {
    "InminbanError": "inminban.errors",
    "InputError": "inminban.errors",
    "Progress": "inminban.run.progress",
    "Run": "inminban.measures",
    "RunFolderError": "inminban.errors",
    "RunStopped": "inminban.errors",
    "Value": "inminban.measures",
    "ask": _CALLS,
    "check": _CALLS,
    "compare": _CALLS,
    "library": _CALLS,
    "life": _CALLS,
    "open_run": "inminban.measures",
    "resume": "inminban.run.resume",
    "run": "inminban.run.run",
    "study": _CALLS,
}
_MOVED = {"make_society": "inminban.population"}  # names that leave with version 0.3, and where they are instead


class _Package(_ModuleType):
    """This package: `inminban.run`, `.ask` and `.study` are functions, although rooms (subpackages) have these names.

    Python sets an attribute of the package for each room imported; these are left out, so `__getattr__` answers.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, _ModuleType)):
            super().__setattr__(name, value)


_sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name in _MOVED:
        home = _MOVED[name]
        _warnings.warn(f"inminban.{name} will go; import it from {home}", DeprecationWarning, stacklevel=2)
        return getattr(_import_module(home), name)
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(_import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
