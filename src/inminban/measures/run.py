"""A run with measures: the result of `inminban.open_run` and `inminban.run`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inminban.measures.estimate import Value, measure
from inminban.measures.query import WHOLE, Period, Where
from inminban.output import reading


class Run(reading.Run):
    """One finished run: `info` (run.json), `path`, its tables as attributes, and every measure of the catalogue."""

    def measure(
        self, name: str, by: Sequence[str] = (), where: Where | None = None, period: Period = WHOLE, unit: str = ""
    ) -> list[Value]:
        """A measure by groups and times: `run.measure("bought_out", by=("wealth_fifth", "year"))`.

        `inminban measures` lists the measures; see `inminban.measures.measure` for the arguments and errors.
        """
        return measure(self, name, by, where, period, unit)


def open_run(path: Path | str, year: int | None = None) -> Run:
    """Open a run folder; with `year`, only what lies in that calendar year. Errors as for `output.reading.open_run`."""
    return Run.open(path, year)
