"""Free time of the day, of everybody in a group at once: home, practice, plot, livelihood, foreign media.

Between the two loops some gather wild plants or give lessons (`consequences.spend_free_time`). The second marks in
`to_do` for whom the evening has consequences: a stall to pay, a patrol, foreign media.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge, up_to
from inminban.core.compile.rule import lean_kernel
from inminban.core.compile.values import values_of
from inminban.core.draws import Draw
from inminban.core.kinds import WAKING_MINUTES, Minutes
from inminban.rules import inspections, market, outside_news
from inminban.step.day.batch import FORAGES, HAS_PLAYER, IS_SHORT, PERFORMS, STALL, STOPPED, TEACHES, WATCHES
from inminban.step.record import luck_of
from inminban.step.totals import Total

inspection_values = values_of(inspections.Parameters)
market_values = values_of(market.Parameters)
news_values = values_of(outside_news.Parameters)


@lean_kernel
def work_at_home(n: int, day: Any, rules: Any, batch: Any) -> None:
    """Time for the home, a trainee's practice and the plot, of the first `n`; the rest is `free`.

    Counts the day for those who are here, and what of it was `unpaid`.
    """
    p, is_holiday = market_values(rules.market), day.is_holiday == 1
    for at in range(n):
        left, want, forages = int(batch.left[at]), int(batch.want[at]), int(batch.may_forage[at])
        is_artist, teaches = batch.is_artist[at] == 1, batch.teaches[at] == 1
        free = market.free_minutes(left, p)
        practised = up_to(int(batch.practice[at]), free)
        free -= practised
        dug = up_to(int(batch.plot_minutes[at]), free)
        batch.minutes[Minutes.LESSONS, at] += practised
        batch.minutes[Minutes.PLOT, at] += dug
        batch.free[at] = free - dug
        is_here = int(batch.takes_part[at])
        batch.days_here[at] += is_here
        batch.unpaid[at] += (WAKING_MINUTES - left - int(batch.kept[at])) * is_here
        may_forage = (forages != 0) & (want & forages == forages)
        batch.to_do[at] = FORAGES * may_forage + TEACHES * teaches + PERFORMS * (is_artist & is_holiday)


@lean_kernel
def trade(n: int, day: Any, county: Any, rules: Any, batch: Any, totals: Any) -> None:
    """A day at the livelihood of the first `n`, and who watches foreign media in the evening. What remains is rest."""
    p, patrol, news = market_values(rules.market), inspection_values(rules.inspections), news_values(rules.outside_news)
    open_minutes, are_stalls_open = int(day.market_minutes), day.are_stalls_open == 1
    with_player = outside_news.evening_chance(1, county.is_border, rules.outside_news)
    without_player = outside_news.evening_chance(0, county.is_border, rules.outside_news)
    curiosity = outside_news.curiosity_of_doubt(rules.outside_news)
    traders = 0
    for at in range(n):
        want, left, free = int(batch.want[at]), int(batch.left[at]), int(batch.free[at])
        wanted, in_need = int(batch.wanted[at]), int(batch.wanted_in_need[at])
        wanted = in_need if want & IS_SHORT != 0 else wanted
        most = open_minutes if batch.in_market[at] == 1 else WAKING_MINUTES
        minutes = market.trade_minutes(luck_of(at, batch, Draw.IDLE_DAY), free, wanted, most, p)
        is_trading = minutes > 0
        batch.minutes[Minutes.MARKET, at] += minutes
        batch.minutes[Minutes.HOME, at] += left - market.free_minutes(left, p) + free - minutes
        traders += 1 * is_trading
        batch.has_traded[at] |= 1 * is_trading
        batch.traded[at] += minutes
        pays = is_trading & (batch.has_stall[at] == 1) & are_stalls_open
        is_stopped = is_trading & inspections.is_stopped(luck_of(at, batch, Draw.PATROL), int(batch.patrol[at]), patrol)
        evening = with_player if want & HAS_PLAYER != 0 else without_player
        evening *= int(batch.is_reached[at])
        believes, fear, luck = int(batch.conviction[at]), int(batch.fear[at]), luck_of(at, batch, Draw.WATCHES)
        watches = outside_news.watches(luck, evening, believes, fear, curiosity, news)
        batch.evenings[at] += 1 * watches
        batch.to_do[at] = (
            (batch.to_do[at] & (TEACHES | PERFORMS)) + STALL * pays + STOPPED * is_stopped + WATCHES * watches
        )
    totals[Total.TRADERS] += traders


@lean_kernel
def reckon_trade(n: int, rules: Any, batch: Any, totals: Any) -> None:
    """Sunday: the week's work at it of the first `n` becomes effort, which is paid on Monday, and teaches them."""
    p, efforts = market_values(rules.market), 0
    for at in range(n):
        minutes, skill = int(batch.traded[at]), int(batch.trade_skill[at])
        effort = market.effort_of(minutes, skill, int(batch.gain[at]), p)
        batch.effort[at] += effort
        efforts += effort
        learnt = market.skill_gained(minutes, p)
        batch.trade_skill[at] = nudge(skill, learnt, luck_of(at, batch, Draw.TRADE_SKILL), 0, 10_000)
    totals[Total.EFFORT] += efforts
