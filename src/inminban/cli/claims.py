"""`inminban claims ...` and `inminban evidence trace`: claims proposed, reviewed, held against a run, traced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from inminban.evidence.records import Record
    from inminban.testimony.claim_files import TextInfo

app = typer.Typer(
    help="Claims of witnesses: proposed from a text, reviewed, held against a run and against each other.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Folder = Annotated[
    Path | None,
    typer.Option(
        "--claims", metavar="DIR",
        help="Folder of your own claims; by default INMINBAN_CLAIMS, else claims beside the library.",
    ),
]  # fmt: skip
LibraryFile = Annotated[
    Path | None,
    typer.Option(
        "--library", metavar="FILE", help="The library's file; by default INMINBAN_LIBRARY, else in your data folder."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]


@app.command()
def suggest(
    text: Annotated[str, typer.Argument(metavar="DOC", help="A file, or the id of a document of the library.")],
    left: Annotated[int | None, typer.Option(metavar="YEAR", help="Year in which the witness left.")] = None,
    occupation: Annotated[str, typer.Option(metavar="WORDS", help="What the witness was, for a file.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Begin anew, though some are decided already.")] = False,
    claims: Folder = None,
    library: LibraryFile = None,
    as_json: AsJson = False,
) -> None:
    """Propose claims from a text, without network, and keep them for `claims review`."""
    from inminban.cli.shown import print_json
    from inminban.errors import InputError
    from inminban.testimony import claim_files
    from inminban.testimony.suggest import suggest as proposals_of

    info, paragraphs = text_of(text, left, occupation, library)
    place = claim_files.place_of(claims or claim_files.default_folder(), info.key)
    if place.proposals.is_file() and not again:
        raise InputError(
            "claims were proposed from this text already", file=place.proposals,
            remedy="Go on with `inminban claims review`, or begin anew with --again.",
        )  # fmt: skip
    found = claim_files.waiting(proposals_of(paragraphs), info)
    if found:
        claim_files.write_proposals(place, claim_files.Proposals(text=info, proposal=found))
    if as_json:
        print_json({"text": info.model_dump(), "proposals": [one.model_dump() for one in found]})
        return
    print_proposals(found, info, place.proposals)


def text_of(text: str, left: int | None, occupation: str, library: Path | None) -> tuple[TextInfo, Sequence[str]]:
    """The paragraphs of a file or of a document of the library, and what is known about it."""
    from inminban.errors import InputError
    from inminban.testimony import claim_files
    from inminban.testimony.library import Library
    from inminban.testimony.reading import read_text

    if Path(text).exists():
        read = read_text(Path(text))
        return claim_files.of_file(Path(text), read.paragraphs, read.stated, left, occupation), read.paragraphs
    if not claim_files.KEY.fullmatch(text):
        raise InputError("there is no such file", file=text, remedy="Name a file or the id of a document.")
    with Library.open(library, must_exist=True) as opened:
        document = opened.document(text)
        return claim_files.of_document(document), opened.paragraphs(document.id)


def print_proposals(found: Sequence[Any], info: TextInfo, file: Path) -> None:
    """Say what was proposed and where it waits."""
    from inminban.testimony.review import as_text

    for one in found:
        print(as_text(one, len(found)))
    if found:
        print(f"\n{len(found)} proposals from {info.title}, kept in {file}.")
        print(f"Next: inminban claims review {info.key}")
    else:
        print("Nothing in this text looks like a claim about an amount, a frequency or a duty.")


@app.command()
def review(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="Which text; by default all that wait.")] = None,
    claims: Folder = None,
) -> None:
    """Go through proposals: accept, edit or drop. Saved after each; stop and go on any time."""
    from inminban.errors import InputError
    from inminban.testimony import claim_files
    from inminban.testimony.review import review as go_through

    folder = claims or claim_files.default_folder()
    places = [claim_files.place_of(folder, text)] if text else [
        claim_files.place_of(folder, file.stem) for file in claim_files.waiting_files(folder)
    ]  # fmt: skip
    if not places:
        raise InputError("no proposals wait", file=folder, remedy="Make some with `inminban claims suggest DOC`.")
    for place in places:
        done = go_through(place, input, print)
        print(
            f"{done.accepted} accepted, {done.edited} edited, {done.dropped} dropped, {done.open} open: {place.claims}"
        )
        if done.open:
            break


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Folder of your own claims; by default the project's claims.")
    ] = None,
    run: Annotated[
        Path | None, typer.Option("--run", metavar="DIR", help="Run folder; by default the newest under runs/.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold claims against a run: the model's value, agree, disagree or untested, and the numbers they touch."""
    from inminban import evidence
    from inminban.ask.runs import open_newest
    from inminban.cli.shown import print_json
    from inminban.evidence.checks import Years, check_record
    from inminban.evidence.own_claims import read_own_claims

    records = read_own_claims(folder) if folder else evidence.claims()
    with open_newest(run) as opened:
        years = Years(opened)
        found = [(record, check_record(years, record)) for record in records]
        if as_json:
            print_json([as_plain(record, verdicts) for record, verdicts in found])
            return
        print(f"Run: {opened.path}, {opened.info.first_day} to {opened.info.last_day_lived}")
    for record, verdicts in found:
        say(lines_of(record, verdicts))
    states = [verdict.verdict for _, verdicts in found for verdict in verdicts]
    print(", ".join(f"{states.count(state)} {state}" for state in ("agree", "disagree", "untested")))


