"""What an hour of a person's time would bring at the market, for those who have to weigh it against a price."""

from __future__ import annotations

from inminban.core.compile.rule import inlined
from inminban.core.days import MINUTES_OF_HOUR
from inminban.rules import market
from inminban.step.context import Today

RATE_PLACES = 16  # binary places of the rates at which effort is paid


@inlined
def value_of_hour(at: int, today: Today) -> int:
    """Jon that an hour of trade is expected to bring a person, with their skill and the household's capital."""
    batch = today.batch
    effort = market.effort_of(MINUTES_OF_HOUR, int(batch.trade_skill[at]), int(batch.capital[at]), today.rules.market)
    return (effort * today.county.hour_rate) >> RATE_PLACES
