"""Sections of the report on penalties, self-criticism, conviction, talent and artists."""

from __future__ import annotations

from typing import Any

from inminban.output.reading import Rows, Run
from inminban.output.words import SANCTION_WORDS, many, number, percent, plain, ratio, sentence, won
from inminban.report import figures_mind as figures
from inminban.report.page import Grid, Part, Section, figure


def penalties_section(run: Run) -> Section:
    """8. Penalties, and self-criticism."""
    steps, fifths = figures.penalties(run), figures.penalties_by_fifth(run)
    return Section(
        "penalties",
        "Penalties and self-criticism",
        [penalty_sentence(steps, fifths), session_sentence(figures.sessions_together(run), figures.sessions(run))],
        [
            figure(run, "penalties_by_month", "Penalties a month among 10,000 people, by step of the ladder."),
            steps_grid(steps),
            figure(run, "bought_down_by_fifth", "Administrative penalties that were bought down, by wealth fifth."),
            figure(run, "sessions_by_occupation", "Self-criticism: how often, and how often an offence was invented."),
        ],
    )


def penalty_sentence(steps: Rows, fifths: Rows) -> str:
    """How many penalties, and what share was bought down."""
    total = sum(row["n"] for row in steps)
    if not total:
        return "No penalty was set in this run."
    bought = sum(row["n"] * row["bought"] for row in steps) / total
    rich = next((row for row in fifths if row["fifth"] == 5), None)
    poor = next((row for row in fifths if row["fifth"] == 1), None)
    by_wealth = (
        f", {percent(poor['bought'])} of those of the poorest fifth and {percent(rich['bought'])} of those of the "
        "richest"
        if poor and rich
        else ""
    )
    return (
        f"In the model {number(sum(row['rate'] or 0 for row in steps))} penalties a year fell on 10,000 people, from "
        f"reminders to prison; {percent(bought)} were bought down{by_wealth}."
    )


def session_sentence(together: dict[str, Any], rows: Rows) -> str:
    """How often people confessed what they had not done."""
    if not together["n"]:
        return ""
    artist = next((row for row in rows if row["occupation"] == "artist"), None)
    artists = "" if artist is None else f" Artists sat through {number(artist['a_week'], 1)} sessions a week."
    return (
        f"In {percent(together['invented'])} of self-criticism sessions the offence confessed was invented, in "
        f"{percent(together['real'])} it was real.{artists}"
    )


def steps_grid(rows: Rows) -> Grid:
    """One row a step of the ladder, lightest first."""
    order = list(SANCTION_WORDS)
    rows = sorted(rows, key=lambda row: order.index(row["step"]) if row["step"] in order else len(order))
    return Grid(
        "Penalties by step served",
        ["Step", "In the run", "A year among 10,000", "Political", "Bought down to this step", "Mean price, won"],
        [
            [
                sentence(SANCTION_WORDS.get(row["step"], plain(row["step"]))),
                number(row["n"]),
                number(row["rate"], 1),
                percent(row["political"], 1),
                percent(row["bought"]),
                won(row["price"]),
            ]
            for row in rows
        ],
    )


def conviction_section(run: Run) -> Section:
    """9. What people hold, what they say, what they fear, what they know."""
    rows, months = figures.mind_by_occupation(run), figures.mind_by_month(run)
    return Section(
        "conviction",
        "What people hold and what they say",
        [gap_sentence(rows), change_sentence(months)],
        [
            figure(run, "private_and_spoken", "Means of the run, people of 14 and over; widest gap first."),
            figure(run, "mind_by_month", "Means at the end of each month, people of 14 and over."),
            mind_grid(rows),
        ],
    )


def gap_sentence(rows: Rows) -> str:
    """Where the gap is widest and narrowest."""
    if not rows:
        return "The run holds nobody of 14 and over."
    wide, narrow = rows[0], rows[-1]
    return (
        f"In the model the gap between spoken and private conviction was widest among {many(wide['occupation'])} "
        f"({number(wide['gap'])} points of 100) and narrowest among {many(narrow['occupation'])} "
        f"({number(narrow['gap'])})."
    )


def change_sentence(months: Rows) -> str:
    """How private conviction moved from the first month to the last."""
    if len(months) < 2:
        return ""
    first, last = months[0]["conviction"], months[-1]["conviction"]
    return (
        f"Private conviction went from {number(first, 1)} points in the first month to {number(last, 1)} in the last."
    )


def mind_grid(rows: Rows) -> Grid:
    """One row an occupation."""
    names = list(figures.MIND)
    return Grid(
        "Points of 100, people of 14 and over, mean of the run",
        ["Occupation", *(sentence(plain(name)) for name in names), "Gap"],
        [
            [sentence(many(row["occupation"])), *(number(row[name], 1) for name in names), number(row["gap"], 1)]
            for row in rows
        ],
        note="Fear and outside knowledge run from 0 to 100, the others from −100 to 100.",
    )


def talent_section(run: Run) -> Section:
    """10. Skill that assignment loses, and the artists."""
    rows = figures.talent(run)
    parts: list[Part] = [
        figure(run, "talent_lost", "Skill lost against the post that would suit a person's gifts best.")
    ]
    artists = figures.artists(run)
    text = "Nobody in this run has a post."
    if rows:
        most = rows[0]
        text = (
            f"In the model {many(most['occupation'])} lost the most by assignment: {percent(most['lost'])} of the "
            "skill they could have reached in the post that suits them best."
        )
    if artists:
        parts.append(artists_grid(artists))
        text += " " + artists_sentence(artists)
    return Section("talent", "Talent, and the artists", [text], parts)


def artists_sentence(artists: dict[str, Any]) -> str:
    """What an artist is paid and does."""
    rice = ratio(artists["pay"], artists["rice"])
    return (
        f"An artist's state pay for a month was {won(artists['pay'])} won where it was paid, worth "
        f"{number(rice, 2)} kg of rice; "
        f"artists sat through {number(artists['sessions'], 1)} self-criticism sessions a week."
    )


def artists_grid(artists: dict[str, Any]) -> Grid:
    """The artists in figures."""
    return Grid(
        "Artists",
        ["What", "In the model"],
        [
            ["Simulated artists", number(artists["people"])],
            ["State pay of a paid month, won", won(artists["pay"])],
            ["Paydays a year", number(artists["paydays"], 1)],
            ["State pay of a paid month in rice, kg", number(ratio(artists["pay"], artists["rice"]), 2)],
            ["Self-criticism sessions a week", number(artists["sessions"], 1)],
            ["Hours of events and rehearsals a year", number(artists["stage"])],
            ["Private lessons, won a month", won(artists["lessons"])],
            ["Have taught privately in the run", percent(artists["tutored"], 1)],
            ["On the list but staying away", percent(artists["left_post"], 1)],
            ["Clothes and make-up for the stage, won a year", won(artists["appearance"])],
            ["Hungry", percent(artists["hungry"], 1)],
        ],
    )
