"""The process that compares a run with claims and figures: `python -m inminban.web.verdicts_process RUN` prints JSON.

Comparing a run with everything takes some 300 MB for some seconds, which the server does not keep.
"""

from __future__ import annotations

import json
import sys


def main(arguments: list[str]) -> None:
    """Print every verdict on a run."""
    from inminban.evidence.checks import check
    from inminban.measures.run import open_run

    with open_run(arguments[0]) as run:
        sys.stdout.write(json.dumps([verdict._asdict() for verdict in check(run)]))


if __name__ == "__main__":
    main(sys.argv[1:])
