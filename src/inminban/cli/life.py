"""`inminban life`: the life of one synthetic person, in one run or in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from inminban.cli.options import RunFolder, names_of, one_of
from inminban.cli.saying import say
from inminban.core.kinds import Occupation, Settlement, Sex

if TYPE_CHECKING:
    from inminban.measures.run import Run
    from inminban.report.diary_record import By, Long


def life(
    folder: RunFolder,
    person: Annotated[
        int | None,
        typer.Argument(
            min=0, metavar="PERSON", help="Number of a person. If the run did not follow this person, it is repeated."
        ),
    ] = None,
    occupation: Annotated[
        str | None, typer.Option(parser=one_of(Occupation), metavar="NAME", help=f"One of {names_of(Occupation)}.")
    ] = None,
    sex: Annotated[
        str | None, typer.Option(parser=one_of(Sex), metavar="NAME", help=f"One of {names_of(Sex)}.")
    ] = None,
    province: Annotated[str | None, typer.Option(help="Name of a province, as the report writes it.")] = None,
    settlement: Annotated[
        str | None, typer.Option(parser=one_of(Settlement), metavar="NAME", help=f"One of {names_of(Settlement)}.")
    ] = None,
    age_from: Annotated[int | None, typer.Option(min=0, help="Lowest age, in years.")] = None,
    age_to: Annotated[int | None, typer.Option(min=0, help="Highest age, in years.")] = None,
    by: Annotated[
        Literal["year", "month", "week", "day"] | None,
        typer.Option(help="Length of an entry. Default: year for a long run, else week."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A run of another scenario with the same seed: shows the life in both."),
    ] = None,
) -> None:
    """Print the life of one synthetic person: the one with this number, or one who fits the options."""
    import inminban
    from inminban.errors import InputError
    from inminban.report.diary import diary, is_known, someone

    if against is not None and by in ("week", "day"):
        raise InputError("two lives can be compared by year or month only", key="--by", remedy="Use year or month.")
    opened = inminban.open_run(folder)
    wanted: dict[str, Any] = {
        "occupation": occupation, "sex": sex, "province": province, "settlement": settlement,
        "age_from": age_from, "age_to": age_to,
    }  # fmt: skip
    if against is not None:
        chosen = person if person is not None else someone(opened, **wanted)
        say(beside(opened, inminban.open_run(against), chosen, "month" if by == "month" else "year"))
    elif person is None or is_known(opened, person, by):
        say(diary(opened, person, **wanted, by=by))
    else:
        announce([opened], person, offer(opened, wanted, by), f" --by {by}" if by else "")
        with simulated_again(opened, person) as again:
            say(diary(again, person, by=by))


def offer(run: Run, wanted: dict[str, Any], by: By | None) -> int | None:
    """Somebody who was followed in enough detail and fits, so that nothing has to be simulated; None if nobody does."""
    from inminban.errors import RunFolderError
    from inminban.report.diary import someone

    try:
        return someone(run, by, **wanted)
    except RunFolderError:
        return None


def announce(runs: Sequence[Run], person: int, offered: int | None, more: str = "") -> None:
    """Say that runs have to be simulated again to follow somebody, how long that takes, and who need not be waited for.

    Raises InputError if one of them cannot be.
    """
    from inminban.run.following import check_can_follow

    for run in runs:
        check_can_follow(run, person)
    took = in_words(sum(float(run.info["wall_seconds"]) for run in runs))
    which = " and ".join(str(run.path) for run in runs)
    verb = "It is" if len(runs) == 1 else "Both are"
    say(
        f"{which} did not follow person {person} in this detail. {verb} simulated again. That takes about {took}, as "
        "long as before.",
        is_error=True,
    )
    if offered is not None:
        say(
            f"Ctrl-C stops it. Person {offered} was followed and is shown at once: "
            f"inminban life {runs[0].path} {offered}{more}",
            is_error=True,
        )


def in_words(seconds: float) -> str:
    """A time in the words of somebody who waits."""
    if seconds < 100:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} minutes" if seconds < 100 * 60 else f"{seconds / 3600:.1f} hours"


@contextmanager
def simulated_again(run: Run, person: int) -> Iterator[Run]:
    """A run made again in order to follow one person, shown as it goes."""
    from rich.console import Console

    from inminban.cli.progress import RunProgress
    from inminban.run.following import follow

    with RunProgress(Console(stderr=True)) as progress, follow(run, person, progress) as again:
        yield again


def beside(first: Run, second: Run, person: int, by: Long) -> str:
    """A person's life in two runs; a run that did not follow the person is simulated again."""
    from inminban.report.compare_lives import lives, must_be_followed, name_of
    from inminban.report.diary import is_known

    missing = must_be_followed(first, second, person)
    names = name_of(first), name_of(second)
    if missing:
        offered = offer(first, {}, by)
        is_in_both = offered is not None and is_known(second, offered, by)
        announce(missing, person, offered if is_in_both else None, f" --against {second.path}")
    with ExitStack() as open_runs:
        one, other = (
            open_runs.enter_context(simulated_again(run, person)) if run in missing else run for run in (first, second)
        )
        return lives(one, other, person, by, names)
