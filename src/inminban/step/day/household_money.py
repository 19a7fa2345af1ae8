"""The household's money and grain: Monday's earnings, pay day, dues, rations, the plot, shopping, and the meal."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import Count, Ever, FixedLuck, Food, Minutes, Occupation, Whereabouts, Won
from inminban.rules import artists, august_third, dues, farms, food, household_budget, market, rations, school, work
from inminban.step.day.opportunity_cost import RATE_PLACES as RATE_PLACES
from inminban.step.record import count, is_absent, is_away, is_confined, pay_out, strike, take_in
from inminban.step.totals import Total

WORKING_DAYS_OF_MONTH = 26
WELL_FED = 10_000  # bp of the need


@inlined
def receive_earnings(people: Any, home: Any, first_row: int, county: Any, rules: Any, tally: Any, batch: Any) -> None:
    """Monday: last week's effort, lessons and grain are paid; officials get their part of last week's bribes."""
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person = people[i]
        earned = (int(batch.effort[i - first_row]) * county.effort_rate) >> RATE_PLACES
        take_in(i - first_row, home, batch, Won.MARKET, earned)
        tally.totals[Total.MARKET_PAID] += earned
        batch.effort[i - first_row] = 0
        lessons = (int(person.lesson_minutes) * county.lesson_rate) >> RATE_PLACES
        take_in(i - first_row, home, batch, Won.LESSONS, lessons)
        tally.totals[Total.LESSONS_PAID] += lessons
        person.lesson_minutes = 0
        shares = bribe_shares(int(person.occupation), int(person.is_unit_head), rules.inspections)
        if shares > 0 and not is_absent(person):
            bribes = shares * county.bribe_per_share
            take_in(i - first_row, home, batch, Won.BRIBES_TAKEN, bribes)
            tally.totals[Total.BRIBES_PAID] += bribes
        if person.occupation == Occupation.TEACHER:
            take_in(i - first_row, home, batch, Won.SUPPORT, county.support_per_teacher)
            tally.totals[Total.SUPPORT_PAID] += county.support_per_teacher
    grain = home.grain_delivered * county.wholesale // 1_000
    take_in(int(home.first_person) - first_row, home, batch, Won.GRAIN_SOLD, grain)
    tally.totals[Total.GRAIN_PAID] += grain
    home.grain_delivered = 0


@inlined
def bribe_shares(occupation: int, is_unit_head: int, p: Any) -> int:
    """Parts of a county's bribes that a person gets: officials and security most, the head of a unit some."""
    if occupation == Occupation.OFFICIAL or occupation == Occupation.SECURITY:
        return int(p.official_shares)
    return int(p.head_shares) if is_unit_head else 0


@inlined
def receive_pay(
    people: Any, home: Any, first_row: int, county: Any, workplaces: Any, rules: Any, tally: Any, batch: Any
) -> None:
    """Pay day: pensions, and state pay for those at their post where the enterprise has money. Claims M4, L10."""
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person = people[i]
        place = int(person.workplace)
        occupation = int(person.occupation)
        if is_absent(person):
            continue
        if occupation == Occupation.PENSIONER:
            take_in(i - first_row, home, batch, Won.PAY, rules.pension.monthly)
            tally.totals[Total.STATE_PAY] += rules.pension.monthly
        if not work.has_post(occupation) or place < 0 or person.has_left_post:
            continue
        if workplaces[place].pays:
            pay = work.monthly_pay(occupation, int(person.skill), county.is_pyongyang, rules.work)
            take_in(i - first_row, home, batch, Won.PAY, pay)
            person.this_year |= Ever.STATE_PAY
            count(i - first_row, batch, Count.PAID)
            tally.totals[Total.STATE_PAY] += pay


@inlined
def pay_dues(
    people: Any,
    home: Any,
    first_row: int,
    payer_row: int,
    food_cost: int,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    seed: int,
    batch: Any,
) -> None:
    """The month's dues, levies of the schools and tuition; what cannot be paid is owed. Claims B6, L7, M5."""
    p = rules.dues
    price = county.price_rice
    debt = home.debt
    paid = pay_out(payer_row - first_row, home, batch, Won.LEVIES, dues.payable(home.cash, debt, food_cost, p))
    tally.totals[Total.DEBT_PAID] += paid
    home.debt -= paid
    made = 0
    owed = dues.owed_to_state(p)
    paid = pay_out(payer_row - first_row, home, batch, Won.LEVIES, dues.payable(home.cash, owed, food_cost, p))
    tally.totals[Total.DUES] += paid
    made += owed - paid
    owed = dues.owed_to_party(p)
    paid = pay_out(payer_row - first_row, home, batch, Won.LEVIES, dues.payable(home.cash, owed, food_cost, p))
    tally.totals[Total.LOYALTY] += paid
    made += owed - paid
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person = people[i]
        owed = school.monthly_levy(price, rules.school) if school.goes_to_school(int(person.occupation)) else 0
        if owed > 0:
            paid = pay_out(i - first_row, home, batch, Won.LEVIES, dues.payable(home.cash, owed, food_cost, p))
            tally.totals[Total.SCHOOL_LEVY] += paid
            made += owed - paid
        if person.is_trainee:
            fee = rules.artists.tuition * price // 1_000
            paid = pay_out(i - first_row, home, batch, Won.TUITION, dues.payable(home.cash, fee, food_cost, p))
            tally.totals[Total.TUITION] += paid
    home.debt += made
    tally.totals[Total.DEBT_MADE] += made
    if dues.is_marked(drawn(seed, home.id, day.number, Draw.DEBT_MARKED), home.debt, p):
        strike(payer_row - first_row, batch, 1, tally, rules.sanctions)


