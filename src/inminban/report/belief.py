"""The report on belief: conviction held and expressed, fear and outside knowledge, in one year and over many."""

from __future__ import annotations

import altair as alt

from inminban.output.reading import Rows, Run
from inminban.output.words import many, sentence
from inminban.report.chart_style import BLUE, GREY, VERMILION, WIDTH, Chart, data, lines
from inminban.report.measured import Key, Row, cells, enough, gather, ranked, shown, told
from inminban.report.page import Grid, Plot, Section
from inminban.report.parts import ADULTS
from inminban.report.year_charts import by_year, series_of

BELIEF = {
    "conviction": "private conviction", "spoken": "spoken conviction", "fear": "fear",
    "outside_knowledge": "outside knowledge", "satisfaction": "satisfaction", "standing": "standing on the record",
    "spoken_gap": "gap between spoken and private",
}  # fmt: skip
DRAWN = ("conviction", "spoken", "spoken_gap")
BY_MONTH = ("conviction", "spoken", "fear", "outside_knowledge")
BY_YEAR = {
    "conviction": "private conviction", "spoken": "spoken conviction", "distrust": "distrust of propaganda",
    "fear": "fear", "outside_knowledge": "outside knowledge",
}  # fmt: skip
PEOPLE = "simulated_people"
PRIVATE, PUBLIC = "Held in private", "Said in public"


def belief_section(run: Run) -> Section:
    """Conviction held and expressed, fear, outside knowledge."""
    found = gather(run, (*BELIEF, PEOPLE), ("occupation",), with_few=True)
    rows = without_children(ranked(enough(found), "spoken_gap"))
    return Section(
        "conviction",
        "What people believe and what they say",
        [gap_sentence(rows), change_sentence(gather(run, ("conviction",), ("month",)))],
        [
            PRIVATE_AND_SPOKEN.figure(run),
            BELIEF_BY_MONTH.figure(run),
            belief_grid(without_children(ranked(found, "spoken_gap"))),
        ],
    )


def without_children(rows: list[tuple[Key, Row]]) -> list[tuple[Key, Row]]:
    """Occupations without small children, who have no beliefs yet."""
    return [(name, row) for name, row in rows if name != "child"]


def gap_sentence(rows: list[tuple[Key, Row]]) -> str:
    """Where the gap is widest and narrowest."""
    if not rows:
        return "The run has no people."
    (wide, its), (narrow, theirs) = rows[0], rows[-1]
    return told(
        "In the model the gap between spoken and private conviction was widest among {wide} ({most} points of 100) and "
        "narrowest among {narrow} ({least}).",
        wide=many(wide), most=shown(its["spoken_gap"]), narrow=many(narrow), least=shown(theirs["spoken_gap"]),
    )  # fmt: skip


def change_sentence(months: dict[Key, Row]) -> str:
    """How private conviction moved from the first month to the last."""
    found = list(months.values())
    if len(found) < 2:
        return ""
    return told(
        f"Private conviction of {ADULTS} went from {{first}} points in the first month to {{last}} in the last.",
        first=shown(found[0]["conviction"], 1), last=shown(found[-1]["conviction"], 1),
    )  # fmt: skip


def belief_grid(rows: list[tuple[Key, Row]]) -> Grid:
    """One row an occupation."""
    return Grid(
        "Belief by occupation, points of 100",
        ["Occupation", *(sentence(words) for words in BELIEF.values()), "Simulated people"],
        [
            [sentence(many(name)), *cells(row, (*BELIEF, PEOPLE), {**dict.fromkeys(BELIEF, 1), PEOPLE: 0})]
            for name, row in rows
        ],
        note="Fear and outside knowledge run from 0 to 100, the others from −100 to 100.",
        measures=(*BELIEF, PEOPLE),
    )


def private_and_spoken(run: Run) -> Chart:
    """Private and spoken conviction by occupation, joined by a line as long as the gap."""
    found: Rows = [
        {"occupation": sentence(many(name)), PRIVATE: row["conviction"].number, PUBLIC: row["spoken"].number}
        for name, row in without_children(ranked(gather(run, DRAWN, ("occupation",)), "spoken_gap"))
    ]
    order = [row["occupation"] for row in found]
    y = alt.Y("occupation:N", sort=order, title=None, axis=alt.Axis(grid=True))
    title = "conviction, points from −100 to 100"
    base = alt.Chart(data(found))
    joined = base.mark_rule(color=GREY, strokeWidth=2).encode(
        y=y, x=alt.X(f"{PRIVATE}:Q", title=title), x2=alt.X2(f"{PUBLIC}:Q")
    )
    dots = (
        base.transform_fold([PRIVATE, PUBLIC], as_=["which", "value"])
        .mark_circle(size=80, opacity=1)
        .encode(
            y=y,
            x=alt.X("value:Q", title=title),
            color=alt.Color(
                "which:N",
                scale=alt.Scale(domain=[PRIVATE, PUBLIC], range=[BLUE, VERMILION]),
                legend=alt.Legend(title=None, orient="top"),
            ),
            tooltip=["occupation:N", "which:N", alt.Tooltip("value:Q", format=".1f")],
        )
    )
    return alt.layer(joined, dots).properties(width=WIDTH - 110, height=22 * len(order))


def belief_by_month(run: Run) -> Chart:
    """Private and spoken conviction, fear and outside knowledge through the months."""
    rows = [
        {"month": month, "name": BELIEF[name], "value": row[name].number}
        for month, row in gather(run, BY_MONTH, ("month",)).items()
        for name in BY_MONTH
    ]
    return lines(rows, "month", "value", "name", "points of 100", [BELIEF[name] for name in BY_MONTH])


def years_section(run: Run) -> Section:
    """Belief and speech over the years."""
    rows = list(gather(run, ("conviction", "spoken"), ("year",)).items())
    (first, before), (last, after) = rows[0], rows[-1]
    text = told(
        "In the model private conviction goes from {held} points in {first} to {held_last} in {last}; what is said in "
        "public goes from {said} to {said_last}.",
        held=shown(before["conviction"]), first=str(first), held_last=shown(after["conviction"]), last=str(last),
        said=shown(before["spoken"]), said_last=shown(after["spoken"]),
    )  # fmt: skip
    return Section("minds-by-year", "Belief and speech over the years", [text], [BELIEF_BY_YEAR.figure(run)])


def belief_by_year(run: Run) -> Chart:
    """Belief, speech, distrust, fear and knowledge over the years."""
    return by_year(series_of(run, BY_YEAR), "series", "points of 100", list(BY_YEAR.values()))


PRIVATE_AND_SPOKEN = Plot(
    "private_and_spoken",
    "Conviction held and said, by occupation",
    private_and_spoken,
    "Means by occupation; widest gap first.",
    DRAWN,
)
BELIEF_BY_MONTH = Plot(
    "mind_by_month", "Belief by month", belief_by_month, f"Means at the end of each month, {ADULTS}.", BY_MONTH
)
BELIEF_BY_YEAR = Plot(
    "minds_by_year",
    "Belief and speech by year",
    belief_by_year,
    f"Means over {ADULTS}. Nothing of this was observed in the country.",
    tuple(BY_YEAR),
)
PLOTS = (PRIVATE_AND_SPOKEN, BELIEF_BY_MONTH, BELIEF_BY_YEAR)
