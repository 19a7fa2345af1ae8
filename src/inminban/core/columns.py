"""The state: people, households, neighbourhood units, workplaces and counties, one NumPy record array each.

People lie in order of household, households in order of neighbourhood unit, units in order of county, so a household
is one run of rows and a unit another. A row number says where somebody is now; `id` says who they are. Every column
is listed once with its type, unit, range and meaning. `people.fear` is the column of everybody, `people[i].fear` one
person's; a step of the day takes one person's record (decision 0005 says why records, not separate arrays).
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inminban.core.column import Column
from inminban.core.compile.ranges import declare, prove_ranges
from inminban.core.kinds import N_COUNTS, N_FOOD, N_MINUTES

Array = NDArray[Any]
MOST_OF_BYTE = 2**8 - 1  # the greatest number in a column of type u1
MOST_LEVIED = 30_000  # tenths of a day's food, in a week
BYTES_OF_WORD = 8  # of the whole numbers of 64 bits in which arrays are moved and added up
NEVER = -(2**15)  # day of the last birth of whoever has borne nobody
MOST_OF_NUMBER = 2**31 - 1  # the greatest permanent number that fits the columns of spouse, mother and father


PEOPLE = {
    "id": Column("i8", 1, "", 0, 2**62, "permanent number of a synthetic person"),
    "birth_day": Column("i4", 1, "day", -60_000, 60_000, "days from 1 January 1990 to birth, negative before"),
    "spouse": Column("i4", 1, "", -1, 2**31 - 1, "number of the husband or wife, of the last one if dead; -1 for none"),
    "mother": Column("i4", 1, "", -1, 2**31 - 1, "number of the mother, dead or alive; -1 if not on record"),
    "father": Column("i4", 1, "", -1, 2**31 - 1, "number of the father, dead or alive; -1 if not on record"),
    "workplace": Column("i4", 1, "row", -1, 2**31 - 1, "row of the workplace or school, -1 for none"),
    "left_with": Column("i4", 1, "", 0, 2**31 - 1, "1 + number of whom one followed out of the country; 0 = none"),
    "sex": Column("u1", 1, "Sex", 0, 1, "sex"),
    "songbun": Column("u1", 1, "Songbun", 0, 2, "origin class"),
    "is_party_member": Column("u1", 1, "", 0, 1, "member of the Workers' Party"),
    "education": Column("u1", 1, "Education", 0, 3, "highest school finished"),
    "occupation": Column("u1", 1, "Occupation", 0, 19, "what the person is to the state"),
    "is_unit_head": Column("u1", 1, "", 0, 1, "head of the neighbourhood unit"),
    "is_informant": Column("u1", 1, "", 0, 1, "reports on others"),
    "is_trainee": Column("u1", 1, "", 0, 1, "takes paid music lessons to become an artist"),
    "has_left_post": Column("u1", 1, "", 0, 1, "kept on the list but pays to stay away (August 3rd)"),
    "livelihood": Column("u1", 1, "Livelihood", 0, 8, "what the person lives by beside the post or instead of it"),
    "weighed_for": Column("u1", 1, "Occupation", 0, 20, "1 + the post for which the two below were worked out"),
    "skill": Column("i2", 1, "bp", 0, 10_000, "skill reached in the present work"),
    "reachable_skill": Column("i2", 1, "bp", 0, 10_000, "skill that the person's gifts allow in that post"),
    "lost_skill": Column("i2", 1, "bp", 0, 10_000, "what they would allow beyond it in the post that suits best"),
    "trade_skill": Column("i2", 1, "bp", 0, 10_000, "skill at the market"),
    "vocation": Column("i2", 1, "bp", 0, 10_000, "love of the present work"),
    "conviction": Column("i2", 1, "bp", -10_000, 10_000, "private conviction"),
    "fear": Column("i2", 1, "bp", 0, 10_000, "fear"),
    "perceived_support": Column("i2", 1, "bp", -10_000, 10_000, "conviction that the person thinks others have"),
    "distrust": Column("i2", 1, "bp", 0, 10_000, "credit that propaganda has lost with the person; 0 = none"),
    "standing": Column("i2", 1, "bp", -10_000, 10_000, "what the record says of the person's loyalty"),
    "outside_knowledge": Column("i2", 1, "bp", 0, 10_000, "knowledge of the outside world"),
    "satisfaction": Column("i2", 1, "bp", -10_000, 10_000, "how the person sees their lot beside the neighbours'"),
    "nutrition": Column("i2", 1, "bp", 0, 10_000, "state of nourishment, 10,000 = well fed"),
    "health": Column("i2", 1, "bp", 0, 10_000, "health, 10,000 = well"),
    "strikes": Column("i2", 1, "", 0, 1_000, "marks on the record that have not lapsed"),
    "offences": Column("u1", 1, "", 0, 255, "real offences since the last self-criticism session"),
    "political_offences": Column("u1", 1, "", 0, 255, "political offences that have come out and are not yet judged"),
    "sanction": Column("u1", 1, "Sanction", 0, 6, "step of the ladder now being served"),
    "whereabouts": Column("u1", 1, "Whereabouts", 0, 3, "at home, in the army, sent abroad, or gone"),
    "sanction_days": Column("i2", 1, "day", 0, 32_000, "days of it left"),
    "term": Column("i2", 1, "month", 0, 32_000, "months of service, study or contract abroad still to do"),
    "last_birth": Column("i2", 1, "day", NEVER, 2**15 - 1, "day of birth of the child she last bore or now expects"),
    "lesson_minutes": Column("i2", 1, "min", 0, 6_720, "lessons given this exchange week, paid next Monday"),
    "state_income": Column("i4", 1, "g", 0, 2**31 - 1, "own income from the state of about a year, worth in rice"),
    "private_income": Column("i4", 1, "g", 0, 2**31 - 1, "own income from trade, lessons and own grain, likewise"),
    "savings_abroad": Column("i4", 1, "cent", 0, 2**31 - 1, "kept for a worker abroad, paid at home on return"),
    "post_before": Column("u1", 1, "Occupation", 0, 19, "occupation to come back to from work abroad or prison"),
    "marital": Column("u1", 1, "Marital", 0, 3, "marital status"),
    "n_births": Column("u1", 1, "", 0, 15, "children born"),
    "leaving_stage": Column("u1", 1, "LeavingStage", 0, 2, "how far on the way out of the country"),
    "leaving_months": Column("u1", 1, "month", 0, 255, "months in that stage, or since crossing"),
    "motive": Column("u1", 1, "Motive", 0, 3, "why the person means to leave or left"),
    "is_followed": Column("u1", 1, "", 0, 2, "followed month by month: 1 drawn by chance, 2 besides"),
    "host": Column("u1", 1, "Host", 0, 11, "country of the posting abroad; kept by who fled from one"),
    "this_year": Column("u1", 1, "Ever", 0, 255, "bits: what has happened since January"),
    "last_year": Column("u1", 1, "Ever", 0, 255, "bits: what happened in the calendar year before"),
    "was_released": Column("u1", 1, "", 0, 1, "came home from prison this month; for the log"),
    "reached_step": Column("u1", 1, "Sanction", 0, 6, "step the record stands at"),
    "effort": Column("i4", 1, "effort", 0, 2**31 - 1, "market effort of this exchange week, paid next Monday"),
    "days_here": Column("u1", 1, "day", 0, 7, "days of this week at home, of those of school age"),
    "evenings": Column("u1", 1, "", 0, 7, "evenings of this week with foreign media"),
    "taught": Column("i2", 1, "min", 0, 6_720, "indoctrination this week"),
    "unpaid": Column("i2", 1, "min", 0, 6_720, "time taken without pay this week"),
    "traded": Column("i2", 1, "min", 0, 6_720, "trade this week"),
    "levied": Column("i2", 1, "tenths of a day's food", 0, MOST_LEVIED, "money taken this week, as a burden"),
    "fixed_luck": Column("u2", 9, "", 0, 9_999, "luck for life and lasting traits, by `core.kinds.FixedLuck`"),
    "minutes": Column("i2", N_MINUTES, "min", 0, 29_760, "waking minutes of this month by use"),
    "ever": Column("u1", 1, "Ever", 0, 255, "bits: what has happened at least once"),
    "counts": Column("u1", N_COUNTS, "", 0, 255, "events of this month"),
    "is_expecting": Column("u1", 1, "", 0, 1, "expects a child, on the day in last_birth"),
    "height_lost": Column("i2", 1, "1/1000 standard deviation", 0, 6_000, "height that hunger and diet have cost"),
}

HOUSEHOLDS = {
    "first_person": Column("i4", 1, "row", 0, 2**31 - 1, "row of the first member"),
    "n_people": Column("i2", 1, "", 0, 1_000, "members, in rows from the first on"),
    "id": Column("i8", 1, "", 0, 2**62, "permanent number of a household"),
    "unit": Column("i4", 1, "row", 0, 2**31 - 1, "row of the neighbourhood unit"),
    "county": Column("i2", 1, "row", 0, 200, "row of the county"),
    "settlement": Column("u1", 1, "Settlement", 0, 1, "urban or rural"),
    "cash": Column("i8", 1, "jon", 0, 2**62, "won in the house"),
    "foreign_cents": Column("i8", 1, "cent", 0, 2**62, "foreign money in US cents"),
    "food": Column("i8", 1, "g", 0, 2**62, "grain in the house, cereal equivalent"),
    "debt": Column("i8", 1, "jon", 0, 2**62, "dues and levies owed and not yet paid"),
    "plot_square_metres": Column("i4", 1, "m2", 0, 100_000, "private and hillside plot"),
    "has_television": Column("u1", 1, "", 0, 1, "television"),
    "has_player": Column("u1", 1, "", 0, 1, "player for discs or USB sticks"),
    "has_phone": Column("u1", 1, "", 0, 1, "mobile phone"),
    "n_away": Column("u1", 1, "", 0, 255, "members who are not at home, of those in rows"),
    "n_abroad": Column("u1", 1, "", 0, 255, "members working abroad"),
    "n_in_south": Column("u1", 1, "", 0, 255, "members in South Korea"),
    "n_gone": Column("u1", 1, "", 0, 255, "members in China without leave"),
    "n_leaving": Column("u1", 1, "", 0, 255, "members at home or abroad who mean to leave, or prepare to"),
    "south_cents": Column("i4", 1, "cent", 0, 2**31 - 1, "put by in the South to bring members of the household there"),
    "loan_cents": Column("i4", 1, "cent", 0, 2**31 - 1, "owed to moneylenders for a place abroad"),
    "is_banished": Column("u1", 1, "", 0, 1, "ordered to move away; done at the next moving of households"),
    "voice": Column("i2", 1, "bp", -10_000, 10_000, "conviction as a parent speaks of it at home"),
    "hidden_doubt": Column("i2", 1, "bp", 0, 20_000, "doubt that this parent keeps back at home"),
    "talk": Column("i2", 1, "bp", -10_000, 10_000, "mean of what its adults say among themselves"),
    "is_punished": Column("u1", 1, "", 0, 1, "a member was punished for a political offence"),
    "wealth_fifth": Column("u1", 1, "", 1, 5, "fifth of wealth per head, 1 = poorest"),
    "eaten": Column("i4", 1, "g", 0, 2**31 - 1, "grain eaten this week"),
    "needed": Column("i4", 1, "g", 0, 2**31 - 1, "grain needed this week"),
    "capital": Column("u2", 1, "bp", 0, 40_000, "what the household's cash does for trade, as on Monday"),
    "lot": Column("i2", 1, "percent", -100, 300, "wealth per head beyond or below the neighbours' mean, on Monday"),
    "grain_delivered": Column("i8", 1, "g", 0, 2**62, "grain given to the market this exchange week, paid next Monday"),
    "income": Column("i8", 1, "jon", 0, 2**62, "money earned and received by its members this month"),
    "outlays": Column("i8", 1, "jon", 0, 2**62, "money taken from its members this month, bribes too"),
    "bribes": Column("i8", 1, "jon", 0, 2**62, "money paid this month to be let off"),
    "grain_spent": Column("i8", 1, "jon", 0, 2**62, "money spent on grain this month"),
    "goods_spent": Column("i8", 1, "jon", 0, 2**62, "money spent on other goods this month"),
    "gave_teacher": Column("u1", 1, "month", 0, 12, "months for which a gift to a teacher counts as one of this year"),
    "gave_doctor": Column("u1", 1, "month", 0, 12, "the same of a gift to a doctor"),
    "food_month": Column("i4", N_FOOD, "g", 0, 2**31 - 1, "grain of this month by source and use"),
}


UNITS = {
    "first_household": Column("i4", 1, "row", 0, 2**31 - 1, "row of the first household"),
    "n_households": Column("i2", 1, "", 0, 1_000, "households, in rows from the first on"),
    "first_person": Column("i4", 1, "row", 0, 2**31 - 1, "row of the first member of the first household"),
    "n_rows": Column("i4", 1, "row", 0, 2**31 - 1, "rows kept for the unit's people; those in use come first"),
    "county": Column("i2", 1, "row", 0, 200, "row of the county"),
    "settlement": Column("u1", 1, "Settlement", 0, 1, "urban or rural"),
    "number": Column("i4", 1, "", 0, 2**31 - 1, "running number within the county"),
    "dish": Column("u1", 1, "", 0, 255, "row of dishes.csv: part of the soldiers' lunch box this unit brings"),
    "called": Column("i4", 1, "", 0, 2**31 - 1, "call-ups through the unit this week"),
    "bought": Column("i4", 1, "", 0, 2**31 - 1, "of these, bought out of"),
    "bought_basis_points": Column("i2", 1, "bp", 0, 10_000, "share of last week's call-ups that were bought out of"),
    "mean_conviction": Column("i2", 1, "bp", -10_000, 10_000, "mean private conviction of adults, last month's end"),
    "public_voice": Column("i2", 1, "bp", -10_000, 10_000, "mean of what adults say of it in public"),
    "friends_voice": Column("i2", 1, "bp", -10_000, 10_000, "mean of what adults say of it among friends"),
    "punished": Column("i4", 1, "", 0, 2**31 - 1, "people of the unit punished this week"),
    "seen": Column("i2", 1, "bp", 0, 10_000, "share of the unit punished last week"),
    "mean_standard": Column("i8", 1, "jon", 0, 2**62, "mean wealth per head at last week's end"),
}

WORKPLACES = {
    "county": Column("i2", 1, "row", 0, 200, "row of the county"),
    "occupation": Column("u1", 1, "Occupation", 0, 19, "occupation of its members; PUPIL or STUDENT for a school"),
    "n_members": Column("i4", 1, "", 0, 2**31 - 1, "members at the start"),
    "runs": Column("u1", 1, "", 0, 127, "bit w: runs on weekday w of this week"),
    "pays": Column("u1", 1, "", 0, 1, "pays its people"),
    "luck": Column("u4", 1, "", 0, 2**32 - 1, "fixed luck: goods in kind"),
}

COUNTIES = {
    "province": Column("i1", 1, "row", 0, 20, "row of the province"),
    "is_border": Column("u1", 1, "", 0, 1, "on the border with China or Russia"),
    "is_coastal": Column("u1", 1, "", 0, 1, "on the coast"),
    "first_unit": Column("i4", 1, "row", 0, 2**31 - 1, "row of the first neighbourhood unit"),
    "n_units": Column("i4", 1, "", 0, 2**31 - 1, "neighbourhood units, in rows from the first on"),
}

Records = Any  # a record array (`RecordArray`); its fields are one of the tables above


class RecordArray(np.ndarray[Any, np.dtype[Any]]):
    """Records whose fields are attributes: `people.fear` is everybody's fear, `people[i].fear` one person's.

    NumPy's own record arrays do the same, but take 6 microseconds for a field where this takes one (measured).
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Array:
        if name not in (self.dtype.names or ()):
            raise AttributeError(f"records have no field {name!r}")
        return self.view(np.ndarray)[name]

    def __setattr__(self, name: str, value: Any) -> None:
        if name in (self.dtype.names or ()):
            self.view(np.ndarray)[name] = value
        else:
            super().__setattr__(name, value)

    def __getitem__(self, index: Any) -> Any:
        return self.view(np.ndarray)[index] if isinstance(index, str) else super().__getitem__(index)