@inlined
def arrange_leave(
    people: Any, home: Any, first_row: int, food_cost: int, county: Any, rules: Any, tally: Any, batch: Any
) -> None:
    """First of the month: who pays August 3rd money and leaves the post in fact. Claim M7."""
    p = rules.august_third
    price = august_third.price_of_month(county.value_of_day, p)
    capital = market.capital_of(home.cash, rules.market)
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person = people[i]
        occupation = int(person.occupation)
        person.has_left_post = 0
        if not work.has_post(occupation) or is_absent(person):
            continue
        if occupation == Occupation.ARTIST and artists.holds_on(int(person.vocation), rules.artists):
            continue
        luck = int(person.fixed_luck[FixedLuck.LEAVE])
        if not august_third.may_leave(luck, occupation, int(person.sex), p):
            continue
        effort = market.effort_of(480, int(batch.trade_skill[i - first_row]), capital, rules.market)
        gain = ((effort * county.hour_rate) >> RATE_PLACES) * WORKING_DAYS_OF_MONTH
        if august_third.leaves(gain, price, home.cash, food_cost, p):
            tally.totals[Total.AUGUST_THIRD] += pay_out(i - first_row, home, batch, Won.AUGUST_THIRD, price)
            person.has_left_post = 1


@inlined
def receive_grain(
    people: Any, home: Any, day: Any, county: Any, workplaces: Any, rules: Any, tally: Any, seed: int
) -> None:
    """Rations by grade and county; the farm share after the harvest; vegetables and grain at the workplace. M6."""
    province = int(county.province)
    luck = drawn(seed, home.id, 0, Draw.SUPPLIED)
    is_farm = False
    arrived = 0
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person = people[i]
        is_farm = is_farm or person.occupation == Occupation.FARMER
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person = people[i]
        occupation = int(person.occupation)
        age = (day.number - person.birth_day) * 4 // 1_461
        if is_absent(person):
            continue
        if day.ration_days > 0 and not is_farm and person.has_left_post == 0:
            planned = rations.planned_ration(luck, occupation, age, province, day.ration_days, rules.rations)
            given = planned * county.ration_ratio // 10_000
            home.food += given
            home.food_month[Food.RATION] += given
            tally.totals[Total.RATION_PLANNED] += planned
            tally.totals[Total.RATION_ENTITLED] += rations.entitled(occupation, age, day.ration_days, rules.rations)
            tally.totals[Total.RATION_GIVEN] += given
            arrived += given
        if day.is_share_day and is_farm:
            home.food += rules.farms.share
            home.food_month[Food.FARM_SHARE] += rules.farms.share
            tally.totals[Total.FARM_SHARE] += rules.farms.share
        place = int(person.workplace)
        at_post = place >= 0 and work.has_post(occupation) and person.has_left_post == 0
        if day.is_in_kind_day and at_post and rations.gives_in_kind(workplaces[place].luck, rules.rations):
            home.food += rules.rations.in_kind
            home.food_month[Food.IN_KIND] += rules.rations.in_kind
            tally.totals[Total.IN_KIND] += rules.rations.in_kind
    if arrived > 0:
        for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
            people[i].this_year |= Ever.RATION


