"""The report on money: income by source, payments, and the burden of a year."""

from __future__ import annotations

import altair as alt

from inminban.measures.groups import FIFTHS
from inminban.output.reading import Rows, Run
from inminban.output.words import FIFTH_WORDS, many, sentence
from inminban.report.chart_style import SEQUENTIAL, WIDTH, Chart, data, plain_bars, stacked_bars
from inminban.report.measured import Row, cells, enough, gather, numbers, ranked, shown, told
from inminban.report.page import Grid, Plot, Section
from inminban.report.parts import ADULTS, MONEY_IN, MONEY_TAKEN, OWN_SPENDING

INCOME = (*MONEY_IN, "money_income", "informal_money")
PAID = {**dict.fromkeys((*MONEY_TAKEN, "money_taken"), "won/year"), "money_taken_of_income": ""}
OWN = dict.fromkeys(OWN_SPENDING, "won/year")
BURDEN = {"time_worth_of_person": "won/year", "money_taken": "won/year", "could_earn": "won/year", "burden": ""}
MONEY_COLOURS = ["#0072B2", "#999999", "#E69F00", "#009E73", "#56B4E9", "#D55E00", "#CC79A7"]
SHARE = {"informal_money": 1}
CHILD, PRISONER = "child", "prisoner"
PEOPLE = "simulated_people"
OF_FIFTH = {fifth: words.removesuffix(" fifth") for fifth, words in FIFTH_WORDS.items()}
"""Headings of narrow columns: one word each, also where a page is as wide as a telephone."""
FROM_14 = {"age_group": ["14-16", "17-29", "30-44", "45-59", "60+"]}
"""Occupations whose working time has a value: the burden is shown for them."""


def income_section(run: Run) -> Section:
    """Income and payments."""
    found = ranked(gather(run, (*INCOME, PEOPLE), ("occupation",), with_few=True), "money_income")
    table = {name: row for name, row in found if name != CHILD}
    rows = enough(table)
    return Section(
        "income",
        "Income and what is paid away",
        [income_sentence(rows)],
        [INCOME_BY_OCCUPATION.figure(run), income_grid(table), paid_grid(run)],
    )


def income_sentence(rows: dict[str, Row]) -> str:
    """A factory worker's pay and informal income."""
    worker = rows.get("factory_worker")
    if worker is None or "informal_money" not in worker:
        return "The run has no factory worker with an income."
    return told(
        "In the model a factory worker had a money income of {income} won a month, of which {pay} won were state pay. "
        "Informal income (trade, private lessons, own grain sold) made up {informal}.",
        income=shown(worker["money_income"]), pay=shown(worker.get("state_pay")),
        informal=shown(worker["informal_money"], 1),
    )  # fmt: skip


def income_grid(rows: dict[str, Row]) -> Grid:
    """One row an occupation, one column a source."""
    return Grid(
        "Won a person and month by source",
        [
            "Occupation",
            *(sentence(words) for words in MONEY_IN.values()),
            "Together",
            "Informal share",
            "Simulated people",
        ],
        [[sentence(many(name)), *cells(row, (*INCOME, PEOPLE), SHARE)] for name, row in rows.items()],
        note="State pay counts months without it as nothing. Informal is money from trade, private lessons and own "
        "grain sold; bribes taken and what families give teachers and doctors are not in it. At a workplace that "
        "stands still, as many factories do after 1993, people have time to trade; doctors and office workers have "
        "less.",
        measures=(*INCOME, PEOPLE),
    )


def paid_grid(run: Run) -> Grid:
    """One row a wealth fifth, one column a purpose."""
    rows = gather(run, {**PAID, **OWN}, ("wealth_fifth",))
    names = [*MONEY_TAKEN.values(), "together", "of money income", *OWN_SPENDING.values()]
    return Grid(
        "Won taken from a person in a year, all ages",
        ["Wealth", *(sentence(words) for words in names)],
        [[sentence(FIFTH_WORDS[fifth]), *cells(rows[fifth], (*PAID, *OWN))] for fifth in FIFTHS if fifth in rows],
        note="The last two columns are spending that the state does not take. They are not in the sum.",
        measures=(*PAID, *OWN),
    )


def income_by_occupation(run: Run) -> Chart:
    """Won a month by source, those with the highest income first."""
    rows = [
        {"occupation": sentence(many(name)), "source": sentence(MONEY_IN[part]), "value": value, "rank": rank}
        for name, row in ranked(gather(run, (*MONEY_IN, "money_income"), ("occupation",)), "money_income")
        if row["money_income"].number >= 1 and name != CHILD
        for rank, (part, value) in enumerate(numbers(row, MONEY_IN).items())
    ]
    names = [sentence(words) for words in MONEY_IN.values()]
    return stacked_bars(rows, "occupation", "source", "value", "won a person and month", names, MONEY_COLOURS)


def burden_section(run: Run) -> Section:
    """The worth of a year's burden on a person."""
    asked = {**BURDEN, PEOPLE: ""}
    rows = dict(ranked(gather(run, asked, ("occupation",), FROM_14, with_few=True), "burden"))
    fifths = {fifth: row for fifth, row in gather(run, asked, ("wealth_fifth",)).items() if "burden" in row}
    return Section(
        "burden",
        "The burden of a year",
        [burden_sentence(enough(rows)), fifths_sentence(fifths)],
        [BURDEN_BY_OCCUPATION.figure(run), BURDEN_BY_FIFTH.figure(run), burden_grid(rows, fifths)],
    )


