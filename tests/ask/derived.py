"""A second way to every number of an answer: SQL written here, straight on the Parquet tables, and own intervals.

Nothing of `inminban.measures` is used, so a fault there shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from pathlib import Path
from typing import Any

import duckdb

ADULT = "age_group NOT IN ('0-6', '7-13', '14-16') AND occupation NOT IN ('soldier', 'abroad', 'prisoner')"
FREE = "occupation <> 'prisoner'"
TAKEN = (
    "minutes_events + minutes_rehearsals + minutes_sessions + minutes_indoctrination + minutes_labour"
    " + minutes_collecting + minutes_penal"
)
PAID_OUT = "levies_jon + fees_jon + buyout_jon + august_third_jon + bribes_jon + fines_jon"
INCOME = "pay_jon + market_jon + lessons_jon + grain_sold_jon + bribes_taken_jon + support_jon"
MONTHS, YEARS = "person_days * 12.0 / 365", "person_days / 365.0"

OF_GROUPS: dict[str, tuple[str, str, float, str]] = {
    "time_taken": (TAKEN, "person_days", 365 / 60, ADULT),
    "work_time": ("minutes_work", "person_days", 7 / 60, ADULT),
    "market_time": ("minutes_market", "person_days", 7 / 60, ADULT),
    "home_time": ("minutes_home", "person_days", 7 / 60, ADULT),
    "labour_time": ("minutes_labour", "person_days", 365 / 60, ADULT),
    "event_and_rehearsal_time": ("minutes_events + minutes_rehearsals", "person_days", 365 / 60, ADULT),
    "event_time": ("minutes_events", "person_days", 365 / 60, ADULT),
    "indoctrination_time": ("minutes_indoctrination", "person_days", 365 / 60, ADULT),
    "hungry": ("n_hungry", "people", 100, FREE),
    "conviction": ("conviction_sum", "people", 0.01, ADULT),
    "spoken": ("spoken_sum", "people", 0.01, ADULT),
    "media_evenings": ("n_media_days", YEARS, 1, ADULT),
    "ever_media": ("n_foreign_media_lately", "people", 100, ADULT),
    "bought_out": ("n_bought", "n_called", 100, ADULT),
    "went": ("n_went", "n_called", 100, ADULT),
    "call_ups": ("n_called", YEARS, 1, ADULT),
    "call_ups_obeyed": ("n_went", YEARS, 1, ADULT),
    "ever_bribed": ("n_bribed_lately", "people", 100, ADULT),
    "bribes": ("bribes_jon / 100.0", MONTHS, 1, "TRUE"),
    "money_taken": (f"({PAID_OUT}) / 100.0", MONTHS, 1, "TRUE"),
    "money_income": (f"({INCOME}) / 100.0", MONTHS, 1, "TRUE"),
}
"""Measures of the table `groups`: numerator, denominator, factor into the unit that answers tell, population."""

OF_SHARES = {"hungry", "ever_media", "ever_bribed"}


class Tables:
    """The tables of a run, read as files."""

    def __init__(self, folder: Path) -> None:
        self.connection = duckdb.connect()
        for file in sorted((folder / "tables").glob("*.parquet")):
            self.connection.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet('{file}')")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def one(self, query: str) -> float:
        return float(self.rows(query)[0][0] or 0)


def condition(who: Mapping[str, Any], years: tuple[int, int], time: str) -> str:
    """People, places and years as SQL."""
    parts = [f"year({time}) BETWEEN {years[0]} AND {years[1]}"]
    for name, wanted in who.items():
        values = wanted if isinstance(wanted, list | tuple) else [wanted]
        parts.append(f"{name} IN ({', '.join(repr(value) for value in values)})")
    return " AND ".join(parts)


def population(whom: str, who: Mapping[str, Any]) -> str:
    """The usual population, which naming an occupation lifts, and naming an age in part."""
    if "occupation" in who:
        return "TRUE"
    return "occupation NOT IN ('soldier', 'abroad', 'prisoner')" if whom == ADULT and "age_group" in who else whom


def of_groups(tables: Tables, name: str, who: Mapping[str, Any], years: tuple[int, int]) -> float:
    """A measure of the table `groups`."""
    top, bottom, per, whom = OF_GROUPS[name]
    where = f"{condition(who, years, 'month')} AND {population(whom, who)}"
    return per * tables.one(f"SELECT sum(({top})::DOUBLE) / sum(({bottom})::DOUBLE) FROM groups WHERE {where}")


def parts_of_groups(tables: Tables, name: str, who: Mapping[str, Any], years: tuple[int, int]) -> dict[str, float]:
    """The linearised parts by province of a ratio, in the unit that answers tell."""
    top, bottom, per, whom = OF_GROUPS[name]
    where = f"{condition(who, years, 'month')} AND {population(whom, who)}"
    rows = tables.rows(
        f"SELECT province, sum(({top})::DOUBLE), sum(({bottom})::DOUBLE) FROM groups WHERE {where} GROUP BY province"
    )
    total, under = sum(row[1] for row in rows), sum(row[2] for row in rows)
    return {row[0]: per * (row[1] - total / under * row[2]) / under for row in rows}


T_975 = {3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228}
"""Student's t from a printed table."""


def half_width(parts: Mapping[str, float]) -> float:
    """Half an interval from parts by province."""
    n = len(parts)
    return T_975[n - 1] * sqrt(n / (n - 1) * sum(part * part for part in parts.values()))


def wilson(share: float, people: float) -> tuple[float, float]:
    """Wilson's interval of a share, in percent."""
    z = 1.959964
    centre = (share + z * z / (2 * people)) / (1 + z * z / people)
    half = z / (1 + z * z / people) * sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    return 100 * (centre - half), 100 * (centre + half)


def simulated(tables: Tables, name: str, who: Mapping[str, Any], years: tuple[int, int]) -> float:
    """Mean number of simulated people in the months of a measure."""
    where = f"{condition(who, years, 'month')} AND {population(OF_GROUPS[name][3], who)}"
    people = tables.one(f"SELECT sum(people) FROM groups WHERE {where}")
    months = tables.one(f"SELECT sum(months) FROM (SELECT DISTINCT month, months FROM groups WHERE {where})")
    return people / months
