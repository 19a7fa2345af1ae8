"""`inminban life`: the life of one synthetic person, in one run or in two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from inminban.cli.options import RunFolder, one_of
from inminban.cli.saying import say
from inminban.core.kinds import Occupation, Settlement, Sex

if TYPE_CHECKING:
    from inminban.measures.run import Run


def life(
    folder: RunFolder,
    person: Annotated[
        int | None,
        typer.Argument(
            min=0, metavar="PERSON", help="Number of a person. If the run did not follow this person, it is repeated."
        ),
    ] = None,
    occupation: Annotated[
        str | None, typer.Option(parser=one_of(Occupation), metavar="NAME", help="farmer, teacher, artist, ...")
    ] = None,
    sex: Annotated[str | None, typer.Option(parser=one_of(Sex), metavar="NAME", help="male or female")] = None,
    province: Annotated[str | None, typer.Option(help="Name of a province, as the report writes it.")] = None,
    settlement: Annotated[
        str | None, typer.Option(parser=one_of(Settlement), metavar="NAME", help="urban or rural")
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
        with simulated_again(opened, person) as again:
            say(diary(again, person, by=by))


@contextmanager
def simulated_again(run: Run, person: int) -> Iterator[Run]:
    """A run made again in order to follow one person; says how long that takes."""
    from rich.console import Console

    from inminban.cli.progress import RunProgress
    from inminban.run.following import check_person, follow

    check_person(run, person)
    took = f"about {run.info['wall_seconds']:.0f} s, like the run" if "wall_seconds" in run.info else "a while"
    say(f"{run.path} did not follow person {person}. It is simulated again; this takes {took}.", is_error=True)
    with RunProgress(Console(stderr=True)) as progress, follow(run, person, progress) as again:
        yield again


def beside(first: Run, second: Run, person: int, by: Literal["year", "month"]) -> str:
    """A person's life in two runs; a run that did not follow the person is simulated again."""
    from inminban.report.compare_lives import lives, must_be_followed, name_of

    missing = must_be_followed(first, second, person)
    names = name_of(first), name_of(second)
    with ExitStack() as open_runs:
        one, other = (
            open_runs.enter_context(simulated_again(run, person)) if run in missing else run for run in (first, second)
        )
        return lives(one, other, person, by, names)
