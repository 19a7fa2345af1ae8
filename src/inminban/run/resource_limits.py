"""Memory that a run needs, estimated and checked before it begins.

The estimate follows from the sizes of the records and a few numbers measured with `benchmarks/memory_needed.py`, which
also shows its error. It tends to be too high.
"""

from __future__ import annotations

from datetime import date

from inminban.core.columns import HOUSEHOLDS, PEOPLE, UNITS, record_type
from inminban.core.days import MEAN_YEAR
from inminban.core.device.threads import UNITS_OF_BLOCK
from inminban.errors import InputError
from inminban.numbers.parameters.members import province_names
from inminban.run.memory import memory_available
from inminban.step.context import EVENT, day_type, tally_type
from inminban.step.rows import SLACK_BASIS_POINTS
from inminban.step.simulation.kernel_arrays import PEOPLE_PER_EVENT

MEBIBYTE, GIGABYTE = 2**20, 10**9
BASE = 640 * MEBIBYTE  # Python, its libraries and the compiled rules; with rules still to be compiled
LEAST_HOUSEHOLD = 3.8  # mean number of people of a household; fewer after some decades
LEAST_UNIT = 20  # mean number of households of a neighbourhood unit
BUSIEST = 120  # bytes a person in addition to the records, at the maximum of a year
SPARE = 0.95  # of the memory available may be used: a system that is full to the last byte comes to a halt
GROWTH = 1.005  # growth of the population in a year
LARGEST_GROWTH = 1.2  # and at most over decades
TIMETABLE = 4  # a day takes a quarter of the bytes there that it takes in the kernel


def record_bytes(people: int) -> float:
    """Bytes of the records of everybody, free rows and the sums of the week included."""
    households = people / LEAST_HOUSEHOLD
    units = households / LEAST_UNIT
    return (
        people * (1 + SLACK_BASIS_POINTS / 10_000) * record_type(PEOPLE).itemsize
        + households * record_type(HOUSEHOLDS).itemsize
        + units * (record_type(UNITS).itemsize + tally_type().itemsize / UNITS_OF_BLOCK)
        + people / PEOPLE_PER_EVENT * EVENT.itemsize
    )


def people_at_most(people: int, days: int) -> float:
    """The most people that so many can have become after so many days."""
    growth: float = min(GROWTH ** (days / MEAN_YEAR), LARGEST_GROWTH)
    return people * growth


def memory_needed(people: int, days: int) -> int:
    """The most bytes that a run of so many people and days holds."""
    at_most = people_at_most(people, days)
    calendar = days * day_type(len(province_names())).itemsize // TIMETABLE
    return int(BASE + record_bytes(round(at_most)) + BUSIEST * at_most + calendar)


def people_that_fit(available: int, days: int) -> int:
    """The most people whose run of so many days fits into so many bytes, in full thousands."""
    least, most = 0, 1_000_000_000
    while most - least > 1_000:
        middle = (least + most) // 2
        least, most = (middle, most) if memory_needed(middle, days) <= available else (least, middle)
    return least // 1_000 * 1_000


def check_memory(people: int, first_day: date, last_day: date) -> None:
    """Refuse a run that would not fit into memory, before anything large is made. Raises InputError."""
    days = (last_day - first_day).days + 1
    needed, available = memory_needed(people, days), memory_available()
    if available is None or needed <= SPARE * available:
        return
    fit = people_that_fit(int(SPARE * available), days)
    remedy = f"Choose at most {fit:,} people, or make memory free." if fit >= 1_000 else "Make memory free."
    raise InputError(
        f"{people:,} people and {days:,} days need about {in_gigabytes(needed)} of memory, but "
        f"{in_gigabytes(available)} are available",
        key="--people", remedy=remedy,
    )  # fmt: skip


def in_gigabytes(n_bytes: int) -> str:
    """A number of bytes in words."""
    return f"{n_bytes / GIGABYTE:,.1f} GB" if n_bytes >= GIGABYTE / 10 else f"{n_bytes / GIGABYTE:,.3f} GB"
