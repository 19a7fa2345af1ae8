"""The posterior that comes with the package: a sample of positions of the calibrated numbers, and how it was made.

`inminban study calibrate` writes it; ensembles draw from it. A position is -1 at the low end of a number's range, 0 at
the value in force and 1 at the high end. It means nothing for a number whose values or range changed since, so each
number is kept with a hash of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.numbers.parameters import Entry
from inminban.study.calibration.blocks import Score, is_better
from inminban.study.calibration.coverage import Coverage
from inminban.study.calibration.figures_met import Met, counts, is_inside
from inminban.study.calibration.free_numbers import positions
from inminban.study.calibration.waves import Found
from inminban.study.draws import Sample
from inminban.study.world import known_numbers

SHIPPED = Path(__file__).resolve().parents[1] / "posterior.json"
N_DRAWS = 200
DIGITS = 4


class Posterior(NamedTuple):
    """A sample: names of numbers, positions (a row a draw), and all that the file says about how it was made."""

    names: tuple[str, ...]
    draws: Array
    told: Mapping[str, Any]

    @property
    def middle(self) -> dict[str, float]:
        """The median position of each number."""
        return {
            name: round(float(at), DIGITS) for name, at in zip(self.names, np.median(self.draws, axis=0), strict=True)
        }

    def draw(self, number: int) -> dict[str, float]:
        """One draw, counted from 0 and round again after the last: positions by full name."""
        row = self.draws[number % len(self.draws)]
        return {name: float(at) for name, at in zip(self.names, row, strict=True)}

    @property
    def digest(self) -> str:
        """A hash of the sample, by which a study says what it drew from."""
        content = json.dumps([self.names, self.draws.tolist()])
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def sample(self) -> Sample:
        """What ensembles draw from: the numbers that are still what they were when the sample was made."""
        changed = self.changed()
        kept = [at for at, name in enumerate(self.names) if name not in changed]
        rows = tuple(tuple(float(row[at]) for at in kept) for row in self.draws)
        return Sample(tuple(self.names[at] for at in kept), rows if kept else ())

    def changed(self) -> list[str]:
        """Numbers whose values or ranges are no longer those that the sample was made with."""
        known = known_numbers()
        kept = {one["name"]: one["hash"] for one in self.told["numbers"]}
        return [name for name in self.names if name not in known or hash_of(known[name]) != kept[name]]


def hash_of(entry: Entry) -> str:
    """A hash of what positions of a number stand for: its dated values and their ranges."""
    content = json.dumps([[row.since.isoformat(), row.value, row.low, row.high] for row in entry.rows])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def shipped() -> Posterior | None:
    """The posterior that comes with the package; None if there is none."""
    return read_posterior(SHIPPED) if SHIPPED.exists() else None


def read_posterior(path: Path) -> Posterior:
    """A posterior from its file. InputError if it is not one."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        names = tuple(str(one["name"]) for one in told["numbers"])
        draws = np.array(told["draws"], dtype=np.float64).reshape(-1, len(names))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"not a posterior ({error})", file=path, remedy="Make it by `study calibrate`.") from error
    if not len(draws) or np.abs(draws).max() > 1.0:
        raise InputError("a posterior without draws, or with positions outside -1 to 1", file=path,
                         remedy="Make it anew by `study calibrate`.")  # fmt: skip
    return Posterior(names, draws, told)


def write_posterior(
    path: Path, found: Found, met: list[Met], scores: list[Score], covered: Coverage, made: Mapping[str, Any]
) -> None:
    """Write a posterior with everything that says how far to trust it. Raises OSError."""
    content = {
        "made": {"date": date.today().isoformat(), **made, "worlds": len(found.lived.batch)},
        "numbers": numbers_told(found),
        "draws": draws_of(found).tolist(),
        "counts": counts(met)._asdict(),
        "middle_is_better_on_unseen_figures": is_better(scores),
        "waves": [rounded(one._asdict()) for one in found.waves],
        "unseen": [rounded(one._asdict()) for one in scores],
        "coverage": rounded({name: value for name, value in covered._asdict().items() if name != "ranks"}),
        "figures": [figure_told(one) for one in met],
    }
    write_whole(path, as_text(content))


def as_text(content: Mapping[str, Any]) -> str:
    """The content of the file as JSON, with a line for each number, draw and figure."""
    lines = ",\n".join(f" {json.dumps(name)}: {listed_as_text(value)}" for name, value in content.items())
    return "{\n" + lines + "\n}\n"


def listed_as_text(value: Any) -> str:
    """JSON with a line for each item of a list."""
    if not isinstance(value, list):
        return json.dumps(value)
    return "[\n  " + ",\n  ".join(json.dumps(one) for one in value) + "\n ]"


def draws_of(found: Found) -> Array:
    """Positions of draws, at most as many as are shipped."""
    points = found.posterior.positions
    chosen = points[np.linspace(0, len(points) - 1, min(N_DRAWS, len(points))).round().astype(int)]
    told = [list(positions(found.problem.numbers, point).values()) for point in chosen]
    return np.array(told)


def numbers_told(found: Found) -> list[dict[str, Any]]:
    """Each number: the posterior's middle and 90 % interval, and how much narrower than the prior it is."""
    known = known_numbers()
    draws = draws_of(found)
    told = []
    for place, one in enumerate(found.problem.numbers):
        low, middle, high = np.quantile(draws[:, place], [0.05, 0.5, 0.95]).round(DIGITS)
        even = (one.most - one.least) / np.sqrt(12.0)
        told.append({
            "name": one.name, "label": one.label, "unit": one.unit, "hash": hash_of(known[one.name]),
            "middle": float(middle), "low": float(low), "high": float(high),
            "narrowed_to": round(float(draws[:, place].std() / even), 3),
        })  # fmt: skip
    return told


def figure_told(one: Met) -> dict[str, Any]:
    """A figure beside the model."""
    target = one.target
    return rounded({
        "figure": target.record, "label": target.label, "unit": target.unit, "block": target.block,
        "from": target.low, "to": target.high, "discrepancy": target.discrepancy, "scale": target.scale,
        "use": one.use, "before": one.before, "after": one.after, "low": one.low, "high": one.high,
        "inside_before": is_inside(target, one.before), "inside_after": is_inside(target, one.after),
        "explained": one.explained,
    })  # fmt: skip


def rounded(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same with five significant digits, and None for what is not a number."""

    def short(value: Any) -> Any:
        if isinstance(value, float):
            return float(f"{value:.5g}") if np.isfinite(value) else None
        return [short(one) for one in value] if isinstance(value, tuple | list) else value

    return {name: short(value) for name, value in content.items()}
