"""A light run: a society simulated for a few measures, which writes nothing.

Nobody is followed, only the tables that the measures read are kept, in memory and by year, and all the rest is thrown
away as it comes. The society is the one that `inminban run` makes from the same specification, to the last bit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Self

from inminban.core.device.threads import Threads
from inminban.core.garbage import seldom_searching
from inminban.measures.run import Run
from inminban.numbers import parameters
from inminban.output.kept import KeptTables, described
from inminban.output.reading import cut_to
from inminban.run.arguments import check_arguments
from inminban.run.resource_limits import check_memory
from inminban.run.run import describe, first_day
from inminban.run.specification import RunSpecification
from inminban.step.simulation.output_detail import OutputDetail
from inminban.step.simulation.people_tables import departure_tables
from inminban.step.simulation.supply import check_days


class LightRun(Run):
    """A run whose tables are in memory; it ends with the block in which it was made."""

    kept: KeptTables

    def in_year(self, year: int) -> Self:
        """The same run with its tables restricted to one calendar year."""
        found = type(self)(self.path, cut_to(self.info, year), self.kept.year_of(year))
        found.kept = self.kept
        return found


def by_year(last: date) -> OutputDetail:
    """The output detail of a run that is recorded by year only; nobody is followed.

    A measure has the same value as in a run, except for the few that weigh a row with the prices of its weeks, and
    these only in the year that a run records by month: there the prices of a month weigh its money, here a year's.
    """
    return OutputDetail(last, last, is_long=True, measures_only=True)


@contextmanager
def light_run(
    specification: RunSpecification, tables: Collection[str], changes: parameters.Overrides | None = None
) -> Iterator[LightRun]:
    """Simulate with one thread and keep some tables; the run exists during the block.

    `changes` are numbers with which the people of the first day are made; what they change later is part of the
    scenario. Raises as `inminban.run` does.
    """
    chosen = specification
    check_arguments(chosen.people, chosen.first_day, chosen.last_day, chosen.seed)
    check_days(chosen.first_day, chosen.last_day)
    check_memory(chosen.people, chosen.first_day, chosen.last_day)
    kept = KeptTables(tables)
    try:
        with seldom_searching(), Threads(1) as threads:
            simulation, known = first_day(chosen, threads, None, changes)
            simulation.recording.wanted = kept.names
            kept.add(known)
            lived = simulation.live(threads, lambda day, done: True, kept.add)
            kept.add(departure_tables(simulation.departures, simulation.recording.words))
            told = {**describe(simulation, chosen, lived, threads), "wall_seconds": 0.0}
        made = LightRun(Path(f"world-{chosen.scenario.name}-{chosen.seed}"), described(told), kept.connection)
        made.kept = kept
        yield made
    finally:
        kept.close()
