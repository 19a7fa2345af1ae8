"""Tables of people: population, life events, departures; and the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from inminban.core.columns import Array
from inminban.core.days import EPOCH, day_number
from inminban.core.device.threads import Threads
from inminban.step.events import Events
from inminban.step.head_counts import YEARS_OF_GROUP, count_ages
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.timetable import Timetable
from inminban.step.simulation.week_tables import by_province
from inminban.step.simulation.world import World
from inminban.step.tables import Columns, Tables, as_dates, with_words


def population_columns(world: World, day: date, hungry: int, threads: Threads) -> Columns:
    """Everybody by province, sex, five-year age group and whereabouts; `hungry` (bp) is the rule's threshold."""
    counts = by_province(
        count_ages(world.society, day_number(day), hungry, threads), world.society.counties.province, world.n_provinces
    )
    province, sex, group, whereabouts = np.nonzero(counts[..., 0])
    people, n_hungry = counts[province, sex, group, whereabouts].T
    return {
        "day": np.full(len(people), np.datetime64(day, "D")), "province": province, "sex": sex,
        "age": group * YEARS_OF_GROUP, "whereabouts": whereabouts, "people": people, "hungry": n_hungry,
    }  # fmt: skip


def life_event_columns(events: Events, province_of: Array) -> Columns:
    """Lines of the log of life events; `province_of`: row of each county's province."""
    county = events["county"].astype(np.int64)
    return {**events, "day": as_dates(events["day"]), "county": county, "province": province_of[county]}


def departure_tables(departures: Departures, words: Mapping[str, list[str]]) -> Tables:
    """Tables of those who left and of the postings; tables without rows are left out."""
    places = {name: words[name] for name in ("province", "county")}
    return {table: with_words(columns, places) for table, columns in departures.tables().items() if columns}


def calendar_table(timetable: Timetable) -> Columns:
    """Every day of the run: events, their minutes, rehearsals, days off and campaigns."""
    days = timetable.days
    return {
        "day": as_dates([(day - EPOCH) // timedelta(days=1) for day in days]),
        "weekday": np.array([day.weekday() for day in days]),
        "events": np.array(["; ".join(events) for events in timetable.events], dtype=np.str_),
        "event_minutes": timetable.event_minutes.copy(),
        "rehearsal_minutes": timetable.rehearsal_minutes.copy(),
        "is_holiday": timetable.is_day_off.astype(bool),
        "campaigns": np.array(["; ".join(campaigns) for campaigns in timetable.campaigns], dtype=np.str_),
    }