@inlined
def harvest_plot(people: Any, home: Any, first_row: int, day: Any, rules: Any, tally: Any, batch: Any) -> None:
    """Month's end: what the plot yields, as far as the month's work was done."""
    p = rules.farms
    wanted = farms.plot_work(home.plot_square_metres, p) * 30
    kept = 10_000
    if farms.is_growing_season(day.month, p) and wanted > 0:
        done = 0
        for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
            done += int(people[i].minutes[Minutes.PLOT]) + int(batch.minutes[Minutes.PLOT, i - first_row])
        kept = min(done * 10_000 // wanted, 10_000)
    grain = farms.plot_grain(int(home.plot_square_metres), day.month, kept, p)
    home.food += grain
    home.food_month[Food.PLOT] += grain
    tally.totals[Total.PLOT] += grain


@inlined
def sell_goods(home: Any, first_row: int, p: Any, tally: Any, batch: Any) -> None:
    """Neither food nor money: one of the goods in the house is sold, and paid like a trader's effort next Monday."""
    effort = 0
    if home.has_player:
        home.has_player = 0
        effort = p.player_worth
    elif home.has_television:
        home.has_television = 0
        effort = p.television_worth
    batch.effort[int(home.first_person) - first_row] += effort
    tally.totals[Total.EFFORT] += effort


@inlined
def shop(home: Any, need: int, first_row: int, day: Any, county: Any, rules: Any, tally: Any, batch: Any) -> None:
    """The weekly shopping day: sell surplus grain, or goods in need; buy grain and other things; keep foreign money."""
    p = rules.household_budget
    price_rice = county.price_rice
    food_cost = need * price_rice // 1_000
    sold = farms.weekly_sale(home.food, need, day.days_to_harvest, rules.farms)
    home.food -= sold
    home.grain_delivered += sold
    home.food_month[Food.SOLD] += sold
    tally.totals[Total.GRAIN_DELIVERED] += sold
    if household_budget.is_purse_thin(home.cash, food_cost, p) and home.foreign_cents > 0:
        cents = min(home.foreign_cents, food_cost * p.reserve_days * 100 // max(county.exchange, 1) + 1)
        proceeds = cents * county.exchange // 100
        home.foreign_cents -= cents
        home.cash += proceeds
        tally.totals[Total.CENTS_SOLD] += cents
        tally.totals[Total.CENTS_PROCEEDS] += proceeds
    is_hungry = batch.nutrition[int(home.first_person) - first_row] < rules.food.hungry
    can_sell = rules.market.is_active == 1 and is_hungry
    if can_sell and home.food < need * p.short_days and home.cash < food_cost * p.short_days:
        sell_goods(home, first_row, p, tally, batch)
    size = int(home.n_people) - int(home.n_away)
    price = household_budget.grain_price(price_rice, home.cash, need, p)
    asked = household_budget.grain_asked(home.food, need, home.cash, price, p)
    grams = min(asked, county.stock_per_head * size)
    tally.totals[Total.GRAIN_ASKED] += asked
    cost = min(household_budget.cost_of(grams, price), home.cash)
    home.cash -= cost
    home.food += grams
    home.food_month[Food.BOUGHT] += grams
    tally.totals[Total.SPENT_FOOD] += cost
    tally.totals[Total.GRAIN_BOUGHT] += grams
    other = household_budget.other_spending(home.cash, food_cost, p)
    home.cash -= other
    tally.totals[Total.SPENT_GOODS] += other
    cents = household_budget.saved_abroad(home.cash, food_cost, county.exchange, county.cents_per_household, p)
    if cents > 0:
        cost = min(cents * (county.exchange * (10_000 + p.spread) // 10_000) // 100 + 1, home.cash)
        home.cash -= cost
        home.foreign_cents += cents
        tally.totals[Total.CENTS_BOUGHT] += cents
        tally.totals[Total.CENTS_COST] += cost


@inlined
def eat(
    people: Any,
    home: Any,
    place: int,
    need: int,
    first_row: int,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    batch: Any,
) -> None:
    """The day's meal from one pot, each the same part of their need; written on the batch.

    Prisoners eat in the camp, soldiers of the army's share.
    """
    eaten = min(home.food, need)
    home.food -= eaten
    home.food_month[Food.EATEN] += eaten
    home.food_month[Food.NEEDED] += need
    tally.totals[Total.EATEN] += eaten
    intake = food.intake_of(eaten, need)
    first = int(home.first_person) - first_row
    for at in range(first, first + int(home.n_people)):
        batch.intake[at] = intake
    if batch.eats_apart[place] == 1:
        eat_apart(people, home, first_row, day, county, rules, tally, batch)


@inlined
def eat_apart(
    people: Any, home: Any, first_row: int, day: Any, county: Any, rules: Any, tally: Any, batch: Any
) -> None:
    """What members have to eat who are away, in camp or in prison."""
    p = rules.food
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person = people[i]
        if is_away(person):
            batch.intake[i - first_row] = county.army_intake if person.whereabouts == Whereabouts.ARMY else WELL_FED
        elif is_confined(person):
            age = (day.number - person.birth_day) * 4 // 1_461
            own = food.need_of(age, int(person.sex), p)
            batch.intake[i - first_row] = food.intake_of(p.camp_ration, own)
            tally.totals[Total.EATEN_CAMP] += p.camp_ration