def as_records(rows: Array) -> Records:
    """The same rows in the same memory, with their fields as attributes."""
    return rows.view(_record_dtype(rows.dtype)).view(RecordArray)


@cache
def _record_dtype(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """The type of rows of which a single one has attributes, too; made once, since compiled code knows it again."""
    return np.dtype((np.record, dtype))


class Society(NamedTuple):
    """All records of a society, passed to every compiled kernel. Fields of each: PEOPLE, HOUSEHOLDS, UNITS, ..."""

    people: Records
    households: Records
    units: Records
    workplaces: Records
    counties: Records


def record_type(columns: dict[str, Column]) -> np.dtype[Any]:
    """The NumPy record type of the listed columns, each at its natural alignment."""
    fields = [
        (name, column.dtype, (column.width,)) if column.width > 1 else (name, column.dtype)
        for name, column in columns.items()
    ]
    return declare(np.dtype(fields, align=True), columns)


def make_records(columns: dict[str, Column], n_rows: int, spare: int = 0) -> Records:
    """A record array of `n_rows` rows with every column zero.

    `spare` more rows follow; they take no memory until `grown` uses them.
    """
    return as_records(np.zeros(n_rows + spare, dtype=record_type(columns)))[:n_rows]


def spare_rows(n_rows: int) -> int:
    """Spare rows for a society of so many rows: a quarter, enough for the growth of a generation."""
    return n_rows // 4 + 1_000


def whole_of(records: Records) -> Records:
    """The records with all their spare rows."""
    whole = records
    while isinstance(whole.base, np.ndarray):
        whole = whole.base
    is_start = whole.ctypes.data == records.ctypes.data and whole.dtype == records.dtype
    return as_records(whole) if is_start else records


def grown(records: Records, n_rows: int) -> Records:
    """The same rows followed by empty ones, `n_rows` in all: in the same memory if there is room, else copied."""
    n, whole = len(records), whole_of(records)
    if len(whole) < n_rows:
        whole = as_records(np.zeros(n_rows + spare_rows(n_rows), dtype=records.dtype))
        whole[:n] = records
    whole[n:n_rows] = np.zeros(1, dtype=records.dtype)
    return whole[:n_rows]


def prove_society(society: Society, when: str) -> None:
    """Check everybody's columns against their ranges. Raises RangeError naming table, field, row and value."""
    tables = (PEOPLE, HOUSEHOLDS, UNITS, WORKPLACES, COUNTIES)
    prove_ranges(zip(Society._fields, society, tables, strict=True), when)
