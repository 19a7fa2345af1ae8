"""What a person does with the time that is left: lessons, plot, market, foreign media, and rest."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge, sixtieth
from inminban.core.compile.rule import inlined
from inminban.core.kinds import Count, Ever, FixedLuck, Food, Minutes, Occupation, Won
from inminban.core.random import is_lucky
from inminban.rules import artists, farms, inspections, market, outside_news, school
from inminban.step.context import HomeToday
from inminban.step.day.opportunity_cost import value_of_hour
from inminban.step.record import count, offend, pay_out, spend_minutes, strike, words_of
from inminban.step.totals import Total

FORAGING_MINUTES = 120
RATE_PLACES = 16  # binary places of the rates of lessons
WITHOUT_POST = int(Occupation.TRADER)
LEAST_TRADE = 30  # minutes that make it worth going


@inlined
def settle_inspection(
    at: int, person: Any, home: Any, kind: int, luck: Any, county: Any, rules: Any, tally: Any, batch: Any
) -> bool:
    """A person was caught: a bribe and free, else a penalty. Returns whether they were let off. Claim M8."""
    p = rules.inspections
    count(at, batch, Count.INSPECTED)
    tally.totals[Total.INSPECTED] += 1
    offend(at, person, batch)
    bribe = inspections.asked_bribe(kind, county.price_rice, p)
    if inspections.is_paid_off(luck[2], bribe, home.cash, p):
        tally.totals[Total.BRIBES] += pay_out(at, home, batch, Won.BRIBES, bribe)
        person.this_year |= Ever.BRIBED
        count(at, batch, Count.LETOFF)
        return True
    fine = p.fine
    if kind == inspections.MARKET:
        fine += home.cash * p.confiscated // 10_000
    tally.totals[Total.FINES] += pay_out(at, home, batch, Won.FINES, fine)
    strike(at, batch, p.strikes, tally, rules.sanctions)
    return False


@inlined
def teach(
    at: int,
    person: Any,
    home: Any,
    capital: int,
    luck: Any,
    county: Any,
    rules: Any,
    tally: Any,
    batch: Any,
    left: int,
) -> int:
    """An artist's private lessons: paid, illegal, sometimes found. Claims M7, M8."""
    p = rules.artists
    value_of_lesson = (county.lesson_value * 60) >> RATE_PLACES
    hour_value = value_of_hour(at, batch, capital, county, rules)
    if left < p.lesson_minutes or not artists.gives_lessons(
        int(person.fixed_luck[FixedLuck.TEACHING]), luck[0], value_of_lesson, hour_value, p
    ):
        return left
    left = spend_minutes(at, batch, Minutes.LESSONS, p.lesson_minutes, left)
    person.lesson_minutes += p.lesson_minutes
    tally.totals[Total.LESSON_MINUTES] += p.lesson_minutes
    person.this_year |= Ever.TUTORED
    if inspections.are_lessons_found(luck[1], rules.inspections):
        settle_inspection(at, person, home, inspections.LESSONS, luck, county, rules, tally, batch)
    return left


@inlined
def work_plot(at: int, home: Any, need: int, day: Any, rules: Any, tally: Any, batch: Any, left: int) -> int:
    """Work on the household's plot, and foraging where food is short. One adult does it for the household."""
    p = rules.farms
    if not farms.is_growing_season(day.month, p):
        return left
    left = spend_minutes(at, batch, Minutes.PLOT, farms.plot_work(home.plot_square_metres, p), left)
    return forage(at, home, need, p.foraging, rules, tally, batch, left)


@inlined
def forage(at: int, home: Any, need: int, grams_per_hour: int, rules: Any, tally: Any, batch: Any, left: int) -> int:
    """Gathering wild plants where food is short."""
    if home.food >= need * rules.farms.foraging_food_days or left < FORAGING_MINUTES:
        return left
    found = grams_per_hour * FORAGING_MINUTES // 60
    home.food += found
    home.food_month[Food.PLOT] += found
    tally.totals[Total.FORAGED] += found
    return spend_minutes(at, batch, Minutes.PLOT, FORAGING_MINUTES, left)


@inlined
def share_of_trade(person: Any, age: int, is_short: bool, county: Any, rules: Any) -> int:
    """Share (bp) of the free time that a person would trade; none for those whom law, bar or habit keep away."""
    p = rules.market
    if not market.may_trade(age, is_short, p):
        return 0
    is_barred = market.is_barred(age, int(person.sex), p)
    if is_barred and market.keeps_away(int(person.fixed_luck[FixedLuck.LEAVE]), is_short, p):
        return 0
    if not market.is_willing(int(person.fixed_luck[FixedLuck.TRADE]), is_short, county.trading_habit):
        return 0
    # Whoever has paid to leave the post trades like those who have none.
    trades_as = WITHOUT_POST if person.has_left_post else int(person.occupation)
    return market.share_of_time(trades_as, int(person.sex), is_short, p)


