"""Put the middle of a posterior in force: each value in the parameter files, and the sample told from there.

    python -m inminban.study.calibration.adopt STUDY/posterior.json

Every dated value of a calibrated number moves to the posterior's middle and its kind becomes `calibrated`; ranges stay.
Then position 0 means the new value, so the draws are told anew: a draw that stood for some value stands for the same
value as nearly as one position can say it for all dates of a number.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import Any

from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.numbers.parameters import PARAMETERS, Entry
from inminban.numbers.parameters.entries import Row, Whole, read_entries
from inminban.numbers.parameters.lines import read_toml
from inminban.numbers.parameters.members import MEMBERS
from inminban.numbers.parameters.positions import HIGH, LOW, values_at
from inminban.numbers.parameters.units import factor
from inminban.study.calibration.posterior_file import DIGITS, SHIPPED, as_text, hash_of, read_posterior
from inminban.study.world import known_numbers

VALUE = re.compile(r"(\bvalue\s*=\s*)(\{[^}]*\}|-?[\d_.]+)")
KIND = re.compile(r'(^kind\s*=\s*)"\w+"', re.MULTILINE)


def written(value: int, unit: str) -> str:
    """A value in engine units as the file has it. InputError if the unit cannot say it exactly."""
    exact = Fraction(value) / factor(unit)
    told = format((Decimal(exact.numerator) / exact.denominator).normalize(), "f")
    if Fraction(told) != exact:
        raise InputError(f"{value} cannot be written in {unit}", remedy="Set the value by hand.")
    return told


def value_text(entry: Entry, value: Whole) -> str:
    """A value, or one for each member of a group, as the file has it."""
    if not isinstance(value, tuple):
        return written(value, entry.unit)
    assert entry.by is not None  # a value for each member has a group
    told = (f"{name} = {written(one, entry.unit)}" for name, one in zip(MEMBERS[entry.by](), value, strict=True))
    return f"{{ {', '.join(told)} }}"


def moved_text(text: str, entry: Entry, position: float) -> str:
    """The text of an institution's file with every value of a number at a position. InputError if it is not found."""
    begin = re.search(rf"^\[{re.escape(entry.name)}\]$", text, re.MULTILINE)
    if begin is None:
        raise entry.error("the number is not found in its file", "Set its values by hand.")
    following = re.compile(r"^\[", re.MULTILINE).search(text, begin.end())
    end = following.start() if following else len(text)
    values = iter(values_at(entry, position).values())
    part, n = VALUE.subn(lambda found: found[1] + value_text(entry, next(values)), text[begin.end() : end])
    if n != len(entry.rows):
        raise entry.error(f"{n} values are found in its file and {len(entry.rows)} in force", "Set them by hand.")
    return text[: begin.end()] + KIND.sub(r'\1"calibrated"', part) + text[end:]


def told_anew(entry: Entry, position: float, middle: float) -> float:
    """The position of a draw once the middle is in force: the mean over dated values that have a range."""
    found = [at for row in entry.rows for at in positions_of(row, position, middle)]
    return round(min(max(fmean(found), LOW), HIGH), DIGITS) if found else 0.0


def positions_of(row: Row, position: float, middle: float) -> Iterator[float]:
    """Where a draw of one dated value stands beside the middle, for each member: -1 its low end, 1 its high end."""
    ends = (row.value, row.low, row.high)
    if row.low is None or row.high is None:
        return
    parts = zip(*(one if isinstance(one, tuple) else (one,) for one in ends), strict=True)
    for value, low, high in parts:
        was, now = placed(value, low, high, position), placed(value, low, high, middle)
        end = high if was > now else low
        if end != now:
            yield (was - now) / abs(end - now)


def placed(value: int, low: int, high: int, position: float) -> float:
    """A value at a position, not rounded."""
    return value + position * ((high - value) if position > 0 else (value - low))


def adopt(path: Path, folder: Path = PARAMETERS, shipped: Path = SHIPPED) -> list[dict[str, Any]]:
    """Write the parameter files and the shipped posterior; each number as it was and as it is.

    InputError if a number changed since the posterior was made. Raises OSError.
    """
    posterior = read_posterior(path)
    if changed := posterior.changed():
        raise InputError(f"{', '.join(changed)} changed since the posterior was made", file=path,
                         remedy="Calibrate again.")  # fmt: skip
    before, middle = known_numbers(), posterior.middle
    for institution, entries in groupby(sorted(posterior.names), key=lambda name: name.partition(".")[0]):
        file = folder / f"{institution}.toml"
        text = file.read_text(encoding="utf-8")
        for name in entries:
            text = moved_text(text, before[name], middle[name])
        write_whole(file, text)
    told = [number_told(one, folder, before[one["name"]], middle[one["name"]]) for one in posterior.told["numbers"]]
    draws = [
        [told_anew(before[name], float(at), middle[name]) for name, at in zip(posterior.names, row, strict=True)]
        for row in posterior.draws
    ]
    content = {**posterior.told, "numbers": told, "draws": draws}
    write_whole(shipped, as_text(content))
    return told


def number_told(one: Mapping[str, Any], folder: Path, before: Entry, middle: float) -> dict[str, Any]:
    """What the posterior says of a number, positions told anew, with the values that it had and has."""
    after = read_entries(before.institution, read_toml(folder / f"{before.institution}.toml"))[before.name]
    ends = {end: told_anew(before, float(one[end]), middle) for end in ("low", "middle", "high")}
    values = {"was": values_in_words(before), "is": values_in_words(after)}
    return {**one, **ends, "hash": hash_of(after), "adopted_at": middle, **values}


def values_in_words(entry: Entry) -> str:
    """The dated values of a number as its file has them."""
    return ", ".join(row.written[0] for row in entry.rows)


def main() -> None:
    """Read the arguments, write the files, print what changed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("posterior", type=Path)
    for one in adopt(parser.parse_args().posterior):
        print(f"{one['name']}: {one['was']} -> {one['is']}")


if __name__ == "__main__":
    main()
