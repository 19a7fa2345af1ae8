"""Tables that stand beside the weekly ones: who is in the panel, how many people there are, the state's calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array
from inminban.core.days import EPOCH, day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import Aptitude
from inminban.rules.assignment import aptitudes
from inminban.step.head_counts import YEARS_OF_GROUP, count_ages
from inminban.step.simulation.recording import as_days
from inminban.step.simulation.timetable import Timetable

if TYPE_CHECKING:
    from inminban.step.simulation.engine import Engine


def panel_people_columns(engine: Engine, places: Array, day: date) -> dict[str, Any]:
    """People who are followed day by day from this day on; `places` in the panel's list of members."""
    society, panel = engine.society, engine.day_panel
    assert panel is not None
    people = society.people[panel.person_rows[places]]
    homes = society.households[panel.household_rows[panel.household_of[places]]]
    county = homes.county.astype(np.int64)
    rules = engine.numbers.rules.assignment
    gifts = np.array([aptitudes(engine.seed, int(number), rules) for number in people.id], dtype=np.int64).reshape(
        -1, len(Aptitude)
    )
    columns: dict[str, Any] = {
        "person": people.id.copy(),
        "household": homes.id.copy(),
        "province": society.counties.province[county],
        "county": county,
        "settlement": homes.settlement,
        "unit": society.units.number[homes.unit],
        "dish": society.units.dish[homes.unit],
        "sex": people.sex,
        "birth_day": as_days(people.birth_day),
        "first_day": np.full(len(places), np.datetime64(day, "D")),
        "age": ages_on(day, people.birth_day),
        "songbun": people.songbun,
        "is_party_member": people.is_party_member.astype(bool),
        "education": people.education,
        "occupation": people.occupation,
        "household_size": homes.n_people.copy(),
        "is_unit_head": people.is_unit_head.astype(bool),
        "is_informant": people.is_informant.astype(bool),
        "is_trainee": people.is_trainee.astype(bool),
        "is_drawn": np.array([panel.is_drawn[number] for number in homes.id.tolist()], dtype=np.bool_),
    }
    return columns | {f"aptitude_{gift.name.lower()}": gifts[:, gift] for gift in Aptitude}


def ages_on(day: date, birth_day: Array) -> Array:
    """Completed years, as the rules count them."""
    return np.asarray(age_in_years.py_func(day_number(day), birth_day.astype(np.int64)))


def population_columns(engine: Engine, day: date, threads: Threads) -> dict[str, Any]:
    """Everybody by province, sex, five-year age group and whereabouts."""
    by_county = count_ages(engine.society, day_number(day), engine.numbers.rules.food.hungry, threads)
    counts = np.zeros((len(engine.provinces), *by_county.shape[1:]), dtype=np.int64)
    np.add.at(counts, engine.society.counties.province, by_county)
    province, sex, group, whereabouts = np.nonzero(counts[..., 0])
    people, hungry = counts[province, sex, group, whereabouts].T
    return {
        "day": np.full(len(people), np.datetime64(day, "D")), "province": province, "sex": sex,
        "age": group * YEARS_OF_GROUP, "whereabouts": whereabouts, "people": people, "hungry": hungry,
    }  # fmt: skip


def calendar_table(timetable: Timetable) -> dict[str, Any]:
    """Every day of the run: events, their minutes, rehearsals, days off and campaigns."""
    days = timetable.days
    return {
        "day": as_days([(day - EPOCH) // timedelta(days=1) for day in days]),
        "weekday": np.array([day.weekday() for day in days]),
        "events": np.array(["; ".join(events) for events in timetable.events], dtype=np.str_),
        "event_minutes": timetable.event_minutes.copy(),
        "rehearsal_minutes": timetable.rehearsal_minutes.copy(),
        "is_holiday": timetable.is_day_off.astype(bool),
        "campaigns": np.array(["; ".join(campaigns) for campaigns in timetable.campaigns], dtype=np.str_),
    }
