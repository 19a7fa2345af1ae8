"""Prices of the years after everything that the model was fitted to, by county and week: predictions-weekly.parquet.

    python -m inminban.study.weekly_predictions STUDY [--out docs/reference]

STUDY is an ensemble that asked for all of `ASKED`; `--command` prints the command that makes one. One row a measure,
county and week (its Monday): the middle world, and the interval that 95 of 100 worlds lie in, as in `predictions`. The
price of a dollar is one for the whole country: its county is empty. Polars, DuckDB and pandas open the file as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from inminban.errors import InputError
from inminban.measures.catalogue import find
from inminban.output.plain_tables import PlainColumn, read_columns, write_columns
from inminban.study.asked import parse_asked
from inminban.study.files import VALUES
from inminban.study.folder import read_study
from inminban.study.intervals import ENOUGH, quantile, span_of
from inminban.study.predictions import FIRST, LAST, rounded, study_and_out

ASKED = (f"rice_price:county,week@{FIRST}-{LAST}", f"exchange_rate:week@{FIRST}-{LAST}")
"""What is predicted by week."""
FILE = "predictions-weekly.parquet"
GROUP = re.compile(r"(?:county=(?P<county>.+),)?week=(?P<week>\d{4}-\d{2}-\d{2})")


class Weekly(NamedTuple):
    """A price in a county and week: the middle of `worlds` worlds, and the interval of 95 of 100."""

    measure: str
    county: str
    week: str
    unit: str
    value: float
    low: float
    high: float
    worlds: int


def weekly(folder: Path) -> list[Weekly]:
    """The rows of the table, in the order of `ASKED`, county and week.

    RunFolderError if there is no finished study; InputError if it did not ask for this, or has too few worlds.
    """
    read_study(folder)
    return [one for asked in ASKED for one in rows(folder, asked)]


def rows(folder: Path, asked: str) -> list[Weekly]:
    """The rows of one measure."""
    told = read_columns(folder / VALUES, ("group", "value"), {"asked": asked})
    of_group: dict[str, list[float]] = {}
    for group, value in zip(told["group"], told["value"], strict=True):
        if value is not None:
            of_group.setdefault(str(group), []).append(float(value))
    if not of_group:
        raise InputError(f"the study did not ask for {asked}", file=folder, remedy="Make it anew: see --command.")
    if max(map(len, of_group.values())) < ENOUGH:
        raise InputError(f"the study has fewer than {ENOUGH} worlds", file=folder, remedy="See --command.")
    measure = parse_asked(asked).measure
    return [row_of(measure, group, values) for group, values in sorted(of_group.items())]


def row_of(measure: str, group: str, values: Sequence[float]) -> Weekly:
    """One row of the table, from the values of all worlds."""
    named = GROUP.fullmatch(group)
    assert named is not None
    middle, ends = quantile(sorted(values), 0.5), span_of(values)
    value, low, high = (float(rounded(one)) for one in (middle, *ends))
    return Weekly(measure, named["county"] or "", named["week"], find(measure).unit, value, low, high, len(values))


def columns(found: Sequence[Weekly]) -> dict[str, PlainColumn]:
    """The table as columns."""
    types = {"value": "DOUBLE", "low": "DOUBLE", "high": "DOUBLE", "worlds": "BIGINT"}
    return {
        name: PlainColumn(types.get(name, "VARCHAR"), [getattr(one, name) for one in found]) for name in Weekly._fields
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the table, or print the command that makes the study."""
    folders = study_and_out(arguments, __doc__, ASKED)
    if folders is not None:
        study, out = folders
        write_columns(out / FILE, columns(weekly(study)))


if __name__ == "__main__":
    main()
