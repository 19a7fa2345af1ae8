"""An invented run of many years, 1994 to 2016 with 2015 followed closely: for tests of what reads long runs.

Months of 2015 and years otherwise, weekly prices, two dozen people followed month by month through marriages, births,
the army, China and death. `LongWorld` says what differs between two worlds of one luck.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from tests.made_run import (
    COUNTIES,
    PEOPLE,
    PROVINCES,
    SEXES,
    Columns,
    household_account,
    make_calendar,
    make_counties,
    make_info,
    make_tables,
    names,
)

from inminban.core.kinds import (
    Education,
    Host,
    LifeEvent,
    Marital,
    Minutes,
    Motive,
    Occupation,
    Sanction,
    Songbun,
    Whereabouts,
)
from inminban.output.columns import STATE_MEANING
from inminban.output.tables import TABLES
from inminban.output.writing import write_run

FIRST, LAST, CLOSE = date(1994, 1, 1), date(2016, 12, 31), 2015
YEARS = range(FIRST.year, LAST.year + 1)
NEWBORN = 2**26
MOTHER, FATHER, SON, SOLDIER, LEAVER, DYING, PLAIN = 11, 10, NEWBORN + 16 * 11, 20, 30, 40, 50
SETTLEMENTS = ["urban", "rural"]
WON_OF_RICE = 500  # won a kilogram, always and everywhere
HUNGRY_YEARS = range(1995, 1999)
ADDED_UP = ("months", "people", "person_days")


class LongWorld(NamedTuple):
    """What differs between two worlds: whether the son is born, whether the leaver leaves, how well people eat."""

    son_is_born: bool = True
    leaver_leaves: bool = True
    nutrition: int = 8_000
    seed: int = 1
    people: int = PEOPLE


USUAL = LongWorld()


def yearly(monthly: Columns, year: int) -> Columns:
    """Rows for a whole year out of the rows of a month: every sum twelvefold."""
    made: Columns = {}
    for name, values in monthly.items():
        if name == "month":
            made[name] = np.full(len(values), np.datetime64(date(year, 1, 1), "D"))
        elif isinstance(values, tuple) or name in ("wealth_fifth", "age_group", "province", "settlement"):
            made[name] = values
        else:
            made[name] = np.asarray(values) * 12
    return made


def joined(parts: list[Columns]) -> Columns:
    """Rows of several parts one after another."""
    made: Columns = {}
    for name, first in parts[0].items():
        values = [part[name] for part in parts]
        if isinstance(first, tuple):
            made[name] = (np.concatenate([np.asarray(codes) for codes, _ in values]), first[1])
        else:
            made[name] = np.concatenate([np.asarray(one) for one in values])
    return made


def first_month(columns: Columns) -> Columns:
    """Rows of the first month of a table."""
    month = np.asarray(columns["month"], dtype="datetime64[D]")
    kept = month == month.min()
    return {
        name: (np.asarray(v[0])[kept], v[1]) if isinstance(v, tuple) else np.asarray(v)[kept]
        for name, v in columns.items()
    }


def months() -> list[date]:
    """First days of all months."""
    return [date(year, month, 1) for year in YEARS for month in range(1, 13)]


def month_end(first: date) -> date:
    """Last day of the month that begins on a day."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)


class Followed(NamedTuple):
    """Somebody followed month by month: number, household, born, sex, first and last month."""

    person: int
    household: int
    born: date
    sex: int
    first: date = FIRST
    last: date = LAST


