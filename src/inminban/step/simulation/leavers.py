"""The people who left: one row a crossing, with the answers a survey would get, recorded on the day of the crossing.

Meaning of the answers: income is where the person's own income of about the last year came from, weighed by what it was
worth in rice: from the state pay, pension, rations and farm share, private what trade, lessons and own grain brought. A
source that brought less than a fifth is not named, and neither is one to whoever earned less than a month's food in
all. Grain of one's own plot that is eaten, and what others of the household earn, are not counted. A ration, a bribe,
foreign media and trade are asked for this year or the year before, and for the whole life; meals are the share of its
need that the household ate in the month; money is that of the household's month; spending is income or, if more, the
payments for grain and to the state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Records, Society
from inminban.core.days import EPOCH, MONTHS_OF_YEAR
from inminban.core.kinds import (
    Education,
    Ever,
    Food,
    Host,
    LifeEvent,
    Motive,
    Occupation,
    Settlement,
    Sex,
    Songbun,
)
from inminban.step.context import Rules, as_record
from inminban.step.simulation.speech import said_by
from inminban.step.tables import Columns, Table, names_of

ENDS = ("in china", "arrived", "sent back", "came home")
IN_CHINA, ARRIVED, SENT_BACK, CAME_HOME = range(4)
END_OF = {LifeEvent.ARRIVAL: ARRIVED, LifeEvent.SENT_BACK: SENT_BACK, LifeEvent.HOMECOMING: CAME_HOME}
WAYS = ("border", "posting")
INCOMES = ("none", "state", "private", "both")
NAMED_FROM = 5  # a source of income is named if it brings one part in so many
MONTH_OF_FOOD = 30  # days
ASKED = {"ration": Ever.RATION, "bribed": Ever.BRIBED, "media": Ever.FOREIGN_MEDIA, "traded": Ever.TRADED}
COHORTS = ((1990, 2000), (2001, 2005), (2006, 2010), (2011, 2015), (2016, 2020), (2021, 2025))
SHARES: dict[str, Callable[[dict[str, Array]], Array]] = {
    "state_only": lambda row: row["income"] == 1,
    "private_only": lambda row: row["income"] == 2,
    "state_and_private": lambda row: row["income"] == 3,
    "three_meals": lambda row: row["meals_bp"] >= 9_500,
    "ration_lately": lambda row: row["ration_lately"],
    "bribed_lately": lambda row: row["bribed_lately"],
    "media_ever": lambda row: row["media_ever"],
    "traded_ever": lambda row: row["traded_ever"],
    "phone": lambda row: row["has_phone"],
    "women": lambda row: row["sex"] == Sex.FEMALE,
}


class Leavers:
    """Rows of crossings, and how each ended."""

    def __init__(self) -> None:
        self.parts: dict[str, list[Array]] = defaultdict(list)
        self.last_row: dict[int, int] = {}
        self.ends: list[list[int]] = []  # of each row: end, year and month of it, months in China
        self.months_lived: dict[int, int] = defaultdict(int)

    def note(
        self, society: Society, rows: Array, home: Array, marks: Array, details: Array, counties_week: Records,
        rules: Rules, day: date, is_whole: bool,
    ) -> None:  # fmt: skip
        """Add this month's crossings and note how earlier ones ended; `home`: rows of the people's households.

        `is_whole`: all days of the month belong to the run.
        """
        self.months_lived[day.year] += 1 if is_whole else 0
        kinds = marks[rows]
        crossed = np.flatnonzero((kinds == LifeEvent.CROSSING) | (kinds == LifeEvent.FLIGHT))
        if len(crossed):
            columns = answers(society, rows[crossed], home[crossed], kinds[crossed], details, counties_week, rules, day)
            self._keep(columns)
        for event, end in END_OF.items():
            for index in np.flatnonzero(kinds == event):
                row = self.last_row.get(int(society.people.id[rows[index]]))
                if row is not None:
                    self.ends[row] = [end, day.year, day.month, int(details[rows[index]])]

    def _keep(self, columns: Columns) -> None:
        for name, values in columns.items():
            self.parts[name].append(np.asarray(values))
        for person in columns["person"]:
            self.last_row[int(person)] = len(self.ends)
            self.ends.append([IN_CHINA, 0, 0, 0])

    def columns(self) -> dict[str, Array]:
        """Every row so far, with its end."""
        found = {name: np.concatenate(parts) for name, parts in self.parts.items()}
        if not found:
            return found
        ends = np.array(self.ends, dtype=np.int64)
        found |= {"end": ends[:, 0], "end_year": ends[:, 1], "end_month": ends[:, 2], "months_in_china": ends[:, 3]}
        found["has_arrived"] = ends[:, 0] == ARRIVED
        found["arrival_year"] = np.where(found["has_arrived"], ends[:, 1], 0)
        return found

    def tables(self, scale: float) -> dict[str, Table]:
        """Tables `leavers`, `arrivals`, `cohorts`; no rows where nobody left."""
        rows = self.columns()
        leavers = {
            name: (values.astype(np.int64), WORDS[name]) if name in WORDS else values for name, values in rows.items()
        }
        return {"leavers": leavers, "arrivals": self.arrivals(rows, scale), "cohorts": {**cohorts(rows)}}

    def arrivals(self, rows: Columns, scale: float) -> Table:
        """People who came to the South by year and sex; `scaled` to the whole country."""
        years = sorted(self.months_lived)
        year, sex = np.repeat(years, 2).astype(np.int64), np.tile([0, 1], len(years)).astype(np.int64)
        n = np.zeros(len(year), dtype=np.int64)
        if rows:
            for k in range(len(year)):
                n[k] = int(((rows["arrival_year"] == year[k]) & (rows["sex"] == sex[k])).sum())
        is_full = np.array([self.months_lived[int(y)] == MONTHS_OF_YEAR for y in year], dtype=np.bool_)
        return {"year": year, "sex": (sex, names_of(Sex)), "is_full": is_full, "n": n, "scaled": n / scale}


def cohorts(rows: Columns) -> Columns:
    """Shares among those who came to the South, by years of leaving: people, and percent of each answer."""
    found: dict[str, list[float]] = defaultdict(list)
    for first, last in COHORTS:
        chosen: dict[str, Array] = {}
        if rows:
            year = rows["year"]
            is_in = rows["has_arrived"] & (year >= first) & (year <= last) & (rows["needed_g"] > 0)
            is_in &= rows["is_grown"]
            chosen = {name: values[is_in] for name, values in rows.items()}
        n = len(chosen["year"]) if chosen else 0
        if n == 0:
            continue
        found["first_year"].append(first)
        found["last_year"].append(last)
        found["n"].append(n)
        for name, asks in SHARES.items():
            found[f"{name}_percent"].append(100.0 * float(np.mean(asks(chosen))))
    return {name: np.array(values) for name, values in found.items()}


def answers(
    society: Society,
    rows: Array,
    home: Array,
    kinds: Array,
    details: Array,
    counties_week: Records,
    rules: Rules,
    day: date,
) -> Columns:
    """Columns of the crossings of one month, before the month's sums are cleared."""
    people, households = society.people, society.households
    county = households.county[home].astype(np.int64)
    who = people[rows]
    lately, ever = who.this_year | who.last_year, who.ever | who.this_year
    age = age_in_years.py_func((day - EPOCH).days, who.birth_day.astype(np.int64))
    columns: Columns = {
        "person": who.id, "household": households.id[home],
        "crossing": np.full(len(rows), np.datetime64(day, "D")), "year": np.full(len(rows), day.year),
        "way": (kinds == LifeEvent.FLIGHT).astype(np.int64), "host": who.host.astype(np.int64),
        "sex": who.sex, "age": age, "is_grown": age >= rules.leaving.least_age,
        "province": society.counties.province[county], "county": county,
        "settlement": households.settlement[home], "occupation": who.occupation, "songbun": who.songbun,
        "education": who.education, "motive": who.motive, "months_prepared": details[rows].astype(np.int64),
        "conviction": who.conviction, "fear": who.fear, "outside_knowledge": who.outside_knowledge,
        "nutrition": who.nutrition,
        "spoken": said_by(who, as_record(rules).public_opinion), "perceived_support": who.perceived_support,
        "n_together": together(who),
        "income": sources_of_income(who, rules.food.need_woman),
    }  # fmt: skip
    for name, bit in ASKED.items():
        columns[f"{name}_lately"] = (lately & bit) > 0
        columns[f"{name}_ever"] = (ever & bit) > 0
    columns |= {"has_phone": households.has_phone[home] > 0, "has_player": households.has_player[home] > 0}
    return columns | month_of_households(society, home, counties_week)


