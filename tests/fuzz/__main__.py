"""Feed every reader with made files for some minutes: `python -m tests.fuzz --minutes 10 --out FOLDER`.

A file may be read or refused with a reason. It must not end the process, take more than ten seconds of it, or need
more than 1 GB. Files that do, and those on which a reader failed in a way that only the last net caught, are kept in
FOLDER; all are counted.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from tests.fuzz.documents import SOUND, files

from inminban.errors import InputError
from inminban.testimony.reading.apart import ReaderProcess
from inminban.testimony.reading.limits import Limits

SECONDS = 10
FATAL = ("made the reader fail", "took more than", "needs more than")
UNFORESEEN = re.compile(r"a damaged [^(]*\((\w+)\)")
EXAMPLES = 200


def judged(reader: ReaderProcess, file: Path) -> str:
    """What became of a file: read, refused, fatal, or the name of an error that only the last net caught."""
    try:
        reader.read(file)
    except InputError as error:
        words = str(error)
        if any(fatal in words for fatal in FATAL):
            return "fatal"
        unforeseen = UNFORESEEN.search(words)
        return unforeseen[1] if unforeseen else "refused"
    return "read"


def fuzz(suffix: str, number: int, reader: ReaderProcess, out: Path, counts: Counter[str]) -> None:
    """Read some files of one format; those that must not be are kept."""
    file = out / f"now{suffix}"

    @seeded(number)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(files(suffix))
    def one(data: bytes) -> None:
        file.write_bytes(data)
        became = judged(reader, file)
        counts[f"{suffix} {became}"] += 1
        if became not in ("read", "refused") and counts[f"{suffix} {became}"] <= 20:
            (out / f"{became}-{number}-{counts[f'{suffix} {became}']}{suffix}").write_bytes(data)

    one()


def main() -> None:
    """Read the arguments and feed the readers until the time is over."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--first", type=int, default=0, help="first number from which files are made")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    reader, counts = ReaderProcess(Limits(seconds=SECONDS, memory=1_000_000_000, wait=4 * SECONDS)), Counter[str]()
    end = time.monotonic() + 60 * arguments.minutes
    for number in count(arguments.first):
        for suffix in SOUND:
            if time.monotonic() > end:
                break
            fuzz(suffix, number, reader, arguments.out, counts)
        print(f"{number}: {dict(sorted(counts.items()))}", flush=True)
        if time.monotonic() > end:
            break
    reader.close()
    sys.exit(any("fatal" in name for name in counts))


if __name__ == "__main__":
    main()
