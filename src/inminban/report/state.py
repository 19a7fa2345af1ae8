"""The report on the accounts of the state: flows of won, grain and foreign money, goods levied, balances."""

from __future__ import annotations

from typing import NamedTuple

from inminban.measures.units import readable
from inminban.output.reading import Run
from inminban.output.words import number, plain, sentence
from inminban.report.chart_style import WIDTH, Chart, plain_bars
from inminban.report.measured import Cell, Key, Measured, Row, ask, cells, gather, ranked, shown, told
from inminban.report.page import Grid, Plot, Section

FLOW = ("from_account", "to_account", "item")
FLOWS = ("flow_of_person", "flow_of_country")
STATE, PAYS = "state", ("state pay", "pay for voluntary labour")
FROM_HOUSEHOLDS, FROM_MARKETS = "From households", "From shops, imports and grain"
PAY, PURCHASES, FOR_FOREIGN = "Pay and pensions", "Purchases", "For foreign money"
BUDGET = (FROM_HOUSEHOLDS, FROM_MARKETS, PAY, PURCHASES, FOR_FOREIGN)
GOODS = ("goods_demanded", "goods_collected_share", "goods_bought_share", "goods_unmet_share", "goods_exported")
DRAWN, SHOWN = 14, 40
FEW = 100
STATE_TAKES = ["state", "party", "granary", "army", "enterprises", "schools", "officials"]
"""Accounts that count as the state's side in the opening sentence."""
STATE_GIVES = ["state", "enterprises"]


class Kind(NamedTuple):
    """A unit of the ledger: words for an amount a person and year, its format, its unit, large amounts, their size."""

    words: str
    form: str
    unit: str
    large: str
    size: float


KINDS = {
    "jon": Kind("won a person and year", ",.0f", "won", "million won", 1e6),
    "gram": Kind("kg of grain a person and year", ",.1f", "kg", "thousand tonnes", 1e6),
    "cent": Kind("US dollars a person and year", ",.2f", "US dollars", "million dollars", 1e6),
}


def accounts_section(run: Run) -> Section:
    """Flows of won, grain and foreign money; goods that were levied."""
    return Section(
        "accounts",
        "The accounts of the state",
        [flow_sentence(run)],
        [
            *(plot.figure(run) for plot in PLOTS),
            *(flow_grid(run, unit) for unit in KINDS),
            budget_grid(run),
            goods_grid(run),
            balances_grid(run),
        ],
    )


def flow_sentence(run: Run) -> str:
    """Won that households paid to the state, and won that they received from it."""
    paid = ask(run, "flow_of_person", {"unit": "jon", "from_account": "households", "to_account": STATE_TAKES})
    back = ask(run, "flow_of_person", {"unit": "jon", "from_account": STATE_GIVES, "to_account": "households"})
    if paid is None or back is None:
        return "This run has no people."
    return told(
        "In the model households paid {paid} won a person and year to the state, its enterprises, schools, Party and "
        "officials, and received {back} won from the state and its enterprises.",
        paid=shown(paid), back=shown(back),
    )  # fmt: skip


def largest(run: Run, unit: str, names: tuple[str, ...], most: int) -> list[tuple[Key, Row]]:
    """The largest flows of one unit, in either direction."""
    found = gather(run, names, FLOW, {"unit": unit})
    having = [(key, row) for key, row in found.items() if names[0] in row and row[names[0]].number]
    return sorted(having, key=lambda pair: (-abs(pair[1][names[0]].number), pair[0]))[:most]


def flow_grid(run: Run, unit: str) -> Grid:
    """The largest flows of one unit, as rates a person and scaled to the country."""
    kind, rows = KINDS[unit], largest(run, unit, FLOWS, SHOWN)
    return Grid(
        f"Flows, {kind.words}",
        ["From", "To", "What for", sentence(kind.words), f"Whole country, {kind.large}"],
        [
            [
                *(plain(name) for name in key),
                shown(row["flow_of_person"], 1),
                Cell(number(row["flow_of_country"].number / kind.size, 1)),
            ]
            for key, row in rows
        ],
        first_number=3,
        is_long=len(rows) > 12,
        measures=FLOWS,
    )