def burden_sentence(rows: dict[str, Row]) -> str:
    """The burden of a year on a factory worker."""
    worker = rows.get("factory_worker")
    if worker is None:
        return "The run has no factory worker whose burden could be measured."
    return told(
        "In the model a year took from a factory worker unpaid time worth {worth} won at the local market and {paid} "
        "won in money. Together this is {share} of what all working time could have earned.",
        worth=shown(worker["time_worth_of_person"]), paid=shown(worker["money_taken"]), share=shown(worker["burden"]),
    )  # fmt: skip


def fifths_sentence(fifths: dict[int, Row]) -> str:
    """The poorest compared with the richest."""
    if not {1, 5} <= set(fifths):
        return ""
    return told(
        "For the poorest fifth the share was {poor}, for the richest {rich}.",
        poor=shown(fifths[1]["burden"]), rich=shown(fifths[5]["burden"]),
    )  # fmt: skip


def burden_grid(rows: dict[str, Row], fifths: dict[int, Row]) -> Grid:
    """One row an occupation, then one a wealth fifth."""
    named = {sentence(many(name)): row for name, row in rows.items()}
    named |= {sentence(FIFTH_WORDS[fifth]): row for fifth, row in fifths.items()}
    return Grid(
        "Won a person and year",
        ["Group", "Worth of unpaid time", "Money taken", "Could have earned", "Burden", "Simulated people"],
        [[name, *cells(row, (*BURDEN, PEOPLE))] for name, row in named.items()],
        note="Occupations: people of 14 and over. Fifths: money taken is of everybody, the other columns are of "
        f"{ADULTS}. Working time is the working day of the law, on each day of the year. A burden over 100 % means "
        "more unpaid hours than that: prisoners work longer.",
        measures=(*BURDEN, PEOPLE),
    )


def burden_by_occupation(run: Run) -> Chart:
    """The burden's share by occupation; no prisoners."""
    rows = [
        {"occupation": sentence(many(name)), "burden": row["burden"].number}
        for name, row in ranked(gather(run, ("burden",), ("occupation",), FROM_14), "burden")
        if name != PRISONER
    ]
    return plain_bars(rows, "occupation", "burden", "share of what could have been earned", ",.0f", sign=" %")


def burden_by_fifth(run: Run) -> Chart:
    """The burden's share by occupation and wealth fifth, as a heat map with figures."""
    found = [
        name for name, _ in ranked(gather(run, ("burden",), ("occupation",), FROM_14), "burden") if name != PRISONER
    ]
    rows: Rows = [
        {"occupation": sentence(many(name)), "fifth": OF_FIFTH[fifth], "burden": row["burden"].number,
         "people": round(row["burden"].value.people)}
        for (name, fifth), row in gather(run, ("burden",), ("occupation", "wealth_fifth"), FROM_14).items()
        if name in found
    ]  # fmt: skip
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "fifth:N",
            sort=list(OF_FIFTH.values()),
            title="fifth of wealth",
            axis=alt.Axis(orient="top", labelAngle=0),
        ),
        y=alt.Y("occupation:N", sort=[sentence(many(name)) for name in found], title=None),
        tooltip=["occupation:N", "fifth:N", alt.Tooltip("burden:Q", format=".1f"), "people:Q"],
    )
    greatest = max((float(row["burden"]) for row in rows), default=1.0)
    shades = base.mark_rect(stroke="white").encode(
        color=alt.Color("burden:Q", scale=alt.Scale(range=SEQUENTIAL, domainMin=0), legend=None)
    )
    written = base.transform_calculate(label="format(datum.burden, ',.0f') + ' %'").mark_text().encode(
        text="label:N",
        color=alt.condition(f"datum.burden > {0.5 * greatest}", alt.value("white"), alt.value("#222222")),
    )  # fmt: skip
    return alt.layer(shades, written).properties(width=WIDTH - 110, height=21 * len(found))


INCOME_BY_OCCUPATION = Plot(
    "income_by_occupation",
    "Money income by occupation and source",
    income_by_occupation,
    "Won a person and month by source, everybody of the occupation.",
    (*MONEY_IN, "money_income"),
)
BURDEN_BY_OCCUPATION = Plot(
    "burden_by_occupation",
    "Burden by occupation",
    burden_by_occupation,
    "Unpaid time at its local market value and money taken, as a share of what all working time could have earned; "
    "people of 14 and over. Prisoners are left out of the charts.",
    ("burden",),
)
BURDEN_BY_FIFTH = Plot(
    "burden_by_fifth",
    "Burden by occupation and wealth",
    burden_by_fifth,
    "Unpaid time and money taken, as a share of what all working time could have earned, by occupation and fifth of "
    "wealth; people of 14 and over. Groups of fewer than ten simulated people are left out.",
    ("burden",),
)
PLOTS = (INCOME_BY_OCCUPATION, BURDEN_BY_OCCUPATION, BURDEN_BY_FIFTH)
