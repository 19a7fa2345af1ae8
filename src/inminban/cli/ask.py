"""`inminban ask`: a question answered on one page."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inminban.cli.options import ClaimsFolder, LibraryFile, NewestRun
from inminban.cli.saying import say
from inminban.cli.writing import check_out, write_out
from inminban.errors import InputError

if TYPE_CHECKING:
    from inminban.ask.request import Request

NOT_UNDERSTOOD = 1
"""Exit code for a question that was not understood."""

Form = Literal["text", "markdown", "html", "json"]
ENDINGS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".json": "json"}


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In quotes, in English or Korean.")] = "",
    run: NewestRun = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="Form of the answer. Default: by the ending of --out, else text."),
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the answer to a file.")] = None,
    run_scenarios: Annotated[
        bool, typer.Option("--run-scenarios", help="Make the runs that a question of what would be needs.")
    ] = False,
    study: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A finished study whose intervals are told too. Default: those in studies/."),
    ] = None,
    reading: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Which reading is meant, of a question that has several.")
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="The question goes on from the one asked last.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print what was understood, as a request in JSON, and no answer.")
    ] = False,
    request: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Answer a request, as --explain prints it, perhaps edited.")
    ] = None,
    claims: ClaimsFolder = None,
    library: LibraryFile = None,
) -> None:
    """Answer a question: a sentence first, then table, witnesses, published figures, one simulated life.

    Passages from your own library are included if you keep one; an answer with a protected name is not written to a
    file. What was understood is kept, so that --follow can go on from it. The exit code is 1 if the question is outside
    the model or can be read in several ways.
    """
    from inminban.ask.context import remember

    if out:
        check_out(out)
    asked = request_asked(question, request, follow)
    asked = chosen(asked, reading) if reading is not None else asked
    remember(asked)
    if explain:
        write_out(out, asked.as_json()) if out else say(asked.as_json(), end="")
        return
    if answered(asked, form, out, run, run_scenarios, study, claims, library):
        return
    raise typer.Exit(NOT_UNDERSTOOD)


def answered(
    asked: Request, form: Form | None, out: Path | None, run: Path | None, run_scenarios: bool, study: Path | None,
    claims: Path | None, library: Path | None,
) -> bool:  # fmt: skip
    """Answer a request and print or write it; whether it could be answered. What answers is imported only here."""
    from inminban.ask.answer import ask as answer_to
    from inminban.ask.formats import FORMATS
    from inminban.cli.progress import Waiting
    from inminban.testimony.database import default_path
    from inminban.testimony.library import Library
    from inminban.testimony.protected import check_protected
    from inminban.testimony.readable import forms_of

    with ExitStack() as opened, Waiting("Looking for an answer") as tell:
        has_library = library or default_path().is_file()
        texts = opened.enter_context(Library.open(library, must_exist=True)) if has_library else None
        answer = answer_to(
            asked, library=texts, run=run, claims=claims, has_scenarios=run_scenarios, study=study, tell=tell
        )
        if out and texts is not None:
            forms = "\n\n".join(forms_of(FORMATS["markdown"](answer)))
            check_protected(texts, {"the answer": forms}, "Read it here without --out.")
    text = FORMATS[form or (ENDINGS.get(out.suffix.lower(), "text") if out else "text")](answer)
    if out:
        write_out(out, text)
    else:
        say(text, end="")
    return answer.request.is_answerable


def chosen(asked: Request, number: int) -> Request:
    """The reading of a question that is meant."""
    from inminban.ask.readings import choose

    return choose(asked, number)


def request_asked(question: str, file: Path | None, follows: bool) -> Request:
    """The request of a question, after the one asked last if it follows it, or the one in a file."""
    from inminban.ask.context import recall
    from inminban.ask.request import read_request
    from inminban.ask.understanding import understand_request

    if file is None:
        return understand_request(question, recall() if follows else None)
    if question or follows:
        raise InputError("a question and a request were both given", key="--request", remedy="Give one of the two.")
    try:
        return read_request(file.read_text(encoding="utf-8"), file)
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Name a JSON file that --explain has printed."
        raise InputError("the request cannot be read", file=file, remedy=remedy) from error
