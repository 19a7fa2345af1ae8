"""The figures that a calibration is fitted to, each with its interval and with a discrepancy that is written down.

`targets.toml` says of every record of published figures how it serves, or why it is left out. The observation interval
is that of the figure's own checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inminban.core.columns import Array
from inminban.errors import InputError
from inminban.evidence.checks import years_named
from inminban.evidence.records import Check, Record, figures
from inminban.measures.catalogue import MEASURES
from inminban.numbers.parameters.lines import TomlFile, input_error, nearest, read_toml
from inminban.study.calibration.agreement import Observed

FILE = Path(__file__).resolve().parent / "targets.toml"
NORMAL_95 = 1.959964  # standard deviations on each side of a 95 % interval
LAST_YEAR = 2017  # nothing measured later is a target

Scale = Literal["linear", "log", "root"]


class TargetText(BaseModel):
    """One entry of targets.toml: how a record serves, or why it does not.

    `scales` and `discrepancies` are those of single measures.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    block: str = ""
    scale: Scale = "linear"
    scales: dict[str, Scale] = {}
    discrepancy: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    discrepancies: dict[str, float] = {}
    reason: str = ""
    left_out: str = ""


class Target(NamedTuple):
    """One figure to fit: what is measured, its interval as published, and one standard deviation of discrepancy.

    `discrepancy` is a share of the value on the scales log and root, and in `unit` on the linear one; `year` is the
    last year that it speaks of.
    """

    name: str
    record: str
    label: str
    unit: str
    block: str
    scale: Scale
    low: float
    high: float
    discrepancy: float
    reason: str
    year: int

    @property
    def middle(self) -> float:
        """The middle of the interval, on the target's scale turned back."""
        low, high = scaled(np.array([self.low, self.high]), self.scale)
        return unscaled(0.5 * float(low + high), self.scale)


