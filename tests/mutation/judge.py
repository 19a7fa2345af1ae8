"""What becomes of every mutant: the cases judge first, then the run those that no case has noticed.

Of each rule the run must notice one mutant at least, whatever the cases say: a rule that only cases call is dead.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.mutation import switch
from tests.mutation.history import Plan, Weeks
from tests.mutation.hunt import Base, Change, Hunt, Noticed, compile_apart, live_once
from tests.mutation.numbers import ChangedNumber, all_numbers, names_of
from tests.mutation.points import Mutant
from tests.mutation.record import NOT_JUDGED, NUMBER, RULE, SEED, SURVIVED, WITHOUT_EFFECT, Names, Unnoticed
from tests.mutation.rich import wanted_kinds

FIRST, LAST = date(1990, 1, 1), date(2025, 12, 31)
AFTER_A_YEAR = date(1991, 1, 31)
SOON, LATE = 8, 60  # weeks in which most are noticed; after which none will be: tables are written once a year
WEEKS_FROM_ROW = 26  # lived from the day on which a number comes into force
# Days on which further runs begin: before the famine, the currency reform, and in the year of the testimony.
FURTHER_DAYS = (date(1996, 1, 1), date(2009, 10, 1), date(2015, 1, 1))
MAKING_ONLY = {"population", "starting_state"}  # files that are read when the people are made, and never after
FIRST_TRIED, MOST_TRIED = 2, 8  # of the mutants of a rule that its cases notice, until the run notices one
CONTROLS = (1, 2, 5, 20, 60, 400)  # stages from which the run is lived with nothing changed: it must notice nothing
LATER = "later"  # what is wanted: the runs that begin later, alone
LOUDEST = ("result", "negation", "sign")  # kinds of mutants that a run notices first
Tell = Callable[[str], None]


class Candidate(NamedTuple):
    """Something that the run must notice: a mutant of a rule, or a number that is changed either way."""

    name: str
    ways: tuple[Change, ...]


class Findings(NamedTuple):
    """What became of the mutants of rules and of numbers."""

    names: Names
    by_case: dict[str, str]  # name -> case that notices it
    by_run: dict[str, str]  # name -> part of the run that notices it
    not_judged: set[str]  # names for which the time did not suffice
    without_effect: list[Unnoticed]  # rules of which the run notices no mutant

    def said_of(self, name: str) -> str:
        """Where the run noticed it, or that it did not."""
        return self.by_run.get(name, NOT_JUDGED if name in self.not_judged else SURVIVED)

    def unnoticed(self) -> list[Unnoticed]:
        """All that no case notices, and rules without an effect on the run."""
        return self.without_effect + [
            Unnoticed(kind, institution, name, self.said_of(name))
            for kind in (RULE, NUMBER)
            for institution, of in self.names[kind].items()
            for name in of
            if name not in self.by_case
        ]


def by_cases() -> dict[str, dict[str, str]]:
    """Of what the cases notice, by kind, the case that does; from a process of plain Python."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        subprocess.run([sys.executable, "-m", "tests.mutation.by_cases", str(out)], check=True)
        found: dict[str, dict[str, str]] = json.loads(out.read_text())["noticed"]
        return found


def alive(number: int) -> Callable[[Weeks], None]:
    """What brings a mutant of a rule to life."""

    def apply(weeks: Weeks) -> None:
        switch.memory[switch.ALIVE] = number

    return apply


def in_force(change: ChangedNumber) -> Callable[[Weeks], None]:
    """What puts a changed number in its place, and has the run read it at the next week."""

    def apply(weeks: Weeks) -> None:
        change.put()
        if weeks.simulation is not None:
            weeks.simulation.numbers = weeks.simulation.numbers._replace(until=date.min)

    return apply


