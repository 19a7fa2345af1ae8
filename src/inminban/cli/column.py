"""`inminban column ...`: questions in, answers out. Reads the arguments, calls, prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inminban.cli.options import HELP, AsJson, LibraryFile

if TYPE_CHECKING:
    from inminban.desk.desk import Desk, Question
    from inminban.desk.drafts import Draft

app = typer.Typer(
    help="Readers' questions, answered and published. Of a reader only first name and city are kept.",
    no_args_is_help=True,
    context_settings=HELP,
)

Number = Annotated[int, typer.Argument(min=1, metavar="NUMBER", help="Number of a question.")]


@app.command()
def submit(
    question: Annotated[str, typer.Argument(help="The question.")],
    name: Annotated[str, typer.Option(help="First name of the reader, nothing else.")] = "",
    city: Annotated[str, typer.Option(help="City of the reader.")] = "",
    library: LibraryFile = None,
) -> None:
    """Take in a reader's question."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    if sys.stdin.isatty():
        name = name or typer.prompt("First name", err=True)
        city = city or typer.prompt("City", err=True)
    with Library.open(library) as opened:
        number = Desk(opened).submit(question, name, city)
    print(f"question {number} is waiting")


@app.command()
def queue(
    is_all: Annotated[bool, typer.Option("--all", help="Also those that are published or withdrawn.")] = False,
    as_json: AsJson = False,
    library: LibraryFile = None,
) -> None:
    """List the questions that wait for an editor, the oldest first."""
    from inminban.cli.printing import console, print_json, table
    from inminban.desk.desk import OPEN_STATES, STATES, Desk
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        found = Desk(opened).queue(STATES if is_all else OPEN_STATES)
    if as_json:
        print_json([question._asdict() for question in found])
        return
    if not found:
        print("No question is waiting.")
        return
    rows = [(one.number, one.state, one.received[:10], one.reader, one.question) for one in found]
    console().print(table(("number", "state", "received", "from", "question"), rows, right=("number",)))


@app.command()
def show(number: Number, as_json: AsJson = False, library: LibraryFile = None) -> None:
    """Show a question with its history and the last version of its answer."""
    from inminban.cli.printing import print_json
    from inminban.desk.desk import Desk
    from inminban.desk.drafts import as_file
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        desk = Desk(opened)
        question, history, versions = desk.question(number), desk.history(number), desk.versions(number)
    if as_json:
        told: dict[str, Any] = question._asdict()
        told["history"] = [event._asdict() for event in history]
        told["versions"] = [version._asdict() | {"draft": version.draft._asdict()} for version in versions]
        print_json(told)
        return
    print(f"{question.number}, {question.state}: {question.question}\n{question.reader}\n")
    print("\n".join(f"{event.at}  {event.what}" for event in history))
    if versions:
        print(f"\n{as_file(versions[-1].draft)}", end="")


@app.command()
def choose(number: Number, library: LibraryFile = None) -> None:
    """Choose a question to be answered."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        desk = Desk(opened)
        desk.choose(number)
        print(f"question {number} is {desk.question(number).state}")


@app.command()
def draft(
    number: Number,
    run: Annotated[Path | None, typer.Option(metavar="DIR", help="Run folder whose figures the answer shows.")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the last version to a file, to be edited.")
    ] = None,
    taken: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take an edited file in as the next version.")
    ] = None,
    is_edited: Annotated[bool, typer.Option("--edit", help="Open the last version in your editor.")] = False,
    library: LibraryFile = None,
) -> None:
    """Draft an answer with `ask`, then edit it: with --edit, or with --out FILE and --from FILE.

    Only a version that a person has edited or taken in can be published.
    """
    from inminban.desk.desk import BY_ASK, BY_EDITOR, Desk
    from inminban.desk.drafts import as_file, edit, read_draft
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        desk = Desk(opened)
        versions = desk.versions(number)
        if taken is not None:
            new = read_draft(characters_of(taken), taken)
            print(f"draft {desk.add_draft(number, new, BY_EDITOR)} of question {number}, edited")
            return
        if not versions or run is not None:
            version = desk.add_draft(number, make_draft(desk, desk.question(number), run), BY_ASK)
            print(f"draft {version} of question {number}, made by ask; a person must edit it before it is published")
            versions = desk.versions(number)
        if is_edited:
            edited = edit(as_file(versions[-1].draft))
            if edited is None:
                print("Not saved; nothing was changed.")
                return
            print(f"draft {desk.add_draft(number, read_draft(edited), BY_EDITOR)} of question {number}, edited")
        elif out is not None:
            write_draft(out, as_file(versions[-1].draft))
        else:
            print(as_file(versions[-1].draft), end="")


def make_draft(desk: Desk, question: Question, run: Path | None) -> Draft:
    """The first version of an answer: what `ask` finds, with its sources and the witnesses they come from."""
    from inminban.ask.answer import ask
    from inminban.ask.formats import as_markdown
    from inminban.desk.drafts import Draft, title_of, without_frame, witnesses_of

    answer = ask(question.question, library=desk.library, run=run)
    witnesses = witnesses_of(desk.library, list(answer.sources))
    return Draft(title_of(question.question), without_frame(as_markdown(answer)), answer.sources, witnesses)


def write_draft(out: Path, text: str) -> None:
    """Write a draft to a file that is not there yet: it could hold somebody's edits."""
    from inminban.core.disk import write_new
    from inminban.errors import InputError

    try:
        write_new(out, text)
    except FileExistsError as error:
        raise InputError("exists already", file=out, remedy="Name another file, or move it away.") from error
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=out, remedy="Name another file.") from error
    print(f"written to {out}; edit it, then: inminban column draft NUMBER --from {out}")


