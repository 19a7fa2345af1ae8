"""Recording of a run: columns of the result tables, collected part by part and joined when taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from inminban.core.columns import Array
from inminban.core.kinds import (
    Channel,
    Education,
    Good,
    LifeEvent,
    Livelihood,
    Marital,
    Motive,
    Occupation,
    Sanction,
    Settlement,
    Sex,
    Songbun,
    Task,
    Whereabouts,
)
from inminban.step.groups import AGE_GROUPS
from inminban.step.simulation import country_tables
from inminban.step.tables import Columns, Table, Tables, names_of

ROWS_PACKED = 50_000  # so many rows of a table wait as they came; then they are joined and kept in small types


def words_of(provinces: Sequence[str], county_names: Sequence[str]) -> dict[str, list[str]]:
    """Columns that hold numbers in place of words, and the words in order."""
    return {
        "province": list(provinces), "county": list(county_names), "settlement": names_of(Settlement),
        "occupation": names_of(Occupation), "sex": names_of(Sex), "songbun": names_of(Songbun),
        "age_group": list(AGE_GROUPS), "channel": names_of(Channel), "task": names_of(Task), "good": names_of(Good),
        "step": names_of(Sanction), "sanction": names_of(Sanction), "education": names_of(Education),
        "whereabouts": names_of(Whereabouts), "marital": names_of(Marital), "event": names_of(LifeEvent),
        "motive": names_of(Motive), "livelihood": names_of(Livelihood),
        "dish": [row.dish for row in country_tables.dishes()],
    }  # fmt: skip


def packed(parts: Sequence[Array]) -> Array:
    """Parts of a column joined, whole numbers in the smallest of some types that holds them all."""
    column = np.concatenate(parts)
    if column.dtype != np.int64 or len(column) == 0:
        return column
    least, most = int(column.min()), int(column.max())
    for kind in (np.uint8, np.int16, np.int32):
        if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max:
            return column.astype(kind)
    return column


class Waiting:
    """The rows of one table that wait to be written: packed ones, and the latest as they came."""

    def __init__(self) -> None:
        self.packed: dict[str, list[Array]] = defaultdict(list)
        self.latest: list[Mapping[str, Array]] = []
        self.n_latest = 0
        self.n_bytes = 0  # of the packed ones

    def add(self, columns: Mapping[str, Array]) -> None:
        """Append rows; the columns may be views of tables that change later."""
        own = {name: own_copy(np.asarray(column)) for name, column in columns.items()}
        self.latest.append(own)
        self.n_latest += len(next(iter(own.values())))
        if self.n_latest >= ROWS_PACKED:
            self.pack()

    def pack(self) -> None:
        """Join the latest rows and keep them in small types."""
        if self.latest:
            for name in self.latest[0]:
                self.packed[name].append(packed([columns[name] for columns in self.latest]))
                self.n_bytes += self.packed[name][-1].nbytes
        self.latest, self.n_latest = [], 0

    def take(self) -> Columns:
        """All columns, joined one after another, so that only one is in memory twice."""
        self.pack()
        return {name: np.concatenate(self.packed.pop(name)) for name in list(self.packed)}


def own_copy(column: Array) -> Array:
    """A column that changes with no other array."""
    return column if column.base is None else column.copy()


class Recording:
    """Rows collected part by part; `take` joins them. `words`: columns whose numbers stand for words.

    `wanted` are the tables that are kept, None for all of them.
    """

    def __init__(self, words: Mapping[str, list[str]]) -> None:
        self.words = words
        self.wanted: frozenset[str] | None = None
        self.waiting: dict[str, Waiting] = {}  # by table

    def wants(self, table: str) -> bool:
        """Whether a table is kept."""
        return self.wanted is None or table in self.wanted

    def add(self, table: str, columns: Mapping[str, Array]) -> None:
        """Append rows of a table."""
        if self.wants(table):
            self.waiting.setdefault(table, Waiting()).add(columns)

    def add_all(self, tables: Mapping[str, Callable[[], Mapping[str, Array]]]) -> None:
        """Append rows of each of several tables; rows of a table that is not kept are not made."""
        for table, columns in tables.items():
            if self.wants(table):
                self.add(table, columns())

    def take(self) -> Tables:
        """Everything collected since the last call: columns joined, those of words as (numbers, words)."""
        return {table: self.take_table(table) for table in list(self.waiting)}

    def take_table(self, table: str) -> Table:
        """The rows of one table collected since the last call."""
        joined = self.waiting.pop(table).take()
        return {name: (column, self.words[name]) if name in self.words else column for name, column in joined.items()}

    def take_long(self, least_bytes: int) -> Iterator[Tables]:
        """Each table with so many waiting bytes, one after another, so that only one at a time is joined in memory."""
        for table in list(self.waiting):
            if self.waiting[table].n_bytes >= least_bytes:
                yield {table: self.take_table(table)}
