"""The sentences of a diary: time, demands, money, food, belief, penalties; for a day or a longer period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inminban.measures.shared import INCOME_COLUMNS, MONEY_TAKEN_COLUMNS, OWN_SPENDING_COLUMNS, TAKEN_COLUMNS
from inminban.output.reading import Rows
from inminban.output.words import MONEY_WORDS, SANCTION_WORDS, USE_WORDS, day, number, plain
from inminban.report.diary_accounts import FOREIGN, GRAIN, WON, account_words, adding_up, waking
from inminban.report.diary_record import Record, Row, Span, amount, in_rice, total
from inminban.report.diary_turns import WHEREABOUTS_WORDS

HOUR = 60
SEEN = 100  # bp of nourishment: smaller changes are not mentioned
OWN_USES = tuple(f"minutes_{use}" for use in ("work", "school", "market", "plot", "lessons", "home"))
SPENT = ("money_taken", *OWN_SPENDING_COLUMNS)
PAY = {"state_pay": "state pay", "pension": "pension"}
PAID_BY_STATE = ("pay_jon",)  # one column of the tables for both
MANY_WON = 100  # from which sums are printed in whole won
BELIEFS = {
    "conviction": "private conviction", "spoken": "spoken", "fear": "fear", "outside_knowledge": "outside knowledge",
}  # fmt: skip
OUTCOMES = {"n_went": "went", "n_bought": "bought out", "n_refused": "refused"}


def length(minutes: float) -> str:
    """Minutes as hours and minutes."""
    hours, rest = divmod(round(minutes), HOUR)
    return " ".join(
        part for part in (f"{number(hours)} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def times(count: int) -> str:
    """Once, twice, three times."""
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")


def away_words(span: Span) -> str:
    """Where a person spent the months away from home."""
    parts = []
    places = [row.get("whereabouts", "home") for row in span.rows]
    for place in dict.fromkeys(places):
        n = places.count(place)
        if place != "home":
            whole = "all of it" if n == len(places) else f"{n} of {len(places)} months"
            parts.append(f"{WHEREABOUTS_WORDS.get(place, plain(place))}, {whole}")
    return f"Away: {'; '.join(parts)}; the days there are not followed." if parts else ""


def time_words(rows: Rows) -> str:
    """Uses of waking time: first what the state took, then the rest; "" for a person without any."""
    taken, own = uses(rows, TAKEN_COLUMNS), uses(rows, OWN_USES)
    if not taken and set(own) <= {"minutes_home"}:
        return ""
    parts = f" ({', '.join(taken.values())})" if taken else ""
    return (
        f"Time: of {length(waking(rows))} awake the state took {length(amount(rows, 'time_taken'))}{parts}; the rest "
        f"was {', '.join(own.values()) or 'nothing'}."
    )


def uses(rows: Rows, columns: Iterable[str]) -> dict[str, str]:
    """Each use of time with its length, if any."""
    found = {column: total(rows, column) for column in columns}
    return {
        column: f"{USE_WORDS[column.removeprefix('minutes_')]} {length(minutes)}"
        for column, minutes in found.items()
        if minutes
    }


def demanded_words(record: Record, rows: Rows) -> str:
    """Political events, call-ups, sessions, absences and foreign media."""
    parts = [*event_words(record, rows)]
    called = total(rows, "n_called")
    if called:
        results = [f"{words} {number(total(rows, name))}" for name, words in OUTCOMES.items() if total(rows, name)]
        parts.append(f"called up for labour {times(called)} ({', '.join(results) or 'not yet due'})")
    if total(rows, "n_sessions"):
        parts.append(session_words(rows))
    if total(rows, "n_absent"):
        parts.append(f"absent from post or school on {days_words(total(rows, 'n_absent'))}")
    if total(rows, "n_media_days"):
        parts.append(f"foreign media on {days_words(total(rows, 'n_media_days'))}")
    return f"Demanded and done: {'; '.join(parts)}." if parts else ""


def days_words(count: int) -> str:
    """A number of days."""
    return f"{number(count)} day{'' if count == 1 else 's'}"


def event_words(record: Record, rows: Rows) -> list[str]:
    """Political events: by name if days are known, else their number."""
    demanded = [row for row in rows if row["n_events_demanded"]]
    if record.is_by_day:
        return [
            f"{named(record.held.get(row['day'], ''))} on {day(row['day'])}, "
            f"{'attended' if row['n_events_attended'] else 'missed'}"
            for row in demanded
        ]
    attended = number(total(rows, "n_events_attended"))
    return [f"political events attended {attended} of {number(total(rows, 'n_events_demanded'))}"] if demanded else []


def named(events: str) -> str:
    """A day's political events by name."""
    return ", ".join(name.strip() for name in events.split(";")) or "a political event"


