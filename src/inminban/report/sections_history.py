"""Sections of the report of a long run: the years from first to last, beside what was observed."""

from __future__ import annotations

from inminban.numbers.country.observed import observed
from inminban.output.reading import Rows, Run
from inminban.output.words import number, plain
from inminban.report import figures_history as figures
from inminban.report.page import Grid, Part, Section, figure

FAMINE = range(1993, 2001)
PUBLISHED_DEATHS = (
    "Published estimates of all excess deaths range from 240,000 to 420,000 for 1993 to 2000 (Spoorenberg and "
    "Schwekendiek) and 600,000 to 1,000,000 for 1995 to 2000 (Goodkind and West)."
)
POINTS = "Diamonds or dots: what was observed or published. Line: the model."


def history_sections(run: Run) -> list[Section]:
    """All sections on the years, in the order of the page."""
    return [
        people_section(run), famine_section(run), prices_section(run), markets_section(run), duties_section(run),
        minds_section(run), abroad_section(run), leaving_section(run),
    ]  # fmt: skip


def people_section(run: Run) -> Section:
    """How many people there are, and how many are born and die."""
    rows = figures.population(run)
    told = (
        f"The model's country has {number(rows[0]['people'], 1)} million people in {rows[0]['year']} and "
        f"{number(rows[-1]['people'], 1)} million in {rows[-1]['year']}."
        if rows
        else "The run holds no middle of a year."
    )
    return Section(
        "people", "People, births and deaths", [told],
        [
            figure(run, "people_by_year", f"People of the whole country in the middle of the year. {POINTS} (UN 2024)"),
            figure(
                run, "births_and_deaths",
                "Births and deaths among 1,000 people. Diamonds: the UN's series, whose deaths of 1995 to 2002 are one "
                "flat block and were not used. Deaths of hunger are those whom the life table alone would have spared.",
            ),
        ],
    )  # fmt: skip


def famine_section(run: Run) -> Section:
    """Rations, hunger, deaths."""
    rows = figures.hunger_deaths(run)
    total = sum(row["deaths"] for row in rows if row["year"] in FAMINE)
    told = [f"From 1993 to 2000 hunger takes {number(total, 0)} thousand people in the model.", PUBLISHED_DEATHS]
    worst = worst_places(rows)
    if worst:
        told.append(f"Most of them, by province: {worst}.")
    return Section(
        "famine", "Rations, hunger and the famine", told if rows else ["Nobody dies of hunger in this run."],
        [
            figure(run, "rations_by_year", "Ration that arrives, towns. Diamonds: what the state reported to the WFP."),
            figure(run, "hunger_by_year", "Share of people below the threshold of nourishment, by province."),
            figure(
                run,
                "hunger_deaths_by_year",
                "Deaths of hunger by year and province, whole country. After 2000 no count stands beside them: what "
                "the model has there follows from its rules and inputs alone.",
            ),
        ],
    )  # fmt: skip


def worst_places(rows: Rows) -> str:
    """The three provinces with most deaths of hunger in the famine."""
    sums: dict[str, float] = {}
    for row in rows:
        if row["year"] in FAMINE:
            sums[row["province"]] = sums.get(row["province"], 0.0) + row["deaths"]
    first = sorted(sums.items(), key=lambda item: -item[1])[:3]
    return ", ".join(f"{name} {number(deaths, 0)} thousand" for name, deaths in first)


def prices_section(run: Run) -> Section:
    """Rice, the dollar, and what pay is worth."""
    rows = figures.pay_in_rice(run)
    told = "; ".join(f"{row['year']}: {number(row['kg'], 1)} kg" for row in rows if row["year"] % 5 == 0)
    return Section(
        "prices", "Prices and what pay is worth",
        [f"A paid month of state pay bought this much rice in the model: {told}." if told else ""],
        [
            figure(
                run, "rice_through_the_years",
                f"Logarithmic scale; 100 old won, of before 30 November 2009, are drawn as 1 won of today. {POINTS}",
            ),
            figure(run, "dollar_through_the_years", f"Logarithmic scale. {POINTS}"),
            figure(run, "pay_through_the_years", f"Logarithmic scale. {POINTS} (bars: their range)"),
        ],
    )  # fmt: skip


