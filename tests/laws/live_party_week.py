"""Live a week of a small society in which every other adult is a member of the party; print their sessions.

`python live_party_week.py` prints a JSON object: for members and for others, each number of sessions that occurred. The
rules run as the plain Python they are written in: to compile changed sources would take a minute.
"""

from __future__ import annotations

import json
from datetime import date

import numpy as np
from tests.plain_python import leave_out_numba, widen_fields

MONDAY, SUNDAY = date(2015, 6, 8), date(2015, 6, 14)
YEAR = 365.25


def main() -> None:
    """Live the week by the way of every run: the simulation, its timetable, its blocks of households."""
    from tests.made_simulation import make_simulation
    from tests.made_society import make_small_society

    from inminban.core.days import day_number
    from inminban.core.kinds import Count, Occupation

    simulation = make_simulation(make_small_society(10, 1), MONDAY, SUNDAY)
    people = simulation.society.people
    age = (day_number(MONDAY) - people.birth_day) / YEAR
    is_adult = (people.id > 0) & (age >= 20) & (age < 70) & (people.occupation != Occupation.ARTIST)
    people.is_party_member[:] = is_adult & (people.id % 2 == 0)
    simulation.live_week(*next(simulation.weeks()))
    found = {}
    for name, is_member in (("members", 1), ("others", 0)):
        chosen = people[is_adult & (people.is_party_member == is_member)]
        found[name] = {"people": len(chosen), "sessions": np.unique(chosen.counts[:, Count.SESSIONS]).tolist()}
    print(json.dumps(found))


if __name__ == "__main__":
    leave_out_numba()
    widen_fields()
    main()
