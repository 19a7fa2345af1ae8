"""The numbers of a chart for readers who cannot see it: tables, a file of values, and a sentence with the main ones.

Everything is read from the chart's own Vega-Lite text, so that it cannot differ from what is drawn.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import floor, log10
from typing import Any, NamedTuple
from urllib.parse import quote

from inminban.output.reading import Rows
from inminban.output.words import number, plain, sentence

MOST_ROWS = 150
MOST_COLUMNS = 8
MOST_SERIES = 5  # named in a sentence
FIRST_YEAR, LAST_YEAR = 1900, 2100
FAR_APART = 1_000  # greatest over smallest number of a column
SIGNIFICANT = -1
NOT_TOLD = ("rank", "monday")  # columns that only order a chart
TIMES = ("year", "month", "week", "day")
KEPT = (*TIMES, "series")  # columns of words that a sentence tells even where they are the same in all rows
ENDS = ("low", "high", "people")  # beside a value: its interval, and how many people it rests on
ENDS_WORDS = {"low": "lowest", "high": "highest", "people": "simulated people"}
PERCENT = " %"
IN_FULL = (("g ", "grams "), ("kg ", "kilograms "))
"""Units with which a sentence cannot begin, and their words."""


class Table(NamedTuple):
    """Numbers of a chart: what they are, names of the columns, ready rows; the first `n_words` columns are words."""

    title: str
    header: list[str]
    rows: list[list[str]]
    n_words: int


class Data(NamedTuple):
    """One set of rows drawn in a chart: its columns of words and of numbers, and what the numbers are."""

    rows: Rows
    words: list[str]
    numbers: list[str]
    titles: Mapping[str, str]
    is_sum: bool  # whether the parts of a bar or area are added up

    @property
    def times(self) -> list[str]:
        """Columns of words that are times."""
        return [name for name in self.words if name in TIMES]

    @property
    def values(self) -> list[str]:
        """Columns of numbers without intervals and numbers of people."""
        return [name for name in self.numbers if name not in ENDS] or self.numbers

    def title(self, name: str) -> str:
        """What a column is, with its unit."""
        return self.titles.get(name) or ENDS_WORDS.get(name) or plain(name)

    def digits(self, name: str) -> int | None:
        """Digits after the point in a column; None for words."""
        return digits_of([row.get(name) for row in self.rows])


def data_of(node: Any) -> Iterator[Rows]:
    """Every set of rows in a chart's text."""
    if isinstance(node, Mapping):
        values = node.get("data", {}).get("values") if isinstance(node.get("data"), Mapping) else None
        if values:
            yield values
        for features in node.get("datasets", {}).values():
            yield rows_of_map(features)
        for name, part in node.items():
            if name not in ("data", "datasets"):
                yield from data_of(part)
    elif isinstance(node, list):
        for part in node:
            yield from data_of(part)


def rows_of_map(features: Sequence[Mapping[str, Any]]) -> Rows:
    """What a map draws: one row an outline."""
    return [dict(feature["properties"]) for feature in features]


def sets_of(spec: Mapping[str, Any]) -> list[Data]:
    """Every set of rows of a chart once, the largest first; rows with a time in its order."""
    titles, summed = titles_of(spec), set(summed_in(spec))
    found: list[Data] = []
    for rows in sorted(data_of(spec), key=len, reverse=True):
        if any(all(row in other.rows for row in rows) for other in found):
            continue
        names = [
            name for name in rows[0] if name not in NOT_TOLD and any(row.get(name) not in ("", None) for row in rows)
        ]
        words = [name for name in names if digits_of([row.get(name) for row in rows]) is None]
        numbers = [name for name in names if name not in words]
        found.append(Data(in_order_of_time(rows, words), words, numbers, titles, bool(summed & set(numbers))))
    return found


def in_order_of_time(rows: Rows, words: Sequence[str]) -> Rows:
    """Rows as they are, or by their first column that is a time: what is found last need not be the last in time."""
    times = [name for name in words if name in TIMES][:1]
    return sorted(rows, key=lambda row: [str(row[time]) for time in times])


