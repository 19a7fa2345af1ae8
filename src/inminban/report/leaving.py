"""The report on those who leave: work abroad, crossings, arrivals in South Korea, and answers of a survey of them."""

from __future__ import annotations

from inminban.measures.estimate import day_of, last_day
from inminban.measures.query import Where
from inminban.numbers.country.observed import observed
from inminban.output.reading import Run
from inminban.output.words import number, plain, sentence
from inminban.report.chart_style import BLUE, SKY, Chart, NothingToShow
from inminban.report.food import span_of_years
from inminban.report.measured import LEAST_PEOPLE, Cell, ask, gather, in_table, shown, told
from inminban.report.page import Grid, Plot, Section
from inminban.report.year_charts import by_year, series_observed, with_seen

COUNTED = range(1999, 2012)
MOST_HOSTS = 6
SEXES = {"female": "women", "male": "men"}
ANSWERS = {
    "left_state_only": "income from the state only", "left_private_only": "income from trade or lessons only",
    "left_both": "income from both", "left_three_meals": "household ate its need in the month",
    "left_ration_lately": "got a ration lately", "left_bribed_lately": "paid a bribe lately",
    "left_media_ever": "ever met foreign media", "left_traded": "ever traded", "left_phone": "phone in the house",
    "left_women": "women",
}  # fmt: skip


def abroad_section(run: Run) -> Section:
    """Work abroad."""
    return Section(
        "abroad",
        "Work abroad",
        ["Postings follow published numbers. Who is sent, what is kept and who flees follow from the model's rules."],
        [WORKERS_ABROAD.figure(run, stands_for(run))],
    )


def stands_for(run: Run) -> str:
    """How many people one simulated person represents, so that readers do not interpret single steps."""
    return f"One simulated person represents {number(float(run.info.represents) / float(run.info.people))} people."


def leaving_section(run: Run) -> Section:
    """Crossings, arrivals, and answers of a survey."""
    return Section(
        "leaving",
        "Leaving",
        arrival_sentences(run),
        [CROSSINGS.figure(run, stands_for(run)), ARRIVALS.figure(run), survey_grid(run)],
    )


def arrival_sentences(run: Run) -> list[str]:
    """Arrivals up to 2011, compared with those counted."""
    if not gather(run, ("arrivals",), ("year",)):
        return ["In the model nobody leaves in this run."]
    years = [year for year in years_in_full(run) if year in COUNTED]
    if not years:
        return [f"The run has no full year of {COUNTED[0]} to {COUNTED[-1]}, in which arrivals were counted."]
    total = ask(run, "arrivals_added_up", {"year": years})
    seen = sum(row.value for row in observed("arrivals_all") if row.year in years)
    return [
        told(
            f"In the model {{arrived}} people arrive in South Korea {span_of_years(years)}; {{seen}} were counted.",
            arrived=shown(total), seen=number(seen),
        ),
        f"Nothing observed after {COUNTED[-1]} was used: what the model says about later years is a prediction."
        if last_day(run).year > COUNTED[-1] else "",
    ]  # fmt: skip


def survey_grid(run: Run) -> Grid:
    """Shares of answers by years of leaving, as a survey of those who arrived would find them."""
    columns = []
    for cohort in run.read("cohorts", order=("first_year",), columns=("first_year", "last_year")):
        years = list(range(cohort["first_year"], cohort["last_year"] + 1))
        who: Where = {"year": years, "has_arrived": True}
        found = gather(run, tuple(ANSWERS), (), who, with_few=True).get((), {})
        if found:
            columns.append((f"{years[0]}-{years[-1]}", found))
    asked = [Cell(number(max(one.value.people for one in found.values()))) for _, found in columns]
    return Grid(
        "Simulated people who came to the South, as a survey would find them",
        ["Answer", *(name for name, _ in columns)],
        [
            *(
                [sentence(words), *(in_table(found.get(name)) for _, found in columns)]
                for name, words in ANSWERS.items()
            ),
            ["Simulated people asked", *asked],
        ] if columns else [],
        note="Columns are years of leaving; answers are of the year of leaving and the one before. Too few: fewer than "
        f"{LEAST_PEOPLE} simulated people were asked.",
        measures=tuple(ANSWERS),
        when="",
    )  # fmt: skip


def years_lived(run: Run) -> range:
    """All years of a run, including those without departures."""
    return range(day_of(run.info.first_day).year, last_day(run).year + 1)


def years_in_full(run: Run) -> range:
    """The years that a run has from the first to the last day."""
    first, last = day_of(run.info.first_day), last_day(run)
    begin = first.year + ((first.month, first.day) != (1, 1))
    return range(begin, last.year + ((last.month, last.day) == (12, 31)))


def workers_abroad(run: Run) -> Chart:
    """Workers abroad by year and host."""
    found = gather(run, {"workers_abroad": "thousand persons"}, ("year", "host"))
    if not found:
        raise NothingToShow
    sent: dict[str, float] = {}
    for (_, host), row in found.items():
        sent[host] = sent.get(host, 0.0) + row["workers_abroad"].number
    hosts = sorted(sent, key=lambda host: -sent[host])[:MOST_HOSTS]
    rows = [
        {"year": year, "host": sentence(plain(host)),
         "value": found[year, host]["workers_abroad"].number if (year, host) in found else 0.0}
        for year in years_lived(run)
        for host in hosts
    ]  # fmt: skip
    return by_year(rows, "host", "thousand workers", [sentence(plain(host)) for host in hosts])


def crossings_by_year(run: Run) -> Chart:
    """People who left without leave, by motive; years without any count as 0."""
    found = gather(run, ("crossings",), ("year", "motive"))
    motives = sorted({motive for _, motive in found})
    if not motives:
        raise NothingToShow
    rows = [
        {"year": year, "motive": plain(motive),
         "value": found[year, motive]["crossings"].number if (year, motive) in found else 0.0}
        for year in years_lived(run)
        for motive in motives
    ]  # fmt: skip
    return by_year(rows, "motive", "people a year, whole country", [plain(motive) for motive in motives])


def arrivals_by_year(run: Run) -> Chart:
    """Arrivals in the South by sex, with the published figures up to 2011."""
    rows = [
        {"year": year, "series": SEXES[sex], "value": row["arrivals"].number}
        for (year, sex), row in gather(run, ("arrivals",), ("year", "sex")).items()
    ]
    rows += [  # drawn last, so that it is on top
        {"year": year, "series": "all", "value": row["arrivals"].number}
        for year, row in gather(run, ("arrivals",), ("year",)).items()
    ]
    chart = by_year(rows, "series", "arrivals a year, whole country", ["all", *SEXES.values()])
    women = with_seen(chart, rows, series_observed("arrivals_women", "women, counted"), SKY)
    return with_seen(women, rows, series_observed("arrivals_all", "all, counted"), BLUE)


WORKERS_ABROAD = Plot(
    "abroad_by_year",
    "Workers abroad by host",
    workers_abroad,
    f"Workers sent abroad, by host country; at most {MOST_HOSTS}.",
    ("workers_abroad",),
)
CROSSINGS = Plot(
    "crossings_by_year",
    "People who left without leave, by motive",
    crossings_by_year,
    "People who crossed the border or fled a posting, by motive.",
    ("crossings",),
)
ARRIVALS = Plot(
    "arrivals_by_year",
    "Arrivals in South Korea",
    arrivals_by_year,
    "Arrivals in South Korea in full years. Diamonds: those counted up to 2011, all and women.",
    ("arrivals",),
)
PLOTS = (WORKERS_ABROAD, CROSSINGS, ARRIVALS)