def session_words(rows: Rows) -> str:
    """Self-criticism, and what was confessed."""
    invented, real = total(rows, "n_confessed_invented"), total(rows, "n_confessed_real")
    confessed = [f"{number(n)} {word}" for n, word in ((invented, "invented"), (real, "real")) if n]
    exposed = ", a real offence came out" if total(rows, "n_exposed") else ""
    return (
        f"self-criticism {times(total(rows, 'n_sessions'))} (offence confessed: {' and '.join(confessed) or 'none'}"
        f"{exposed})"
    )


def money_words(record: Record, rows: Rows) -> str:
    """Income and payments in won and in rice at the price of the time, with their parts."""
    came = money_list(record, rows, (*PAY, *INCOME_COLUMNS))
    went = money_list(record, rows, (*MONEY_TAKEN_COLUMNS, *OWN_SPENDING_COLUMNS))
    pay = pay_words(record, rows)
    if not came and not went:
        return ""
    return f"Money: in {came or 'nothing'}; out {went or 'nothing'}{f'; {pay}' if pay else ''}."


def pay_words(record: Record, rows: Rows) -> str:
    """How often state pay came to somebody who worked at a post; nothing of pensioners and others without one."""
    if paydays := total(rows, "n_paid"):
        return f"state pay came {times(paydays)}"
    is_at_post = total(rows, "minutes_work") > 0 and not amount(rows, "pension")
    return "no state pay came" if is_at_post and not record.is_by_day else ""


def money_list(record: Record, rows: Rows, columns: Sequence[str]) -> str:
    """A sum in won and in rice with its parts, which add up as printed; "" if there is none.

    Parts are in won for days, in rice for months, since over years the value of the won changes.
    """
    found = [column for column in columns if column not in PAID_BY_STATE and money(rows, column)]
    won = sum(money(rows, column) for column in found)
    if not won:
        return ""
    digits = 0 if won >= MANY_WON else 2
    is_in_won = record.is_by_day
    values = [money(rows, name) if is_in_won else rice_of(rows, name) for name in found]
    part_digits = digits if is_in_won else 1
    parts = adding_up(values, part_digits)
    told = ", ".join(f"{words_of(name)} {number(part, part_digits)}" for name, part in zip(found, parts, strict=True))
    rice = sum(rice_of(rows, name) for name in found)
    return f"{number(won, digits)} won, worth {number(rice, 1)} kg of rice ({told})"


def words_of(name: str) -> str:
    """What a column or measure of money is, in words."""
    return PAY.get(name) or MONEY_WORDS[name.removesuffix("_jon")]


def money(rows: Rows, name: str) -> float:
    """Won of an amount, or of a column in jon."""
    return total(rows, name) / 100 if name.endswith("_jon") else amount(rows, name)


def rice_of(rows: Rows, name: str) -> float:
    """Kilograms of rice of an amount in won, or of a column in jon."""
    return in_rice(rows, name) / (100 if name.endswith("_jon") else 1)


def food_words(record: Record, span: Span, before: Row | None) -> str:
    """Nourishment, hunger, and grain in the house."""
    rows = span.at_home
    if not rows:
        return ""
    last = span.rows[-1]
    change = changed((last["nutrition"] - before["nutrition"]) / 100) if before is not None else ""
    return (
        f"Food: nourishment {number(last['nutrition'] / 100)} of 100{change}{lowest_words(record, rows, before)}"
        f"{hunger_words(record, rows)}."
    )


