"""The report on evidence: the checks, the measures, the numbers used, how the run was made, and limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from inminban.evidence.checks import Verdict
from inminban.evidence.drawn_worlds import in_words
from inminban.evidence.severity import SEVERITIES, how_hard, severity
from inminban.measures import Measure
from inminban.measures.units import UNITS, readable_text
from inminban.output.reading import Rows, Run, follows_nobody
from inminban.output.tables import TABLES
from inminban.output.words import day, listed, number, sentence
from inminban.report.measured import LEAST_PEOPLE
from inminban.report.page import Claim, Claims, Grid, Section, measures_of

ORDER = {"disagree": 0, "agree": 1, "untested": 2}


def before_the_findings(run: Run, verdicts: Sequence[Verdict]) -> list[str]:
    """What a reader needs to know before any finding: that nobody is real, and how many checks agree."""
    info = run.info
    paragraphs = [
        f"One simulation of {number(info.people)} synthetic people. Nobody in it exists, and no number of it was "
        "measured in the country. Published figures of the same stand beside it where there are any."
    ]
    if info.is_partial:
        paragraphs.append(
            f"This run was stopped early: it was to last until {day(info.last_day)}. Rates a year are computed from "
            "the simulated days. They leave out the other seasons."
        )
    if verdicts:
        found = Counter(verdict.verdict for verdict in verdicts)
        paragraphs.append(
            f"Of {number(len(verdicts))} checks against claims of witnesses and published figures, the model agrees "
            f"with {number(found['agree'])}, disagrees with {number(found['disagree'])}, and "
            f"{number(found['untested'])} could not be tested on this run. {how_hard(verdicts)} Each check "
            "says which it was."
        )
    return paragraphs


def what_this_is(run: Run) -> list[str]:
    """The paragraphs on what the page is."""
    info = run.info
    each = info.represents / info.people
    return [
        f"This page describes one run of a model. Nobody in it exists: the {number(info.people)} people are synthetic, "
        f"drawn so that their numbers match the censuses. Each represents about {number(each)} of the "
        f"{number(info.represents)} people of the country on the first day. They live from {day(info.first_day)} to "
        f"{day(info.last_day_lived)} by written rules. The numbers of these rules come from testimony, from "
        "publications and, where there was nothing better, from stated assumptions.",
        f"The run is one simulation with one seed ({info.seed}) and one set of numbers (scenario “{info.scenario}”). "
        "Where a figure carries ±, this is half of its 95 % interval. Such an interval says nothing about the numbers "
        "that go into the model or about another seed. The model's figures are not measurements of the country. Where "
        "a source gives a figure, the checks below set the two side by side.",
        *won_of_today(run),
        f"A mean or share that rests on fewer than {LEAST_PEOPLE} simulated people is left out: it would say more "
        "of single lives than of the group. Tables say how many people their values rest on where these may be few.",
    ]


def won_of_today(run: Run) -> list[str]:
    """What a won is in a run that begins before the currency reform."""
    reform = run.read("parameters", {"institution": "currency_reform", "name": "day"}, columns=("value",))
    if not reform or str(run.info.first_day) >= str(reform[0]["value"]):
        return []
    return [
        f"Won are those of today: 100 old won, in use before {day(reform[0]['value'])}, are 1 won. What a sum was "
        "worth is best seen in the rice that it bought."
    ]


def checks_section(verdicts: Sequence[Verdict]) -> Section:
    """Every claim and figure with its checks and verdicts; disagreements first."""
    found = Counter((verdict.kind, verdict.verdict) for verdict in verdicts)
    kinds = list(dict.fromkeys(verdict.kind for verdict in verdicts))
    parts = [
        f"of the checks of {kind}s {number(found[kind, 'agree'])} agree with the source, "
        f"{number(found[kind, 'disagree'])} disagree, {number(found[kind, 'untested'])} are left untested"
        for kind in kinds
    ]
    text = f"In the model, {'; '.join(parts)}." if parts else "This report was made without the checks."
    return Section(
        "checks",
        "The checks: what sources say and what the model does",
        [text, *(f"{sentence(name)}: {meaning}." for name, meaning in SEVERITIES.items() if verdicts)],
        [claims_of(kind, [verdict for verdict in verdicts if verdict.kind == kind]) for kind in kinds],
    )


def claims_of(kind: str, verdicts: Sequence[Verdict]) -> Claims:
    """The checks of one kind, by claim; claims with a disagreement first, untested ones last."""
    gathered: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        gathered.setdefault(verdict.id, []).append(verdict)
    ordered = sorted(
        gathered.values(), key=lambda checks: min(ORDER.get(check.verdict, len(ORDER)) for check in checks)
    )
    kinds = sorted({verdict.interval_kind for verdict in verdicts if verdict.interval_kind})
    return Claims(
        f"Every {kind}, paraphrased",
        [
            Claim(checks[0].id, checks[0].says, checks[0].source, [check_row(check) for check in checks])
            for checks in ordered
        ],
        f"Intervals are of these kinds: {'; '.join(kinds)}." if kinds else "",
    )


def check_row(verdict: Verdict) -> list[str]:
    """One check: verdict, what was measured and how hard it was to pass, when, the source's range, value, interval."""
    hardness = f"a {severity(verdict)} test" if severity(verdict) else ""
    said = (verdict.check, measured(verdict), verdict.note, hardness, in_words(verdict))
    return [
        verdict.verdict,
        ". ".join(sentence(part.rstrip(".")) for part in said if part) + ".",
        verdict.when or "–",
        span(verdict.low, verdict.high),
        amount(verdict.value),
        span(*verdict.interval) if verdict.interval else "–",
    ]