def markets_section(run: Run) -> Section:
    """How the market grew."""
    rows = figures.markets(run)
    said = [
        f"in {row['year']} {number(row['informal'] or 0, 0)} %"
        for row in rows
        if row["year"] in {rows[0]["year"], 1998, 2010, rows[-1]["year"]}
    ]
    return Section(
        "markets-grow", "Markets out of hunger",
        [f"Share of money income from trade, lessons and own produce: {', '.join(said)}."],
        [figure(run, "markets_by_year", "Money income that does not come from the state, and call-ups bought out of.")],
    )  # fmt: skip


def duties_section(run: Run) -> Section:
    """What the state took over the years."""
    return Section(
        "hours-by-year", "What the state took, year by year",
        ["Speed battles, anniversaries and the farm seasons make the years differ."],
        [figure(run, "hours_by_year", "Hours taken from a person of seven and over, without work at the post.")],
    )  # fmt: skip


def minds_section(run: Run) -> Section:
    """Belief and speech."""
    rows = figures.minds(run)
    first, last = rows[0], rows[-1]
    told = (
        f"Private conviction goes from {number(first['conviction'], 0)} points in {first['year']} to "
        f"{number(last['conviction'], 0)} in {last['year']}; what is said goes from {number(first['spoken'], 0)} to "
        f"{number(last['spoken'], 0)}."
    )
    return Section(
        "minds-by-year", "Belief and speech over the years", [told],
        [figure(run, "minds_by_year", "Means over people from 17 on; nothing of this was observed in the country.")],
    )  # fmt: skip


def grain(run: Run) -> str:
    """How many people one simulated person stands for, so that nobody reads meaning into single steps."""
    return f"One simulated person stands for {number(figures.scale(run))} people."


def abroad_section(run: Run) -> Section:
    """Work abroad."""
    return Section(
        "abroad", "Work abroad", ["Postings follow published numbers; who is sent, what is kept and who flees do not."],
        [figure(run, "abroad_by_year", f"Workers sent abroad, by host country; at most six. {grain(run)}")],
    )  # fmt: skip


def leaving_section(run: Run) -> Section:
    """Crossings, arrivals, cohorts."""
    rows = figures.arrivals(run)
    total = sum(row["scaled"] for row in rows if 1999 <= row["year"] <= 2011)
    seen = sum(row.value for row in observed("arrivals_all") if 1999 <= row.year <= 2011)
    told = [
        f"From 1999 to 2011 the model has {number(total, 0)} arrivals in the South; {number(seen, 0)} were counted. "
        "Nothing observed after 2011 was used: what the model says of later years is a prediction."
    ]
    parts: list[Part] = [
        figure(run, "crossings_by_year", f"People who crossed the border or fled a posting, by motive. {grain(run)}"),
        figure(run, "arrivals_by_year", "Arrivals in South Korea. Diamonds: those counted up to 2011, all and women."),
        cohort_grid(figures.cohorts(run)),
    ]
    return Section("leaving", "Leaving", told if rows else ["Nobody leaves in this run."], parts)


def cohort_grid(rows: Rows) -> Grid:
    """Shares of answers by years of leaving, as a survey of those who arrived would find them."""
    asked = [name for name in (rows[0] if rows else {}) if name.endswith("_percent")]
    return Grid(
        "Simulated people who came to the South, as a survey would find them",
        ["Percent", *(f"{row['first_year']}-{row['last_year']}" for row in rows)],
        [[plain(name.removesuffix("_percent")), *(number(row[name], 0) for row in rows)] for name in asked]
        + ([["people asked", *(number(row["n"]) for row in rows)]] if rows else []),
        note="Answers are of the year of leaving and the one before; few people stand behind a small run's figures.",
    )
