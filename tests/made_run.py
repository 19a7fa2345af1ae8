"""A small invented run folder with all its tables, for tests of what reads runs. Its numbers mean nothing.

`make_run` writes it through the same `write_run` that real runs use.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np

from inminban.core.kinds import (
    INCOMES,
    Aptitude,
    Channel,
    Count,
    Food,
    Livelihood,
    Minutes,
    Occupation,
    Sanction,
    Songbun,
    Task,
    Won,
)
from inminban.output.columns import STATE_MEANING
from inminban.output.tables import MAY_BE_EMPTY, TABLES
from inminban.output.writing import empty_table, write_run

PROVINCES = [
    "Ryanggang", "North Hamgyong", "South Hamgyong", "Kangwon", "Chagang",
    "North Pyongan", "South Pyongan", "North Hwanghae", "South Hwanghae", "Pyongyang",
]  # fmt: skip
COUNTIES = [f"{province} county {number}" for province in PROVINCES for number in (1, 2, 3)]
AGES = ["0-6", "7-13", "14-16", "17-29", "30-44", "45-59", "60+"]
SEXES = ["male", "female"]
SETTLEMENTS = ["urban", "rural"]
FIRST = date(2015, 1, 1)
PEOPLE = 20_000
MEAN_MINUTES = {
    Minutes.WORK: 330, Minutes.SCHOOL: 0, Minutes.INDOCTRINATION: 28, Minutes.EVENTS: 6, Minutes.REHEARSALS: 12,
    Minutes.SESSIONS: 9, Minutes.LABOUR: 45, Minutes.COLLECTING: 11, Minutes.PENAL: 1, Minutes.MARKET: 60,
    Minutes.PLOT: 30, Minutes.LESSONS: 1,
}  # fmt: skip
EVENTS = {
    (1, 1): "New Year's Day", (2, 16): "Birthday of Kim Jong Il", (4, 15): "Birthday of Kim Il Sung",
    (9, 9): "Founding of the state", (10, 10): "Founding of the Party",
}  # fmt: skip
Columns = dict[str, Any]


def names(kind: type[IntEnum]) -> list[str]:
    """The lower-case words of an enumeration."""
    return [member.name.lower() for member in kind]


def days_of(n_days: int) -> list[date]:
    """The days of the run."""
    return [FIRST + timedelta(days=number) for number in range(n_days)]


def mondays(days: list[date]) -> list[date]:
    """First days of the exchange weeks."""
    return [day for day in days if day.weekday() == 3]  # 1 January 2015 was a Thursday


def make_tables(n_days: int, n_groups: int, n_panel: int, seed: int) -> dict[str, Columns]:
    """All tables of the schema, invented."""
    rng = np.random.default_rng(seed)
    days = days_of(n_days)
    calendar = make_calendar(days)
    people = make_panel_people(rng, n_panel)
    weeks = mondays(days)
    return {
        "groups": make_groups(rng, sorted({day.replace(day=1) for day in days}), n_groups),
        "households": make_households(rng, sorted({day.replace(day=1) for day in days})),
        "counties": make_counties(rng, weeks),
        "labour": make_labour(rng, weeks),
        "goods": make_goods(rng, weeks),
        "ledger": make_ledger(rng, weeks),
        "balances": make_balances(rng, weeks),
        "sanctions": make_sanctions(rng, days),
        "panel": make_panel(rng, days, calendar, n_panel),
        "panel_people": people,
        "calendar": calendar,
        "margins": make_margins(rng),
        "population": make_population(),
        "parameters": make_parameters(),
        **{
            name: empty_table(name)
            for name in sorted(MAY_BE_EMPTY - {"panel", "panel_people", "population", "sanctions"})
        },
    }


def make_groups(rng: np.random.Generator, months: list[date], n_groups: int) -> Columns:
    """`n_groups` kinds of people in each month; code columns are handed over as (codes, names)."""
    n = n_groups * len(months)
    place = {key: np.tile(rng.integers(0, size, n_groups), len(months)) for key, size in [
        ("province", len(PROVINCES)), ("settlement", 2), ("occupation", 18), ("sex", 2), ("songbun", 3),
    ]}  # fmt: skip
    age = np.where(place["occupation"] == Occupation.PUPIL, 1, np.where(place["occupation"] == 17, 0, 4))
    fifth = np.tile(rng.integers(1, 6, n_groups), len(months))
    people = np.tile(rng.integers(20, 60, n_groups), len(months)).astype(np.int64)
    person_days = people * 30
    pupil = place["occupation"] == Occupation.PUPIL
    child = place["occupation"] == Occupation.CHILD
    columns: Columns = {
        "months": np.ones(n, dtype=int),
        "month": np.repeat(np.array(months, dtype="datetime64[D]"), n_groups),
        "province": (place["province"], PROVINCES),
        "settlement": (place["settlement"].astype(np.uint8), SETTLEMENTS),
        "occupation": (place["occupation"], names(Occupation)),
        "sex": (place["sex"], SEXES),
        "age_group": np.array(AGES)[age],
        "songbun": (place["songbun"], names(Songbun)),
        "wealth_fifth": fifth,
        "people": people,
        "person_days": person_days,
    }
    spent = np.zeros(n, dtype=np.int64)
    for use, mean in MEAN_MINUTES.items():
        share = np.where(child, 0.0, np.where(pupil & (use == Minutes.WORK), 0.0, rng.uniform(0.6, 1.4, n)))
        share = share * (1.25 - 0.1 * fifth if use == Minutes.LABOUR else 1.0)
        columns[f"minutes_{use.name.lower()}"] = (person_days * mean * share).astype(np.int64)
        spent += columns[f"minutes_{use.name.lower()}"]
    columns["minutes_school"] = np.where(pupil, person_days * 240, 0)
    spent += columns["minutes_school"]
    columns["minutes_home"] = person_days * 960 - spent
    worker = ~(pupil | child)
    for item in Won:
        level: Any = {Won.PAY: 2_500, Won.MARKET: 60_000, Won.BUYOUT: 1_200 * fifth, Won.LEVIES: 4_000}.get(item, 300)
        columns[f"{item.name.lower()}_jon"] = (people * level * worker * rng.uniform(0.5, 1.5, n)).astype(np.int64) * 10
    columns["support_jon"] *= np.isin(place["occupation"], (Occupation.TEACHER, Occupation.DOCTOR))
    for count in Count:
        columns[f"n_{count.name.lower()}"] = (people * rng.uniform(0, 4, n)).astype(np.int64) * ~child
    columns["n_events_bought"] = np.zeros(n, dtype=np.int64)
    columns["n_called"] = 4 * people * ~child
    columns["n_bought"] = (columns["n_called"] * 0.06 * fifth).astype(np.int64)
    columns["n_refused"] = columns["n_called"] // 50
    columns["n_went"] = columns["n_called"] - columns["n_bought"] - columns["n_refused"]
    taken = sum(columns[f"minutes_{use}"] for use in ("events", "rehearsals", "sessions", "labour", "collecting"))
    columns["minutes_worth_jon"] = taken * 200
    columns["could_earn_jon"] = person_days * 480 * 200
    for name in STATE_MEANING:
        columns[f"{name}_sum"] = people * (rng.integers(2_000, 8_000, n) if name != "strikes" else 1)
    columns["spoken_sum"] = people * 8_000
    columns["skill_sum"], columns["lost_skill_sum"] = people * 4_000, people * rng.integers(500, 3_000, n)
    for livelihood in list(Livelihood)[1:]:  # nobody has two
        columns[f"n_{livelihood.name.lower()}"] = (people * rng.uniform(0, 0.1, n)).astype(np.int64)
    for name in [column for column in TABLES["groups"].columns if column not in columns]:
        columns[name] = (people * rng.uniform(0, 0.6, n)).astype(np.int64)
    columns["n_stunted"] = columns["n_measured"] // 3  # of those measured
    return columns


def make_households(rng: np.random.Generator, months: list[date]) -> Columns:
    """Every province, settlement and fifth in every month."""
    cells = [(m, p, s, f) for m in months for p in PROVINCES for s in SETTLEMENTS for f in range(1, 6)]
    month, province, settlement, fifth = zip(*cells, strict=True)
    n, households = len(cells), rng.integers(30, 70, len(cells))
    people = households * 4
    columns: Columns = {
        "month": list(month), "months": np.ones(n, dtype=int),
        "province": list(province), "settlement": list(settlement),
        "wealth_fifth": np.array(fifth), "households": households, "people": people,
        "cash_jon": households * np.array(fifth) * 500_000, "foreign_cents": households * np.array(fifth) ** 2 * 100,
        "debt_jon": households * 2_000, "food_g": people * 20_000, "on_farm_share": people // 3,
        "on_rations": people // 2, "n_gave_teacher": households // 3, "n_gave_doctor": households // 5,
    }  # fmt: skip
    rural = np.array(settlement) == "rural"
    level: dict[Food, Any] = {
        Food.RATION: np.where(rural, 500, 3_500), Food.FARM_SHARE: np.where(rural, 6_000, 200), Food.PLOT: 2_000,
        Food.BOUGHT: np.where(rural, 2_000, 8_000), Food.IN_KIND: 300, Food.SOLD: 800, Food.LEVIED: 200,
        Food.EATEN: 12_500, Food.NEEDED: 14_000,
    }  # fmt: skip
    for item in Food:
        columns[f"{item.name.lower()}_g"] = (people * level[item] * rng.uniform(0.8, 1.2, n)).astype(np.int64)
    return columns


def make_counties(rng: np.random.Generator, weeks: list[date]) -> Columns:
    """Every county in every week; prices wander."""
    n = len(weeks) * len(COUNTIES)
    number = np.tile(np.arange(len(COUNTIES)), len(weeks))
    step = rng.normal(0, 8_000, (len(weeks), len(COUNTIES))).cumsum(axis=0)
    columns: Columns = {
        "week": np.repeat(np.array(weeks, dtype="datetime64[D]"), len(COUNTIES)), "days": np.full(n, 7),
        "county": (number, COUNTIES), "province": (number // 3, PROVINCES), "people": np.full(n, PEOPLE // 30),
        "price_rice_jon_per_kg": (500_000 + step).astype(np.int64).ravel() + number // 3 * 4_000,
        "exchange_jon_per_usd": np.full(n, 830_000), "foreign_per_million": np.full(n, 450_000),
        "value_of_day_jon": rng.integers(300_000, 500_000, n),
        "mean_conviction": rng.normal(2_000, 100, n),
    }  # fmt: skip
    for name in TABLES["counties"].columns:
        if name not in columns:
            columns[name] = rng.integers(10_000, 90_000, n) * (100 if name.endswith(("_g", "_jon")) else 1)
    columns["ration_delivered_g"] = columns["ration_entitled_g"] * 2 // 3
    return columns


def make_population() -> Columns:
    """Everybody in June, in equal parts by province and sex."""
    n = len(PROVINCES) * len(SEXES)
    return {
        "day": [FIRST.replace(month=6, day=30)] * n, "province": np.repeat(PROVINCES, len(SEXES)),
        "sex": np.tile(SEXES, len(PROVINCES)), "age": np.full(n, 30), "whereabouts": np.full(n, "home"),
        "people": np.full(n, PEOPLE // n), "hungry": np.full(n, PEOPLE // n // 20),
    }  # fmt: skip


def make_labour(rng: np.random.Generator, weeks: list[date]) -> Columns:
    """Some tasks through each channel."""
    cells = [(w, p, c, t) for w in weeks for p in PROVINCES for c in names(Channel) for t in names(Task)[::3]]
    week, province, channel, task = zip(*cells, strict=True)
    called = rng.integers(50, 100, len(cells))
    bought, refused = called // 6, called // 30
    return {
        "week": list(week), "province": list(province), "channel": list(channel), "task": list(task),
        "called": called, "went": called - bought - refused, "bought": bought, "refused": refused,
        "minutes": (called - bought - refused) * 240,
    }  # fmt: skip


def make_goods(rng: np.random.Generator, weeks: list[date]) -> Columns:
    """Bracken and gold in every province."""
    cells = [(w, p, g, u) for w in weeks for p in PROVINCES for g, u in [("bracken", "g"), ("gold", "mg")]]
    week, province, good, unit = zip(*cells, strict=True)
    demanded = rng.integers(1_000, 9_000, len(cells))
    return {
        "week": list(week), "province": list(province), "good": list(good), "demanded": demanded,
        "collected": demanded // 2, "bought": demanded // 3, "unmet": demanded - demanded // 2 - demanded // 3,
        "unit": list(unit), "exported_cents": demanded // 10,
    }  # fmt: skip


LEDGER_LINES = [
    ("jon", "state_budget", "households", "pay"), ("jon", "households", "state_budget", "fees"),
    ("jon", "households", "households", "market"), ("jon", "households", "officials", "buyout"),
    ("gram", "farms", "households", "farm_share"), ("gram", "farms", "army", "army_share"),
    ("cent", "world", "party_fund", "exports"), ("jon", "households", "state_budget", "levies"),
]  # fmt: skip


def make_ledger(rng: np.random.Generator, weeks: list[date]) -> Columns:
    """A few flows a week."""
    cells = [(week, *line) for week in weeks for line in LEDGER_LINES]
    week, unit, giver, receiver, item = zip(*cells, strict=True)
    return {
        "week": list(week), "unit": list(unit), "from_account": list(giver), "to_account": list(receiver),
        "item": list(item), "amount": rng.integers(10**6, 10**9, len(cells)),
    }  # fmt: skip


def make_balances(rng: np.random.Generator, weeks: list[date]) -> Columns:
    """Three accounts."""
    cells = [(w, a, u) for w in weeks for a, u in [("households", "jon"), ("farms", "gram"), ("party_fund", "cent")]]
    week, account, unit = zip(*cells, strict=True)
    return {"week": list(week), "account": list(account), "unit": list(unit),
            "balance": rng.integers(10**6, 10**10, len(cells))}  # fmt: skip


def make_sanctions(rng: np.random.Generator, days: list[date]) -> Columns:
    """Some 800 penalties, few of them heavy."""
    n = 800
    county = rng.integers(0, len(COUNTIES), n)
    bought = rng.random(n) < 0.3
    return {
        "day": np.sort(rng.choice(np.array(days, dtype="datetime64[D]"), n)),
        "person": rng.integers(0, PEOPLE, n), "county": (county, COUNTIES), "province": (county // 3, PROVINCES),
        "occupation": (rng.integers(0, 16, n), names(Occupation)), "sex": (rng.integers(0, 2, n), SEXES),
        "wealth_fifth": rng.integers(1, 6, n),
        "step": (rng.choice(7, n, p=[0, 0.6, 0.2, 0.1, 0.07, 0.02, 0.01]), names(Sanction)),
        "is_political": rng.random(n) < 0.05, "is_bought_down": bought, "price_jon": np.where(bought, 2_000_000, 0),
    }  # fmt: skip


def make_panel_people(rng: np.random.Generator, n: int) -> Columns:
    """Households of four: a worker, a housewife, a pupil, a pensioner or an artist."""
    kinds = np.array(["factory_worker", "housewife", "pupil", "farmer", "artist", "housewife", "pupil", "official"])
    age = np.array([42, 39, 12, 45, 35, 38, 10, 50])[np.arange(n) % 8]
    household = np.arange(n) // 4
    columns: Columns = {
        "person": np.arange(n) * 7, "household": household, "province": np.array(PROVINCES)[household % 10],
        "county": np.array(COUNTIES)[(household % 10) * 3], "settlement": np.array(SETTLEMENTS)[household % 2],
        "unit": household % 5 + 1, "sex": np.array(SEXES)[np.arange(n) % 2],
        "dish": np.array(["meat", "eggs"])[household % 2],
        "birth_day": [date(2014 - int(years), 6, 15) for years in age], "age": age, "first_day": [FIRST] * n,
        "songbun": (rng.integers(0, 3, n), names(Songbun)), "is_party_member": rng.random(n) < 0.15,
        "education": (rng.integers(0, 4, n), ["none", "primary", "secondary", "college"]),
        "occupation": kinds[np.arange(n) % 8], "household_size": np.full(n, 4), "is_unit_head": np.arange(n) % 40 == 1,
        "is_informant": np.arange(n) % 50 == 3, "is_trainee": np.arange(n) % 33 == 2,
        "is_drawn": np.ones(n, dtype=bool), **{name: np.full(n, -1) for name in ("spouse", "mother", "father")},
    }  # fmt: skip
    for gift in Aptitude:
        columns[f"aptitude_{gift.name.lower()}"] = rng.integers(0, 101, n)
    return columns


def make_panel(rng: np.random.Generator, days: list[date], calendar: Columns, n: int) -> Columns:
    """Every day of every person of the panel; minutes add up to 960."""
    rows = len(days) * n
    at = np.repeat(np.arange(len(days)), n)
    columns: Columns = {
        "day": np.array(days, dtype="datetime64[D]")[at], "person": np.tile(np.arange(n) * 7, len(days)),
    }  # fmt: skip
    weekday = np.array([day.weekday() for day in days])[at]
    is_pupil = np.tile(np.arange(n) % 8 == 2, len(days)) | np.tile(np.arange(n) % 8 == 6, len(days))
    called = rng.random(rows) < 0.1
    free = np.array(calendar["is_holiday"])[at] | (weekday == 6)
    zero = np.zeros(rows, dtype=np.int64)
    minutes: dict[Minutes, Any] = {use: zero for use in Minutes}
    minutes[Minutes.EVENTS] = np.array(calendar["event_minutes"])[at]
    minutes[Minutes.REHEARSALS] = np.array(calendar["rehearsal_minutes"])[at]
    minutes[Minutes.SESSIONS] = np.where(weekday == 5, 60, 0)
    minutes[Minutes.INDOCTRINATION] = np.where(free, 0, 30)
    minutes[Minutes.LABOUR] = np.where(called, 240, 0)
    minutes[Minutes.WORK] = np.where(free | called | is_pupil, 0, 400)
    minutes[Minutes.SCHOOL] = np.where(is_pupil & ~free, 240, 0)
    minutes[Minutes.MARKET] = rng.integers(0, 120, rows)
    minutes[Minutes.HOME] = 960 - sum(minutes.values())
    columns |= {f"minutes_{use.name.lower()}": values for use, values in minutes.items()}
    columns |= {f"{item.name.lower()}_jon": zero for item in Won}
    columns["market_jon"] = minutes[Minutes.MARKET] * 400
    columns["pay_jon"] = np.where(np.array([day.day == 1 for day in days])[at] & ~is_pupil, 300_000, 0)
    columns["levies_jon"] = np.where(weekday == 0, 50_000, 0)
    columns |= {f"n_{count.name.lower()}": zero for count in Count}
    columns["n_called"] = called.astype(np.int64)
    columns["n_went"] = columns["n_called"]
    columns["n_sessions"] = (weekday == 5).astype(np.int64)
    columns["n_confessed_invented"] = columns["n_sessions"]
    columns["n_events_demanded"] = columns["n_events_attended"] = (minutes[Minutes.EVENTS] > 0).astype(np.int64)
    for name in STATE_MEANING:
        columns[name] = np.full(rows, 2_000) if name != "strikes" else zero
    columns["nutrition"] = 7_000 - at
    columns["conviction"] = 3_000 - at * 2
    penal = (np.tile(np.arange(n), len(days)) == 0) & (at >= 40) & (at < 47)
    columns["sanction"] = (np.where(penal, 4, 0), names(Sanction))
    columns["sanction_days"] = np.where(penal, 47 - at, 0)
    sells = np.tile(np.arange(n) % 3 == 0, len(days))
    columns["livelihood"] = (np.where(sells, Livelihood.STREET, Livelihood.NONE), names(Livelihood))
    columns["cash_jon"] = 5_000_000 + at * 1_000
    columns["food_g"] = 60_000 - at * 20
    columns["debt_jon"] = zero
    columns["wealth_fifth"] = np.tile(np.arange(n) % 5 + 1, len(days))
    columns["foreign_cents"] = zero
    return columns | household_account("panel", columns, columns["person"], "home_other_jon")


def household_account(table: str, columns: Columns, person: Any, spent: str) -> Columns:
    """Columns of the household's account in which everything adds up; `spent` is what balances the won."""
    order = np.argsort(person, kind="stable")
    last = {name: before(columns[name], person, order) for name in ("cash_jon", "foreign_cents", "food_g")}
    made: Columns = {
        name: np.zeros(len(person), dtype=np.int64) for name in TABLES[table].columns if name[:5] == "home_"
    }
    made["home_opening_jon"], made["home_opening_cents"] = last["cash_jon"], last["foreign_cents"]
    made["home_opening_g"] = last["food_g"]
    for item in Won:
        made["home_earned_jon" if item in INCOMES else "home_paid_jon"] += columns[f"{item.name.lower()}_jon"]
    made[spent] = last["cash_jon"] + made["home_earned_jon"] - made["home_paid_jon"] - columns["cash_jon"]
    made["home_market_cents"] = columns["foreign_cents"] - last["foreign_cents"]
    made["home_eaten_g"] = last["food_g"] - columns["food_g"]
    return made


