"""The household's money: Monday's earnings, pay day, the month's dues, and who pays to leave the post."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import Count, Ever, FixedLuck, Livelihood, Occupation, Won
from inminban.core.layout import rows_of
from inminban.core.money import wealth, worth_of_grain
from inminban.rules import artists, august_third, conviction, dues, inspections, livelihoods, market, school, work
from inminban.step.context import Today
from inminban.step.day.opportunity_cost import RATE_PLACES, minutes_left, worth_of_minutes
from inminban.step.record import count, is_absent, pay_out, strike, take_in
from inminban.step.totals import Total


@inlined
def receive_earnings(home: Any, today: Today) -> None:
    """Monday: effort, lessons and grain are paid; officials get their part of bribes, teachers and doctors of gifts."""
    county, tally, batch, first_row = today.county, today.tally, today.batch, today.first_row
    for i in rows_of(home):
        person = today.society.people[i]
        earned = (int(batch.effort[i - first_row]) * county.effort_rate) >> RATE_PLACES
        take_in(i - first_row, home, batch, Won.MARKET, earned)
        tally.totals[Total.MARKET_PAID] += earned
        batch.effort[i - first_row] = 0
        lessons = (int(person.lesson_minutes) * county.lesson_rate) >> RATE_PLACES
        take_in(i - first_row, home, batch, Won.LESSONS, lessons)
        tally.totals[Total.LESSONS_PAID] += lessons
        person.lesson_minutes = 0
        shares = bribe_shares(person, today.rules.inspections)
        if shares > 0:
            bribes = shares * county.bribe_per_share
            take_in(i - first_row, home, batch, Won.BRIBES_TAKEN, bribes)
            tally.totals[Total.BRIBES_PAID] += bribes
        if person.occupation == Occupation.DOCTOR and not is_absent(person):
            take_in(i - first_row, home, batch, Won.SUPPORT, county.gifts_per_doctor)
            tally.totals[Total.GIFTS_PAID] += county.gifts_per_doctor
        if person.occupation == Occupation.TEACHER:
            take_in(i - first_row, home, batch, Won.SUPPORT, county.support_per_teacher)
            tally.totals[Total.SUPPORT_PAID] += county.support_per_teacher
    grain = worth_of_grain(home.grain_delivered, county.wholesale)
    take_in(int(home.first_person) - first_row, home, batch, Won.GRAIN_SOLD, grain)
    tally.totals[Total.GRAIN_PAID] += grain
    home.grain_delivered = 0


@inlined
def set_standing_of_home(home: Any, food: int, county: Any, unit: Any, rules: Any) -> None:
    """What a household's cash does for its trade, and its wealth per head beside its neighbours', for the week."""
    worth = wealth(home.cash, home.foreign_cents, food, county.exchange, county.price_rice)
    home.capital = market.capital_of(home.cash, rules.market)
    home.lot = conviction.lot(worth // max(int(home.n_people), 1), int(unit.mean_standard), rules.conviction)


@lean_kernel
def set_standings(first: int, last: int, society: Any, counties: Any, rules: Any) -> None:
    """The same of households `first` to `last` - 1, before the first day of a run."""
    for h in range(first, last):
        home = society.households[h]
        unit = society.units[home.unit]
        set_standing_of_home(home, int(home.food), counties[unit.county], unit, rules)


@inlined
def bribe_shares(person: Any, p: Any) -> int:
    """Parts of a county's bribes that a person gets; none for who is away or confined."""
    return 0 if is_absent(person) else parts_by_place(person, p)


@inlined
def parts_by_place(person: Any, p: Any) -> int:
    """Parts of a county's bribes that a person's place is worth, also while nobody fills it: they wait in the pot."""
    opportunity = int(person.fixed_luck[FixedLuck.OPPORTUNITY])
    return inspections.parts_of_bribes(
        int(person.occupation), int(person.is_unit_head), int(person.skill), opportunity, p
    )


@inlined
def receive_pay(home: Any, today: Today) -> None:
    """Pay day: pensions, and state pay for those at their post where the enterprise has money. Claims M4, L10."""
    county, rules, tally, batch, first_row = today.county, today.rules, today.tally, today.batch, today.first_row
    for i in rows_of(home):
        person = today.society.people[i]
        place = int(person.workplace)
        occupation = int(person.occupation)
        if is_absent(person):
            continue
        if occupation == Occupation.PENSIONER:
            take_in(i - first_row, home, batch, Won.PAY, rules.pension.monthly)
            tally.totals[Total.STATE_PAY] += rules.pension.monthly
        if not work.has_post(occupation) or place < 0 or person.has_left_post:
            continue
        if today.society.workplaces[place].pays:
            pay = work.monthly_pay(occupation, int(person.skill), county.is_pyongyang, rules.work)
            take_in(i - first_row, home, batch, Won.PAY, pay)
            person.this_year |= Ever.STATE_PAY
            count(i - first_row, batch, Count.PAID)
            tally.totals[Total.STATE_PAY] += pay


