"""What every entry of run.json means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MEANINGS: Mapping[str, str] = {
    "format": "version of the folder format; a reader refuses a higher one",
    "version": "version of inminban that made the run",
    "scenario": "name of the scenario: what differs from history in this world",
    "label": "the scenario in words",
    "seed": "random seed: with the same seed, scenario, people, first day and version the society is exactly the same",
    "people": "synthetic people on the first day",
    "represents": "real people on the first day whom they stand for together",
    "first_day": "first day of the run",
    "last_day": "last day that was asked for",
    "last_day_lived": "last day that was simulated",
    "first_close": "first day of the time recorded in detail: by month and, for people of the panel, by day",
    "last_close": "last day of that time",
    "is_long": "whether the run is longer than the time recorded in detail; all else is then recorded by year",
    "measures_only": "whether the run was made without people who are followed, for its measures only",
    "is_partial": "whether the run was stopped before the last day that was asked for",
    "is_checked": "whether the range of every number was tested when it was written",
    "device": "where days were computed, cpu or cuda; it changes no result",
    "threads": "processor threads used; they change no result",
    "times_resumed": "how often the run was stopped and resumed; this changes no result",
    "wall_seconds": "time the run took by the clock, in seconds, without pauses",
    "parameters_sha256": "hash of all numbers of the model, with those of the scenario",
    "evidence_sha256": "hash of the claims and figures that came with this version",
    "sources_hash": "hash of the source code that decides the result",
    "state_sha256": "hash of everybody's state on the last day: equal hashes mean equal societies",
    "tables": "rows, bytes and columns of every table",
}


def with_meanings(info: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Every entry but the tables: its name, its value in words, and what it means."""
    return [(name, words(info[name]), MEANINGS.get(name, "")) for name in info if name != "tables"]


def words(value: object) -> str:
    """A value as a reader sees it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int | float) else str(value)
