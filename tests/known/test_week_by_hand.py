"""A household's week worked out by hand, and the same week lived by the engine.

A factory worker, a housewife and a child of five; no luck is left in the rules. Money in jon (100 jon = 1 won),
grain in grams. The week is that of Monday 5 January 2015: dues on Monday, shopping on Thursday, pay on Saturday.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import COUNTIES, HOUSEHOLDS, PEOPLE, UNITS, WORKPLACES, Society, as_records, make_records
from inminban.core.days import day_number
from inminban.core.kinds import Count, Food, Livelihood, Minutes, Occupation, Sanction, Sex, Won
from inminban.numbers.parameters.members import province_names
from inminban.step.context import COUNTY_WEEK, EVENT, DaysToLive, Rules, as_record, day_type, tally_type
from inminban.step.money_accounts import Workers, follow_money, won_of
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.totals import Total
from inminban.step.week.household_week import live_blocks

MONDAY = date(2015, 1, 5)
RICE = 500_000  # 5,000 won a kilogram
WORKER, HOUSEWIFE, CHILD = range(3)
SHOPS_ON_THURSDAY = 4  # a household's shopping day follows its number; Mondays are days divisible by seven

# Only what the week below uses; every chance is 0 or certain.
BY_HAND: dict[str, dict[str, Any]] = {
    "food": {"need_man": 600, "need_woman": 500, "need_child": 300, "lag": 10, "days_ahead": 3, "least_meal": 5_000},
    "dues": {"day": 5, "unit": 300_000, "utilities": 24_000, "support": 0, "loyalty": 100_000, "reserve_days": 3},
    "household_budget": {
        "store_days": 10, "short_days": 0, "coarse_price": 5_000, "coarse_below": 20, "reserve_days": 10,
        "spending": 2_000, "saving_above": 100,
    },
    "market": {"idle_day": 0, "home_minutes": 300, "skill_weight": 0, "capital_weight": 0},
    "work": {"absence": 0, "reading_minutes": 30, "pay_day": 10, "pay_grades": 0},
    "self_criticism": {"minutes": 60},
    "inspections": {"is_active": 0},
    "outside_news": {"is_active": 0},
}  # fmt: skip


def with_numbers(rules: Rules, more: dict[str, dict[str, Any]]) -> Rules:
    """The rules of the day with the numbers of this page, and more."""
    changed = {}
    for institution, numbers in (BY_HAND | more).items():
        changed[institution] = getattr(rules, institution)._replace(**numbers)
    of_day = tuple(330 if kind == Livelihood.HOME_WORK else 0 for kind in Livelihood)
    changed["livelihoods"] = rules.livelihoods._replace(hours=of_day)
    pay = tuple(150_000 if kind == Occupation.FACTORY_WORKER else 0 for kind in Occupation)
    hours = tuple(480 if kind == Occupation.FACTORY_WORKER else 0 for kind in Occupation)
    changed["work"] = changed["work"]._replace(pay=pay, minutes=hours)
    return rules._replace(**changed)


def make_household(cash: int, food: int, effort: int) -> Society:
    """One household in one unit of one county, and the worker's factory."""
    people, households = make_records(PEOPLE, 3), make_records(HOUSEHOLDS, 1)
    people.id[:] = [1, 2, 3]
    people.birth_day[:] = [day_number(MONDAY) - years * 366 for years in (41, 38, 5)]
    people.sex[:] = [Sex.MALE, Sex.FEMALE, Sex.MALE]
    people.occupation[:] = [Occupation.FACTORY_WORKER, Occupation.HOUSEWIFE, Occupation.CHILD]
    people.workplace[:] = [0, -1, -1]
    people.skill[:], people.health[:], people.nutrition[:] = 5_000, 10_000, 10_000
    people.effort[HOUSEWIFE], people.livelihood[HOUSEWIFE] = effort, Livelihood.HOME_WORK
    households.n_people[:], households.id[:], households.wealth_fifth[:] = 3, SHOPS_ON_THURSDAY, 3
    households.cash[:], households.food[:] = cash, food
    units, workplaces, counties = make_records(UNITS, 1), make_records(WORKPLACES, 1), make_records(COUNTIES, 1)
    units.n_households[:] = 1
    workplaces.occupation[:], workplaces.runs[:], workplaces.pays[:] = Occupation.FACTORY_WORKER, 0b0111111, 1
    counties.n_units[:] = 1
    return Society(people, households, units, workplaces, counties)


class Week(NamedTuple):
    """A household after its week, and what the week added up to."""

    people: Any
    home: Any
    totals: Any
    won: Any