@inlined
def pay_dues(home: Any, payer: int, food_cost: int, today: Today) -> None:
    """The month's dues, levies of the schools and tuition; what cannot be paid is owed. Claims B6, L7, M5.

    `payer`: slot in the batch of the person who pays for the household; `food_cost` (jon) of a day.
    """
    p, tally, batch = today.rules.dues, today.tally, today.batch
    debt = home.debt
    paid = pay_levy(payer, home, debt, food_cost, today)
    tally.totals[Total.DEBT_PAID] += paid
    home.debt -= paid
    owed = dues.owed_to_state(p)
    paid = pay_levy(payer, home, owed, food_cost, today)
    tally.totals[Total.DUES] += paid
    made = owed - paid
    owed = dues.owed_to_party(p)
    paid = pay_levy(payer, home, owed, food_cost, today)
    tally.totals[Total.LOYALTY] += paid
    made += owed - paid
    made += pay_for_learning(home, food_cost, today)
    home.debt += made
    tally.totals[Total.DEBT_MADE] += made
    if dues.is_marked(drawn(today.seed, home.id, today.day.number, Draw.DEBT_MARKED), home.debt, p):
        strike(payer, batch, 1, tally, today.rules.sanctions)


@inlined
def pay_levy(at: int, home: Any, owed: int, food_cost: int, today: Today) -> int:
    """Pay as much of what is owed as the household can spare; returns what was paid."""
    payable = dues.payable(home.cash, owed, food_cost, today.rules.dues)
    return pay_out(at, home, today.batch, Won.LEVIES, payable)


@inlined
def pay_for_learning(home: Any, food_cost: int, today: Today) -> int:
    """The schools' levies and the tuition of those who train for the stage; returns the levies still owed."""
    rules, tally, price, made = today.rules, today.tally, today.county.price_rice, 0
    for i in rows_of(home):
        person, at = today.society.people[i], i - today.first_row
        owed = school.monthly_levy(price, rules.school) if school.goes_to_school(int(person.occupation)) else 0
        if owed > 0:
            paid = pay_levy(at, home, owed, food_cost, today)
            tally.totals[Total.SCHOOL_LEVY] += paid
            made += owed - paid
        if person.is_trainee:
            fee = worth_of_grain(rules.artists.tuition, price)
            payable = dues.payable(home.cash, fee, food_cost, rules.dues)
            tally.totals[Total.TUITION] += pay_out(at, home, today.batch, Won.TUITION, payable)
    return made


@inlined
def arrange_leave(home: Any, food_cost: int, today: Today) -> None:
    """First of the month: who pays August 3rd money and lives by another livelihood alone. Claim M7."""
    county, rules, tally, batch, first_row = today.county, today.rules, today.tally, today.batch, today.first_row
    p = rules.august_third
    price = august_third.price_of_month(county.value_of_day, p)
    for i in rows_of(home):
        person = today.society.people[i]
        person.has_left_post = 0
        if person.livelihood == Livelihood.NONE or is_absent(person) or not could_leave(person, rules):
            continue
        gain = worth_of_leaving(person, int(batch.trade_skill[i - first_row]), home, county, rules)
        is_worth_it = livelihoods.is_better(gain * p.working_days, price, rules.livelihoods)
        if august_third.leaves(is_worth_it, price, home.cash, food_cost, p):
            tally.totals[Total.AUGUST_THIRD] += pay_out(i - first_row, home, batch, Won.AUGUST_THIRD, price)
            person.has_left_post = 1


@inlined
def could_leave(person: Any, rules: Any) -> bool:
    """Whether the workplace can spare a person, and vocation does not hold them."""
    occupation = int(person.occupation)
    if not work.has_post(occupation):
        return False
    if occupation == Occupation.ARTIST and artists.holds_on(int(person.vocation), rules.artists):
        return False
    luck = int(person.fixed_luck[FixedLuck.LEAVE])
    return august_third.may_leave(luck, occupation, int(person.sex), rules.august_third)


@inlined
def worth_of_leaving(person: Any, trade_skill: int, home: Any, county: Any, rules: Any) -> int:
    """Jon a day that the livelihood would bring more without the post than beside it."""
    livelihood = int(person.livelihood)
    beside = livelihoods.hours_of(livelihood, minutes_left(int(person.occupation), rules), rules.livelihoods)
    alone = livelihoods.hours_of(livelihood, livelihoods.hours_left(0, rules.market.home_minutes), rules.livelihoods)
    rate = int(county.rate_of[livelihood])
    gain = livelihoods.gain_of(livelihood, int(person.sex), int(home.capital), rate, rules.livelihoods)
    return worth_of_minutes(alone - beside, trade_skill, gain, int(county.hour_rate), rules)