def household_words(rows: Rows) -> list[str]:
    """The household's accounts of won, foreign money and grain, each in a line, and what it owes."""
    if not rows:
        return []
    last = rows[-1]
    won, foreign, grain = (account_words(rows, kind) for kind in (WON, FOREIGN, GRAIN))
    owes = f"The household owes {worth(last['debt_jon'], last['price'])}." if last["debt_jon"] else ""
    return [
        f"Household's money: {won}{bought(last['cash_jon'], last['price'])}." if won else "",
        f"Household's foreign money: {foreign}." if foreign else "",
        f"Household's grain: {grain}." if grain else "",
        owes,
    ]


def bought(jon: float, price: float | None) -> str:
    """What a sum would buy, to stand behind it; "" if no price is known or there is nothing."""
    return f", worth {number(jon / price, 1)} kg of rice" if price and jon else ""


def worth(jon: float, price: float | None) -> str:
    """A sum in won with what it would buy."""
    return f"{number(jon / 100, 0 if jon >= 100 * MANY_WON else 2)} won{bought(jon, price)}"


def lowest_words(record: Record, rows: Rows, before: Row | None) -> str:
    """The time of lowest nourishment, if it fell and rose again."""
    worst = min(rows, key=lambda row: int(row["nutrition"]))
    if min((before or rows[0])["nutrition"], rows[-1]["nutrition"]) - worst["nutrition"] < SEEN:
        return ""
    when = f"on {day(worst['day'])}" if record.is_by_day else f"in {worst['month']:%B}"
    return f", lowest {number(worst['nutrition'] / 100)} {when}"


def hunger_words(record: Record, rows: Rows) -> str:
    """Number of days or months in which the person was hungry."""
    if record.hungry_below is None:
        return ""
    hungry = sum(row["nutrition"] < record.hungry_below for row in rows)
    return f", hungry in {hungry} of {len(rows)} {record.time}s" if hungry else ""


def changed(points: float) -> str:
    """A change in points, if it is large enough to mention."""
    return f" ({'+' if points > 0 else '−'}{number(abs(points), 1)})" if abs(points) >= 0.05 else ""


def belief_words(last: Row, before: Row) -> str:
    """Conviction held and spoken, fear, outside knowledge, with changes."""
    parts = [
        f"{words} {number(last[name] / 100)}{changed((last[name] - before[name]) / 100)}"
        for name, words in BELIEFS.items()
    ]
    return f"Belief, points of 100: {', '.join(parts)}."


def penalty_words(record: Record, span: Span, before: Row | None) -> str:
    """Penalties: served (by day) or imposed (by month); strikes, inspections."""
    parts = [
        *(
            served(span.rows, before)
            if record.is_by_day
            else [set_words(row, record.price_on(row["day"])) for row in span.penalties]
        )
    ]
    strikes = span.rows[-1]["strikes"] - (before or span.rows[0])["strikes"]
    if strikes > 0:
        parts.append(f"{number(strikes)} more on the record ({number(span.rows[-1]['strikes'])} in all)")
    if total(span.rows, "n_inspected"):
        parts.append(f"inspected {times(total(span.rows, 'n_inspected'))}")
    if record.is_by_day and total(span.rows, "n_letoff"):
        parts.append("paid to lighten a penalty")
    return f"Penalties: {'; '.join(parts)}." if parts else ""


def served(rows: Rows, before: Row | None) -> list[str]:
    """Penalties that began or ended, by day."""
    parts, now = [], (before or rows[0])["sanction"]
    for row in rows:
        if row["sanction"] != now:
            now = row["sanction"]
            parts.append(f"{SANCTION_WORDS.get(now, plain(now))} from {day(row['day'])}")
    return parts


def set_words(row: Row, price: float | None) -> str:
    """A penalty that was imposed; `price`: jon a kilogram of rice at that time."""
    return (
        f"{SANCTION_WORDS.get(row['step'], plain(row['step']))} on {day(row['day'])}"
        + (" (political)" if row["is_political"] else "")
        + (f" (a heavier one reduced for {worth(row['price_jon'], price)})" if row["is_bought_down"] else "")
    )