class Judge:
    """The run as it is, and passes through it with mutants."""

    def __init__(self, people: int, jobs: int, seconds: int, tell: Tell) -> None:
        self.jobs, self.tell = jobs, tell
        self.plan = Plan(people, FIRST, LAST)
        self.until = time.time() + seconds
        self.found: dict[str, Noticed] = {}
        self.not_judged: set[str] = set()
        compile_apart(self.plan._replace(last=AFTER_A_YEAR))
        tell("compiled")

        def next_stage(stage: int) -> None:
            switch.memory[switch.STAGE] = stage

        self.base = live_once(self.plan, next_stage)
        self.first = switch.memory[switch.FIRST :].tolist()
        tell("the run as it is")
        missing = wanted_kinds() - self.base.kinds
        if missing:
            raise RuntimeError(f"the society is too poor to judge: nobody is {sorted(missing)}")
        self.control()
        tell("the society is rich, and a run with nothing changed is the same")

    def control(self) -> None:
        """Live on with nothing changed: whoever notices that cannot judge."""
        nothing = [Change(f"nothing, from stage {stage}", stage, lambda weeks: None) for stage in CONTROLS]
        found = Hunt(self.plan, self.base, nothing, LATE, self.jobs, self.until).run()
        noticed = {name: noticed for name, noticed in found.items() if noticed is not None}
        if noticed or len(found) < len(nothing):
            raise RuntimeError(f"the run notices where nothing was changed: {noticed}")

    def hunt(self, plan: Plan, base: Base, changes: Iterable[Change], patience: int) -> None:
        """Look for so many weeks whether the run notices the changes."""
        listed = list(changes)
        random.Random(SEED).shuffle(listed)

        def tell(done: int, of: int) -> None:
            if done % 50 == 0 or done == of:
                self.tell(f"from {plan.first}, {patience} weeks each: {done:,} of {of:,}")

        if not listed:
            return
        found = Hunt(plan, base, listed, patience, self.jobs, self.until, tell).run()
        self.found |= {name: noticed for name, noticed in found.items() if noticed is not None}
        if patience != SOON:
            self.not_judged |= {change.name for change in listed} - set(found)

    def left(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Those that nothing has noticed yet."""
        return [one for one in candidates if one.name not in self.found]

    def soon(self, candidates: list[Candidate]) -> None:
        """A short look, from the first week on rather than from the making of the people, which takes long."""
        self.each_way(candidates, 2, SOON)

    def late(self, candidates: list[Candidate]) -> None:
        """A long look, with the people made anew where that can matter."""
        self.each_way(candidates, 1, LATE)

    def each_way(self, candidates: list[Candidate], least: int, patience: int) -> None:
        """Try one way of every candidate, then the other of those that were not noticed."""
        for way in range(max((len(one.ways) for one in candidates), default=0)):
            changes = [one.ways[way] for one in self.left(candidates) if way < len(one.ways)]
            changes = [change._replace(stage=max(change.stage, least)) for change in changes]
            self.hunt(self.plan, self.base, changes, patience)

    def from_row(self, numbers: dict[str, list[ChangedNumber]]) -> None:
        """A run that begins on the day on which a number comes into force: for what only the first day reads."""
        silent = [end for name, ends in numbers.items() if name not in self.found for end in ends]
        for since in sorted({end.since for end in silent if FIRST < end.since <= LAST}):
            self.begun_on(since, [end for end in silent if end.since == since], WEEKS_FROM_ROW)

    def begun_later(self, numbers: dict[str, list[ChangedNumber]]) -> None:
        """Runs that begin later, with the numbers in force by then: for what nothing asks for in 1990 and 1991."""
        for day in FURTHER_DAYS:
            silent = [end for name, ends in numbers.items() if name not in self.found for end in ends]
            self.begun_on(day, [end for end in silent if end.is_in_force(day)], LATE)

    def begun_on(self, day: date, ends: list[ChangedNumber], patience: int) -> None:
        """A run that begins on a day, and passes through it with each of these numbers changed."""
        if time.time() > self.until:
            self.not_judged |= {end.name for end in ends}
            return
        plan = self.plan._replace(first=day, last=min(LAST, day + timedelta(weeks=patience + 1)))
        base = live_once(plan)
        for number in range(max((end.number for end in ends), default=-1) + 1):
            changes = [Change(end.name, 1, in_force(end)) for end in ends if end.number == number]
            self.hunt(plan, base, (one for one in changes if one.name not in self.found), patience)

    def rules(self, mutants: list[Mutant], by_case: dict[str, str]) -> None:
        """Mutants that no case has noticed, and of each rule some others, until the run has noticed one."""
        reached = [one for one in mutants if self.first[one.number] > 0]
        of_rule: dict[str, list[Mutant]] = defaultdict(list)
        for one in sorted(reached, key=loudness):
            of_rule[one.rule_name].append(one)
        tried = {one.name for found in of_rule.values() for one in found[:FIRST_TRIED]}
        chosen = [one for one in reached if one.name not in by_case or one.name in tried]
        candidates = [self.candidate(one) for one in chosen]
        self.soon(candidates)
        dead = {rule for rule, found in of_rule.items() if not any(one.name in self.found for one in found)}
        rest = [
            self.candidate(one) for rule in dead for one in of_rule[rule][FIRST_TRIED:MOST_TRIED] if one not in chosen
        ]
        self.soon(rest)
        self.late([one for one in candidates if one.name not in by_case] + rest)

    def without_effect(self, mutants: list[Mutant]) -> list[Unnoticed]:
        """Rules of which the run has noticed no mutant, and whether the time sufficed to look for long."""
        names: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in mutants:
            names[one.institution, one.rule_name].add(one.name)
        return [
            Unnoticed(WITHOUT_EFFECT, institution, rule, NOT_JUDGED if of & self.not_judged else SURVIVED)
            for (institution, rule), of in names.items()
            if not of & set(self.found)
        ]

    def candidate(self, one: Mutant) -> Candidate:
        """A mutant of a rule, which first matters when its expression first gives another value."""
        return Candidate(one.name, (Change(one.name, self.first[one.number], alive(one.number)),))

    def numbers(self, numbers: dict[str, list[ChangedNumber]], is_again: bool = False) -> None:
        """Numbers, changed to the high end of their range and to the low one; one that is noticed is enough.

        With `is_again` the short look is left out: it was taken before.
        """
        candidates = [
            Candidate(name, tuple(Change(name, self.base.stage_of(end.since), in_force(end)) for end in ends))
            for name, ends in numbers.items()
            if ends[0].institution not in MAKING_ONLY
        ]
        makes_people = [
            Candidate(name, tuple(Change(name, 1, in_force(end)) for end in ends))
            for name, ends in numbers.items()
            if ends[0].institution in MAKING_ONLY and ends[0].since <= FIRST
        ]
        first_ways = [one._replace(ways=one.ways[:1]) for one in candidates]
        if not is_again:
            self.soon(candidates)
        self.each_way(makes_people, 1, 0)
        self.late(first_ways)
        self.from_row(numbers)
        self.late([one._replace(ways=one.ways[1:]) for one in candidates])
        self.begun_later(numbers)


def loudness(one: Mutant) -> int:
    """Rank of a mutant among those of its rule: the lower, the likelier that a run notices it."""
    return LOUDEST.index(one.kind) if one.kind in LOUDEST else len(LOUDEST)


class Wanted(NamedTuple):
    """What is to be judged: institutions (all if none is named), and whether rules, numbers or both."""

    only: list[str]
    what: str
    numbers: frozenset[str] = frozenset()  # these alone, which were looked at for a short time before; all if empty


def judge(mutants: list[Mutant], wanted: Wanted, run: Callable[[], Judge]) -> Findings:
    """Judge all mutants of rules and all numbers, or those that are wanted; `run` makes the run that judges."""
    cases = by_cases()
    judging = run()
    chosen = [one for one in mutants if not wanted.only or one.institution in wanted.only]
    chosen = chosen if wanted.what in ("rules", "both") else []
    numbers = all_numbers(wanted.only) if wanted.what != "rules" else {}
    numbers = {name: ends for name, ends in numbers.items() if not wanted.numbers or name in wanted.numbers}
    judging.rules(chosen, cases[RULE])
    silent = {name: ends for name, ends in numbers.items() if name not in cases[NUMBER]}
    if wanted.what == LATER:
        judging.begun_later(silent)
    else:
        judging.numbers(silent, is_again=bool(wanted.numbers))
    by_run = {name: noticed.part for name, noticed in judging.found.items()}
    not_judged = judging.not_judged - set(by_run)
    without_effect = judging.without_effect(chosen)
    return Findings(names_of(chosen, numbers), cases[RULE] | cases[NUMBER], by_run, not_judged, without_effect)