def live(society: Society, more: dict[str, dict[str, Any]] | None = None, **of_county: int) -> Week:
    """Live the week: working days to Saturday, no events, no call-ups, no quotas; what else the county has."""
    days = as_records(np.zeros(7, dtype=day_type(len(province_names()))))
    days.number[:] = day_number(MONDAY) + np.arange(7)
    days.weekday[:] = np.arange(7)
    days.days_of_week[:], days.is_week_end[6] = 1 + np.arange(7), 1
    days.day_of_month[:] = 5 + np.arange(7)
    days.month[:], days.market_minutes[:], days.days_to_harvest[:] = 1, 600, 300
    days.is_work_day[:6] = 1
    county = make_records(COUNTY_WEEK, 1)
    county.price_rice[:], county.exchange[:], county.stock_per_head[:] = RICE, 800_000, 10**9
    county.part_of_day[:], county.rate_of[:] = 10_000, 10_000
    county.effort_rate[:] = county.hour_rate[:] = 2_000 << 16  # 20 won for a unit of effort
    for name, value in of_county.items():
        county[name] = value
    tallies = as_records(np.zeros(1, dtype=tally_type()))
    tallies.n_households[:] = 1
    events = as_records(np.zeros(1, dtype=EVENT))
    rules = as_record(with_numbers(load_numbers(MONDAY, {}).rules, more or {}))
    society.people.is_followed[:] = 1
    money = follow_money(society.people.id)
    live_blocks(0, 1, DaysToLive(society, days, county, rules, tallies, events, 1, money), Workers(1))
    return Week(society.people, society.households[0], tallies.totals[0], won_of(money, society.people.id))


def test_a_week_of_an_ordinary_household() -> None:
    # Need: 600 + 500 + 300 = 1,400 g a day; at 5,000 won a kilogram a day's food costs 7,000 won = 700,000 jon.
    week = live(make_household(cash=10_000_000, food=10_000, effort=1_000))
    home, people, totals = week.home, week.people, week.totals
    # Monday: 1,000 units of effort at 2,000 jon are 2,000,000; dues 300,000 + 24,000; loyalty money 100,000.
    #   10,000,000 + 2,000,000 - 424,000 = 11,576,000.
    assert totals[Total.MARKET_PAID] == 2_000_000 == week.won[HOUSEWIFE, Won.MARKET] == home.income - 150_000
    assert totals[Total.DUES] == 324_000 and totals[Total.LOYALTY] == 100_000
    assert week.won[:, Won.LEVIES].sum() == 424_000 == home.outlays and home.debt == 0
    # Monday to Wednesday they eat 3 * 1,400 of 10,000 g: 5,800 are left.
    # Thursday: 11,576,000 buy rice for 16 days, less than 20: they buy maize at half the price.
    #   Wanted: 10 days * 1,400 - 5,800 = 8,200 g at 250,000 jon/kg = 2,050,000; 9,526,000 are left.
    assert totals[Total.GRAIN_BOUGHT] == 8_200 == home.food_month[Food.BOUGHT]
    assert totals[Total.SPENT_FOOD] == 2_050_000
    #   Other things: a fifth of what is beyond ten days of food, (9,526,000 - 7,000,000) / 5 = 505,200.
    assert totals[Total.SPENT_GOODS] == 505_200
    # Saturday: 1,500 won of pay. 9,526,000 - 505,200 + 150,000 = 9,170,800.
    assert totals[Total.STATE_PAY] == 150_000 == week.won[WORKER, Won.PAY]
    assert home.cash == 9_170_800
    # Seven meals: 5,800 + 8,200 - 4 * 1,400 = 8,400 g are left; all stay well fed.
    assert home.food == 8_400 and totals[Total.EATEN] == 9_800 == home.food_month[Food.NEEDED]
    assert list(people.nutrition) == [10_000, 10_000, 10_000]
    assert home.foreign_cents == 0 and home.grain_delivered == 0


def test_the_minutes_of_that_week() -> None:
    people = live(make_household(cash=10_000_000, food=10_000, effort=1_000)).people
    # The worker: six days of 480 minutes and 30 of reading; a session of 60 on Saturday; the rest of 7 * 960 at home.
    worker = {Minutes.WORK: 2_880, Minutes.INDOCTRINATION: 180, Minutes.SESSIONS: 60, Minutes.HOME: 3_600}
    # The housewife: 330 minutes of work at home for sale on every day; of 960 - 300 she has them on Saturday too.
    housewife = {Minutes.MARKET: 2_310, Minutes.SESSIONS: 60, Minutes.HOME: 4_350}
    for row, minutes in ((WORKER, worker), (HOUSEWIFE, housewife), (CHILD, {Minutes.HOME: 6_720})):
        assert [minutes.get(kind, 0) for kind in Minutes] == people.minutes[row].tolist()
    # At no skill and ordinary capital a minute is a unit of effort, paid next Monday.
    assert people.effort.tolist() == [0, 2_310, 0]
    assert people.counts[:, Count.SESSIONS].tolist() == [1, 1, 0]


