"""The word lists of this room, read once: kinds, classes, acts, suppositions, glossary, dimensions, what is outside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from inminban.ask.request import Kind
from inminban.numbers.parameters.lines import input_error, read_toml

FOLDER = Path(__file__).resolve().parent / "words"
Language = Literal["en", "ko"]


class Cues(BaseModel):
    """Patterns in both languages (cues.py)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: list[str] = []
    ko: list[str] = []

    def of(self, language: str) -> list[str]:
        """Those of a language."""
        return self.ko if language == "ko" else self.en


class KindEntry(Cues):
    """When a question is of a kind: its cues; `unless`: cues against it; `but`: cues that outweigh those against it."""

    kind: Kind
    unless_en: list[str] = []
    unless_ko: list[str] = []
    but_en: list[str] = []
    needs: Literal["", "years", "two sides", "a term"] = ""

    def against(self, language: str) -> list[str]:
        """Cues against it, in a language."""
        return self.unless_ko if language == "ko" else self.unless_en


class Act(Cues):
    """What somebody does: measures, institutions and topics that its consequences lead to."""

    label: str
    measures: list[str]
    mechanisms: list[str]
    topics: list[str]


class Supposition(BaseModel):
    """What a scenario supposes: words for the thing and for the change; measures to look at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measures: list[str]
    things: Cues
    changes: Cues


class Entry(Cues):
    """A word of the field: what it means in both languages, and topics, measures and institutions that it leads to."""

    topics: list[str]
    measures: list[str] = []
    mechanisms: list[str] = []
    means_en: str = ""
    means_ko: str = ""

    def meaning(self, language: str) -> str:
        """What it means; empty for the name of a measure."""
        return self.means_ko if language == "ko" else self.means_en


class Dimension(Cues):
    """A kind of quantity: cues for it and the units that measure it."""

    units: list[str]


AnyModel = TypeVar("AnyModel", bound=BaseModel)


def read(name: str, model: type[AnyModel]) -> dict[str, AnyModel]:
    """The entries of a word list by name. InputError with file, line and key if it is damaged."""
    file = read_toml(FOLDER / f"{name}.toml")
    found = {}
    for key, content in file.content.items():
        try:
            found[key] = model.model_validate(content)
        except ValidationError as error:
            raise input_error(error, file, [key], model.model_fields) from error
    return found


@cache
def kind_entries() -> tuple[KindEntry, ...]:
    """The kinds of questions, in the order in which they are tried."""
    content = read_toml(FOLDER / "kinds.toml").content
    return tuple(KindEntry.model_validate(one) for one in content["entry"])


@cache
def acts() -> Mapping[str, Act]:
    """What somebody does whose consequences can be asked, the particular before the general."""
    return read("acts", Act)


@cache
def suppositions() -> Mapping[str, Supposition]:
    """What each scenario supposes."""
    return read("suppositions", Supposition)


@cache
def glossary() -> Mapping[str, Entry]:
    """Words of the field whose meaning can be asked."""
    return read("glossary", Entry)


@cache
def dimensions() -> Mapping[str, Dimension]:
    """Kinds of quantities."""
    return read("dimensions", Dimension)


@cache
def outside() -> Mapping[str, Cues]:
    """What the model cannot answer."""
    return read("outside", Cues)


@cache
def plain_cues() -> Mapping[str, Cues]:
    """Cues by which a question says in so many words what it wants."""
    return read("plainly", Cues)


@cache
def persons() -> Cues:
    """Words for a person."""
    return Cues.model_validate(read_toml(FOLDER / "classes.toml").content["person"])


@cache
def columns() -> Mapping[str, Cues]:
    """Words for the columns by which people and places are classified."""
    content = read_toml(FOLDER / "classes.toml").content["column"]
    return {name: Cues.model_validate(one) for name, one in content.items()}
