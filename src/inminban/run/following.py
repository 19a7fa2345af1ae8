"""Repeating a run to follow one person's household day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from inminban import __version__
from inminban.core.compile.rule import sources_hash
from inminban.core.device.threads import Threads
from inminban.errors import InputError
from inminban.measures.run import Run
from inminban.numbers import parameters
from inminban.output.folder import RUN_FILE
from inminban.output.reading import is_of_run
from inminban.run.arguments import checked_threads
from inminban.run.progress import Progress
from inminban.run.resource_limits import check_memory
from inminban.run.run import RunControl, carry_out
from inminban.run.specification import RunSpecification
from inminban.run.stopping import Stopping
from inminban.step.simulation.output_detail import OutputDetail


@contextmanager
def follow(original: Run, person: int, progress: Callable[[Progress], None] | None = None) -> Iterator[Run]:
    """Repeat a run with one person's household followed day by day; the result exists during the block.

    Takes as long as the run did. Somebody born in the run is found through the founder of the mother's line. Raises
    InputError if the numbers or the code are not those the run was made with, or if the person does not belong to the
    run, KeyboardInterrupt if Ctrl-C stops it.
    """
    specification = check_can_follow(original, person)
    with TemporaryDirectory(prefix="inminban-") as folder:
        with Stopping() as stopping, Threads(checked_threads(None)) as threads:
            control = RunControl(threads, progress, stopping)
            again = carry_out(specification, control, Path(folder) / "run", False, followed=person)
        if again.info["is_partial"]:
            raise KeyboardInterrupt
        yield again


def check_can_follow(original: Run, person: int) -> RunSpecification:
    """The specification of a run that can be repeated to follow a person. Raises InputError for any other."""
    check_person(original, person)
    specification = specification_of_run(original)
    check_memory(specification.people, specification.first_day, specification.last_day)
    return specification


def specification_of_run(original: Run) -> RunSpecification:
    """The specification of a run. Raises InputError if it was made with other numbers or code than there are now."""
    info = original.info
    scenario = parameters.load_scenario(info["scenario"])
    same = {
        "parameters_sha256": parameters.hash_of(scenario.overrides),
        "sources_hash": sources_hash(),
        "version": __version__,
    }
    for name, now in same.items():
        if info[name] != now:
            raise InputError(
                f"this run was made with other parameters or code ({name} differs)", file=original.path,
                remedy="Make the run again with this version, or choose a person of the panel.",
            )  # fmt: skip
    if lacking := [name for name in ("first_close", "last_close", "is_long") if info.get(name) is None]:
        raise InputError(f"{lacking[0]} is missing", file=original.path / RUN_FILE, key=lacking[0],
                         remedy="Make the run again with `inminban run`.")  # fmt: skip
    days = {name: date.fromisoformat(info[name]) for name in ("first_day", "last_day", "first_close", "last_close")}
    output_detail = OutputDetail(days["first_close"], days["last_close"], info["is_long"])
    return RunSpecification(
        scenario, info["people"], days["first_day"], days["last_day"], info["seed"], output_detail
    )  # fmt: skip


def check_person(original: Run, person: int) -> None:
    """Refuse somebody who is not of a run. Raises InputError."""
    if not is_of_run(original, person):
        raise InputError(
            f"there is no person {person} in this run", key="PERSON",
            remedy=f"Choose from 0 to {original.info['people'] - 1:,}, or somebody born in it (table life_events).",
        )  # fmt: skip
