"""The story of a life over years: one entry a year or a month, from those who were followed month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from inminban.output.reading import Run
from inminban.output.words import (
    EARNED,
    MONEY_WORDS,
    PAID,
    SANCTION_WORDS,
    TAKEN,
    USE_WORDS,
    columns,
    day,
    listed,
    number,
    plain,
    ratio,
)
from inminban.report.diary_record import Record, Span, in_rice, record_of, spans_of, total
from inminban.report.diary_turns import GROWN_FROM, WHEREABOUTS_WORDS, child, family_turn, own_turn, posts
from inminban.report.diary_words import OWN_SPENDING, OWN_USES, mind_words, session_words, times

Row = Mapping[str, Any]
Long = Literal["year", "month"]
HALF_AN_HOUR = 30
SEEN = 100  # bp of nourishment: less is no change a reader would see
TAKEN_COLUMNS = columns(TAKEN, before="minutes_")
PAID_COLUMNS = columns(PAID, after="_jon")
EARNED_COLUMNS = columns(EARNED, after="_jon")
SPENT_COLUMNS = [*PAID_COLUMNS, *(f"{name}_jon" for name in OWN_SPENDING)]


def story(run: Run, person: int, by: Long = "year", chosen: str = "") -> str:
    """The life of a person followed month by month as Markdown; RunFolderError if the person was not."""
    return story_of(record_of(run, person), by, chosen)


def story_of(record: Record, by: Long, chosen: str = "") -> str:
    """The life as Markdown, from its record alone."""
    blocks = [f"# Synthetic person {record.person}", who(record), chosen]
    blocks.append("Nobody of this name or number lives: the person and every year below come from a model.")
    taken, paid = 0, 0.0
    before: Row | None = None
    for span in spans_of(record, by):
        taken += total(span.months, TAKEN_COLUMNS)
        paid += in_rice(span.months, PAID_COLUMNS)
        since = f"Since the start: {hours(taken)} taken, money worth {number(paid)} kg of rice paid."
        blocks.append(entry(span, before, record, by, since))
        before = span.months[-1]
    blocks.append(ending(record, taken, paid))
    return "\n\n".join(block for block in blocks if block) + "\n"


def who(record: Record) -> str:
    """Who the person is when first seen."""
    first, last = record.months[0], record.months[-1]
    is_grown = age_on(first["birth_day"], first["month"].replace(day=28)) >= GROWN_FROM
    kind = {"male": "man", "female": "woman"}[first["sex"]] if is_grown else child(first)[2:]
    party = "; a member of the Workers' Party" if first["is_party_member"] else ""
    return (
        f"A synthetic {kind}, born {day(first['birth_day'])}, followed from {first['month']:%B %Y} to "
        f"{last['month']:%B %Y}, first seen in {first['county']}, {first['province']} ({first['settlement']}), in a "
        f"household of {first['household_size']} at home, wealth fifth {first['wealth_fifth']} of 5. Origin class: "
        f"{plain(first['songbun'])}; schooling: {plain(first['education'])}; {plain(first['marital'])}{party}."
    )


def age_on(born: date, when: date) -> int:
    """Completed years."""
    return when.year - born.year - ((when.month, when.day) < (born.month, born.day))


def entry(span: Span, before: Row | None, record: Record, by: Long, since: str) -> str:
    """One year or month."""
    last = span.months[-1]
    age = age_on(last["birth_day"], last["month"].replace(day=28))
    title = f"{span.first.year}, at {age}" if by == "year" else f"{span.first:%B %Y}, at {age}"
    lived = span.at_home
    parts = [
        place_words(span, before),
        " ".join(["Turns:", "; ".join(own_turn(row, record.person) for row in span.own) + "."]) if span.own else "",
        " ".join(["In the household:", "; ".join(map(family_turn, span.family)) + "."]) if span.family else "",
        away_words(span),
        hours_words(lived),
        demanded_words(lived),
        money_words(lived),
        food_words(span, record.hungry_below) if lived else "",
        mind_words(last, before or span.months[0]),
        penalty_words(span),
        since,
    ]
    return f"## {title}\n\n" + "\n".join(f"- {part}" for part in parts if part)


def place_words(span: Span, before: Row | None) -> str:
    """Where and what somebody is, if it is the first span or something of it has changed."""
    last = span.months[-1]
    home = f"{last['county']}, {last['province']}"
    parts = []
    if before is None or (before["county"], before["province"]) != (last["county"], last["province"]):
        parts.append(f"lives in {home}")
    spells = posts(span.months, None if before is None else str(before["occupation"]))
    if spells:
        parts.append(f"is {spells}")
    if before is None or before["marital"] != last["marital"]:
        parts.append(plain(last["marital"]))
    if before is None or before["household_size"] != last["household_size"]:
        parts.append(f"{last['household_size']} at home")
    return f"Life: {'; '.join(parts)}." if parts else ""


def away_words(span: Span) -> str:
    """Where the months were spent that were not lived at home."""
    parts = []
    for place in dict.fromkeys(month["whereabouts"] for month in span.months):
        n = sum(month["whereabouts"] == place for month in span.months)
        if place != "home":
            whole = "all of it" if n == len(span.months) else f"{n} of {len(span.months)} months"
            parts.append(f"{WHEREABOUTS_WORDS.get(place, plain(place))}, {whole}")
    return f"Away: {'; '.join(parts)}; the days there are not followed." if parts else ""


def hours_words(months: Sequence[Row]) -> str:
    """Where the waking time went, in hours; "" for those from whom nothing is taken and who do nothing but live."""
    taken = [(name, total(months, [name])) for name in TAKEN_COLUMNS]
    own = [(f"minutes_{use}", total(months, [f"minutes_{use}"])) for use in OWN_USES]
    if not any(minutes for name, minutes in [*taken, *own] if name != "minutes_home"):
        return ""
    parts, rest = (
        ", ".join(f"{USE_WORDS[name.removeprefix('minutes_')]} {hours(minutes)}" for name, minutes in uses if minutes)
        for uses in (taken, own)
    )
    whole = sum(minutes for _, minutes in taken)
    return f"Time: the state took {hours(whole)}{f' ({parts})' if parts else ''}; the rest was {rest or 'nothing'}."


def hours(minutes: int) -> str:
    """Minutes as whole hours."""
    return f"{number(minutes / 60)} h" if minutes >= HALF_AN_HOUR or not minutes else "under 1 h"


def demanded_words(months: Sequence[Row]) -> str:
    """Political events, call-ups, sessions and absences, counted."""
    demanded, called = total(months, ["n_events_demanded"]), total(months, ["n_called"])
    parts = []
    if demanded:
        parts.append(f"political events attended {number(total(months, ['n_events_attended']))} of {number(demanded)}")
    if called:
        words = (("n_went", "went"), ("n_bought", "bought out"), ("n_refused", "refused"))
        results = [f"{said} {number(total(months, [name]))}" for name, said in words if total(months, [name])]
        parts.append(f"called up for labour {times(called)} ({', '.join(results) or 'not yet due'})")
    if total(months, ["n_sessions"]):
        parts.append(session_words(months))
    if total(months, ["n_absent"]):
        parts.append(f"absent from post or school on {number(total(months, ['n_absent']))} days")
    if total(months, ["n_media_days"]):
        parts.append(f"foreign media on {number(total(months, ['n_media_days']))} days")
    return f"Demanded and done: {'; '.join(parts)}." if parts else ""


def money_words(months: Sequence[Row]) -> str:
    """Money in and out in won, and in the rice it would have bought month by month."""
    came, went = money_list(months, EARNED_COLUMNS), money_list(months, SPENT_COLUMNS)
    if not came and not went:
        return ""
    paydays = total(months, ["n_paid"])
    pay = f"; state pay came {times(paydays)}" if paydays else "; no state pay came"
    return f"Money: in {came or 'nothing'}; out {went or 'nothing'}{pay}."


def money_list(months: Sequence[Row], names: Sequence[str]) -> str:
    """A sum in won and in rice, with its parts in rice; "" if there is none."""
    whole = total(months, names)
    if not whole:
        return ""
    found = [(name.removesuffix("_jon"), in_rice(months, [name])) for name in names if total(months, [name])]
    parts = ", ".join(f"{MONEY_WORDS[name]} {number(kilograms, 1)}" for name, kilograms in found)
    return f"{number(whole / 100)} won, worth {number(in_rice(months, names), 1)} kg of rice ({parts})"


def food_words(span: Span, hungry_below: float | None) -> str:
    """Grain in the house, nourishment, and months of hunger."""
    last, worst = span.months[-1], min(span.at_home, key=lambda month: month["nutrition"])
    hungry = sum(month["nutrition"] < hungry_below for month in span.at_home) if hungry_below is not None else 0
    said = f", hungry in {hungry} of {len(span.at_home)} months" if hungry else ""
    is_lower = last["nutrition"] - worst["nutrition"] >= SEEN
    lowest = f" (lowest {number(worst['nutrition'] / 100)} in {worst['month']:%B})" if is_lower else ""
    debt = f" The household owes {number(last['debt_jon'] / 100)} won." if last["debt_jon"] else ""
    return (
        f"Food: nourishment {number(last['nutrition'] / 100)} of 100{lowest}{said}; "
        f"{number(last['food_g'] / 1000, 1)} kg of grain and {number(last['cash_jon'] / 100)} won in the house.{debt}"
    )


def penalty_words(span: Span) -> str:
    """Penalties set, with their days."""
    parts = [
        f"{SANCTION_WORDS.get(row['step'], plain(row['step']))} on {day(row['day'])}"
        + (" (political)" if row["is_political"] else "")
        + (f" (a heavier one bought down for {number(row['price_jon'] / 100)} won)" if row["is_bought_down"] else "")
        for row in span.penalties
    ]
    inspected = total(span.months, ["n_inspected"])
    if inspected:
        parts.append(f"inspected {times(inspected)}")
    return f"Penalties: {'; '.join(parts)}." if parts else ""


def ending(record: Record, taken: int, paid: float) -> str:
    """The balance of the years."""
    first, last = record.months[0], record.months[-1]
    at_home = [month for month in record.months if month["whereabouts"] == "home"]
    earned = in_rice(at_home, EARNED_COLUMNS)
    share = ratio(in_rice(at_home, ["pay_jon"]), earned)
    away = [
        f"{number(sum(month['whereabouts'] == place for month in record.months))} months {words}"
        for place, words in WHEREABOUTS_WORDS.items()
        if place != "home" and any(month["whereabouts"] == place for month in record.months)
    ]
    sentences = [
        f"In {number(len(record.months))} months{f', of them {listed(away)},' if away else ''} the state took "
        f"{hours(taken)} beside {hours(total(at_home, ['minutes_work']))} at the post.",
        f"It and its officials took money worth {number(paid)} kg of rice; what came in was worth {number(earned)} kg"
        + (f", {number(100 * share)} % of it state pay." if share is not None else "."),
        f"Private conviction went from {number(first['conviction'] / 100)} to {number(last['conviction'] / 100)} "
        f"points of 100, what is said in public from {number(first['spoken'] / 100)} to "
        f"{number(last['spoken'] / 100)}, fear from {number(first['fear'] / 100)} to {number(last['fear'] / 100)}, "
        f"outside knowledge from {number(first['outside_knowledge'] / 100)} to "
        f"{number(last['outside_knowledge'] / 100)}.",
        end_words(record),
    ]
    return f"## The balance, {first['month']:%B %Y} to {last['month']:%B %Y}\n\n" + "\n".join(sentences)


def end_words(record: Record) -> str:
    """How the record ends: a death, an arrival in the South, or the end of the run."""
    last = record.months[-1]
    ends = [row for row in record.own if row["person"] == record.person and row["event"] in ("death", "arrival")]
    if ends:
        return f"The record ends on {own_turn(ends[-1], record.person)}."
    place = WHEREABOUTS_WORDS.get(last["whereabouts"], plain(last["whereabouts"]))
    return f"At the end of the record, in {last['month']:%B %Y}, the person lives, {place}."
