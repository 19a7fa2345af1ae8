"""Explore: any measure by any group, as a chart, a map or a table, with its meaning and what was observed beside it."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from inminban.errors import InputError
from inminban.evidence.checks import Verdict, check_records
from inminban.evidence.records import claims, figures
from inminban.evidence.users import checks_using
from inminban.evidence.verdict_words import finding
from inminban.measures import GROUPS, MEASURES, TOPICS, Value, find
from inminban.measures.groups import TIMES
from inminban.measures.measure import SCALES
from inminban.measures.run import Run
from inminban.measures.units import UNITS
from inminban.output.parquet import rows_as_parquet
from inminban.report.chart_style import Chart, spec
from inminban.report.charts_measure import chart_of
from inminban.report.map_measure import map_of
from inminban.web import exploring
from inminban.web.exploring import SHOWN, Asked, View, measured, view_of
from inminban.web.language import in_language
from inminban.web.rendering import OK, page
from inminban.web.state import MenuEntry, Shared
from inminban.web.words import in_words, member

router = APIRouter()
MENU = (MenuEntry("/explore", "Explore"),)
REFUSED = 422
HEIGHT = 340  # pixels of a chart over time
MOST_ROWS = 400  # of the table on the page; the files hold all
Text = Annotated[str, Query(max_length=200)]
Texts = Annotated[list[str], Query(max_length=60)]


def asked_for(
    run: Text = "",
    measure: Text = "",
    by: Texts = [],  # noqa: B006  FastAPI copies it
    where: Texts = [],  # noqa: B006
    first: Text = "",
    last: Text = "",
    months: Text = "",
    unit: Text = "",
    show: Text = "",
) -> Asked:
    """What an address asks for."""
    return Asked(run, measure, by, where, first, last, months, unit, show)


Wanted = Annotated[Asked, Depends(asked_for)]


@router.get("/explore", response_class=HTMLResponse)
def explore(request: Request, shared: Shared, asked: Wanted) -> HTMLResponse:
    """A view of a measure. Where it cannot be made, the form stays as it was filled in, with the reason."""
    readable = shared.runs.readable()
    if not readable and not asked.run:
        return page(request, "explore/empty.html", folder=shared.settings.runs)
    with shared.runs.opened(asked.run or readable[0].name) as run:
        values: list[Value] = []
        left_out: list[str] = []
        fault = ""
        view = View(run.path.name, asked.measure if asked.measure in MEASURES else exploring.FIRST_MEASURE)
        try:
            view, left_out = view_of(asked, run)
            values = measured(run, view)
        except InputError as error:
            fault = str(error)
        context = about(run, view)
    context |= {"entries": readable, "view": view, "values": values, "fault": fault, "left_out": left_out}
    context |= {"asked": asked, "chart": drawn(view, values), "few": exploring.is_few, "most": MOST_ROWS}
    context["n_few"] = sum(map(exploring.is_few, values))
    return page(request, "explore/index.html", status=REFUSED if fault else OK, **context)


def about(run: Run, view: View) -> dict[str, Any]:
    """What a page says of a view besides its values."""
    measure = MEASURES[view.measure]
    return {
        "measure": measure, "topics": TOPICS, "groups": GROUPS, "unit": UNITS[view.unit or measure.unit],
        "units": UNITS, "shown": [one for one in SHOWN if one != "map" or measure.can_be_told_by("province")],
        "scale": SCALES[measure.scale], "groups_offered": exploring.groups_offered(measure),
        "filters_offered": exploring.filters_offered(measure), "units_offered": exploring.units_offered(measure),
        "n_checks": len(checks_using(measure.name)), "info": run.info, "years": exploring.years_of(run),
        "series": exploring.series_of(view) if "year" in view.by and view.show != "map" else [],
        "plain_measure": measure.as_plain(),
    }  # fmt: skip


def drawn(view: View, values: list[Value]) -> dict[str, Any] | None:
    """The chart or map of a view, None where one number is all there is."""
    if not values or view.show == "table" or not (view.by or view.show == "map"):
        return None
    return spec(picture(view, values))


def picture(view: View, values: list[Value]) -> Chart:
    """The chart or map of a view."""
    unit = UNITS[values[0].unit]
    words = in_language(unit.words, unit.korean)
    if view.show == "map":
        by_province = {str(value.group["province"]): value.value for value in values}
        return map_of(by_province, words, {name: member(name, "province") for name in by_province})
    rows = [
        {**in_words(value.group, view.by), "value": value.value, "low": value.low, "high": value.high}
        for value in values
    ]
    time = next((name for name in view.by if name in TIMES), "")
    seen = [row for one in exploring.series_of(view) for row in one.points()] if view.by == ("year",) else []
    labels = {name: exploring.label_of(name) for name in view.by}
    return chart_of(rows, labels, time, words, seen, HEIGHT)


@router.get("/explore/checks", response_class=HTMLResponse)
def checks(request: Request, shared: Shared, measure: Text, run: Text = "") -> HTMLResponse:
    """The claims and figures that are checked with a measure, with the verdict of each on a run."""
    name = find(measure).name
    with shared.runs.opened(run or shared.runs.newest().name) as opened:
        found = [(one, finding(one)) for one in verdicts_of(opened, name)]
    return page(request, "explore/checks.html", found=found, measure=MEASURES[name])


def verdicts_of(run: Run, name: str) -> list[Verdict]:
    """The verdicts of the checks that use a measure, on a run."""
    wanted = {(use.id, use.check) for use in checks_using(name)}
    records = [record for record in (*claims(), *figures()) if any(record.id == found for found, _ in wanted)]
    made = check_records(run, records)
    return [one for _, found in made for one in found if (one.id, one.check) in wanted]


@router.get("/explore.csv", response_class=Response)
def as_csv(shared: Shared, asked: Wanted) -> Response:
    """The values of a view as a file for a spreadsheet."""
    name, rows = rows_of(shared, asked)
    return as_csv_file(rows, f"{name}.csv")


def as_csv_file(rows: list[dict[str, Any]], name: str) -> Response:
    """Rows as a file of comma-separated values."""
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return saved(text.getvalue().encode("utf-8"), "text/csv; charset=utf-8", name)


@router.get("/explore.parquet", response_class=Response)
def as_parquet(shared: Shared, asked: Wanted) -> Response:
    """The values of a view as a Parquet file."""
    name, rows = rows_of(shared, asked)
    return saved(rows_as_parquet(rows), "application/vnd.apache.parquet", f"{name}.parquet")


def rows_of(shared: Shared, asked: Asked) -> tuple[str, list[dict[str, Any]]]:
    """The measure of a view and its values as rows. InputError for what cannot be shown."""
    with shared.runs.opened(asked.run or shared.runs.newest().name) as run:
        view, _ = view_of(asked, run)
        return view.measure, [{"run": view.run, **value.as_row()} for value in measured(run, view)]


def saved(content: bytes, media_type: str, name: str) -> Response:
    """A file that a browser saves."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
