"""Writing columns to one Parquet file, each checked against its type in tables.py.

Tables come as NumPy columns. A column of words comes as an array of strings or as (codes, names): whole numbers and
the words they stand for, which is far quicker for long tables. DuckDB writes the files (zstd).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import numpy as np
from numpy.typing import NDArray

from inminban.core.disk import sync
from inminban.output.columns import Column
from inminban.output.tables import TABLES

PACKED = "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 1000)"  # smallest and quickest
Values = Any  # an array, a list, or (codes, names)


class Source(NamedTuple):
    """A column ready for DuckDB: its values, the SQL expression that makes the stored value, words of its codes."""

    values: NDArray[Any]
    expression: str
    words: list[str] | None = None


def check_columns(tables: Mapping[str, Mapping[str, Values]]) -> None:
    """Raise ValueError unless every column that tables.py lists for these tables is there, and nothing else."""
    for name, columns in tables.items():
        compare(f"columns of table {name}", set(columns), set(TABLES[name].columns))
        lengths = {column: length(values) for column, values in columns.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"table {name}: columns differ in length: {lengths}")


def compare(what: str, given: set[str], wanted: set[str]) -> None:
    """Raise ValueError naming what is missing and what is unknown."""
    if given != wanted:
        raise ValueError(f"{what}: missing {sorted(wanted - given)}, unknown {sorted(given - wanted)}")


def length(values: Values) -> int:
    """Rows of one column in any of its forms."""
    return len(values[0]) if isinstance(values, tuple) else len(values)


def packed(name: str) -> str:
    """How a table's file is written: compressed, with its units and meanings in the file's own description.

    `pyarrow.parquet.read_metadata(file).metadata` and DuckDB's `parquet_kv_metadata` give them back.
    """
    table = TABLES[name]
    about = {column: {"unit": field.unit, "meaning": field.meaning} for column, field in table.columns.items()}
    told = {
        "inminban.table": name,
        "inminban.row": table.row,
        "inminban.columns": json.dumps(about, ensure_ascii=False),
    }
    pairs = ", ".join(f"{quoted(key)}: {quoted(text)}" for key, text in told.items())
    return f"{PACKED.removesuffix(')')}, KV_METADATA {{{pairs}}})"


def write_table(connection: duckdb.DuckDBPyConnection, path: Path, name: str, columns: Mapping[str, Values]) -> None:
    """Write one Parquet file and wait until it is on the disk; ValueError if a column does not fit its type."""
    with stored(connection, name, columns) as chosen:
        connection.execute(f"COPY (SELECT {chosen} FROM given) TO {quoted(str(path))} {packed(name)}")
    sync(path)


@contextmanager
def stored(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Values]) -> Iterator[str]:
    """SQL that makes the columns of a table, in their types, from the view `given`, which exists during the block.

    ValueError if a column does not fit its type, also where the SQL is used.
    """
    sources = {}
    for column, field in TABLES[name].columns.items():
        try:
            sources[column] = ready(column, field, columns[column])
        except (ValueError, TypeError) as error:
            raise ValueError(f"table {name}, column {column}: {error}") from error
    for column, source in sources.items():
        if source.words is not None:
            words = ", ".join(quoted(word) for word in source.words)
            connection.execute(f'CREATE OR REPLACE TYPE "words of {column}" AS ENUM ({words})')
    chosen = ", ".join(
        f'{as_stored(source.expression, TABLES[name].columns[column])} AS "{column}"'
        for column, source in sources.items()
    )
    connection.register("given", {column: source.values for column, source in sources.items()})
    try:
        yield chosen
    except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
        raise ValueError(f"table {name}: a value does not fit its column: {error}") from error
    finally:
        connection.unregister("given")


def rows_as_parquet(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Rows of a result as one Parquet file: whole numbers, numbers, booleans, dates and words, each with gaps."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [[row.get(name) for row in rows] for name in names]
    chosen = ", ".join(
        f'unnest($c{at}::{sql_type(values)}[]) AS "{name.replace(chr(34), "")}"'
        for at, (name, values) in enumerate(zip(names, columns, strict=True))
    )
    given = {f"c{at}": values for at, values in enumerate(columns)}
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        file = Path(folder) / "rows.parquet"
        connection.execute(f"CREATE TABLE given AS SELECT {chosen}", given)
        connection.execute(f"COPY given TO {quoted(str(file))} (FORMAT parquet, COMPRESSION zstd)")
        return file.read_bytes()


def sql_type(values: Iterable[object]) -> str:
    """The type of a column that holds some values."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return "BOOLEAN"
    if kinds == {int}:
        return "BIGINT"
    if kinds <= {int, float}:
        return "DOUBLE"
    return "DATE" if kinds <= {date} else "VARCHAR"


