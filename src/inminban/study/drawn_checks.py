"""How often drawn worlds failed each check: from a study with --checks to evidence/drawn_worlds.json.

inminban study ensemble history --draws 40 --seeds 1 --people 2500 --from 1990-01-01 --to 2025-12-31 \\
        --checks --measure hungry --out STUDY
python -m inminban.study.drawn_checks STUDY
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.evidence.checks import AGREE, DISAGREE
from inminban.evidence.drawn_worlds import FILE, key
from inminban.evidence.records import claims, figures
from inminban.study.folder import read_study
from inminban.study.intervals import Study, open_study

SAID = ("people", "first_day", "last_day", "draws", "seeds")


def rows(study: Study) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every check that some world could tell: its name; its range, the worlds that tell, and those that failed it."""
    scenario = study.scenario("")
    for record in (*claims(), *figures()):
        for number, item in enumerate(record.content.check):
            found = [one.verdict for one in study.told.get((scenario, f"check {record.id} {number}", "", None), [])]
            worlds = found.count(AGREE) + found.count(DISAGREE)
            if worlds:
                bounds = {"compare": item.compare, "low": item.low, "high": item.high}
                yield key(record.id, number), {**bounds, "worlds": worlds, "failed": found.count(DISAGREE)}


def content(folder: Path) -> str:
    """The file as text. InputError if the worlds of the study have the same numbers or were not checked."""
    study, asked = open_study(folder), read_study(folder)
    if not study.has_draws:
        raise InputError("the worlds of this study have the same numbers", file=folder,
                         remedy="Make a study with --draws.")  # fmt: skip
    checks = dict(rows(study))
    if not checks:
        raise InputError("the worlds of this study were not checked", file=folder,
                         remedy="Make a study with --checks.")  # fmt: skip
    said = {name: asked["question"][name] for name in SAID}
    head = json.dumps({**said, "version": asked["made_with"]["version"], "failed_worlds": len(study.failed)})
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in checks.items())
    return f'{{"study": {head},\n "checks": {{\n{lines}\n}}}}\n'


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("study", type=Path)
    parser.add_argument("--out", type=Path, default=FILE)
    arguments = parser.parse_args()
    write_whole(arguments.out, content(arguments.study))
    print(f"Written: {arguments.out}")


if __name__ == "__main__":
    main()
