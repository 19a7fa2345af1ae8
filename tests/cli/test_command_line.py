"""What the command line says and how it ends, with a made-up model behind it, and how quickly it answers."""

from __future__ import annotations

import inspect
import json
import os
import shlex
import subprocess
import sys
from datetime import date
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import pytest
import typer
from rich.console import Console
from tests.made_run import make_run

import inminban
from inminban.cli import main, run
from inminban.cli.progress import Pace, RunProgress
from inminban.core.compile.ranges import VARIABLE
from inminban.errors import InputError, RunFolderError, RunStopped
from inminban.evidence import Verdict
from inminban.evidence.severity import SEVERITIES
from inminban.numbers.parameters import load_scenario, scenario_names
from inminban.output.reading import RunJson
from inminban.output.run_fields import MEANINGS
from inminban.output.tables import TABLES
from inminban.run.arguments import LEAST_PEOPLE, MOST_PEOPLE, MOST_THREADS
from inminban.run.progress import Progress
from inminban.step.simulation.output_detail import LONGEST_CLOSE, USUAL_CLOSE_YEAR
from inminban.step.simulation.supply import years_of_tables

ROOT = Path(__file__).resolve().parents[2]
HELP_SECONDS = 1.0  # of the processor, so that a busy machine does not matter; half of it is needed


class Model:
    """Stands in for the model: remembers how it was called and answers as told."""

    def __init__(self) -> None:
        self.called: dict[str, Any] = {}
        self.error: BaseException | None = None
        self.info = {
            "people": 250_000,
            "first_day": "2015-01-01",
            "last_day": "2015-12-31",
            "last_day_lived": "2015-12-31",
            "is_partial": False,
            "wall_seconds": 61.0,
        }

    def run(self, scenario: str, **arguments: Any) -> SimpleNamespace:
        self.called = {"scenario": scenario, **arguments}
        for day in range(1, 32):
            arguments["progress"](Progress(date(2015, 1, day), day, 31, 1_000, day / 10))
        if self.error is not None:
            raise self.error
        return SimpleNamespace(info=self.info)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Model:
    made = Model()
    monkeypatch.setitem(vars(inminban), "run", made.run)
    monkeypatch.setattr("inminban.report.summary.summary", lambda run: "In short.")
    return made


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Any:
    """Call the command line as a user would; gives exit code and what was printed, on one line of single spaces."""

    def call(*arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main.main(list(arguments))
        out, err = capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, " ".join(err.replace("│", " ").split()))

    return call


def test_a_run_is_asked_for_as_the_arguments_say(command: Any, model: Model, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    ended = command(
        *("run", "history", "--people", "5000", "--from", "2015-02-01", "--to", "2015-03-01"),
        *("--seed", "7", "--threads", "2", "--out", str(folder), "--force"),
    )
    assert ended.code == 0
    assert str(folder) in ended.out
    del model.called["progress"]
    assert model.called == {
        "scenario": "history",
        "people": 5000,
        "first_day": date(2015, 2, 1),
        "last_day": date(2015, 3, 1),
        "seed": 7,
        "close": None,
        "measures_only": False,
        "threads": 2,
        "device": "cpu",
        "out": folder,
        "force": True,
        "checkpoint_every": None,
        "checked": False,
    }


def test_a_checked_run_is_chosen_before_any_rule_is_compiled(
    command: Any, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "0")
    assert command("run", "--checked").code == 0
    assert model.called["checked"] is True and os.environ[VARIABLE] == "1"


def test_a_run_for_measures_only_is_asked_for(command: Any, model: Model) -> None:
    assert command("run", "--measures-only").code == 0
    assert model.called["measures_only"] is True


@pytest.mark.parametrize(
    ("days", "folder"),
    [
        ([], "1990-2025"),
        (["--from", "2014-06-01"], "2014-2025"),
        (["--from", "2014-06-01", "--to", "2015-12-31"], "2014-2015"),
        (["--from", "2015-01-01", "--to", "2015-12-31"], "2015"),
    ],
)
def test_a_run_without_a_folder_goes_under_its_years(command: Any, model: Model, days: list[str], folder: str) -> None:
    assert command("run", *days).code == 0
    assert model.called["out"] == Path("runs") / folder


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "--from", "2015-13-01"], ["--from", "'2015-13-01' is not a date", "2015-01-31"]),
        (["run", "--to", "yesterday"], ["--to", "'yesterday' is not a date"]),
        (["run", "--people", "-5"], ["--people", "greater than or equal to 1000"]),
        (["run", "--people", "many"], ["--people"]),
        (["run", "--threads", "0"], ["--threads"]),
        (["run", "--seed", "-1"], ["--seed"]),
        (["run", "--checkpoint-every", "26"], ["--checkpoint-every", "'26' is not a number of weeks", "26w"]),
        (["run", "--checkpoint-every", "0w"], ["'0w' is not a number of weeks"]),
        (["resume", "runs/gone"], ["Nothing to resume: there is no run", "inminban run"]),
        (["life", "runs", "--occupation", "king"], ["'king' is not one of farmer", "prisoner"]),
        (["life", "runs", "--occupation", "techer"], ["Did you mean 'teacher'?"]),
        (["life", "runs", "--by", "decade"], ["--by", "year", "week"]),
        (["life", "runs", "--by", "day", "--against", "runs"], ["--by", "year or month"]),
        (["march"], ["No such command", "march"]),
    ],
)
def test_a_bad_argument_is_named_with_its_remedy(
    command: Any, model: Model, arguments: list[str], words: list[str]
) -> None:
    ended = command(*arguments)
    assert ended.code == 2
    assert model.called == {}
    for word in words:
        assert word in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("error", [InputError("It is so", remedy="Do this."), RunFolderError("It is so. Do this.")])
