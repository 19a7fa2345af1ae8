"""`inminban library edit`, and what `add` needs for details: tables of them, and whether to update what is there."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inminban.cli.options import LibraryFile
from inminban.cli.saying import say

if TYPE_CHECKING:
    from inminban.testimony.add_files import Confirm
    from inminban.testimony.details_table import DetailsTable
    from inminban.testimony.records import Difference, Document

DATE_HELP = "Date of publication as far as it is known: 2015-01-31, 2015-01, 2015, about 2015."
LEFT_HELP = "When the witness left: 2009, 2009-03, about 1998, late 1990s."
SPEAKERS_HELP = "Who speaks in a transcript: Kim = interviewer, Hana = witness."
NO_CHANGE = "name a document and a field to change, or only a table with --details."


def edit(
    document: Annotated[str | None, typer.Argument(metavar="ID", help="Id of a document.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the text.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published the text.")] = None,
    published: Annotated[str | None, typer.Option("--date", metavar="DATE", help=DATE_HELP)] = None,
    witness: Annotated[str | None, typer.Option(help="Pseudonym of the witness, never a name.")] = None,
    occupation: Annotated[str | None, typer.Option(help="Occupation of the witness in North Korea.")] = None,
    left: Annotated[str | None, typer.Option("--left", metavar="YEAR", help=LEFT_HELP)] = None,
    language: Annotated[str | None, typer.Option(help="en or ko.")] = None,
    rights: Annotated[str | None, typer.Option(help="Why you may keep it.")] = None,
    topics: Annotated[str | None, typer.Option(help="Topics, separated by commas.")] = None,
    address: Annotated[str | None, typer.Option(help="Web address of the text.")] = None,
    speakers: Annotated[str | None, typer.Option(metavar="WHO", help=SPEAKERS_HELP)] = None,
    details: Annotated[
        Path | None, typer.Option(metavar="TABLE", help="Details of many documents by their ids: CSV, .xlsx, .ods.")
    ] = None,
    library: LibraryFile = None,
) -> None:
    """Change the details of a text, or of many by a table with a column `id`. Its words stay as they are.

    An empty value takes a detail out: --occupation "". Of a table all rows are taken, or none if one has a fault.
    """
    from inminban.testimony.details_table import changed, edit_by_table, read_table
    from inminban.testimony.library import Library

    stated = {
        "title": title, "publisher": publisher, "date": published, "witness": witness, "occupation": occupation,
        "year_of_leaving": left, "language": language, "rights": rights, "topics": topics, "address": address,
        "speakers": speakers,
    }  # fmt: skip
    said = {name: value for name, value in stated.items() if value is not None}
    is_one, is_many = document is not None and bool(said), details is not None
    if is_one == is_many or bool(said) != is_one:
        raise typer.BadParameter(NO_CHANGE, param_hint="ID")
    with Library.open(library, must_exist=True) as opened:
        if details is not None:
            ids = edit_by_table(opened, read_table(details))
            say(f"{len(ids)} document{'' if len(ids) == 1 else 's'} changed")
            return
        id, made = changed(opened, str(document), said)
        opened.update(id, made)
        say(f"Changed {id}: {made.title}")


def table_of_files(file: Path | None, encoding: str | None) -> DetailsTable | None:
    """A table of details of files, if one is given."""
    from inminban.testimony.details_table import read_table

    if file is None:
        return None
    table = read_table(file, encoding)
    if table.key != "file":
        raise typer.BadParameter("the table needs a column `file`; one of ids is for `edit`.", param_hint="--details")
    return table


def confirmer(is_sure: bool) -> Confirm | None:
    """A function that says whether a text gets other details: always, as a person answers, or never on a pipe."""
    if is_sure:
        return lambda document, found: True
    if not sys.stdin.isatty():
        return None

    def confirm(document: Document, found: Sequence[Difference]) -> bool:
        for line in lines_of(document.id, found):
            say(line, is_error=True)
        return typer.confirm("Take the new details?", err=True)

    return confirm


def lines_of(id: str, found: Sequence[Difference]) -> list[str]:
    """What differs between the details that are kept and those stated now."""
    return [f"{id} is in the library with other details:"] + [
        f"    {one.field}: {one.kept or 'not stated'} is kept, {one.now} is stated now" for one in found
    ]
