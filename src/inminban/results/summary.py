"""The few lines `inminban run` ends with."""

from __future__ import annotations

from inminban.results import figures_food, figures_money, figures_time
from inminban.results.reading import Run
from inminban.results.words import day, many, number, percent, won


def summary(run: Run) -> str:
    """What the run found, in a dozen lines: hours taken, who buys out, pay, the burden, rice, hunger."""
    info = run.info
    lines = [
        f"{number(info.people)} synthetic people, {day(info.first_day)} to {day(info.last_day_lived)}, scenario "
        f"{info.scenario}, seed {info.seed}{', stopped early' if info.is_partial else ''}.",
        "In the model:",
        *hours_lines(run),
        *wealth_lines(run),
        *income_lines(run),
        *food_lines(run),
    ]
    return "\n".join(lines)


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
