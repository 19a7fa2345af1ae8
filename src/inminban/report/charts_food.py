"""Charts of food: sources of grain, hunger by province and month."""

from __future__ import annotations

from inminban.output.reading import Run
from inminban.output.words import FIFTH_WORDS, FOOD_WORDS, sentence
from inminban.report import figures_food as figures
from inminban.report.chart_style import VERMILION, Chart, lines, plain_bars, stacked_bars

GRAIN_COLOURS = ["#0072B2", "#56B4E9", "#999999", "#009E73", "#E69F00"]


def grain_sources(run: Run) -> Chart:
    """Kilograms of grain a person and month by source, settlement and wealth fifth."""
    rows = [
        {
            "group": f"{sentence(row['settlement'])}, {FIFTH_WORDS[row['wealth_fifth']]}",
            "source": sentence(FOOD_WORDS[item.name.lower()]),
            "value": row[item.name.lower()],
            "rank": rank,
        }
        for row in figures.grain_by(run, "fifth")
        for rank, item in enumerate(figures.SOURCES)
    ]
    names = [sentence(FOOD_WORDS[item.name.lower()]) for item in figures.SOURCES]
    return stacked_bars(rows, "group", "source", "value", "kg of grain a person and month", names, GRAIN_COLOURS)


def hunger_by_province(run: Run) -> Chart:
    """Share of people below the threshold of nourishment, by province."""
    return plain_bars(
        figures.hunger_by_province(run), "province", "hungry", "share of people who are hungry", ".1%", VERMILION
    )


def hunger_by_month(run: Run) -> Chart:
    """Share of people below the threshold of nourishment through the months, town and country."""
    rows = [{**row, "hungry": 100 * row["hungry"]} for row in figures.hunger_by_month(run)]
    return lines(rows, "month", "hungry", "settlement", "% of people who are hungry", ["urban", "rural"], 180)
