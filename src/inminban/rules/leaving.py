"""Leaving the country: intent, preparation, the crossing, and the families left behind. Claims L16, L17.

Once a year a household weighs leaving. Hunger, poverty, debt, doubt joined to knowledge of the outside, and a member
who left before raise the chance that a member forms the intent; distance from the border, fear, age and a post where
absence is noticed lower it. The strongest of these is the motive. Then a broker is found and money saved, for about a
year, or for a month if hunger is severe; then comes the attempt, which the border guards, the ice and a bribe decide.
Husband or wife, brothers, sisters, grown children and parents of the same household go along if they doubt and if the
money lasts; children go with their mother or father, always if no parent stays. Brokers are paid by the household, by
those in the South out of what they have put by, or, for some women, by those to whom they are sold in China; these go
alone. Whoever is caught serves a term, children none. The household is watched, pays the officers who watch it, and is
in some years moved away if it cannot pay; parents, children, brothers and sisters who live elsewhere are questioned.
What happens in China and on the way to the South is in `way_south`. Leaves out children who go alone.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import part_below, share_of
from inminban.core.compile.rule import rule
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.kinds import Motive, Sanction, Sex, Songbun
from inminban.core.random import below, is_lucky, is_lucky_per_thousand_million

HOUSEHOLD, RELATIVE, TRAFFICKER = 0, 1, 2  # who pays for a crossing


class Parameters(NamedTuple):
    """parameters/leaving.toml"""

    is_active: int  # [bool]
    least_age: int  # [years of age]
    prime_age: int  # [years of age] beyond which the intent forms less often
    greatest_age: int  # [years of age]
    aged: int  # [bp] chance beyond the prime age, as a share
    nearness: tuple[int, ...]  # [bp] by province: reach of a crossing from its border counties, or from all
    inland: int  # [bp] the same in the other counties of a border province, as a share of it
    hungry_below: int  # [bp] nutrition below which hunger counts
    hunger: int  # [per million] chance in a year at the worst hunger
    debt_days: int  # [days] of the household's grain: a debt worth more counts
    debt: int  # [per million] chance in a year from debt
    poor_days: int  # [days] of the household's grain: less money and grain than that is poverty
    poor: int  # [per million] chance in a year from poverty
    doubt: int  # [per million] chance in a year at full doubt and knowledge
    doubt_below: int  # [bp] conviction below which a person doubts
    relative: int  # [per million] chance in a year where somebody of the household left before
    caution: int  # [bp] part of the chance that full fear takes away
    post_minutes: int  # [min/month] at the post, from which absence would be noticed
    held_by_post: int  # [bp] chance of those whom the post holds, as a share
    given_up: int  # [bp] chance a month that an intent is given up once hunger or debt is over
    preparation: int  # [count] months of preparation, mean
    preparation_spread: int  # [count] months more or less
    desperate_below: int  # [bp] nutrition below which people go at once
    desperate_months: int  # [count] months of preparation then
    broker_unpaid: int  # [bp] share of women whom brokers take across without money
    relative_pays: int  # [bp] share of those with somebody in the South for whom he pays, if he has put enough by
    child_along: tuple[int, ...]  # [bp] by sex of the parent who leaves: children taken along where a parent stays
    spouse_along: int  # [bp] of husbands and wives at home who go along, before fear and post
    kin_along: int  # [bp] the same of brothers, sisters, grown children and parents
    child_price: int  # [bp] price of taking a child across, as a share of a grown person's
    toll: int  # [bp] part of the price of crossing the border that is in fact asked
    guards_bribed: int  # [bool] border guards take money to look away
    passable: int  # [bp] chance in a month that the prepared find a way over the border
    ice: tuple[int, ...]  # [bp] by month: the same with ice and low water, as a share
    caught: int  # [bp] chance of being caught in the attempt, with the guard paid
    unpaid_risk: int  # [bp] the same with nobody paid, as a share
    term: int  # [days] in camp or prison for whoever is caught or sent back
    term_spread: int  # [bp] terms vary by this share either way
    longest_camp: int  # [days] of a term served in a labour camp and not in prison
    caught_conviction: int  # [bp] conviction lost by being caught or sent back
    caught_fear: int  # [bp] fear added
    family_fear: int  # [bp] fear added at the crossing to the household, and to close relatives elsewhere
    watched: int  # [bp] fear added in a month to a watched family
    watched_most: int  # [bp] fear above which watching adds none
    banished: int  # [per million] chance a month that a family left behind is to be moved away
    watchers_bribed: int  # [bool] officers who watch families take money
    stay_price: int  # [cent] paid to them by a family that was to be moved away and stays
    watchers_part: int  # [bp] part of money from the South that they take


@rule
def is_month_of_talk(unit_number: int, month: int) -> bool:
    """Whether households weigh leaving this month (1 to 12): once a year, neighbourhood unit after neighbourhood unit.

    `unit_number`: the unit's number in its county plus the county's, so that few units spread over the year too.

    People of one unit lie side by side in memory, which makes this four times as fast as a month of each household.
    """
    return unit_number % MONTHS_OF_YEAR == month - 1


@rule
def place_factor(province: int, is_border: int, has_border: int, p: Parameters) -> int:
    """Reach (bp) of a crossing from a county; `has_border`: the province has border counties."""
    near = p.nearness[province]
    return near if is_border or not has_border else share_of(near, p.inland)


@rule
def person_factor(age: int, fear: int, minutes_at_post: int, p: Parameters) -> int:
    """Part (bp) of a reason to leave that age, fear and a post let through; 0 outside the ages."""
    if age < p.least_age or age > p.greatest_age:
        return 0
    factor = p.aged if age > p.prime_age else 10_000
    if minutes_at_post >= p.post_minutes:
        factor = share_of(factor, p.held_by_post)
    return share_of(factor, 10_000 - share_of(p.caution, fear))


@rule
def from_hardship(nutrition: int, debt: int, wealth: int, day_of_food: int, p: Parameters) -> int:
    """Chance in a year (per million) from hunger, debt and poverty; debt and wealth (jon) count in days of food."""
    hunger = part_below(p.hunger, nutrition, p.hungry_below, 0)
    owes = p.debt if debt > day_of_food * p.debt_days else 0
    return hunger + owes + (p.poor if wealth < day_of_food * p.poor_days else 0)


@rule
def from_doubt(conviction: int, knowledge: int, p: Parameters) -> int:
    """Chance in a year (per million) from doubt in those who know of a world outside. Claim L17."""
    return share_of(part_below(p.doubt, conviction, p.doubt_below, -10_000), knowledge)


@rule
def from_family(n_gone_before: int, p: Parameters) -> int:
    """Chance in a year (per million) where somebody of the household went before."""
    return p.relative if n_gone_before > 0 else 0


@rule
def chance_of_intent(hardship: int, doubt: int, family: int, place: int, person: int) -> int:
    """Chance (per thousand million) that a person forms the intent, from reasons (per million) and factors (bp)."""
    reasons = min(hardship + doubt + family, 1_000_000)
    return reasons * 1_000 // 10_000 * place // 10_000 * person


@rule
def is_intent_formed(word: int, chance: int) -> bool:
    """Whether a 32-bit word falls under a chance per thousand million."""
    return is_lucky_per_thousand_million(word, chance)


@rule
def motive_of(hardship: int, doubt: int, family: int) -> int:
    """The strongest reason: economic, political or family. Claim L17."""
    if family > hardship and family > doubt:
        return Motive.FAMILY
    return Motive.POLITICAL if doubt > hardship else Motive.ECONOMIC


@rule
def is_given_up(luck: int, motive: int, hardship: int, p: Parameters) -> bool:
    """Whether an economic intent is given up this month, its reason gone."""
    return motive == Motive.ECONOMIC and hardship == 0 and is_lucky(luck, p.given_up)


@rule
def months_of_preparation(luck: int, nutrition: int, p: Parameters) -> int:
    """Months a person prepares: about a year, by a random draw; about a month if hunger is severe. Claim L16."""
    if nutrition < p.desperate_below:
        return p.desperate_months
    return p.preparation - p.preparation_spread + below(luck, 2 * p.preparation_spread + 1)


@rule
def payer_of(price: int, sex: int, put_by: int, relative: int, broker: int, p: Parameters) -> int:
    """Who pays for the crossing: a relative in the South who has put enough by (cents), a trafficker, the household.

    A trafficker takes a woman across unpaid and is paid in China. `relative` and `broker` are 32-bit words that stay
    with the person.
    """
    if put_by > 0 and price <= put_by and is_lucky(relative, p.relative_pays):
        return RELATIVE
    return TRAFFICKER if sex == Sex.FEMALE and is_lucky(broker, p.broker_unpaid) else HOUSEHOLD


@rule
def price_asked(price: int, p: Parameters) -> int:
    """The part of the price of crossing (cents) that is asked."""
    return share_of(price, p.toll)


@rule
def price_to_pay(price: int, payer: int) -> int:
    """What the household itself must pay (cents) for one person."""
    return price if payer == HOUSEHOLD else 0


@rule
def price_of_child(price: int, p: Parameters) -> int:
    """What taking a child along costs (cents), of the price of a grown person."""
    return share_of(price, p.child_price)


@rule
def adult_goes_along(luck: int, is_spouse: bool, factor: int, conviction: int, p: Parameters) -> bool:
    """Whether a grown relative goes along: who believes does not; age, fear and a post (`person_factor`) hold back."""
    chance = p.spouse_along if is_spouse else p.kin_along
    return conviction < p.doubt_below and is_lucky(luck, share_of(chance, factor))


@rule
def child_goes_along(luck: int, sex: int, is_parent_staying: bool, p: Parameters) -> bool:
    """Whether a child goes with the parent who leaves: always if no parent stays."""
    return not is_parent_staying or is_lucky(luck, p.child_along[sex])


@rule
def is_left_in_peace(means: int, p: Parameters) -> bool:
    """Whether a family that was to be moved away pays officers with its money (cents) and stays."""
    return p.watchers_bribed == 1 and means >= p.stay_price


@rule
def taken_by_watchers(received: int, p: Parameters) -> int:
    """What officers take (cents) of money received from the South."""
    return share_of(received, p.watchers_part) if p.watchers_bribed == 1 else 0


@rule
def guards_part(guard: int, p: Parameters) -> int:
    """The guard's part of the price (cents): none where guards take nothing."""
    return share_of(guard, p.toll) if p.guards_bribed == 1 else 0


