"""`inminban evidence`: what the model's numbers rest on, and the way from a number to a paragraph and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inminban.cli.options import HELP, AsJson, ClaimsFolder, LibraryFile

if TYPE_CHECKING:
    from inminban.evidence.trace import Step

app = typer.Typer(invoke_without_command=True, context_settings=HELP)


@app.callback()
def evidence(context: typer.Context, as_json: AsJson = False) -> None:
    """Count how many numbers of the model rest on testimony, publication, estimate, calibration or assumption."""
    if context.invoked_subcommand is not None:
        return
    from inminban.cli.printing import print_json
    from inminban.evidence import as_text, inventory

    found = inventory()
    if as_json:
        print_json(found)
    else:
        print(as_text(found), end="")


@app.command()
def trace(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A number (institution.name), a source, or the id of a document."),
    ],
    claims: ClaimsFolder = None,
    library: LibraryFile = None,
    as_json: AsJson = False,
) -> None:
    """Print which claims and paragraphs a number rests on, or everything that rests on a source."""
    from inminban.cli.printing import print_json, print_lines
    from inminban.evidence import trace as traces
    from inminban.numbers.parameters import known_sources
    from inminban.testimony.claims.files import own_claims

    own = own_claims(claims)
    is_source = name in known_sources() or any(record.content.source == name for record in own)
    found = traces.trace_source(name, own) if is_source else traces.trace_number(name, own)
    if as_json:
        print_json(traces.as_plain(found))
        return
    lines = traces.source_lines(found) if isinstance(found, traces.SourceTrace) else traces.number_lines(found)
    print_lines([*lines, *paragraph_lines(found.claims, library)])


def paragraph_lines(steps: Sequence[Step], library: Path | None) -> list[str]:
    """The paragraphs themselves, of those claims whose text is in the user's library."""
    from inminban.testimony.database import default_path
    from inminban.testimony.library import Library

    if not steps or not (library or default_path()).is_file():
        return []
    lines: list[str] = []
    with Library.open(library, must_exist=True) as opened:
        held = {document.id for document in opened.documents()}
        for step in steps:
            if step.source in held:
                locators = [f"{step.source}:{number}" for number in step.paragraph]
                lines += [f"    {locator}  {opened.passage(locator).text}" for locator in locators]
    return ["  paragraphs in your library:", *lines] if lines else []
