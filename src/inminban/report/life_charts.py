"""Charts of one life: the diary as a calendar, and money, food and mind over the years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import altair as alt

from inminban.output.reading import Rows
from inminban.report.chart_style import GREY, SEQUENTIAL, WIDTH, Chart, NothingToShow, data
from inminban.report.charts_measure import HEIGHT
from inminban.report.charts_time import over_time
from inminban.report.diary_record import HOME, JON, Record
from inminban.report.diary_turns import own_turn

Row = Mapping[str, Any]
HOUR = 60
WHOLE = 100  # basis points in a point of 100


class Shade(NamedTuple):
    """What the colours of a calendar can say of a month or day: its words, and how it is worked out."""

    words: str
    of: Callable[[Row], float | None]


def rice(row: Row, *names: str) -> float | None:
    """Money of a month or day in kilograms of rice at its price; None if no price is known."""
    price = row.get("price")
    return sum(float(row[name]) for name in names) * JON / float(price) if price else None


SHADES: Mapping[str, Shade] = {
    "taken": Shade("hours the state takes", lambda row: float(row["time_taken"]) / HOUR),
    "market": Shade("hours at the market", lambda row: float(row["market_time"]) / HOUR),
    "income": Shade("money in, kg of rice", lambda row: rice(row, "money_income")),
    "nutrition": Shade("nourishment, of 100", lambda row: row["nutrition"] / WHOLE),
    "fear": Shade("fear, of 100", lambda row: row["fear"] / WHOLE),
}
MIND = {"conviction": "private conviction", "spoken": "as spoken", "fear": "fear"}
MONEY = {"money_income": "money in", "money_taken": "taken by the state"}


def calendar_of(record: Record, shade: str) -> Chart:
    """A life as a calendar: a row a year with its months, or a column a week with its days; dots are life events.

    Times away from home (army, abroad, camp) are grey: nothing is known of them but where the person was.
    """
    chosen = SHADES[shade]
    rows = [
        {
            "when": row[record.time], "place": str(row.get("whereabouts", HOME)).replace("_", " "),
            "value": chosen.of(row) if row.get("whereabouts", HOME) == HOME else None,
        }
        for row in record.rows
    ]  # fmt: skip
    events = [{"when": row["day"], "event": own_turn(row, record.person)} for row in record.own]
    across, down = ("week(when):O", "day(when):O") if record.is_by_day else ("month(when):O", "year(when):O")
    x = alt.X(across, title=None, axis=alt.Axis(orient="top", labelAngle=0, labelOverlap=True))
    y = alt.Y(down, title=None, axis=alt.Axis(labelOverlap=False))
    base = alt.Chart(data(rows)).encode(x=x, y=y)
    tip = [alt.Tooltip("when:T"), alt.Tooltip("value:Q", title=chosen.words, format=",.3~g"), alt.Tooltip("place:N")]
    colour = alt.Color(
        "value:Q", title=chosen.words, scale=alt.Scale(range=SEQUENTIAL, zero=False),
        legend=alt.Legend(orient="bottom", gradientLength=240, titleLimit=300),
    )  # fmt: skip
    away = base.transform_filter("!isValid(datum.value)").mark_rect(color=GREY, opacity=0.25).encode(tooltip=tip)
    home = base.transform_filter("isValid(datum.value)").mark_rect().encode(color=colour, tooltip=tip)
    layers: list[Any] = [away, home]
    if events:
        told = [alt.Tooltip("when:T"), alt.Tooltip("event:N")]
        marks = alt.Chart(data(events)).mark_point(filled=True, color="#d55e00", size=50, opacity=1, stroke="white")
        layers.append(marks.encode(x=x, y=y, tooltip=told))
    n_rows = 7 if record.is_by_day else len({row[record.time].year for row in record.rows})
    return alt.layer(*layers).properties(width=WIDTH - 60, height=max(18 * n_rows, 60))


def lines_of(record: Record, names: Mapping[str, str], of: Callable[[Row, str], float | None], title: str) -> Chart:
    """Some amounts of a life over time, each line named at its end."""
    rows: Rows = [
        {record.time: row[record.time], "what": words, "value": value, "low": None, "high": None}
        for name, words in names.items()
        for row in record.rows
        if row.get("whereabouts", HOME) == HOME and (value := of(row, name)) is not None
    ]
    if not rows:
        raise NothingToShow
    return over_time(rows, record.time, ["what"], title, [], HEIGHT * 3 // 4)


def money_of(record: Record) -> Chart:
    """Money that came in, and that the state took, in rice."""
    return lines_of(record, MONEY, lambda row, name: rice(row, name), "kg of rice a month, at its price of the time")


def food_of(record: Record) -> Chart:
    """Nourishment."""
    return lines_of(record, {"nutrition": "nourishment"}, lambda row, name: row[name] / WHOLE, "of 100")


def mind_of(record: Record) -> Chart:
    """What the person believes, what the person says, and fear."""
    return lines_of(record, MIND, lambda row, name: row[name] / WHOLE, "points of 100")


LINES: Mapping[str, Callable[[Record], Chart]] = {"Money": money_of, "Food": food_of, "Mind": mind_of}
