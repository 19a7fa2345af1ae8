"""The page of the fit of leaving: docs/reference/fit-leaving.md."""

from __future__ import annotations

from inminban.study.leaving_expected import FIRST, Counted, expect
from inminban.study.leaving_misses import miss, model_value
from inminban.study.leaving_numbers import FREE, Numbers
from inminban.study.leaving_targets import Target, targets


def page(counted: Counted, x: Numbers, provinces: list[str], source: str) -> str:
    """The whole page as Markdown; `source`: where hunger and belief come from, how many people and seeds."""
    expected = expect(counted, x)
    wanted = sum(target.value for target in targets() if target.kind == "arrivals")
    total, simulated = expected.arrivals[1999 - FIRST :].sum(), counted.arrivals[1999 - FIRST :].sum()
    lines = [
        "# The fit of leaving", "",
        "Made by `python -m inminban.study.fit_leaving`; the script says how. Hunger, belief and knowledge by year are",
        f"those of {source}. A miss of 1 is the edge of what was asked",
        "for: a factor of 1.5 in a year's arrivals, 5 points of a share, the range of an estimate. These figures were",
        "fitted, so agreement with them tests little.", "", "## Numbers found", "", "| number | value |", "|---|---:|",
        *(f"| {name} | {getattr(x, name):,.0f} |" for name in FREE),
        *(f"| nearness {name} | {value:,.0f} |" for name, value in zip(provinces, x.nearness, strict=True)),
        "", "In engine units: chances per million (hunger, doubt, relative, onward), days (opened, doubling),",
        "months (settled), basis points (the others).", "", "## Figures", "",
        "| figure | years | of | target | model | miss |", "|---|---|---|---:|---:|---:|",
        *(row(target, model_value(target, expected, counted, provinces)) for target in targets()), "",
        f"Arrivals of 1999 to 2011 together: target {wanted:,.0f}, expected {total:,.0f} "
        f"({100 * (total / wanted - 1):+.1f} %), counted in the simulated months {simulated:,.0f}.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def row(target: Target, value: float) -> str:
    """One line of the table of figures."""
    first, last = target.first_year, target.last_year
    years = f"{first}" if first == last else f"{first}-{last}"
    cells = [target.kind, years, target.who, f"{target.value:,.4g}", f"{value:,.4g}", f"{miss(target, value):+.2f}"]
    return "| " + " | ".join(cells) + " |"
