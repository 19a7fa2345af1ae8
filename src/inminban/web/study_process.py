"""The process that makes a study for the web application: `python -m inminban.web.study_process ORDER`.

As `run_process` does for a run. A study that was stopped or killed goes on with the worlds that are missing; at its end
its report is written.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inminban.errors import InminbanError
from inminban.output.unfinished import held
from inminban.web.run_process import FORESEE
from inminban.web.status import Status

if TYPE_CHECKING:
    from inminban.study.engine import StudyProgress
    from inminban.study.ensemble import Plan


def tell(status: Status, now: StudyProgress) -> None:
    """Write how far a study is, a few times a second."""
    if status.is_time() or now.done == now.total:
        status.write("running", done=now.done, total=now.total, failed=now.failed, left=now.seconds_left)


def carry_out(order: dict[str, Any], status: Status) -> None:
    """Make a study, or go on with one, write its report, and say how it ended."""
    from inminban.study.cluster import Cluster
    from inminban.study.ensemble import run_ensemble
    from inminban.study.intervals import open_study
    from inminban.study.report import write_study_report

    status.write("starting")
    out = Path(order["out"])
    try:
        cluster, again = Cluster(order.get("workers")), bool(order.get("resume"))
        results = run_ensemble(plan_of(order), out, cluster, partial(tell, status), again=again)
        failed = [one.error for one in results if one.error]
        if len(failed) == len(results):
            status.write("failed", words=failed[0])
            return
        write_study_report(open_study(out))
    except KeyboardInterrupt:
        status.write("stopped")
    except InminbanError as error:
        status.write("failed", words=str(error))
    else:
        status.write("done")


def plan_of(order: dict[str, Any]) -> Plan:
    """The plan of an order, or of the study that is gone on with. Raises RunFolderError if it cannot be read."""
    from inminban.study.ensemble import Plan
    from inminban.study.folder import read_study

    told = order if "scenarios" in order else read_study(Path(order["out"]))["question"]
    return Plan(
        tuple(told["scenarios"]), told["seeds"], told["draws"], told["people"],
        date.fromisoformat(told["first_day"]), date.fromisoformat(told["last_day"]), tuple(told["asked"]),
        told.get("points", "latin"), tuple(told.get("only", ())), bool(told["checks"]),
    )  # fmt: skip


def foresee_order(order: dict[str, Any]) -> dict[str, Any]:
    """What a study will take, as plain data."""
    from inminban.study.foreseen import foresee_study

    out = Path(order["out"])
    return foresee_study(plan_of(order), out, order.get("workers"))._asdict()


def main(arguments: list[str], write: Callable[[str], object] = sys.stdout.write) -> None:
    """Carry out the order in a file, or print what it will take."""
    if arguments[0] == FORESEE:
        write(json.dumps(foresee_order(json.loads(sys.stdin.read()))))
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    file = Path(arguments[0])
    with held(file.parent):
        carry_out(json.loads(file.read_text("utf-8")), Status(file.parent))


if __name__ == "__main__":
    main(sys.argv[1:])
