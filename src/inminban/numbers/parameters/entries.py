"""One parameter: a label, a unit, what kind of number it is, and its values by date, checked and in engine units."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from inminban.errors import InputError
from inminban.numbers.parameters.limits import Limits, check_limits, limits_of
from inminban.numbers.parameters.lines import TomlFile, input_error, nearest
from inminban.numbers.parameters.members import MEMBERS, member_names
from inminban.numbers.parameters.sources import Confidence, check_source, known_sources
from inminban.numbers.parameters.units import LIMIT, UNITS, engine_unit, to_engine

Number = bool | int | Decimal | date
Whole = int | tuple[int, ...]
Kind = Literal["law", "reported", "estimated", "calibrated", "assumption"]
ASSUMPTION = "assumption"
OTHERS = "others"
ANY = Limits(-LIMIT, LIMIT)


def _number_or_table(value: Any) -> Any:
    values = value.values() if isinstance(value, dict) else [value]
    if not all(isinstance(number, bool | int | Decimal | date) for number in values):
        raise ValueError("must be a number, true or false, a date, or a table of these by name")
    return value


Value = Annotated[Any, AfterValidator(_number_or_table)]


class RowText(BaseModel):
    """One dated value as written: holds from `from` until the next row."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    since: date = Field(alias="from")
    value: Value
    low: Value | None = None
    high: Value | None = None
    source: str | None = None
    confidence: Confidence | None = None
    note: str = ""


class EntryText(BaseModel):
    """One entry as written in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    label: str = Field(min_length=3)
    unit: str
    kind: Kind
    values: list[RowText] = Field(min_length=1)
    claims: list[Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,2}$")]] = []
    reason: str | None = None
    by: str | None = None
    least: Value | None = None
    most: Value | None = None
    note: str = ""


class Row(NamedTuple):
    """One dated value in engine units (a whole number, or one for each member of the enumeration in `by`)."""

    since: date
    value: Whole
    low: Whole | None
    high: Whole | None
    source: str
    confidence: str
    note: str
    written: tuple[str, str, str]  # value, low and high as the file has them, for tables and reports


class Entry(NamedTuple):
    """One parameter of an institution; `rows` by date, oldest first; `file` for messages."""

    institution: str
    name: str
    label: str
    unit: str
    engine_unit: str
    kind: str
    rows: tuple[Row, ...]
    claims: tuple[str, ...]
    reason: str | None
    by: str | None
    note: str
    file: TomlFile
    limits: Limits  # what the value can be at all, in engine units

    def on(self, day: date) -> Row:
        """The row in force on `day`. InputError for a day before the first row."""
        index = bisect_right([row.since for row in self.rows], day) - 1
        if index < 0:
            raise self.error(
                f"no value for {day}: the first row begins on {self.rows[0].since}",
                "Add a row that begins earlier, or start the run later.",
            )
        return self.rows[index]

    def error(self, what: str, remedy: str, *keys: str | int) -> InputError:
        """An InputError that names this entry's file, line and key."""
        path = (self.name, *keys)
        return InputError(
            what, file=self.file.path, line=self.file.line_of(*path), key=".".join(map(str, path)), remedy=remedy
        )


def read_entry(institution: str, name: str, content: Any, file: TomlFile) -> Entry:
    """One checked entry. InputError with file, line, key and remedy if anything is wrong."""
    if not name.isidentifier() or not name.islower():
        raise InputError(
            "not a name for a parameter", file=file.path, line=file.line_of(name), key=name, remedy="Use snake_case."
        )
    try:
        text = EntryText.model_validate(content)
    except ValidationError as error:
        raise input_error(error, file, [name], _known_keys()) from error
    entry = Entry(institution, name, text.label, text.unit, "", text.kind, (), tuple(text.claims), text.reason, text.by,
                  text.note, file, ANY)  # fmt: skip
    _check_words(entry)
    entry = entry._replace(limits=_read_limits(entry, text))
    rows = tuple(_read_row(entry, index, row) for index, row in enumerate(text.values))
    for index in range(1, len(rows)):
        if rows[index].since <= rows[index - 1].since:
            remedy = "Put the oldest first, each date once."
            raise entry.error("the rows are not in order of date", remedy, "values", index)
    return entry._replace(rows=rows, engine_unit=engine_unit(text.unit))


def _read_limits(entry: Entry, text: EntryText) -> Limits:
    """The hard limits of an entry: its own, else those of its unit."""
    least, most = limits_of(entry.unit)
    if text.least is not None:
        least = _whole_number(entry, text.least, entry.unit, "least")
    if text.most is not None:
        most = _whole_number(entry, text.most, entry.unit, "most")
    if least > most:
        raise entry.error("the least possible value is above the greatest", "Make least <= most.", "least")
    return Limits(least, most)