def as_plain(record: Record, verdicts: Sequence[Any]) -> dict[str, Any]:
    """A claim with its verdicts and what it touches, for JSON."""
    from inminban.evidence.trace import touched

    return {
        "id": record.id,
        "source": record.content.source,
        "says": record.content.says,
        "verdicts": [verdict._asdict() for verdict in verdicts],
        **touched(record)._asdict(),
    }


def say(lines: Iterable[str]) -> None:
    """Print lines that may hold text of others: without signs that steer a terminal."""
    from inminban.testimony.plain import clean

    print(clean("\n".join(lines)))


def lines_of(record: Record, verdicts: Sequence[Any]) -> list[str]:
    """A claim with its verdicts and what it touches, in lines."""
    from inminban.evidence.trace import touched
    from inminban.evidence.verdict_words import finding

    lines = [f"{record.id}  {record.content.says} [{record.title}]"]
    lines += [f"    {verdict.verdict:9} {finding(verdict)}" for verdict in verdicts]
    touches = touched(record)
    lines.append(f"    mechanisms: {', '.join(touches.mechanisms) or 'none of this version'}")
    if touches.behind:
        lines.append(f"    numbers that rest on it: {', '.join(touches.behind)}")
    others = len(touches.numbers) - len(touches.behind)
    lines.append(f"    other numbers of these mechanisms: {others}")
    return lines


@app.command()
def conflicts(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Folder of your own claims, looked at beside the project's.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List claims and figures about the same quantity, group and time that contradict each other."""
    from inminban import evidence
    from inminban.cli.shown import print_json
    from inminban.evidence.own_claims import read_own_claims
    from inminban.evidence.quantities import conflicts as found_in
    from inminban.evidence.quantities import statements

    own = read_own_claims(folder) if folder else ()
    records = [*evidence.claims(), *evidence.figures(), *own]
    found = found_in(records)
    if as_json:
        print_json([{"first": one.first._asdict(), "second": one.second._asdict()} for one in found])
        return
    for one in found:
        say([f"{one.first.of}:"])
        for side in one:
            span = f"{side.low:,.10g} to {side.high:,.10g} {side.unit}, {side.years[0]} to {side.years[1]}"
            say([f"    {side.id}  {span}  {side.says} [{side.source}]"])
    total = f"{len(found)} conflict{'' if len(found) == 1 else 's'}"
    print(f"{total} among {sum(1 for _ in statements(records))} statements of quantity.")


def trace(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A number (institution.name), or a source or document to trace from.")
    ],
    claims: Folder = None,
    library: LibraryFile = None,
    as_json: AsJson = False,
) -> None:
    """Print the chain from a number to claims and paragraphs, or from a source to all that rests on it."""
    from inminban.cli.shown import print_json
    from inminban.evidence import trace as traces
    from inminban.evidence.own_claims import claim_files as files_of
    from inminban.evidence.own_claims import read_own_claims
    from inminban.numbers.parameters import known_sources
    from inminban.testimony import claim_files

    folder = claims or claim_files.default_folder()
    own = read_own_claims(folder) if claims or (folder.is_dir() and files_of(folder)) else ()
    is_source = name in known_sources() or any(record.content.source == name for record in own)
    found = traces.trace_source(name, own) if is_source else traces.trace_number(name, own)
    if as_json:
        print_json(traces.as_plain(found))
        return
    lines = traces.source_lines(found) if isinstance(found, traces.SourceTrace) else traces.number_lines(found)
    say([*lines, *paragraph_lines(found.claims, library)])


def paragraph_lines(steps: Sequence[Any], library: Path | None) -> list[str]:
    """The paragraphs themselves, for claims from texts that the user's library holds."""
    from inminban.testimony.claim_files import KEY
    from inminban.testimony.library import Library
    from inminban.testimony.store import default_path

    if not steps or not (library or default_path()).is_file():
        return []
    lines: list[str] = []
    with Library.open(library, must_exist=True) as opened:
        held = {document.id for document in opened.documents()}
        for step in steps:
            if step.source in held and KEY.fullmatch(step.source):
                for number in step.paragraph:
                    lines.append(f"    {step.source}:{number}  {opened.passage(f'{step.source}:{number}').text}")
    return ["  paragraphs in your library:", *lines] if lines else []
