"""Files of a user's own claims: proposals waiting for review, claims accepted, the sources they name.

    claims/                 the folder: INMINBAN_CLAIMS, else beside the library
      sources.toml          what the texts are
      <text>.toml           accepted claims, in the form of the project's own
      proposals/<text>.toml what `claims suggest` found, each with its state

Every file is written whole beside its place and moved there, so that an interrupted review loses nothing.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.evidence.own_claims import SOURCES, own_sources
from inminban.evidence.quantities import Quantity, Who, factor
from inminban.numbers.parameters.lines import input_error, read_toml
from inminban.testimony.amounts import Amount
from inminban.testimony.plain import one_line
from inminban.testimony.records import Document
from inminban.testimony.store import default_path
from inminban.testimony.subjects import joined
from inminban.testimony.suggest import Proposal, measures, years_or_guess
from inminban.testimony.terms import Filter, find_terms, known_groups

ENVIRONMENT = "INMINBAN_CLAIMS"
PROPOSALS = "proposals"
FIRST_PERSON = re.compile(r"\b(?:I|my|we|our|me|us)\b|(?<![가-힣])(?:나는|내가|내|우리|저는|제)", re.IGNORECASE)
KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")
State = Literal["open", "accepted", "edited", "dropped"]


class TextInfo(BaseModel):
    """The text that proposals come from. `key` names its source and its files."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    title: str
    publisher: str = ""
    year: int
    left: int | None = None
    occupation: str = ""


class Waiting(BaseModel):
    """One proposal with its state; what a reviewer changes stands here too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int
    state: State = "open"
    paragraph: int
    passage: str
    says: str
    kind: Literal["quantity", "order", "exists"]
    topic: str
    mechanism: list[str]
    who: Who = {}
    years: list[int]
    metric: str = ""
    quantity: list[Quantity] = []


class Proposals(BaseModel):
    """A file of proposals."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: TextInfo
    proposal: list[Waiting]


class Place(NamedTuple):
    """Where the proposals and claims of one text lie."""

    folder: Path
    key: str

    @property
    def proposals(self) -> Path:
        """The file of proposals."""
        return self.folder / PROPOSALS / f"{self.key}.toml"

    @property
    def claims(self) -> Path:
        """The file of accepted claims."""
        return self.folder / f"{self.key}.toml"


def default_folder() -> Path:
    """Where a user's claims lie: `INMINBAN_CLAIMS`, else the folder claims beside the library."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named).expanduser() if named else default_path().parent / "claims"


def of_document(document: Document) -> TextInfo:
    """What a text of the library is, as a source."""
    year = document.date.year if document.date else document.year_of_leaving or date.today().year
    return TextInfo(
        key=document.id,
        title=document.title,
        publisher=document.publisher,
        year=year,
        left=document.year_of_leaving,
        occupation=document.occupation,
    )


def of_file(
    path: Path, paragraphs: Sequence[str], stated: Mapping[str, str], left: int | None = None, occupation: str = ""
) -> TextInfo:
    """What a file outside the library is, as a source; its key is made from its name and its words."""
    digest = sha256("\n".join(paragraphs).encode()).hexdigest()[:6]
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-")[:40] or "text"
    year = re.match(r"\d{4}", stated.get("date", ""))
    told = left or (int(stated["year_of_leaving"]) if stated.get("year_of_leaving", "").isdigit() else None)
    return TextInfo(
        key=f"{stem}-{digest}",
        title=stated.get("title") or one_line(path.stem),
        publisher=stated.get("publisher", ""),
        year=int(year[0]) if year else told or date.today().year,
        left=told,
        occupation=occupation or stated.get("occupation", ""),
    )


def waiting(found: Sequence[Proposal], text: TextInfo) -> list[Waiting]:
    """Proposals as they wait for review, numbered from 1; one who says "I" speaks of the own group."""
    return [
        Waiting(
            number=number,
            paragraph=one.paragraph,
            passage=one.passage,
            says=one.says,
            kind=one.kind,
            topic=one.topics[0] if one.topics else "daily_life",
            mechanism=one.mechanisms or ["unknown"],
            who=group_or_own(one.who, one.passage, text),
            years=list(years_or_guess(one, text.left, text.year)),
            metric=one.metric,
            quantity=[quantity_of(one, *owned, text) for owned in zip(one.amounts, one.whose, strict=True)],
        )
        for number, one in enumerate(found, start=1)
    ]


def group_or_own(who: Filter, passage: str, text: TextInfo) -> Filter:
    """The group named; where none is and the witness says "I", the witness's own occupation."""
    if who or not FIRST_PERSON.search(passage):
        return who
    return joined(known_groups()[hit.key] for hit in find_terms(text.occupation) if hit.kind == "group")