def test_a_week_without_money() -> None:
    week = live(make_household(cash=0, food=3_000, effort=0))
    # On Monday they eat a third of 3,000 g, to make them last; then half of their need, 700 g on Tuesday and on
    #   Wednesday; the 600 that are left on Thursday, when there is no money to buy any; nothing after.
    assert week.home.food == 0 and week.totals[Total.EATEN] == 3_000 and week.totals[Total.GRAIN_BOUGHT] == 0
    # Dues of 424,000 stay owed; the pay of Saturday, 150,000, comes after the week's shopping.
    assert week.home.debt == 424_000 == week.totals[Total.DEBT_MADE]
    assert week.home.cash == 150_000 and week.totals[Total.DUES] == 0
    # Nourishment goes a tenth of the way each day to what was eaten in the week: 3,000 of 9,800 g are 3,061 bp.
    #   What is left after seven days: 0.9 ** 7 = 0.4783 of the 6,939 between; 10,000 - 3,620 = 6,380.
    assert week.people.nutrition.tolist() == [6_380, 6_380, 6_380]


def test_who_comes_home_from_camp_on_sunday_has_not_starved_at_home() -> None:
    society = make_household(cash=0, food=0, effort=0)
    people = society.people
    people.sanction[:], people.sanction_days[:], people.nutrition[:] = Sanction.LABOUR_CAMP, 7, 6_000
    week = live(society)
    # They served seven days and came home on Sunday evening. Nobody needed or ate anything at home.
    assert people.sanction_days.tolist() == [0, 0, 0] and week.totals[Total.EATEN] == 0
    assert week.totals[Total.EATEN_CAMP] > 0
    assert people.nutrition.tolist() == [6_000, 6_000, 6_000]


# Everybody sees a doctor every month and every pupil's family brings the teacher something; schools collect nothing.
GIVERS: dict[str, dict[str, Any]] = {
    "school": {"is_active": 0},
    "gifts": {
        "is_active": 1, "teacher_chance": 10_000, "teacher_gift": 2_000, "visit": 10_000, "small_children": 100,
        "old": 100, "doctor_gift": 1_000, "least": 200,
    },
}  # fmt: skip


def make_givers(cash: int) -> Society:
    """The household with a child at school, as wealthy as its neighbours."""
    society = make_household(cash, food=10_000, effort=0)
    society.people.occupation[CHILD], society.people.birth_day[CHILD] = Occupation.PUPIL, day_number(MONDAY) - 8 * 366
    # Its food at 5,000 won a kilogram and its cash, for each of three members, is what neighbours have.
    society.units.mean_standard[:] = (cash + 5_000_000) // 3
    return society


def test_gifts_to_the_teacher_and_the_doctor() -> None:
    # Dues take 424,000 of 12,000,000. The pupil's teacher gets 2 kg of rice = 1,000,000; the doctor 1 kg = 500,000
    # from each of three members.
    week = live(make_givers(12_000_000), GIVERS, has_teacher=1, has_doctor=1)
    assert week.totals[Total.TEACHER_GIFTS] == 1_000_000 and week.totals[Total.DOCTOR_GIFTS] == 1_500_000
    assert week.won[WORKER, Won.GIFTS] == 2_500_000 == week.won[:, Won.GIFTS].sum()
    assert week.home.outlays == 2_924_000
    assert week.home.gave_teacher == week.home.gave_doctor == 12
    spent = int(week.totals[Total.SPENT_FOOD] + week.totals[Total.SPENT_GOODS])
    assert week.home.cash == 12_000_000 - 2_924_000 - spent + 150_000


def test_nothing_is_given_where_nobody_is_there_to_take_it() -> None:
    week = live(make_givers(12_000_000), GIVERS)
    assert week.won[:, Won.GIFTS].sum() == week.home.gave_teacher == week.home.gave_doctor == 0


def test_who_cannot_spare_it_gives_less() -> None:
    # At eight the child needs 430 g, all together 1,530 g or 765,000 a day. Of 3,500,000 dues take 424,000, and
    # 3 * 765,000 are kept. The worker gives the doctor 500,000, the housewife the remaining 281,000.
    week = live(make_givers(3_500_000), GIVERS, has_teacher=1, has_doctor=1)
    assert week.totals[Total.DOCTOR_GIFTS] == 781_000 == week.won[:, Won.GIFTS].sum()
    assert week.totals[Total.TEACHER_GIFTS] == 0 == week.home.gave_teacher and week.home.gave_doctor == 12


def test_a_teacher_and_a_doctor_receive_what_the_county_gives_them() -> None:
    society = make_household(cash=10_000_000, food=10_000, effort=0)
    society.people.occupation[WORKER], society.people.occupation[HOUSEWIFE] = Occupation.TEACHER, Occupation.DOCTOR
    week = live(society, {"gifts": {"is_active": 0}}, support_per_teacher=300_000, gifts_per_doctor=200_000)
    assert week.won[WORKER, Won.SUPPORT] == 300_000 == week.totals[Total.SUPPORT_PAID]
    assert week.won[HOUSEWIFE, Won.SUPPORT] == 200_000 == week.totals[Total.GIFTS_PAID]