@app.command()
def publish(
    number: Number,
    site: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the site; remembered.")] = None,
    address: Annotated[str, typer.Option(help="Web address the folder is served at, for the feed; remembered.")] = "",
    title: Annotated[str, typer.Option(help="Title of the site; remembered.")] = "",
    library: LibraryFile = None,
) -> None:
    """Publish the edited answer: a page with question, answer, who speaks, sources and date; index and feed anew.

    Refused if the page would contain a name on the protected list, or does not say who speaks and on what sources.
    """
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        written = Desk(opened).publish(number, site, address, title)
    pages = [path for path in written if path.name == f"{number}.html"]
    print(f"published: {', '.join(map(str, pages))}")


@app.command()
def withdraw(number: Number, library: LibraryFile = None) -> None:
    """Take a published answer off the site."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        Desk(opened).withdraw(number)
    print(f"question {number} is withdrawn")


@app.command()
def forget(
    number: Annotated[int | None, typer.Argument(min=1, metavar="NUMBER", help="Number of a question.")] = None,
    name: Annotated[str, typer.Option(help="First name of the reader, if the number is not known.")] = "",
    city: Annotated[str, typer.Option(help="City of the reader, with the name.")] = "",
    is_all: Annotated[bool, typer.Option("--all", help="The question too, with drafts, history and page.")] = False,
    library: LibraryFile = None,
) -> None:
    """Delete a reader's first name and city, here and on the site."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    if (number is None) == (not name or not city):
        raise typer.BadParameter("Give the number of a question, or --name and --city.")
    with Library.open(library, must_exist=True) as opened:
        desk = Desk(opened)
        numbers = [number] if number is not None else desk.of_reader(name, city)
        done = desk.forget(numbers, all_of_it=is_all)
    print(f"forgotten in {len(done.numbers)} questions" + (f": {', '.join(map(str, done.numbers))}" if numbers else ""))
    for place in done.still_in:
        print(f"The name still stands in the words of {place}; edit it, or forget with --all.", file=sys.stderr)


@app.command()
def protect(
    names: Annotated[list[str] | None, typer.Argument(help="Names that must never be published.")] = None,
    taken: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="A file with a name on each line.")
    ] = None,
    is_removed: Annotated[bool, typer.Option("--remove", help="Take the names off the list instead.")] = False,
    library: LibraryFile = None,
) -> None:
    """Put names on the protected list. They are kept as hashes; the list cannot be printed."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library
    from inminban.testimony.protected import ProtectedNames

    wanted = [*(names or []), *(names_in(taken) if taken else [])]
    if not wanted:
        raise typer.BadParameter("Give a name, or a file of names with --from.")
    with Library.open(library) as opened:
        listed = ProtectedNames(opened)
        if is_removed:
            print(f"{sum(listed.release(name) for name in wanted)} of {len(wanted)} names taken off the list")
            return
        print(f"{listed.protect(wanted)} of {len(wanted)} names put on the list")
        for place in Desk(opened).places_of_protected():
            print(f"A protected name stands in {place}.", file=sys.stderr)


def names_in(file: Path) -> list[str]:
    """The names in a file, one a line."""
    return [line.strip() for line in characters_of(file).splitlines() if line.strip()]


def characters_of(file: Path) -> str:
    """The characters of a file, in whatever encoding it is."""
    from inminban.testimony.reading.encoding import decode
    from inminban.testimony.reading.files import read_bytes

    return decode(read_bytes(file), file).text
