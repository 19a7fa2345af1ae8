"""What people say when they ask for a measure: terms and example questions in both languages, a file a topic (words/).

A term is a few words whose order does not matter: "price of rice" is found in "what rice costs" only if that is a term
too. Label, definition and synonyms of the catalogue are searched as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inminban.errors import InputError
from inminban.measures.catalogue import MEASURES
from inminban.numbers.parameters.lines import input_error, read_toml

FOLDER = Path(__file__).resolve().parent / "words"


class MeasureWords(BaseModel):
    """The words for one measure.

    `main`: it answers a general question on its subject; others are asked for by their own words. `needs`: it is meant
    only where a question names people who left, or work abroad. `examples`: questions it answers, in both languages.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    main: bool = False
    needs: Literal["", "leavers", "abroad"] = ""
    en: list[str] = Field(min_length=1)
    ko: list[str] = Field(min_length=1)
    examples: list[str] = Field(min_length=2)


@cache
def measure_words() -> Mapping[str, MeasureWords]:
    """The words for every measure. InputError for a damaged file, an unknown measure or one without words."""
    found: dict[str, MeasureWords] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        file = read_toml(path)
        for name, content in file.content.items():
            if name not in MEASURES or name in found:
                what = f"'{name}' is {'given twice' if name in found else 'no measure'}"
                raise InputError(what, file=path, line=file.line_of(name), remedy="Correct the name.")
            try:
                found[name] = MeasureWords.model_validate(content)
            except ValidationError as error:
                raise input_error(error, file, [name], MeasureWords.model_fields) from error
    if missing := MEASURES.keys() - found.keys():
        remedy = "Add an entry to the file of its topic: terms and an example in English and Korean."
        raise InputError(f"the measure '{min(missing)}' has no words", file=FOLDER, remedy=remedy)
    return found