@rule
def without_guard(price: int, guard: int, p: Parameters) -> int:
    """What is to be paid (cents) where guards take nothing: the price less their part; else the price."""
    return price if p.guards_bribed == 1 else max(price - share_of(guard, p.toll), 0)


@rule
def is_guard_won(is_way_paid: bool, p: Parameters) -> bool:
    """Whether the guard looks away: somebody pays for the crossing, and guards take money."""
    return is_way_paid and p.guards_bribed == 1


@rule
def is_way_found(luck: int, month: int, p: Parameters) -> bool:
    """Whether the prepared find a way over the border this month (1 to 12)."""
    return is_lucky(luck, share_of(p.passable, p.ice[month - 1]))


@rule
def is_caught(luck: int, is_paid: bool, p: Parameters) -> bool:
    """Whether the attempt ends at the border."""
    return is_lucky(luck, p.caught if is_paid else min(share_of(p.caught, p.unpaid_risk), 10_000))


@rule
def days_of_term(luck: int, p: Parameters) -> int:
    """Days in camp or prison for leaving without permission."""
    spread = share_of(p.term, p.term_spread)
    return max(p.term - spread + below(luck, 2 * spread + 1), 1)


@rule
def step_of_term(days: int, p: Parameters) -> int:
    """A short term is served in a labour camp, a longer one in prison."""
    return Sanction.LABOUR_CAMP if days <= p.longest_camp else Sanction.PRISON


@rule
def fear_of_watched(fear: int, p: Parameters) -> int:
    """Fear (bp) added in a month to each member of a family left behind."""
    return min(p.watched, max(p.watched_most - fear, 0))


@rule
def class_after_banishment(songbun: int) -> int:
    """Origin class one step lower, never below hostile."""
    return songbun + 1 if songbun < Songbun.HOSTILE else songbun