def before(values: Any, person: Any, order: Any) -> Any:
    """Each person's value in the row before, of the first row the same value; `order` sorts rows by person."""
    found = np.array(values, dtype=np.int64)
    one, other = order[:-1], order[1:]
    same = np.asarray(person)[one] == np.asarray(person)[other]
    found[other[same]] = np.asarray(values)[one[same]]
    return found


def make_calendar(days: list[date]) -> Columns:
    """Five holidays, each with ten days of rehearsal before it."""
    held = [EVENTS.get((day.month, day.day), "") for day in days]
    near = [any((day + timedelta(days=k)).timetuple()[1:3] in EVENTS for k in range(1, 11)) for day in days]
    return {
        "day": days, "weekday": [day.weekday() for day in days], "events": held,
        "event_minutes": [150 if name else 0 for name in held],
        "rehearsal_minutes": [60 if is_near else 0 for is_near in near],
        "is_holiday": [bool(name) for name in held],
        "campaigns": ["farm support" if day.month in (5, 6) else "" for day in days],
    }  # fmt: skip


def make_margins(rng: np.random.Generator) -> Columns:
    """A margin by province."""
    made = rng.integers(1_000, 3_000, len(PROVINCES))
    return {"margin": ["province"] * len(PROVINCES), "cell": PROVINCES, "target": made + 1, "made": made,
            "error": np.full(len(PROVINCES), -1), "n_people": made}  # fmt: skip


