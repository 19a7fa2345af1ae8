"""The folder of a study: its question, its worlds, and the tables of their results.

- `study.json`: the question, and what it was asked of (version, sources, numbers, evidence).
- `worlds/`: one small file a world (`study.results`).
- `values.parquet`: one row a value; `worlds.parquet`: one row a world; `numbers.parquet`: the positions drawn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from inminban.core.disk import full_path, write_whole
from inminban.errors import InputError, RunFolderError
from inminban.output.folder import RUN_FILE, cannot_write
from inminban.output.plain_tables import Cell, PlainColumn, read_columns, write_columns
from inminban.study.files import MADE, NUMBERS, STUDY_FILE, VALUES
from inminban.study.results import Result
from inminban.study.world import made_with

FORMAT = 1
Question = Mapping[str, Any]


def begin(folder: Path, question: Question) -> Path:
    """Make the folder of a study, or go on in one of the same question.

    RunFolderError if it holds something else or cannot be written, InputError if its question is another or it was
    begun with another inminban.
    """
    place = full_path(folder)
    try:
        if (place / STUDY_FILE).exists():
            check_same(place, question)
            return place
        if (place / RUN_FILE).exists() or (place.exists() and (not place.is_dir() or any(place.iterdir()))):
            raise RunFolderError(f"{place} exists and is no study. Name another folder.")
        place.mkdir(parents=True, exist_ok=True)
        content = {"format": FORMAT, "question": plain(question), "made_with": made_with()}
        write_whole(place / STUDY_FILE, json.dumps(content, indent=1))
    except OSError as error:
        raise RunFolderError(cannot_write(place, error)) from error
    return place


def plain(question: Question) -> dict[str, Any]:
    """A question as JSON gives it back."""
    found: dict[str, Any] = json.loads(json.dumps(dict(question), default=str))
    return found


def check_same(place: Path, question: Question) -> None:
    """Raise InputError unless a study has this question and was begun with this inminban."""
    content = read_study(place)
    before, now = content["question"], plain(question)
    for name in {**before, **now}:
        if before.get(name) != now.get(name):
            raise InputError(
                f"this is a study of another question: {name} is {shown(before.get(name))}, now {shown(now.get(name))}",
                file=place, remedy="Give the command that began it, or name another folder.",
            )  # fmt: skip
    for name, value in made_with().items():
        if content["made_with"].get(name) != value:
            raise InputError(
                f"it was begun with other {name} of inminban, and its worlds would not be comparable",
                file=place, remedy="Go on with the inminban that began it, or name another folder.",
            )  # fmt: skip


def shown(value: object) -> str:
    """A part of a question in few words."""
    text = "not set" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def read_study(folder: Path) -> dict[str, Any]:
    """study.json. RunFolderError if there is none, or a broken or newer one."""
    file = folder / STUDY_FILE
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(content, dict) and content["format"] == FORMAT and content["question"]["kind"]:
            return content
    except FileNotFoundError:
        raise RunFolderError(f"{folder} is not a study: it has no {STUDY_FILE}. `inminban study` makes one.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunFolderError(f"{file} cannot be read ({error}). Begin the study again in another folder.") from error
    raise RunFolderError(f"{file} does not describe a study that this version can read.")


class Label(NamedTuple):
    """Which world of a study one is: the scenario's name, the seed, and the number of the draw (0: none)."""

    scenario: str
    seed: int
    draw: int


def write_tables(place: Path, labels: Sequence[Label], results: Sequence[Result]) -> None:
    """Write the tables of a study; the same worlds give the same files to the last bit. Raises RunFolderError."""
    try:
        write_columns(place / VALUES, value_columns(labels, results))
        write_columns(place / MADE, world_columns(labels, results))
        write_columns(place / NUMBERS, number_columns(labels, results))
    except OSError as error:
        raise RunFolderError(cannot_write(place, error)) from error


VALUE_TYPES = {
    "world": "BIGINT", "scenario": "VARCHAR", "seed": "BIGINT", "draw": "BIGINT", "asked": "VARCHAR",
    "group": "VARCHAR", "year": "BIGINT", "value": "DOUBLE", "low": "DOUBLE", "high": "DOUBLE", "people": "DOUBLE",
    "verdict": "VARCHAR",
}  # fmt: skip


def value_columns(labels: Sequence[Label], results: Sequence[Result]) -> dict[str, PlainColumn]:
    """One row a value, in the order of the worlds."""
    rows = [
        {"world": number, **label._asdict(), **row}
        for number, (label, result) in enumerate(zip(labels, results, strict=True), 1)
        for row in result.rows
    ]
    return {name: PlainColumn(kind, [row[name] for row in rows]) for name, kind in VALUE_TYPES.items()}


def world_columns(labels: Sequence[Label], results: Sequence[Result]) -> dict[str, PlainColumn]:
    """One row a world."""
    n = len(results)
    return {
        "world": PlainColumn("BIGINT", list(range(1, n + 1))),
        "id": PlainColumn("VARCHAR", [one.world.id for one in results]),
        "scenario": PlainColumn("VARCHAR", [label.scenario for label in labels]),
        "seed": PlainColumn("BIGINT", [label.seed for label in labels]),
        "draw": PlainColumn("BIGINT", [label.draw for label in labels]),
        "state_sha256": PlainColumn("VARCHAR", [one.state for one in results]),
        "error": PlainColumn("VARCHAR", [one.error for one in results]),
    }


def number_columns(labels: Sequence[Label], results: Sequence[Result]) -> dict[str, PlainColumn]:
    """The positions of each draw once."""
    drawn = {label.draw: one.world.numbers for label, one in zip(labels, results, strict=True)}
    rows = [(draw, name, position) for draw, numbers in sorted(drawn.items()) for name, position in numbers]
    kinds = (("draw", "BIGINT"), ("number", "VARCHAR"), ("position", "DOUBLE"))
    return {name: PlainColumn(kind, [row[at] for row in rows]) for at, (name, kind) in enumerate(kinds)}


def rows_of(place: Path, table: str) -> Iterator[dict[str, Cell]]:
    """The rows of a table of a study. RunFolderError if it is not finished or cannot be read."""
    if not (place / table).is_file():
        raise RunFolderError(f"{place} is not finished: give the command that began it again.")
    columns = read_columns(place / table)
    for cells in zip(*columns.values(), strict=True):
        yield dict(zip(columns, cells, strict=True))
