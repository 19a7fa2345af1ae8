"""The functions of the Python interface: what the commands do, for scripts and notebooks.

Runs are given as a folder's path or as an open `Run`, days as `date` or as text ("2015-01-31"). `inminban.run` and
`inminban.open_run` are in the rooms `run` and `measures`. What simulates is imported only where something is simulated,
so that reading a run starts quickly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inminban.errors import InputError
from inminban.interface.results import Answered, Differences, Readable, Verdicts
from inminban.measures.run import Run, open_run
from inminban.run.arguments import as_day

if TYPE_CHECKING:
    from inminban.report.diary_record import By
    from inminban.study.draws import Points
    from inminban.study.intervals import Study
    from inminban.study.verdicts import StudyVerdict
    from inminban.testimony.library import Library

AnyRun = Run | Path | str


def ask(
    question: str,
    run: AnyRun | None = None,
    *,
    library: Library | None = None,
    claims: Path | str | None = None,
    has_scenarios: bool = False,
    study: Path | str | None = None,
) -> Answered:
    """Answer a question, in English or Korean, from a run, witnesses, published figures, and your library if given.

    Without `run` the newest run below `runs/` answers. `claims` is a folder of your own claims. With `has_scenarios`
    the runs are made that a question of what would be needs. `study` is the folder of a finished study whose intervals
    are told too. `print(answer)` gives the page as text, `answer.numbers`
    every number with measure, group, years and unit. Raises InputError for an empty or too long question,
    RunFolderError for a run that cannot be read. See `inminban ask --help`.
    """
    from inminban.ask.answer import ask as answer_to

    folder = run.path if isinstance(run, Run) else None if run is None else Path(run)
    own = None if claims is None else Path(claims)
    of_worlds = None if study is None else Path(study)
    return Answered.of(
        answer_to(question, library=library, run=folder, claims=own, has_scenarios=has_scenarios, study=of_worlds)
    )


def check(run: AnyRun | Study, *others: AnyRun) -> Verdicts | list[StudyVerdict]:
    """Compare a run with every claim of a witness and every published figure: agree, disagree or untested.

    With runs of other seeds the value compared is their median. Of a study made with checks: in which share of its
    worlds each check agrees. Returns one verdict a check, with the model's value, its 95 % interval, the bounds of the
    source, and the unit. Raises RunFolderError for a run that cannot be read, InputError for runs of unlike scenarios.
    """
    from inminban.evidence import check_runs
    from inminban.study.files import is_study
    from inminban.study.intervals import Study, open_study
    from inminban.study.verdicts import verdicts_of

    if isinstance(run, Study):
        return verdicts_of(run)
    if not isinstance(run, Run) and is_study(Path(run)):
        return verdicts_of(open_study(run))
    with ExitStack() as stack:
        return Verdicts(check_runs([stack.enter_context(opened(one)) for one in (run, *others)]))


def compare(first: AnyRun, second: AnyRun, by: Sequence[str] = ()) -> Differences:
    """Compare two runs by year, and by each group that is named ("province", "wealth_fifth", ...).

    Returns one row a measure, year and group: the value in both runs, the change (second less first), its 95 % interval
    and unit. Runs with the same seed and number of people share all random draws, so that differences are effects of
    the scenario. Raises InputError for a group that no measure knows and for runs without days in common.
    """
    from inminban.report.compare import compare as differences_of

    with opened(first) as one, opened(second) as other:
        return Differences(differences_of(one, other, (by,) if isinstance(by, str) else tuple(by)))


def life(
    run: AnyRun,
    person: int | None = None,
    *,
    occupation: str | None = None,
    sex: str | None = None,
    province: str | None = None,
    settlement: str | None = None,
    age_from: int | None = None,
    age_to: int | None = None,
    by: By | None = None,
    against: AnyRun | None = None,
) -> Readable:
    """The life of one synthetic person as a page of Markdown: demands, income, food, events, month by month or closer.

    `person` is a number; without it, of those who match the one whose time taken by the state is nearest the median.
    Ages are in years. `by`: "year", "month", "week" or "day". For a person whom the run did not follow so closely the
    run is simulated again, which takes as long as it did. `against` shows the same person in another scenario, by year
    or month.
    Raises RunFolderError if nobody matches, InputError if the run cannot be repeated with this version.
    """
    from inminban.report.diary import diary, is_known

    wanted: dict[str, Any] = {
        "occupation": occupation, "sex": sex, "province": province, "settlement": settlement,
        "age_from": age_from, "age_to": age_to,
    }  # fmt: skip
    with ExitStack() as stack:
        one = stack.enter_context(opened(run))
        if against is not None:
            return beside(one, stack.enter_context(opened(against)), person, wanted, by)
        if person is not None and not is_known(one, person, by):
            one = stack.enter_context(again(one, person))
        return Readable(diary(one, person, **wanted, by=by))


def beside(first: Run, second: Run, person: int | None, wanted: dict[str, Any], by: By | None) -> Readable:
    """A person's life in two runs. InputError for entries by week or day."""
    from inminban.report.compare_lives import lives, must_be_followed
    from inminban.report.diary import someone

    if by in ("week", "day"):
        raise InputError("two lives can be compared by year or month only", key="by", remedy="Use year or month.")
    chosen = someone(first, **wanted) if person is None else person
    missing = must_be_followed(first, second, chosen)
    with ExitStack() as stack:
        one, other = (stack.enter_context(again(run, chosen)) if run in missing else run for run in (first, second))
        return Readable(lives(one, other, chosen, "month" if by == "month" else "year"))


