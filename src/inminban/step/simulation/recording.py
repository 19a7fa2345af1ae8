"""Recording of a run: columns of the result tables, collected part by part and joined when taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from inminban.core.columns import Array
from inminban.core.kinds import (
    Channel,
    Education,
    Good,
    LifeEvent,
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
from inminban.step.tables import Table, Tables, names_of

FEWEST_COMPACTED = 5_000  # rows


def words_of(provinces: Sequence[str], county_names: Sequence[str]) -> dict[str, list[str]]:
    """Columns that hold numbers in place of words, and the words in order."""
    return {
        "province": list(provinces), "county": list(county_names), "settlement": names_of(Settlement),
        "occupation": names_of(Occupation), "sex": names_of(Sex), "songbun": names_of(Songbun),
        "age_group": list(AGE_GROUPS), "channel": names_of(Channel), "task": names_of(Task), "good": names_of(Good),
        "step": names_of(Sanction), "sanction": names_of(Sanction), "education": names_of(Education),
        "whereabouts": names_of(Whereabouts), "marital": names_of(Marital), "event": names_of(LifeEvent),
        "motive": names_of(Motive), "dish": [row.dish for row in country_tables.dishes()],
    }  # fmt: skip


def compact(column: Array) -> Array:
    """A copy of a column that may wait a year to be written, in a small type if it is long."""
    if column.dtype != np.int64 or len(column) < FEWEST_COMPACTED:
        return column if column.base is None else column.copy()
    least, most = int(column.min()), int(column.max())
    for kind in (np.uint8, np.int16, np.int32):
        if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max:
            return column.astype(kind)
    return column.copy()


class Recording:
    """Columns collected part by part; `take` joins them. `words`: columns whose numbers stand for words."""

    def __init__(self, words: Mapping[str, list[str]]) -> None:
        self.words = words
        self.parts: dict[str, dict[str, list[Array]]] = defaultdict(lambda: defaultdict(list))
        self.n_rows: dict[str, int] = defaultdict(int)  # by table, of those that wait to be taken

    def add(self, table: str, columns: Mapping[str, Array]) -> None:
        """Append a part of a table."""
        self.n_rows[table] += len(next(iter(columns.values())))
        for name, column in columns.items():
            self.parts[table][name].append(compact(np.asarray(column)))

    def add_all(self, tables: Mapping[str, Mapping[str, Array]]) -> None:
        """Append a part of each of several tables."""
        for table, columns in tables.items():
            self.add(table, columns)

    def take(self) -> Tables:
        """Everything collected since the last call: columns joined, those of words as (numbers, words)."""
        return {table: self.take_table(table) for table in list(self.parts)}

    def take_table(self, table: str) -> Table:
        """The rows of one table collected since the last call."""
        parts = self.parts.pop(table)
        del self.n_rows[table]
        joined = {name: np.concatenate(parts.pop(name)) for name in list(parts)}
        return {name: (column, self.words[name]) if name in self.words else column for name, column in joined.items()}

    def take_long(self, least_rows: int) -> Iterator[Tables]:
        """Each table with so many waiting rows, one after another, so that only one at a time is joined in memory."""
        for table in list(self.parts):
            if self.n_rows[table] >= least_rows:
                yield {table: self.take_table(table)}
