"""Verdicts on runs: made once for each run by another process, then kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from inminban.errors import RunFolderError
from inminban.evidence.checks import Verdict
from inminban.web.open_runs import Entry
from inminban.web.processes import Unanswered, answer_of

MOST_KEPT = 8  # runs whose verdicts are kept
PATIENCE = 600  # s


class Verdicts:
    """Verdicts by run. While those of one run are made, others who ask for them wait for the same."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, float], list[Verdict]] = OrderedDict()
        self._lock = Lock()

    def known(self, entry: Entry) -> list[Verdict] | None:
        """The verdicts on a run if they were made before."""
        return self._known.get((entry.name, entry.modified))

    def of(self, entry: Entry) -> list[Verdict]:
        """The verdicts on a run. RunFolderError if it cannot be compared."""
        with self._lock:
            if (found := self.known(entry)) is None:
                found = self._known[entry.name, entry.modified] = made(entry)
                while len(self._known) > MOST_KEPT:
                    self._known.popitem(last=False)
            return found


def made(entry: Entry) -> list[Verdict]:
    """The verdicts on a run, made by another process."""
    try:
        plain = answer_of("inminban.web.verdicts_process", [str(entry.path)], PATIENCE)
    except Unanswered as error:
        raise RunFolderError(f"{entry.path} could not be compared with claims and figures. {error}") from error
    return [verdict_of(one) for one in plain]


def verdict_of(plain: dict[str, object]) -> Verdict:
    """A verdict from its plain data; JSON makes its interval a list."""
    interval = plain["interval"]
    pair = (float(interval[0]), float(interval[1])) if isinstance(interval, list) else None
    return Verdict(**{**plain, "interval": pair})  # type: ignore[arg-type]
