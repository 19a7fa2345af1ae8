"""Weekly settlement of the counties: from a week's totals to the price, pay and chances of the next week."""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarks.peers import rule_numbers as n

WEEK_TOTALS = ("paid", "takings", "sold", "bought", "called", "effort", "conviction")


def settle_week(counties: dict[str, Any], week: dict[str, Any]) -> None:
    """Set every county's price, rate and chances for next week from `week`, which holds WEEK_TOTALS by county."""
    c = counties
    c["market_pot"] += week["takings"] - week["paid"]
    c["bribe_pot"] += week["bought"] * c["price_out"] - c["official_share"] * c["officials"]
    supply = c["heads"] * n.SUPPLY
    lack = np.clip(week["sold"] - supply, -supply, supply)
    price = c["price"] + c["price"] * lack // (supply * n.PRICE_PART)
    c["price"] = np.clip(price, n.LEAST_PRICE, n.GREATEST_PRICE)
    c["rate"] = np.minimum((c["market_pot"] << 16) // np.maximum(week["effort"], 1), n.GREATEST_RATE)
    c["official_share"] = c["bribe_pot"] // np.maximum(c["officials"], 1)
    value = (n.POST_MINUTES * c["rate"] >> 16) * n.OUT_SHARE // n.WHOLE
    least, most = (c["price"] * grams // n.GRAMS_A_KILOGRAM for grams in (n.LEAST_OUT, n.GREATEST_OUT))
    c["price_out"] = np.clip(value, least, most)
    c["effort_out"] = np.minimum((c["price_out"] << 16) // np.maximum(c["rate"], 1), n.GREATEST_EFFORT_OUT)
    left = np.maximum(n.WHOLE - week["bought"] * n.WHOLE // np.maximum(week["called"], 1), n.LEAST_LEFT)
    chance = np.minimum(n.CALLS[None] * n.WHOLE // left[:, None, None], n.GREATEST_CHANCE)
    c["limit"] = chance * 2**32 // n.WHOLE
    c["mean_conviction"] = week["conviction"] // c["heads"]
