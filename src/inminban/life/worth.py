"""What an hour of a person's time would bring at the market, for those who have to weigh it against a price."""

from __future__ import annotations

from inminban.core.rule import part
from inminban.institutions import market
from inminban.life.context import Today

RATE_PLACES = 16  # binary places of the rates at which effort is paid


@part
def value_of_hour(at: int, today: Today) -> int:
    """Jon that an hour of trade is expected to bring a person, with their skill and the household's capital."""
    slate = today.slate
    effort = market.effort_of(60, int(slate.trade_skill[at]), int(slate.capital[at]), today.rules.market)
    return (effort * today.county.hour_rate) >> RATE_PLACES
