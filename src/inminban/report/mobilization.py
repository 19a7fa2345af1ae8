"""The report on mobilization: call-ups for labour, who goes, who buys out, and the tasks."""

from __future__ import annotations

import altair as alt

from inminban.measures.groups import FIFTHS
from inminban.output.reading import Run
from inminban.output.words import FIFTH_WORDS, plain, sentence
from inminban.report.chart_style import SKY, VERMILION, WIDTH, Chart, plain_bars
from inminban.report.measured import Row, cells, gather, ranked, shown, told
from inminban.report.page import Grid, Plot, Section
from inminban.report.parts import ADULTS, LABOUR

BY_FIFTH = {
    "call_ups": "", "went": "", "bought_out": "", "refused": "", LABOUR: "h/year", "buyout_paid": "won/year",
    "august_third_paid": "won/year", "levies": "won/year", "money_taken": "won/year",
}  # fmt: skip
BY_TASK = ("task_call_ups", "task_went", "task_bought_out", "task_refused", "task_hours")


def wealth_section(run: Run) -> Section:
    """Who does the labour and who pays."""
    rows = gather(run, BY_FIFTH, ("wealth_fifth",))
    return Section(
        "wealth",
        "Who works and who buys out",
        [wealth_sentence(rows)],
        [BY_WEALTH.figure(run), wealth_grid(rows), task_grid(run)],
    )


def wealth_sentence(rows: dict[int, Row]) -> str:
    """The richest compared with the poorest."""
    if not {"bought_out", LABOUR} <= set(rows.get(1, {})) & set(rows.get(5, {})):
        return "The run has no call-ups of both the poorest and the richest fifth."
    poor, rich = rows[1], rows[5]
    return told(
        "In the model the richest fifth bought out of {rich} of their call-ups for labour, the poorest fifth of "
        "{poor}. The poorest gave {most} hours a year to unpaid labour and collecting, the richest {least}.",
        rich=shown(rich["bought_out"]), poor=shown(poor["bought_out"]), most=shown(poor[LABOUR]),
        least=shown(rich[LABOUR]),
    )  # fmt: skip


def wealth_grid(rows: dict[int, Row]) -> Grid:
    """One row a wealth fifth."""
    return Grid(
        "Call-ups, hours and money, a person and year",
        [
            "Wealth", "Call-ups", "Went", "Bought out", "Refused", "Hours of labour and collecting",
            "Won for buying out", "Won to stay off work", "Won of levies", "Won taken, all purposes",
        ],
        [[sentence(FIFTH_WORDS[fifth]), *cells(rows[fifth], BY_FIFTH, {"call_ups": 1})]
         for fifth in FIFTHS if fifth in rows],
        note=f"Call-ups and hours are of {ADULTS}, money is of everybody. Won taken: levies, stall fees, buying out, "
        "August 3rd money, bribes to lighten penalties, fines.",
        measures=tuple(BY_FIFTH),
    )  # fmt: skip


def task_grid(run: Run) -> Grid:
    """One row a channel and task, most call-ups first."""
    return Grid(
        "Call-ups by channel and task, all simulated people",
        ["Channel", "Task", "Call-ups", "Went", "Bought out", "Refused", "Hours each time"],
        [
            [sentence(plain(channel)), sentence(plain(task)), *cells(row, BY_TASK, {"task_hours": 1})]
            for (channel, task), row in ranked(gather(run, BY_TASK, ("channel", "task")), "task_call_ups")
            if row["task_call_ups"].number
        ],
        first_number=2,
        measures=BY_TASK,
    )


def call_ups_by_fifth(run: Run) -> Chart:
    """Side by side: the share of call-ups bought out of, and the unpaid hours, by wealth fifth."""
    rows = [
        {"fifth": sentence(FIFTH_WORDS[fifth]), "bought out": row["bought_out"].number, "hours": row[LABOUR].number}
        for fifth, row in gather(run, {"bought_out": "", LABOUR: "h/year"}, ("wealth_fifth",)).items()
        if {"bought_out", LABOUR} <= set(row)
    ]
    half = WIDTH // 2 - 80
    bought = plain_bars(rows, "fifth", "bought out", "call-ups bought out of", ",.0f", VERMILION, half, " %")
    hours = plain_bars(rows, "fifth", "hours", "hours of unpaid labour and collecting a year", ",.0f", SKY, half)
    return alt.hconcat(bought, hours, spacing=30)


BY_WEALTH = Plot(
    "call_ups_by_fifth",
    "Call-ups bought out of, and hours of labour, by wealth",
    call_ups_by_fifth,
    f"Call-ups for labour bought out of, among all, and hours of unpaid labour: {ADULTS}, by fifth of wealth per head.",
    ("bought_out", LABOUR),
)
PLOTS = (BY_WEALTH,)
