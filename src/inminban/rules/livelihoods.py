"""Livelihoods: what an adult lives by beside the post or instead of it, for months and years, and how it is changed.

Nobody trades much before hunger teaches it. Each month some adults weigh another way to live: the hungry often, others
as often as they see neighbours live by one. They take up what brings most for the hours they have, if they have the
money and skill to begin and the rules let them, and keep it until something else brings clearly more. What buyers spend
is divided among livelihoods (`spent`); where few work at something that is wanted, an hour of it brings more. Stalls in
the general market are limited. Officials and security staff leave it to their families. An occasional sale is an act
and no livelihood: whoever is short of food takes to market what there is to sell. Leaves out debts taken up to
begin.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip
from inminban.core.choosing import reshuffled
from inminban.core.compile.rule import rule
from inminban.core.days import MINUTES_OF_HOUR
from inminban.core.kinds import N_LIVELIHOODS, WAKING_MINUTES, Livelihood, Occupation, Sex
from inminban.core.random import is_lucky

LEAST_RATE, MOST_RATE = 1_000, 60_000  # bp, what buyers pay for an hour beside an ordinary hour
LEAST_BY_CASH = 1_000  # bp
MOST_GAIN = 100_000  # bp


class Parameters(NamedTuple):
    """parameters/livelihoods.toml"""

    hours: tuple[int, ...]  # [min/day] by livelihood: a full day of it
    entry: tuple[int, ...]  # [g of rice] by livelihood: money with which one can begin
    skill: tuple[int, ...]  # [bp] by livelihood: least skill at the market with which one can begin
    men: tuple[int, ...]  # [bp] by livelihood: what a man makes of an hour beside a woman
    capital: tuple[int, ...]  # [bp] by livelihood: how far the household's cash changes what an hour brings
    inspected: tuple[int, ...]  # [bp] by livelihood: how often it is stopped beside the mean of `inspections`
    spent: tuple[int, ...]  # [bp] by livelihood: part of what buyers spend on it
    at_start: tuple[int, ...]  # [per thousand] by livelihood: adults who live by it when a run begins
    places: int  # [per thousand] stalls in general markets, of a thousand people
    weighs: int  # [bp] chance in a month of weighing another way to live, of those in no need
    in_need: int  # [bp] the same of those who are hungry or short of food
    margin: int  # [bp] gain that makes one change from one livelihood to another
    worth_of_hour: int  # [g of rice/h] for which somebody in no need gives an hour
    liking: int  # [bp] how much more or less what a livelihood brings counts with those who like it most or least
    sells: int  # [bp] chance in a month that somebody without a livelihood has something to sell
    sale: int  # [min/day] spent on it while food is short
    barred: int  # [bp] how much more often those are stopped who may not trade by age


@rule
def may_earn(occupation: int) -> bool:
    """Whether somebody lives by more than the post: neither soldiers, officials and security staff, nor the young."""
    has_free_post = (
        occupation <= Occupation.ARTIST
        and occupation != Occupation.SOLDIER
        and occupation != Occupation.OFFICIAL
        and occupation != Occupation.SECURITY
    )
    is_without = occupation == Occupation.TRADER or occupation == Occupation.HOUSEWIFE
    return has_free_post or is_without or occupation == Occupation.PENSIONER


@rule
def minutes_of_sale(luck: int, p: Parameters) -> int:
    """Minutes a day that somebody without a livelihood sells this month while food is short; most months none.

    Furniture, a ration, firewood, a hen: there is something to sell now and then, by a draw for the month.
    """
    return p.sale if is_lucky(luck, p.sells) else 0


@rule
def is_open_to(livelihood: int, occupation: int, has_plot: bool, is_border: int, is_barred: bool) -> bool:
    """Whether a livelihood is open to somebody at all: by place, post and plot; the market's age bar closes two."""
    if livelihood == Livelihood.PLOT:
        return has_plot
    if livelihood == Livelihood.BORDER:
        return is_border == 1
    if livelihood == Livelihood.LESSONS:
        return occupation == Occupation.ARTIST
    return not is_barred or (livelihood != Livelihood.STALL and livelihood != Livelihood.STREET)


@rule
def lives_by_trade(livelihood: int) -> bool:
    """Whether a woman without a post counts as a trader: she lives by more than the household and the plot."""
    return livelihood > Livelihood.PLOT


@rule
def is_in_market(livelihood: int) -> bool:
    """Whether it is done at the market, and so only while that is open."""
    return livelihood == Livelihood.STALL or livelihood == Livelihood.STREET


@rule
def hours_left(at_post: int, home: int) -> int:
    """Minutes of a day left beside the post, after the time for home, meals and rest."""
    return max(WAKING_MINUTES - at_post - home, 0)


