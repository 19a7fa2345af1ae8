"""The figures that leaving is fitted to, none later than 2011."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from inminban.numbers.country.loading import load_table

FOLDER = Path(__file__).resolve().parent


class Target(BaseModel):
    """One figure: persons, or percent; `who` is all, or provinces of origin joined by ;"""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["arrivals", "women_percent", "origin_percent", "in_china"]
    first_year: int
    last_year: int
    who: str
    value: float
    low: float | None = None
    high: float | None = None


@cache
def targets() -> tuple[Target, ...]:
    """All of them, in the order of the file."""
    return tuple(load_table("leaving_targets", Target, folder=FOLDER))
