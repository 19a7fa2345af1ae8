"""Live a week of a small society in which every other adult is a member of the party; print their sessions.

`python live_party_week.py` prints a JSON object: for members and for others, each number of sessions that occurred.
"""

from __future__ import annotations

import json
from datetime import date

import numpy as np
from tests.made_engine import ONE_THREAD, make_engine
from tests.made_society import make_small_society

from inminban.core.days import day_number
from inminban.core.kinds import Count, Occupation

MONDAY, SUNDAY = date(2015, 6, 8), date(2015, 6, 14)
YEAR = 365.25


def main() -> None:
    """Live the week by the way of every run: the engine, its timetable, its blocks of households."""
    engine = make_engine(make_small_society(10, 1), MONDAY, SUNDAY)
    people = engine.society.people
    age = (day_number(MONDAY) - people.birth_day) / YEAR
    is_adult = (people.id > 0) & (age >= 20) & (age < 70) & (people.occupation != Occupation.ARTIST)
    people.is_party_member[:] = is_adult & (people.id % 2 == 0)
    engine.live_week(*engine.weeks()[0], ONE_THREAD)
    found = {}
    for name, is_member in (("members", 1), ("others", 0)):
        chosen = people[is_adult & (people.is_party_member == is_member)]
        found[name] = {"people": len(chosen), "sessions": np.unique(chosen.counts[:, Count.SESSIONS]).tolist()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