def test_an_error_of_the_model_is_one_message_without_traceback(command: Any, model: Model, error: Exception) -> None:
    model.error = error
    ended = command("run")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.endswith("Error: It is so. Do this.")
    assert "Traceback" not in ended.err


def test_a_defect_of_the_program_is_not_dressed_up_as_bad_input(model: Model) -> None:
    model.error = ZeroDivisionError("a defect")
    with pytest.raises(ZeroDivisionError):
        main.main(["run"])


def test_a_run_stopped_midway_says_what_is_kept(command: Any, model: Model) -> None:
    model.info |= {"is_partial": True, "last_day_lived": "2015-05-17"}
    ended = command("run", "--out", "somewhere")
    assert ended.code == 130
    assert "somewhere holds 2015-01-01 to 2015-05-17 and is marked as partial" in ended.err


def test_a_run_with_checkpoints_that_is_stopped_says_how_to_go_on(command: Any, model: Model) -> None:
    model.error = RunStopped("Stopped after 2015-05-17. Nothing is lost. To continue: inminban resume somewhere")
    ended = command("run", "--out", "somewhere", "--checkpoint-every", "26w")
    assert ended.code == 130 and model.called["checkpoint_every"] == 26
    assert ended.err.endswith("To continue: inminban resume somewhere")