def _known_keys() -> list[str]:
    return [*EntryText.model_fields, *(field.alias or name for name, field in RowText.model_fields.items())]


def _check_words(entry: Entry) -> None:
    """The unit is on the list, the enumeration in `by` is known, an assumption gives its reason."""
    if entry.unit not in UNITS:
        remedy = f"Use a unit of numbers/parameters/units.py.{nearest(entry.unit, UNITS)}"
        raise entry.error(f"unit '{entry.unit}' is not on the list", remedy, "unit")
    if entry.by is not None and entry.by not in MEMBERS:
        raise entry.error(
            f"'{entry.by}' is not something a value can depend on",
            f"Use one of {', '.join(MEMBERS)}.{nearest(entry.by, MEMBERS)}",
            "by",
        )
    if entry.kind == ASSUMPTION and not (entry.reason or "").strip():
        raise entry.error("an assumption without a reason", "Explain the number in `reason`, in a sentence.", "kind")


def _read_row(entry: Entry, index: int, text: RowText) -> Row:
    """One row in engine units, with its source known and its value inside its range."""
    at = ("values", index)
    source = text.source or (ASSUMPTION if entry.kind == ASSUMPTION else None)
    if source is None:
        raise entry.error("a number without a source", 'Add source = "…" or make it kind = "assumption".', *at)
    if source not in known_sources():  # looking up the line takes longer than the rest of the row
        check_source(source, entry.file, entry.file.line_of(entry.name, *at), f"{entry.name}.values.{index}.source")
    confidence = text.confidence or ("low" if entry.kind == ASSUMPTION else None)
    if confidence is None:
        raise entry.error("a number without a confidence", 'Add confidence = "high", "medium" or "low".', *at)
    if entry.kind == ASSUMPTION and entry.unit not in ("bool", "date") and (text.low is None or text.high is None):
        raise entry.error("an assumption without a range", "Add low = … and high = ….", *at)
    value = whole_value(entry, text.value, *at, "value")
    low = None if text.low is None else whole_value(entry, text.low, *at, "low")
    high = None if text.high is None else whole_value(entry, text.high, *at, "high")
    if not (_all_at_most(low, value) and _all_at_most(value, high)):
        raise entry.error("the value is outside its range", "Make low <= value <= high.", *at)
    written = (written_value(text.value), written_value(text.low), written_value(text.high))
    return Row(text.since, value, low, high, source, confidence, text.note, written)


def _all_at_most(low: Whole | None, high: Whole | None) -> bool:
    if low is None or high is None:
        return True
    return all(a <= b for a, b in zip(_as_tuple(low), _as_tuple(high), strict=True))


def _as_tuple(value: Whole) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,)


def whole_value(entry: Entry, value: Any, *keys: str | int, unit: str | None = None) -> Whole:
    """A written value of this entry in engine units: one number, or a tuple in the order of the enumeration."""
    unit = unit or entry.unit
    if entry.by is None:
        if isinstance(value, dict):
            raise entry.error("a table where one number is expected", "Give one number, or say `by`.", *keys)
        return _whole_number(entry, value, unit, *keys)
    if not isinstance(value, dict):
        raise entry.error(f"one number where a table by {entry.by} is expected", "Write { others = … }.", *keys)
    names = member_names(entry.by)
    for name in value:
        if name != OTHERS and name not in names:
            raise entry.error(f"'{name}' is not a {entry.by}", f"Correct the name.{nearest(name, names)}", *keys)
    missing = [name for name in names if name not in value]
    if missing and OTHERS not in value:
        raise entry.error(f"no value for {', '.join(missing)}", "Name every one, or add `others = …`.", *keys)
    whole = {name: _whole_number(entry, number, unit, *keys, name) for name, number in value.items()}
    return tuple(whole[name] if name in whole else whole[OTHERS] for name in names)


def _whole_number(entry: Entry, value: Number, unit: str, *keys: str | int) -> int:
    remedy = f"Give a value that is whole in {engine_unit(unit)}, in the unit {unit}."
    try:
        whole = to_engine(value, unit)
        remedy = "Give a value within these limits."
        check_limits(whole, unit, entry.limits)
    except ValueError as error:
        raise entry.error(str(error), remedy, *keys) from error
    return whole


def written_value(value: Any) -> str:
    """A value as text, a table as `name=value, …`."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={number}" for name, number in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_entries(institution: str, file: TomlFile) -> dict[str, Entry]:
    """All entries of one institution's file by name."""
    return {name: read_entry(institution, name, content, file) for name, content in file.content.items()}


def names_of(entries: Iterable[Entry]) -> list[str]:
    """The entries' names, in their order."""
    return [entry.name for entry in entries]
