"""Explore: any measure by any group, as a chart, a map or a table, with its meaning and what was observed beside it."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from inminban.errors import InputError
from inminban.evidence.users import checks_using
from inminban.measures import GROUPS, MEASURES, TOPICS, Value
from inminban.measures.groups import TIMES
from inminban.measures.measure import SCALES
from inminban.measures.run import Run
from inminban.measures.units import UNITS
from inminban.report.chart_style import spec
from inminban.report.charts_measure import chart_of
from inminban.web.exploring import (
    FIRST_MEASURE,
    SHOWN,
    Asked,
    View,
    filters_offered,
    groups_offered,
    measured,
    units_offered,
    view_of,
    years_of,
)
from inminban.web.rendering import OK, page
from inminban.web.state import MenuEntry, Shared

router = APIRouter()
MENU = (MenuEntry("/explore", "Explore"),)
REFUSED = 422
Text = Annotated[str, Query(max_length=200)]
Texts = Annotated[list[str], Query(max_length=60)]


def asked_for(
    run: Text = "", measure: Text = "", by: Texts = [], where: Texts = [], first: Text = "", last: Text = "",  # noqa: B006
    months: Text = "", unit: Text = "", show: Text = "",
) -> Asked:  # fmt: skip
    """What an address asks for."""
    return Asked(run, measure, by, where, first, last, months, unit, show)


Wanted = Annotated[Asked, Depends(asked_for)]


@router.get("/explore", response_class=HTMLResponse)
def explore(request: Request, shared: Shared, asked: Wanted) -> HTMLResponse:
    """A view of a measure. Where it cannot be made, the form stays as it was filled in, with the reason."""
    readable = shared.runs.readable()
    if not readable:
        return page(request, "explore/empty.html", folder=shared.settings.runs)
    with shared.runs.opened(asked.run or readable[0].name) as run:
        view, values, fault = None, [], ""
        try:
            view = view_of(asked, run)
            values = measured(run, view)
        except InputError as error:
            fault = str(error)
        view = view or View(run.path.name, asked.measure if asked.measure in MEASURES else FIRST_MEASURE)
        context = about(run, view) | {"entries": readable, "view": view, "values": values, "fault": fault}
    return page(
        request,
        "explore/index.html",
        status=REFUSED if fault else OK,
        asked=asked,
        chart=drawn(view, values),
        **context,
    )


def about(run: Run, view: View) -> dict[str, Any]:
    """What a page says of a view besides its values."""
    measure = MEASURES[view.measure]
    unit = UNITS[view.unit if view.unit in UNITS else measure.unit]
    return {
        "measure": measure, "topics": TOPICS, "groups": GROUPS, "unit": unit, "units": UNITS, "shown": SHOWN,
        "scale": SCALES[measure.scale], "groups_offered": groups_offered(measure), "years": years_of(run),
        "filters_offered": filters_offered(measure), "units_offered": units_offered(measure),
        "checks": checks_using(measure.name), "info": run.info,
    }  # fmt: skip


def drawn(view: View, values: list[Value]) -> dict[str, Any] | None:
    """The chart of a view, None where one number is all there is."""
    if not values or not view.by or view.show == "table":
        return None
    rows = [{**value.group, "value": value.value, "low": value.low, "high": value.high} for value in values]
    time = next((name for name in view.by if name in TIMES), "")
    return spec(chart_of(rows, {name: GROUPS[name].label for name in view.by}, time, UNITS[values[0].unit].words))


@router.get("/explore.csv", response_class=Response)
def as_csv(shared: Shared, asked: Wanted) -> Response:
    """The values of a view as a file for a spreadsheet."""
    with shared.runs.opened(asked.run or shared.runs.newest().name) as run:
        view = view_of(asked, run)
        rows = [value.as_row() for value in measured(run, view)]
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return saved(text.getvalue().encode("utf-8"), "text/csv; charset=utf-8", f"{view.measure}.csv")


def saved(content: bytes, media_type: str, name: str) -> Response:
    """A file that a browser saves."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
