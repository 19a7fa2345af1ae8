"""`inminban library`: adding, searching, showing, exporting and removing texts of witnesses."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inminban.cli.library_details import DATE_HELP, LEFT_HELP, SPEAKERS_HELP, confirmer, edit, table_of_files
from inminban.cli.options import HELP, AsJson, ClaimsFolder, LibraryFile, parse_years
from inminban.cli.saying import say
from inminban.core.characters import without_controls

if TYPE_CHECKING:
    from inminban.errors import InputError
    from inminban.testimony.add_files import Ask

FORMATS = "text, Markdown, HTML, PDF, Word, OpenDocument, RTF, EPUB, subtitles"
REFUSED = 2
"""Exit code if a file could not be added."""

QUOTED = re.compile('["“”„«»「」『』*]')

app = typer.Typer(
    help="Keep and search texts of witnesses on this machine. Nothing is sent anywhere.",
    no_args_is_help=True,
    context_settings=HELP,
)


Left = Annotated[str | None, typer.Option(metavar="YEARS", help="Only witnesses who left in 2009, or in 2005-2010.")]
Occupation = Annotated[str | None, typer.Option(metavar="WORDS", help="Only witnesses with this occupation.")]


@app.command()
def add(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH", help=f"Files or folders: {FORMATS}.")] = None,
    title: Annotated[str, typer.Option(help="Title of the text. For a single file.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published the text.")] = "",
    published: Annotated[str, typer.Option("--date", metavar="DATE", help=DATE_HELP)] = "",
    witness: Annotated[str, typer.Option(help="Pseudonym of the witness, never a name.")] = "",
    occupation: Annotated[str, typer.Option(help="Occupation of the witness in North Korea.")] = "",
    left: Annotated[str, typer.Option("--left", metavar="YEAR", help=LEFT_HELP)] = "",
    language: Annotated[str, typer.Option(help="en or ko. Default: detected from the letters.")] = "",
    rights: Annotated[str, typer.Option(help="Why you may keep it: a licence, a permission, private study.")] = "",
    topics: Annotated[str, typer.Option(help="Topics, separated by commas.")] = "",
    address: Annotated[str, typer.Option(help="Web address of the text.")] = "",
    speakers: Annotated[str, typer.Option(metavar="WHO", help=SPEAKERS_HELP)] = "",
    details: Annotated[
        Path | None, typer.Option(metavar="TABLE", help="Details of each file: CSV, .xlsx, .ods.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the file, if it is detected wrongly.")] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read scanned pages with tesseract, if it is installed.")] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Give a text that is there already the details stated now.")
    ] = False,
    by_meaning: Annotated[
        bool, typer.Option("--meaning/--no-meaning", help="Prepare search by meaning (needs the extra `semantic`).")
    ] = True,
    library: LibraryFile = None,
) -> None:
    """Add texts to the library.

    Details come from the head of each file, from the options and from a table. In a terminal you are asked for what is
    missing. If a file cannot be added, the reason is printed and the others are still added; the exit code is then 2.
    """
    from inminban.cli.library_printing import print_left_out, print_outcome
    from inminban.testimony import meaning
    from inminban.testimony.add_files import add_files
    from inminban.testimony.library import Library
    from inminban.testimony.reading.files import files_in

    stated = {
        "title": title, "publisher": publisher, "date": published, "witness": witness, "occupation": occupation,
        "year_of_leaving": left, "language": language, "rights": rights, "topics": topics, "address": address,
        "speakers": speakers,
    }  # fmt: skip
    table = table_of_files(details, encoding)
    if not paths and table is None:
        raise typer.BadParameter("name a file, a folder, or a table with --details.", param_hint="PATH")
    found = files_in(paths or (table.files if table else []))
    if title and len(found.files) > 1:
        raise typer.BadParameter("a title can be given for a single file only.", param_hint="--title")
    ask = asker() if sys.stdin.isatty() else None
    of_file = table.of_file if table else None
    counts = {"added": 0, "updated": 0, "there": 0, "refused": len(found.refused)}
    print_left_out(found)
    with Library.open(library) as opened:
        for outcome in add_files(
            opened, found.files, stated, of_file=of_file, encoding=encoding, ask=ask, ocr=ocr, confirm=confirmer(update)
        ):
            counts[outcome.state] += 1
            print_outcome(outcome)
        if by_meaning and counts["added"] and meaning.is_available():
            say(
                "Preparing search by meaning. Stop with Ctrl-C to do it later with: inminban library meaning",
                is_error=True,
            )
            opened.add_meanings()
        updated = f", {counts['updated']} updated" if counts["updated"] else ""
        known = f"{counts['there']} already there{updated}"
        say(f"{counts['added']} added, {known}, {counts['refused']} refused; {opened.path}")
    if counts["refused"]:
        raise typer.Exit(REFUSED)


def asker() -> Ask:
    """A function that asks in the terminal for missing details. It offers the last publisher and rights again."""
    from inminban.testimony.details import NEEDED, QUESTIONS, missing

    last: dict[str, str] = {}

    def ask(file: Path, stated: Mapping[str, str], error: InputError | None) -> Mapping[str, str]:
        say(f"\n{error or file}", is_error=True)
        said = dict(stated)
        asked = missing(said) if error is None else [str(error.key)]
        for name in asked:
            if error is None and name in ("language", "topics", "address", "speakers"):
                continue  # the language is detected; the others are seldom known
            offered = last.get(name, "") if name in ("publisher", "rights") else ""
            note = "" if name in NEEDED else " [Enter if unknown]"
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
    """List the texts in the library."""
    from inminban.cli.library_printing import print_documents
    from inminban.cli.printing import print_json
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        found = opened.documents(year_of_leaving=parse_years(left), occupation=occupation)
    if as_json:
        print_json([document._asdict() for document in found])
    else:
        print_documents(found)


app.command()(edit)


@app.command()
def show(
    document: Annotated[str, typer.Argument(metavar="ID", help="Id of a document, or id:number for one paragraph.")],
    as_json: AsJson = False,
    library: LibraryFile = None,
) -> None:
    """Show a whole text, or one paragraph."""
    from inminban.cli.library_printing import passage_record, print_document, print_passages
    from inminban.cli.printing import print_json
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        if ":" in document:
            passage = opened.passage(document)
            if as_json:
                print_json(passage_record(passage))
            else:
                print_passages([passage])
            return
        found, paragraphs, speakers = opened.document(document), opened.paragraphs(document), opened.speakers(document)
    if as_json:
        turns = [speaker._asdict() for speaker in speakers] if any(speaker.role for speaker in speakers) else []
        print_json(found._asdict() | {"paragraphs": paragraphs, "speakers": turns})
    else:
        print_document(found, paragraphs, speakers)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='Words, "a phrase" or begin*.')],
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="Number of paragraphs to show.")] = 10,
    left: Left = None,
    occupation: Occupation = None,
    topic: Annotated[str | None, typer.Option(metavar="NAME", help="Only paragraphs about this topic.")] = None,
    by_meaning: Annotated[
        bool | None, typer.Option("--meaning/--no-meaning", help="Search by meaning as well. Default: if installed.")
    ] = None,
    has_all_speakers: Annotated[
        bool, typer.Option("--all-speakers", help="Also what interviewers and others say in transcripts.")
    ] = False,
    as_json: AsJson = False,
    library: LibraryFile = None,
) -> None:
    """Find paragraphs in English or Korean. The best come first, with the words found marked.

    Words in quotes are a phrase: inminban library search teacher "three times a week". If no text has it, its words are
    searched for.
    """
    from inminban.cli.library_printing import passage_record, print_passages
    from inminban.cli.printing import print_json
    from inminban.testimony.library import Library

    years = parse_years(left)
    with Library.open(library, must_exist=True) as opened:
        search_for = partial(
            opened.search, limit=limit, year_of_leaving=years, occupation=occupation, topic=topic, meaning=by_meaning,
            has_all_speakers=has_all_speakers,
        )  # fmt: skip
        query, plain = " ".join(map(as_phrase, words)), " ".join(words)
        found = search_for(query)
        if not found and query != plain and (found := search_for(plain)):
            say("No paragraph has this phrase. These have words of it.", is_error=True)
    if as_json:
        print_json([passage_record(passage) for passage in found])
    elif found:
        print_passages(found)
    else:
        say("Nothing found.")


def as_phrase(argument: str) -> str:
    """An argument as a query: in quotes if it is several words, since a shell has taken away those that were typed."""
    is_several = len(argument.split()) > 1 and not QUOTED.search(argument)
    return f'"{argument}"' if is_several else argument


@app.command()
def remove(
    document: Annotated[str, typer.Argument(metavar="ID", help="Id of a document.")],
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    library: LibraryFile = None,
) -> None:
    """Remove a text. Nothing of it remains in the library's file."""
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        found = opened.document(document)
        if not is_sure and not sys.stdin.isatty():
            raise typer.BadParameter(f"add it to remove {found.id} without being asked.", param_hint="--yes")
        if not is_sure:
            which = without_controls(f"{found.id}: {found.title} ({found.witness})")
            typer.confirm(f"Remove {which}?", abort=True, err=True)
        opened.remove(found.id)
    say(f"Removed {found.id}: {found.title}")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to.")],
    document: Annotated[
        list[str] | None, typer.Option("--document", metavar="ID", help="Only this document. May be repeated.")
    ] = None,
    form: Annotated[
        Literal["text", "csv", "json", "bibtex", "csl-json", "qdpx"],
        typer.Option("--as", help="Texts; details of sources; or a REFI-QDA project with the passages of your claims."),
    ] = "text",
    claims: ClaimsFolder = None,
    has_protected: Annotated[
        bool, typer.Option("--with-protected", help="Also what has a protected name: for your own copies only.")
    ] = False,
    library: LibraryFile = None,
) -> None:
    """Write texts, sources or coded passages for other programs. `add` reads texts back unchanged.

    What contains a protected name is not written. A REFI-QDA project (.qdpx) is opened by NVivo, ATLAS.ti, MAXQDA and
    QualCoder; its coded passages are those of claims that you have accepted or edited.
    """
    from inminban.testimony.export import export_as
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        written = export_as(form, opened, folder, document or [], claims, has_protected=has_protected)
    if form == "text":
        say(f"{len(written)} document{'' if len(written) == 1 else 's'} written to {folder}")
    else:
        say(f"Written to {written[0]}")


