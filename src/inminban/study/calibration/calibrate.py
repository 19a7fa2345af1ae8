"""A calibration from question to posterior: waves, figures it has not seen, known numbers found again, the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from inminban.study.calibration.blocks import scores
from inminban.study.calibration.coverage import coverage
from inminban.study.calibration.figures_met import Counts, counts, figures_met
from inminban.study.calibration.posterior_file import write_posterior
from inminban.study.calibration.question import Question, Worlds, keep
from inminban.study.calibration.waves import Calibration, Found, Simulate
from inminban.study.cluster import Cluster
from inminban.study.engine import Listener
from inminban.study.world import made_with

RESULT = "posterior.json"
TRUTHS = 24  # worlds that are taken for the truth, one after the other
Say = Callable[[str], None]
HERE = Cluster()


def calibrate(
    question: Question, folder: Path, cluster: Cluster = HERE, tell: Listener = None, say: Say = print
) -> Path:  # fmt: skip
    """Carry out a calibration, or go on with one that was stopped; returns the file of the posterior.

    InputError for a wrong question or a folder that holds another one; errors of the engine as they are.
    """
    from threadpoolctl import threadpool_limits

    keep(question, folder)
    worlds = Worlds(question, folder, cluster, tell)
    with threadpool_limits(limits=1):  # matrices of a hundred rows: more threads only wait for each other
        found = waves(question, folder, worlds.simulate, say)
    made = {
        **made_with(), "people": question.people, "first_day": question.first_day.isoformat(),
        "last_day": question.last_day.isoformat(), "seed": question.plan.seed, "failed": worlds.failed,
        "processor_seconds": round(worlds.seconds), "plan": question.plan._asdict(),
    }  # fmt: skip
    with threadpool_limits(limits=1):
        return finish(found, folder / RESULT, made, say)


def waves(question: Question, folder: Path, simulate: Simulate, say: Say) -> Found:
    """Run the waves of a question."""

    def told(name: str, asked: Any) -> Any:
        say(f"Batch '{name}': {len(asked)} worlds.")
        return simulate(name, asked)

    return Calibration(question.problem(), question.plan, told, folder).find()


def finish(found: Found, file: Path, made: Mapping[str, Any], say: Say) -> Path:
    """Test what was found and write it."""
    seed = int(made["seed"])
    met = figures_met(found)
    say("Testing on figures left out in turn.")
    unseen = scores(found.problem, found.fit, len(found.posterior.positions), seed)
    say("Looking whether known numbers are found again.")
    covered = coverage(found.fit, found.lived, TRUTHS, len(found.posterior.positions), seed)
    write_posterior(file, found, met, unseen, covered, made)
    say(in_words(counts(met)))
    return file


def in_words(found: Counts) -> str:
    """The counts of figures in a sentence."""
    return (
        f"{found.inside_before} of {found.measured} figures inside their interval before, {found.inside_after} after; "
        f"{found.fitted} fitted, {found.not_reached} reached by no numbers, "
        f"{found.figures - found.measured} not measured in these worlds."
    )
