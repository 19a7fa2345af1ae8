"""`inminban evidence`: what the model's numbers rest on, and the way from a number to a paragraph and back."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inminban.cli.options import HELP, AsJson, ClaimsFolder, LibraryFile

if TYPE_CHECKING:
    from inminban.testimony.library import Library

app = typer.Typer(invoke_without_command=True, context_settings=HELP)


@app.callback()
def evidence(
    context: typer.Context,
    study: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A study of sensitivity. Default: what comes with the program."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Count how many numbers of the model rest on testimony, publication, estimate, calibration or assumption.

    Then list the assumptions worth researching first: those on which measures hang.
    """
    if context.invoked_subcommand is not None:
        return
    from inminban.cli.printing import print_json, print_lines
    from inminban.evidence import as_text, inventory
    from inminban.study.research import effects_of, lines_of, shipped_effects, worth_researching

    found = inventory()
    worth = worth_researching(shipped_effects() if study is None else effects_of(study))
    if as_json:
        print_json({**found, "worth_researching": [one._asdict() for one in worth]})
    else:
        print(as_text(found))
        print_lines(lines_of(worth))


@app.command()
def trace(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A number (institution.name), a source, a claim, or the id of a document."),
    ],
    claims: ClaimsFolder = None,
    library: LibraryFile = None,
    as_json: AsJson = False,
) -> None:
    """Print which claims and paragraphs a number rests on, or everything that rests on a source or a claim.

    The paragraphs themselves are printed from your library, if it holds the text.
    """
    from inminban.cli.printing import print_json, print_lines
    from inminban.evidence import trace as traces
    from inminban.testimony import traced
    from inminban.testimony.claims.files import own_claims

    found = traces.trace_any(name, own_claims(claims))
    with ExitStack() as opened:
        texts = traced.traced(found.claims, library_of(library, opened))
    if as_json:
        print_json({**traces.as_plain(found), "paragraphs": [traced.as_plain(one) for one in texts]})
    else:
        print_lines([*traces.lines_of(found), *(line for one in texts for line in traced.lines_of(one))])


def library_of(named: Path | None, opened: ExitStack) -> Library | None:
    """The library named, else the user's own if there is one."""
    from inminban.testimony.database import default_path
    from inminban.testimony.library import Library

    if named or default_path().is_file():
        return opened.enter_context(Library.open(named, must_exist=True))
    return None
