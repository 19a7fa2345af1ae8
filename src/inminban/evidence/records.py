"""Claims of witnesses and published figures as records, read from TOML, with the checks that belong to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from inminban.errors import InputError
from inminban.evidence.quantities import Filled, Finite, GroupFilter, Paragraph, Quantity, Wanted, Who, Years
from inminban.measures.catalogue import MEASURES, find
from inminban.measures.groups import check_value
from inminban.numbers.parameters import all_entries
from inminban.numbers.parameters.lines import TomlFile, input_error, nearest, read_toml
from inminban.numbers.parameters.sources import Source, check_source, known_sources

EVIDENCE = Path(__file__).resolve().parent
FIGURE_FILES = ("figures", "figures_departures", "figures_history")
CLAIM_FILES = ("musician", "mobilization", "labourer", "column")
ALONG = {"wealth_fifth": (1, 2, 3, 4, 5)}


def _measure(name: str) -> str:
    try:
        return find(name).name
    except InputError as error:
        raise ValueError(str(error)) from error


def _period(value: Any) -> Any:
    if value in ("run", "last month"):
        return value
    is_months = isinstance(value, list) and value and all(isinstance(m, int) and 1 <= m <= 12 for m in value)
    if not is_months:
        raise ValueError('must be "run", "last month" or a list of month numbers')
    return value


def _parameter(name: str) -> str:
    known = {f"{entry.institution}.{entry.name}" for entry in all_entries()}
    if name not in known:
        raise ValueError(f"'{name}' is not a number of the model (institution.name).{nearest(name, known)}")
    return name


MeasureName = Annotated[str, AfterValidator(_measure)]
PeriodText = Annotated[Any, AfterValidator(_period)]
NAME = re.compile(r"\w[\w.:-]{0,120}")


def _check_filter(metric: str, column: str, wanted: Wanted) -> None:
    """ValueError for a group or time that a measure lacks, or an unknown value."""
    measure = MEASURES[metric]
    if not measure.can_be_told_by(column):
        known = [*measure.groups, *measure.times]
        raise ValueError(f"measure '{metric}' cannot be filtered by '{column}'.{nearest(column, known)}")
    try:
        for value in wanted if isinstance(wanted, list) else [wanted]:
            check_value(column, value)
    except InputError as error:
        raise ValueError(str(error)) from error


class Against(BaseModel):
    """The other side of a comparison; whatever it does not name is as on the first side."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: MeasureName | None = None
    who: Who = {}
    period: PeriodText | None = None
    least_ratio: Annotated[Finite, Field(gt=0)] = 1.0


class Check(BaseModel):
    """What is measured in a run, and which result agrees. `metric` names a measure of the catalogue.

    `compare`: between (low and high, with `bounds` saying where they come from), greater or less (than `against`),
    positive, zero, rises or falls (step by step `along` an ordered column).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Filled
    metric: MeasureName
    who: Who = {}
    period: PeriodText = "run"
    compare: Literal["between", "greater", "less", "positive", "zero", "rises", "falls"]
    low: Finite | None = None
    high: Finite | None = None
    bounds: str = ""
    against: Against | None = None
    along: Literal["wealth_fifth"] | None = None
    years: Years = [1990, 2100]
    note: str = ""

    @model_validator(mode="after")
    def _is_complete(self) -> Check:
        needs = {"between": self.low is not None and self.high is not None and bool(self.bounds)}
        needs |= dict.fromkeys(("greater", "less"), self.against is not None)
        needs |= dict.fromkeys(("rises", "falls"), self.along is not None)
        if not needs.get(self.compare, True):
            raise ValueError(
                "between needs low, high and bounds; greater and less need against; rises and falls need along"
            )
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low is above high")
        for metric, who in ((self.metric, self.who), *self._other_side()):
            for column, wanted in who.items():
                _check_filter(metric, column, wanted)
        if self.along and not MEASURES[self.metric].can_be_told_by(self.along):
            raise ValueError(f"measure '{self.metric}' cannot be grouped by '{self.along}'")
        return self

    def _other_side(self) -> list[tuple[str, Who]]:
        return [(self.against.metric or self.metric, {**self.who, **self.against.who})] if self.against else []


class RecordText(BaseModel):
    """Fields that claims and figures share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    says: Filled
    years: Years
    check: list[Check] = []
    untested_because: str = ""

    @model_validator(mode="after")
    def _is_tested_or_says_why_not(self) -> RecordText:
        if not self.check and not self.untested_because:
            raise ValueError("a record without a check must give the reason in untested_because")
        return self


class Claim(RecordText):
    """One statement of a witness, paraphrased; `paragraph` counts those of the text from 1, headings included.

    `who` is the group it is about (empty: everybody), `quantity` the numbers it states, `supports` names parameters
    of the model that rest on it (`institution.name`).
    """

    paragraph: list[Paragraph] = Field(min_length=1)
    kind: Literal["quantity", "order", "exists"]
    topic: Filled
    mechanism: list[Filled] = Field(min_length=1)
    who: GroupFilter = {}
    quantity: list[Quantity] = []
    supports: list[Annotated[str, AfterValidator(_parameter)]] = []


class Figure(RecordText):
    """One published figure; `covers` says whom it covers, and how the simulated people compared with it differ."""

    covers: Filled


class Record(NamedTuple):
    """A claim or a figure with its id and its source."""

    id: str
    content: Claim | Figure
    source: Source

    @property
    def title(self) -> str:
        """The title of the source."""
        return self.source.title

    @property
    def is_claim(self) -> bool:
        """Whether it is a claim of a witness (else a published figure)."""
        return isinstance(self.content, Claim)


def read_records(
    path: Path, kind: type[Claim] | type[Figure], sources: Mapping[str, Source] | None = None
) -> list[Record]:
    """The records of one file. InputError with file, line, key and remedy for any error.

    `sources` are known in addition to those of the project: a user's own texts.
    """
    file = read_toml(path)
    known = {**(sources or {}), **known_sources()}
    return [_record(name, content, file, kind, known) for name, content in file.content.items()]


def _record(
    name: str, content: Mapping[str, Any], file: TomlFile, kind: type[Claim] | type[Figure], known: Mapping[str, Source]
) -> Record:
    if not NAME.fullmatch(name):
        remedy = "Use letters, digits, - and _."
        raise InputError(
            "not a name for a claim", file=file.path, line=file.line_of(name), key=name or "''", remedy=remedy
        )
    try:
        record = kind.model_validate(content)
    except ValidationError as error:
        fields = (*kind.model_fields, *Check.model_fields, *Against.model_fields, *Quantity.model_fields)
        raise input_error(error, file, [name], fields) from error
    check_source(record.source, file, file.line_of(name, "source"), f"{name}.source", known)
    return Record(name, record, known[record.source])


@cache
def claims() -> tuple[Record, ...]:
    """Every claim of the witnesses, in order of text and number."""
    return tuple(record for name in CLAIM_FILES for record in read_records(EVIDENCE / "claims" / f"{name}.toml", Claim))


@cache
def figures() -> tuple[Record, ...]:
    """Every published figure that runs are compared with."""
    return tuple(record for name in FIGURE_FILES for record in read_records(EVIDENCE / f"{name}.toml", Figure))
