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

    With several runs, the value compared is their median, shown with the lowest and the highest of them. The exit code
    is 0 whatever the verdicts are: a disagreement is a finding and not an error.
    """
    import inminban
    from inminban.cli.printing import print_json
    from inminban.cli.progress import Waiting
    from inminban.evidence import check_runs
    from inminban.evidence.severity import as_plain

    runs = [inminban.open_run(one) for one in (folder, *(others or ()))]
    with Waiting("Comparing with claims and figures") as tell:
        verdicts = check_runs(runs, tell)
    if as_json:
        print_json([as_plain(verdict) for verdict in verdicts])
    else:
        print_verdicts(verdicts)


def report(
    folder: RunFolder,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="File to write. Default: DIR/report.html.")] = None,
) -> None:
    """Write the report of a run: one page with charts, a map, and the verdict on every claim."""
    import inminban
    from inminban.cli.progress import Waiting
    from inminban.cli.writing import check_out
    from inminban.evidence import check as check_claims
    from inminban.output.folder import REPORT_FILE
    from inminban.report.report import HELD, write_report

    opened = inminban.open_run(folder)
    check_out(out or folder / REPORT_FILE, makes_folders=True)
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