def make_parameters() -> Columns:
    """Three numbers of three kinds."""
    return {
        "institution": ["self_criticism", "market", "market"], "name": ["minutes", "stall_fee", "taste"],
        "label": ["Length of a self-criticism session", "Stall fee", "Taste for being <left> alone"],
        "unit": ["min", "won", "%"], "kind": ["reported", "estimated", "assumption"], "value": ["60", "500", "10"],
        "low": ["30", "300", "0"], "high": ["120", "1000", "30"], "source": ["a-source", "b-source", "assumption"],
        "confidence": ["medium", "low", "low"], "claims": ["M2", "", "B8;B10"],
    }  # fmt: skip


def make_info(n_days: int, is_partial: bool = False) -> dict[str, Any]:
    """run.json without its tables."""
    last = FIRST + timedelta(days=n_days - 1)
    return {
        "version": "0.1.0", "scenario": "history", "seed": 1, "people": PEOPLE, "represents": 24_052_231,
        "first_day": FIRST, "last_day": date(2015, 12, 31) if is_partial else last, "last_day_lived": last,
        "is_partial": is_partial, "threads": 2, "parameters_sha256": "0" * 64, "evidence_sha256": "1" * 64,
        "sources_hash": "2" * 16, "wall_seconds": 12.5, "state_sha256": "3" * 64,
    }  # fmt: skip


def make_run(folder: Path, n_days: int = 90, n_groups: int = 400, n_panel: int = 40, seed: int = 1) -> Path:
    """Write the invented run to `folder` and give the folder back."""
    write_run(folder, make_info(n_days), make_tables(n_days, n_groups, n_panel, seed), force=False)
    return folder
