"""Files of a user's own claims: proposals, accepted claims, and the sources they name.

    claims/                 the folder: INMINBAN_CLAIMS, else beside the library
      sources.toml          the texts that claims come from
      <text>.toml           accepted claims, in the form of the project's claims
      proposals/<text>.toml proposals of `claims suggest`, each with its state

Every file is replaced as a whole, so that an interrupted review loses nothing.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.evidence.own_claims import SOURCES, claim_files, own_sources, read_own_claims
from inminban.evidence.records import Record
from inminban.numbers.parameters.lines import input_error, read_toml
from inminban.testimony.claims.proposals import Proposals, TextInfo, Waiting
from inminban.testimony.clean_text import one_line
from inminban.testimony.database import default_path

ENVIRONMENT = "INMINBAN_CLAIMS"
PROPOSALS = "proposals"
KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")


class Place(NamedTuple):
    """Where the proposals and claims of one text are."""

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
    """Folder of the user's claims: `INMINBAN_CLAIMS`, else the folder claims next to the library."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named).expanduser() if named else default_path().parent / "claims"


def own_claims(folder: Path | None) -> tuple[Record, ...]:
    """The user's own claims: of the folder named, else of the default folder if it holds any."""
    if folder is not None:
        return read_own_claims(folder)
    usual = default_folder()
    return read_own_claims(usual) if usual.is_dir() and claim_files(usual) else ()


def read_proposals(file: Path) -> Proposals:
    """Read a file of proposals. InputError with file, line and key if it is damaged."""
    read = read_toml(file)
    try:
        return Proposals.model_validate(read.content)
    except ValidationError as error:
        raise input_error(error, read, [], (*Waiting.model_fields, *TextInfo.model_fields)) from error


def write_proposals(place: Place, proposals: Proposals) -> None:
    """Write a file of proposals."""
    place.proposals.parent.mkdir(parents=True, exist_ok=True)
    blocks = ["# Proposed by `inminban claims suggest`. Review them with `inminban claims review`.\n"]
    blocks.append(table("text", proposals.text.model_dump(exclude_none=True)))
    blocks += [table("proposal", one.model_dump(), is_list=True) for one in proposals.proposal]
    if proposals.before:
        blocks.append("# What follows is for taking decisions back.\n")
    blocks += [table("before", one.model_dump(), is_list=True) for one in proposals.before]
    write_whole(place.proposals, "\n".join(blocks))


def keep_source(folder: Path, text: TextInfo) -> None:
    """Add a text to the sources of the folder, unless it is there."""
    if text.key not in own_sources(folder):
        append(folder / SOURCES, source_block(text))


def source_block(text: TextInfo) -> str:
    """A text as an entry of sources.toml."""
    entry = {
        "title": text.title,
        "organisation": text.publisher or "unknown",
        "year": text.year,
        "kind": "testimony",
        "confidence": "low",
        "note": f"left in {text.left}" if text.left else "",
    }
    return table(text.key, {name: value for name, value in entry.items() if value != ""})


def append(file: Path, block: str) -> None:
    """Add a block at the end of a file. The rest stays as it is, with its comments."""
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, f"{before.rstrip()}\n\n{block}".lstrip("\n"))


def keep_claim(place: Place, name: str, content: Mapping[str, object]) -> None:
    """Add a claim to the file of its text, unless an interrupted review already did."""
    if not has_entry(place.claims, name):
        append(place.claims, claim_block(name, content))


def claim_block(name: str, content: Mapping[str, object]) -> str:
    """A claim as an entry of the file of its text."""
    check = content.get("check")
    block = table(name, {key: value for key, value in content.items() if key != "check"})
    return block + ("\n" + table(f"{name}.check", check, is_list=True) if isinstance(check, Mapping) else "")


def has_entry(file: Path, name: str) -> bool:
    """Whether a file is there and has an entry of this name."""
    return file.is_file() and name in read_toml(file).content


def remove_entry(file: Path, name: str, block: str) -> bool:
    """Remove an entry that is still as it was written, and the file if nothing is left; whether that was possible.

    An entry that a person has changed, and one to which something was added, stays.
    """
    text, old = file.read_text(encoding="utf-8"), read_toml(file).content
    left = "\n\n".join(part for part in map(str.strip, text.split(block.rstrip(), 1)) if part)
    try:
        new = tomllib.loads(left, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        return False
    if new != {key: value for key, value in old.items() if key != name}:
        return False
    if left:
        write_whole(file, left + "\n")
    else:
        file.unlink()
    return True


def table(name: str, content: Mapping[str, object], *, is_list: bool = False) -> str:
    """A TOML table without its empty values."""
    head = f"[[{name}]]" if is_list else f"[{name}]"
    lines = [f"{key} = {written(value)}" for key, value in content.items() if value not in ("", [], {}, None)]
    return "\n".join([head, *lines]) + "\n"


def written(value: object) -> str:
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
    """Where the files of a text are. InputError for a bad name."""
    if not KEY.fullmatch(key):
        raise InputError(f"{key!r} is not the name of a text", remedy="Use the name `claims suggest` gave it.")
    return Place(folder, key)


def waiting_files(folder: Path) -> list[Path]:
    """The files of proposals in a folder."""
    return sorted((folder / PROPOSALS).glob("*.toml"))
