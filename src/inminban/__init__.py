"""inminban: a synthetic model of North Korean society. The public names, nothing else.

Each name is imported when it is first asked for, so that `import inminban` is quick and a single room can be used
on a machine that has only NumPy and Numba.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inminban.errors import InminbanError, InputError, RunFolderError, RunStopped
    from inminban.measures import Run, Value, open_run
    from inminban.population import make_society
    from inminban.run.progress import Progress
    from inminban.run.resume import resume
    from inminban.run.run import run

__version__ = "0.1.0"

__all__ = [
    "InminbanError",
    "InputError",
    "Progress",
    "Run",
    "RunFolderError",
    "RunStopped",
    "Value",
    "__version__",
    "make_society",
    "open_run",
    "resume",
    "run",
]

_HOME = {
    "InminbanError": "inminban.errors",
    "InputError": "inminban.errors",
    "Progress": "inminban.run.progress",
    "Run": "inminban.measures",
    "RunFolderError": "inminban.errors",
    "RunStopped": "inminban.errors",
    "Value": "inminban.measures",
    "make_society": "inminban.population",
    "open_run": "inminban.measures",
    "resume": "inminban.run.resume",
    "run": "inminban.run.run",
}


class _Package(ModuleType):
    """This package: `inminban.run` is the function, although a room (subpackage) has the same name.

    Python sets an attribute of the package for each room imported; that one is left out, so `__getattr__` answers.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "run" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
