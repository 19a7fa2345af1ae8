"""Studies of many worlds: which there are, and how far each is. Read from their files alone.

What makes the worlds needs the compiler, which this server does without.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from inminban.output.folder import MOST_RUNS, REPORT_FILE
from inminban.study.files import ENSEMBLE, FAILED, STUDY_FILE, VALUES, WORLDS, number_of_worlds
from inminban.web.missing import Missing

LARGEST = 4_000_000  # bytes of a description: far beyond any that was written


class Study(NamedTuple):
    """A study: its folder's name, its kind and question, worlds simulated and failed; `why` if it cannot be read.

    `n_worlds`: how many it is to have, None where its question does not say.
    """

    name: str
    path: Path
    kind: str = ""
    question: dict[str, Any] = {}  # noqa: RUF012  never changed
    n_done: int = 0
    n_failed: int = 0
    n_worlds: int | None = None
    why: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether every world was simulated or failed, and the tables of their results are there."""
        return (self.path / VALUES).is_file()

    @property
    def percent(self) -> int | None:
        """Worlds simulated or failed, of 100 of all; None where it is not known how many there are to be."""
        return None if not self.n_worlds else min(100 * (self.n_done + self.n_failed) // self.n_worlds, 100)

    @property
    def has_report(self) -> bool:
        """Whether its report was written."""
        return (self.path / REPORT_FILE).is_file()


def studies_in(folder: Path) -> list[Study]:
    """The studies of a folder, by name."""
    try:
        places = sorted(path for path in folder.iterdir() if (path / STUDY_FILE).is_file())[:MOST_RUNS]
    except OSError:
        return []
    return [read(place) for place in places]


def read(place: Path) -> Study:
    """One study."""
    file = place / STUDY_FILE
    try:
        if file.stat().st_size > LARGEST:
            raise ValueError("it is too large")
        question = json.loads(file.read_text("utf-8"))["question"]
        kind = str(question["kind"])
        if not isinstance(question, dict):
            raise TypeError("its question is none")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        return Study(place.name, place, why=f"{STUDY_FILE} cannot be read ({error}).")
    names = [path.name for path in (place / WORLDS).glob("*.json")] if (place / WORLDS).is_dir() else []
    n_failed = sum(name.endswith(FAILED) for name in names)
    shown = {key: value for key, value in question.items() if isinstance(value, str | int | list) and key != "kind"}
    return Study(place.name, place, kind, shown, len(names) - n_failed, n_failed, worlds_in(kind, question))


def worlds_in(kind: str, question: dict[str, Any]) -> int | None:
    """How many worlds a question needs; None where only its own command can say."""
    scenarios, seeds, draws = question.get("scenarios"), question.get("seeds"), question.get("draws")
    if kind != ENSEMBLE or not isinstance(scenarios, list):
        return None
    if not isinstance(seeds, int) or not isinstance(draws, int) or seeds < 1:
        return None
    return number_of_worlds(len(scenarios), seeds, draws)


def study_named(folder: Path, name: str) -> Study:
    """The study of a name, as found in the folder of studies. Raises Missing for any other name."""
    for study in studies_in(folder):
        if study.name == name:
            return study
    raise Missing(f"There is no study {name!r} in {folder}.")
