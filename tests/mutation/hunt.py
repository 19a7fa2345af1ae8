"""Living on with a mutant until the run notices it: one child process a mutant, split off where it can first matter."""

from __future__ import annotations

import gc
import json
import os
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from tests.mutation.history import Fingerprint, Plan, Weeks
from tests.mutation.rich import kinds_of_people

MOST_SECONDS = 300  # of processor time for one mutant: what takes longer does not end
MOST_BYTES = 16 * 2**30


class Change(NamedTuple):
    """A mutant: its name, the stage of the run at which it can first matter, and what brings it to life.

    `apply` is given the run's weeks as they are; before the people are made these have no simulation.
    """

    name: str
    stage: int
    apply: Callable[[Weeks], None]


class Noticed(NamedTuple):
    """Where a mutant was noticed: the stage, and the part of the state or the kind of end."""

    stage: int
    part: str


class Base(NamedTuple):
    """The run as it is: fingerprints by stage, the first day of the week after each, and the kinds of people seen."""

    fingerprints: dict[int, Fingerprint]
    last_days: dict[int, date]
    kinds: set[str]

    def stage_of(self, day: date) -> int:
        """The stage whose week holds a day; 1 for the first day or one before it."""
        return next((stage for stage, last in self.last_days.items() if day <= last), max(self.last_days))


class Hunt:
    """One pass through the run; at each stage children go on with the mutants that can first matter there."""

    def __init__(
        self, plan: Plan, base: Base, changes: Iterable[Change], patience: int, jobs: int, deadline: float,
        tell: Callable[[int, int], None] = lambda done, of: None,
    ) -> None:  # fmt: skip
        self.plan, self.base, self.patience, self.jobs, self.tell = plan, base, patience, jobs, tell
        self.deadline = deadline
        self.waiting: dict[int, list[Change]] = defaultdict(list)
        for change in changes:
            self.waiting[change.stage].append(change)
        self.n = sum(len(found) for found in self.waiting.values())
        self.children: dict[int, tuple[str, int]] = {}
        self.found: dict[str, Noticed | None] = {}
        self.answer: int | None = None  # in a child: where it writes to
        self.until = 0

    def run(self) -> dict[str, Noticed | None]:
        """What became of each mutant: where it was noticed, or None."""
        if time.time() > self.deadline:
            return {}
        weeks = Weeks(self.plan, self.stage_over)
        gc.collect()
        gc.freeze()  # else a child's collector would write to every page it shares with this process
        try:
            self.split_off(1, weeks)
            if self.answer is not None or self.waiting:
                weeks.live()
        except BaseException as error:
            if self.answer is None:
                raise
            self.say(Noticed(weeks.stage, f"error {type(error).__name__}"))
        if self.answer is not None:
            self.say(None)
        while self.children:
            self.reap()
        return self.found

    def stage_over(self, stage: int, weeks: Weeks) -> bool:
        """A stage has been lived, by this process or by a child with a mutant; whether to go on."""
        if self.answer is None:
            self.split_off(stage + 1, weeks)
            return self.answer is not None or (bool(self.waiting) and time.time() < self.deadline)
        base, now = self.base.fingerprints[stage], weeks.fingerprint()
        if now != base:
            self.say(Noticed(stage, next(name for name in {**base, **now} if base.get(name) != now.get(name))))
        if stage >= self.until:
            self.say(None)
        return True

    def split_off(self, stage: int, weeks: Weeks) -> None:
        """Begin the children of a stage, as many at a time as there are jobs; returns in each of them too."""
        for change in self.waiting.pop(stage, []):
            if time.time() > self.deadline:
                return
            while len(self.children) >= self.jobs:
                self.reap()
            reads, writes = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(reads)
                self.answer, self.until = writes, stage + self.patience
                resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
                resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
                change.apply(weeks)
                return
            os.close(writes)
            self.children[child] = change.name, reads

    def say(self, noticed: Noticed | None) -> None:
        """In a child: answer and end."""
        assert self.answer is not None
        os.write(self.answer, json.dumps(noticed).encode())
        os._exit(0)

    def reap(self) -> None:
        """Wait for a child to end and take its answer; one that has none died."""
        child, status = os.wait()
        if child not in self.children:
            return
        name, reads = self.children.pop(child)
        with os.fdopen(reads, "rb") as pipe:
            text = pipe.read()
        if text:
            answer: Any = json.loads(text)
            self.found[name] = None if answer is None else Noticed(*answer)
        else:
            self.found[name] = Noticed(0, f"ended by signal {os.waitstatus_to_exitcode(status)}")
        self.tell(len(self.found), self.n)


def live_once(plan: Plan, next_stage: Callable[[int], None] = lambda stage: None) -> Base:
    """Live the run as it is; `next_stage(number)` is called before each stage."""
    base = Base({}, {}, set())

    def stage_over(stage: int, weeks: Weeks) -> bool:
        assert weeks.simulation is not None
        base.fingerprints[stage], base.last_days[stage] = weeks.fingerprint(), weeks.day
        base.kinds.update(kinds_of_people(weeks.simulation.world.society, weeks.day))
        next_stage(stage + 1)
        return True

    next_stage(1)
    Weeks(plan, stage_over).live()
    return base


def compile_apart(plan: Plan) -> None:
    """Live the run in a child, so that this process finds everything compiled: what compiles is slow to split off."""
    child = os.fork()
    if child == 0:
        live_once(plan)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise RuntimeError("the run as it is does not come to its end")