@rule
def hours_of(livelihood: int, left: int, p: Parameters) -> int:
    """Minutes of a day at a livelihood by somebody with so many left; 0 where half a day's work cannot be done."""
    full = p.hours[livelihood]
    return min(full, left) if left * 2 >= full else 0


@rule
def can_begin(livelihood: int, money: int, trade_skill: int, p: Parameters) -> bool:
    """Whether a household's money, counted in rice (g), and a person's skill are enough to begin."""
    return money >= p.entry[livelihood] and trade_skill >= p.skill[livelihood]


@rule
def gain_of(livelihood: int, sex: int, capital: int, rate: int, p: Parameters) -> int:
    """What an hour counts beside an ordinary hour (bp), by the household's cash, by sex, and by what buyers pay.

    `capital` (bp) is `market.capital_of` the household, `rate` (bp) what buyers pay for an hour of it.
    """
    by_cash = max(10_000 + (capital - 10_000) * p.capital[livelihood] // 10_000, LEAST_BY_CASH)
    by_sex = p.men[livelihood] if sex == Sex.MALE else 10_000
    return clip(by_cash * by_sex // 10_000 * rate // 10_000, 0, MOST_GAIN)


@rule
def liking_for(luck_of_birth: int, livelihood: int, p: Parameters) -> int:
    """How far a livelihood suits a person (bp), by a draw for life; 10,000 on average."""
    return 10_000 - p.liking + reshuffled(luck_of_birth, livelihood + 1) % max(2 * p.liking, 1)


@rule
def is_weighed(luck: int, is_in_need: bool, looks_about: bool, seen: int, p: Parameters) -> bool:
    """Whether a person weighs another way to live this month.

    Need teaches. Those without reserves, and those with a livelihood, look about by themselves (`looks_about`); others
    learn from the share of neighbours with a livelihood (`seen`, bp).
    """
    chance = p.in_need if is_in_need else (p.weighs if looks_about else p.weighs * seen // 10_000)
    return is_lucky(luck, chance)


@rule
def worth_of_time(minutes: int, price_rice: int, is_in_need: bool, p: Parameters) -> int:
    """What so many minutes of a person's own time are worth to them (jon); nothing to those in need."""
    return 0 if is_in_need else minutes * p.worth_of_hour * price_rice // (MINUTES_OF_HOUR * 1_000)


@rule
def is_better(value: int, now: int, p: Parameters) -> bool:
    """Whether one way to live brings clearly more than the present one (both jon a day beyond the worth of time)."""
    return value * 10_000 > now * (10_000 + p.margin)


@rule
def part_of_day(value_of_day: int, ordinary_day: int, price_rice: int, p: Parameters) -> int:
    """Part (bp) of a full day that is worked: less where an ordinary hour brings less than it is worth.

    `value_of_day` (jon) is what `ordinary_day` minutes of ordinary trade bring.
    """
    worth = p.worth_of_hour * price_rice * ordinary_day // (MINUTES_OF_HOUR * 1_000)
    return clip(value_of_day * 10_000 // max(worth, 1), 0, 10_000)


@rule
def chance_of_stop(livelihood: int, mean: int, is_barred: bool, p: Parameters) -> int:
    """Chance per million on one day of being stopped: by livelihood, and more often of those barred by age."""
    chance = mean * p.inspected[livelihood] // 10_000
    return chance * p.barred // 10_000 if is_barred else chance


@rule
def next_rate(rate: int, part: int, share: int, weight: int) -> int:
    """What buyers pay for an hour beside an ordinary hour (bp), after a month.

    `part` (bp) of their money is for it, and `share` (bp) of all effort goes to it; moved by `weight` (bp).
    """
    asked = clip(part * 10_000 // max(share, 1), LEAST_RATE, MOST_RATE)
    return rate + (asked - rate) * weight // 10_000


@rule
def places_of(people: int, luck: int, p: Parameters) -> int:
    """Stalls for a neighbourhood unit of so many people; `luck` decides on the last one."""
    thousandths = people * p.places
    return thousandths // 1_000 + (1 if luck * 1_000 < (thousandths % 1_000) << 32 else 0)


@rule
def all_spent(p: Parameters) -> int:
    """Parts (bp) of what buyers spend, of all livelihoods together."""
    total = 0
    for livelihood in range(N_LIVELIHOODS):
        total += p.spent[livelihood]
    return total


@rule
def all_at_start(p: Parameters) -> int:
    """Those who have any livelihood when a run begins (per thousand), of all who may."""
    total = 0
    for livelihood in range(N_LIVELIHOODS):
        total += p.at_start[livelihood]
    return total
