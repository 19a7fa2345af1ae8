"""What a measure says of a group, as a clause: the state took 593 hours a year of unpaid time from teachers."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from inminban.ask.wording.amounts import KOREAN, rounded
from inminban.ask.wording.files import table
from inminban.ask.wording.korean import Word
from inminban.measures.measure import Measure

GENERAL = {
    "en": "{label}: {value} for {who}",
    "ko": "{who}의 {label:은/는} {value:이었다/였다}",
}
"""The clause of a measure that has none of its own."""
EVERYBODY = "people"  # how English words of a group begin that name nobody in particular


class Phrase(BaseModel):
    """One entry of phrases.toml. `all_en` is the English clause for everybody: its amount counts people already."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: str
    ko: str
    unit: str = ""
    worse: Literal["", "high", "low"] = ""
    all_en: str = ""


def phrase_of(name: str) -> Phrase | None:
    """The entry of a measure; None if it has none."""
    entry = table("phrases").get(name)
    return Phrase.model_validate(entry) if entry else None


def told_unit(measure: Measure) -> str:
    """The unit in which answers tell a measure."""
    found = phrase_of(measure.name)
    if found and found.unit:
        return found.unit
    return "h/week" if measure.unit == "min/day" else measure.unit


def worse_side(measure: Measure) -> Literal["", "high", "low"]:
    """Whether a high or a low value is the worse one for the people; empty where that is no plain matter."""
    found = phrase_of(measure.name)
    return found.worse if found else ""


def clause(measure: Measure, who: str, value: Word, alone: float, language: str) -> str:
    """The clause for one group. `alone`: the value for units that the phrase names itself."""
    found = phrase_of(measure.name)
    if found and found.all_en and language != KOREAN and who.split(" ")[0] == EVERYBODY:
        return found.all_en.format(value=value, rest=who.removeprefix(EVERYBODY))
    text = (found.ko if language == KOREAN else found.en) if found else GENERAL[language]
    return text.format(
        who=Word(who), value=value, label=Word(label_of(measure, language)), value_alone=f"{rounded(alone)} won"
    )


def label_of(measure: Measure, language: str) -> str:
    """The name of a measure in the language of the answer."""
    return measure.korean if language == KOREAN else measure.label
