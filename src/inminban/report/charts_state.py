"""Charts of the accounts of the state: the largest flows in won, grain and foreign money."""

from __future__ import annotations

from inminban.output.reading import Run
from inminban.output.words import plain
from inminban.report import figures_state as figures
from inminban.report.chart_style import WIDTH, Chart, plain_bars

UNITS = {
    "jon": ("won a person and year", 100, ",.0f"),
    "gram": ("kg of grain a person and year", 1000, ",.1f"),
    "cent": ("US dollars a person and year", 100, ",.2f"),
}
"""For each unit of the ledger: words, how many of it make one of the words' unit, format."""


def flow_name(giver: str, receiver: str, item: str) -> str:
    """One flow in words."""
    return f"{plain(giver)} → {plain(receiver)}: {plain(item)}"


def person_years(run: Run) -> float:
    """Person-years that were lived in the run; 0 if none."""
    lived = run.rows("SELECT sum(person_days) AS days FROM groups")[0]["days"]
    return float(lived or 0) / 365


def flows(run: Run, unit: str) -> Chart:
    """The largest flows of one unit, per person and year."""
    title, size, form = UNITS[unit]
    years = person_years(run)
    rows = [
        {"flow": flow_name(row["giver"], row["receiver"], row["item"]), "value": row["amount"] / size / years}
        for row in figures.flows(run, unit)
        if years
    ]
    return plain_bars(rows, "flow", "value", title, form, width=WIDTH - 300)


def flows_won(run: Run) -> Chart:
    """The largest flows of won."""
    return flows(run, "jon")


def flows_grain(run: Run) -> Chart:
    """The largest flows of grain."""
    return flows(run, "gram")


def flows_foreign(run: Run) -> Chart:
    """The largest flows of foreign money."""
    return flows(run, "cent")
