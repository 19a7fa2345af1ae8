"""The report on markets: the prices of rice and the dollar, supply of the market, the worth of pay."""

from __future__ import annotations

import altair as alt

from inminban.numbers.country.observed import market_prices
from inminban.output.reading import Rows, Run
from inminban.report.chart_style import BLUE, GREY, WIDTH, Chart, data, lines
from inminban.report.measured import Key, Row, ask, cells, gather, joined, ranked, shown, told
from inminban.report.page import Grid, Plot, Section
from inminban.report.year_charts import MODEL, POINTS, by_year, price_chart, series_observed, series_of, with_seen

CAPITAL = {"province": "Pyongyang"}
PRICES = ("rice_price", "exchange_rate")
BY_PROVINCE = ("rice_price", "day_of_trade_in_rice")
TO_MARKET = {"farm_sales": "farms and households", "diverted_grain": "state stores", "imported_grain": "abroad"}
EVERY = 5  # years between those named in the sentence
LINES = {"informal_money": "informal share of money income", "bought_out": "call-ups bought out of"}
TOLD_YEARS = (1998, 2010)


def market_section(run: Run) -> Section:
    """Prices and supply of the market."""
    weeks = gather(run, PRICES, ("week",))
    places = ranked(gather(run, BY_PROVINCE, ("province",)), "rice_price")
    return Section(
        "markets",
        "Markets and prices",
        [price_sentence(list(weeks.values()), places), grain_sentence(run)],
        [RICE_BY_WEEK.figure(run), DAY_AND_DOLLAR.figure(run), province_grid(places)],
    )


def price_sentence(weeks: list[Row], places: list[tuple[Key, Row]]) -> str:
    """Price of rice at the beginning and the end, and the dearest provinces."""
    if not weeks or not places:
        return "The run has no complete week."
    first, last = weeks[0], weeks[-1]
    return told(
        "In the model a kilogram of rice cost {first} won in the first week and {last} won in the last, a US dollar "
        "{dollar} won in the last. Rice was dearest in {dear} and cheapest in {cheap}.",
        first=shown(first["rice_price"]), last=shown(last["rice_price"]), dollar=shown(last["exchange_rate"]),
        dear=places[0][0], cheap=places[-1][0],
    )  # fmt: skip


def grain_sentence(run: Run) -> str:
    """Sources of grain on the markets and the part of the ration that arrived."""
    found = {name: ask(run, name) for name in (*TO_MARKET, "market_sales", "ration_arrived")}
    if found["market_sales"] is None:
        return ""
    parts = [told("{kg} kg from {words}", kg=shown(found[name], 1), words=words) for name, words in TO_MARKET.items()]
    return told(
        "For each person and year the markets received {parts} and sold {sold} kg. Of the rations promised {arrived} "
        "arrived.",
        parts=joined(parts), sold=shown(found["market_sales"], 1), arrived=shown(found["ration_arrived"]),
    )  # fmt: skip


def province_grid(places: list[tuple[Key, Row]]) -> Grid:
    """One row a province, dearest first."""
    return Grid(
        "Rice by province, mean of the weeks",
        ["Province", "Won a kilogram", "Kilograms for a day of trade"],
        [[name, *cells(row, BY_PROVINCE, {"day_of_trade_in_rice": 1})] for name, row in places],
        measures=BY_PROVINCE,
    )