def followed(world: LongWorld) -> list[Followed]:
    """The people who are followed."""
    people = [
        Followed(FATHER, 1, date(1960, 5, 1), 0),
        Followed(MOTHER, 1, date(1963, 5, 1), 1),
        Followed(SOLDIER, 2, date(1980, 5, 1), 0),
        Followed(LEAVER, 3, date(1975, 5, 1), 1, last=date(2008, 9, 1) if world.leaver_leaves else LAST),
        Followed(DYING, 4, date(1930, 5, 1), 0, last=date(1997, 2, 1)),
        *(Followed(PLAIN + n, 5 + n // 4, date(1950 + n, 5, 1), n % 2) for n in range(18)),
    ]
    return [*people, *([Followed(SON, 1, date(1996, 8, 3), 0, first=date(1996, 9, 1))] if world.son_is_born else [])]


def occupation_of(one: Followed, month: date, world: LongWorld) -> Occupation:
    """What somebody is in a month."""
    if one.person == SON:
        age = month.year - one.born.year
        return Occupation.CHILD if age < 7 else Occupation.PUPIL if age < 17 else Occupation.SOLDIER
    if one.person == SOLDIER:
        return Occupation.SOLDIER if 1997 <= month.year < 2007 else Occupation.MINER
    if one.person == LEAVER:
        return Occupation.TRADER
    return Occupation.HOUSEWIFE if one.sex else Occupation.FACTORY_WORKER


def whereabouts_of(one: Followed, month: date, occupation: Occupation, world: LongWorld) -> Whereabouts:
    """Where somebody is in a month."""
    if occupation == Occupation.SOLDIER:
        return Whereabouts.ARMY
    if one.person == LEAVER and world.leaver_leaves and month >= date(2007, 3, 1):
        return Whereabouts.CHINA
    return Whereabouts.HOME


def make_panel_months(world: LongWorld) -> Columns:
    """Every month of everybody followed."""
    rows = [(one, month) for month in months() for one in followed(world) if one.first <= month <= one.last]
    n = len(rows)
    kinds = [occupation_of(one, month, world) for one, month in rows]
    where = [whereabouts_of(one, month, kind, world) for (one, month), kind in zip(rows, kinds, strict=True)]
    at_home = np.array([place == Whereabouts.HOME for place in where]).astype(np.int64)
    hungry = np.array([month.year in HUNGRY_YEARS for _, month in rows])
    number = np.array([one.person for one, _ in rows]) % 100
    year = np.array([month.year for _, month in rows])
    columns: Columns = {name: np.zeros(n, dtype=np.int64) for name in TABLES["panel_months"].columns}
    columns |= {
        "month": [month for _, month in rows], "person": [one.person for one, _ in rows],
        "household": [one.household for one, _ in rows], "is_drawn": np.ones(n, dtype=bool),
        "birth_day": [one.born for one, _ in rows], "sex": ([one.sex for one, _ in rows], SEXES),
        "songbun": (number % 3, names(Songbun)), "education": (np.full(n, 2), names(Education)),
        "occupation": (kinds, names(Occupation)), "whereabouts": (where, names(Whereabouts)),
        "marital": (np.where(year < 1996, 0, 1), names(Marital)), "is_party_member": number % 5 == 0,
        **relatives([one.person for one, _ in rows]),
        "province": (np.where(year < 2003, 0, 1), PROVINCES), "county": (np.where(year < 2003, 0, 3), COUNTIES),
        "settlement": (np.zeros(n, dtype=int), SETTLEMENTS), "household_size": np.full(n, 4),
        "hidden_doubt": number * 10,
        "sanction": (np.where((number == 20) & (year == 2010), 5, 0), names(Sanction)),
        "cash_jon": 2_000_000 + number * 1_000, "foreign_cents": np.where(year >= 2009, 5_000, 0),
        "food_g": np.where(hungry, 5_000, 60_000), "wealth_fifth": number % 5 + 1,
    }  # fmt: skip
    columns |= minutes_of(at_home, number)
    columns["pay_jon"] = at_home * np.where(year < 2002, 10_000, 300_000)
    columns["market_jon"] = at_home * np.maximum(year - 1994, 0) * 20_000
    columns["levies_jon"] = at_home * 5_000
    columns["n_called"] = columns["n_went"] = at_home * 2
    columns["n_paid"] = at_home
    for name in STATE_MEANING:
        columns[name] = np.full(n, 2_000) if name != "strikes" else np.zeros(n, dtype=int)
    columns["nutrition"] = np.where(hungry, world.nutrition - 3_000, world.nutrition)
    columns["conviction"] = 6_000 - (year - 1994) * 300
    return columns | household_account("panel_months", columns, np.array(columns["person"]), "home_other_jon")


def minutes_of(at_home: Any, number: Any) -> Columns:
    """Uses of waking time of a month of thirty days; nothing of those who are away."""
    minutes: dict[Minutes, Any] = {use: 0 * at_home for use in Minutes}
    minutes[Minutes.WORK] = at_home * 9_000
    minutes[Minutes.LABOUR] = at_home * (600 + number * 10)
    minutes[Minutes.SESSIONS] = at_home * 240
    minutes[Minutes.MARKET] = at_home * 1_000
    minutes[Minutes.HOME] = at_home * 30 * 960 - sum(minutes.values())
    return {f"minutes_{use.name.lower()}": values for use, values in minutes.items()}


def relatives(people: list[int]) -> Columns:
    """Numbers of husband or wife and of the parents; -1 for nobody."""
    spouse, parents = {FATHER: MOTHER, MOTHER: FATHER}, {SON: (MOTHER, FATHER)}
    return {
        "spouse": [spouse.get(person, -1) for person in people],
        "mother": [parents.get(person, (-1, -1))[0] for person in people],
        "father": [parents.get(person, (-1, -1))[1] for person in people],
    }


Turn = tuple[date, LifeEvent, int, int, int, Occupation, int]  # day, event, person, household, sex, occupation, detail


def turns(world: LongWorld) -> list[Turn]:
    """The log of lives of those followed, and of a wider circle."""
    event, job = LifeEvent, Occupation
    found: list[Turn] = [
        (date(1996, 3, 31), event.MARRIAGE, MOTHER, 1, 1, job.HOUSEWIFE, FATHER),
        (date(1996, 3, 31), event.MARRIAGE, FATHER, 1, 0, job.FACTORY_WORKER, MOTHER),
        (date(1997, 4, 6), event.CONSCRIPTION, SOLDIER, 2, 0, job.SOLDIER, job.PUPIL),
        (date(2007, 4, 1), event.DISCHARGE, SOLDIER, 2, 0, job.MINER, job.SOLDIER),
        (date(2007, 4, 1), event.ASSIGNMENT, SOLDIER, 2, 0, job.MINER, job.SOLDIER),
        (date(2003, 3, 31), event.MOVE, FATHER, 1, 0, job.FACTORY_WORKER, 0),
        (date(1997, 2, 28), event.DEATH, DYING, 4, 0, job.PENSIONER, 1),
    ]
    if world.son_is_born:
        found.append((date(1996, 8, 31), event.BIRTH, SON, 1, 0, job.CHILD, MOTHER))
        found.append((date(2014, 4, 6), event.CONSCRIPTION, SON, 1, 0, job.SOLDIER, job.PUPIL))
    if world.leaver_leaves:
        found.append((date(2007, 3, 31), event.CROSSING, LEAVER, 3, 1, job.TRADER, 11))
        found.append((date(2008, 9, 30), event.ARRIVAL, LEAVER, 3, 1, job.TRADER, 18))
    return found


def make_life_events(world: LongWorld) -> Columns:
    """The log: those followed, and thirty deaths of hunger, births and deaths a year."""
    rng = np.random.default_rng(world.seed)
    rows = [(*turn, 0) for turn in turns(world)]
    for year in YEARS:
        for n in range(30):
            day = date(year, n % 12 + 1, 28)
            of_hunger = int(year in HUNGRY_YEARS and n % 3 < 2)
            rows.append((day, LifeEvent.DEATH, 1_000_000 + n, 99, n % 2, Occupation.PENSIONER, of_hunger, n))
            rows.append((day, LifeEvent.BIRTH, 2_000_000 + n, 99, n % 2, Occupation.CHILD, 1, n))
    days, event, person, household, sex, occupation, detail, place = zip(*rows, strict=True)
    county = np.array(place) % len(COUNTIES)
    return {
        "day": list(days), "event": (list(event), names(LifeEvent)), "person": list(person),
        "household": list(household), "province": (county // 3, PROVINCES), "county": (county, COUNTIES),
        "sex": (list(sex), SEXES), "age": rng.integers(0, 90, len(rows)),
        "occupation": (list(occupation), names(Occupation)), "detail": list(detail),
    }  # fmt: skip


def make_population() -> Columns:
    """Two ages and two places a year; the country grows by one in a hundred."""
    cells = [(year, p, sex, age) for year in YEARS for p in range(10) for sex in (0, 1) for age in (0, 40)]
    year, province, sex, age = (np.array(column) for column in zip(*cells, strict=True))
    people = PEOPLE // 40 + year - FIRST.year
    return {
        "day": [date(y, 6, 30) for y in year.tolist()], "province": (province, PROVINCES), "sex": (sex, SEXES),
        "age": age, "whereabouts": (np.zeros(len(cells), dtype=int), names(Whereabouts)), "people": people,
        "hungry": people // 10,
    }  # fmt: skip


def make_leavers() -> Columns:
    """Four crossings a year from 1996 on, three women of them; two arrive."""
    cells = [(year, n) for year in range(1996, LAST.year + 1) for n in range(4)]
    year, number = (np.array(column) for column in zip(*cells, strict=True))
    n, arrived = len(cells), number < 2
    columns: Columns = {name: np.zeros(n, dtype=np.int64) for name in TABLES["leavers"].columns}
    flags = [name for name, field in TABLES["leavers"].columns.items() if field.type == "BOOLEAN"]
    columns |= {name: number % 2 == 0 for name in flags}
    return columns | {
        "person": 5_000 + np.arange(n), "crossing": [date(int(y), 3, 31) for y in year], "year": year,
        "way": (np.where(number == 3, 1, 0), ["border", "posting"]), "host": (0 * number, names(Host)),
        "sex": (np.where(number < 3, 1, 0), SEXES), "age": 25 + number, "province": (number % 2, PROVINCES),
        "county": (number % 2 * 3, COUNTIES), "settlement": (0 * number, SETTLEMENTS),
        "occupation": (np.full(n, 12), names(Occupation)), "songbun": (number % 3, names(Songbun)),
        "education": (np.full(n, 2), names(Education)), "motive": (number % 3 + 1, names(Motive)),
        "income": (number, ["none", "state", "private", "both"]), "needed_g": np.full(n, 50_000),
        "end": (np.where(arrived, 1, 0), ["in china", "arrived", "sent back", "came home"]),
        "has_arrived": arrived, "arrival_year": np.where(arrived, year + 1, 0),
        "is_grown": np.ones(n, dtype=bool), "n_together": 1 + 0 * number,
    }  # fmt: skip


def make_departures() -> dict[str, Columns]:
    """Tables of those who left."""
    years = np.repeat(np.arange(FIRST.year, LAST.year + 1), 2)
    sex = np.tile([0, 1], len(YEARS))
    n = np.where(years > 1996, 1 + sex, 0)
    cells = [(month, host) for month in months() for host in (Host.RUSSIA, Host.CHINA)]
    workers = np.array([40 + month.year - FIRST.year + 10 * int(host) for month, host in cells])
    postings: Columns = {
        name: workers * 0 + 1_000 for name in TABLES["postings"].columns if name.endswith("_cents")
    } | {
        "month": [month for month, _ in cells], "host": ([host for _, host in cells], names(Host)),
        "workers": workers, "returned": workers * 0, "fled": workers * 0, "infected": workers * 0,
        "sent": workers // 10, "borrowed": workers // 20,
    }  # fmt: skip
    shares = [name for name in TABLES["cohorts"].columns if name.endswith("_percent")]
    cohorts: Columns = {
        "first_year": [1990, 2001, 2006, 2011],
        "last_year": [2000, 2005, 2010, 2015],
        "n": [8, 10, 10, 10],
    } | {name: [10.0, 20.0, 30.0, 40.0] for name in shares}
    arrivals: Columns = {
        "year": years, "sex": (sex, SEXES), "is_full": np.ones(len(years), dtype=bool), "n": n, "scaled": n * 1_000.0
    }  # fmt: skip
    return {"leavers": make_leavers(), "arrivals": arrivals, "cohorts": cohorts, "postings": postings}


def make_long_tables(world: LongWorld = USUAL) -> dict[str, Columns]:
    """All tables of the invented long run."""
    close = make_tables(365, 60, 16, world.seed)
    rng = np.random.default_rng(world.seed)
    weeks = [FIRST + timedelta(days=7 * n) for n in range((LAST - FIRST).days // 7 + 1)]
    tables = close | {
        "panel_months": make_panel_months(world), "life_events": make_life_events(world),
        "population": make_population(), "counties": make_counties(rng, weeks), **make_departures(),
        "calendar": make_calendar([FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]),
    }  # fmt: skip
    tables["counties"]["price_rice_jon_per_kg"] = np.full(len(tables["counties"]["week"]), WON_OF_RICE * 100)
    for name in ("groups", "households"):
        month = first_month(close[name])
        before = [yearly(month, year) for year in YEARS if year < CLOSE]
        after = [yearly(month, year) for year in YEARS if year > CLOSE]
        tables[name] = joined([*before, as_arrays(close[name]), *after])
    return tables


def as_arrays(columns: Columns) -> Columns:
    """Columns as arrays, days as dates."""
    return {
        name: values if isinstance(values, tuple) else np.asarray(values, dtype="M8[D]" if name == "month" else None)
        for name, values in columns.items()
    }


def make_long_info(world: LongWorld = USUAL) -> dict[str, Any]:
    """run.json of the invented long run."""
    return make_info(365) | {
        "first_day": FIRST, "last_day": LAST, "last_day_lived": LAST, "first_close": date(CLOSE, 1, 1),
        "last_close": date(CLOSE, 12, 31), "is_long": True, "seed": world.seed, "people": world.people,
    }  # fmt: skip


def make_long_run(folder: Path, world: LongWorld = USUAL) -> Path:
    """Write the invented long run to `folder` and give the folder back."""
    write_run(folder, make_long_info(world), make_long_tables(world), force=False)
    return folder
