"""The household's money and grain: Monday's earnings, pay day, dues, rations, the plot, shopping, and the meal."""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.kinds import Ever, Food, Minutes, Occupation, Sanction, Won
from inminban.core.random import STREAM_MONTH, STREAM_POST, draw
from inminban.core.rule import part
from inminban.institutions import (
    artists,
    august_third,
    dues,
    farms,
    food,
    household_budget,
    market,
    rations,
    work,
)
from inminban.life.context import CountyWeek, Days, Rules, Tallies, Workweek
from inminban.life.own_time import school_levy_of
from inminban.life.record import is_confined, pay_out, strike, take_in
from inminban.life.totals import Total

RATE_PLACES = 16  # binary places of the rates at which effort is paid
WORKING_DAYS_OF_MONTH = 26


@part
def receive_earnings(h: int, s: Society, county: CountyWeek, totals: Any) -> None:
    """Monday: last week's effort, lessons and grain are paid; officials get their part of last week's bribes."""
    people, households = s.people, s.households
    c = int(households.county[h])
    first = int(households.first_person[h])
    for i in range(first, int(households.first_person[h + 1])):
        earned = (int(people.effort[i]) * county.effort_rate[c]) >> RATE_PLACES
        take_in(households, h, people, i, Won.MARKET, earned)
        totals[Total.MARKET_PAID] += earned
        people.effort[i] = 0
        lessons = int(people.lesson_minutes[i]) * county.lesson_rate[c]
        take_in(households, h, people, i, Won.LESSONS, lessons)
        totals[Total.LESSONS_PAID] += lessons
        people.lesson_minutes[i] = 0
        shares = bribe_shares(int(people.occupation[i]), int(people.is_unit_head[i]))
        if shares > 0 and not is_confined(people, i):
            bribes = shares * county.bribe_per_share[c]
            take_in(households, h, people, i, Won.BRIBES_TAKEN, bribes)
            totals[Total.BRIBES_PAID] += bribes
        if people.occupation[i] == Occupation.TEACHER:
            take_in(households, h, people, i, Won.SUPPORT, county.support_per_teacher[c])
            totals[Total.SUPPORT_PAID] += county.support_per_teacher[c]
    grain = households.grain_delivered[h] * county.wholesale[c] // 1_000
    take_in(households, h, people, first, Won.GRAIN_SOLD, grain)
    totals[Total.GRAIN_PAID] += grain
    households.grain_delivered[h] = 0


@part
def bribe_shares(occupation: int, is_unit_head: int) -> int:
    """Parts of a county's bribes that a person gets: officials and security three, a unit head one."""
    if occupation == Occupation.OFFICIAL or occupation == Occupation.SECURITY:
        return 3
    return 1 if is_unit_head else 0


@part
def receive_pay(h: int, s: Society, county: CountyWeek, workweek: Workweek, rules: Rules, totals: Any) -> None:
    """Pay day: state pay for those who stand at their post, where the enterprise has money. Claims M4, L10."""
    people, households = s.people, s.households
    is_pyongyang = county.is_pyongyang[households.county[h]]
    for i in range(int(households.first_person[h]), int(households.first_person[h + 1])):
        place = int(people.workplace[i])
        occupation = int(people.occupation[i])
        if not work.has_post(occupation) or place < 0 or people.has_left_post[i] or is_confined(people, i):
            continue
        if workweek.pays[place]:
            pay = work.monthly_pay(occupation, int(people.skill[i]), is_pyongyang, rules.work)
            take_in(households, h, people, i, Won.PAY, pay)
            people.ever[i] |= Ever.STATE_PAY
            totals[Total.STATE_PAY] += pay