@inlined
def plan_trade(at: int, person: Any, county: Any, rules: Any, batch: Any) -> None:
    """What a person would trade this week, with and without need, and whether the law bars them from it."""
    age = int(batch.age[at])
    batch.share[at] = share_of_trade(person, age, False, county, rules)
    batch.share_in_need[at] = share_of_trade(person, age, True, county, rules)
    batch.is_barred[at] = 1 if market.is_barred(age, int(person.sex), rules.market) else 0
    trades_as = WITHOUT_POST if person.has_left_post else int(person.occupation)
    batch.has_duties[at] = 1 if market.is_employed_elsewhere(trades_as) else 0
    long_enough = rules.market.stall_minutes
    batch.has_stall[at] = (
        1 if market.has_stall(int(person.fixed_luck[FixedLuck.STALL]), long_enough, rules.market) else 0
    )


@inlined
def trade(
    at: int,
    person: Any,
    home: Any,
    today: HomeToday,
    luck: Any,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    batch: Any,
    left: int,
) -> int:
    """A day's trade: minutes become effort that is paid on Monday; a stall costs its fee; patrols stop some."""
    p = rules.market
    share = int(batch.share_in_need[at]) if today.is_short else int(batch.share[at])
    minutes = 0 if is_lucky(luck[0], p.idle_day) else market.minutes_of_share(left, share, day.market_minutes)
    if minutes < LEAST_TRADE:
        return left
    left = spend_minutes(at, batch, Minutes.MARKET, minutes, left)
    effort = market.effort_of(minutes, int(batch.trade_skill[at]), today.capital, p)
    batch.effort[at] += effort
    batch.has_traded[at] = 1
    tally.totals[Total.EFFORT] += effort
    tally.totals[Total.TRADERS] += 1
    batch.trade_skill[at] = nudge(int(batch.trade_skill[at]), sixtieth(p.learning * minutes), luck[0], 0, 10_000)
    if market.has_stall(int(person.fixed_luck[FixedLuck.STALL]), minutes, p):
        tally.totals[Total.FEES] += pay_out(at, home, batch, Won.FEES, p.stall_fee)
    trades_as = WITHOUT_POST if person.has_left_post else int(person.occupation)
    is_breach = market.is_employed_elsewhere(trades_as) and day.is_work_day == 1 and minutes >= p.stall_minutes
    if inspections.is_stopped(luck[1], is_breach or batch.is_barred[at] == 1, rules.inspections):
        settle_inspection(at, person, home, inspections.MARKET, luck, county, rules, tally, batch)
    return left


@inlined
def meet_news(at: int, person: Any, home: Any, county: Any, rules: Any, tally: Any, batch: Any) -> None:
    """An evening with foreign media, perhaps, and perhaps found out. Claim L6."""
    luck = words_of(batch.trade, at)
    if batch.is_reached[at] == 0 or not is_lucky(luck[3], int(batch.news_chance)):
        return
    is_border = int(county.is_border)
    p = rules.outside_news
    believes, fear = int(batch.conviction[at]), int(batch.fear[at])
    chance = outside_news.chance_of_watching(home.has_player, is_border, believes, fear, p)
    if not outside_news.watches(luck[3], int(batch.age[at]), chance, p):
        return
    batch.watched[at] = 1
    count(at, batch, Count.MEDIA_DAYS)
    person.this_year |= Ever.FOREIGN_MEDIA
    tally.totals[Total.MEDIA_EVENINGS] += 1
    offend(at, person, batch)
    if inspections.are_media_found(luck[1], is_border, rules.inspections):
        is_let_off = settle_inspection(at, person, home, inspections.MEDIA, luck, county, rules, tally, batch)
        if not is_let_off and person.political_offences < 255:
            person.political_offences += 1
            batch.is_due[at] = 1


@inlined
def use_own_time(
    at: int, person: Any, home: Any, today: HomeToday, day: Any, county: Any, rules: Any, tally: Any, batch: Any
) -> None:
    """The rest of the day: first what home needs, then lessons, plot and market; the remainder is rest."""
    luck, left = words_of(batch.trade, at), int(batch.left[at])
    traded = int(batch.minutes[Minutes.MARKET, at])
    free = max(left - rules.market.home_minutes, 0)
    at_home = left - free
    occupation = int(person.occupation)
    if person.is_trainee:
        free = spend_minutes(at, batch, Minutes.LESSONS, rules.artists.practice_minutes, free)
    if batch.is_first_adult[at] == 1:
        free = work_plot(at, home, today.need, day, rules, tally, batch, free)
    elif occupation == Occupation.PUPIL and today.is_short and farms.is_growing_season(day.month, rules.farms):
        free = forage(at, home, today.need, rules.farms.foraging_child, rules, tally, batch, free)
    if occupation == Occupation.ARTIST:
        free = teach(at, person, home, today.capital, luck, county, rules, tally, batch, free)
    free = trade(at, person, home, today, luck, day, county, rules, tally, batch, free)
    batch.minutes[Minutes.HOME, at] += at_home + free
    batch.traded[at] = int(batch.minutes[Minutes.MARKET, at]) - traded


@inlined
def school_levy_of(person: Any, price_rice: int, rules: Any) -> int:
    """What the school asks of this person's household for a month (jon): pupils and students only. Claim L7."""
    occupation = person.occupation
    if occupation == Occupation.PUPIL or occupation == Occupation.STUDENT:
        return school.monthly_levy(price_rice, rules.school)
    return 0
