"""What a week costs, by part: processor time of one thread for a person-day, and of Python for an exchange week.

    python benchmarks/week.py [--people 250000] [--weeks 13] [--from 2015-01-05]

Processor time, not time on the wall, so that it can be measured while other work runs. The first week is simulated but
not counted. Prints nanoseconds a person-day for the kernel over everybody, milliseconds a call for every other kernel,
and milliseconds a week for everything else. The first call of a kernel is left out: it loads compiled code, and in the
first month all households decide whether somebody leaves, later a twelfth of them.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from inminban.core.device.threads import Threads
from inminban.population import make_society
from inminban.run.state_hash import state_sha256
from inminban.step.context import as_record
from inminban.step.simulation import warm_up
from inminban.step.simulation.initial_state import begin
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.simulation.output_detail import output_detail_of
from inminban.step.simulation.setting import setting_for
from inminban.step.simulation.simulation import Simulation
from inminban.step.week.household_week import live_blocks


class Stopwatch:
    """Processor seconds by name; the time of a part inside another is taken off the other."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self.inner = [0.0]
        self.kernels: list[float] = []
        self.others: dict[str, list[float]] = defaultdict(list)  # seconds of each call of the other kernels

    def wrap(self, owner: Any, name: str, label: str) -> None:
        """Time every call of a method."""
        method: Callable[..., Any] = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            self.inner.append(0.0)
            start = time.process_time()
            try:
                return method(*arguments, **named)
            finally:
                taken = time.process_time() - start
                self.seconds[label] += taken - self.inner.pop()
                self.calls[label] += 1
                self.inner[-1] += taken

        setattr(owner, name, timed)


def measure(n_people: int, n_weeks: int, first: date) -> None:
    """Live the weeks and print what they cost."""
    made = make_society(n_people, first, 1)
    warm_up.compile_weeks(len(made.province_names), as_record(load_numbers(first, {}).rules))
    last = first + timedelta(days=7 * (n_weeks + 1) - 1)
    setting = setting_for(made, first, last, 1, {}, output_detail_of(first, last, None))
    simulation = begin(setting, made.society, made.quotas)
    watch = Stopwatch()
    with Threads(1) as threads:
        simulation.use(threads)
        weeks = list(simulation.weeks())
        simulation.live_week(*weeks[0])
        run = threads.run

        def timed(kernel: Any, *arguments: Any) -> None:
            start = time.process_time()
            run(kernel, *arguments)
            name = "kernel over everybody" if kernel is live_blocks else kernel.__name__
            taken = time.process_time() - start
            watch.seconds[name] += taken
            if kernel is not live_blocks:
                watch.others[name].append(taken)
            if kernel is live_blocks:
                watch.kernels.append(taken / (n_people * len(arguments[1].days)))
            watch.inner[-1] += taken

        threads.run = timed  # type: ignore[method-assign,assignment]
        watch.wrap(simulation, "live_week", "rest of the week")
        watch.wrap(simulation, "close_month", "month")
        watch.wrap(simulation, "settle_week", "settlement")
        watch.wrap(simulation, "follow_closely", "panel")
        for week in weeks[1:]:
            simulation.live_week(*week)
    report(watch, n_people, len(weeks) - 1, simulation)


def report(watch: Stopwatch, n_people: int, n_weeks: int, simulation: Simulation) -> None:
    """Print the table."""
    print(f"kernel: {watch.seconds['kernel over everybody'] * 1e9 / n_people / n_weeks / 7:.1f} ns a person-day")
    print(f"of single kernels: median {np.median(watch.kernels) * 1e9:.1f}, least {min(watch.kernels) * 1e9:.1f}")
    months = max(watch.calls["month"], 1)
    for name, taken in sorted(watch.others.items()):
        if len(taken) > 1:
            print(f"{name}: {np.median(taken[1:]) * 1e3:.2f} ms a call, {len(taken)} calls")
    for name in ("rest of the week", "settlement", "panel"):
        print(f"{name}: {watch.seconds[name] * 1e3 / n_weeks:.2f} ms a week")
    print(f"month: {watch.seconds['month'] * 1e3 / months:.2f} ms a month outside its kernels")
    society = simulation.society
    print(f"state {state_sha256(society)[:16]}; mean conviction {np.mean(society.people.conviction):.1f}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=250_000)
    parser.add_argument("--weeks", type=int, default=13)
    parser.add_argument("--from", dest="first", type=date.fromisoformat, default=date(2015, 1, 5))
    arguments = parser.parse_args()
    measure(arguments.people, arguments.weeks, arguments.first)


if __name__ == "__main__":
    main()
