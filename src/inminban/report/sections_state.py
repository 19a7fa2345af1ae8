"""Sections of the report on the accounts of the state and the provinces."""

from __future__ import annotations

from typing import Any

from inminban.output.reading import Rows, Run
from inminban.output.words import number, percent, plain, sentence, won
from inminban.report import figures_state as figures
from inminban.report.charts_state import UNITS, person_years
from inminban.report.page import Grid, Section, figure

SHOWN = 40
LARGE = {
    "jon": ("million won", 100 * 10**6),
    "gram": ("thousand tonnes", 10**9),
    "cent": ("million dollars", 100 * 10**6),
}
"""For each unit of the ledger: words for national totals, how many of the unit make one."""
STATE_TAKES = ("state", "party", "granary", "army", "enterprises", "schools", "officials")
"""Accounts that count as the state's side in the opening sentence."""


def scale(run: Run) -> float:
    """Real people that one simulated person stands for."""
    return float(run.info["represents"]) / float(run.info["people"])


def accounts_section(run: Run) -> Section:
    """11. Flows of won, grain and foreign money; what was levied in goods."""
    years, size = person_years(run), scale(run)
    return Section(
        "accounts",
        "The accounts of the state",
        [flow_sentence(run, years)],
        [
            figure(run, "flows_won", "The largest flows of won between accounts, a person and year."),
            figure(run, "flows_grain", "The largest flows of grain."),
            figure(run, "flows_foreign", "The largest flows of foreign money."),
            *(flow_grid(figures.flows(run, unit, SHOWN), unit, years, size) for unit in UNITS),
            goods_grid(figures.goods(run)),
            balances_grid(figures.balances(run)),
        ],
    )


def flow_sentence(run: Run, years: float) -> str:
    """What households paid to the state's side, and what came back from it in won."""
    if not years:
        return "Nobody lived in this run."
    rows = figures.flows(run, "jon", 1_000)
    to_state = sum(r["amount"] for r in rows if r["giver"] == "households" and r["receiver"] in STATE_TAKES)
    back = sum(r["amount"] for r in rows if r["receiver"] == "households" and r["giver"] in ("state", "enterprises"))
    return (
        f"In the model households paid {won(to_state / years)} won a person and year to the state, its enterprises, "
        f"schools, Party and officials, and received {won(back / years)} won from the state and its enterprises."
    )


def flow_grid(rows: Rows, unit: str, years: float, size: float) -> Grid:
    """The largest flows of one unit, as rates a person and scaled to the country."""
    title, part, _ = UNITS[unit]
    words, whole = LARGE[unit]
    return Grid(
        f"Flows, {title}",
        ["From", "To", "What for", sentence(title), f"Whole country, whole run, {words}"],
        [
            [
                plain(row["giver"]),
                plain(row["receiver"]),
                plain(row["item"]),
                number(row["amount"] / part / years if years else None, 1),
                number(row["amount"] * size / whole, 1),
            ]
            for row in rows
        ],
        first_number=3,
        is_long=len(rows) > 12,
    )


def goods_grid(rows: Rows) -> Grid:
    """One row a good."""
    return Grid(
        "Goods levied, all simulated people, whole run",
        ["Good", "Unit", "Demanded", "Gathered", "Met with money", "Unmet", "Exported, US dollars"],
        [
            [
                plain(row["good"]),
                row["unit"],
                number(row["demanded"]),
                *(percent(row[key]) for key in ("collected", "bought", "unmet")),
                number(row["cents"] / 100),
            ]
            for row in rows
        ],
        first_number=2,
    )


def balances_grid(rows: Rows) -> Grid:
    """One row an account and unit."""
    return Grid(
        "Balances of all accounts, simulated people",
        ["Account", "Unit", "End of first week", "End of last week"],
        [[plain(row["account"]), row["unit"], number(row["first"]), number(row["last"])] for row in rows],
        first_number=2,
        note="Accounts outside the society (harvest, plots, world) may stand below zero: things come from them.",
        is_long=len(rows) > 12,
    )


def provinces_section(run: Run) -> Section:
    """12. Maps and a table by province."""
    rows = [row for row in figures.provinces(run) if row["hours"] is not None]
    return Section(
        "provinces",
        "The provinces",
        [province_sentence(rows)],
        [
            figure(
                run,
                "maps",
                "Each map has its own scale, from the least to the most. Rason is counted with North Hamgyong, as in "
                "the census. Outlines: Natural Earth.",
            ),
            Grid(
                "By province",
                [
                    "Province",
                    "Simulated people",
                    "Hours taken a year, 14+",
                    "Won paid a year, 14+",
                    "Market income, won a month, 14+",
                    "Hungry",
                    "Private conviction, points",
                ],
                [province_row(row) for row in rows],
            ),
        ],
    )


def province_sentence(rows: Rows) -> str:
    """Where most and least time was taken."""
    if not rows:
        return "Nobody lived in this run."
    return (
        f"In the model the state took most time in {rows[0]['province']} ({number(rows[0]['hours'])} hours a person "
        f"of 14 and over and year) and least in {rows[-1]['province']} ({number(rows[-1]['hours'])})."
    )


def province_row(row: dict[str, Any]) -> list[str]:
    """One province as text."""
    return [
        row["province"],
        number(row["people"]),
        number(row["hours"]),
        won(row["paid"]),
        won(row["market"]),
        percent(row["hungry"], 1),
        number(row["conviction"], 1),
    ]
