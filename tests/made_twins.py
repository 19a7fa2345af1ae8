"""Very many people who are alike in everything but their permanent numbers, and a day of theirs.

What differs between them in the evening is decided by draws alone.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import (
    COUNTIES,
    HOUSEHOLDS,
    PEOPLE,
    UNITS,
    WORKPLACES,
    Array,
    Society,
    as_records,
    make_records,
)
from inminban.core.days import SATURDAY, SUNDAY, day_number
from inminban.core.kinds import N_GOODS, N_LIVELIHOODS, Channel, Livelihood, Occupation, Sex, Task
from inminban.numbers.parameters.members import province_names
from inminban.rules.material_mobilization import WHO_WORKER
from inminban.step.context import COUNTY_WEEK, EVENT, DaysToLive, as_record, day_type, tally_type
from inminban.step.money_accounts import Workers, follow_money, won_of
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.week.household_week import live_blocks

SATURDAY_OF_2015, SUNDAY_OF_2015 = date(2015, 6, 6), date(2015, 6, 7)
HOMES_OF_UNIT, MEMBERS_OF_PLACE = 100, 24
LABOUR = 60  # min of a call-up
RICE = 1_000  # jon/kg: a gram is a jon
EVERY_TASK = int(Task.UNIT_CLEANING)

# No decision changes what another is about, no rounding of a belief what another is about.
APART: dict[str, dict[str, Any]] = {
    "work": {"absence": 5_000, "absence_strikes": 0},
    "political_events": {"absence": 5_000, "absence_strikes": 0},
    "labour_mobilization": {"refusal": 5_000, "refusal_strikes": 0},
    "buying_out": {"let_off": 5_000, "taste": 0, "reserve_days": 0},
    "self_criticism": {
        "confess_real": 5_000, "exposure": 20, "informant_in_group": 0, "exposure_strikes": 0, "fear_exposed": 0,
    },
    "market": {"idle_day": 5_000, "learning": 500},
    "livelihoods": {"inspected": (10_000,) * N_LIVELIHOODS},
    "inspections": {
        "market": 500_000, "media": 500_000, "takes_bribe": 5_000, "bribe_market": 1,
        "bribe_media": 10, "fine": 7, "confiscated": 0, "strikes": 0,
    },
    "outside_news": {
        "evening": 5_000, "curiosity_doubt": 0, "caution_fear": 0, "learned": 0, "talk": 0, "forgotten": 50,
    },
    "sanctions": {"lapse": 5_000, "age_of_reason": 200, "strikes": (0, *[999] * 6)},
    "conviction": {
        "gap_hunger": 0, "gap_unpaid": 0, "pull_indoctrination": 0, "grief": 300, "pull_hunger": 0, "pull_unpaid": 0,
        "pull_levy": 0, "pull_outside": 0, "pull_talk": 0, "pull_support": 0, "pull_family": 0,
    },
    "farms": {"plot_first_month": 12, "plot_last_month": 12},
    "material_mobilization": {"unmet_strikes": 0},
}  # fmt: skip


class Evening(NamedTuple):
    """People after their day, jon by person and kind of money, and the parameters of the day."""

    people: Any
    won: Array
    rules: Any


def make_twins(n: int, first_id: int) -> Society:
    """So many factory workers, each alone at home, with money, an offence on the mind and a mark on the record."""
    people, homes = make_records(PEOPLE, n), make_records(HOUSEHOLDS, n)
    n_units, n_places = -(-n // HOMES_OF_UNIT), -(-n // MEMBERS_OF_PLACE)
    people.id[:] = homes.id[:] = first_id + np.arange(n)
    people.birth_day[:] = day_number(date(1975, 1, 1))
    people.sex[:], people.occupation[:] = Sex.MALE, Occupation.FACTORY_WORKER
    people.workplace[:] = np.arange(n) // MEMBERS_OF_PLACE
    people.livelihood[:] = Livelihood.STREET
    people.health[:], people.nutrition[:], people.trade_skill[:] = 10_000, 10_000, 3_000
    people.outside_knowledge[:], people.standing[:], people.conviction[:] = 3_000, 2_500, 0
    people.offences[:], people.strikes[:], people.is_followed[:] = 255, 1, 1
    homes.first_person[:], homes.n_people[:] = np.arange(n), 1
    homes.unit[:] = np.arange(n) // HOMES_OF_UNIT
    homes.wealth_fifth[:], homes.has_player[:], homes.capital[:] = 3, 1, 10_000
    homes.cash[:], homes.food[:] = 10_000_000, 10_000_000
    units, places, counties = (
        make_records(UNITS, n_units),
        make_records(WORKPLACES, n_places),
        make_records(COUNTIES, 1),
    )
    units.first_household[:] = np.arange(n_units) * HOMES_OF_UNIT
    units.n_households[:] = HOMES_OF_UNIT
    units.mean_standard[:] = 10_000_000
    places.occupation[:], places.n_members[:] = Occupation.FACTORY_WORKER, MEMBERS_OF_PLACE
    counties.n_units[:] = n_units
    return Society(people, homes, units, places, counties)


def make_day(when: date) -> Any:
    """A working Saturday with a call-up, an event, a rehearsal and a session; or a Sunday on which goods are levied."""
    days = as_records(np.zeros(1, dtype=day_type(len(province_names()))))
    days.number[:], days.weekday[:] = day_number(when), when.weekday()
    days.days_of_week[:], days.is_week_end[:] = 1, 1
    days.day_of_month[:], days.month[:] = when.day, when.month
    days.market_minutes[:], days.days_to_harvest[:] = 60, 100
    if when.weekday() == SATURDAY:
        days.is_work_day[:], days.event_minutes[:], days.rehearsal_minutes[:] = 1, 60, 30
        days.call_share[:, :, Channel.WORKPLACE, :, EVERY_TASK] = days.call_total[:, :, Channel.WORKPLACE] = 5_000
        days.call_minutes[:, Channel.WORKPLACE, EVERY_TASK] = LABOUR
    if when.weekday() == SUNDAY:
        days.good_quota[:], days.good_who[:], days.good_minutes[:] = 1_000, WHO_WORKER, 1
        days.good_price[:] = 2 ** np.arange(N_GOODS)
    return days


def live_a_day(n: int, when: date, first_id: int, changes: dict[str, dict[str, Any]], seed: int = 1) -> Evening:
    """A day of so many people alike, numbered from `first_id` on, under the numbers of APART and some changes."""
    society = make_twins(n, first_id)
    numbers = load_numbers(when, {}).rules
    for institution in (APART | changes).keys() - {"start"}:
        values = APART.get(institution, {}) | changes.get(institution, {})
        numbers = numbers._replace(**{institution: getattr(numbers, institution)._replace(**values)})
    for name, value in changes.get("start", {}).items():
        society.people[name][:] = value
    county = make_records(COUNTY_WEEK, 1)
    county.price_rice[:], county.exchange[:] = RICE, 800_000
    county.part_of_day[:], county.rate_of[:] = 10_000, 10_000
    county.hour_rate[:], county.price_day_out[:] = 10_000 << 16, 1
    tallies = as_records(np.zeros(1, dtype=tally_type()))
    tallies.n_households[:] = n
    events = as_records(np.zeros(1, dtype=EVENT))
    money = follow_money(society.people.id)
    rules = as_record(numbers)
    days = DaysToLive(society, make_day(when), county, rules, tallies, events, seed, money)
    live_blocks(0, 1, days, Workers(len(province_names())))
    return Evening(society.people, won_of(money, society.people.id), numbers)
