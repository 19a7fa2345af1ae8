"""The specification of a run: the values that decide it to the last bit, and the version it was begun with."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from inminban import __version__
from inminban.core.compile.rule import sources_hash
from inminban.errors import CheckpointError
from inminban.numbers import parameters
from inminban.numbers.parameters import Scenario
from inminban.step.simulation.output_detail import OutputDetail

PACKAGE = Path(__file__).resolve().parents[1]
ROOMS = ("core", "numbers", "rules", "population", "step")


class RunSpecification(NamedTuple):
    """What decides a run to the last bit."""

    scenario: Scenario
    people: int
    first_day: date
    last_day: date
    seed: int
    output_detail: OutputDetail

    def as_plain(self) -> dict[str, Any]:
        """The specification as text and numbers for JSON."""
        return {
            "scenario": self.scenario._asdict(),
            "people": self.people,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "seed": self.seed,
            "first_close": self.output_detail.first_close.isoformat(),
            "last_close": self.output_detail.last_close.isoformat(),
            "is_long": self.output_detail.is_long,
            "measures_only": self.output_detail.measures_only,
        }


def specification_of(plain: dict[str, Any]) -> RunSpecification:
    """The specification from the result of `as_plain`. Raises KeyError, TypeError or ValueError for anything else."""
    told = dict(plain["scenario"])
    told["overrides"] = {
        institution: {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
        for institution, values in told["overrides"].items()
    }
    first_day, last_day = date.fromisoformat(plain["first_day"]), date.fromisoformat(plain["last_day"])
    close = OutputDetail(
        date.fromisoformat(plain["first_close"]), date.fromisoformat(plain["last_close"]), bool(plain["is_long"]),
        bool(plain["measures_only"]),
    )  # fmt: skip
    return RunSpecification(Scenario(**told), int(plain["people"]), first_day, last_day, int(plain["seed"]), close)


def code_hash() -> str:
    """SHA-256 (first 16 digits) of all sources that decide a run; `sources_hash` covers only the compiled ones."""
    digest = hashlib.sha256(sources_hash().encode())
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n".encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def made_with(specification: RunSpecification) -> dict[str, str]:
    """Version, code and numbers of this installation."""
    return {
        "version of inminban": __version__,
        "sources": code_hash(),
        "parameters": parameters.hash_of(specification.scenario.overrides),
    }


def check_made_with(specification: RunSpecification, told: dict[str, str], place: Path) -> None:
    """Raise CheckpointError if a run was begun with another version, code or numbers."""
    for name, now in made_with(specification).items():
        if told.get(name) != now:
            raise CheckpointError(
                f"{place} was made with other {name}: {told.get(name)}, here {now}. The society would not be the same. "
                "Resume with the inminban that began the run, or remove that folder and start again."
            )