@part
def pay_dues(h: int, d: int, adult: int, food_cost: int, s: Society, days: Days, county: CountyWeek, rules: Rules, totals: Any, seed: int) -> None:
    """The month's dues, levies of the schools and tuition; what cannot be paid is owed. Claims B6, L7, M5."""
    people, households = s.people, s.households
    p = rules.dues
    price = county.price_rice[households.county[h]]
    debt = households.debt[h]
    paid = pay_out(households, h, people, adult, Won.LEVIES, dues.payable(households.cash[h], debt, food_cost, p))
    totals[Total.DEBT_PAID] += paid
    households.debt[h] -= paid
    made = 0
    owed = dues.owed_to_state(p)
    paid = pay_out(households, h, people, adult, Won.LEVIES, dues.payable(households.cash[h], owed, food_cost, p))
    totals[Total.DUES] += paid
    made += owed - paid
    owed = dues.owed_to_party(p)
    paid = pay_out(households, h, people, adult, Won.LEVIES, dues.payable(households.cash[h], owed, food_cost, p))
    totals[Total.LOYALTY] += paid
    made += owed - paid
    for i in range(int(households.first_person[h]), int(households.first_person[h + 1])):
        owed = school_levy_of(i, price, s, rules)
        if owed > 0:
            paid = pay_out(households, h, people, i, Won.LEVIES, dues.payable(households.cash[h], owed, food_cost, p))
            totals[Total.SCHOOL_LEVY] += paid
            made += owed - paid
        if people.is_trainee[i]:
            fee = rules.artists.tuition * price // 1_000
            paid = pay_out(households, h, people, i, Won.TUITION, dues.payable(households.cash[h], fee, food_cost, p))
            totals[Total.TUITION] += paid
    households.debt[h] += made
    totals[Total.DEBT_MADE] += made
    luck = draw(seed, households.id[h], days.number[d], STREAM_MONTH)
    if dues.is_marked(luck[0], households.debt[h], p):
        strike(people, adult, 1, totals, rules.sanctions)


@part
def arrange_leave(h: int, food_cost: int, s: Society, county: CountyWeek, rules: Rules, totals: Any, seed: int) -> None:
    """First of the month: who pays August 3rd money and leaves the post in fact. Claim M7."""
    people, households = s.people, s.households
    p = rules.august_third
    c = int(households.county[h])
    price = august_third.price_of_month(county.value_of_day[c], p)
    for i in range(int(households.first_person[h]), int(households.first_person[h + 1])):
        occupation = int(people.occupation[i])
        people.has_left_post[i] = 0
        if not work.has_post(occupation) or is_confined(people, i):
            continue
        if occupation == Occupation.ARTIST and artists.holds_on(int(people.vocation[i]), rules.artists):
            continue
        luck = draw(seed, people.id[i], 0, STREAM_POST)[2]
        if not august_third.may_leave(luck, occupation, p):
            continue
        effort = market.effort_of(480, int(people.trade_skill[i]), households.cash[h], rules.market)
        gain = ((effort * county.hour_rate[c]) >> RATE_PLACES) * WORKING_DAYS_OF_MONTH
        if august_third.leaves(gain, price, households.cash[h], food_cost, p):
            totals[Total.AUGUST_THIRD] += pay_out(households, h, people, i, Won.AUGUST_THIRD, price)
            people.has_left_post[i] = 1


@part
def receive_grain(h: int, d: int, s: Society, days: Days, county: CountyWeek, workweek: Workweek, rules: Rules, totals: Any) -> None:
    """Rations by grade and county; the farm share after the harvest; vegetables and grain at the workplace. M6."""
    people, households = s.people, s.households
    c = int(households.county[h])
    province = int(county.province[c])
    is_farm = False
    for i in range(int(households.first_person[h]), int(households.first_person[h + 1])):
        is_farm = is_farm or people.occupation[i] == Occupation.FARMER
    for i in range(int(households.first_person[h]), int(households.first_person[h + 1])):
        occupation = int(people.occupation[i])
        age = (days.number[d] - people.birth_day[i]) * 4 // 1_461
        if is_confined(people, i):
            continue
        if days.ration_days[d] > 0 and not is_farm and people.has_left_post[i] == 0:
            planned = rations.planned_ration(occupation, age, province, days.ration_days[d], rules.rations)
            given = planned * county.ration_ratio[c] // 10_000
            households.food[h] += given
            households.food_month[h, Food.RATION] += given
            totals[Total.RATION_PLANNED] += planned
            totals[Total.RATION_GIVEN] += given
            if given > 0:
                people.ever[i] |= Ever.RATION
        if days.is_share_day[d] and is_farm:
            households.food[h] += rules.farms.share
            households.food_month[h, Food.FARM_SHARE] += rules.farms.share
            totals[Total.FARM_SHARE] += rules.farms.share
        place = int(people.workplace[i])
        if days.is_in_kind_day[d] and place >= 0 and work.has_post(occupation) and people.has_left_post[i] == 0:
            if workweek.luck[place] // 65_536 % 10_000 < rules.rations.in_kind_share:
                households.food[h] += rules.rations.in_kind
                households.food_month[h, Food.IN_KIND] += rules.rations.in_kind
                totals[Total.IN_KIND] += rules.rations.in_kind