def encodings(node: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The channels of all parts of a chart."""
    if isinstance(node, Mapping):
        for channel, one in node.get("encoding", {}).items():
            yield from ((channel, each) for each in (one if isinstance(one, list) else [one]))
        for name, part in node.items():
            if name not in ("data", "datasets", "encoding"):
                yield from encodings(part)
    elif isinstance(node, list):
        for part in node:
            yield from encodings(part)


def titles_of(spec: Mapping[str, Any]) -> dict[str, str]:
    """What the columns of a chart's rows are, from the titles of its axes, maps and legends.

    Of columns that share a title, each keeps its name before it.
    """
    found: dict[str, str] = {}
    for _, one in encodings(spec):
        field, title = str(one.get("field", "")).removeprefix("properties."), one.get("title")
        if field and title and field not in found:
            is_percent = PERCENT in str((one.get("axis") or {}).get("labelExpr", ""))
            found[field] = f"{title}, %" if is_percent else str(title)
    shared = {title for title in found.values() if list(found.values()).count(title) > 1}
    return {name: f"{plain(name)}, {title}" if title in shared else title for name, title in found.items()}


def summed_in(spec: Mapping[str, Any]) -> Iterator[str]:
    """Columns whose parts are added up where they are drawn."""
    for _, one in encodings(spec):
        if one.get("aggregate") == "sum" or one.get("stack") is True:
            yield str(one.get("field", ""))


def digits_of(values: Sequence[Any]) -> int | None:
    """Digits after the point for a column of numbers; None for one of words or years.

    SIGNIFICANT for numbers of very different size, such as prices over decades: three digits that count.
    """
    found = [value for value in values if value is not None]
    if not found or any(isinstance(value, bool) or not isinstance(value, int | float) for value in found):
        return None
    sizes = [abs(value) for value in found if value] or [0]
    if all(isinstance(value, int) for value in found):
        return None if all(FIRST_YEAR <= value <= LAST_YEAR for value in found) else 0
    if max(sizes) > min(sizes) * FAR_APART and max(sizes) >= FAR_APART:
        return SIGNIFICANT
    return 0 if max(sizes) >= 1_000 else 1 if max(sizes) >= 100 else 2 if max(sizes) >= 1 else 3


def written(value: Any, digits: int | None) -> str:
    """A value of a chart formatted for readers; words and years unchanged."""
    if value is None or digits is None:
        return "–" if value is None else when(value)
    if digits == SIGNIFICANT:
        digits = max(2 - floor(log10(abs(value))), 0) if value else 0
    return number(value, digits)


def when(value: Any) -> str:
    """A word of a chart; the first day of a month as that month."""
    text = str(value)
    try:
        day = date.fromisoformat(text) if len(text) == len("1999-01-31") else None
    except ValueError:
        day = None
    return text if day is None else f"{day.day} {day:%B %Y}"


def month_or_day(data: Data, value: Any) -> str:
    """A time of a chart in words: of a chart of months without the day."""
    text = when(value)
    return text.removeprefix("1 ") if data.times == ["month"] else text


def at_time(data: Data, value: Any) -> str:
    """A time in a sentence: on a day, in a month or year."""
    text = month_or_day(data, value)
    return f"on {text}" if text[0].isdigit() and " " in text else f"in {text}"


def tables_of(spec: Mapping[str, Any]) -> Iterator[Table]:
    """The rows drawn in a chart as tables; of very many rows what each year, or month, held."""
    for data in sets_of(spec):
        short = data if len(data.rows) <= MOST_ROWS else shortened(data)
        yield crossed(short) or plain_table(short)


def plain_table(data: Data) -> Table:
    """One row of a table for each row of the chart: words first, then numbers."""
    names = [*data.words, *data.numbers]
    digits = {name: data.digits(name) for name in names}
    rows = [
        [
            month_or_day(data, row[name]) if name in data.times else written(row.get(name), digits[name])
            for name in names
        ]
        for row in data.rows
    ]
    return Table("", [sentence(data.title(name)) for name in names], rows, len(data.words))


def crossed(data: Data) -> Table | None:
    """A table with the second word of each row across; None if the rows are not of two words and one number."""
    if len(data.words) != 2 or len(data.numbers) != 1:
        return None
    (down, across), value = data.words, data.numbers[0]
    if across in TIMES:
        down, across = across, down
    columns = list(dict.fromkeys(str(row[across]) for row in data.rows))
    cells = {(str(row[down]), str(row[across])): row.get(value) for row in data.rows}
    if len(columns) > MOST_COLUMNS or len(cells) < len(data.rows):
        return None
    digits = data.digits(value)
    rows = [
        [month_or_day(data, at) if down in TIMES else at, *(written(cells.get((at, one)), digits) for one in columns)]
        for at in dict.fromkeys(str(row[down]) for row in data.rows)
    ]
    return Table(data.title(value), [sentence(data.title(down)), *map(sentence, columns)], rows, 1)


def shortened(data: Data) -> Data:
    """Means of each year of a long chart, or of each month of one of days or weeks."""
    if not data.times:
        return data._replace(rows=data.rows[:MOST_ROWS])
    time, others = data.times[0], [name for name in data.words if name not in TIMES]
    years = {str(row[time])[:4] for row in data.rows}
    length, name = (4, "year") if len(years) > 1 else (7, "month")
    parts: dict[tuple[str, ...], Rows] = {}
    for row in data.rows:
        parts.setdefault((str(row[time])[:length], *(str(row.get(other)) for other in others)), []).append(row)
    if length == 7:
        parts = {(f"{key[0]}-01", *key[1:]): rows for key, rows in parts.items()}
    kept = [other for other in others if len({str(row.get(other)) for row in data.rows}) <= MOST_COLUMNS]
    means = [
        {
            name: key[0],
            **{other: rows[0].get(other) for other in kept},
            **{one: mean(rows, one) for one in data.numbers},
        }
        for key, rows in parts.items()
    ]
    titles = {**data.titles, **{one: f"{data.title(one)}, mean of the {name}" for one in data.numbers}}
    return data._replace(rows=means, words=[name, *kept], titles=titles)


def mean(rows: Rows, name: str) -> float | None:
    """The mean of a column."""
    found = [float(row[name]) for row in rows if row.get(name) is not None]
    return sum(found) / len(found) if found else None


def csv_of(spec: Mapping[str, Any]) -> str:
    """Every row drawn in a chart as comma-separated values with a line of headings; sets of rows below one another."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for place, data in enumerate(sets_of(spec)):
        if place:
            writer.writerow([])
        names = [*data.words, *data.numbers]
        writer.writerow([data.title(name) for name in names])
        writer.writerows([row.get(name, "") for name in names] for row in data.rows)
    return text.getvalue()


def as_link(text: str) -> str:
    """A text as an address that holds it, which a page can offer for saving without a network."""
    return f"data:text/csv;charset=utf-8,{quote(text)}"


def main_numbers(spec: Mapping[str, Any]) -> str:
    """What a chart shows in a few sentences, with its greatest, least, first and last values."""
    return " ".join(told for data in sets_of(spec) for name in data.values for told in [main_of(data, name)] if told)


def main_of(data: Data, name: str) -> str:
    """The main values of one column of numbers."""
    words = [word for word in data.words if word in KEPT or len({str(row.get(word)) for row in data.rows}) > 1]
    times = [word for word in words if word in TIMES]
    others = [word for word in words if word not in TIMES]
    if times and len({row[times[0]] for row in data.rows}) == len(data.rows):
        others = [word for word in others if word in KEPT]
    if times:
        parts = [
            course(data, name, times[0], one, rows) for one, rows in series_of(data, name, times[0], others).items()
        ]
        more = f"; and {len(parts) - MOST_SERIES} more" if len(parts) > MOST_SERIES else ""
        return f"{beginning(data.title(name))}: {'; '.join(parts[:MOST_SERIES])}{more}."
    return f"{beginning(data.title(name))}: {ends(data, name, others)}."


def beginning(title: str) -> str:
    """What a column is, as the beginning of a sentence: without the sign of a unit, which has no capital letter."""
    for sign, words in IN_FULL:
        if title.startswith(sign):
            return sentence(words + title.removeprefix(sign))
    return sentence(title)


def series_of(data: Data, name: str, time: str, others: Sequence[str]) -> dict[str, Rows]:
    """Rows by time of each series of a chart; one of their sums where the parts are drawn on one another."""
    if data.is_sum:
        sums: dict[Any, float] = {}
        for row in data.rows:
            sums[row[time]] = sums.get(row[time], 0.0) + float(row.get(name) or 0)
        return {"all together": [{time: at, name: value} for at, value in sums.items()]}
    found: dict[str, Rows] = {}
    for row in data.rows:
        if row.get(name) is not None:
            found.setdefault(", ".join(str(row[other]) for other in others), []).append(row)
    return found


def fewer(digits: int | None) -> int | None:
    """A digit less than a table has."""
    return max(digits - 1, 0) if digits is not None and digits != SIGNIFICANT else digits


def course(data: Data, name: str, time: str, label: str, rows: Rows) -> str:
    """How one series went: its first and last value, and the greatest if it is neither."""
    digits, (first, last) = fewer(data.digits(name)), (rows[0], rows[-1])
    best = max(rows, key=lambda row: float(row[name]))
    named = f"{label} " if label else ""
    if first is last:
        return f"{named}{written(first[name], digits)} {at_time(data, first[time])}"
    told = (
        f"{named}from {written(first[name], digits)} {at_time(data, first[time])} to "
        f"{written(last[name], digits)} {at_time(data, last[time])}"
    )
    if best[name] in (first[name], last[name]):
        return told
    return f"{told}, highest {at_time(data, best[time])} ({written(best[name], digits)})"


def ends(data: Data, name: str, others: Sequence[str]) -> str:
    """The greatest and the least value of a chart without times, with what they are of."""
    found: dict[str, float] = {}
    for row in data.rows:
        if row.get(name) is None:
            continue
        key = ", ".join(str(row[other]) for other in (others[:1] if data.is_sum else others))
        found[key] = found.get(key, 0.0) + float(row[name]) if data.is_sum else float(row[name])
    if not found:
        return "no value"
    digits = fewer(digits_of(list(found.values())))
    most, least = max(found, key=lambda key: found[key]), min(found, key=lambda key: found[key])
    if most == least:
        return " ".join(part for part in (most, written(found[most], digits)) if part)
    return f"highest {most} ({written(found[most], digits)}), lowest {least} ({written(found[least], digits)})"
