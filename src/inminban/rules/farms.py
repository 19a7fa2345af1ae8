"""Farms and plots: the farmers' yearly share, kitchen gardens, hillside plots, and selling one's own grain.

After the harvest the farms keep what the state's quota, soldiers' grain included, leaves them, and share it out: to
farmers and to those of their households who have no post, where fewer members have a post off the farm. The
quota is planned on the harvests of the years before; of a harvest that falls short of these the farms bear a part.
Plots are worked in the evening and on rest days and yield in summer and autumn. A household sells grain beyond what it
needs until the next harvest, a little each week. Leaves out crops other than grain and potatoes, livestock,
differences between farms, and advances on the share in summer.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip, share_of
from inminban.core.compile.rule import rule
from inminban.core.days import MINUTES_OF_HOUR
from inminban.core.kinds import Occupation, Settlement
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/farms.toml"""

    most_share: int  # [g/year] the most that one member is given
    quota: int  # [bp] part of an ordinary harvest that the state plans to take, soldiers' grain included
    ordinary_years: int  # [count] harvests before this year's of which an ordinary one is the mean
    shortfall: int  # [bp] part of what a harvest lacks to an ordinary one that the farms bear
    share_month: int  # [count] month in which it is handed out
    share_day: int  # [count] day of that month
    plot_yield: int  # [g/m2] cereal equivalent a well-kept plot yields in a year
    plot_minutes: int  # [min/100 m2/day] work a plot needs in the growing season
    plot_first_month: int  # [count] growing season
    plot_last_month: int  # [count]
    harvest: tuple[int, ...]  # [bp] by month: part of the plot's yield brought in during that month
    reserve: int  # [bp] what a household keeps as a share of its need until the next harvest before it sells
    sale: int  # [bp] share of the surplus sold in one week
    garden: int  # [m2] kitchen garden of a rural household
    patch: tuple[int, ...]  # [m2] by settlement: hillside patch of a household that clears one
    could_clear: tuple[int, ...]  # [bp] by settlement: households with a slope in reach and labour to clear it
    clears_hungry: int  # [bp] chance in a year that a hungry household of these clears a patch
    clears_seen: int  # [bp] the same of one that is not hungry, if all its neighbours have one
    foraging: int  # [g/h] cereal equivalent of wild plants gathered in an hour, spring to autumn
    foraging_child: int  # [g/h] the same of a child
    foraging_minutes: int  # [min] one day's foraging
    foraging_food_days: int  # [days] a household with less food than this goes foraging


@rule
def lives_on_share(n_farmers: int, n_elsewhere: int, settlement: int) -> bool:
    """Whether a household's dependants live on the farm's share: more farmers than posts off the farm.

    Where they are as many, the countryside counts as the farm.
    """
    if n_farmers == n_elsewhere:
        return n_farmers > 0 and settlement == Settlement.RURAL
    return n_farmers > n_elsewhere


@rule
def is_elsewhere(occupation: int) -> bool:
    """Whether an occupation is a post off the farm."""
    return Occupation.FARMER < occupation <= Occupation.ARTIST and occupation != Occupation.SOLDIER


@rule
def is_given_share(occupation: int, of_farm: bool, has_left_post: bool) -> bool:
    """Whether a member has a claim to the farm's share: by their own post, or as a dependant of a farm household."""
    if occupation == Occupation.FARMER:
        return not has_left_post
    return of_farm and occupation >= Occupation.TRADER


@rule
def kept_by_farms(harvest: int, ordinary: int, p: Parameters) -> int:
    """Grams of a harvest that the farms keep; `ordinary` is what the years before let expect, both after losses.

    What the quota leaves of an ordinary harvest, less the farms' part of what this one lacks; of a better one they keep
    the same part of the surplus.
    """
    left = ordinary - share_of(ordinary, p.quota)
    return clip(left - share_of(ordinary - harvest, p.shortfall), 0, harvest)


@rule
def share_of_member(kept: int, members: int, p: Parameters) -> int:
    """Grams handed out to each of the farms' members for the year, at most the greatest share."""
    return min(kept // max(members, 1), p.most_share)


@rule
def plot_grain(square_metres: int, month: int, kept: int, p: Parameters) -> int:
    """Grams a plot yields over one month; `kept` is the share (bp) of the needed work that was done."""
    yearly = square_metres * p.plot_yield
    return yearly * p.harvest[month - 1] // 10_000 * kept // 10_000


@rule
def is_growing_season(month: int, p: Parameters) -> bool:
    """Whether plots need work in this month."""
    return p.plot_first_month <= month <= p.plot_last_month


@rule
def plot_work(square_metres: int, p: Parameters) -> int:
    """Minutes of work a plot needs on one day of the growing season."""
    return square_metres * p.plot_minutes // 100


@rule
def goes_foraging(food: int, need_per_day: int, free: int, p: Parameters) -> bool:
    """Whether a household's stock (g) is so low that a member with so many `free` minutes gathers wild plants."""
    return food < need_per_day * p.foraging_food_days and free >= p.foraging_minutes


@rule
def foraged(grams_per_hour: int, p: Parameters) -> int:
    """Grams of cereal equivalent that one day's foraging brings home."""
    return grams_per_hour * p.foraging_minutes // MINUTES_OF_HOUR


@rule
def has_patch(square_metres: int, settlement: int, p: Parameters) -> bool:
    """Whether a household has a hillside patch in addition to its kitchen garden."""
    return square_metres > (p.garden if settlement == Settlement.RURAL else 0)


@rule
def clears_patch(fixed_luck: int, luck: int, settlement: int, is_hungry: bool, neighbours: int, p: Parameters) -> bool:
    """Whether a household clears a hillside patch this spring: out of hunger, or as its neighbours did.

    `fixed_luck` and `luck` are 32-bit draws, for the household and for the year; `neighbours` (bp) the share of them
    who have a patch.
    """
    if not is_lucky(fixed_luck, p.could_clear[settlement]):
        return False
    return is_lucky(luck, p.clears_hungry if is_hungry else p.clears_seen * neighbours // 10_000)


@rule
def weekly_sale(food: int, need_per_day: int, days_to_harvest: int, p: Parameters) -> int:
    """Grams a household sells this week: a part of what it has beyond its need until the next harvest."""
    kept = need_per_day * days_to_harvest * p.reserve // 10_000
    if food <= kept:
        return 0
    return (food - kept) * p.sale // 10_000
