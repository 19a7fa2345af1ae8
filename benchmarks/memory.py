"""How much memory a run holds, phase by phase, and what of it is temporary.

    python benchmarks/memory.py [--people 250000] [--from 2015-01-01] [--to 2015-12-31] [--threads 2] [--made-only]

Makes a run as `inminban run` does, in this process. Prints for every kind of phase how often it came, the processor
seconds it took, the most memory held during it, and by how much that lay above what was held when it began; then the
size of the records themselves, and rows and bytes of the tables written. Linux only: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from inminban.core.columns import HOUSEHOLDS, PEOPLE, Society, record_type
from inminban.core.device.threads import Threads
from inminban.numbers import parameters
from inminban.output.writing import RunWriter
from inminban.population import make_society
from inminban.run.run import OpenRun, RunControl, describe, live
from inminban.run.specification import RunSpecification
from inminban.run.stopping import Stopping
from inminban.step.rows import spread_out
from inminban.step.simulation import month_end, spring
from inminban.step.simulation import simulation as simulation_room
from inminban.step.simulation.initial_state import begin
from inminban.step.simulation.output_detail import output_detail_of
from inminban.step.simulation.people_tables import calendar_table, departure_tables
from inminban.step.simulation.recording import Recording
from inminban.step.simulation.setting import setting_for
from inminban.step.simulation.world import World

MEBIBYTE = 2**20
PAUSE = 0.002  # seconds between two looks at the memory held
STATUS = Path("/proc/self/status")


def memory_held() -> float:
    """Memory of this process in MiB that is its own, not files mapped."""
    for line in STATUS.read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


class Phases:
    """What every kind of phase took: calls, processor seconds, most memory, most above its beginning."""

    def __init__(self) -> None:
        self.found: dict[str, list[float]] = {}
        self.open: list[list[float]] = []  # most memory seen in each phase that is going on
        self.is_over = False
        self.looker = threading.Thread(target=self._look, daemon=True)
        self.looker.start()

    def _look(self) -> None:
        while not self.is_over:
            held = memory_held()
            for most in self.open:
                most[0] = max(most[0], held)
            time.sleep(PAUSE)

    def measured(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, measured."""

        def measured_call(*arguments: Any, **named: Any) -> Any:
            start, began = memory_held(), time.process_time()
            most = [start]
            self.open.append(most)
            try:
                return call(*arguments, **named)
            finally:
                self.open = [other for other in self.open if other is not most]
                end = memory_held()
                row = self.found.setdefault(name, [0, 0.0, 0.0, 0.0, 0.0])
                row[0] += 1
                row[1] += time.process_time() - began
                row[2] = max(row[2], most[0], end)
                row[3] = max(row[3], max(most[0], end) - start)
                row[4] += end - start

        return measured_call

    def watch(self, owner: Any, *names: str) -> None:
        """Measure methods or functions of a class or module."""
        for name in names:
            setattr(owner, name, self.measured(name, getattr(owner, name)))

    def report(self) -> None:
        """Print a line a phase."""
        self.is_over = True
        print(f"{'phase':<28}{'calls':>6}{'cpu s':>9}{'most MiB':>10}{'above':>8}{'kept':>8}")
        for name, (calls, seconds, most, above, kept) in self.found.items():
            print(f"{name:<28}{calls:>6.0f}{seconds:>9.2f}{most:>10,.0f}{above:>8,.0f}{kept:>8,.0f}")


def records_size(society: Society) -> float:
    """MiB of the records of everybody."""
    return float(sum(records.nbytes for records in society) / MEBIBYTE)


def measure(n_people: int, first: date, last: date, n_threads: int, made_only: bool) -> None:
    """Live a run and print what it held."""
    phases = Phases()
    person, household = record_type(PEOPLE).itemsize, record_type(HOUSEHOLDS).itemsize
    print(f"{n_people:,} people; a person {person} bytes, a household {household}")
    made = phases.measured("making the people", make_society)(n_people, first, 1)
    print(f"records as made: {records_size(made.society):,.0f} MiB")
    if made_only:
        phases.report()
        return
    phases.watch(simulation_room.Simulation, "live_days", "follow_closely", "settle_week", "close_month",
                 "close_period", "turn_year", "resettle")  # fmt: skip
    phases.watch(World, "count", "households_moved")
    phases.watch(spring, "school_year", "send_to_workplaces")
    phases.watch(month_end, "settle_month", "vital_events", "take_releases")
    named = ((spring, ("resettle",)), (simulation_room, (
        "set_wealth_fifths", "population_columns", "week_tables", "panel_month_columns", "bring_in_goods", "leave",
        "live_and_die",
    )))  # fmt: skip
    for module, names in named:
        for name in names:
            setattr(module, name, phases.measured(f"{module.__name__.split('.')[-1]}.{name}", getattr(module, name)))
    phases.watch(Recording, "take_table")
    phases.watch(RunWriter, "add", "finish")
    scenario = parameters.load_scenario("history")
    society, _ = phases.measured("spreading out", spread_out)(made.society)
    detail = output_detail_of(first, last, None)
    specification = RunSpecification(scenario, n_people, first, last, 1, detail)
    setting = setting_for(made, first, last, 1, scenario.overrides, detail)
    simulation = phases.measured("opening", begin)(setting, society, made.quotas)
    arrays, sums = simulation.world.arrays, simulation.sums
    log, cells = arrays.tallies.nbytes + arrays.events.nbytes, sums.cells.nbytes + sums.food.nbytes
    print(f"records with free rows: {records_size(simulation.society):,.0f} MiB")
    print(f"room for sums and log {log / MEBIBYTE:,.0f} MiB, for the groups' cells {cells / MEBIBYTE:,.0f}")
    with (
        tempfile.TemporaryDirectory() as folder,
        RunWriter(Path(folder) / "run", False) as writer,
        Threads(n_threads) as threads,
    ):
        began = time.process_time()
        lived = live(
            OpenRun(simulation, specification, writer, time.perf_counter(), None), RunControl(threads, None, Stopping())
        )
        print(f"simulated in {time.process_time() - began:.1f} processor seconds")
        writer.add(departure_tables(simulation.departures, simulation.recording.words))
        writer.add({"calendar": dict(calendar_table(simulation.timetable)), "margins": made.margins,
                    "parameters": parameters.rows_in_force(first, scenario.overrides)})  # fmt: skip
        info = phases.measured("describe", describe)(simulation, specification, lived, threads)
        writer.finish(info | {"wall_seconds": 0.0})
        print(info["state_sha256"])
        size = sum(path.stat().st_size for path in (Path(folder) / "run").rglob("*.parquet"))
        print(f"tables: {size / MEBIBYTE:.1f} MiB on disk")
        n_rows = {name: sum(part.rows for part in parts) for name, parts in writer.parts.items()}
        for name, rows in sorted(n_rows.items(), key=lambda item: -item[1])[:6]:
            print(f"  {name}: {rows:,} rows")
    phases.report()


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=250_000)
    parser.add_argument("--from", dest="first", type=date.fromisoformat, default=date(2015, 1, 1))
    parser.add_argument("--to", dest="last", type=date.fromisoformat, default=date(2015, 12, 31))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--made-only", action="store_true")
    arguments = parser.parse_args()
    measure(arguments.people, arguments.first, arguments.last, arguments.threads, arguments.made_only)


if __name__ == "__main__":
    main()