@app.command()
def redact(
    document: Annotated[str, typer.Argument(metavar="ID", help="Id of a document.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a copy without what is on the protected list.")
    ] = None,
    as_json: AsJson = False,
    library: LibraryFile = None,
) -> None:
    """Propose names and places of a text for the protected list. You decide on every one.

    In a terminal each is shown: p puts it on the list, k keeps it public, q stops. On a pipe they are only printed.
    """
    from inminban.cli.printing import print_json
    from inminban.cli.writing import check_out, write_out
    from inminban.testimony.library import Library
    from inminban.testimony.protected import ProtectedNames
    from inminban.testimony.redact import decide, propose, redacted

    if out:
        check_out(out)
    with Library.open(library, must_exist=True) as opened:
        names, paragraphs = ProtectedNames(opened), opened.paragraphs(document)
        found = propose(paragraphs, names)
        if as_json:
            print_json([one._asdict() for one in found])
        else:
            decide(found, names, input if sys.stdin.isatty() else None, say)
        if out:
            write_out(out, "\n\n".join(redacted(text, names) for text in paragraphs) + "\n")


@app.command("meaning")
def prepare_meaning(library: LibraryFile = None) -> None:
    """Prepare search by meaning for texts that were added before the extra `semantic` was installed."""
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        say(f"{opened.add_meanings()} paragraphs prepared")
