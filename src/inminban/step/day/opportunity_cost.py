"""What an hour of a person's time would bring at the market, for those who have to weigh it against a price."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined
from inminban.rules import market

RATE_PLACES = 16  # binary places of the rates at which effort is paid


@inlined
def value_of_hour(at: int, batch: Any, capital: int, county: Any, rules: Any) -> int:
    """Jon that an hour of trade is expected to bring a person, with their skill and the household's capital."""
    effort = market.effort_of(60, int(batch.trade_skill[at]), capital, rules.market)
    return (effort * county.hour_rate) >> RATE_PLACES
