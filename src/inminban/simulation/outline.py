"""Tables that stand beside the weekly ones: who is in the panel, and the state's calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np

from inminban.core.days import EPOCH, day_number
from inminban.core.kinds import Aptitude, Education, Occupation, Settlement, Sex, Songbun
from inminban.institutions.assignment import aptitudes
from inminban.simulation.engine import Engine
from inminban.simulation.recording import as_days, names
from inminban.simulation.timetable import Timetable


def panel_people_table(engine: Engine, made: Any, is_drawn: Any) -> dict[str, Any]:
    """Everybody who is followed day by day, as they are at the end of the run."""
    society, panel = engine.society, engine.panel
    people = society.people[panel.person_rows]
    homes = society.households[panel.household_rows][panel.household_of]
    county = homes.county.astype(np.int64)
    gifts = np.array([aptitudes(engine.seed, int(number)) for number in people.id], dtype=np.int64).reshape(
        -1, len(Aptitude)
    )
    columns: dict[str, Any] = {
        "person": people.id.copy(),
        "household": homes.id.copy(),
        "province": (society.counties.province[county].astype(np.int64), engine.provinces),
        "county": (county, list(made.county_names)),
        "settlement": (homes.settlement.astype(np.int64), names(Settlement)),
        "unit": society.units.number[homes.unit],
        "sex": (people.sex.astype(np.int64), names(Sex)),
        "birth_day": as_days(people.birth_day),
        "age": (day_number(engine.first) - people.birth_day.astype(np.int64)) * 4 // 1_461,
        "songbun": (people.songbun.astype(np.int64), names(Songbun)),
        "is_party_member": people.is_party_member.astype(bool),
        "education": (people.education.astype(np.int64), names(Education)),
        "occupation": (people.occupation.astype(np.int64), names(Occupation)),
        "household_size": homes.n_people.copy(),
        "is_unit_head": people.is_unit_head.astype(bool),
        "is_informant": people.is_informant.astype(bool),
        "is_trainee": people.is_trainee.astype(bool),
        "is_drawn": np.asarray(is_drawn)[panel.household_of],
    }
    return columns | {f"aptitude_{gift.name.lower()}": gifts[:, gift] for gift in Aptitude}


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