def budget_grid(run: Run) -> Grid:
    """What the state took in and paid out in won, one row a year, and what it issued."""
    taken: dict[str, dict[str, float]] = {}
    for (year, giver, taker, item), row in gather(run, ("flow_of_country",), ("year", *FLOW), {"unit": "jon"}).items():
        of_year, amount = taken.setdefault(year, dict.fromkeys(BUDGET, 0.0)), row["flow_of_country"].number
        if taker == STATE:
            of_year[FROM_HOUSEHOLDS if giver == "households" else FROM_MARKETS] += amount
        if giver == STATE:
            of_year[PAY if item in PAYS else PURCHASES if item == "purchases" else FOR_FOREIGN] += amount
    issued = gather(run, ("won_issued",), ("year",))
    return Grid(
        "The budget of the state in won, whole country, million won",
        ["Year", *BUDGET, "Issued"],
        [
            [str(year), *(in_millions(amount) for amount in of_year.values()),
             in_millions(issued[year]["won_issued"].number)]
            for year, of_year in sorted(taken.items())
        ],
        first_number=1,
        note="Won are issued where the state pays out more than it takes in, and withdrawn where the difference is "
        "below zero. `inminban measures` tells the same by month.",
        is_long=len(taken) > 12,
        measures=("flow_of_country", "won_issued"),
    )  # fmt: skip


def in_millions(won: float) -> Cell:
    """An amount in million won."""
    return Cell(number(won / 1e6, 1))


def goods_grid(run: Run) -> Grid:
    """One row a good, those that earn most foreign money first."""
    units = {row["good"]: row["unit"] for row in run.read("goods", columns=("good", "unit"))}
    rows = [
        (good, row)
        for good, row in ranked(gather(run, GOODS, ("good",)), "goods_exported")
        if row["goods_demanded"].number
    ]
    amounts = {good: readable(row["goods_demanded"].number, units[good]) for good, row in rows}
    return Grid(
        "Goods levied, all simulated people",
        ["Good", "Unit", "Demanded", "Gathered", "Met with money", "Unmet", "Exported, US dollars"],
        [[plain(good), amounts[good][1], demanded(amounts[good][0]), *cells(row, GOODS[1:])] for good, row in rows],
        first_number=2,
        measures=GOODS,
    )


def demanded(amount: float) -> Cell:
    """An amount of a good: few grams, kilograms or tonnes with a digit after the point."""
    return Cell(number(amount, 1 if amount < FEW else 0))


def balances_grid(run: Run) -> Grid:
    """One row an account and unit, at the end of the first and of the last week."""
    first: dict[tuple[str, str], Measured] = {}
    last: dict[tuple[str, str], Measured] = {}
    for (unit, account, _), row in gather(run, ("account_balance",), ("unit", "account", "week")).items():
        first.setdefault((unit, account), row["account_balance"])
        last[unit, account] = row["account_balance"]
    return Grid(
        "Balances of all accounts, simulated people",
        ["Account", "Unit", "End of first week", "End of last week"],
        [
            [plain(account), KINDS[unit].unit, shown(one), shown(last[unit, account])]
            for (unit, account), one in first.items()
        ],
        first_number=2,
        note="Accounts outside the society (harvest, plots, world) may be negative, since goods come from them.",
        is_long=len(first) > 12,
        measures=("account_balance",),
    )


def flows(run: Run, unit: str) -> Chart:
    """The largest flows of one unit, for each person and year."""
    kind = KINDS[unit]
    rows = [
        {"flow": f"{plain(giver)} → {plain(receiver)}: {plain(item)}", "value": row["flow_of_person"].number}
        for (giver, receiver, item), row in largest(run, unit, ("flow_of_person",), DRAWN)
    ]
    return plain_bars(rows, "flow", "value", kind.words, kind.form, width=WIDTH - 220, parted=": ")


PLOTS = (
    Plot(
        "flows_won",
        "Largest flows of won",
        lambda run: flows(run, "jon"),
        "The largest flows of won between accounts, a person and year.",
        ("flow_of_person",),
    ),
    Plot(
        "flows_grain",
        "Largest flows of grain",
        lambda run: flows(run, "gram"),
        "The largest flows of grain.",
        ("flow_of_person",),
    ),
    Plot(
        "flows_foreign",
        "Largest flows of foreign money",
        lambda run: flows(run, "cent"),
        "The largest flows of foreign money.",
        ("flow_of_person",),
    ),
)
