"""The report: one page that works without a network and can be printed.

Everything that comes from the run is escaped by Jinja; charts are Vega-Lite specifications kept as inert JSON and drawn
by the script of Vega that vl-convert carries. A content security policy in the page forbids it to fetch anything and
lets only the page's own scripts run, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import duckdb
import jinja2
import vl_convert
from markupsafe import Markup

from inminban.core.characters import shown
from inminban.core.compile.cache import cache_root
from inminban.core.disk import write_named, write_whole
from inminban.errors import RunFolderError
from inminban.evidence.checks import Verdict
from inminban.measures.steps import Tell, stepping
from inminban.output.folder import REPORT_FILE, cannot_write
from inminban.output.reading import AGAIN, Run, close_year, days_lived
from inminban.output.words import day
from inminban.report import (
    artists,
    belief,
    evidence,
    food,
    leaving,
    markets,
    mobilization,
    money,
    penalties,
    people,
    provinces,
    state,
    time,
)
from inminban.report.beside import by_measure, with_figures
from inminban.report.findings import Head, head_of
from inminban.report.look import TEMPLATES, report_style
from inminban.report.page import Section, dated, figures_of, measures_of

SNIPPET = "window.vegaEmbed = vegaEmbed;"
HEADING = "A synthetic North Korea"
HELD = ("groups", "panel", "counties")
"""Tables that most measures read."""

WRITING = "Writing the sections of the report"
Made = Callable[[Run], Section]


def write_report(run: Run, verdicts: Sequence[Verdict], out: Path | None = None, tell: Tell = None) -> Path:
    """Write the report of a run to `out` (default report.html in its folder) and return where it is.

    `tell` hears how many sections are done. Raises RunFolderError if a table cannot be read or the page cannot be
    written.
    """
    target = Path(out) if out is not None else run.path / REPORT_FILE
    try:
        text = page(run, verdicts, tell)
    except duckdb.Error as error:
        raise RunFolderError(f"{run.path}: a table cannot be read ({error}). {AGAIN}") from error
    return write_page(text, target)


def write_page(text: str, target: Path) -> Path:
    """Write a page completely or not at all, and return its path. Raises RunFolderError if it cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_named(target, text)
    except OSError as error:
        raise RunFolderError(cannot_write(target, error)) from error
    return target


HISTORY: tuple[Made, ...] = (
    people.people_section,
    food.famine_section,
    markets.prices_section,
    markets.growth_section,
    time.years_section,
    belief.years_section,
    leaving.abroad_section,
    leaving.leaving_section,
)
"""The sections on the years of a long run."""

YEAR: tuple[Made, ...] = (
    time.hours_section,
    mobilization.wealth_section,
    time.calendar_section,
    money.income_section,
    money.burden_section,
    markets.market_section,
    food.food_section,
    penalties.penalties_section,
    belief.belief_section,
    artists.talent_section,
    state.accounts_section,
    provinces.provinces_section,
)
"""The sections on one year, or on all of a short run."""


def sections(run: Run, verdicts: Sequence[Verdict], tell: Tell = None) -> list[Section]:
    """All sections in the order of the page: the years of a long run, then the detailed year.

    Each section says of which days it speaks, and each chart has the published figures of the same beside it.
    """
    made = model_sections(run, tell)
    found = by_measure(verdicts)
    if verdicts:
        made = [with_figures(section, found) for section in made]
    return with_evidence(run, verdicts, made)


def model_sections(run: Run, tell: Tell = None) -> list[Section]:
    """The sections on the model's country."""
    if not run.info.get("is_long"):
        return [dated(made(run), days_lived(run)) for made in stepping(WRITING, YEAR, tell)]
    with run.in_year(close_year(run)) as close:
        close.hold(*HELD)
        of_years = [(made, run) for made in HISTORY] + [(made, close) for made in YEAR]
        return [dated(made(of), days_lived(of)) for made, of in stepping(WRITING, of_years, tell)]


def with_evidence(run: Run, verdicts: Sequence[Verdict], made: list[Section]) -> list[Section]:
    """Add the checks, the measures shown, the numbers, and how the run was made."""
    return [
        *made,
        evidence.checks_section(verdicts),
        evidence.measures_section(made),
        dated(evidence.numbers_section(run), f"in force on {day(run.info.first_day)}"),
        dated(evidence.making_section(run), days_lived(run)),
    ]


def page(run: Run, verdicts: Sequence[Verdict], tell: Tell = None) -> str:
    """The whole report as HTML: findings, what the page is, then the sections."""
    title = f"inminban: {run.info.scenario}, {day(run.info.first_day)} to {day(run.info.last_day_lived)}"
    head = head_of(run, verdicts, evidence.before_the_findings(run, verdicts))
    made = sections(run, verdicts, tell)
    return html(title, run.info.version, evidence.what_this_is(run), made, head, run.path.name)


def html(
    title: str, made_by: str, intro: Sequence[str], made: Sequence[Section], findings: Head | None = None, run: str = ""
) -> str:
    """A page of sections as HTML, with the script and the style it needs; every text in it is escaped.

    With the name of a run, each chart links to its view in the web application, where that shows the page.
    """
    scripts = [closed(chart_script()), TEMPLATES.joinpath("report.js").read_text("utf-8")]
    environment = jinja2.Environment(
        autoescape=True, finalize=shown, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    environment.globals |= {"kind": lambda part: type(part).__name__, "measures_of": measures_of}
    template = environment.from_string(TEMPLATES.joinpath("report.html").read_text("utf-8"))
    return template.render(
        title=title,
        heading=HEADING,
        findings=findings,
        run=run,
        version=made_by,
        intro=intro,
        sections=made,
        style=Markup(report_style()),
        scripts=[Markup(script) for script in scripts],
        hashes=Markup(" ".join(f"'sha256-{digest(script)}'" for script in scripts)),
        specs=Markup(as_inert_json(made)),
    )


def chart_script() -> str:
    """The script that draws the charts; bundling takes a second, so it is kept in the user's cache folder."""
    kept = chart_script_file()
    with suppress(OSError, UnicodeDecodeError):
        return kept.read_text("utf-8")
    script = str(vl_convert.javascript_bundle(SNIPPET))
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, script)
    return script


def chart_script_file() -> Path:
    """Where the script that draws the charts is kept."""
    return cache_root() / f"vega-{version('vl-convert-python')}.js"


def as_inert_json(made: Sequence[Section]) -> str:
    """All chart specifications by name, as JSON that cannot close the HTML element around it."""
    specs = {figure.name: figure.described for figure in figures_of(made) if figure.spec}
    text = json.dumps(specs, separators=(",", ":"), ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def closed(script: str) -> str:
    """A script that cannot close the HTML element around it."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def digest(text: str) -> str:
    """The hash by which the page's policy identifies a script or a style."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
