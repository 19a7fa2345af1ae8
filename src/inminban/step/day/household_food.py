"""The household's grain: rations and shares, the plot, the weekly shopping, and the meals.

During the days of one call the grain in the house is in the batch (`batch.food`).
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import age_in_years, part_for
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.days import DAYS_OF_MONTH
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import Ever, Food, Minutes, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.money import in_cents, in_won
from inminban.rules import farms, food, household_budget, prices, rations, work
from inminban.step.context import Today
from inminban.step.day.batch import HAS_PLAYER, IS_IN_DEBT, IS_LOW, IS_SHORT
from inminban.step.farm_members import has_share, is_of_farm
from inminban.step.record import is_absent, is_away, is_confined
from inminban.step.totals import Total

WELL_FED = 10_000  # bp of the need


@inlined
def receive_grain(home: Any, place: int, today: Today) -> None:
    """Rations by grade and county; the farm share after the harvest; vegetables and grain at the workplace. M6."""
    people, day, batch, p = today.society.people, today.day, today.batch, today.rules.rations
    luck = drawn(today.seed, home.id, 0, Draw.SUPPLIED)
    of_farm = is_of_farm(people, home)
    arrived = 0
    for i in rows_of(home):
        person = people[i]
        if is_absent(person):
            continue
        is_farm = has_share(person, of_farm)
        if day.ration_days > 0:
            today.tally.totals[Total.FARM_MEMBERS] += 1 if is_farm else 0
            if not is_farm and person.has_left_post == 0:
                arrived += receive_ration(person, home, place, luck, today)
        if day.is_share_day and is_farm:
            share = today.county.farm_share
            store(home, place, Food.FARM_SHARE, share, batch)
            person.state_income += share
            today.tally.totals[Total.FARM_SHARE] += share
        workplace = int(person.workplace)
        at_post = workplace >= 0 and work.has_post(int(person.occupation)) and person.has_left_post == 0
        if day.is_in_kind_day and at_post and rations.gives_in_kind(today.society.workplaces[workplace].luck, p):
            store(home, place, Food.IN_KIND, p.in_kind, batch)
            person.state_income += p.in_kind
            today.tally.totals[Total.IN_KIND] += p.in_kind
    if arrived > 0:
        for i in rows_of(home):
            people[i].this_year |= Ever.RATION


@inlined
def store(home: Any, place: int, source: int, grams: int, batch: Any) -> None:
    """Add grain to the house."""
    batch.food[place] += grams
    home.food_month[source] += grams


@inlined
def receive_ration(person: Any, home: Any, place: int, luck: int, today: Today) -> int:
    """One person's ration of the half-month, as far as the granary covers it; returns the grams given."""
    p, tally, n_days = today.rules.rations, today.tally, today.day.ration_days
    occupation, age = int(person.occupation), age_in_years(today.day.number, person.birth_day)
    claim = rations.claim(luck, occupation, age, int(today.county.province), n_days, p)
    given = rations.ration_given(claim, rations.promised_ration(occupation, age, n_days, p), today.county.ration_ratio)
    store(home, place, Food.RATION, given, today.batch)
    person.state_income += given
    tally.totals[Total.RATION_CLAIMED] += claim
    tally.totals[Total.RATION_ENTITLED] += rations.entitled(occupation, age, n_days, p)
    tally.totals[Total.RATION_GIVEN] += given
    return given


