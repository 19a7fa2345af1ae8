"""`inminban claims`: claims proposed from a text, reviewed, compared with a run and with each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inminban.cli.options import HELP, AsJson, ClaimsFolder, LibraryFile, NewestRun
from inminban.cli.saying import say

if TYPE_CHECKING:
    from inminban.evidence import Verdict
    from inminban.evidence.records import Record
    from inminban.testimony.claims.proposals import TextInfo, Waiting
    from inminban.testimony.speakers import Speaker

app = typer.Typer(
    help="Propose claims from a text, review them, compare them with a run and with each other.",
    no_args_is_help=True,
    context_settings=HELP,
)


@app.command()
def suggest(
    text: Annotated[str, typer.Argument(metavar="DOC", help="A file, or the id of a document in the library.")],
    left: Annotated[int | None, typer.Option(metavar="YEAR", help="For a file: when the witness left.")] = None,
    occupation: Annotated[str, typer.Option(metavar="WORDS", help="For a file: occupation of the witness.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Start over and take earlier decisions back.")] = False,
    claims: ClaimsFolder = None,
    library: LibraryFile = None,
    as_json: AsJson = False,
) -> None:
    """Propose claims from a text and keep them for `inminban claims review`. Works without a network."""
    from inminban.cli.printing import print_json
    from inminban.errors import InputError
    from inminban.testimony.claims import files
    from inminban.testimony.claims.accept import start_over
    from inminban.testimony.claims.proposals import Proposals, waiting
    from inminban.testimony.claims.suggest import suggest as proposals_of

    info, paragraphs, speakers = text_of(text, left, occupation, library)
    place = files.place_of(claims or files.default_folder(), info.key)
    if place.proposals.is_file() and not again:
        remedy = "Go on with `inminban claims review`, or start over with --again."
        raise InputError("claims were already proposed from this text", file=place.proposals, remedy=remedy)
    first = start_over(place) if place.proposals.is_file() else 1
    found = waiting(proposals_of(paragraphs, speakers), info, first)
    if found:
        files.write_proposals(place, Proposals(text=info, proposal=found))
    if as_json:
        print_json({"text": info.model_dump(), "proposals": [one.model_dump() for one in found]})
    else:
        print_proposals(found, info, place.proposals)


def text_of(
    text: str, left: int | None, occupation: str, library: Path | None
) -> tuple[TextInfo, Sequence[str], Sequence[Speaker]]:
    """What is known of a file or of a document in the library, its paragraphs, and who says them."""
    from inminban.errors import InputError
    from inminban.testimony.claims.files import KEY
    from inminban.testimony.claims.proposals import of_document, of_file
    from inminban.testimony.library import Library
    from inminban.testimony.reading.apart import read_apart
    from inminban.testimony.speakers import read_speakers, speakers_of

    if Path(text).exists():
        read = read_apart(Path(text))
        stated = read_speakers(read.stated.get("speakers", ""), Path(text))
        speakers = speakers_of(read.labels, read.paragraphs, read.stated.get("witness", ""), stated)
        return of_file(Path(text), read.paragraphs, read.stated, left, occupation), read.paragraphs, speakers
    if not KEY.fullmatch(text):
        raise InputError("there is no such file", file=text, remedy="Name a file or the id of a document.")
    with Library.open(library, must_exist=True) as opened:
        document = opened.document(text)
        return of_document(document), opened.paragraphs(document.id), opened.speakers(document.id)


def print_proposals(found: Sequence[Waiting], info: TextInfo, file: Path) -> None:
    """Print what was proposed, where it is kept, and the next step."""
    from inminban.testimony.claims.review import as_text

    for one in found:
        say(as_text(one, found[-1].number))
    if found:
        say(f"\n{len(found)} proposals from {info.title}, kept in {file}.")
        say(f"Next: inminban claims review {info.key}")
    else:
        say("No sentence of this text states an amount, a frequency or a duty.")


@app.command()
def review(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="Name of a text, as `claims suggest` gave it. Default: all.")
    ] = None,
    is_undo: Annotated[
        bool, typer.Option("--undo", help="First take back the last decision, of this text or the one decided last.")
    ] = False,
    claims: ClaimsFolder = None,
) -> None:
    """Accept, edit or drop proposed claims. Each decision is saved at once; you can stop and go on any time.

    A decision can be taken back: type u to take back the one before, or begin with --undo.
    """
    from inminban.errors import InputError
    from inminban.numbers.parameters.lines import nearest
    from inminban.testimony.claims import files
    from inminban.testimony.claims.review import last_decided, undo
    from inminban.testimony.claims.review import review as go_through

    folder = claims or files.default_folder()
    known = [file.stem for file in files.waiting_files(folder)]
    names = [text] if text else known
    if text and text not in known:
        remedy = f"Name one of {', '.join(known) or 'none'}.{nearest(text, known)}"
        raise InputError(f"no claims were proposed from '{text}'", file=folder, remedy=remedy)
    if not names:
        remedy = "Propose some with `inminban claims suggest DOC`."
        raise InputError("there are no proposals to review", file=folder, remedy=remedy)
    places = [files.place_of(folder, name) for name in names]
    if is_undo:
        latest = last_decided(places)
        undo(latest, files.read_proposals(latest.proposals), say)
        places = [latest, *(place for place in places if place != latest)]
    for place in places:
        done = go_through(place, input, say)
        say(f"{done.accepted} accepted, {done.edited} edited, {done.dropped} dropped, {done.open} open: {place.claims}")
        if done.open:
            break


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Folder of your own claims. Default: the project's claims.")
    ] = None,
    run: NewestRun = None,
    as_json: AsJson = False,
) -> None:
    """Compare claims with a run: agree, disagree or untested, and the numbers of the model that they concern."""
    from inminban import evidence
    from inminban.ask.runs import open_newest
    from inminban.cli.printing import print_json, print_lines
    from inminban.cli.progress import Waiting
    from inminban.evidence.checks import check_records
    from inminban.evidence.own_claims import read_own_claims
    from inminban.evidence.severity import how_hard

    records = read_own_claims(folder) if folder else evidence.claims()
    with open_newest(run) as opened:
        with Waiting("Comparing with claims") as tell:
            found = check_records(opened, records, tell)
        if as_json:
            print_json([as_plain(record, verdicts) for record, verdicts in found])
            return
        say(f"Run: {opened.path}, {opened.info.first_day} to {opened.info.last_day_lived}")
    for record, verdicts in found:
        print_lines(lines_of(record, verdicts))
    everything = [verdict for _, verdicts in found for verdict in verdicts]
    states = [verdict.verdict for verdict in everything]
    say(", ".join(f"{states.count(state)} {state}" for state in ("agree", "disagree", "untested")))
    say(how_hard(everything))


def as_plain(record: Record, verdicts: Sequence[Verdict]) -> dict[str, object]:
    """A claim with its verdicts and the numbers it concerns, for JSON."""
    from inminban.evidence.severity import as_plain as plain_verdict
    from inminban.evidence.trace import touched

    return {
        "id": record.id,
        "source": record.content.source,
        "says": record.content.says,
        "verdicts": [plain_verdict(verdict) for verdict in verdicts],
        **touched(record)._asdict(),
    }


def lines_of(record: Record, verdicts: Sequence[Verdict]) -> list[str]:
    """A claim with its verdicts and the numbers it concerns, in lines."""
    from inminban.evidence.trace import touched
    from inminban.evidence.verdict_words import finding

    touches = touched(record)
    lines = [f"{record.id}  {record.content.says} [{record.title}]"]
    lines += [f"    {verdict.verdict:9} {finding(verdict)}" for verdict in verdicts]
    lines.append(f"    institutions: {', '.join(touches.mechanisms) or 'none in this version'}")
    if touches.behind:
        lines.append(f"    numbers based on it: {', '.join(touches.behind)}")
    lines.append(f"    other numbers of these institutions: {len(touches.numbers) - len(touches.behind)}")
    return lines


@app.command()
def conflicts(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Folder of your own claims, used together with the project's.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List statements that contradict each other about the same quantity, group and time."""
    from inminban import evidence
    from inminban.cli.printing import print_json, print_lines
    from inminban.evidence.conflicts import conflicts as found_in
    from inminban.evidence.conflicts import statements
    from inminban.evidence.own_claims import read_own_claims

    own = read_own_claims(folder) if folder else ()
    records = [*evidence.claims(), *evidence.figures(), *own]
    found = found_in(records)
    if as_json:
        print_json([{"first": one.first._asdict(), "second": one.second._asdict()} for one in found])
        return
    for one in found:
        print_lines([f"{one.first.of}:"])
        for side in one:
            span = f"{side.low:,.10g} to {side.high:,.10g} {side.unit}, {side.years[0]} to {side.years[1]}"
            print_lines([f"    {side.id}  {span}  {side.says} [{side.source}]"])
    total = f"{len(found)} conflict{'' if len(found) == 1 else 's'}"
    say(f"{total} among {sum(1 for _ in statements(records))} statements of a quantity.")