def test_a_run_is_taken_up_as_the_arguments_say(
    command: Any, model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: dict[str, Any] = {}

    def resume(path: Path, **arguments: Any) -> SimpleNamespace:
        asked.update(arguments, path=path)
        arguments["notice"]("people.npy is damaged. An earlier checkpoint is tried.")
        return SimpleNamespace(info=model.info, path=path)

    monkeypatch.setitem(vars(inminban), "resume", resume)
    ended = command("resume", str(tmp_path), "--threads", "2")
    assert ended.code == 0 and "In short." in ended.out
    assert (asked["path"], asked["threads"]) == (tmp_path, 2)
    assert "An earlier checkpoint is tried." in ended.err


def test_a_run_stopped_before_its_first_week_says_so(command: Any, model: Model, tmp_path: Path) -> None:
    model.error = KeyboardInterrupt()
    ended = command("run")
    assert ended.code == 130
    assert "Nothing was written." in ended.err
    (tmp_path / "there.unfinished" / "checkpoints").mkdir(parents=True)
    out = str(tmp_path / "there")
    assert f"To go on: inminban resume {out}" in command("run", "--checkpoint-every", "4w", "--out", out).err


def test_the_defaults_are_those_of_the_python_function() -> None:
    ours = {name: value.default for name, value in inspect.signature(run.run).parameters.items()}
    module = import_module("inminban.run.run")
    theirs = {name: value.default for name, value in inspect.signature(module.run).parameters.items()}
    del theirs["progress"]
    assert ours == theirs


def test_progress_is_a_line_for_every_tenth_when_piped() -> None:
    written = StringIO()
    with RunProgress(Console(file=written, width=200)) as progress:
        for day in range(1, 101):
            progress(Progress(date(2015, 1, 1), day, 100, 1_000, float(day)))
    lines = written.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[1] == "2015-01-01   10 %  1,000 people-days/s, 0:01:30 left"
    assert lines[-1] == "2015-01-01  100 %  1,000 people-days/s, 0:00:00 left"


@pytest.mark.parametrize("is_compiled", [True, False])
def test_a_first_run_says_how_long_compiling_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_compiled: bool
) -> None:
    """Nothing moves for a minute or more while rules are compiled: a reader must know that this is as it should be."""
    rule = import_module("inminban.core.compile.rule")
    monkeypatch.setattr(rule, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(rule, "WHY_NOT_KEPT", "")
    if is_compiled:
        (tmp_path / rule.MARK).touch()
    written = StringIO()
    with RunProgress(Console(file=written, width=200)):
        pass
    assert ("a minute or two this first time" in written.getvalue()) is not is_compiled


def test_the_writing_of_a_checkpoint_is_shown() -> None:
    written = StringIO()
    with RunProgress(Console(file=written, width=200, force_terminal=True)) as progress:
        progress(Progress(date(2015, 1, 1), 1, 100, 1_000, 1.0))
        progress(Progress(date(2015, 1, 1), 1, 100, 1_000, 1.0, 0.42))
        progress._bar.refresh()
    assert "writing a checkpoint, 42 %" in written.getvalue()


def test_progress_is_a_bar_in_a_terminal() -> None:
    written = StringIO()
    with RunProgress(Console(file=written, width=120, force_terminal=True)) as progress:
        progress(Progress(date(2015, 3, 14), 50, 100, 1_000, 5.0))
        progress._bar.refresh()
    assert "2015-03-14" in written.getvalue()
    assert "10,000 people-days/s" in written.getvalue()


def test_time_spent_compiling_does_not_count_as_pace() -> None:
    pace = Pace()
    pace.measure(Progress(date(2015, 1, 7), 7, 107, 100, 60.0))
    speed, left = pace.measure(Progress(date(2015, 1, 14), 57, 107, 100, 65.0))
    assert (speed, left.total_seconds()) == (1_000.0, 5)


def test_help_is_quick_and_names_every_command() -> None:
    before = os.times()
    done = subprocess.run([sys.executable, "-m", "inminban", "--help"], capture_output=True, text=True, check=True)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    for name in ("run", "report", "check", "life", "evidence", "info", "--version"):
        assert name in done.stdout
    assert seconds < HELP_SECONDS


def test_help_does_not_load_what_only_a_run_needs() -> None:
    heavy = ("numba", "numpy", "duckdb", "pydantic", "pint", "altair", "vl_convert")
    code = f"import sys, inminban.cli.main; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("arguments", [["check", "nowhere"], ["report", "nowhere"], ["compare", "nowhere", "nowhere"]])
def test_a_wrong_name_is_refused_before_what_is_slow_is_loaded(tmp_path: Path, arguments: list[str]) -> None:
    heavy = ("numba", "altair", "vl_convert", "pint")
    code = (
        "import sys, atexit; from inminban.cli.main import main; "
        f"atexit.register(lambda: print([name for name in {heavy} if name in sys.modules])); main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert "nowhere is not a run folder" in ended.stderr and ended.returncode == 2
    assert ended.stdout.strip() == "[]"


def test_a_run_and_its_summary_do_not_load_the_charts_of_the_report() -> None:
    heavy = ("altair", "vl_convert", "pint")
    code = f"import sys, inminban.run.run, inminban.report.summary; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_the_one_of_the_package(command: Any) -> None:
    assert command("--version").out.strip() == f"inminban {inminban.__version__}"


def test_a_public_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = inminban.no_such_name


def test_run_stays_the_function_although_a_room_has_its_name() -> None:
    function = inminban.run
    setattr(inminban, "run", ModuleType("inminban.run"))  # noqa: B010 what Python does after importing the room
    assert inminban.run is function


def test_the_help_of_a_run_lists_scenarios_and_the_values_of_its_options(command: Any) -> None:
    told = " ".join(command("run", "--help").out.replace("│", " ").replace("•", " ").split())
    for name in scenario_names():
        assert f"{name}: {load_scenario(name).label}" in told
    first, last = years_of_tables()[0], years_of_tables()[-1]
    assert told.count(f"{first}-01-01 to {last}-12-31.") == 2
    for values in (f"{LEAST_PEOPLE:,} to {MOST_PEOPLE:,}", "2^63 - 1", f"1 to {MOST_THREADS:,}", "cpu|cuda",
                   "1w to 9999w", f"at most {LONGEST_CLOSE} days", f"Default: {USUAL_CLOSE_YEAR}, else"):  # fmt: skip
        assert values in told


def test_info_explains_every_entry_and_every_column(command: Any, tmp_path: Path) -> None:
    folder = str(make_run(tmp_path / "run"))
    told = command("info", folder).out
    info = inminban.open_run(folder).info
    assert set(MEANINGS) == set(RunJson.model_fields)
    for entry in set(info) - {"tables"}:
        assert entry in told and MEANINGS[entry] in told
    for name, table in TABLES.items():
        assert name in told and table.row in told
    of_groups = command("info", folder, "groups").out
    for name, column in TABLES["groups"].columns.items():
        assert name in of_groups and column.meaning in of_groups
    assert json.loads(command("info", folder, "groups", "--json").out) == info["tables"]["groups"]
    wrong = command("info", folder, "group")
    assert wrong.code == 2 and "Did you mean 'groups'?" in wrong.err


@pytest.mark.parametrize("name", ["check", "report", "info"])
def test_a_run_of_a_similar_name_is_offered(command: Any, tmp_path: Path, name: str) -> None:
    make_run(tmp_path / "runs" / "history")
    wrong = command(name, str(tmp_path / "runs" / "histroy"))
    assert wrong.code == 2 and f"Did you mean {tmp_path / 'runs' / 'history'}?" in wrong.err
    assert f"Did you mean {tmp_path / 'runs' / 'history'}?" in command(name, str(tmp_path / "history")).err
    assert f"Runs near it: {tmp_path / 'runs' / 'history'}." in command(name, str(tmp_path / "runs")).err


def test_json_is_json(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = SimpleNamespace(info={"seed": 1, "first_day": date(2015, 1, 1)})
    monkeypatch.setitem(vars(inminban), "open_run", lambda folder: opened)
    ended = command("info", "somewhere", "--json")
    assert json.loads(ended.out) == {"seed": 1, "first_day": "2015-01-01"}


def commands_in(page: str) -> list[str]:
    """The `inminban ...` lines of a page's code blocks, without comments."""
    blocks = page.split("```")[1::2]
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("inminban ")]


@pytest.fixture
def verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        Verdict("M2", "claim", "A witness", "One session a week", "a week", "sessions", "per week", 1.02, 0.8, 1.2,
                (0.9, 1.1), "counts", "agree", ""),
        Verdict("M2", "claim", "A witness", "One session a week", "", "", "", None, None, None,
                None, "", "untested", "nothing to measure"),
        Verdict("F1", "figure", "A [bold]survey[/bold]", "Half trade", "traders", "share", "percent", 81.0, 40.0, 60.0,
                None, "", "disagree", "old"),
    ]  # fmt: skip
    monkeypatch.setitem(vars(inminban), "open_run", lambda folder: None)
    monkeypatch.setattr("inminban.evidence.check_runs", lambda runs, tell: found)


@pytest.mark.usefixtures("verdicts")
def test_verdicts_are_printed_claim_by_claim_and_counted(command: Any) -> None:
    ended = command("check", "somewhere")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "M2  One session a week [A witness]",
        "    agree     a week: model 1.02 per week (0.9 to 1.1); source 0.8 to 1.2; strict test",
        "    untested  nothing to measure",
        "F1  Half trade [A [bold]survey[/bold]]",
        "    disagree  traders: model 81 percent; source 40 to 60; old; strict test",
        "",
        "1 agree, 1 disagree, 1 untested",
        "How hard the agreeing checks were to pass: 1 strict, 0 moderate, 0 weak.",
        *(f"  {name}: {meaning}" for name, meaning in SEVERITIES.items()),
    ]


@pytest.mark.usefixtures("verdicts")
def test_verdicts_as_json_have_every_field(command: Any) -> None:
    found = json.loads(command("check", "somewhere", "--json").out)
    assert [verdict["verdict"] for verdict in found] == ["agree", "untested", "disagree"]
    assert set(found[0]) == {*Verdict._fields, "severity", "drawn"}


@pytest.mark.parametrize("page", ["README.md", "docs/tutorials/first-run.md"])
def test_every_command_a_page_shows_can_be_typed(page: str) -> None:
    shown = commands_in((ROOT / page).read_text(encoding="utf-8"))
    group = typer.main.get_command(main.app)
    assert len(shown) >= 2
    for line in shown:
        _, name, *arguments = shlex.split(line)
        group.commands[name].make_context(name, arguments).close()  # type: ignore[attr-defined]


def test_a_command_with_an_unknown_option_cannot_be_typed() -> None:
    group = typer.main.get_command(main.app)
    with pytest.raises(Exception, match="No such option"):
        group.commands["run"].make_context("run", ["--fast"])  # type: ignore[attr-defined]