def quantity_of(one: Proposal, amount: Amount, owner: Filter, text: TextInfo) -> Quantity:
    """An amount as a claim keeps it: of the metric where it is in its unit, else of the topic."""
    is_metric = bool(one.metric) and factor(amount.unit, measures()[one.metric]["unit"]) is not None
    of = one.metric if is_metric else one.topics[0] if one.topics else "amount"
    who = group_or_own(owner, one.passage, text) if not one.who else owner
    return Quantity(of=of, who=who, low=amount.low, high=amount.high, unit=amount.unit)


def read_proposals(file: Path) -> Proposals:
    """A file of proposals. InputError with file, line and key if it is not as it must be."""
    read = read_toml(file)
    try:
        return Proposals.model_validate(read.content)
    except ValidationError as error:
        raise input_error(error, read, [], (*Waiting.model_fields, *TextInfo.model_fields)) from error


def write_proposals(place: Place, proposals: Proposals) -> None:
    """Write a file of proposals, whole."""
    place.proposals.parent.mkdir(parents=True, exist_ok=True)
    blocks = ["# Proposed by `inminban claims suggest`; go through them with `inminban claims review`.\n"]
    blocks.append(table("text", proposals.text.model_dump(exclude_none=True)))
    blocks += [table("proposal", one.model_dump(), is_list=True) for one in proposals.proposal]
    write_whole(place.proposals, "\n".join(blocks))


def keep_source(folder: Path, text: TextInfo) -> None:
    """Add a text to the folder's sources, unless it is there."""
    if text.key in own_sources(folder):
        return
    entry = {
        "title": text.title,
        "organisation": text.publisher or "unknown",
        "year": text.year,
        "kind": "testimony",
        "confidence": "low",
        "note": f"left in {text.left}" if text.left else "",
    }
    append(folder / SOURCES, table(text.key, {name: value for name, value in entry.items() if value != ""}))


def append(file: Path, block: str) -> None:
    """Put a block at the end of a file and leave the rest as it is, comments too."""
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, f"{before.rstrip()}\n\n{block}".lstrip("\n"))


def keep_claim(place: Place, name: str, content: Mapping[str, Any]) -> None:
    """Add a claim to the text's file, unless it stands there from an interrupted review."""
    if place.claims.is_file() and name in read_toml(place.claims).content:
        return
    check = content.get("check")
    block = table(name, {key: value for key, value in content.items() if key != "check"})
    append(place.claims, block + ("\n" + table(f"{name}.check", check, is_list=True) if check else ""))


def table(name: str, content: Mapping[str, Any], *, is_list: bool = False) -> str:
    """One TOML table with its keys, empty values left out."""
    head = f"[[{name}]]" if is_list else f"[{name}]"
    lines = [f"{key} = {written(value)}" for key, value in content.items() if value not in ("", [], {}, None)]
    return "\n".join([head, *lines]) + "\n"


def written(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, BaseModel):
        return written(value.model_dump())
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {written(one)}" for key, one in value.items() if one not in ({}, ""))
        return f"{{ {inside} }}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(written, value))}]"
    return json.dumps(one_line(str(value)), ensure_ascii=False)


def place_of(folder: Path, key: str) -> Place:
    """Where the files of a text lie; InputError for a name that is none."""
    if not KEY.fullmatch(key):
        raise InputError(f"{key!r} is no name of a text", remedy="Use the name `claims suggest` gave it.")
    return Place(folder, key)


def waiting_files(folder: Path) -> list[Path]:
    """The files of proposals in a folder."""
    return sorted((folder / PROPOSALS).glob("*.toml"))
