"""What an hour of a person's time would bring at the market, for those who have to weigh it against a price."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import WHOLE
from inminban.core.compile.rule import inlined
from inminban.core.days import MINUTES_OF_HOUR
from inminban.rules import livelihoods, market, work
from inminban.step.context import Today

RATE_PLACES = 16  # binary places of the rates at which effort is paid


@inlined
def value_of_hour(at: int, today: Today) -> int:
    """Jon that an hour is expected to bring a person, at the livelihood they have, with skill and capital."""
    batch = today.batch
    skill, gain = int(batch.trade_skill[at]), int(batch.gain[at])
    return worth_of_minutes(MINUTES_OF_HOUR, skill, gain, int(today.county.hour_rate), today.rules)


@inlined
def worth_of_minutes(minutes: int, trade_skill: int, gain: int, hour_rate: int, rules: Any) -> int:
    """Jon that so many minutes are expected to bring with such a skill, where an hour counts `gain` (bp)."""
    return (market.effort_of(minutes, trade_skill, gain, rules.market) * hour_rate) >> RATE_PLACES


@inlined
def minutes_left(occupation: int, rules: Any) -> int:
    """Minutes of an ordinary working day left beside the post, if there is one."""
    at_post = 0
    if work.has_post(occupation):
        running = rules.work.running[occupation]
        full = work.minutes_at_post(True, occupation, rules.work)
        idle = work.minutes_at_post(False, occupation, rules.work)
        at_post = (full * running + idle * (WHOLE - running)) // WHOLE
    return livelihoods.hours_left(at_post, rules.market.home_minutes)
