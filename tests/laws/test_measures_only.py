"""A run for measures only is the same society as a full one; it follows nobody, and every command says so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import inminban
from inminban.ask.answer import ask
from inminban.cli import main
from inminban.errors import RunFolderError, RunStopped
from inminban.evidence import check
from inminban.evidence.checks import FOLLOWS_NOBODY, UNTESTED
from inminban.measures import MEASURES, Run, value_of
from inminban.output.run_fields import MEANINGS
from inminban.output.tables import TABLES
from inminban.report.diary import diary, someone
from inminban.report.shared_days import what_differs
from inminban.run.following import specification_of_run
from inminban.run.progress import Progress

FIRST, LAST = date(2014, 12, 1), date(2016, 1, 31)
PANEL = {"panel", "panel_people", "panel_months"}
SAYS = "was made with --measures-only"


def make(out: Path, **changed: object) -> Run:
    """A long run of few people."""
    return inminban.run(people=1_500, first_day=FIRST, last_day=LAST, seed=3, threads=1, out=out, **changed)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The run that follows people."""
    with make(tmp_path_factory.mktemp("full") / "run") as made:
        yield made


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The same run for measures only, from the command line."""
    out = tmp_path_factory.mktemp("light") / "run"
    command = f"run --people 1500 --from {FIRST} --to {LAST} --seed 3 --threads 1 --measures-only --out {out}"
    with pytest.raises(SystemExit) as ended:
        main.main(command.split())
    assert ended.value.code == 0
    with inminban.open_run(out) as made:
        yield made


def command(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Exit code of a command, and all that it says."""
    with pytest.raises(SystemExit) as ended:
        main.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return int(ended.value.code or 0), " ".join((said.out + said.err).split())


def test_the_society_is_the_same_and_only_the_panel_is_absent(full: Run, light: Run) -> None:
    assert light.info["state_sha256"] == full.info["state_sha256"]
    assert (light.info["measures_only"], full.info["measures_only"]) == (True, False)
    assert light.info["tables"].keys() == TABLES.keys()
    for name in TABLES:
        rows = light.table(name).fetchall()
        assert rows == ([] if name in PANEL else full.table(name).fetchall()), name
    assert all(full.info["tables"][name]["rows"] > 0 for name in PANEL)


def test_a_stopped_run_stays_one_for_measures_only(tmp_path: Path, light: Run) -> None:
    def stop(progress: Progress) -> None:
        if progress.days_done > 200:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(RunStopped):
        make(tmp_path / "run", measures_only=True, checkpoint_every=10, progress=stop)
    with inminban.resume(tmp_path / "run") as made:
        assert made.info["measures_only"] is True and made.info["times_resumed"] == 1
        assert made.info["state_sha256"] == light.info["state_sha256"]
        for name in TABLES:
            assert made.table(name).fetchall() == light.table(name).fetchall(), name


def test_measures_of_everybody_are_the_same(full: Run, light: Run) -> None:
    compared = [measure for measure in MEASURES.values() if not measure.place.is_of_followed]
    assert len(compared) > 100
    for measure in compared:
        one, other = value_of(full, measure), value_of(light, measure)
        assert (one is None) == (other is None), measure.name
        if one is not None and other is not None:  # the last digit depends on the order in which rows are added
            assert (other.value, other.people) == pytest.approx((one.value, one.people), rel=1e-9), measure.name


def test_a_measure_of_people_followed_says_why_it_has_no_value(
    full: Run, light: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    of_followed = [measure.name for measure in MEASURES.values() if measure.place.is_of_followed]
    assert {"work_time_on_days", "pay_in_rice", "kept_back_at_home"} <= set(of_followed)
    code, said = command(capsys, "measures", light.path, "work_time_on_days")
    assert code == 2 and SAYS in said and "Make the run without it" in said
    code, said = command(capsys, "measures", light.path, "hungry", "--where", "province=Pyongyang", "--where", "year=1")
    assert code == 2 and SAYS not in said
    assert command(capsys, "measures", full.path, "work_time_on_days")[0] == 0


def test_checks_differ_only_where_somebody_must_be_followed(full: Run, light: Run) -> None:
    n_untested = 0
    for one, other in zip(check(full), check(light), strict=True):
        if FOLLOWS_NOBODY in other.note:
            n_untested += 1
            assert other.verdict == UNTESTED and other.value is None
        else:
            assert (other.verdict, other.note) == (one.verdict, one.note)
            assert other.value == (None if one.value is None else pytest.approx(one.value, rel=1e-9))
    assert 15 < n_untested < 40


def test_the_report_says_that_nobody_was_followed(
    full: Run, light: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for run, says in ((full, False), (light, True)):
        code, _ = command(capsys, "report", run.path, "--out", tmp_path / "page.html")
        text = (tmp_path / "page.html").read_text("utf-8")
        assert code == 0 and (f"{run.path} {SAYS}" in text) is says
        assert ("This run followed no factory worker day by day." in text) is says


def test_comparing_and_asking_say_what_is_missing(full: Run, light: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert what_differs(full, full) == []
    assert [SAYS in sentence for sentence in what_differs(full, light)] == [True]
    code, said = command(capsys, "compare", full.path, light.path)
    assert code == 0 and f"{light.path} {SAYS}" in said
    question = "How much do factory workers earn at the market?"
    answers = {run: ask(question, run=run.path) for run in (full, light)}
    said_so = [any("Nobody in this run is followed" in note for note in answers[run].notes) for run in (full, light)]
    assert said_so == [False, True]
    assert answers[full].life is not None and answers[light].life is None


def test_a_life_is_refused_by_description_and_made_again_by_number(light: Run) -> None:
    with pytest.raises(RunFolderError, match=f"{SAYS}.*Name a person by number"):
        someone(light)
    with pytest.raises(RunFolderError, match=f"{SAYS}.*simulates it again to follow person 3"):
        diary(light, 3)
    assert specification_of_run(light).output_detail.measures_only is False


def test_info_names_it(full: Run, light: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"measures_only yes {MEANINGS['measures_only']}" in command(capsys, "info", light.path)[1]
    assert "measures_only no " in command(capsys, "info", full.path)[1]
