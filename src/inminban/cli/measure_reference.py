"""What is said of every measure: the list, the explanation of one, the reference page, and who uses it."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from inminban.evidence.users import checks_using
from inminban.measures import GROUPS, MEASURES, TOPICS, Measure
from inminban.measures.lives import AMOUNTS
from inminban.measures.measure import SCALES
from inminban.measures.populations import POPULATIONS
from inminban.measures.shared import INCOME_WORDS, INFORMAL_WORDS, MONEY_TAKEN_WORDS, TAKEN_WORDS
from inminban.measures.units import UNITS
from inminban.report.compare import COMPARED
from inminban.testimony.terms.entries import known_topics

PACKAGE = Path(__file__).resolve().parents[1]
WIDTH = 100
WORDS = {
    "taken, or unpaid time": f"Time that the state demands in addition to the post and school: {TAKEN_WORDS}.",
    "money taken": f"{MONEY_TAKEN_WORDS[0].upper()}{MONEY_TAKEN_WORDS[1:]}.",
    "burden": "Time taken at its market worth and money taken, of what all working time could have earned.",
    "informal income": f"{INFORMAL_WORDS[0].upper()}{INFORMAL_WORDS[1:]}. Bribes that officials take and what "
    "families give teachers and doctors are not in it.",
    "money income": f"{INCOME_WORDS[0].upper()}{INCOME_WORDS[1:]}.",
    "state pay": "What a post pays. Pensions are a separate measure and in no measure of pay.",
    "hungry": "Below the model's threshold of nourishment at the month's end (`food.hungry` in the parameters).",
    "trader": "Whoever earns at the market. The occupation `trader` is somebody who does so without a post.",
    "lately": "This year or the year before.",
}
"""Terms that many definitions use, each with one meaning."""


@cache
def users() -> Mapping[str, tuple[str, ...]]:
    """Which parts of the program print a measure, apart from checks: report, compare, ask, life."""
    asked = {name for topic in known_topics().values() for name in topic.facts}
    report = named_in(PACKAGE.glob("report/[!c]*.py"))
    parts = {"report": report, "compare": set(COMPARED), "ask": asked, "life": set(AMOUNTS)}
    return {name: tuple(part for part, named in parts.items() if name in named) for name in MEASURES}


def named_in(files: Iterable[Path]) -> set[str]:
    """Measures whose names stand as text in those of the files that gather measures for the page."""
    found: set[str] = set()
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        if file.stem == "parts" or "inminban.report.measured" in file.read_text(encoding="utf-8"):
            found |= {str(node.value) for node in calls} & set(MEASURES)
    return found


def with_users(measure: Measure) -> dict[str, Any]:
    """A measure as plain data, with the checks and the parts of the program that use it."""
    checks = [{"id": use.id, "check": use.check} for use in checks_using(measure.name)]
    return {**measure.as_plain(), "checks": checks, "used_by": list(users()[measure.name])}


def listed_by_topic() -> list[str]:
    """Names, labels and units by topic, as lines."""
    lines = []
    for topic, measures in TOPICS.items():
        lines += ["", topic]
        lines += [f"  {one.name:28} {one.label} [{UNITS[one.unit].words}]" for one in measures]
    return [
        f"{len(MEASURES)} measures. `inminban measures NAME` explains one, `inminban measures RUN NAME --by GROUP` "
        "measures it.",
        *lines,
    ]


def explained(measure: Measure) -> list[str]:
    """One measure in full, as lines."""
    per = f", times {measure.per:g}" if measure.per != 1 else ""
    under = f" / ({measure.denominator}{f' of {measure.exposure}' if measure.exposure else ''})"
    parts = [
        ("", measure.definition),
        ("unit", UNITS[measure.unit].words),
        ("of", measure.covers),
        (
            "measured",
            f"({measure.numerator}){under if measure.denominator else ''}{per}, added up over {measure.table}",
        ),
        ("", measure.as_plain()["kind"]),
        ("interval", measure.interval_words),
        ("scale", SCALES[measure.scale]),
        ("by", ", ".join([*measure.groups, *measure.times])),
        ("beware", measure.caveats),
        ("also", ", ".join([*measure.synonyms, measure.korean, *measure.korean_synonyms])),
        ("printed by", ", ".join(users()[measure.name])),
    ]
    lines = [f"{measure.name}: {measure.label}"]
    for heading, text in parts:
        if text:
            body = textwrap.wrap(text, WIDTH - 14)
            lines += [f"  {heading if n == 0 else '':11} {line}" for n, line in enumerate(body)]
    checks = checks_using(measure.name)
    return [*lines, *(f"  {'checks' if n == 0 else '':11} {use.id}: {use.check}" for n, use in enumerate(checks))]


def as_markdown() -> str:
    """The reference page of all measures, docs/reference/measures.md."""
    lines = [
        "# The measures of a run",
        "",
        "Made by `python docs/reference/make_measures.py`; do not edit by hand.",
        "",
        "Everything that the report, the checks, the comparison, answers and diaries say of a run in numbers is one of",
        "these measures. `inminban measures NAME` explains one in full, with its columns, synonyms and checks;",
        "`inminban measures RUN NAME --by GROUP` measures it, `run.measure(name, by=...)` does so in Python. A year is",
        "365 days in every rate. What is received, paid or done is divided by the simulated days; a state is the mean",
        "of the months' ends.",
        "",
        "## Words",
        "",
        "| term | meaning in all measures |",
        "|---|---|",
        *(f"| {word} | {meaning} |" for word, meaning in WORDS.items()),
        "",
        "## Whom a measure covers",
        "",
        "| population | who |",
        "|---|---|",
        *(f"| {name.replace('_', ' ')} | {one.words} |" for name, one in POPULATIONS.items()),
    ]
    for topic, measures in TOPICS.items():
        lines += ["", f"## {topic.capitalize()}", "", "| measure | what | unit | of | checks | printed by |"]
        lines += ["|---|---|---|---|---|---|", *(row(one) for one in measures)]
    lines += ["", "## Groups", "", "| group | what | |", "|---|---|---|"]
    lines += [f"| `{name}` | {group.label} | {group.korean} |" for name, group in GROUPS.items()]
    return "\n".join(lines) + "\n"


def row(measure: Measure) -> str:
    """One line of the reference table."""
    ids = ", ".join(dict.fromkeys(use.id for use in checks_using(measure.name)))
    what = f"{measure.label}. {measure.definition}{f' {measure.caveats}' if measure.caveats else ''}"
    population = "" if measure.population == "everybody" else measure.population.replace("_", " ")
    covers = "; ".join(part for part in (measure.place.covers, population) if part) or "everybody"
    cells = (
        f"`{measure.name}`", what, UNITS[measure.unit].words, covers, ids or "–",
        ", ".join(users()[measure.name]) or "–",
    )  # fmt: skip
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
