"""Names of the files in the folder of a study, and how many worlds its question needs.

Known without the compiler, so that whoever lists studies need not load what makes them.
"""

from __future__ import annotations

from pathlib import Path

STUDY_FILE = "study.json"
VALUES, MADE, NUMBERS = "values.parquet", "worlds.parquet", "numbers.parquet"
WORLDS = "worlds"
FINISHED, FAILED = ".json", ".failed.json"
ENSEMBLE = "ensemble"
"""The kind of study that is made of scenarios, seeds and draws."""


def number_of_worlds(scenarios: int, seeds: int, draws: int) -> int:
    """Worlds of an ensemble: each scenario with each seed, for each draw or once with the numbers in force."""
    return scenarios * seeds * max(draws, 1)


def is_study(folder: Path) -> bool:
    """Whether a folder is one of a study."""
    return (folder / STUDY_FILE).is_file()
