"""What is kept of the hunt: `docs/reference/mutants.csv`, and the page of totals and survivors made from it.

The file lists what no case notices; whatever it does not list, some case notices. So it stays short, and the test of
the cases (`tests/laws/test_mutants.py`) needs nothing else.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LISTED = ROOT / "docs" / "reference" / "mutants.csv"
PAGE = ROOT / "docs" / "reference" / "mutants.md"
EXPLAINED = Path(__file__).with_name("explained.toml")
RULE, NUMBER = "rule", "number"
SURVIVED = ""
HEAD = """# Mutants

*Written by `make mutants`; do not edit.* A mutant is a rule with one expression changed (a constant, a comparison, a
sign, a condition left out) or a parameter with one number changed to an end of its range. A case of `tests/cases`
notices it, or else a run of {people:,} people from {first} to {last} must: the state of everybody, or a table,
differs at the end of some week. `tests/mutation/` makes and judges them; `docs/reference/mutants.csv` lists all that
no case notices.

"""


class Unnoticed(NamedTuple):
    """A mutant or changed number that no case notices."""

    kind: str  # RULE or NUMBER
    institution: str
    name: str
    noticed_in: str  # the part of the run's state that differs, or SURVIVED


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
    """Put what a hunt found in the place of what was listed of the same files."""
    before = read_listed(path) if path.exists() else []
    rest = [row for row in before if row.institution not in names.get(row.kind, {})]
    write_listed([*rest, *found], path)


def still_unnoticed(names: Names, by_case: Mapping[str, str], listed: Iterable[Unnoticed]) -> list[Unnoticed]:
    """What no case notices now, with what the run said of it when it was last asked."""
    said = {(row.kind, row.name): row.noticed_in for row in listed}
    return [
        Unnoticed(kind, institution, name, said.get((kind, name), SURVIVED))
        for kind, by_file in names.items()
        for institution, of in by_file.items()
        for name in of
        if name not in by_case
    ]


def explanations(path: Path = EXPLAINED) -> dict[str, str]:
    """Why a survivor changes nothing that anybody could notice, by name."""
    with path.open("rb") as file:
        groups = tomllib.load(file).get("because", [])
    return {name: str(group["why"]) for group in groups for name in group["mutants"]}


class Tally(NamedTuple):
    """How many mutants there are of something, and what became of them."""

    mutants: int
    by_cases: int
    by_run: int
    survived: int
    explained: int

    def __add__(self, other: object) -> Tally:
        """Both together."""
        assert isinstance(other, Tally)
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))


def tally(names: Iterable[str], listed: Mapping[str, Unnoticed], why: Mapping[str, str]) -> Tally:
    """What became of these mutants."""
    all_names = list(names)
    found = [listed[name] for name in all_names if name in listed]
    survived = [row.name for row in found if row.noticed_in == SURVIVED]
    return Tally(
        len(all_names), len(all_names) - len(found), len(found) - len(survived), len(survived),
        sum(name in why for name in survived),
    )  # fmt: skip


def row_of(label: str, of: Tally) -> str:
    """A line of the page's table."""
    return "| " + " | ".join([label, *(f"{count:,}" for count in of)]) + " |"


def table_of(names: Mapping[str, list[str]], listed: Mapping[str, Unnoticed], why: Mapping[str, str]) -> list[str]:
    """A table of one kind of mutants: an institution a line, and all together."""
    by_file = {file: tally(of, listed, why) for file, of in sorted(names.items()) if of}
    total = sum(by_file.values(), Tally(0, 0, 0, 0, 0))
    return [
        "| file | mutants | noticed by cases | by the run only | survived | of these explained |",
        "|---|--:|--:|--:|--:|--:|",
        *(row_of(file, of) for file, of in by_file.items()),
        row_of("**all**", total),
        "",
        f"Survived: {total.survived:,} of {total.mutants:,} ({100 * total.survived / max(total.mutants, 1):.1f} %).",
        "",
    ]


def survivors_of(rows: Iterable[Unnoticed], why: Mapping[str, str]) -> list[str]:
    """The survivors, those with one explanation together."""
    survived = sorted(row.name for row in rows if row.noticed_in == SURVIVED)
    by_reason: dict[str, list[str]] = {}
    for name in survived:
        by_reason.setdefault(why.get(name, "open"), []).append(name)
    lines = []
    for reason, names in sorted(by_reason.items(), key=lambda item: item[0] == "open"):
        lines += [f"**{reason[:1].upper()}{reason[1:]}** ({len(names):,})", "", *(f"- `{name}`" for name in names), ""]
    return lines or ["None.", ""]


def write_page(names: Names, about: Mapping[str, object]) -> None:
    """Write the page of totals from the list; `names` are those of all mutants there are."""
    PAGE.write_text(page(names, read_listed(), explanations(), about), encoding="utf-8")


def page(names: Names, rows: list[Unnoticed], why: Mapping[str, str], about: Mapping[str, object]) -> str:
    """The whole page."""
    lines = []
    for kind, title in ((RULE, "Rules"), (NUMBER, "Numbers")):
        of_kind = [row for row in rows if row.kind == kind]
        listed = {row.name: row for row in of_kind}
        lines += [f"## {title}", "", *table_of(names[kind], listed, why)]
        lines += [f"### {title} that survived", "", *survivors_of(of_kind, why)]
    lines += ["## What notices in the run", "", *noticed_where(rows), ""]
    return HEAD.format(**about) + "\n".join(lines)


def noticed_where(rows: Iterable[Unnoticed]) -> list[str]:
    """In which parts of the run's state the differences were seen first."""
    found = Counter(row.noticed_in for row in rows if row.noticed_in != SURVIVED)
    return ["| first seen in | mutants |", "|---|--:|", *(f"| {part} | {count:,} |" for part, count in found.most_common())]
