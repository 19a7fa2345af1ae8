"""Sections of the report on money and food: income, burden, markets, grain and hunger."""

from __future__ import annotations

from typing import Any

from inminban.output.reading import Rows, Run
from inminban.output.words import (
    EARNED,
    FIFTH_WORDS,
    FOOD_WORDS,
    MONEY_WORDS,
    PAID,
    listed,
    many,
    number,
    percent,
    plain,
    ratio,
    sentence,
    won,
)
from inminban.report import figures_food as food
from inminban.report import figures_money as figures
from inminban.report.page import Grid, Section, figure

FROM_WORDS = {
    "ration": "of state ration",
    "farm_share": "of farm share",
    "in_kind": "in kind from work",
    "plot": "from the plot and foraging",
    "bought": "from the market",
}


def row_of(rows: Rows, key: str, value: object) -> dict[str, Any] | None:
    """The row whose entry `key` is `value`, or None."""
    return next((row for row in rows if row[key] == value), None)


def income_section(run: Run) -> Section:
    """4. Where money comes from and what is paid away."""
    rows = figures.income_by(run, "occupation")
    worker = row_of(rows, "key", "factory_worker")
    text = "" if worker is None else (
        f"In the model a factory worker received {won(worker['pay'])} won of state pay a month and "
        f"{won(worker['total'] - worker['pay'])} won from elsewhere; {percent(worker['informal'], 1)} of a factory "
        "worker's income was not state pay."
    )  # fmt: skip
    return Section(
        "income",
        "Income and what is paid away",
        [text],
        [
            figure(run, "income_by_occupation", "Won a person and month by source, people of 14 and over."),
            income_grid(rows),
            paid_grid(figures.paid_by_fifth(run)),
        ],
    )


def income_grid(rows: Rows) -> Grid:
    """One row an occupation, one column a source."""
    names = [item.name.lower() for item in EARNED]
    return Grid(
        "Won a person and month by source, people of 14 and over",
        ["Occupation", *(sentence(MONEY_WORDS[name]) for name in names), "Together", "Not state pay"],
        [
            [
                sentence(many(row["key"])),
                *(won(row[name]) for name in names),
                won(row["total"]),
                percent(row["informal"], 1),
            ]
            for row in rows
        ],
    )


def paid_grid(rows: Rows) -> Grid:
    """One row a wealth fifth, one column a purpose."""
    names = [item.name.lower() for item in PAID]
    extra = ["tuition", "appearance"]
    return Grid(
        "Won paid a person and year, all ages",
        ["Wealth", *(sentence(MONEY_WORDS[name]) for name in names), "Together", "Of income",
         *(sentence(MONEY_WORDS[name]) for name in extra)],
        [
            [
                sentence(FIFTH_WORDS[row["fifth"]]),
                *(won(row[name]) for name in names),
                won(row["total"]),
                percent(row["share"]),
                *(won(row[name]) for name in extra),
            ]
            for row in rows
        ],
        note="The last two columns are not taken by the state and stand outside the sum.",
    )  # fmt: skip


def burden_section(run: Run) -> Section:
    """5. What a person-year of burden is worth."""
    rows, fifths = figures.burden_by(run, "occupation"), figures.burden_by(run, "wealth_fifth")
    worker = row_of(rows, "key", "factory_worker")
    poor, rich = row_of(fifths, "key", 1), row_of(fifths, "key", 5)
    first = "" if worker is None else (
        f"In the model a year took from a factory worker unpaid time worth {won(worker['worth'])} won at the local "
        f"market and {won(worker['paid'])} won in money, together {percent(worker['share'])} of what could have been "
        "earned in all working time."
    )  # fmt: skip
    second = "" if poor is None or rich is None else (
        f"For the poorest fifth it was {percent(poor['share'])}, for the richest {percent(rich['share'])}."
    )  # fmt: skip
    return Section(
        "burden",
        "The burden of a year",
        [first, second],
        [
            figure(
                run,
                "burden_by_occupation",
                "Unpaid minutes at local market value and money paid, as a share of what could have been earned; "
                "people of 14 and over. Prisoners are left out of the charts.",
            ),
            figure(run, "burden_by_fifth", "The same share by occupation and wealth fifth."),
            burden_grid([*rows, *sorted(fifths, key=lambda row: int(row["key"]))]),
        ],
    )


def burden_grid(rows: Rows) -> Grid:
    """One row an occupation, then one a wealth fifth."""
    return Grid(
        "Won a person of 14 and over and year",
        ["Group", "Worth of unpaid time", "Money paid", "Could have earned", "Share"],
        [
            [
                sentence(FIFTH_WORDS[row["key"]] if isinstance(row["key"], int) else many(row["key"])),
                *(won(row[key]) for key in ("worth", "paid", "could_earn")),
                percent(row["share"]),
            ]
            for row in rows
        ],
    )


