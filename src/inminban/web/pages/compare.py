"""Compare: runs side by side, like with like, with the interval of each difference; and one person's lives in them."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from inminban.errors import InputError
from inminban.measures import GROUPS, MEASURES, TOPICS, find
from inminban.measures.run import Run
from inminban.measures.units import UNITS
from inminban.report.chart_style import spec
from inminban.report.charts_measure import chart_of
from inminban.report.compare import as_rows, compare_measure, unit_of
from inminban.web.comparing import MOST_RUNS, Comparison, compare_runs, is_chance, rows_of
from inminban.web.exploring import groups_offered, year_of
from inminban.web.language import in_language
from inminban.web.language import translated as _
from inminban.web.pages.explore import HEIGHT, REFUSED, Text, as_csv_file
from inminban.web.rendering import OK, page
from inminban.web.state import MenuEntry, Shared, State

router = APIRouter()
MENU = (MenuEntry("/compare", "Compare"),)
USUAL = "hungry"
Names = Annotated[list[str], Query(max_length=20)]


@router.get("/compare", response_class=HTMLResponse)
def compare(
    request: Request,
    shared: Shared,
    run: Names = [],  # noqa: B006  FastAPI copies it
    first: Text = "",
    measure: Text = "",
    by: Text = "",
    year: Text = "",
) -> HTMLResponse:
    """Runs side by side. `first` names the run that the others are compared with, as links from other pages have it."""
    readable = shared.runs.readable()
    names = list(dict.fromkeys(name for name in (first, *run) if name))
    context: dict[str, Any] = {
        "entries": readable, "names": names, "topics": TOPICS, "groups": GROUPS, "by": by, "fault": "", "chart": None,
        "compared": None, "most": MOST_RUNS, "measure": MEASURES.get(measure, MEASURES[USUAL]), "units": UNITS,
        "is_chance": is_chance, "unit": UNITS[unit_of(measure if measure in MEASURES else USUAL)],
    }  # fmt: skip
    context["groups_offered"] = [name for name in groups_offered(context["measure"]) if name not in ("year", "month")]
    if len(names) > 1:
        try:
            found = compared(shared, names, find(measure or USUAL).name, by, year)
            context |= {"compared": found, "chart": drawn(found, names, measure or USUAL)}
        except InputError as error:
            context["fault"] = str(error)
    return page(request, "compare/index.html", status=REFUSED if context["fault"] else OK, **context)


def compared(shared: State, names: list[str], measure: str, by: str, year: str) -> Comparison:
    """The comparison that an address asks for. InputError for what cannot be compared."""
    if len(names) > MOST_RUNS:
        raise InputError(
            _("Too many runs to tell apart"), key="run", remedy=_("Choose at most %(most)s.") % {"most": MOST_RUNS}
        )
    with ExitStack() as open_runs:
        runs: list[Run] = [open_runs.enter_context(shared.runs.opened(name)) for name in names]
        return compare_runs(runs, measure, by, year_of(year, "year"))


def drawn(found: Comparison, names: list[str], measure: str) -> dict[str, Any]:
    """The runs as lines over the years."""
    unit = UNITS[unit_of(measure)]
    words = in_language(unit.words, unit.korean)
    return spec(chart_of(rows_of(found, names), {"year": "", "run": ""}, "year", words, (), HEIGHT))


@router.get("/compare.csv", response_class=Response)
def as_csv(shared: Shared, first: Text, second: Text, measure: Text, by: Text = "") -> Response:
    """Two runs by year, and by a group, with the differences and their intervals."""
    name = find(measure).name
    with shared.runs.opened(first) as one, shared.runs.opened(second) as other:
        rows = as_rows(compare_measure(one, other, name, by or None))
    return as_csv_file([{"first_run": first, "second_run": second, **row} for row in rows], f"{name}-compared.csv")
