"""The page of an ensemble: for each measure a band over the years, what makes it wide, and the scenarios compared."""

from __future__ import annotations

from pathlib import Path

from inminban import __version__
from inminban.evidence.verdict_words import number
from inminban.measures.catalogue import MEASURES
from inminban.measures.units import UNITS
from inminban.report.chart_style import spec
from inminban.report.charts_measure import chart_of
from inminban.report.evidence import measures_section
from inminban.report.page import Figure, Grid, Part, Section
from inminban.report.report import html, write_page
from inminban.study.asked import Asked, parse_asked, plain_name
from inminban.study.files import STUDY_FILE
from inminban.study.intervals import Spread, Study, StudyDifference

REPORT = "report.html"


def write_study_report(study: Study, out: Path | None = None) -> Path:
    """Write the page, by default into the study's folder; returns it. RunFolderError if it cannot be written."""
    sections = [section_of(study, asked) for asked in study.asked]
    sections.append(measures_section(sections))
    title = f"inminban: study {study.path.name}"
    return write_page(html(title, __version__, intro(study), sections), out or study.path / REPORT)


def intro(study: Study) -> list[str]:
    """The paragraphs at the head of the page."""
    question = study.question
    first = next((one for asked in study.asked for one in study.spreads(asked)), None)
    kind = "" if first is None else f" Bands and intervals hold {first.kind}."
    failed = f" {len(study.failed)} worlds failed; {STUDY_FILE} and the folder worlds say why." if study.failed else ""
    return [
        "This page shows many worlds of a model. Nobody in them exists: all people are synthetic. A band shows how "
        "uncertain the model's figure is; it does not say how good the model is.",
        f"Scenarios: {', '.join(study.scenarios)}. {question['people']:,} people each, {question['first_day']} to "
        f"{question['last_day']}, {question['seeds']} seeds, {question['draws']} draws of the numbers.{kind}{failed}",
    ]


def section_of(study: Study, asked: str) -> Section:
    """One measure: its band, its sources of variance, and the difference of the scenarios."""
    found, measure = parse_asked(asked), MEASURES[parse_asked(asked).measure]
    spreads = [one for scenario in study.scenarios for one in study.spreads(asked, scenario)]
    parts: list[Part] = [band_of(asked, found, spreads), sources_of(found.measure, spreads)]
    sentence = f"{measure.label} ({UNITS[measure.unit].words})."
    if (pairs := differences_of(study, asked)) is not None:
        sentence += " " + said(pairs)
        parts.append(pairs_of(found.measure, pairs))
    return Section(plain_name(asked), title_of(found, measure.label), [sentence], parts)


def title_of(asked: Asked, label: str) -> str:
    """The heading of a section."""
    groups = f" by {' and '.join(asked.groups).replace('_', ' ')}" if asked.groups else ""
    return label + groups + (f", {asked.span}" if asked.span else "")


def band_of(asked: str, found: Asked, spreads: list[Spread]) -> Figure:
    """The medians of the scenarios with their bands, over the years if there are several, else as bars."""
    years = {one.year for one in spreads}
    rows = [
        {"series": series_of(one, spreads), "year": one.year, "value": one.middle, "low": one.low, "high": one.high}
        for one in spreads
    ]
    time = "year" if len(years) > 1 else ""
    unit = UNITS[MEASURES[found.measure].unit].words
    chart = chart_of(rows, {"series": "", **({"year": "Year"} if time else {})}, time, unit)
    caption = f"{title_of(found, MEASURES[found.measure].label)}, {unit}: median of the worlds, and their interval."
    return Figure(f"{plain_name(asked)}_band", spec(chart), caption, (found.measure,))


def series_of(one: Spread, spreads: list[Spread]) -> str:
    """What tells a line from the others: scenario, group, or both."""
    several = len({other.scenario for other in spreads}) > 1
    return ", ".join(part for part in (one.scenario if several or not one.group else "", one.group) if part)


def sources_of(measure: str, spreads: list[Spread]) -> Grid:
    """Median, interval and sources of variance, of the last year."""
    last = max((one.year for one in spreads if one.year is not None), default=None)
    rows = []
    for one in spreads:
        if one.year == last:
            shares = one.sources.shares()
            told = [f"{100 * shares[name]:.0f} %" if name in shares else "" for name in ("people", "seeds", "numbers")]
            rows.append([series_of(one, spreads), number(one.middle), number(one.low), number(one.high), *told])
    headings = ["", "Median", "Low", "High", "People", "Seeds", "Numbers"]
    when = "" if last is None else f", {last}"
    return Grid(f"Interval, and shares of its variance by source{when}", headings, rows, measures=(measure,))


def differences_of(study: Study, asked: str) -> list[StudyDifference] | None:
    """The second scenario less the first, by group and year; None if there is only one."""
    if len(study.scenarios) < 2:
        return None
    first, second = study.scenarios[:2]
    keys = study.keys(asked, first)
    found = (study.difference(asked, first, second, year, group) for _, _, group, year in keys)
    return [one for one in found if one is not None] or None


def said(pairs: list[StudyDifference]) -> str:
    """The difference of the scenarios in a sentence: everybody's, else the largest group's, of the last year."""
    told = [one for one in pairs if not one.is_of_few]
    if not told:
        return "Of each group there are too few people to say how the scenarios differ."
    one = max(told, key=lambda pair: (pair.year or 0, pair.group == "", abs(pair.middle)))
    where = " ".join(
        part for part in (one.group.replace("=", " "), "" if one.year is None else f"in {one.year}") if part
    )
    return (
        f"{one.second} less {one.first}{' ' + where if where else ''}: {number(one.middle)} "
        f"({number(one.low)} to {number(one.high)}); above nothing in {100 * one.above:.0f} % of {one.n} pairs."
    )


def pairs_of(measure: str, pairs: list[StudyDifference]) -> Grid:
    """The differences pair by pair, of the last year; groups of a few people last and marked."""
    last = max((one.year for one in pairs if one.year is not None), default=None)
    rows = [
        [one.group.replace("=", " ") or "everybody", number(one.middle), number(one.low), number(one.high),
         f"{100 * one.above:.0f} %", "few people" if one.is_of_few else ""]
        for one in sorted(pairs, key=lambda pair: pair.is_of_few)
        if one.year == last
    ]  # fmt: skip
    title = f"{pairs[0].second} less {pairs[0].first}, pair by pair" + ("" if last is None else f", {last}")
    return Grid(title, ["", "Median", "Low", "High", "Pairs above 0", ""], rows, measures=(measure,))
