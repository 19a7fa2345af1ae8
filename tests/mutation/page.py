"""The page of totals: `docs/reference/mutants.md`, from the list of what no case notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tests.mutation.record import (
    NOT_JUDGED,
    NUMBER,
    ROOT,
    RULE,
    WITHOUT_EFFECT,
    Names,
    Reason,
    Unnoticed,
    explanation,
    read_listed,
    read_reasons,
)

PAGE = ROOT / "docs" / "reference" / "mutants.md"
MOST_LISTED = 150  # survivors on the page; more of them stand in the file alone
HEAD = """# Mutants

*Written by `make mutants`; do not edit.* A mutant is a rule with one expression changed (a constant, a comparison, a
sign, a condition left out), or a parameter with one number changed to an end of its range. A case of `tests/cases`
notices it; else a run must: {people:,} people from {first} to {last}, with every occupation, party members, prisoners,
people abroad and of all ages. A child process of that run lives on with the mutant from the week in which it can first
matter, {soon} weeks and then {late}; it notices the mutant if the state of anybody, or a table, differs from the run as
it is at the end of a week. Before it judges, it lives on with nothing changed, and must notice nothing. A number that
comes into force later is also tried in a run that begins on that day, and one that is still unnoticed in runs that
begin on {further}, if it is in force then.

`docs/reference/mutants.csv` lists all that no case notices, and in which part of the run it was noticed first;
`tests/mutation/explained.toml` says why a survivor changes nothing. `tests/laws/test_mutants.py` fails when a mutant
that is not listed is noticed by no case.

"""
NO_MUTANT = """\
Cases notice theirs. Some are rules of scenarios alone (`volunteers`, `pay_of`, `seeks_other_post`); most are of rare
events (leaving, the way to the South, flight, mass games), which a society of this size seldom sees in the weeks for
which a mutant is lived."""


class Tally(NamedTuple):
    """How many mutants there are of something, and what became of them: each of the last five counts once."""

    mutants: int
    by_cases: int
    by_run: int
    explained: int
    survived: int  # without an explanation
    not_judged: int  # by the run, and without an explanation

    def __add__(self, other: object) -> Tally:
        """Both together."""
        assert isinstance(other, Tally)
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))


NOTHING = Tally(0, 0, 0, 0, 0, 0)


def tally(names: list[str], listed: Mapping[str, Unnoticed], reasons: list[Reason]) -> Tally:
    """What became of these mutants."""
    found = [listed[name] for name in names if name in listed]
    silent = [row for row in found if row.has_survived]
    unexplained = [row for row in silent if explanation(row.name, reasons) is None]
    not_judged = sum(row.noticed_in == NOT_JUDGED for row in unexplained)
    return Tally(
        len(names), len(names) - len(found), len(found) - len(silent), len(silent) - len(unexplained),
        len(unexplained) - not_judged, not_judged,
    )  # fmt: skip


def row_of(label: str, of: Tally) -> str:
    """A line of a table."""
    return "| " + " | ".join([label, *(f"{count:,}" for count in of)]) + " |"


def table_of(names: Mapping[str, list[str]], listed: Mapping[str, Unnoticed], reasons: list[Reason]) -> list[str]:
    """A table of one kind of mutants: an institution a line, and all together."""
    by_file = {file: tally(of, listed, reasons) for file, of in sorted(names.items()) if of}
    total = sum(by_file.values(), NOTHING)
    silent = total.explained + total.survived + total.not_judged
    return [
        "| file | mutants | noticed by cases | by the run only | by neither, explained | by neither | not judged |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(row_of(file, of) for file, of in by_file.items()),
        row_of("**all**", total),
        "",
        f"Noticed by nothing: {silent:,} of {total.mutants:,} ({share(silent, total.mutants)}). Of these "
        f"{total.explained:,} are explained, {total.survived:,} ({share(total.survived, total.mutants)}) are not, and "
        f"{total.not_judged:,} ({share(total.not_judged, total.mutants)}) the run did not judge to the end.",
        "",
    ]


def share(part: int, whole: int) -> str:
    """A part in percent."""
    return f"{100 * part / max(whole, 1):.1f} %"


def survivors_of(rows: Iterable[Unnoticed], reasons: list[Reason]) -> list[str]:
    """How many survivors each explanation has, and those that have none."""
    survived = sorted(row.name for row in rows if row.has_survived and row.kind != WITHOUT_EFFECT)
    why = {name: explanation(name, reasons) for name in survived}
    counts = Counter(reason for reason in why.values() if reason is not None)
    unexplained = [name for name, reason in why.items() if reason is None]
    lines = [
        *(f"- {reason}: {n:,}" for reason, n in counts.most_common()),
        f"- no explanation: {len(unexplained):,}",
        "",
    ]
    if len(unexplained) > MOST_LISTED:
        return [
            *lines,
            "The last are in `mutants.csv`, the rows that name no part of the run.",
            "",
        ]
    return [*lines, *(f"  - `{name}`" for name in unexplained), ""]


def page(names: Names, rows: list[Unnoticed], reasons: list[Reason], about: Mapping[str, object]) -> str:
    """The whole page."""
    lines = []
    for kind, title in ((RULE, "Rules"), (NUMBER, "Numbers")):
        listed = {row.name: row for row in rows if row.kind == kind}
        lines += [f"## {title}", "", *table_of(names[kind], listed, reasons)]
    lines += ["## Survivors", "", *survivors_of(rows, reasons)]
    lines += ["## Rules of which the run notices no mutant", "", NO_MUTANT, "", *without_effect(rows), ""]
    lines += ["## What the run notices first", "", *noticed_where(rows)]
    return HEAD.format(**about) + "\n".join(lines) + "\n"


def without_effect(rows: Iterable[Unnoticed]) -> list[str]:
    """Rules that only cases call, or that a run of so few people seldom calls."""
    found = [row for row in rows if row.kind == WITHOUT_EFFECT]
    note = {NOT_JUDGED: " (the long look did not fit the time)"}
    return [f"- `{row.name}`{note.get(row.noticed_in, '')}" for row in found] or ["None."]


def noticed_where(rows: Iterable[Unnoticed]) -> list[str]:
    """In which parts of the run's state the differences were seen first."""
    found = Counter(row.noticed_in for row in rows if not row.has_survived)
    return [
        "| first seen in | mutants |",
        "|---|--:|",
        *(f"| {part} | {count:,} |" for part, count in found.most_common()),
    ]


def write_page(names: Names, about: Mapping[str, object]) -> None:
    """Write the page from the list; `names` are those of all mutants there are."""
    PAGE.write_text(page(names, read_listed(), read_reasons(), about), encoding="utf-8")
