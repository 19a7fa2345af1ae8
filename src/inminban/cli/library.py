"""`inminban library ...`: texts of witnesses in, paragraphs out. Reads the arguments, calls, prints."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from inminban.errors import InputError
    from inminban.testimony.add_many import Ask

REFUSED = 2  # exit code if a file could not be added

app = typer.Typer(
    help="Texts of witnesses, kept and searched on this machine. Nothing leaves it.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def parse_years(text: str | None) -> tuple[int, int] | None:
    """A year, or the first and last of several with a dash between; None for nothing."""
    if text is None:
        return None
    found = re.fullmatch(r"\s*(\d{4})\s*(?:[-–]\s*(\d{4})\s*)?", text)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise typer.BadParameter(f"{text!r} is neither a year nor years like 2005-2010.", param_hint="--left")
    return int(found[1]), int(found[2] or found[1])


LibraryFile = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="FILE",
        envvar="INMINBAN_LIBRARY",
        show_envvar=True,
        help="The library's file; by default in your data folder.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Left = Annotated[str | None, typer.Option(metavar="YEARS", help="Only witnesses who left then: 2009 or 2005-2010.")]
Occupation = Annotated[str | None, typer.Option(metavar="WORDS", help="Only witnesses of this occupation.")]


@app.command()
def add(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Text, Markdown, HTML or PDF files, or folders of them.")
    ],
    title: Annotated[str, typer.Option(help="Title of the text; only with one file.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "",
    published: Annotated[str, typer.Option("--date", metavar="DATE", help="Day of publication, year-month-day.")] = "",
    witness: Annotated[str, typer.Option(help="Pseudonym of the witness, never a name.")] = "",
    occupation: Annotated[str, typer.Option(help="What the witness was in North Korea.")] = "",
    left: Annotated[str, typer.Option("--left", metavar="YEAR", help="Year in which the witness left.")] = "",
    language: Annotated[str, typer.Option(help="en or ko; by default told by its letters.")] = "",
    rights: Annotated[str, typer.Option(help="Why the text may be kept: a licence, a permission, private study.")] = "",
    topics: Annotated[str, typer.Option(help="Topics, with commas between.")] = "",
    address: Annotated[str, typer.Option(help="Web address of the text.")] = "",
    encoding: Annotated[str | None, typer.Option(help="How the characters are stored, if not told rightly.")] = None,
    by_meaning: Annotated[
        bool, typer.Option("--meaning/--no-meaning", help="Prepare search by meaning, if the extra is installed.")
    ] = True,
    library: LibraryFile = None,
) -> None:
    """Add texts. What a file does not state in its head, and no option says, is asked for in a terminal.

    A file that cannot be added is named with the reason, and the others are added; the exit code is then 2.
    """
    from inminban.cli.shown import print_outcome
    from inminban.testimony import meaning
    from inminban.testimony.add_many import add_files
    from inminban.testimony.library import Library
    from inminban.testimony.reading import files_in

    stated = {
        "title": title, "publisher": publisher, "date": published, "witness": witness, "occupation": occupation,
        "year_of_leaving": left, "language": language, "rights": rights, "topics": topics, "address": address,
    }  # fmt: skip
    files = files_in(paths)
    if title and len(files) > 1:
        raise typer.BadParameter("one title does not fit several files; leave it out.", param_hint="--title")
    ask = asker() if sys.stdin.isatty() else None
    counts = {"added": 0, "there": 0, "refused": 0}
    with Library.open(library) as opened:
        for outcome in add_files(opened, files, stated, encoding=encoding, ask=ask):
            counts[outcome.state] += 1
            print_outcome(outcome)
        if by_meaning and counts["added"] and meaning.is_available():
            print("Preparing search by meaning; Ctrl-C leaves it for later: inminban library meaning", file=sys.stderr)
            opened.add_meanings()
        print(f"{counts['added']} added, {counts['there']} already there, {counts['refused']} refused; {opened.path}")
    if counts["refused"]:
        raise typer.Exit(REFUSED)


def asker() -> Ask:
    """Asks in the terminal for what is missing; the answers about one file are offered for the next."""
    from inminban.testimony.details import NEEDED, QUESTIONS, missing

    last: dict[str, str] = {}

    def ask(file: Path, stated: Mapping[str, str], error: InputError | None) -> Mapping[str, str]:
        typer.echo(f"\n{error or file}", err=True)
        said = dict(stated)
        asked = missing(said) if error is None else [str(error.key)]
        for name in asked:
            if error is None and name in ("language", "topics", "address"):
                continue  # the first is told by the letters; the others are seldom known
            offered = last.get(name, "") if name in ("publisher", "rights") else ""
            note = "" if name in NEEDED else " [Enter if not known]"
            said[name] = typer.prompt(
                QUESTIONS[name] + note, default=offered, show_default=bool(offered), err=True
            ).strip()
            last[name] = said[name]
        return said

    return ask


@app.command("list")
def list_documents(
    left: Left = None, occupation: Occupation = None, as_json: AsJson = False, library: LibraryFile = None
) -> None:
    """List the texts there are."""
    from inminban.cli.shown import print_documents, print_json
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        found = opened.documents(year_of_leaving=parse_years(left), occupation=occupation)
    if as_json:
        print_json([document._asdict() for document in found])
    else:
        print_documents(found)


@app.command()
def show(
    document: Annotated[str, typer.Argument(metavar="ID", help="Id of a document, or document:paragraph.")],
    as_json: AsJson = False,
    library: LibraryFile = None,
) -> None:
    """Show a text with its paragraphs, or the one paragraph a locator points to."""
    from inminban.cli.shown import passage_record, print_document, print_json, print_passages
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        if ":" in document:
            passage = opened.passage(document)
            if as_json:
                print_json(passage_record(passage))
            else:
                print_passages([passage])
            return
        found, paragraphs = opened.document(document), opened.paragraphs(document)
    if as_json:
        print_json(found._asdict() | {"paragraphs": paragraphs})
    else:
        print_document(found, paragraphs)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='Words, "a phrase" or begin*.')],
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="How many paragraphs.")] = 10,
    left: Left = None,
    occupation: Occupation = None,
    topic: Annotated[str | None, typer.Option(metavar="NAME", help="Only paragraphs about a topic.")] = None,
    by_meaning: Annotated[
        bool | None, typer.Option("--meaning/--no-meaning", help="By meaning too; by default if it is installed.")
    ] = None,
    as_json: AsJson = False,
    library: LibraryFile = None,
) -> None:
    """Find paragraphs in English or Korean, those that fit best first, with the hits marked.

    A phrase needs quotes that the shell leaves alone: inminban library search '"three times a week"'.
    """
    from inminban.cli.shown import passage_record, print_json, print_passages
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        found = opened.search(
            " ".join(words),
            limit=limit,
            year_of_leaving=parse_years(left),
            occupation=occupation,
            topic=topic,
            meaning=by_meaning,
        )
    if as_json:
        print_json([passage_record(passage) for passage in found])
    elif found:
        print_passages(found)
    else:
        print("Nothing found.")


@app.command()
def remove(
    document: Annotated[str, typer.Argument(metavar="ID", help="Id of a document.")],
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    library: LibraryFile = None,
) -> None:
    """Remove a text with all its paragraphs; nothing of it stays in the file."""
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        found = opened.document(document)
        if not is_sure and not sys.stdin.isatty():
            raise typer.BadParameter(f"nobody can be asked whether to remove {found.id}; add it.", param_hint="--yes")
        if not is_sure:
            typer.confirm(f"Remove {found.id}: {found.title} ({found.witness})?", abort=True, err=True)
        opened.remove(found.id)
    print(f"removed {found.id}: {found.title}")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to.")],
    document: Annotated[
        list[str] | None, typer.Option("--document", metavar="ID", help="Only this one; may be repeated.")
    ] = None,
    library: LibraryFile = None,
) -> None:
    """Write texts out, a file each, with what is known of them in its head; `add` takes them in again unchanged."""
    from inminban.testimony.export import export_documents
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        written = export_documents(opened, folder, document or [])
    print(f"{len(written)} documents written to {folder}")


@app.command("meaning")
def prepare_meaning(library: LibraryFile = None) -> None:
    """Prepare search by meaning for texts that were added without the extra `semantic`."""
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        print(f"{opened.add_meanings()} paragraphs prepared")
