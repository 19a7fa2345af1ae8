"""The page of a study of sensitivity: for each measure a ranked table and a chart, for each claim its five numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from inminban.core.disk import write_whole
from inminban.measures.catalogue import MEASURES
from inminban.measures.units import UNITS
from inminban.study.asked import parse_asked, plain_name
from inminban.study.files import MADE
from inminban.study.folder import read_study, rows_of
from inminban.study.screening import chance_of, claims_of
from inminban.study.sensitivity import Index
from inminban.study.world import known_numbers

PAGE, CHARTS = "sensitivity.md", "charts"
IN_CHART, IN_TABLE = 10, 20
SHARES = ("shares", "ensemble")
SAYS = {
    "institutions": "Morris' screening, the numbers of an institution moved together. Index: the mean absolute effect "
    "of moving them from one level to another, in the unit of the measure.",
    "numbers": "Morris' screening, each number moved alone. Index: the mean absolute effect of moving it from one "
    "level to another, in the unit of the measure.",
    "shares": "Sobol's indices. Index: the share of the variance in which a number has a part; own: its share alone.",
    "ensemble": "PAWN's indices from an ensemble: how far the values move when one number is known, 0 to 1.",
}
RISES = {1: "rises", -1: "falls", 0: ""}


def label_of(asked: str) -> str:
    """What was asked, in words, with its unit."""
    text, _, year = asked.partition(" in ")
    found = parse_asked(text)
    measure = MEASURES[found.measure]
    years = year or found.span
    return f"{measure.label}{', ' + years if years else ''} ({UNITS[measure.unit].words})"


def name_of(name: str) -> str:
    """A number or institution with its label."""
    entry = known_numbers().get(name)
    return name if entry is None else f"{name} ({entry.label})"


def write_pages(place: Path, found: Sequence[Index]) -> Path:
    """Write the page and its charts into the folder of a study; returns the page. Raises OSError."""
    (place / CHARTS).mkdir(exist_ok=True)
    question = read_study(place)["question"]
    design = str(question.get("design", "ensemble"))
    chance = chance_of(place) if design in ("institutions", "numbers") else {}
    n = sum(1 for _ in rows_of(place, MADE))
    lines = [
        "# What matters", "",
        f"{n} worlds of {question['people']:,} people, {question['first_day']} to {question['last_day']}. "
        f"{SAYS[design]}",
    ]  # fmt: skip
    for asked, of_one in groupby(found, key=lambda one: one.asked):
        if not asked.startswith("check "):
            told = list(of_one)
            lines += ["", f"## {label_of(asked)}", "", *table_of(told, chance.get(asked)), "", chart_line(place, told)]
    lines += claim_lines(place, found, design)
    return write_whole(place / PAGE, "\n".join(lines) + "\n")


def table_of(told: Sequence[Index], chance: float | None) -> list[str]:
    """The ranked table of a measure."""
    head = ["| | index | interval | own | the measure |", "|---|---:|---|---:|---|"]
    rows = [
        f"| {name_of(one.name)} | {one.size:,.4g} | {span(one)} | {'' if one.own is None else f'{one.own:.2f}'} "
        f"| {RISES[one.direction]} |"
        for one in told[:IN_TABLE]
    ]
    by_chance = [] if chance is None else ["", f"Two worlds that differ by their seed alone differ by {chance:,.4g}."]
    return [*head, *rows, *by_chance]


def span(one: Index) -> str:
    """The interval of an index; of PAWN what chance makes."""
    if one.low is None:
        return ""
    return f"by chance {one.low:.3g}" if one.high is None else f"{one.low:,.3g} to {one.high:,.3g}"


def chart_line(place: Path, told: Sequence[Index]) -> str:
    """Draw the chart of a measure; returns the line of the page that shows it."""
    from inminban.report.charts_measure import chart_of

    rows = [
        {"name": one.name, "value": one.size, "low": one.size if one.low is None or one.high is None else one.low,
         "high": one.size if one.high is None else one.high}
        for one in told[:IN_CHART]
    ]  # fmt: skip
    file = Path(CHARTS) / f"{plain_name(told[0].asked)}.svg"
    chart_of(rows, {"name": ""}, "", label_of(told[0].asked)).save(str(place / file))
    return f"![The numbers that matter most]({file.as_posix()})"


def claim_lines(place: Path, found: Sequence[Index], design: str) -> list[str]:
    """For every claim and figure that was checked the five numbers its value hangs on."""
    told: Mapping[str, list[Index]] = claims_of(place, found)
    if not told:
        return []
    lines = [
        "",
        "## What the verdict on each claim hangs on",
        "",
        "| claim | numbers, the most important first |",
        "|---|---|",
    ]
    return [*lines, *(f"| {name} | {', '.join(one.name for one in of_one)} |" for name, of_one in told.items())]
