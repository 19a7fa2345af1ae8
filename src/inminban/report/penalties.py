"""The report on penalties and self-criticism."""

from __future__ import annotations

import altair as alt

from inminban.measures.groups import FIFTHS
from inminban.output.reading import Run
from inminban.output.words import FIFTH_WORDS, SANCTION_WORDS, STEPS, many, number, plain, sentence
from inminban.report.chart_style import BLUE, SKY, VERMILION, WIDTH, Chart, plain_bars, stacked_months
from inminban.report.measured import Cell, Key, Row, ask, cells, gather, ranked, shown, told
from inminban.report.page import Grid, Plot, Section

STEP_COLOURS = ["#c9d6df", "#8fb3cc", "#4a88b3", "#1f5a8a", "#E69F00", "#D55E00"]
BY_STEP = ("penalties", "penalties_political", "penalties_bought_down", "price_of_penalty")
SESSIONS = ("sessions_per_week", "invented_confessions")
LEAST_SESSIONS = 0.05  # a week: smaller values are not shown in the chart
ADMINISTRATIVE = {"is_political": False}
WORDS_ONLY = ("reminder", "group_criticism")
"""Steps that are words and no more: nothing is paid, and no labour follows."""
HEAVIER = {"step": [step for step in STEPS if step not in WORDS_ONLY]}


def penalties_section(run: Run) -> Section:
    """Penalties, and self-criticism."""
    return Section(
        "penalties",
        "Penalties and self-criticism",
        [penalty_sentence(run), heavier_sentence(run), session_sentence(run)],
        [
            BY_MONTH.figure(run),
            steps_grid(gather(run, BY_STEP, ("step",))),
            BOUGHT_DOWN.figure(run),
            SESSIONS_BY_OCCUPATION.figure(run),
        ],
    )


def penalty_sentence(run: Run) -> str:
    """Number of penalties, and the share that was bought off."""
    rate, bought = ask(run, "penalties"), ask(run, "penalties_bought_down")
    if rate is None or bought is None:
        return "No penalty was imposed in this run."
    by_fifth = gather(run, ("penalties_bought_down",), ("wealth_fifth",))
    text = (
        "In the model {rate} penalties a year fell on 10,000 people, from reminders to prison. Of these {bought} were "
        "bought off or reduced"
    )
    if not {1, 5} <= set(by_fifth):
        return told(text + ".", rate=shown(rate), bought=shown(bought))
    return told(
        text + ", {poor} of those of the poorest fifth and {rich} of those of the richest.",
        rate=shown(rate), bought=shown(bought), poor=shown(by_fifth[1]["penalties_bought_down"]),
        rich=shown(by_fifth[5]["penalties_bought_down"]),
    )  # fmt: skip


def heavier_sentence(run: Run) -> str:
    """How many penalties are more than words: most of the number above is reminders."""
    by_step = gather(run, ("penalties",), ("step",))
    if not set(WORDS_ONLY) <= set(by_step):
        return ""
    return told(
        "Of these, {reminder} are reminders and {criticism} are criticism before the group: words alone. The heavier "
        "steps, from a summons to prison, are {heavier}. One person may be penalised several times in a year.",
        reminder=shown(by_step["reminder"]["penalties"]), criticism=shown(by_step["group_criticism"]["penalties"]),
        heavier=shown(ask(run, "penalties", HEAVIER)),
    )  # fmt: skip


def session_sentence(run: Run) -> str:
    """Share of confessions that were invented."""
    invented, artists = ask(run, "invented_confessions"), ask(run, "sessions_per_week", {"occupation": "artist"})
    if invented is None:
        return ""
    first = told(
        "Of the offences confessed at self-criticism sessions {invented} were invented.", invented=shown(invented)
    )
    if artists is None:
        return first
    return told("{first} Artists attended {times} sessions a week.", first=first, times=shown(artists, 1))


def steps_grid(rows: dict[Key, Row]) -> Grid:
    """One row a kind of penalty, lightest first."""
    order = [step for step in SANCTION_WORDS if step in rows] + [step for step in rows if step not in SANCTION_WORDS]
    return Grid(
        "Penalties by step served",
        [
            "Step",
            "Simulated penalties",
            "A year among 10,000",
            "Political",
            "Bought down to this step",
            "Mean price, won",
        ],
        [
            [
                sentence(SANCTION_WORDS.get(step, plain(step))),
                counted(rows[step]),
                *cells(rows[step], BY_STEP, {"penalties": 1, "penalties_political": 1}),
            ]
            for step in order
        ],
        measures=BY_STEP,
    )


def counted(row: Row) -> Cell:
    """Number of penalties on simulated people behind the rate."""
    return Cell(number(row["penalties"].value.cases))


def penalties_by_month(run: Run) -> Chart:
    """Penalties among 10,000 people and year, by month and kind."""
    rows = [
        {"month": month, "step": sentence(SANCTION_WORDS[step]), "value": row["penalties"].number,
         "rank": STEPS.index(step)}
        for (month, step), row in gather(run, ("penalties",), ("month", "step")).items()
        if step in STEPS and "penalties" in row
    ]  # fmt: skip
    names = [sentence(SANCTION_WORDS[step]) for step in STEPS]
    return stacked_months(rows, "step", "penalties among 10,000 people and year", names, STEP_COLOURS, 3)


def bought_down_by_fifth(run: Run) -> Chart:
    """Share of administrative penalties that were bought off, by wealth fifth."""
    found = gather(run, ("penalties_bought_down",), ("wealth_fifth",), ADMINISTRATIVE)
    rows = [
        {"fifth": sentence(FIFTH_WORDS[fifth]), "bought down": found[fifth]["penalties_bought_down"].number}
        for fifth in FIFTHS
        if fifth in found
    ]
    return plain_bars(rows, "fifth", "bought down", "penalties bought off or reduced", ",.0f", VERMILION, sign=" %")


def sessions_by_occupation(run: Run) -> Chart:
    """Side by side: self-criticism sessions a week, and the share of confessed offences that were invented."""
    rows = [
        {"occupation": sentence(many(name)), **{words: row[measure].number for words, measure in (
            ("sessions a week", "sessions_per_week"), ("invented", "invented_confessions"))}}
        for name, row in ranked(gather(run, SESSIONS, ("occupation",)), "sessions_per_week")
        if row["sessions_per_week"].number >= LEAST_SESSIONS and "invented_confessions" in row
    ]  # fmt: skip
    half = WIDTH // 2 - 90
    left = plain_bars(rows, "occupation", "sessions a week", "sessions a person and week", ".1f", BLUE, half)
    right = plain_bars(rows, "occupation", "invented", "offences that were invented", ",.0f", SKY, half, " %")
    return alt.hconcat(left, right, spacing=20)


BY_MONTH = Plot(
    "penalties_by_month",
    "Penalties by month and kind",
    penalties_by_month,
    "Penalties in a year among 10,000 people at the rate of each month, by kind.",
    ("penalties",),
)
BOUGHT_DOWN = Plot(
    "bought_down_by_fifth",
    "Penalties bought off, by wealth",
    bought_down_by_fifth,
    "Non-political penalties that were bought off or reduced, by wealth fifth.",
    ("penalties_bought_down",),
)
SESSIONS_BY_OCCUPATION = Plot(
    "sessions_by_occupation",
    "Self-criticism by occupation",
    sessions_by_occupation,
    "Self-criticism: how often a person attends, and how many of the offences confessed are invented.",
    SESSIONS,
)
PLOTS = (BY_MONTH, BOUGHT_DOWN, SESSIONS_BY_OCCUPATION)
