"""The page about a posterior: how it was made, what it says, how far to trust it.

python -m inminban.study.calibration.page [posterior.json] > docs/reference/calibration.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from inminban.evidence.verdict_words import number
from inminban.study.calibration.posterior_file import SHIPPED, Posterior, read_posterior
from inminban.study.calibration.targets import left_out

HEAD = """# The calibration that comes with the package

Made by `inminban study calibrate` and written by `python -m inminban.study.calibration.page`.
[How it works](../how-to/calibrate.md), [why so](../decisions/0031-calibration-by-emulators.md). The numbers in force
are those of the parameter files; ensembles draw from this sample.
"""


def as_page(posterior: Posterior) -> str:
    """The whole page as Markdown."""
    told = posterior.told
    parts = [HEAD, made_in_words(told), numbers_table(told), figures_summary(told), figures_table(told)]
    parts += [unseen_table(told), coverage_in_words(told), left_out_list()]
    return "\n".join(parts)


def made_in_words(told: Mapping[str, Any]) -> str:
    """When, of what and at what cost it was made."""
    made, plan = told["made"], told["made"]["plan"]
    hours = made["processor_seconds"] / 3_600
    lines = [
        "## How it was made\n",
        f"On {made['date']}, version {made['version']}, sources {made['sources']}. {made['worlds']} worlds of "
        f"{made['people']:,} people, {made['first_day']} to {made['last_day']}, {made['failed']} failed; "
        f"{hours:.2f} hours of processor time. Seed {made['seed']}.",
        "",
        f"Worlds: {plan['in_force']} with the numbers in force, {plan['even']} evenly over all ranges, "
        f"{plan['waves']} times {plan['left']} where nothing was ruled out yet, {plan['likely']} drawn from a first "
        f"posterior, {plan['middle']} at its middle, {plan['drawn']} drawn from the last.",
        "",
        *table(
            ("after the batch", "part of the space not ruled out", "figures that serve"),
            [(one["batch"], f"{100 * one['share_left']:.2g} %", one["n_figures"]) for one in told["waves"]],
        ),
    ]
    return "\n".join(lines) + "\n"


def numbers_table(told: Mapping[str, Any]) -> str:
    """The numbers that were moved."""
    rows = [
        (f"`{one['name']}`", one["label"], one.get("was", ""), one.get("is", ""), f"{one['middle']:+.2f}",
         f"{one['low']:+.2f} to {one['high']:+.2f}", f"{one['narrowed_to']:.2f}")
        for one in told["numbers"]
    ]  # fmt: skip
    head = (
        "## The numbers\n\nPositions: -1 is the low end of a number's range, 0 the value in force, 1 the high end. "
        "Narrowed to: the standard deviation as a share of what it was before; near 1 the figures say nothing about "
        "the number. Was and is: values before and since the middle was put in force, one for each date; empty where "
        "it was not.\n\n"
    )
    columns = ("number", "what", "was", "is", "middle", "90 % interval", "narrowed to")
    return head + "\n".join(table(columns, rows)) + "\n"


def figures_summary(told: Mapping[str, Any]) -> str:
    """How many figures are met before and after."""
    counts = told["counts"]
    lines = [
        "## Figures met\n",
        f"Of {counts['figures']} figures {counts['measured']} could be measured in these worlds, {counts['fitted']} "
        f"were fitted, and {counts['not_reached']} no numbers within the ranges reach: there the model is wrong, not "
        "a number.",
        "",
        f"Inside the figure's interval: **{counts['inside_before']} of {counts['measured']} before** (mean of the "
        f"worlds with the numbers in force), **{counts['inside_after']} after** (mean of the worlds at the middle of "
        f"the posterior). Of {counts['as_sure']} the 90 % interval of worlds drawn from the posterior overlaps the "
        "figure's and is no wider.",
    ]
    return "\n".join(lines) + "\n"


def figures_table(told: Mapping[str, Any]) -> str:
    """Every figure beside the model."""
    rows = [
        (
            one["figure"], one["label"], one["unit"], span(one["from"], one["to"]), cell(one["before"]),
            cell(one["after"]),
            span(one["low"], one["high"]), one["use"], "" if one["explained"] is None else f"{one['explained']:.2f}",
        )
        for one in told["figures"]
    ]  # fmt: skip
    head = (
        "Before and after are means over worlds; drawn is the 90 % interval of worlds drawn from the posterior, "
        "chance of a small society included. Explained: the part of the differences between worlds that the emulator "
        "predicts from the others.\n\n"
    )
    columns = ("figure", "check", "unit", "published", "before", "after", "drawn", "use", "explained")
    return head + "\n".join(table(columns, rows)) + "\n"


def unseen_table(told: Mapping[str, Any]) -> str:
    """Figures left out in turn."""
    rows = [
        (one["block"], one["n_figures"], *(f"{one[name]:.2f}" for name in (
            "missed_in_force", "missed_middle", "density_in_force", "density_posterior")))
        for one in told["unseen"]
    ]  # fmt: skip
    better = "better" if told["middle_is_better_on_unseen_figures"] else "not better"
    head = (
        "## Figures that the fit had not seen\n\nEach block was left out, the rest fitted, and the block predicted by "
        "emulators. Missed: mean distance in standard deviations of measurement, discrepancy and emulator. Density: "
        "mean logarithm of the figure's density, greater is better. Over all topics the middle of the posterior is "
        f"**{better}** than the numbers in force.\n\n"
    )
    columns = (
        "left out",
        "figures",
        "missed in force",
        "missed by the middle",
        "density in force",
        "density of the posterior",
    )
    return head + "\n".join(table(columns, rows)) + "\n"


def coverage_in_words(told: Mapping[str, Any]) -> str:
    """Whether known numbers are found again."""
    found = told["coverage"]
    if not found["n_truths"]:
        return "## Known numbers found again\n\nNot tested: no world has every figure that serves.\n"
    return (
        "## Known numbers found again\n\n"
        f"{found['n_truths']} of the even worlds were taken for the truth one after the other, with made-up errors. "
        f"Their numbers lay inside the 50 % interval in {100 * found['inside_50']:.0f} % of the cases and inside the "
        f"90 % interval in {100 * found['inside_90']:.0f} %.\n"
    )


def left_out_list() -> str:
    """Records that serve as no figure."""
    lines = [f"- {name}: {reason}." for name, reason in left_out().items()]
    return "## Figures left out\n\n" + "\n".join(lines) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A Markdown table."""
    cells = [" | ".join(str(cell).replace("|", "/") for cell in row) for row in rows]
    return [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns), *(f"| {row} |" for row in cells)]


def cell(value: float | None) -> str:
    """A number for a table, empty if there is none."""
    return "" if value is None else number(value)


def span(low: float | None, high: float | None) -> str:
    """Two ends for a table, empty if there are none."""
    return "" if low is None or high is None else f"{number(low)} to {number(high)}"


def main() -> None:
    """Write the page of a posterior to the standard output."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    sys.stdout.write(as_page(read_posterior(file)))


if __name__ == "__main__":
    main()