def scaled(values: Array, scale: Scale) -> Array:
    """Values on a scale on which errors are alike: as they are, their logarithm, or their square root.

    What has no logarithm or root (a price of nothing) is not a number.
    """
    given = np.asarray(values, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        made = np.log(given) if scale == "log" else np.sqrt(given) if scale == "root" else given
    return np.where(np.isfinite(made), made, np.nan)


def unscaled(value: float, scale: Scale) -> float:
    """A value on a scale turned back into the unit of the measure."""
    return {"linear": value, "log": float(np.exp(value)), "root": max(value, 0.0) ** 2}[scale]


def observed(targets: Iterable[Target]) -> Observed:
    """Targets as arrays: the middle of each interval on its scale, and variances of measurement and discrepancy."""
    chosen = list(targets)
    records = {name: number for number, name in enumerate(dict.fromkeys(one.record for one in chosen))}
    spans = np.array([scaled(np.array([one.low, one.high]), one.scale) for one in chosen]).reshape(-1, 2)
    return Observed(
        value=spans.mean(axis=1),
        measured=((spans[:, 1] - spans[:, 0]) / (2 * NORMAL_95)) ** 2,
        discrepancy=np.array([discrepancy_of(one) ** 2 for one in chosen]),
        record=np.array([records[one.record] for one in chosen]),
    )


def discrepancy_of(target: Target) -> float:
    """The standard deviation of a target's discrepancy on its scale."""
    if target.scale == "root":  # the root of a value moves by half of the share
        return 0.5 * target.discrepancy * float(np.sqrt(target.middle))
    return target.discrepancy


@cache
def targets(path: Path = FILE) -> tuple[Target, ...]:
    """Every target, in the order of the figures. InputError for an entry that is wrong, unknown or missing."""
    texts = read_texts(read_toml(path))
    return tuple(target for record in figures() if record.id in texts for target in of_record(record, texts[record.id]))


def left_out(path: Path = FILE) -> dict[str, str]:
    """Records that serve as no target, with the reason."""
    return {name: text.left_out for name, text in read_texts(read_toml(path)).items() if text.left_out}


def read_texts(file: TomlFile) -> dict[str, TargetText]:
    """The entries of a file by record, checked: each record of figures once, as a target or left out."""
    known = {record.id: record for record in figures()}
    found = {}
    for name, content in file.content.items():
        if name not in known:
            raise fault(file, f"'{name}' is no record of figures", f"Correct the name.{nearest(name, known)}", name)
        found[name] = read_text(file, name, content, known[name])
    if missing := [name for name in known if name not in found]:
        raise fault(
            file,
            f"no entry for {', '.join(missing)}",
            "Say how it serves, or in `left_out` why it does not.",
            missing[0],
        )
    return found


def read_text(file: TomlFile, name: str, content: Any, record: Record) -> TargetText:
    """One entry, checked against its record."""
    try:
        text = TargetText.model_validate(content)
    except ValidationError as error:
        raise input_error(error, file, [name], TargetText.model_fields) from error
    if text.left_out:
        if text.block or text.reason or text.discrepancy:
            raise fault(file, "an entry that is left out and serves as well", "Keep one of the two.", name, "left_out")
        return text
    if not (text.block and text.reason and text.discrepancy):
        raise fault(file, "a target needs block, discrepancy and reason", "Add them, or `left_out` with why.", name)
    measures = {item.metric for item in closed(record)}
    for wrong in {*text.scales, *text.discrepancies} - measures:
        raise fault(file, f"'{wrong}' is no measure of this record", f"Use one of {', '.join(measures)}.", name)
    if not measures:
        raise fault(file, "this record has no figure between two bounds", "Leave it out, with the reason.", name)
    return text


def fault(file: TomlFile, what: str, remedy: str, *keys: str) -> InputError:
    """An InputError that names the place in the file."""
    return InputError(what, file=file.path, line=file.line_of(*keys), key=".".join(keys), remedy=remedy)


def closed(record: Record) -> list[Check]:
    """The checks of a record that ask for a value between two bounds."""
    return [item for item in record.content.check if item.compare == "between"]


def of_record(record: Record, text: TargetText) -> list[Target]:
    """The targets of a record: its checks between two bounds, none if it is left out."""
    if text.left_out:
        return []
    return [
        made(record, number, item, text)
        for number, item in enumerate(record.content.check)
        if item.compare == "between"
    ]  # fmt: skip


def made(record: Record, number: int, item: Check, text: TargetText) -> Target:
    """The target of one check; `name` is the name of its row in a world's results."""
    assert item.low is not None and item.high is not None  # the check's own validation
    year = max(years_named(item), default=min(record.content.years[1], LAST_YEAR))
    return Target(
        f"{record.id} {number}", record.id, item.label, MEASURES[item.metric].unit, text.block,
        text.scales.get(item.metric, text.scale), item.low, item.high,
        text.discrepancies.get(item.metric, text.discrepancy), text.reason, year,
    )  # fmt: skip


def choose(names: Iterable[str], known: Iterable[Target]) -> tuple[Target, ...]:
    """The targets of some records or blocks by name; all if none is named. InputError for an unknown name."""
    all_of_them, wanted = tuple(known), list(names)
    words = {one.record for one in all_of_them} | {one.block for one in all_of_them}
    for name in wanted:
        if name not in words:
            raise InputError(f"'{name}' is no figure or block", remedy=f"Correct it.{nearest(name, words)}")
    return tuple(one for one in all_of_them if not wanted or {one.record, one.block} & set(wanted))


def values_of(rows: Mapping[str, float | None], chosen: Iterable[Target]) -> Array:
    """A world's values of the targets on their scales; not a number where it has none."""
    found = [(rows.get(one.name), one.scale) for one in chosen]
    return np.array(
        [np.nan if value is None else float(scaled(np.array([value]), scale)[0]) for value, scale in found]
    )  # fmt: skip
