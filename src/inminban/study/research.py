"""Assumptions worth researching first: those on which measures hang, though nobody has measured them.

    python -m inminban.study.research STUDY [STUDY]...

writes what some studies of sensitivity have found into `matters.csv`, which `inminban evidence` reads.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from inminban.core.disk import write_whole
from inminban.numbers.parameters import has_range
from inminban.numbers.parameters.entries import ASSUMPTION
from inminban.study.screening import chance_of, read_indices
from inminban.study.sensitivity import Index
from inminban.study.world import known_numbers

SHIPPED = Path(__file__).resolve().parent / "matters.csv"
CLEARLY = 1.15
"""Times what chance does, which an index must pass: many measures are looked at, so that some pass it by a little.

Chosen by hand after the first ensemble had been seen, so what stands just above or below it says little.
"""
LEAST_SHARE = 0.01  # of all effects on a measure, below which a number is not written down


class Effect(NamedTuple):
    """What a number does to what was asked: its part of all effects on it that stand out from chance, 0 to 1."""

    asked: str
    name: str
    share: float


class Worth(NamedTuple):
    """An assumption with its greatest effect, its label, and why its value was chosen."""

    name: str
    label: str
    share: float
    asked: str
    reason: str


def effects_of(place: Path) -> list[Effect]:
    """The effects that a study of single numbers has found, those that chance explains left out."""
    chance, found = chance_of(place), []
    for asked, of_one in groupby(read_indices(place), key=lambda one: one.asked):
        told = [one for one in of_one if can_be_researched(one.name) and not is_chance(one, chance)]
        whole = sum(one.size for one in told)
        found += [Effect(asked, one.name, one.size / whole) for one in told if one.size >= LEAST_SHARE * whole > 0]
    return found


def can_be_researched(name: str) -> bool:
    """Whether a name is that of a single number which has a range."""
    entry = known_numbers().get(name)
    return entry is not None and has_range(entry)


def is_chance(one: Index, chance: dict[str, float]) -> bool:
    """Whether chance alone makes such an index."""
    if one.low is not None and one.high is None:
        return one.size <= CLEARLY * one.low
    return one.own is None and one.size <= chance.get(one.asked, 0.0)


def worth_researching(effects: Iterable[Effect]) -> list[Worth]:
    """Assumptions by their greatest part of the effects on any measure."""
    best: dict[str, Effect] = {}
    for one in effects:
        entry = known_numbers().get(one.name)
        if entry is not None and entry.kind == ASSUMPTION and one.share > best.get(one.name, Effect("", "", 0.0)).share:
            best[one.name] = one
    found = [
        Worth(name, known_numbers()[name].label, one.share, one.asked, known_numbers()[name].reason or "")
        for name, one in best.items()
    ]
    return sorted(found, key=lambda one: (-one.share, one.name))


def shipped_effects(file: Path = SHIPPED) -> list[Effect]:
    """The effects that come with the program; none if there is no such file."""
    if not file.is_file():
        return []
    rows = csv.DictReader(StringIO(file.read_text(encoding="utf-8")))
    return [Effect(row["asked"], row["name"], float(row["share"])) for row in rows]


def write_effects(effects: Sequence[Effect], file: Path = SHIPPED) -> Path:
    """Write effects for `inminban evidence`. Raises OSError."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Effect._fields)
    writer.writerows((one.asked, one.name, f"{one.share:.3f}") for one in effects)
    return write_whole(file, text.getvalue())


def lines_of(found: Sequence[Worth], most: int = 10) -> list[str]:
    """The first of them as lines of text."""
    if not found:
        return ["No study has said yet which assumptions matter: `inminban study sensitivity`, then --study DIR."]
    lines = [
        f"Assumptions worth researching first, by their part of the effects on some measure that stand out from chance "
        f"({CLEARLY} times, a cut-off chosen after the first ensemble had been seen):"
    ]
    lines += [f"  {100 * one.share:3.0f} %  {one.name}: {one.label} (on {one.asked})" for one in found[:most]]
    return lines


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("studies", type=Path, nargs="+")
    found = [one for place in parser.parse_args().studies for one in effects_of(place)]
    print(f"Written: {write_effects(found)}")


if __name__ == "__main__":
    main()
