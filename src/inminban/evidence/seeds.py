"""Checks over several runs of one scenario with different seeds, which show the effect of chance."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from inminban.errors import InputError
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict, check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inminban.measures.run import Run
    from inminban.measures.steps import Tell

SAME_WORLD = (
    "scenario", "parameters_sha256", "people", "first_day", "last_day_lived", "version", "sources_hash",
)  # fmt: skip


def check_runs(runs: Sequence[Run], tell: Tell = None) -> list[Verdict]:
    """Every check over one or more runs; of several, the value is the median and the interval lowest to highest.

    A range agrees if the interval of the runs' values overlaps it. An order, or a value that must be positive or zero,
    needs the same verdict from all runs that can test it, and is untested if they differ. Raises InputError if the runs
    differ in more than the seed or two have the same seed. `tell` hears how far it has come.
    """
    check_seeds(runs)
    if len(runs) == 1:
        return check(runs[0], tell)
    return [join(found) for found in zip(*(check(run, tell) for run in runs), strict=True)]


def check_seeds(runs: Sequence[Run]) -> None:
    """Raise InputError unless the runs differ in their seeds and in nothing else."""
    first = runs[0]
    for run in runs[1:]:
        for key in SAME_WORLD:
            one, other = first.info.get(key), run.info.get(key)
            if one != other:
                raise InputError(
                    f"{run.path} and {first.path} are not runs of one scenario: "
                    f"{key.replace('_', ' ')} is {other} and {one}",
                    remedy="Give runs that differ in their seed only; `inminban compare` compares two scenarios.",
                )
    if len({run.info["seed"] for run in runs}) < len(runs):
        raise InputError("two of the runs have the same seed", remedy="Give each run once, each with its own --seed.")


def join(found: Sequence[Verdict]) -> Verdict:
    """Join the verdicts of one check in several runs."""
    told = [one for one in found if one.value is not None]
    if not told:
        return found[0]
    values = sorted(one.value for one in told if one.value is not None)
    first, span = told[0], (values[0], values[-1])
    verdicts = [one.verdict for one in told if one.verdict != UNTESTED]
    if first.low is not None and first.high is not None:
        verdict = AGREE if span[0] <= first.high and span[1] >= first.low else DISAGREE
    else:
        verdict = verdicts[0] if len(set(verdicts)) == 1 else UNTESTED
    note = f"median, lowest and highest of {len(told)} runs; {verdicts.count(AGREE)} agree"
    return first._replace(
        value=median(values), interval=span, interval_kind="runs of other seeds", verdict=verdict, note=note
    )
