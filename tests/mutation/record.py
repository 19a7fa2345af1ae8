"""What is kept of the hunt: `docs/reference/mutants.csv`, and the page of totals made from it.

The file lists what no case notices; whatever it does not list, some case notices. So it stays short, and the test of
the cases (`tests/laws/test_mutants.py`) needs nothing else.
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LISTED = ROOT / "docs" / "reference" / "mutants.csv"
EXPLAINED = Path(__file__).with_name("explained.toml")
RULE, NUMBER = "rule", "number"
WITHOUT_EFFECT = "rule without effect"  # none of whose mutants the run notices, whatever the cases say
SURVIVED, NOT_JUDGED = "", "not judged"
SEED = 1  # of the order in which mutants are judged, and of samples


class Unnoticed(NamedTuple):
    """A mutant or changed number that no case notices, or a rule that the run does not."""

    kind: str  # RULE, NUMBER or WITHOUT_EFFECT
    institution: str
    name: str
    noticed_in: str  # the part of the run's state that differs, or SURVIVED, or NOT_JUDGED

    @property
    def has_survived(self) -> bool:
        """Whether the run did not notice it, or was not asked."""
        return self.noticed_in in (SURVIVED, NOT_JUDGED)


Names = dict[str, dict[str, list[str]]]  # kind -> institution -> names of all mutants


def read_listed(path: Path = LISTED) -> list[Unnoticed]:
    """What the last hunt listed."""
    with path.open(newline="", encoding="utf-8") as file:
        return [Unnoticed(**row) for row in csv.DictReader(file)]


def write_listed(rows: Iterable[Unnoticed], path: Path = LISTED) -> None:
    """Write the list in order of kind and name, so that two hunts compare line by line."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Unnoticed._fields)
        writer.writerows(sorted(rows))


def keep(names: Names, found: Iterable[Unnoticed], path: Path = LISTED) -> None:
    """Put what a hunt found in the place of what was listed of the same kind and files."""
    before = read_listed(path) if path.exists() else []
    rest = [row for row in before if row.institution not in names.get(row.kind, {})]
    write_listed([*rest, *found], path)


def keep_of_some(found: Iterable[Unnoticed], path: Path = LISTED) -> None:
    """Put what a hunt found about some numbers in the place of what was listed of these alone."""
    rows = {(row.kind, row.name): row for row in [*read_listed(path), *found]}
    write_listed(rows.values(), path)


def numbers_left(n: int, said: str, path: Path = LISTED) -> frozenset[str]:
    """Names of so many numbers, drawn by chance, of which the run said `said`: NOT_JUDGED or SURVIVED."""
    names = sorted(row.name for row in read_listed(path) if row.kind == NUMBER and row.noticed_in == said)
    return frozenset(random.Random(SEED).sample(names, min(n, len(names))))


def still_unnoticed(names: Names, by_case: Mapping[str, str], listed: Iterable[Unnoticed]) -> list[Unnoticed]:
    """What no case notices now, with what the run said of it when it was last asked, and of rules without effect."""
    before = {(row.kind, row.name): row for row in listed}
    rules = [row for row in before.values() if row.kind == WITHOUT_EFFECT]
    return rules + [
        before.get((kind, name), Unnoticed(kind, institution, name, NOT_JUDGED))
        for kind in (RULE, NUMBER)
        for institution, of in names[kind].items()
        for name in of
        if name not in by_case
    ]


class Reason(NamedTuple):
    """Why some survivors change nothing that anybody could notice."""

    why: str
    mutants: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def covers(self, name: str) -> bool:
        """Whether it is said of a mutant, by name or by a pattern for the whole name."""
        return name in self.mutants or any(pattern.fullmatch(name) for pattern in self.patterns)


def read_reasons(path: Path = EXPLAINED) -> list[Reason]:
    """The explanations that were written down."""
    with path.open("rb") as file:
        groups = tomllib.load(file).get("because", [])
    return [
        Reason(
            str(group["why"]),
            frozenset(group.get("mutants", [])),
            tuple(re.compile(pattern) for pattern in group.get("patterns", [])),
        )
        for group in groups
    ]


def explanation(name: str, reasons: Iterable[Reason]) -> str | None:
    """Why this survivor changes nothing, if that was written down."""
    return next((reason.why for reason in reasons if reason.covers(name)), None)