def as_stored(expression: str, field: Column) -> str:
    """An SQL expression in the type of a column; a value that does not fit makes the query fail."""
    narrow = f"CAST({expression} AS {field.within})" if field.within else expression
    return f"CAST({narrow} AS {field.type})"


def ready(name: str, field: Column, values: Values) -> Source:
    """Turn a column in any of its forms into what DuckDB takes; ValueError if it does not fit the type of `field`."""
    if isinstance(values, tuple):
        return ready_codes(name, field, values[0], values[1])
    array = np.ascontiguousarray(values)
    if array.ndim != 1:
        raise ValueError(f"has {array.ndim} dimensions instead of one")
    return READY.get(field.type, ready_whole)(name, array)


def ready_codes(name: str, field: Column, codes: Sequence[int] | NDArray[Any], names: Sequence[str]) -> Source:
    """Codes 0 … n - 1 and the n different words they stand for."""
    array, words = np.ascontiguousarray(codes), [str(word) for word in names]
    if field.type != "VARCHAR":
        raise ValueError(f"is {field.type}, codes and names are for words")
    if len(set(words)) < len(words):
        raise ValueError("two codes have the same name")
    if not len(array):
        return ready_words(name, array)
    if array.dtype.kind not in "iu" or array.min() < 0 or array.max() >= len(words):
        raise ValueError(f"has a code outside 0 … {len(words) - 1}")
    return Source(array, f'enum_range(NULL::"words of {name}")[CAST("{name}" AS BIGINT) + 1]', words)


def ready_words(name: str, array: NDArray[Any]) -> Source:
    """Strings, or anything with a text form."""
    return Source(array if array.dtype.kind in "UO" else array.astype(str), f'"{name}"')


def ready_dates(name: str, array: NDArray[Any]) -> Source:
    """datetime64 or `date` objects; DuckDB gets days since 1970."""
    if len(array) and not (array.dtype.kind == "M" or all(isinstance(day, date) for day in array)):
        raise ValueError(f"holds {array.dtype}, not dates")
    days = array.astype("datetime64[D]")
    if np.isnat(days).any():
        raise ValueError("has a missing date")
    return Source(days.astype(np.int64).astype(np.int32), f"DATE '1970-01-01' + \"{name}\"")


def ready_whole(name: str, array: NDArray[Any]) -> Source:
    """Whole numbers or booleans; a column without rows may be of any type."""
    if len(array) and array.dtype.kind not in "iub":
        raise ValueError(f"holds {array.dtype}, not whole numbers")
    return Source(array, f'"{name}"')


def ready_numbers(name: str, array: NDArray[Any]) -> Source:
    """Any finite numbers."""
    numbers = array.astype(np.float64)
    if not np.isfinite(numbers).all():
        raise ValueError("holds a number that is not finite")
    return Source(numbers, f'"{name}"')


READY: dict[str, Callable[[str, NDArray[Any]], Source]] = {
    "VARCHAR": ready_words,
    "DATE": ready_dates,
    "DOUBLE": ready_numbers,
}


def quoted(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"
