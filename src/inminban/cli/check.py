"""`inminban check` and `inminban report`: a run compared with testimony and published figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inminban.cli.options import AsJson, RunFolder
from inminban.cli.saying import say

if TYPE_CHECKING:
    from inminban.evidence import Verdict

COLOURS = {"agree": "green", "disagree": "red", "untested": "yellow"}


def check(
    folder: RunFolder,
    others: Annotated[
        list[Path] | None, typer.Argument(metavar="DIR", help="Runs of the same scenario with other seeds.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare a run with every claim of a witness and every published figure: agree, disagree or untested.

    Of a study (`inminban study ensemble --checks`) each check says in which share of its worlds it agrees.
    With several runs, the value compared is their median, shown with the lowest and the highest of them. The exit code
    is 0 whatever the verdicts are: a disagreement is a finding and not an error.
    """
    import inminban
    from inminban.study.files import is_study

    if is_study(folder):
        check_study(folder, others or (), as_json)
        return
    runs = [inminban.open_run(one) for one in (folder, *(others or ()))]
    from inminban.cli.printing import print_json
    from inminban.cli.progress import Waiting
    from inminban.evidence import check_runs
    from inminban.evidence.severity import as_plain

    with Waiting("Comparing with claims and figures") as tell:
        verdicts = check_runs(runs, tell)
    if as_json:
        print_json([as_plain(verdict) for verdict in verdicts])
    else:
        print_verdicts(verdicts)


def check_study(folder: Path, others: Sequence[Path], as_json: bool) -> None:
    """Print the verdicts over the worlds of a study."""
    from inminban.cli.printing import print_json
    from inminban.cli.study_printing import print_study_verdicts
    from inminban.errors import InputError
    from inminban.study.intervals import open_study
    from inminban.study.verdicts import as_plain, verdicts_of

    if others:
        raise InputError("a study is checked alone", file=folder, remedy="Leave the other folders out.")
    study = open_study(folder)
    verdicts = verdicts_of(study)
    if as_json:
        print_json([as_plain(verdict) for verdict in verdicts])
    else:
        print_study_verdicts(study, verdicts)


def report(
    folder: RunFolder,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="File to write. Default: DIR/report.html.")] = None,
) -> None:
    """Write the report of a run: one page with charts, a map, and the verdict on every claim.

    Of a study: bands over its worlds, what makes them wide, and its scenarios pair by pair.
    """
    import inminban
    from inminban.cli.writing import check_out
    from inminban.output.folder import REPORT_FILE
    from inminban.study.files import is_study

    if is_study(folder):
        from inminban.study.intervals import open_study
        from inminban.study.report import write_study_report

        say(f"Report: {write_study_report(open_study(folder), out)}\nOpen it in a browser. It needs no network.")
        return
    opened = inminban.open_run(folder)
    check_out(out or folder / REPORT_FILE, makes_folders=True)
    from inminban.cli.progress import Waiting
    from inminban.evidence import check as check_claims
    from inminban.report.report import HELD, write_report

    with Waiting("Reading the run") as tell:
        opened.hold(*HELD)
        written = write_report(opened, check_claims(opened, tell), out, tell)
    say(f"Report: {written}\nOpen it in a browser. It needs no network.")


def print_verdicts(verdicts: Sequence[Verdict]) -> None:
    """Print each claim or figure with its source, then its checks: verdict, value of the model, range of the source."""
    from rich.padding import Padding
    from rich.text import Text

    from inminban.cli.printing import console
    from inminban.evidence.severity import SEVERITIES, how_hard
    from inminban.evidence.verdict_words import finding

    screen = console()
    for _, group in groupby(verdicts, key=lambda verdict: verdict.id):
        checks = list(group)
        screen.print(Text.assemble((checks[0].id, "bold"), f"  {checks[0].says} ", (f"[{checks[0].source}]", "dim")))
        for verdict in checks:
            line = Text.assemble((f"{verdict.verdict:9}", COLOURS[verdict.verdict]), f" {finding(verdict)}")
            screen.print(Padding(line, (0, 0, 0, 4), expand=False))
    counts = Counter(verdict.verdict for verdict in verdicts)
    screen.print()
    screen.print(", ".join(f"{counts[name]} {name}" for name in COLOURS))
    screen.print(how_hard(verdicts))
    for name, meaning in SEVERITIES.items():
        screen.print(f"  {name}: {meaning}", style="dim")