def rice_by_week(run: Run) -> Chart:
    """The national mean price of rice, and the band between the cheapest and the dearest province."""
    mean, places = gather(run, ("rice_price",), ("week",)), gather(run, ("rice_price",), ("week", "province"))
    among: dict[Key, list[float]] = {}
    for (week, _), row in places.items():
        among.setdefault(week, []).append(row["rice_price"].number)
    rows = [
        {"week": week, "rice": row["rice_price"].number, "low": min(among[week]), "high": max(among[week])}
        for week, row in mean.items()
    ]
    base = alt.Chart(data(rows)).encode(x=alt.X("week:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=6)))
    band = base.mark_area(color=GREY, opacity=0.3).encode(
        y=alt.Y("low:Q", title="won a kilogram of rice", scale=alt.Scale(zero=False)), y2="high:Q"
    )
    line = base.mark_line(color=BLUE, strokeWidth=2).encode(y="rice:Q")
    return alt.layer(band, line).properties(width=WIDTH - 20, height=220)


def day_and_dollar(run: Run) -> Chart:
    """Side by side: kilograms of rice that a day of trade buys, and the dollar in won."""
    half = WIDTH // 2 - 40
    day, dollar = weekly(run, "day_of_trade_in_rice", "rice"), weekly(run, "exchange_rate", "dollar")
    left = lines(day, "week", "rice", "name", "kg of rice for a day of trade", [""], 160).properties(width=half)
    right = lines(dollar, "week", "dollar", "name", "won for a US dollar", [""], 160).properties(width=half)
    return alt.hconcat(left, right, spacing=30)


def weekly(run: Run, name: str, column: str) -> Rows:
    """A measure by week as the rows of one line, its values in a column of this name."""
    return [
        {"week": week, column: row[name].number, "name": ""} for week, row in gather(run, (name,), ("week",)).items()
    ]


def prices_section(run: Run) -> Section:
    """Rice, the dollar, and the worth of pay, over the years."""
    rows = gather(run, ("pay_in_rice",), ("year",))
    parts = [
        told("{kg} kg in {year}", year=str(year), kg=shown(row["pay_in_rice"], 1))
        for year, row in rows.items()
        if year % EVERY == 0 or len(rows) <= EVERY
    ]
    text = told("In the model the state pay of a paid month bought this much rice: {parts}.", parts=joined(parts))
    return Section(
        "prices",
        "Prices and what pay is worth",
        [text if parts else "The run has no month with state pay."],
        [RICE_BY_YEARS.figure(run), DOLLAR_BY_YEARS.figure(run), PAY_BY_YEARS.figure(run)],
    )


def in_the_capital(run: Run, name: str) -> Rows:
    """A measure of every second week in Pyongyang."""
    found = gather(run, (name,), ("week",), CAPITAL)
    return [{"day": week, "value": row[name].number} for week, row in list(found.items())[::2] if row[name].number]


def rice_through_the_years(run: Run) -> Chart:
    """Market price of rice by week on a logarithmic scale, with recorded prices."""
    recorded = [{"day": row.day, "value": row.rice_pyongyang} for row in market_prices()]
    return price_chart(in_the_capital(run, "rice_price"), recorded, "won of today a kg of rice, Pyongyang")


def dollar_through_the_years(run: Run) -> Chart:
    """Market rate of the dollar by week on a logarithmic scale, with recorded rates."""
    recorded = [{"day": row.day, "value": row.won_per_dollar} for row in market_prices()]
    return price_chart(in_the_capital(run, "exchange_rate"), recorded, "won of today a US dollar, Pyongyang")


def pay_through_the_years(run: Run) -> Chart:
    """Kilograms of rice that a paid month of state pay buys, with observed values."""
    rows = series_of(run, {"pay_in_rice": MODEL})
    chart = by_year(rows, "series", "kg of rice for a month's pay", [MODEL], is_log=True, is_seen=True)
    return with_seen(chart, rows, series_observed("pay_rice_kg"))


def growth_section(run: Run) -> Section:
    """Growth of the market."""
    rows = gather(run, ("informal_money",), ("year",))
    years = {*TOLD_YEARS, *list(rows)[:1], *list(rows)[-1:]}
    parts = [
        told("{share} in {year}", year=str(year), share=shown(row["informal_money"]))
        for year, row in rows.items()
        if year in years
    ]
    text = told(
        "In the model informal income (trade, private lessons, own grain sold) made up this share of money income: "
        "{parts}.", parts=joined(parts),
    )  # fmt: skip
    return Section("markets-grow", "The growth of the market", [text if parts else ""], [MARKETS_BY_YEAR.figure(run)])


def markets_by_year(run: Run) -> Chart:
    """The market in people's lives: informal share of money income, and share of call-ups bought out of."""
    return by_year(series_of(run, LINES), "series", "percent", list(LINES.values()))


RICE_BY_WEEK = Plot(
    "rice_by_week",
    "Price of rice by week",
    rice_by_week,
    "Price of rice, mean of counties weighted by people; grey: from the cheapest to the dearest province.",
    ("rice_price",),
)
DAY_AND_DOLLAR = Plot(
    "day_and_dollar",
    "Worth of a day of trade, and the dollar, by week",
    day_and_dollar,
    "What eight hours of trade bring, in rice; and the market rate of the dollar.",
    ("day_of_trade_in_rice", "exchange_rate"),
)
RICE_BY_YEARS = Plot(
    "rice_through_the_years",
    "Price of rice in Pyongyang",
    rice_through_the_years,
    f"Logarithmic scale; 100 old won, of before 30 November 2009, are drawn as 1 won of today. {POINTS}",
    ("rice_price",),
)
DOLLAR_BY_YEARS = Plot(
    "dollar_through_the_years",
    "The dollar in Pyongyang",
    dollar_through_the_years,
    f"Logarithmic scale. {POINTS}",
    ("exchange_rate",),
)
PAY_BY_YEARS = Plot(
    "pay_through_the_years",
    "Rice that a month of state pay buys",
    pay_through_the_years,
    f"What the state pay of a paid month buys in rice; pensions are not in it. Logarithmic scale. {POINTS} Bars: the "
    "source's range.",
    ("pay_in_rice",),
)
MARKETS_BY_YEAR = Plot(
    "markets_by_year",
    "Informal income and buying out",
    markets_by_year,
    "Informal share of money income, and share of call-ups for labour that were bought out of.",
    tuple(LINES),
)
PLOTS = (RICE_BY_WEEK, DAY_AND_DOLLAR, RICE_BY_YEARS, DOLLAR_BY_YEARS, PAY_BY_YEARS, MARKETS_BY_YEAR)
