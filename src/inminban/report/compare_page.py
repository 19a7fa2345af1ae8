"""Two runs compared on a page: lines over the years for each measure, and the groups that differ most."""

from __future__ import annotations

from pathlib import Path

import altair as alt

from inminban.measures import MEASURES, Run
from inminban.output.words import day, number
from inminban.report.chart_style import BLUE, VERMILION, WIDTH, data, plain_bars, spec
from inminban.report.compare import Difference, greatest, shown_years, unit_words
from inminban.report.evidence import measures_section
from inminban.report.page import Figure, Grid, Part, Section
from inminban.report.report import html, write_page
from inminban.report.shared_days import has_same_draws, what_differs


def write_comparison(first: Run, second: Run, differences: list[Difference], out: Path) -> Path:
    """Write the page and return where it is. Raises RunFolderError if it cannot be written."""
    title = f"inminban: {name_of(first)} and {name_of(second)}"
    measures = dict.fromkeys(row.measure for row in differences)
    sections = [section_of(measure, differences, first, second) for measure in measures]
    sections.append(measures_section(sections))
    return write_page(html(title, first.info.version, intro(first, second), sections), out)


def name_of(run: Run) -> str:
    """A run in a few words."""
    return f"{run.info.scenario} ({run.path.name})"


def intro(first: Run, second: Run) -> list[str]:
    """The paragraphs at the head of the page."""
    draws = (
        "Both begin with the same people and use the same random numbers: what differs comes from the rules."
        if has_same_draws(first, second)
        else "They do not have the same seed, people, first day and code. Some of what differs is chance or code."
    )
    return [
        "This page compares two runs of a model. Nobody in them exists: all people are synthetic. A difference between "
        "the two describes the model's rules. It does not measure the country.",
        f"First: scenario “{first.info.scenario}”, {number(first.info.people)} people, {day(first.info.first_day)} to "
        f"{day(first.info.last_day_lived)}. Second: scenario “{second.info.scenario}”, {number(second.info.people)} "
        f"people, {day(second.info.first_day)} to {day(second.info.last_day_lived)}. {draws}",
        *what_differs(first, second),
    ]


def section_of(measure: str, differences: list[Difference], first: Run, second: Run) -> Section:
    """One measure: its sentence, lines, the table by year, and the groups that differ most."""
    told = MEASURES[measure]
    mine = [row for row in differences if row.measure == measure]
    of_all = [row for row in mine if row.group == "all"]
    last, years = of_all[-1], shown_years(of_all)
    sentence = (
        f"In the model the value for {last.year} is {number(last.first, 1)} in the first and "
        f"{number(last.second, 1)} in the second run ({unit_words(measure)})."
    )
    caption = f"{told.label}, {unit_words(measure)}, by year."
    by_year = [
        [str(row.year), number(row.first, 1), number(row.second, 1), number(row.change, 1)]
        for row in of_all
        if row.year in years
    ]
    parts: list[Part] = [
        Figure(f"{measure}_lines", lines_of(of_all, unit_words(measure), first, second), caption, (measure,)),
        Grid("By year", ["Year", name_of(first), name_of(second), "Difference"], by_year, measures=(measure,)),
    ]
    groups = dict.fromkeys(row.group for row in mine if row.group != "all")
    parts += [bars_of(measure, group, mine, last.year) for group in groups]
    return Section(measure.replace("_", "-"), told.label, [sentence], parts)


def lines_of(rows: list[Difference], unit: str, first: Run, second: Run) -> dict[str, object]:
    """The two runs as lines over the years."""
    names = [f"first: {name_of(first)}", f"second: {name_of(second)}"]
    points = [
        {"year": row.year, "value": value, "run": name}
        for row in rows
        for name, value in zip(names, (row.first, row.second), strict=True)
    ]
    colours = alt.Scale(domain=names, range=[BLUE, VERMILION])
    chart = (
        alt.Chart(data(points))
        .mark_line(strokeWidth=2, point=len(rows) < 4)
        .encode(
            x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1)),
            y=alt.Y("value:Q", title=unit),
            color=alt.Color("run:N", scale=colours, legend=alt.Legend(title=None, orient="top")),
        )
        .properties(width=WIDTH - 60, height=200)
    )
    return spec(chart)


def bars_of(measure: str, group: str, differences: list[Difference], year: int) -> Figure:
    """The members of a group by how much the second run differs from the first in the last year."""
    rows = [
        {"member": row.member.replace("_", " "), "change": row.change}
        for row in greatest(differences, measure, group, year, 12)
    ]
    caption = f"{MEASURES[measure].label}: second run less first, by {group.replace('_', ' ')}, {year}."
    if not rows:
        return Figure(f"{measure}_by_{group}", None, caption, (measure,))
    chart = plain_bars(rows, "member", "change", unit_words(measure), text=",.1f")
    return Figure(f"{measure}_by_{group}", spec(chart), caption, (measure,))
