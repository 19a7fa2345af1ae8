"""Sections of the report on time: what this is, hours taken, who buys out, one person's year."""

from __future__ import annotations

from typing import Any

from inminban.output.reading import Rows, Run
from inminban.output.words import (
    FIFTH_WORDS,
    TAKEN,
    USE_WORDS,
    day,
    many,
    number,
    one,
    percent,
    plain,
    ratio,
    sentence,
    won,
)
from inminban.report import figures_time as figures
from inminban.report.page import Grid, Part, Section, figure


def hours_section(run: Run) -> Section:
    """1. Hours a year taken from one person, by purpose and occupation."""
    rows = figures.headline(run)
    return Section(
        "hours",
        "Hours the state takes in a year",
        [hours_sentence(rows), work_sentence(rows)],
        [
            headline_grid(rows),
            figure(
                run,
                "hours_taken",
                "Hours a person and year, taken from each occupation by purpose, without work at the post. Prisoners, "
                "whose time is all taken, and small children are left out.",
            ),
            figure(run, "taken_by_month", "Minutes a day taken from people of seven and over, by month and purpose."),
        ],
    )


def hours_sentence(rows: Rows) -> str:
    """In the model a factory worker gave so many hours, more than half of it to this."""
    worker = next((row for row in rows if row["occupation"] == "factory_worker"), rows[0] if rows else None)
    if worker is None:
        return "The run holds nobody of the occupations shown here."
    largest = max((use.name.lower() for use in TAKEN), key=lambda use: float(worker[use]))
    share = percent(ratio(worker[largest], worker["total"]))
    return (
        f"In the model {one(worker['occupation'])} gave {interval(worker)} hours in a year to events, rehearsals, "
        f"self-criticism, study, labour, collecting and punishment; the largest part, {share}, went to "
        f"{USE_WORDS[largest]}."
    )


def work_sentence(rows: Rows) -> str:
    """Beside it stands work at the post."""
    most = max(rows, key=lambda row: float(row["total"]), default=None)
    least = min(rows, key=lambda row: float(row["total"]), default=None)
    if most is None or least is None:
        return ""
    return (
        f"Of the seven groups in the table {many(most['occupation'])} gave the most ({number(most['total'])} hours) "
        f"and {many(least['occupation'])} the least ({number(least['total'])}). Work at the post comes on top."
    )


def interval(row: dict[str, Any]) -> str:
    """A total with its interval from the number of simulated people."""
    half = row["interval"]
    return number(row["total"]) + ("" if half is None else f" ± {number(half, 1 if half < 10 else 0)}")


def headline_grid(rows: Rows) -> Grid:
    """Purposes down, occupations across."""
    body = [[sentence(USE_WORDS[use.name.lower()]), *(number(row[use.name.lower()]) for row in rows)] for use in TAKEN]
    body.append(["Taken, together", *(interval(row) for row in rows)])
    body.append(["Work at the post", *(number(row["work"]) for row in rows)])
    body.append(["School lessons", *(number(row["school"]) for row in rows)])
    body.append(["Simulated people", *(number(row["people"]) for row in rows)])
    return Grid(
        "Hours a person and year",
        ["Purpose", *(sentence(many(row["occupation"])) for row in rows)],
        body,
        note="± is half of the 95 % interval that comes from the number of simulated people alone: the spread between "
        "people of the panel over the root of the people simulated. It says nothing of the numbers that go into the "
        "model, or of another seed.",
    )


def wealth_section(run: Run) -> Section:
    """2. Who does the labour and who pays."""
    rows = figures.call_ups_by_fifth(run)
    return Section(
        "wealth",
        "Who works and who buys out",
        [wealth_sentence(rows)],
        [
            figure(run, "call_ups_by_fifth", "People of 14 and over by fifth of wealth per head."),
            fifths_grid(rows),
            channel_grid(figures.call_ups_by_channel(run)),
        ],
    )


def wealth_sentence(rows: Rows) -> str:
    """The poorest bought out of so much and worked so many hours, the richest of so much and so many."""
    found = {row["fifth"]: row for row in rows}
    if 1 not in found or 5 not in found:
        return "The run does not hold both the poorest and the richest fifth."
    poor, rich = found[1], found[5]
    return (
        f"In the model the richest fifth bought out of {percent(rich['bought'])} of their call-ups for labour, the "
        f"poorest fifth of {percent(poor['bought'])}. The poorest gave {number(poor['hours'])} hours a year to unpaid "
        f"labour and collecting, the richest {number(rich['hours'])}, and paid {won(rich['buyout'])} won a year for it."
    )


def fifths_grid(rows: Rows) -> Grid:
    """One row a fifth."""
    return Grid(
        "Call-ups, hours and money, people of 14 and over, a person and year",
        [
            "Wealth",
            "Call-ups",
            "Went",
            "Bought out",
            "Refused",
            "Hours of labour and collecting",
            "Won for buying out",
            "Won to stay off work",
            "Won of levies",
            "Won paid, all purposes",
        ],
        [
            [
                sentence(FIFTH_WORDS[row["fifth"]]),
                number(row["called"], 1),
                percent(row["went"]),
                percent(row["bought"]),
                percent(row["refused"]),
                number(row["hours"]),
                *(won(row[key]) for key in ("buyout", "august_third", "levies", "paid")),
            ]
            for row in rows
        ],
        note="Won paid: levies, stall fees, buying out, August 3rd money, bribes to lighten penalties, fines.",
    )


def channel_grid(rows: Rows) -> Grid:
    """One row a channel and task."""
    return Grid(
        "Call-ups by channel and task, all simulated people, whole run",
        ["Channel", "Task", "Call-ups", "Went", "Bought out", "Refused", "Hours each time"],
        [
            [
                plain(row["channel"]),
                plain(row["task"]),
                number(row["called"]),
                percent(row["went"]),
                percent(row["bought"]),
                percent(row["refused"]),
                number(row["hours"], 1),
            ]
            for row in rows
        ],
        first_number=2,
    )


def calendar_section(run: Run) -> Section:
    """3. One working person's year, day by day."""
    person = figures.typical_person(run, "factory_worker")
    who = None if person is None else figures.person_of_panel(run, person)
    if person is None or who is None:
        return Section("calendar", "One worker's year", ["The panel of this run holds no factory worker."], [])
    days = figures.year_of(run, person)
    full = max(days, key=lambda row: row["taken"])
    free = sum(row["taken"] == 0 for row in days)
    names = f" ({full['events']})" if full["events"] else ""
    text = (
        f"Synthetic person {person}, {who['age']} years old at the start, {plain(who['sex'])}, a factory worker in "
        f"{who['county']}, {who['province']}, is the one of the panel's factory workers whose time taken lies nearest "
        f"the middle. Of {number(len(days))} days lived, the state took time beyond work on "
        f"{number(len(days) - free)}; the fullest was {day(full['day'])}{names} with {number(full['taken'])} minutes."
    )
    caption = "Minutes taken on each day, without work at the post; dots are days of political events."
    parts: list[Part] = [figure(run, "calendar_of_a_worker", caption)]
    return Section("calendar", "One worker's year", [text], parts)
