# mypy: disable-error-code="no-any-return"
"""The first day of households and people: money, grain, goods, belief, skill, nourishment.

Nearly all of it is assumption (parameters/starting_state.toml); in the first weeks of a run it moves to the level that
the rules maintain. Draws are keyed by the permanent number of a household or person.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.arithmetic import clip
from inminban.core.choosing import limits_of_fifths
from inminban.core.compile.rule import kernel, rule
from inminban.core.days import DAYS_OF_YEAR, YEARS_OF_DECADE
from inminban.core.kinds import MIDDLE_FIFTH, Aptitude, Occupation, Settlement, Songbun
from inminban.core.layout import rows_of
from inminban.core.random import STREAM_BIRTH, STREAM_HOUSEHOLD, bell, below, draw, is_lucky
from inminban.rules.assignment import aptitude, aptitudes, reachable_skill
from inminban.rules.household_goods import phone_share

MOST_DOUBLINGS = 9_000  # thousandths


@rule
def doubled(value: int, thousandths: int) -> int:
    """A value doubled so many thousandths of a time (halved if negative); linear between whole doublings."""
    thousandths = clip(thousandths, -MOST_DOUBLINGS, MOST_DOUBLINGS)
    whole = thousandths // 1_000
    value = value * (1_000 + thousandths - whole * 1_000) // 1_000
    return value << whole if whole >= 0 else value >> -whole


@rule
def around(mean: int, spread: int, word: int, low: int, high: int) -> int:
    """A bell-shaped value around a mean, within bounds."""
    return clip(mean + bell(word) * spread // 1_000, low, high)


@rule
def steps_of(n_power: int, n_traders: int, n_farmers: int, n_workers: int, is_central: bool, s: Any) -> int:
    """Steps of standing above (or below) an ordinary household by office, trade and place."""
    steps = 0
    if n_power > 0:
        steps += 1
    if n_traders > 0:
        steps += 1
    if is_central:
        steps += 1
    if n_farmers > 0 and n_farmers == n_workers:
        steps -= 1
    return clip(steps, s.least_steps, s.most_steps)


@rule
def household_steps(h: int, homes: Any, people: Any, counties: Any, is_capital: Any, s: Any) -> tuple[Any, Any]:
    """Steps of a household, and whether it lives by farming."""
    n_power, n_traders, n_farmers, n_workers = 0, 0, 0, 0
    for i in rows_of(homes[h]):
        occupation = people.occupation[i]
        n_power += occupation == Occupation.OFFICIAL or occupation == Occupation.SECURITY
        n_traders += occupation == Occupation.TRADER
        n_farmers += occupation == Occupation.FARMER
        n_workers += occupation <= Occupation.ARTIST
    county = homes.county[h]
    is_central = is_capital[county] == 1 or counties.is_border[county] == 1
    steps = steps_of(n_power, n_traders, n_farmers, n_workers, is_central, s)
    return steps, np.int64(n_farmers > 0 and n_farmers * 10_000 >= n_workers * s.farm_household)


@kernel
def fill_households(
    first: int,
    last: int,
    seed: int,
    year_left: int,
    homes: Any,
    people: Any,
    counties: Any,
    is_capital: Any,
    s: Any,
    g: Any,
) -> None:
    """Money, grain, plots and goods of households `first` to `last`. `year_left`: days to the next farm share."""
    for h in range(first, last):
        words = draw(seed, homes.id[h], 0, STREAM_HOUSEHOLD)
        more = draw(seed, homes.id[h], 1, STREAM_HOUSEHOLD)
        goods = draw(seed, homes.id[h], 2, STREAM_HOUSEHOLD)
        steps, is_farm = household_steps(h, homes, people, counties, is_capital, s)
        size = homes.n_people[h] - homes.n_away[h]
        is_rural = homes.settlement[h] == Settlement.RURAL
        wealth = bell(words[0])
        homes.cash[h] = doubled(s.cash, wealth * s.cash_spread // 1_000 + steps * s.cash_per_step)
        if is_lucky(words[1], max(s.holds_foreign_money + steps * s.holds_foreign_money_per_step, 0)):
            foreign = bell(words[2]) * s.foreign_money_spread // 1_000 + steps * s.cash_per_step
            homes.foreign_cents[h] = doubled(s.foreign_money, foreign)
        grain = s.food_farm * year_left // DAYS_OF_YEAR if is_farm else s.food
        homes.food[h] = doubled(grain * size, bell(words[3]) * s.food_spread // 1_000)
        homes.plot_square_metres[h] = plot(is_rural, more, s)
        homes.has_television[h] = is_lucky(more[2], g.television)
        homes.has_player[h] = is_lucky(more[3], clip(g.player + steps * g.player_per_step, 0, 10_000))
        is_border = np.int64(counties.is_border[homes.county[h]])
        homes.has_phone[h] = is_lucky(goods[0], phone_chance(size, steps, is_rural, is_border, wealth, g, s))


@rule
def plot(is_rural: bool, words: Any, s: Any) -> int:
    """Square metres: a kitchen garden in the countryside, and a hillside patch for some."""
    spread = bell(words[1]) * s.plot_spread // 1_000
    if is_rural:
        return s.plot_rural + (doubled(s.plot_farmer, spread) if is_lucky(words[0], s.has_patch_rural) else 0)
    return doubled(s.patch_urban, spread) if is_lucky(words[0], s.has_patch_urban) else 0


@rule
def phone_chance(size: int, steps: int, is_rural: bool, is_border: int, wealth: int, g: Any, s: Any) -> int:
    """Chance (basis points) of a phone in the house: subscriptions per head times members, more with money."""
    chance = phone_share(size, is_rural, is_border, g)
    chance = chance * (10_000 + steps * s.phone_per_step) // 10_000
    return clip(chance + chance * wealth * s.phone_by_wealth // (1_000 * 10_000), 0, g.most_phones)


@rule
def conviction_of(songbun: int, is_party: int, is_old: bool, is_border: int, is_capital: int, word: int, s: Any) -> int:
    """Private conviction on the first day."""
    mean = s.conviction[songbun]
    if is_party:
        mean += s.conviction_party
    if is_old:
        mean += s.conviction_old
    if is_border:
        mean += s.conviction_border
    if is_capital:
        mean += s.conviction_capital
    return around(mean, s.conviction_spread, word, -10_000, 10_000)


@rule
def knowledge_of(age: int, is_border: int, has_player: int, is_trader: bool, word: int, s: Any) -> int:
    """Knowledge of the outside world on the first day; children know less, small children nothing."""
    if age < s.knows_from:
        return 0
    mean = s.outside_knowledge
    if is_border:
        mean += s.outside_knowledge_border
    if has_player:
        mean += s.outside_knowledge_player
    if is_trader:
        mean += s.outside_knowledge_trader
    value = around(mean, s.outside_knowledge_spread, word, 0, 10_000)
    grown = clip(age - s.knows_from + 1, 0, s.knowledge_age - s.knows_from + 1)
    return value * grown // (s.knowledge_age - s.knows_from + 1)


@rule
def skill_of(age: int, occupation: int, gifts: Any, word: int, s: Any, rules: Any) -> int:
    """Skill in the present post: from a beginner's share to the full reachable skill after years at work."""
    reachable = reachable_skill(occupation, gifts, rules)
    years = clip(age - s.works_from - below(word, s.skill_years), 0, s.skill_years)
    return reachable * (s.skill_learned + (10_000 - s.skill_learned) * years // s.skill_years) // 10_000


@kernel
def fill_people(
    first: int,
    last: int,
    seed: int,
    homes: Any,
    people: Any,
    age: Any,
    counties: Any,
    is_capital: Any,
    s: Any,
    rules: Any,
) -> None:
    """Belief, knowledge, skill, nourishment and health of the people of households `first` to `last`."""
    for h in range(first, last):
        county, fifth = homes.county[h], np.int64(homes.wealth_fifth[h])
        border, capital = counties.is_border[county], is_capital[county]
        is_better_off = homes.settlement[h] == Settlement.URBAN and fifth >= s.trainee_fifth
        for i in rows_of(homes[h]):
            words = draw(seed, people.id[i], 0, STREAM_BIRTH)
            more = draw(seed, people.id[i], 1, STREAM_BIRTH)
            body = draw(seed, people.id[i], 2, STREAM_BIRTH)
            kind, years = people.occupation[i], np.int64(age[i])
            songbun, is_party = people.songbun[i], people.is_party_member[i]
            is_old = people.birth_day[i] < s.grown_up_before
            people.conviction[i] = conviction_of(songbun, is_party, is_old, border, capital, words[0], s)
            fear = s.fear + (s.fear_hostile if songbun == Songbun.HOSTILE else 0)
            people.fear[i] = around(fear, s.fear_spread, words[1], 0, 10_000)
            standing = s.standing[songbun] + (s.standing_party if is_party else 0)
            people.standing[i] = around(standing, s.standing_spread, words[2], -10_000, 10_000)
            if years >= s.knows_from:
                people.distrust[i] = around(s.distrust, s.distrust_spread, body[3], 0, 10_000)
            is_trader = kind == Occupation.TRADER
            people.outside_knowledge[i] = knowledge_of(years, border, homes.has_player[h], is_trader, words[3], s)
            if kind <= Occupation.ARTIST:
                gifts = aptitudes(seed, people.id[i], rules)
                people.skill[i] = skill_of(years, kind, gifts, more[0], s, rules)
                love = s.vocation_artist if kind == Occupation.ARTIST else s.vocation
                people.vocation[i] = around(love, s.vocation_spread, more[1], 0, 10_000)
            if years >= s.works_from:
                trade = s.trade_skill_trader if is_trader else s.trade_skill[people.sex[i]]
                people.trade_skill[i] = around(trade, s.trade_skill_spread, more[2], 0, 10_000)
            nutrition = s.nutrition + s.nutrition_per_fifth * (fifth - MIDDLE_FIFTH)
            people.nutrition[i] = around(nutrition, s.nutrition_spread, body[0], s.body_least, 10_000)
            health = s.health - s.health_per_decade * max(years - s.health_from, 0) // YEARS_OF_DECADE
            people.health[i] = around(health, s.health_spread, body[1], s.body_least, 10_000)
            if is_better_off and s.trainee_first_age <= years <= s.trainee_last_age and is_lucky(body[2], s.trainees):
                is_learning = kind == Occupation.PUPIL or kind == Occupation.STUDENT
                gift = aptitude(seed, people.id[i], Aptitude.MUSIC, rules)
                people.is_trainee[i] = is_learning and gift >= s.trainee_gift


def wealth_fifths(standard: Any, size: Any) -> Any:
    """Fifth (1 poorest to 5) of every household by wealth per head; equal households are in the same fifth."""
    per_head = standard // np.maximum(size, 1)
    limits = limits_of_fifths(per_head.copy())
    return (1 + np.searchsorted(limits, per_head, side="right")).astype(np.uint8)