@inlined
def harvest_plot(home: Any, place: int, today: Today) -> None:
    """Month's end: the yield of the plot, in proportion to the month's work that was done."""
    p, month, people = today.rules.farms, today.day.month, today.society.people
    wanted = farms.plot_work(home.plot_square_metres, p) * DAYS_OF_MONTH
    kept = 10_000
    if farms.is_growing_season(month, p) and wanted > 0:
        done = 0
        for i in rows_of(home):
            done += int(people[i].minutes[Minutes.PLOT]) + int(today.batch.minutes[Minutes.PLOT, i - today.first_row])
        kept = min(done * 10_000 // wanted, 10_000)
    grain = farms.plot_grain(int(home.plot_square_metres), month, kept, p)
    store(home, place, Food.PLOT, grain, today.batch)
    today.tally.totals[Total.PLOT] += grain


@inlined
def shop(home: Any, place: int, today: Today) -> None:
    """The weekly shopping day: sell surplus grain, or goods in need; buy grain and other goods; save dollars."""
    p, tally, batch = today.rules.household_budget, today.tally, today.batch
    need, food_cost = int(batch.need[place]), int(batch.food_cost[place])
    sell_surplus(home, place, need, today)
    if household_budget.is_purse_thin(home.cash, food_cost, p) and home.foreign_cents > 0:
        change_into_won(home, food_cost, today)
    is_hungry = batch.nutrition[int(home.first_person) - today.first_row] < today.rules.food.hungry
    can_sell = today.rules.market.is_active == 1 and is_hungry
    is_short = near_store(place, today.day, today.rules, batch) < need * p.short_days
    if can_sell and is_short and home.cash < food_cost * p.short_days:
        sell_goods(home, place, today)
    buy_grain(home, place, need, today)
    other = household_budget.other_spending(home.cash, food_cost, p)
    home.cash -= other
    home.goods_spent += other
    tally.totals[Total.SPENT_GOODS] += other
    save_in_cents(home, food_cost, today)


@inlined
def sell_surplus(home: Any, place: int, need: int, today: Today) -> None:
    """A farm household sells grain that it will not need before the harvest; it is paid next Monday."""
    sold = farms.weekly_sale(int(today.batch.food[place]), need, today.day.days_to_harvest, today.rules.farms)
    today.batch.food[place] -= sold
    home.grain_delivered += sold
    home.food_month[Food.SOLD] += sold
    today.tally.totals[Total.GRAIN_DELIVERED] += sold


@inlined
def change_into_won(home: Any, food_cost: int, today: Today) -> None:
    """A household short of won changes foreign money: enough for some days' food."""
    exchange, tally = today.county.exchange, today.tally
    wanted = in_cents(food_cost * today.rules.household_budget.reserve_days, exchange) + 1
    cents = prices.changed(min(home.foreign_cents, wanted), today.rules.prices)
    proceeds = in_won(cents, exchange)
    home.foreign_cents -= cents
    home.cash += proceeds
    tally.totals[Total.CENTS_SOLD] += cents
    tally.totals[Total.CENTS_PROCEEDS] += proceeds


@inlined
def sell_goods(home: Any, place: int, today: Today) -> None:
    """A household without food and money sells one of its goods; it is paid next Monday like a trader's effort."""
    p, effort = today.rules.household_budget, 0
    if home.has_player:
        home.has_player = 0
        effort = p.player_worth
    elif home.has_television:
        home.has_television = 0
        effort = p.television_worth
    note_possessions(home, place, today.batch)
    today.batch.effort[int(home.first_person) - today.first_row] += effort
    today.tally.totals[Total.EFFORT] += effort


@inlined
def buy_grain(home: Any, place: int, need: int, today: Today) -> None:
    """Buy grain for the week, of a kind and as much as the money allows and the market has."""
    p, county, tally = today.rules.household_budget, today.county, today.tally
    size = int(home.n_people) - int(home.n_away)
    price = household_budget.grain_price(county.price_rice, home.cash, need, p)
    asked = household_budget.grain_asked(store_for(p.store_days, place, today), need, home.cash, price, p)
    grams = min(asked, county.stock_per_head * size)
    tally.totals[Total.GRAIN_ASKED] += asked
    cost = min(household_budget.cost_of(grams, price), home.cash)
    home.cash -= cost
    home.grain_spent += cost
    store(home, place, Food.BOUGHT, grams, today.batch)
    tally.totals[Total.SPENT_FOOD] += cost
    tally.totals[Total.GRAIN_BOUGHT] += grams


@inlined
def store_for(days: int, place: int, today: Today) -> int:
    """What a household's store (g) holds for some days: all of it, on a farm's share only what lasts to the harvest."""
    batch = today.batch
    if batch.of_farm[place] == 0:
        return int(batch.food[place])
    return food.lasting(int(batch.food[place]), part_of_days(place, today.day, today.rules, batch)) * days


@inlined
def save_in_cents(home: Any, food_cost: int, today: Today) -> None:
    """Put what is left over into foreign money, as far as there is any on offer."""
    p, county, tally = today.rules.household_budget, today.county, today.tally
    wanted = household_budget.saved_abroad(home.cash, food_cost, county.exchange, county.cents_per_household, p)
    cents = prices.changed(wanted, today.rules.prices)
    if cents > 0:
        cost = min(cents * (county.exchange * (10_000 + p.spread) // 10_000) // 100 + 1, home.cash)
        home.cash -= cost
        home.foreign_cents += cents
        tally.totals[Total.CENTS_BOUGHT] += cents
        tally.totals[Total.CENTS_COST] += cost


@inlined
def part_of_days(place: int, day: Any, rules: Any, batch: Any) -> int:
    """The part (`part_for`) of a household's store that it can eat a day to make it last."""
    return part_for(food.days_to_last(batch.of_farm[place] == 1, int(day.days_to_harvest), rules.food))


@inlined
def near_store(place: int, day: Any, rules: Any, batch: Any) -> int:
    """What a household's store (g) gives it for the days for which others make theirs last."""
    return food.lasting(int(batch.food[place]), part_of_days(place, day, rules, batch)) * rules.food.days_ahead


@lean_kernel
def eat(n_homes: int, day: Any, rules: Any, batch: Any, totals: Any) -> None:
    """The day's meals of the group's households, each from its own food; prisoners eat in the camp."""
    camp_ration, p = int(rules.food.camp_ration), rules.food
    near, far = days_parts(day, p)
    by_all, confined = 0, 0
    for place in range(n_homes):
        need, held = int(batch.need[place]), int(batch.food[place])
        eaten = food.meal(held, need, far if batch.of_farm[place] == 1 else near, p)
        batch.food[place] = held - eaten
        batch.eaten[place] += eaten
        batch.needed[place] += need
        by_all += eaten
        confined += int(batch.confined[place])
    totals[Total.EATEN] += by_all
    totals[Total.EATEN_CAMP] += confined * camp_ration


@inlined
def days_parts(day: Any, p: Any) -> Any:
    """The parts (`part_for`) of a store that can be eaten a day: by most households, by those on a farm's share."""
    to_harvest = int(day.days_to_harvest)
    return part_for(food.days_to_last(False, to_harvest, p)), part_for(food.days_to_last(True, to_harvest, p))


@lean_kernel
def find_lacks(n_homes: int, day: Any, rules: Any, batch: Any) -> None:
    """What the group's households lack this morning; marks those that lack something else than yesterday."""
    short, low = int(rules.household_budget.short_days), int(rules.farms.foraging_food_days)
    ahead = int(rules.food.days_ahead)
    near, far = days_parts(day, rules.food)
    for place in range(n_homes):
        need = int(batch.need[place])
        held = food.lasting(int(batch.food[place]), far if batch.of_farm[place] == 1 else near) * ahead
        lacks = IS_SHORT * (held < need * short) | IS_LOW * (held < need * low) | int(batch.possessions[place])
        batch.has_news[place] = 1 * (lacks != int(batch.lacks[place]))
        batch.lacks[place] = lacks


@inlined
def note_possessions(home: Any, place: int, batch: Any) -> None:
    """Note whether the household is in debt and has a player."""
    batch.possessions[place] = (IS_IN_DEBT if home.debt > 0 else 0) | (HAS_PLAYER if home.has_player else 0)


@inlined
def eat_week(home: Any, place: int, today: Today) -> None:
    """What a household has eaten since Monday, as each member's intake: all get the same share of their need.

    Soldiers eat from the army's share, prisoners in the camp; who is one in the evening counts as one for the week.
    Where nobody ate at home, who has come home today stays as nourished as before.
    """
    batch = today.batch
    eaten, needed = int(home.eaten) + int(batch.eaten[place]), int(home.needed) + int(batch.needed[place])
    intake = food.intake_of(eaten, needed)
    first = int(home.first_person) - today.first_row
    for at in range(first, first + int(home.n_people)):
        batch.intake[at] = intake if needed > 0 else int(batch.nutrition[at])
    if batch.eats_apart[place] == 1:
        eat_apart(home, today)


@inlined
def eat_apart(home: Any, today: Today) -> None:
    """The food of members who are away, in camp or in prison."""
    p, intake = today.rules.food, today.batch.intake
    for i in rows_of(home):
        person, at = today.society.people[i], i - today.first_row
        if is_away(person):
            intake[at] = today.county.army_intake if person.whereabouts == Whereabouts.ARMY else WELL_FED
        elif is_confined(person):
            age = age_in_years(today.day.number, person.birth_day)
            intake[at] = food.intake_of(p.camp_ration, food.need_of(age, int(person.sex), p))