def measured(verdict: Verdict) -> str:
    """What was measured, with its unit."""
    return f"{verdict.metric} ({verdict.unit})" if verdict.unit and verdict.metric else verdict.metric


def amount(value: float | None) -> str:
    """A number of any size: whole if large, else three digits."""
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return number(value, 0 if value == int(value) else digits)


def span(low: float | None, high: float | None) -> str:
    """A range with one or two ends."""
    if low is None and high is None:
        return "–"
    if low is None or high is None:
        return f"from {amount(low)}" if high is None else f"up to {amount(high)}"
    return amount(low) if low == high else f"{amount(low)} to {amount(high)}"


def measures_section(sections: Sequence[Section]) -> Section:
    """Every measure on the page, as the catalogue defines it."""
    shown = {one.name: one for section in sections for part in section.parts for one in measures_of(part)}
    return Section(
        "measures",
        "What is measured",
        [
            f"This page shows {number(len(shown))} measures of the model. The checks, comparisons and answers use the "
            "same definitions."
        ],
        [
            Grid(
                "Every measure of this page",
                ["Name", "Measure", "Definition", "Unit"],
                [[one.name, one.label, in_full(one), UNITS[one.unit].words] for one in shown.values()],
                first_number=4,
                is_long=True,
            )
        ],
    )  # fmt: skip


def in_full(one: Measure) -> str:
    """Definition, population, interval and caveats of a measure."""
    of = f"Of {one.covers[:1].lower()}{one.covers[1:]}."
    parts = [one.definition, of, f"Interval: {one.interval_words}.", one.caveats]
    return " ".join(part for part in parts if part)


def numbers_section(run: Run) -> Section:
    """The numbers the run used, by kind and one by one."""
    rows = run.read("parameters", order=("institution", "name"))
    kinds = Counter(row["kind"] for row in rows)
    parts = [f"{number(count)} {kind}" for kind, count in kinds.most_common()]
    trust = Counter((row["kind"], row["confidence"]) for row in rows)
    columns = ("institution", "name", "label", "value", "unit", "low", "high", "kind", "source", "confidence")
    return Section(
        "numbers",
        "The numbers that went in",
        [f"The run used {number(len(rows))} numbers: {listed(parts)}."],
        [
            Grid(
                "Numbers by kind and confidence",
                ["Kind", "High", "Medium", "Low", "Together"],
                [
                    [kind, *(number(trust[kind, level]) for level in ("high", "medium", "low")), number(count)]
                    for kind, count in kinds.most_common()
                ],
            ),
            Grid(
                "Every number",
                ["Institution", "Name", "What it is", "Value", "Unit", "Low", "High", "Kind", "Source", "Confidence"],
                [in_known_units(row, columns) for row in rows],
                first_number=len(columns),
                is_long=True,
            ),
        ],
    )


def in_known_units(row: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    """One number of the model as a row of the table, in a unit that readers know."""
    cells = {key: str(row[key] if row[key] is not None else "") for key in columns}
    for key in ("value", "low", "high"):
        cells[key], words = readable_text(cells[key], str(row["unit"]))
        cells["unit"] = words
    return list(cells.values())


def making_section(run: Run) -> Section:
    """How the run was made, and how well the population matches the census."""
    info = run.info
    margins = margins_of(run)
    worst = max((row["greatest"] for row in margins), default=0.0)
    shown = [(key, value) for key, value in info.items() if key != "tables"]
    return Section(
        "making",
        "How it was made",
        [
            f"The run took {number(info.get('wall_seconds'))} seconds on {info.get('threads', 'an unknown number of')} "
            "threads; the same version, scenario, seed and number of people give the same society again, bit by bit. "
            f"The synthetic people miss no cell of the census margins by more than {number(worst, 1)} people.",
            *filter(None, [follows_nobody(run)]),
        ],
        [
            Grid("run.json", ["Entry", "Value"], [[key, str(value)] for key, value in shown], first_number=2),
            Grid(
                "Tables of the run",
                ["Table", "One row is", "Rows"],
                [[name, TABLES[name].row, number(info.tables[name]["rows"])] for name in TABLES],
                first_number=2,
            ),
            Grid(
                "People against the census",
                ["Margin", "Cells", "Greatest miss, people", "Misses together, people", "Simulated people"],
                [
                    [row["margin"], number(row["cells"]), number(row["greatest"], 1), number(row["total"], 1),
                     number(row["people"])]
                    for row in margins
                ],
            ),
        ],
    )  # fmt: skip


def margins_of(run: Run) -> Rows:
    """By margin of the census: cells, greatest and total absolute error, people."""
    found: dict[str, Rows] = {}
    for row in run.read("margins", order=("margin",)):
        found.setdefault(row["margin"], []).append(row)
    return [
        {
            "margin": margin, "cells": len(rows), "greatest": max(abs(row["error"]) for row in rows),
            "total": sum(abs(row["error"]) for row in rows), "people": sum(row["n_people"] for row in rows),
        }
        for margin, rows in found.items()
    ]  # fmt: skip
