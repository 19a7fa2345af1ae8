"""The tables of the panel: people, months and days of those who are followed."""

from __future__ import annotations

from datetime import date

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Records
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import Aptitude, Count, Minutes, Won
from inminban.rules.assignment import aptitudes
from inminban.step.context import Rules
from inminban.step.money_accounts import won_of
from inminban.step.simulation.household_accounts import month_columns
from inminban.step.simulation.panel import DayPanel, LivedDay, MonthPanel
from inminban.step.simulation.speech import said_by
from inminban.step.simulation.world import World
from inminban.step.tables import Columns, as_dates

PANEL_LEVELS = (
    "conviction", "perceived_support", "distrust", "fear", "standing", "outside_knowledge", "satisfaction",
    "nutrition", "health", "strikes", "sanction_days",
)  # fmt: skip


def panel_people_columns(panel: DayPanel, places: Array, day: date, world: World, rules: Rules, seed: int) -> Columns:
    """People who are followed day by day from this day on; `places` in the panel's list of members."""
    society = world.society
    people = society.people[panel.person_rows[places]]
    homes = society.households[panel.household_rows[panel.household_of[places]]]
    county = homes.county.astype(np.int64)
    gifts = np.array([aptitudes(seed, int(number), rules.assignment) for number in people.id], dtype=np.int64)
    gifts = gifts.reshape(-1, len(Aptitude))
    columns = {
        "person": people.id.copy(), "household": homes.id.copy(), "province": society.counties.province[county],
        "county": county, "settlement": homes.settlement, "unit": society.units.number[homes.unit],
        "dish": society.units.dish[homes.unit], "sex": people.sex, "birth_day": as_dates(people.birth_day),
        "first_day": np.full(len(places), np.datetime64(day, "D")), "age": ages_on(day, people.birth_day),
        "songbun": people.songbun, "is_party_member": people.is_party_member.astype(bool),
        "education": people.education, "occupation": people.occupation, "household_size": homes.n_people.copy(),
        "is_unit_head": people.is_unit_head.astype(bool), "is_informant": people.is_informant.astype(bool),
        "is_trainee": people.is_trainee.astype(bool), **relatives_of(people),
        "is_drawn": np.array([panel.is_drawn[number] for number in homes.id.tolist()], dtype=np.bool_),
    }  # fmt: skip
    return columns | {f"aptitude_{gift.name.lower()}": gifts[:, gift] for gift in Aptitude}


def relatives_of(people: Records) -> Columns:
    """Numbers of husband or wife, mother and father."""
    return {name: people[name].astype(np.int64) for name in ("spouse", "mother", "father")}


def ages_on(day: date, birth_day: Array) -> Array:
    """Completed years, as the rules count them."""
    return np.asarray(age_in_years.py_func(day_number(day), birth_day.astype(np.int64)))


def panel_day_columns(lived: LivedDay) -> Columns:
    """One day of everybody who is followed day by day."""
    people, households, home = lived.small.people, lived.small.households, lived.household_of
    columns = {"day": as_dates(np.full(len(people), lived.number)), "person": people.id.copy(), "spoken": lived.says}
    columns |= {f"minutes_{kind.name.lower()}": lived.minutes[:, kind] for kind in Minutes}
    columns |= {f"{kind.name.lower()}_jon": lived.won[:, kind] for kind in Won}
    columns |= {f"n_{kind.name.lower()}": lived.counts[:, kind] for kind in Count}
    columns |= {name: getattr(people, name).copy() for name in PANEL_LEVELS}
    columns["sanction"] = np.where(people.sanction_days > 0, people.sanction, 0)
    columns["livelihood"] = people.livelihood.copy()
    return columns | {
        "cash_jon": households.cash[home], "foreign_cents": households.foreign_cents[home],
        "food_g": households.food[home], "debt_jon": households.debt[home],
        "wealth_fifth": households.wealth_fifth[home], **{name: values[home] for name, values in lived.homes.items()},
    }  # fmt: skip


def panel_month_columns(day: date, panel: MonthPanel, world: World, rules: Records, threads: Threads) -> Columns:
    """The month that ends on a day, of everybody who is followed month by month."""
    society = world.society
    rows, home_rows = panel.rows(society, threads)
    people, homes = society.people[rows], society.households[home_rows]
    county = homes.county.astype(np.int64)
    columns = {
        "month": np.full(len(rows), np.datetime64(day.replace(day=1), "D")), "person": people.id.copy(),
        "household": homes.id.copy(), "is_drawn": people.is_followed == 1, "birth_day": as_dates(people.birth_day),
        "sex": people.sex, "songbun": people.songbun, "education": people.education, "occupation": people.occupation,
        "whereabouts": people.whereabouts, "marital": people.marital, **relatives_of(people),
        "is_party_member": people.is_party_member.astype(bool), "province": society.counties.province[county],
        "county": county, "settlement": homes.settlement,
        "household_size": homes.n_people.astype(np.int64) - homes.n_away, "n_abroad": homes.n_abroad,
        "n_in_south": homes.n_in_south, "spoken": said_by(people, rules.public_opinion),
        "hidden_doubt": homes.hidden_doubt,
    }  # fmt: skip
    columns |= {f"minutes_{kind.name.lower()}": people.minutes[:, kind] for kind in Minutes}
    won = won_of(panel.money, people.id)
    columns |= {f"{kind.name.lower()}_jon": won[:, kind] for kind in Won}
    columns |= {f"n_{kind.name.lower()}": people.counts[:, kind] for kind in Count}
    columns |= {name: getattr(people, name).copy() for name in PANEL_LEVELS}
    columns["sanction"] = np.where(people.sanction_days > 0, people.sanction, 0)
    columns["livelihood"] = people.livelihood.copy()
    return columns | {
        "cash_jon": homes.cash.copy(), "foreign_cents": homes.foreign_cents.copy(), "food_g": homes.food.copy(),
        "debt_jon": homes.debt.copy(), "wealth_fifth": homes.wealth_fifth.copy(),
        **household_columns(panel, people, homes),
    }  # fmt: skip


def household_columns(panel: MonthPanel, people: Records, homes: Records) -> Columns:
    """The accounts of the households of some people: of those who moved in this month since they came."""
    columns = month_columns(panel.accounts, homes)
    moved = np.flatnonzero(panel.homes.has_moved(people.id, homes.id))
    if len(moved):
        for name, values in month_columns(panel.came, homes[moved]).items():
            columns[name][moved] = values
    return columns
