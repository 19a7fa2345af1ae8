"""The report on food: sources of grain, hunger, and the years of famine."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from inminban.evidence.records import figures
from inminban.measures.groups import FIFTHS
from inminban.measures.query import Where
from inminban.output.reading import Run
from inminban.output.words import FIFTH_WORDS, listed, plain, sentence
from inminban.report.chart_style import PALETTE, VERMILION, Chart, data, lines, plain_bars, stacked_bars
from inminban.report.measured import Key, Row, ask, cells, gather, joined, numbers, ranked, shown, told
from inminban.report.page import Grid, Plot, Section
from inminban.report.parts import FAMINE, GRAIN_IN, GRAIN_OUT
from inminban.report.year_charts import MODEL, OBSERVED, PLOT, by_year, series_observed, series_of, with_seen

GRAIN = dict.fromkeys((*GRAIN_IN, *GRAIN_OUT), "kg/month")
FROM_WORDS = {
    "ration": "of state ration",
    "farm_share": "of farm share",
    "in_kind": "in kind from work",
    "plot_food": "from the plot and foraging",
    "bought_food": "from the market",
}
GRAIN_COLOURS = ["#0072B2", "#56B4E9", "#999999", "#009E73", "#E69F00"]
URBAN = {"settlement": "urban"}
MANY_DEATHS = 1  # of 1,000 people in a year
IN_CAMPS = {"occupation": "prisoner"}
PUBLISHED_DEATHS = (
    "Published estimates of all excess deaths range from 240,000 to 420,000 for 1993 to 2000 (Spoorenberg and "
    "Schwekendiek) and 600,000 to 1,000,000 for 1995 to 2000 (Goodkind and West)."
)
DRAWN_PROVINCES = ["North Hamgyong", "South Hamgyong", "Ryanggang", "South Hwanghae", "Pyongyang"]
MOST_PROVINCES = 7
OTHER = "other"


def food_section(run: Run) -> Section:
    """Grain by source and hunger."""
    places = gather(run, dict.fromkeys(GRAIN_IN, "kg/month"), ("settlement",))
    return Section(
        "food",
        "Food and hunger",
        [grain_sentence(places), hunger_sentence(ranked(gather(run, ("hungry",), ("province",)), "hungry"))],
        [
            GRAIN_SOURCES.figure(run),
            food_grid(gather(run, {**GRAIN, "hungry": ""}, ("settlement", "wealth_fifth"))),
            HUNGER_BY_PROVINCE.figure(run),
            HUNGER_BY_MONTH.figure(run),
        ],
    )


def grain_sentence(places: dict[str, Row]) -> str:
    """The two largest sources of grain in town and country."""
    parts = []
    for name, row in places.items():
        first, second = sorted(numbers(row, GRAIN_IN).items(), key=lambda pair: -pair[1])[:2]
        amounts = [told("{kg} kg {words}", kg=shown(row[one], 1), words=FROM_WORDS[one]) for one, _ in (first, second)]
        parts.append(told("in {place} places {amounts}", place=name, amounts=joined(amounts)))
    if not parts:
        return "The run has no households."
    return told(
        "In the model the two largest sources of a person's grain each month were {parts}.",
        parts=joined(parts, "; ", "; "),
    )


def hunger_sentence(places: list[tuple[Key, Row]]) -> str:
    """The provinces with most and least hunger."""
    if not places:
        return ""
    return told(
        "Hunger was most common in {most} ({highest} of people outside camps and prisons) and least in {least} "
        "({lowest}).",
        most=places[0][0], highest=shown(places[0][1]["hungry"], 1), least=places[-1][0],
        lowest=shown(places[-1][1]["hungry"], 1),
    )  # fmt: skip


def food_grid(rows: dict[Key, Row]) -> Grid:
    """One row a settlement and wealth fifth."""
    names = [*GRAIN_IN.values(), *GRAIN_OUT.values(), "hungry"]
    order = [(place, fifth) for place in dict.fromkeys(key[0] for key in rows) for fifth in FIFTHS]
    return Grid(
        "Kilograms of grain a person and month",
        ["Group", *(sentence(words) for words in names)],
        [
            [f"{sentence(plain(place))}, {FIFTH_WORDS[fifth]}", *cells(rows[place, fifth], (*GRAIN, "hungry"), 1)]
            for place, fifth in order
            if (place, fifth) in rows
        ],
        note="Grain is in cereal equivalent, over all members of households, those in the army or abroad too.",
        measures=(*GRAIN, "hungry"),
    )


def grain_sources(run: Run) -> Chart:
    """Kilograms of grain a person and month by source, settlement and wealth fifth."""
    found = gather(run, dict.fromkeys(GRAIN_IN, "kg/month"), ("settlement", "wealth_fifth"))
    rows = [
        {"group": f"{sentence(place)}, {FIFTH_WORDS[fifth]}", "source": sentence(GRAIN_IN[part]), "value": value,
         "rank": rank}
        for (place, fifth), row in found.items()
        for rank, (part, value) in enumerate(numbers(row, GRAIN_IN).items())
    ]  # fmt: skip
    names = [sentence(words) for words in GRAIN_IN.values()]
    return stacked_bars(rows, "group", "source", "value", "kg of grain a person and month", names, GRAIN_COLOURS)


def hunger_by_province(run: Run) -> Chart:
    """Share of people below the threshold of nourishment, by province."""
    rows = [
        {"province": name, "hungry": row["hungry"].number}
        for name, row in ranked(gather(run, ("hungry",), ("province",)), "hungry")
    ]
    return plain_bars(rows, "province", "hungry", "people who are hungry", ",.1f", VERMILION, sign=" %")


def hunger_by_month(run: Run) -> Chart:
    """Share of people below the threshold of nourishment through the months, town and country."""
    rows = [
        {"month": month, "settlement": place, "hungry": row["hungry"].number}
        for (month, place), row in gather(run, ("hungry",), ("month", "settlement")).items()
    ]
    return lines(rows, "month", "hungry", "settlement", "% of people who are hungry", ["urban", "rural"], 180)


def famine_section(run: Run) -> Section:
    """Rations, hunger and deaths over the years."""
    deaths = ask(run, "hunger_deaths")
    is_told = deaths is not None and deaths.number > 0
    return Section(
        "famine",
        "Rations, hunger and the famine",
        famine_sentences(run) if is_told else ["In the model nobody outside camps and prisons dies of hunger."],
        [
            RATIONS_BY_YEAR.figure(run),
            HUNGER_BY_YEAR.figure(run),
            DEATHS_BY_YEAR.figure(run),
            STUNTED_BY_YEAR.figure(run),
        ],
    )


def famine_sentences(run: Run) -> list[str]:
    """Deaths of hunger in the famine, outside and inside camps, and the provinces with most deaths."""
    lived = list(gather(run, ("hunger_deaths",), ("year",)))
    years = [year for year in lived if year in FAMINE] or lived
    when: Where = {"year": years}
    outside = ask(run, "hunger_deaths", when, "thousand persons")
    inside = ask(run, "hunger_deaths", {**when, **IN_CAMPS}, "thousand persons")
    places = ranked(gather(run, {"hunger_deaths": "thousand persons"}, ("province",), when), "hunger_deaths")[:3]
    worst = [told("{name} ({deaths} thousand)", name=name, deaths=shown(row["hunger_deaths"])) for name, row in places]
    sentences: list[str] = [
        told(
            "In the model hunger takes {outside} thousand people outside camps and prisons {span} whom the life table "
            "alone would have spared, and {inside} thousand in camps and prisons.",
            outside=shown(outside), inside=shown(inside), span=span_of_years(years),
        ),
        PUBLISHED_DEATHS if set(years) & set(FAMINE) else "",
    ]  # fmt: skip
    if worst:
        sentences.append(told("Of those outside, most died in {worst}.", worst=joined(worst)))
    prevented = ask(run, "births_prevented", when, "thousand persons")
    if prevented is not None and prevented.number > 0:
        sentences.append(
            told(
                "{births} thousand children were not conceived {span} because women were hungry; part of these births "
                "was made up later.",
                births=shown(prevented), span=span_of_years(years),
            )
        )  # fmt: skip
    return [*sentences, *unreported_hunger(run)]


def span_of_years(years: Sequence[int]) -> str:
    """Years in a row, in words."""
    return f"in {years[0]}" if len(years) == 1 else f"from {years[0]} to {years[-1]}"


def unreported_hunger(run: Run) -> list[str]:
    """Years in which hunger takes more than one person in a thousand in the model, although no figure speaks of it."""
    reported = years_of_figures("hunger_deaths")
    rates = gather(run, ("hunger_death_rate",), ("year",))
    years = [
        str(year)
        for year, row in rates.items()
        if row["hunger_death_rate"].number > MANY_DEATHS and int(year) not in reported
    ]
    if not years:
        return []
    return [
        f"In {listed(years)} hunger takes more than one person in a thousand in the model. No source used here reports "
        "deaths of hunger in these years: read them as a fault of the model, or as what its rules say."
    ]


def years_of_figures(measure: str) -> set[int]:
    """The years of which a published figure gives a measure."""
    checks = [item for record in figures() for item in record.content.check if item.metric == measure]
    wanted = [item.who.get("year", []) for item in checks]
    return {int(year) for years in wanted for year in (years if isinstance(years, list) else [years])}


def rations_by_year(run: Run) -> Chart:
    """Grams of ration that arrive a day with the amounts the state reported."""
    rows = series_of(run, {"ration": MODEL}, "g/day", URBAN)
    chart = by_year(rows, "series", "g of ration a townsperson and day", [MODEL], is_seen=True)
    return with_seen(chart, rows, series_observed("ration_grams"))


def hunger_by_year(run: Run) -> Chart:
    """Share of people below the threshold of nourishment, by year, in five provinces."""
    rows = [
        {"year": year, "province": place, "value": row["hungry"].number}
        for (year, place), row in gather(run, ("hungry",), ("year", "province"), {"province": DRAWN_PROVINCES}).items()
    ]
    return by_year(rows, "province", "% of people who are hungry", DRAWN_PROVINCES)


def stunted_by_year(run: Run) -> Chart:
    """Share of small children who are stunted, with the surveys of nutrition."""
    chart = by_year(series_of(run, {"stunted": MODEL}), "series", "% of small children", [MODEL], is_seen=True)
    return with_seen(chart, series_of(run, {"stunted": MODEL}), surveys_of("stunted"))


def surveys_of(measure: str) -> list[dict[str, int | float | str]]:
    """The middle of what each published figure of a year says of a measure."""
    return [
        {"year": year, "series": OBSERVED, "value": (item.low + item.high) / 2}
        for record in figures()
        for item in record.content.check
        if item.metric == measure and item.low is not None and item.high is not None
        for year in [item.who.get("year")]
        if isinstance(year, int)
    ]


def deaths_by_year(run: Run) -> Chart:
    """Deaths of hunger by year and province; the provinces with most are named."""
    names = [name for name, _ in ranked(gather(run, ("hunger_deaths",), ("province",)), "hunger_deaths")]
    kept = names[:MOST_PROVINCES]
    found = gather(run, {"hunger_deaths": "thousand persons"}, ("year", "province"))
    rows = [
        {"year": str(year), "province": place if place in kept else OTHER, "deaths": row["hunger_deaths"].number}
        for (year, place), row in found.items()
    ]
    made: alt.Chart = (
        alt.Chart(data(rows))
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("sum(deaths):Q", title="thousand deaths, whole country"),
            color=alt.Color(
                "province:N",
                scale=alt.Scale(domain=[*kept, OTHER], range=PALETTE),
                legend=alt.Legend(title=None, orient="top", columns=4),
            ),
            tooltip=["year:O", "province:N", alt.Tooltip("sum(deaths):Q", format=",.1f")],
        )
        .properties(width=PLOT, height=200)
    )
    return made


GRAIN_SOURCES = Plot(
    "grain_sources",
    "Sources of grain by place and wealth",
    grain_sources,
    "Kilograms of grain a person and month by source. What is sold or levied is not yet taken off.",
    tuple(GRAIN_IN),
)
HUNGER_BY_PROVINCE = Plot(
    "hunger_by_province",
    "Hungry people by province",
    hunger_by_province,
    "Share of people outside camps and prisons below the model's threshold of nourishment, mean of months.",
    ("hungry",),
)
HUNGER_BY_MONTH = Plot(
    "hunger_by_month",
    "Hungry people by month, in towns and in the countryside",
    hunger_by_month,
    "Share of people outside camps and prisons below the model's threshold of nourishment, at the end of each month.",
    ("hungry",),
)
RATIONS_BY_YEAR = Plot(
    "rations_by_year",
    "Ration that arrives in towns",
    rations_by_year,
    "Ration that arrives in towns, over all members of households. Diamonds: what the state reported to the WFP.",
    ("ration",),
)
HUNGER_BY_YEAR = Plot(
    "hunger_by_year",
    "Hungry people by year, in five provinces",
    hunger_by_year,
    "Share of people outside camps and prisons below the threshold of nourishment, by province.",
    ("hungry",),
)
DEATHS_BY_YEAR = Plot(
    "hunger_deaths_by_year",
    "Deaths of hunger by year and province",
    deaths_by_year,
    "Deaths of hunger outside camps and prisons by year and province, whole country. After 2000 there is no "
    "count to compare with: the model's values follow from its rules and inputs alone.",
    ("hunger_deaths",),
)
STUNTED_BY_YEAR = Plot(
    "stunted_by_year",
    "Stunted children by year",
    stunted_by_year,
    "Children two standard deviations and more below the height of well-fed children of their age and sex, of the ages "
    "of the last survey. Diamonds: surveys of nutrition of 1998, 2002, 2004 and 2009, whose oldest children were six, "
    "six, five and four.",
    ("stunted",),
)
PLOTS = (
    GRAIN_SOURCES, HUNGER_BY_PROVINCE, HUNGER_BY_MONTH, RATIONS_BY_YEAR, HUNGER_BY_YEAR, DEATHS_BY_YEAR,
    STUNTED_BY_YEAR,
)  # fmt: skip
