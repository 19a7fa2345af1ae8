"""The list of sources (evidence/sources.toml): every number, table and claim names one of its keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inminban.errors import InputError
from inminban.numbers.parameters.lines import TomlFile, input_error, nearest, read_toml

SOURCES_FILE = Path(__file__).resolve().parents[2] / "evidence" / "sources.toml"
Confidence = Literal["high", "medium", "low"]


class Source(BaseModel):
    """Where numbers and claims come from. `kind` own knowledge: remembered, not looked up again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    organisation: str = Field(min_length=1)
    year: int = Field(ge=1, le=2100)
    kind: Literal["testimony", "publication", "compiled", "press", "own knowledge", "assumption"]
    confidence: Confidence
    note: str = ""


def read_sources(path: Path) -> dict[str, Source]:
    """Sources by key from a file. InputError names what is wrong and where."""
    file = read_toml(path)
    found = {}
    for key, content in file.content.items():
        try:
            found[key] = Source.model_validate(content)
        except ValidationError as error:
            raise input_error(error, file, [key], Source.model_fields) from error
    return found


@cache
def known_sources() -> dict[str, Source]:
    """The sources of this project by key."""
    return read_sources(SOURCES_FILE)


def check_source(
    key: str, file: TomlFile | Path, line: int | None, where: str, known: Mapping[str, Source] | None = None
) -> None:
    """InputError if `key` is not a known source (or not in `known`, if given)."""
    known = known_sources() if known is None else known
    if key in known:
        return
    raise InputError(
        f"unknown source '{key}'",
        file=file.path if isinstance(file, TomlFile) else file,
        line=line,
        key=where,
        remedy=f"Use a key of evidence/sources.toml or add one there.{nearest(key, known)}",
    )
