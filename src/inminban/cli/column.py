"""`inminban column`: readers' questions, drafts of answers, the published site, the protected list."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inminban.cli.options import HELP, AsJson, LibraryFile
from inminban.cli.saying import say

if TYPE_CHECKING:
    from inminban.desk.desk import Desk
    from inminban.desk.drafts import Draft
    from inminban.desk.questions import Question

app = typer.Typer(
    help="Answer readers' questions and publish the answers. Of a reader only first name and city are kept.",
    no_args_is_help=True,
    context_settings=HELP,
)

Number = Annotated[int, typer.Argument(min=1, metavar="NUMBER", help="Number of a question.")]


@app.command()
def submit(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question, in quotes.")],
    name: Annotated[str, typer.Option(help="First name of the reader, and nothing more.")] = "",
    city: Annotated[str, typer.Option(help="City of the reader.")] = "",
    library: LibraryFile = None,
) -> None:
    """Submit a reader's question."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    if sys.stdin.isatty():
        name = name or typer.prompt("First name", err=True)
        city = city or typer.prompt("City", err=True)
    with Library.open(library) as opened:
        number = Desk(opened).submit(question, name, city)
    say(f"Question {number} is waiting. Next: inminban column choose {number}")


@app.command()
def queue(
    is_all: Annotated[bool, typer.Option("--all", help="Include published and withdrawn questions.")] = False,
    as_json: AsJson = False,
    library: LibraryFile = None,
) -> None:
    """List the open questions, the oldest first."""
    from inminban.cli.printing import console, print_json, table
    from inminban.desk.desk import Desk
    from inminban.desk.questions import OPEN_STATES, STATES
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        found = Desk(opened).queue(STATES if is_all else OPEN_STATES)
    if as_json:
        print_json([question._asdict() for question in found])
        return
    if not found:
        say("There are no open questions.")
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
    say(f"{question.number}, {question.state}: {question.question}\n{question.reader}\n")
    say("\n".join(f"{event.at}  {event.what}" for event in history))
    if versions:
        say(f"\n{as_file(versions[-1].draft)}", end="")


@app.command()
def choose(number: Number, library: LibraryFile = None) -> None:
    """Choose a question to answer."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        desk = Desk(opened)
        desk.choose(number)
        say(f"Question {number} is {desk.question(number).state}. Next: inminban column draft {number}")


@app.command()
def draft(
    number: Number,
    run: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the run whose numbers the answer shows.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the last version to a file, for editing.")
    ] = None,
    taken: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Read an edited file as the next version.")
    ] = None,
    is_edited: Annotated[bool, typer.Option("--edit", help="Open the last version in your editor.")] = False,
    library: LibraryFile = None,
) -> None:
    """Draft an answer with `inminban ask`, then edit it.

    Edit with --edit, or with --out FILE and --from FILE. Only a version that a person has edited can be published.
    """
    from inminban.desk.desk import Desk
    from inminban.desk.drafts import as_file, edit, read_draft
    from inminban.desk.questions import BY_ASK, BY_EDITOR
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        desk = Desk(opened)
        versions = desk.versions(number)
        if taken is not None:
            new = read_draft(characters_of(taken), taken)
            print_edited(number, desk.add_draft(number, new, BY_EDITOR))
            return
        if not versions or run is not None:
            version = desk.add_draft(number, make_draft(desk, desk.question(number), run), BY_ASK)
            say(
                f"Draft {version} of question {number} was made by `ask`. A person must edit it before it is published."
            )
            versions = desk.versions(number)
        if is_edited:
            edited = edit(as_file(versions[-1].draft))
            if edited is None:
                say("Nothing was changed.")
                return
            print_edited(number, desk.add_draft(number, read_draft(edited), BY_EDITOR))
        elif out is not None:
            write_draft(number, out, as_file(versions[-1].draft))
        else:
            say(as_file(versions[-1].draft), end="")


def print_edited(number: int, version: int) -> None:
    """Say which version of an answer an editor has saved, and the next step."""
    say(f"Draft {version} of question {number} is saved. Next: inminban column publish {number}")


def make_draft(desk: Desk, question: Question, run: Path | None) -> Draft:
    """The first version of an answer: an article made of what `ask` finds, with its sources and witnesses."""
    from inminban.ask.answer import ask
    from inminban.desk.article import draft_of

    return draft_of(ask(question.question, library=desk.library, run=run), desk.library)


def write_draft(number: int, out: Path, text: str) -> None:
    """Write a draft to a new file. An existing file is never replaced, since it could hold somebody's edits."""
    from inminban.core.disk import write_new
    from inminban.errors import InputError

    try:
        write_new(out, text)
    except FileExistsError as error:
        raise InputError("this file exists", file=out, remedy="Name another file, or move this one away.") from error
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=out, remedy="Name another file.") from error
    say(f"Written to {out}. Edit it, then: inminban column draft {number} --from {out}")


