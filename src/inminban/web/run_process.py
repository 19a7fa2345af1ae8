"""The process that makes a run for the web application: `python -m inminban.web.run_process ORDER`.

ORDER is a file with the order as JSON; how far the run has come is written beside it, whole or not at all, so that the
server may end and begin again while the run goes on. `foresee` instead prints what a run will take.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from inminban.errors import InminbanError, RunStopped
from inminban.output.unfinished import held
from inminban.run.progress import Progress
from inminban.web.status import Status

FORESEE = "foresee"


def tell(status: Status, now: Progress) -> None:
    """Write how far a run is, a few times a second."""
    if not status.is_time() and now.days_done < now.days_total:
        return
    left = now.seconds / now.days_done * (now.days_total - now.days_done) if now.days_done else None
    status.write(
        "running", words=now.day.isoformat(), done=now.days_done, total=now.days_total, left=left, written=now.written
    )


def carry_out(order: dict[str, Any], status: Status) -> None:
    """Make a run, or go on with one, and say how it ended."""
    import inminban

    status.write("starting")
    out = Path(order["out"])
    try:
        if order.get("resume"):
            made = inminban.resume(out, progress=partial(tell, status))
        else:
            made = inminban.run(**keywords(order), out=out, progress=partial(tell, status))
    except RunStopped as stopped:
        status.write("stopped", words=str(stopped))
    except KeyboardInterrupt:
        status.write("stopped", words="")
    except InminbanError as error:
        status.write("failed", words=str(error))
    else:
        status.write("stopped" if made.info.is_partial else "done", words="")


def keywords(order: dict[str, Any]) -> dict[str, Any]:
    """The keywords of `inminban.run` for an order."""
    from inminban.web.orders import CHECKPOINT_WEEKS

    return {
        "scenario": order["scenario"], "people": order["people"], "seed": order["seed"], "close": order["close"],
        "first_day": date.fromisoformat(order["first_day"]), "last_day": date.fromisoformat(order["last_day"]),
        "measures_only": order["measures_only"], "checkpoint_every": CHECKPOINT_WEEKS if order["checkpoints"] else None,
    }  # fmt: skip


def foresee_order(order: dict[str, Any]) -> dict[str, Any]:
    """What a run will take, as plain data."""
    from inminban.numbers import parameters
    from inminban.output.reading import RunInfo
    from inminban.run.foreseen import foresee
    from inminban.run.specification import RunSpecification
    from inminban.step.simulation.output_detail import output_detail_of

    given = keywords(order)
    detail = output_detail_of(given["first_day"], given["last_day"], given["close"])
    specification = RunSpecification(
        parameters.load_scenario(given["scenario"]), given["people"], given["first_day"], given["last_day"],
        given["seed"], detail._replace(measures_only=given["measures_only"]),
    )  # fmt: skip
    before = [RunInfo(one) for one in order.get("before", ())]
    return foresee(specification, Path(order["out"]), bool(order["checkpoints"]), before)._asdict()


def main(arguments: list[str], write: Callable[[str], object] = sys.stdout.write) -> None:
    """Carry out the order in a file, or print what it will take."""
    if arguments[0] == FORESEE:
        write(json.dumps(foresee_order(json.loads(sys.stdin.read()))))
        return
    file = Path(arguments[0])
    with held(file.parent):
        carry_out(json.loads(file.read_text("utf-8")), Status(file.parent))


if __name__ == "__main__":
    main(sys.argv[1:])
