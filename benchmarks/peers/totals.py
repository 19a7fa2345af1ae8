"""What must agree to the last digit: totals of everything, and a hash of everybody's state in order of number."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

PEOPLE = ("conviction", "nutrition", "effort", "labour", "market", "taught", "called", "bought", "refused", "hungry")
HOMES = ("cash", "food")
COUNTIES = ("market_pot", "bribe_pot", "price", "rate")


def totals(people: dict[str, Any], homes: dict[str, Any], counties: dict[str, Any]) -> dict[str, int | str]:
    """Sums of every column that moves, and `state_sha256` over the columns as 64-bit numbers."""
    digest = hashlib.sha256()
    sums: dict[str, int | str] = {}
    for names, columns in ((PEOPLE, people), (HOMES, homes), (COUNTIES, counties)):
        for name in names:
            values = np.ascontiguousarray(columns[name], dtype="<i8")
            sums[name] = int(values.sum())
            digest.update(values.tobytes())
    sums["state_sha256"] = digest.hexdigest()
    return sums


def all_money(sums: dict[str, int | str]) -> int:
    """All money there is, which no week may change."""
    return sum(int(sums[name]) for name in ("cash", "market_pot", "bribe_pot"))