def again(run: Run, person: int) -> AbstractContextManager[Run]:
    """A run simulated again in order to follow one person."""
    from inminban.run.following import follow

    return follow(run, person)


def study(
    folder: Path | str,
    *scenarios: str,
    measures: Sequence[str] = (),
    checks: bool = False,
    draws: int = 50,
    seeds: int = 2,
    people: int = 25_000,
    first_day: date | str = date(2015, 1, 1),
    last_day: date | str = date(2015, 12, 31),
    points: Points = "latin",
    only: Sequence[str] = (),
    workers: int | None = None,
    scheduler: str | None = None,
) -> Study:
    """Open a study of many worlds; with `measures` or `checks`, first simulate the worlds that it still lacks.

    A world is a scenario (default: history), a seed and a draw of the model's numbers from their ranges. `measures` are
    kept as `hungry`, `hungry:province` or `hunger_deaths@1993-2000`. `study.spread("hungry", 2015)` gives median,
    interval and what makes it wide, in the unit of the measure; `study.difference(...)` compares two scenarios.
    `workers` are processes on this machine, `scheduler` the address of a Dask scheduler. Needs the extra [study]. The
    same call goes on where it was stopped. Raises InputError for an impossible plan, RunFolderError for a folder of
    another question.
    """
    from inminban.study.intervals import open_study

    place = Path(folder)
    if measures or checks:
        from inminban.study.cluster import Cluster
        from inminban.study.ensemble import Plan, run_ensemble

        if workers is not None and scheduler is not None:
            raise InputError("workers and scheduler exclude each other", remedy="Give one of them.")
        first, last = as_day(first_day, "first_day"), as_day(last_day, "last_day")
        plan = Plan(
            scenarios or ("history",), seeds, draws, people, first, last,
            (measures,) if isinstance(measures, str) else tuple(measures), points, tuple(only), checks,
        )  # fmt: skip
        run_ensemble(plan, place, Cluster(workers, scheduler))
    return open_study(place)


def library(path: Path | str | None = None, *, must_exist: bool = False) -> Library:
    """Open your library of testimony (default: the file in your user folder); makes it unless it must exist.

    Use it as a context manager: `with inminban.library() as texts: texts.search(...)`. Raises InputError if the file is
    damaged, cannot be written, or stays locked for a minute. See `inminban library --help`.
    """
    from inminban.testimony.library import Library

    return Library.open(None if path is None else Path(path), must_exist=must_exist)


@contextmanager
def opened(run: AnyRun) -> Iterator[Run]:
    """A run, opened for the block if it is given by its folder; one that was open before stays open."""
    if isinstance(run, Run):
        yield run
        return
    with open_run(run) as one:
        yield one
