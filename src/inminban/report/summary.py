"""The few lines `inminban run` ends with."""

from __future__ import annotations

from inminban.output.reading import Run
from inminban.output.words import day, many, number, percent, won
from inminban.report import figures_food, figures_history, figures_money, figures_time


def summary(run: Run) -> str:
    """What the run found, in a dozen lines: hours taken, who buys out, pay, the burden, rice, hunger.

    Of a long run first the years, then the same lines for the year followed closely.
    """
    info = run.info
    head = (
        f"{number(info.people)} synthetic people, {day(info.first_day)} to {day(info.last_day_lived)}, scenario "
        f"{info.scenario}, seed {info.seed}{', stopped early' if info.is_partial else ''}."
    )
    if not info.get("is_long"):
        return "\n".join([head, "In the model:", *close_lines(run)])
    year = int(str(info.last_close)[:4])
    with run.in_year(year) as close:
        lines = [*history_lines(run), f"In {year}:", *close_lines(close)]
    return "\n".join([head, "In the model:", *lines])


def close_lines(run: Run) -> list[str]:
    """The lines on a year, or on the whole of a short run."""
    return [*hours_lines(run), *wealth_lines(run), *income_lines(run), *food_lines(run)]


def history_lines(run: Run) -> list[str]:
    """Of a long run: people, deaths of hunger, arrivals in the South."""
    people, deaths, arrived = figures_history.population(run), figures_history.hunger_deaths(run), arrivals_by_year(run)
    lines = []
    if people:
        first, last = people[0], people[-1]
        lines.append(
            f"- people: {number(first['people'], 1)} million in {first['year']}, {number(last['people'], 1)} million "
            f"in {last['year']}"
        )
    total = sum(row["deaths"] for row in deaths)
    if total:
        by_year: dict[int, float] = {}
        for row in deaths:
            by_year[row["year"]] = by_year.get(row["year"], 0.0) + row["deaths"]
        worst = max(by_year, key=lambda year: by_year[year])
        lines.append(f"- deaths of hunger: {number(total)} thousand, most in {worst}")
    if arrived:
        best = max(arrived, key=lambda year: arrived[year])
        lines.append(f"- arrivals in South Korea: {number(sum(arrived.values()))}, most in {best}")
    return lines


def arrivals_by_year(run: Run) -> dict[int, float]:
    """Arrivals by year, men and women together, of years with any."""
    found: dict[int, float] = {}
    for row in figures_history.arrivals(run):
        found[row["year"]] = found.get(row["year"], 0.0) + row["scaled"]
    return {year: value for year, value in found.items() if value}


def hours_lines(run: Run) -> list[str]:
    """Hours taken a year from each of the seven occupations."""
    rows = figures_time.headline(run)
    parts = [f"{many(row['occupation'])} {number(row['total'])}" for row in rows]
    return [f"- hours the state took a person and year, without work at the post: {', '.join(parts)}"] if parts else []


def wealth_lines(run: Run) -> list[str]:
    """Call-ups bought out of by the poorest and the richest."""
    rows = {row["fifth"]: row for row in figures_time.call_ups_by_fifth(run)}
    if not {1, 5} <= set(rows):
        return []
    poor, rich = rows[1], rows[5]
    return [
        f"- call-ups bought out of: poorest fifth {percent(poor['bought'])}, richest {percent(rich['bought'])}; hours "
        f"of unpaid labour and collecting: {number(poor['hours'])} and {number(rich['hours'])}"
    ]


def income_lines(run: Run) -> list[str]:
    """A factory worker's state pay and burden."""
    pay = {row["key"]: row for row in figures_money.income_by(run, "occupation")}.get("factory_worker")
    burden = {row["key"]: row for row in figures_money.burden_by(run, "occupation")}.get("factory_worker")
    if pay is None or burden is None:
        return []
    return [
        f"- a factory worker: {won(pay['pay'])} won of state pay a month, "
        f"{percent(pay['informal'], 1)} of income from elsewhere; time and money taken: {percent(burden['share'])} of "
        "what could have been earned"
    ]


def food_lines(run: Run) -> list[str]:
    """Rice, the dollar, hunger."""
    weeks, hunger = figures_money.market_by_week(run), figures_food.hunger_by_province(run)
    lines = []
    if weeks:
        lines.append(
            f"- rice: {won(weeks[0]['rice'])} won a kilogram in the first week, {won(weeks[-1]['rice'])} in the last; "
            f"a US dollar {won(weeks[-1]['dollar'])} won"
        )
    if hunger:
        lines.append(
            f"- hungry: from {percent(hunger[-1]['hungry'], 1)} of people in {hunger[-1]['province']} to "
            f"{percent(hunger[0]['hungry'], 1)} in {hunger[0]['province']}"
        )
    return lines