def market_section(run: Run) -> Section:
    """6. Prices and what comes to the market."""
    weeks, places = figures.market_by_week(run), figures.rice_by_province(run)
    grain = (figures.grain_at_market(run) or [{}])[0]
    return Section(
        "markets",
        "Markets and prices",
        [price_sentence(weeks, places), grain_sentence(grain)],
        [
            figure(
                run, "rice_by_week", "Rice, mean of all counties by people; grey: from cheapest to dearest province."
            ),
            figure(
                run, "day_and_dollar", "What eight hours of trade bring, in rice; and the market rate of the dollar."
            ),
            Grid(
                "Rice by province, mean of the run",
                ["Province", "Won a kilogram", "Kilograms for a day of trade"],
                [[row["province"], won(row["rice"]), number(row["day_kg"], 1)] for row in places],
            ),
        ],
    )


def price_sentence(weeks: Rows, places: Rows) -> str:
    """Where rice began, where it ended, where it was dear."""
    if not weeks or not places:
        return "The run holds no whole week of exchange."
    first, last = weeks[0], weeks[-1]
    return (
        f"In the model a kilogram of rice cost {won(first['rice'])} won in the first week and {won(last['rice'])} won "
        f"in the last, a US dollar {won(last['dollar'])} won; rice was dearest in {places[0]['province']} and "
        f"cheapest in {places[-1]['province']}."
    )


def grain_sentence(grain: dict[str, Any]) -> str:
    """How grain came to the markets and how much of the ration arrived."""
    if not grain:
        return ""
    ways = {"farm_sales": "farms and households", "diverted": "state stores", "imported": "abroad"}
    parts = [f"{number(grain[key], 1)} kg from {words}" for key, words in ways.items()]
    arrived = percent(ratio(grain["ration_delivered"], grain["ration_entitled"]))
    return (
        f"For each person and year the markets received {listed(parts)} and sold {number(grain['market_sold'], 1)} kg; "
        f"of the rations promised {arrived} arrived."
    )


def food_section(run: Run) -> Section:
    """7. Grain by source and hunger."""
    places, provinces = food.grain_by(run, "settlement"), food.hunger_by_province(run)
    return Section(
        "food",
        "Food and hunger",
        [food_sentence(places), hunger_sentence(provinces)],
        [
            figure(
                run, "grain_sources", "Kilograms of grain a person and month; what is sold or levied is not yet off."
            ),
            food_grid(food.grain_by(run, "fifth"), food.hunger_by_fifth(run)),
            figure(
                run, "hunger_by_province", "Share of people below the model's threshold of nourishment, mean of months."
            ),
            figure(run, "hunger_by_month", "The same share at the end of each month."),
        ],
    )


def food_sentence(rows: Rows) -> str:
    """The two largest sources of grain in town and country."""
    parts = []
    for row in rows:
        largest = sorted((item.name.lower() for item in food.SOURCES), key=lambda name: -float(row[name]))[:2]
        amounts = [f"{number(row[name], 1)} kg {FROM_WORDS[name]}" for name in largest]
        parts.append(f"in {row['settlement']} places {listed(amounts)}")
    return (
        f"In the model the two largest sources of a person's grain each month were {'; '.join(parts)}." if parts else ""
    )


def hunger_sentence(rows: Rows) -> str:
    """Where hunger was most and least."""
    if not rows:
        return ""
    return (
        f"Hunger was most common in {rows[0]['province']} ({percent(rows[0]['hungry'], 1)} of people) and least in "
        f"{rows[-1]['province']} ({percent(rows[-1]['hungry'], 1)})."
    )


def food_grid(rows: Rows, hunger: Rows) -> Grid:
    """One row a settlement and wealth fifth."""
    names = [item.name.lower() for item in (*food.SOURCES, *food.USES)]
    hungry = {(row["settlement"], row["fifth"]): row["hungry"] for row in hunger}
    return Grid(
        "Kilograms of grain a person and month",
        ["Group", *(sentence(FOOD_WORDS[name]) for name in names), "Hungry"],
        [
            [
                f"{sentence(plain(row['settlement']))}, {FIFTH_WORDS[row['wealth_fifth']]}",
                *(number(row[name], 1) for name in names),
                percent(hungry.get((row["settlement"], row["wealth_fifth"])), 1),
            ]
            for row in rows
        ],
    )