@app.command()
def publish(
    number: Number,
    site: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the site. It is remembered.")] = None,
    address: Annotated[str, typer.Option(help="Web address of the site, for the feed. It is remembered.")] = "",
    title: Annotated[str, typer.Option(help="Title of the site. It is remembered.")] = "",
    library: LibraryFile = None,
) -> None:
    """Publish the edited answer as a page, and update index and feed of the site.

    An answer is refused if the page would contain a protected name, or if witness or sources are missing.
    """
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        desk = Desk(opened)
        written, missing = desk.publish(number, site, address, title), desk.missing_sites()
    pages = [path for path in written if path.name == f"{number}.html"]
    say(f"Published: {', '.join(map(str, pages))}")
    for folder in missing:
        say(f"Not written, because the folder does not exist: {folder}", is_error=True)


@app.command()
def withdraw(number: Number, library: LibraryFile = None) -> None:
    """Remove a published answer from the site."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    with Library.open(library, must_exist=True) as opened:
        Desk(opened).withdraw(number)
    say(f"Question {number} is withdrawn.")


@app.command()
def forget(
    number: Annotated[int | None, typer.Argument(min=1, metavar="NUMBER", help="Number of a question.")] = None,
    name: Annotated[str, typer.Option(help="First name of the reader, instead of a number.")] = "",
    city: Annotated[str, typer.Option(help="City of the reader, together with --name.")] = "",
    is_all: Annotated[
        bool, typer.Option("--all", help="Delete the question too, with drafts, history and page.")
    ] = False,
    library: LibraryFile = None,
) -> None:
    """Delete a reader's first name and city, in the library and on the site."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library

    if (number is None) == (not name or not city):
        raise typer.BadParameter("Give the number of a question, or --name and --city.")
    with Library.open(library, must_exist=True) as opened:
        desk = Desk(opened)
        numbers = [number] if number is not None else desk.of_reader(name, city)
        done = desk.forget(numbers, all_of_it=is_all)
    which = f" ({', '.join(map(str, done.numbers))})" if numbers else ""
    say(f"The reader was deleted from {len(done.numbers)} question{'' if len(done.numbers) == 1 else 's'}{which}.")
    for place in done.still_in:
        say(f"The text of {place} still contains the name. Edit it, or use --all.", is_error=True)


@app.command()
def protect(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Names that must never be published.")
    ] = None,
    taken: Annotated[Path | None, typer.Option("--from", metavar="FILE", help="File with a name on each line.")] = None,
    is_removed: Annotated[bool, typer.Option("--remove", help="Remove the names from the list instead.")] = False,
    library: LibraryFile = None,
) -> None:
    """Put names on the protected list: they are never published. The list stores hashes and cannot be printed."""
    from inminban.desk.desk import Desk
    from inminban.testimony.library import Library
    from inminban.testimony.protected import ProtectedNames

    wanted = [*(names or []), *(names_in(taken) if taken else [])]
    if not wanted:
        raise typer.BadParameter("Give a name, or a file of names with --from.")
    with Library.open(library) as opened:
        listed = ProtectedNames(opened)
        if is_removed:
            say(f"{sum(listed.release(name) for name in wanted)} of {len(wanted)} names were removed from the list.")
            return
        say(f"{listed.protect(wanted)} of {len(wanted)} names were added to the list.")
        for place in Desk(opened).places_of_protected():
            say(f"A protected name is in {place}", is_error=True)


@app.command()
def editor(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name with which the editor logs in.")] = "",
    is_removed: Annotated[bool, typer.Option("--remove", help="Let this editor log in no more.")] = False,
    library: LibraryFile = None,
) -> None:
    """Let an editor log in at the desk of `inminban serve`. You are asked for the password; without NAME, list editors.

    Without a terminal the password is the first line of the input.
    """
    from inminban.desk.editors import Editors
    from inminban.testimony.database import default_path

    editors = Editors(library or default_path())
    if not name:
        say("\n".join(editors.names()) or "There are no editors. Name one: inminban column editor NAME")
    elif is_removed:
        editors.remove(name)
        say(f"{name} can log in no more. Whoever is logged in stays so until the server ends.")
    else:
        editors.set_password(name, asked_password())
        say(f"{name} can log in at the editors' desk of `inminban serve`.")


def asked_password() -> str:
    """A new password, typed twice in a terminal, else the first line of the input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def names_in(file: Path) -> list[str]:
    """The names in a file, one a line. InputError, with the line, for one that cannot be a name."""
    from inminban.errors import InputError
    from inminban.testimony.protected import spellings

    names = []
    for number, line in enumerate(characters_of(file).splitlines(), start=1):
        if name := line.strip():
            try:
                spellings(name)
            except InputError as error:
                raise InputError(error.what, file=file, line=number, remedy=error.remedy) from error
            names.append(name)
    return names


def characters_of(file: Path) -> str:
    """The characters of a file in any known encoding."""
    from inminban.testimony.reading.encoding import decode
    from inminban.testimony.reading.files import read_bytes

    return decode(read_bytes(file), file).text