def together(who: Records) -> Array:
    """How many people crossed in the group of each of some people, with those whom they followed."""
    leader = np.where(who.left_with > 0, who.left_with.astype(np.int64) - 1, who.id)
    _, at, n = np.unique(leader, return_inverse=True, return_counts=True)
    return np.asarray(n[at])


def sources_of_income(who: Records, day_of_food: int) -> Array:
    """Index in `INCOMES` of the sources that people name: those of a fifth or more of about a year's own income.

    `day_of_food` (g): whoever earned less than 30 of them names none.
    """
    state, private = who.state_income.astype(np.int64), who.private_income.astype(np.int64)
    total = state + private
    has_any = total >= MONTH_OF_FOOD * day_of_food
    is_state, is_private = has_any & (state * NAMED_FROM >= total), has_any & (private * NAMED_FROM >= total)
    return np.asarray(is_state.astype(np.int64) + 2 * is_private)


def month_of_households(society: Society, home: Array, counties_week: Records) -> Columns:
    """Money and grain of the month of the households in rows `home`."""
    households = society.households[home]
    bought, eaten = households.food_month[:, Food.BOUGHT], households.food_month[:, Food.EATEN]
    needed = households.food_month[:, Food.NEEDED].astype(np.int64)
    grain = bought.astype(np.int64) * counties_week.price_rice[households.county.astype(np.int64)] // 1_000
    return {
        "income_jon": households.income, "bribes_jon": households.bribes,
        "spent_jon": np.maximum(households.income, households.outlays + grain), "needed_g": needed,
        "meals_bp": eaten.astype(np.int64) * 10_000 // np.maximum(needed, 1),
        "foreign_cents": households.foreign_cents, "n_in_south": households.n_in_south,
    }  # fmt: skip


WORDS: dict[str, list[str]] = {
    "sex": names_of(Sex), "settlement": names_of(Settlement), "occupation": names_of(Occupation),
    "songbun": names_of(Songbun), "education": names_of(Education), "motive": names_of(Motive),
    "host": names_of(Host), "way": list(WAYS), "income": list(INCOMES), "end": list(ENDS),
}  # fmt: skip
