"""The command `inminban`: names every command and turns an error of the input into one message.

Everything heavy is imported inside the command that needs it. Exit codes: 0 done; 1 a question that was not
understood; 2 a bad argument, file or run folder; 130 stopped with Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from inminban import __version__
from inminban.cli import (
    ask,
    check,
    claims,
    column,
    compare,
    evidence,
    info,
    library,
    life,
    measures,
    run,
    serve,
    study,
    study_calibrate,
)
from inminban.cli.options import BAD_INPUT, HELP
from inminban.cli.saying import finish_outputs, not_written, prepare_outputs, say
from inminban.core.garbage import NEW_OBJECTS
from inminban.errors import InminbanError

app = typer.Typer(
    name="inminban",
    help="A synthetic model of North Korean society, person by person and day by day. All people in it are made up.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",  # joins the lines of a paragraph
    context_settings=HELP,
)
SIMULATE, COMPARE, TESTIMONY = "Simulate", "Look at runs and compare them with sources", "Work with testimony"
app.command("run", rich_help_panel=SIMULATE, epilog=run.scenarios_in_words())(run.run)
app.command("resume", rich_help_panel=SIMULATE)(run.resume)
study.app.command("calibrate")(study_calibrate.calibrate)
app.add_typer(study.app, name="study", rich_help_panel=SIMULATE)
app.command("info", rich_help_panel=COMPARE)(info.info)
app.command("report", rich_help_panel=COMPARE)(check.report)
app.command("check", rich_help_panel=COMPARE)(check.check)
app.command("measures", rich_help_panel=COMPARE)(measures.measures)
app.command("compare", rich_help_panel=COMPARE)(compare.compare)
app.command("life", rich_help_panel=COMPARE)(life.life)
app.command("serve", rich_help_panel=COMPARE)(serve.serve)
app.add_typer(evidence.app, name="evidence", rich_help_panel=COMPARE)
app.command("ask", rich_help_panel=TESTIMONY)(ask.ask)
app.add_typer(library.app, name="library", rich_help_panel=TESTIMONY)
app.add_typer(claims.app, name="claims", rich_help_panel=TESTIMONY)
app.add_typer(column.app, name="column", rich_help_panel=TESTIMONY)


def show_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        say(f"inminban {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Options that stand before a command."""


def refused(error: OSError) -> str:
    """What the operating system refused about a file or folder; empty if it names none."""
    if not error.filename:
        return ""
    return f"{error.filename}: {error.strerror}. Check the path and its permissions, or name another place."


def main(arguments: list[str] | None = None) -> None:
    """Run the command line. A bad input gives one message and exit code 2, never a traceback."""
    gc.set_threshold(NEW_OBJECTS)
    prepare_outputs()
    failure, code = "", 0
    try:
        app(args=arguments, prog_name="inminban")
    except InminbanError as error:
        failure = str(error)
    except SystemExit as ended:
        code = int(ended.code or 0)
    except OSError as error:
        failure = refused(error) or not_written(error)
    if failure := failure or finish_outputs():
        say(f"Error: {failure}", is_error=True)
        code = BAD_INPUT
    sys.exit(code)
