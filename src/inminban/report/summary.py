"""The summary that `inminban run` prints at its end."""

from __future__ import annotations

from inminban.output.reading import Run, close_year
from inminban.output.words import day, many, number
from inminban.report.measured import ask, gather, joined, ranked, shown, told
from inminban.report.parts import FAMINE, HEADLINE, LABOUR

WORKER = {"occupation": "factory_worker"}


def summary(run: Run) -> str:
    """Results of a run in a dozen lines: hours taken, buying out, pay, burden, rice, hunger.

    For a long run first the years, then the same lines for the detailed year.
    """
    info = run.info
    head = (
        f"{number(info.people)} synthetic people, {day(info.first_day)} to {day(info.last_day_lived)}, scenario "
        f"{info.scenario}, seed {info.seed}{', stopped early' if info.is_partial else ''}."
    )
    if not info.get("is_long"):
        return "\n".join([head, "In the model:", *close_lines(run)])
    year = close_year(run)
    with run.in_year(year) as close:
        lines = [*history_lines(run), f"In {year}:", *close_lines(close)]
    return "\n".join([head, "In the model:", *lines])


def close_lines(run: Run) -> list[str]:
    """The lines on a year, or on the whole of a short run."""
    return [*hours_lines(run), *wealth_lines(run), *income_lines(run), *food_lines(run)]


def history_lines(run: Run) -> list[str]:
    """Of a long run: people, deaths of hunger, arrivals in the South."""
    return [*people_lines(run), *deaths_lines(run), *arrival_lines(run)]


def people_lines(run: Run) -> list[str]:
    """People of the country in the first and the last year."""
    found = list(gather(run, {"population": "million persons"}, ("year",)).items())
    if not found:
        return []
    (begin, first), (end, last) = found[0], found[-1]
    return [
        told(
            "- people: {first} million in {begin}, {last} million in {end}",
            first=shown(first["population"], 1), begin=str(begin), last=shown(last["population"], 1), end=str(end),
        )
    ]  # fmt: skip


def deaths_lines(run: Run) -> list[str]:
    """Deaths of hunger of all years, those of the famine's years if the run has them, and the year with most."""
    total = ask(run, "hunger_deaths", unit="thousand persons")
    if total is None or not total.number:
        return []
    by_year = gather(run, ("hunger_deaths",), ("year",))
    worst = ranked(by_year, "hunger_deaths")[0][0]
    if not set(FAMINE) < set(by_year):
        text = "- deaths of hunger outside camps and prisons: {total} thousand, most in {worst}"
        return [told(text, total=shown(total), worst=str(worst))]
    famine = ask(run, "hunger_deaths", {"year": list(FAMINE)}, "thousand persons")
    text = (
        "- deaths of hunger outside camps and prisons: {total} thousand in all years, {famine} thousand of them from "
        "{first} to {last}, most in {worst}"
    )
    return [
        told(
            text, total=shown(total), famine=shown(famine), first=str(FAMINE[0]), last=str(FAMINE[-1]),
            worst=str(worst),
        )
    ]  # fmt: skip


def arrival_lines(run: Run) -> list[str]:
    """Arrivals in the South of all full years, and the year with most."""
    total = ask(run, "arrivals_added_up")
    if total is None or not total.number:
        return []
    best = ranked(gather(run, ("arrivals",), ("year",)), "arrivals")[0][0]
    return [told("- arrivals in South Korea: {total}, most in {best}", total=shown(total), best=str(best))]


def hours_lines(run: Run) -> list[str]:
    """Hours taken a year from each of the seven occupations."""
    rows = gather(run, {"time_taken": "h/year"}, ("occupation",), {"occupation": list(HEADLINE)})
    parts = [
        told("{who} {hours}", who=many(name), hours=shown(rows[name]["time_taken"]))
        for name in HEADLINE
        if name in rows
    ]
    text = "- hours the state took a person and year, without work at the post: {parts}"
    return [told(text, parts=joined(parts, last=", "))] if parts else []


def wealth_lines(run: Run) -> list[str]:
    """Call-ups bought out of by the poorest and the richest."""
    rows = gather(run, {"bought_out": "", LABOUR: "h/year"}, ("wealth_fifth",))
    poor, rich = rows.get(1, {}), rows.get(5, {})
    if not {"bought_out", LABOUR} <= set(poor) & set(rich):
        return []
    return [
        told(
            "- call-ups bought out of: poorest fifth {poor}, richest {rich}; hours of unpaid labour and collecting: "
            "{most} and {least}",
            poor=shown(poor["bought_out"]), rich=shown(rich["bought_out"]), most=shown(poor[LABOUR]),
            least=shown(rich[LABOUR]),
        )
    ]  # fmt: skip


def income_lines(run: Run) -> list[str]:
    """A factory worker's state pay, informal income and burden."""
    pay, informal, burden = (ask(run, name, WORKER) for name in ("state_pay", "informal_money", "burden"))
    if pay is None or informal is None or burden is None:
        return []
    return [
        told(
            "- a factory worker: {pay} won of state pay a month, {informal} of money income informal; time and money "
            "taken: {burden} of what could have been earned",
            pay=shown(pay), informal=shown(informal, 1), burden=shown(burden),
        )
    ]  # fmt: skip


def food_lines(run: Run) -> list[str]:
    """Rice, the dollar, hunger."""
    weeks = list(gather(run, ("rice_price", "exchange_rate"), ("week",)).values())
    hunger = ranked(gather(run, ("hungry",), ("province",)), "hungry")
    lines: list[str] = []
    if weeks:
        lines.append(
            told(
                "- rice: {first} won a kilogram in the first week, {last} in the last; a US dollar {dollar} won",
                first=shown(weeks[0]["rice_price"]), last=shown(weeks[-1]["rice_price"]),
                dollar=shown(weeks[-1]["exchange_rate"]),
            )
        )  # fmt: skip
    if hunger:
        lines.append(
            told(
                "- hungry: from {lowest} of people in {least} to {highest} in {most}",
                lowest=shown(hunger[-1][1]["hungry"], 1), least=hunger[-1][0], highest=shown(hunger[0][1]["hungry"], 1),
                most=hunger[0][0],
            )
        )  # fmt: skip
    return lines