@part
def harvest_plot(h: int, d: int, s: Society, days: Days, rules: Rules, totals: Any) -> None:
    """Month's end: what the plot yields, as far as the month's work was done."""
    people, households = s.people, s.households
    p = rules.farms
    wanted = farms.plot_work(households.plot_square_metres[h], p) * 30
    kept = 10_000
    if farms.is_growing_season(days.month[d], p) and wanted > 0:
        done = 0
        for i in range(int(households.first_person[h]), int(households.first_person[h + 1])):
            done += int(people.minutes[i, Minutes.PLOT])
        kept = min(done * 10_000 // wanted, 10_000)
    grain = farms.plot_grain(int(households.plot_square_metres[h]), days.month[d], kept, p)
    households.food[h] += grain
    households.food_month[h, Food.PLOT] += grain
    totals[Total.PLOT] += grain


@part
def shop(h: int, d: int, need: int, s: Society, days: Days, county: CountyWeek, rules: Rules, totals: Any) -> None:
    """The weekly shopping day: sell surplus grain, buy grain, buy other things, keep or sell foreign money."""
    households = s.households
    p = rules.household_budget
    c = int(households.county[h])
    price_rice = county.price_rice[c]
    food_cost = need * price_rice // 1_000
    sold = farms.weekly_sale(households.food[h], need, days.days_to_harvest[d], rules.farms)
    households.food[h] -= sold
    households.grain_delivered[h] += sold
    households.food_month[h, Food.SOLD] += sold
    totals[Total.GRAIN_DELIVERED] += sold
    if household_budget.is_purse_thin(households.cash[h], food_cost, p) and households.foreign_cents[h] > 0:
        cents = min(households.foreign_cents[h], food_cost * p.reserve_days * 100 // max(county.exchange[c], 1) + 1)
        proceeds = cents * county.exchange[c] // 100
        households.foreign_cents[h] -= cents
        households.cash[h] += proceeds
        totals[Total.CENTS_SOLD] += cents
        totals[Total.CENTS_PROCEEDS] += proceeds
    size = int(households.first_person[h + 1]) - int(households.first_person[h])
    price = household_budget.grain_price(price_rice, households.cash[h], need, p)
    stock = county.stock_per_head[c] * size
    grams = household_budget.grain_bought(households.food[h], need, households.cash[h], price, stock, p)
    cost = min(household_budget.cost_of(grams, price), households.cash[h])
    households.cash[h] -= cost
    households.food[h] += grams
    households.food_month[h, Food.BOUGHT] += grams
    totals[Total.SPENT_FOOD] += cost
    totals[Total.GRAIN_BOUGHT] += grams
    other = household_budget.other_spending(households.cash[h], food_cost, p)
    households.cash[h] -= other
    totals[Total.SPENT_GOODS] += other
    cents = household_budget.saved_abroad(households.cash[h], food_cost, county.exchange[c], county.cents_per_household[c], p)
    if cents > 0:
        cost = min(cents * (county.exchange[c] * (10_000 + p.spread) // 10_000) // 100 + 1, households.cash[h])
        households.cash[h] -= cost
        households.foreign_cents[h] += cents
        totals[Total.CENTS_BOUGHT] += cents
        totals[Total.CENTS_COST] += cost


@part
def eat(h: int, d: int, need: int, s: Society, days: Days, rules: Rules, totals: Any) -> None:
    """The day's meal from one pot, each the same part of their need; bodies follow. Prisoners eat in the camp."""
    people, households = s.people, s.households
    p = rules.food
    eaten = min(households.food[h], need)
    households.food[h] -= eaten
    households.food_month[h, Food.EATEN] += eaten
    households.food_month[h, Food.NEEDED] += need
    totals[Total.EATEN] += eaten
    for i in range(int(households.first_person[h]), int(households.first_person[h + 1])):
        age = (days.number[d] - people.birth_day[i]) * 4 // 1_461
        if is_confined(people, i):
            own = food.need_of(age, int(people.sex[i]), p)
            people.nutrition[i] = food.nourished(int(people.nutrition[i]), p.camp_ration, own, p)
            totals[Total.EATEN_CAMP] += p.camp_ration
        else:
            people.nutrition[i] = food.nourished(int(people.nutrition[i]), eaten, need, p)
        people.health[i] = food.healed(int(people.health[i]), int(people.nutrition[i]), p)


@part
def release_if_served(people: Any, i: int) -> None:
    """A day in camp or prison served; a camp term ends in the old occupation."""
    people.sanction_days[i] -= 1
    if people.sanction_days[i] == 0:
        people.sanction[i] = Sanction.NONE
