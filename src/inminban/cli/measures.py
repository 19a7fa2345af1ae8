"""`inminban measures`: what can be measured in a run, what it means, and one measure over a run."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inminban.cli.saying import say
from inminban.cli.writing import check_out, write_out
from inminban.errors import InputError

if TYPE_CHECKING:
    from inminban.measures import Measure, Run, Value
    from inminban.measures.groups import Value as Member

Form = Literal["table", "csv", "json", "chart"]
ENDINGS: dict[str, Form] = {
    ".csv": "csv", ".json": "json", ".html": "chart", ".htm": "chart", ".svg": "chart", ".png": "chart",
    ".txt": "table",
}  # fmt: skip
CHART_ENDINGS = (".html", ".htm", ".svg", ".png")


def measures(
    first: Annotated[
        str | None, typer.Argument(metavar="RUN", help="Folder of a run. Without it, all measures are listed.")
    ] = None,
    second: Annotated[str | None, typer.Argument(metavar="MEASURE", help="Name of a measure.")] = None,
    by: Annotated[
        list[str] | None, typer.Option(metavar="GROUP", help="Group by wealth_fifth, year, ... May be repeated.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GROUP=VALUE", help="Only this group or time: province=Pyongyang, year=2015. May be repeated."
        ),
    ] = None,
    months: Annotated[str, typer.Option(metavar="1,2,...", help="Only these months of the year.")] = "",
    unit: Annotated[
        str, typer.Option(metavar="UNIT", help="Another unit of the same kind, e.g. h/year or won/year.")
    ] = "",
    form: Annotated[
        Form | None, typer.Option("--format", help="Form of the output. Default: by the ending of --out, else a table.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to a file that ends in .csv, .json, .html, .svg or .png.")
    ] = None,
) -> None:
    """List all measures, explain one, or compute one for a run.

    To explain one: `inminban measures MEASURE`. To compute one, for example:
    `inminban measures RUN bought_out --by wealth_fifth --by year --where province=Pyongyang`
    """
    if out is not None:
        check_out(out)
    if second is None:
        listing(first, form, out)
        return
    assert first is not None  # the command line fills the first place first
    import inminban
    from inminban.measures import measure as measured
    from inminban.measures.query import WHOLE, months_in

    kind = form or (ENDINGS.get(out.suffix.lower(), "table") if out else "table")
    if kind == "chart" and (out is None or out.suffix.lower() not in CHART_ENDINGS):
        raise InputError("a chart needs a file", key="--out", remedy="Name one that ends in .html, .svg or .png.")
    with inminban.open_run(first) as run:
        values = measured(run, second, by or (), filters(where or ()), months_in(months, "--months") or WHOLE, unit)
        show(run, second, tuple(by or ()), values, kind, out)


def listing(name: str | None, form: Form | None, out: Path | None) -> None:
    """Every measure by topic, or one explained."""
    from inminban.cli import measure_reference as reference
    from inminban.measures import MEASURES, find

    if name is not None and name not in MEASURES and Path(name).is_dir():
        raise InputError(
            f"{name} is a folder and no measure is named", remedy=f"Write inminban measures {name} hungry, for example."
        )
    chosen = [find(name)] if name is not None else list(MEASURES.values())
    if form == "json":
        plain = [reference.with_users(one) for one in chosen]
        emit(json.dumps(plain[0] if name is not None else plain, ensure_ascii=False, indent=2) + "\n", out)
    elif name is not None:
        emit("\n".join(reference.explained(chosen[0])) + "\n", out)
    else:
        emit("\n".join(reference.listed_by_topic()) + "\n", out)


def filters(given: Sequence[str]) -> dict[str, list[Member]]:
    """GROUP=VALUE as typed; the same group named twice takes both values. InputError for what is no filter."""
    from inminban.measures import GROUPS, parse_value

    found: dict[str, list[Member]] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not value.strip():
            raise InputError(
                f"'{text}' is not a filter", key="--where", remedy="Write GROUP=VALUE, for example province=Pyongyang."
            )
        name = name.strip()
        found.setdefault(name, []).append(parse_value(name, value.strip()) if name in GROUPS else value.strip())
    return found


def show(run: Run, name: str, by: tuple[str, ...], values: list[Value], form: Form, out: Path | None) -> None:
    """Print or write what was measured."""
    from inminban.measures import find
    from inminban.measures.coverage import why_missing

    measure = find(name)
    if not values:
        why = why_missing(run, measure)
        remedy = f"{why} Make the run without it." if why else "Ask for other groups or years."
        raise InputError(f"{run.path} has no data for {name}", remedy=remedy)
    if form == "chart":
        assert out is not None  # checked before
        draw(run, measure, by, values, out)
    elif form == "json":
        told = {"run": str(run.path), "measure": measure.as_plain(), "values": [value.as_row() for value in values]}
        emit(json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n", out)
    elif form == "csv":
        emit(as_csv(values), out)
    elif out is not None:
        emit(as_text(run, measure, by, values), out)
    else:
        say(as_text(run, measure, by, values), end="")


def as_csv(values: Sequence[Value]) -> str:
    """One line a value, with the groups, the interval and the people behind it."""
    rows = [value.as_row() for value in values]
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_text(run: Run, measure: Measure, by: tuple[str, ...], values: Sequence[Value]) -> str:
    """A table for reading: what was measured, of whom, and one line a value."""
    from rich.console import Console

    from inminban.cli.printing import table
    from inminban.evidence.verdict_words import number
    from inminban.measures import GROUPS
    from inminban.measures.units import UNITS

    words = UNITS[values[0].unit].words
    headings = [*(GROUPS[name].label if name in GROUPS else name for name in by), words, "95 % interval", "people"]
    rows = [
        [
            *(str(value.group[name]).replace("_", " ") for name in by),
            number(value.value),
            f"{number(value.low)} to {number(value.high)}" if value.low is not None and value.high is not None else "–",
            f"{value.people:,.0f}",
        ]
        for value in values
    ]
    info = run.info
    console = Console(highlight=False, file=StringIO(), width=120)
    console.print(f"{measure.label}, {words}. {measure.definition}")
    console.print(f"Of: {measure.covers}. Run: {run.path}, {info.first_day} to {info.last_day_lived}.")
    console.print(f"Interval: {measure.interval_words}; people are simulated people behind the number.\n")
    console.print(table(headings, rows, right=headings[len(by) :]))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def draw(run: Run, measure: Measure, by: tuple[str, ...], values: Sequence[Value], out: Path) -> None:
    """Write a chart: a page that needs no network, or a picture."""
    import vl_convert

    from inminban.measures.groups import GROUPS, TIMES
    from inminban.measures.units import UNITS
    from inminban.report.chart_style import spec
    from inminban.report.charts_measure import chart_of

    if not by or len(by) > 3:
        raise InputError("a chart shows one, two or three groups or times", key="--by", remedy="Name them with --by.")
    rows = [{**value.group, "value": value.value, "low": value.low, "high": value.high} for value in values]
    time = next((name for name in by if name in TIMES), "")
    words = UNITS[values[0].unit].words
    chart = chart_of(rows, {name: GROUPS[name].label for name in by}, time, words)
    text = json.dumps(spec(chart) | {"title": f"{measure.label} ({words})"}, default=str)
    if out.suffix.lower() == ".svg":
        emit(vl_convert.vegalite_to_svg(text), out)
    elif out.suffix.lower() == ".png":
        write_out(out, vl_convert.vegalite_to_png(text, scale=2))
    else:
        emit(vl_convert.vegalite_to_html(text, bundle=True), out)


def emit(text: str, out: Path | None) -> None:
    """Print, or write to a file whole or not at all."""
    if out is None:
        say(text, end="")
        return
    write_out(out, text)
