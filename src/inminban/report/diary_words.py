"""The sentences of a diary: who somebody is, their time, what was demanded, money, food, mind, penalties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from inminban.output.words import (
    EARNED,
    MONEY_WORDS,
    PAID,
    SANCTION_WORDS,
    TAKEN,
    USE_WORDS,
    day,
    listed,
    number,
    one,
    plain,
    sentence,
)

Row = Mapping[str, Any]
OWN_SPENDING = ("tuition", "appearance")
OWN_USES = ("work", "school", "market", "plot", "lessons", "home")
GIFTS = ("strength", "hands", "machines", "letters", "people", "care", "music", "trade")


def length(minutes: int) -> str:
    """Minutes as hours and minutes."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{number(hours)} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def who(person: Row, first: Row) -> str:
    """Who a person is at the start, in a few sentences."""
    roles = [
        words
        for key, words in (
            ("is_party_member", "a member of the Workers' Party"),
            ("is_unit_head", "head of the neighbourhood unit"),
            ("is_informant", "an informant"),
            ("is_trainee", "taking paid music lessons"),
        )
        if person[key]
    ]
    gifts = sorted(GIFTS, key=lambda gift: -int(person[f"aptitude_{gift}"]))
    kind = {"male": "man", "female": "woman"} if person["age"] >= 17 else {"male": "boy", "female": "girl"}
    return " ".join(
        [
            f"{sentence(one(person['occupation']))}: a synthetic {kind.get(person['sex'], 'person')} of "
            f"{person['age']}, born {day(person['birth_day'])}, living in {person['county']}, {person['province']} "
            f"({person['settlement']}), in neighbourhood unit {person['unit']}, in a household of "
            f"{person['household_size']}, wealth fifth {first['wealth_fifth']} of 5.",
            f"Origin class: {plain(person['songbun'])}; schooling: {plain(person['education'])}.",
            f"Also {listed(roles)}." if roles else "",
            f"Greatest gift: {gifts[0]} ({person[f'aptitude_{gifts[0]}']} of 100); least: {gifts[-1]} "
            f"({person[f'aptitude_{gifts[-1]}']}).",
        ]
    ).replace("  ", " ")


def total(span: Sequence[Row], name: str) -> int:
    """Total of one column over some days."""
    return sum(int(row[name]) for row in span)


def uses(span: Sequence[Row], names: Sequence[str]) -> list[str]:
    """Each use of time that had any, with its length."""
    found = [(name, total(span, f"minutes_{name}")) for name in names]
    return [f"{USE_WORDS[name]} {length(minutes)}" for name, minutes in found if minutes]


def time_words(span: Sequence[Row]) -> str:
    """Where the waking time went: first what the state took, then the rest."""
    names = [use.name.lower() for use in TAKEN]
    taken = sum(total(span, f"minutes_{name}") for name in names)
    parts = f" ({', '.join(uses(span, names))})" if taken else ""
    return f"Time: the state took {length(taken)}{parts}; the rest was {', '.join(uses(span, OWN_USES)) or 'nothing'}."


def demanded_words(span: Sequence[Row], dates: Mapping[date, Row]) -> str:
    """Events by name with whether they were attended, call-ups, sessions, absences."""
    parts = [
        event_words(row, dates[row["day"]]["events"])
        for row in span
        if row["n_events_demanded"] and row["day"] in dates
    ]
    called = total(span, "n_called")
    if called:
        results = [
            f"{words} {number(total(span, name))}"
            for name, words in (("n_went", "went"), ("n_bought", "bought out"), ("n_refused", "refused"))
            if total(span, name)
        ]
        parts.append(f"called up for labour {times(called)} ({', '.join(results) or 'not yet due'})")
    if total(span, "n_sessions"):
        parts.append(session_words(span))
    if total(span, "n_absent"):
        parts.append(f"absent from post or school on {number(total(span, 'n_absent'))} days")
    return f"Demanded: {'; '.join(parts)}." if parts else ""


def event_words(row: Row, names: str) -> str:
    """One day's political events."""
    held = ", ".join(name.strip() for name in names.split(";")) or "a political event"
    return f"{held} on {day(row['day'])}, {'attended' if row['n_events_attended'] else 'missed'}"


def times(count: int) -> str:
    """Once, twice, three times."""
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")


def session_words(span: Sequence[Row]) -> str:
    """Self-criticism, and what was confessed."""
    count, invented, real = (total(span, f"n_{name}") for name in ("sessions", "confessed_invented", "confessed_real"))
    confessed = [f"{number(n)} {word}" for n, word in ((invented, "invented"), (real, "real")) if n]
    exposed = ", a real offence came out" if total(span, "n_exposed") else ""
    return f"self-criticism {times(count)} (offence confessed: {' and '.join(confessed) or 'none'}{exposed})"


def money_words(span: Sequence[Row], price: int | None) -> str:
    """Money in and out by purpose, in won and in kilograms of rice."""
    earned = [item.name.lower() for item in EARNED]
    spent = [*(item.name.lower() for item in PAID), *OWN_SPENDING]
    came, went = money_list(span, earned, price), money_list(span, spent, price)
    if not came and not went:
        return ""
    left = number(span[-1]["cash_jon"] / 100)
    return f"Money: in {came or 'nothing'}; out {went or 'nothing'}; {left} won in the house."


def money_list(span: Sequence[Row], names: Sequence[str], price: int | None) -> str:
    """A sum with its parts; empty if there is none."""
    found = [(name, total(span, f"{name}_jon")) for name in names]
    whole = sum(jon for _, jon in found)
    if not whole:
        return ""
    parts = ", ".join(f"{MONEY_WORDS[name]} {number(jon / 100)}" for name, jon in found if jon)
    rice = f", worth {number(whole / price, 1)} kg of rice" if price else ""
    return f"{number(whole / 100)} won ({parts}{rice})"


def food_words(span: Sequence[Row], before: Row) -> str:
    """Grain in the house, nourishment, debt."""
    last = span[-1]
    change = (last["nutrition"] - before["nutrition"]) / 100
    debt = f" The household owes {number(last['debt_jon'] / 100)} won." if last["debt_jon"] else ""
    return (
        f"Food: {number(last['food_g'] / 1000, 1)} kg of grain in the house, nourishment "
        f"{number(last['nutrition'] / 100)} of 100{changed(change)}.{debt}"
    )


def changed(points: float) -> str:
    """A change in points, if it can be seen."""
    return f" ({'+' if points > 0 else '−'}{number(abs(points), 1)})" if abs(points) >= 0.05 else ""


def mind_words(last: Row, before: Row) -> str:
    """Conviction held and spoken, fear, outside knowledge, with changes."""
    parts = [
        f"{words} {number(last[name] / 100)}{changed((last[name] - before[name]) / 100)}"
        for name, words in (
            ("conviction", "private conviction"),
            ("spoken", "spoken"),
            ("fear", "fear"),
            ("outside_knowledge", "outside knowledge"),
        )
    ]
    return f"Mind, points of 100: {', '.join(parts)}."


def penalty_words(span: Sequence[Row], before: Row) -> str:
    """Penalties that began or ended, strikes that came, inspections, penalties bought down."""
    parts, now = [], before["sanction"]
    for row in span:
        if row["sanction"] != now:
            now = row["sanction"]
            parts.append(f"{SANCTION_WORDS.get(now, plain(now))} from {day(row['day'])}")
    strikes = span[-1]["strikes"] - before["strikes"]
    if strikes > 0:
        parts.append(f"{number(strikes)} more on the record ({number(span[-1]['strikes'])} in all)")
    if total(span, "n_inspected"):
        parts.append(f"inspected {times(total(span, 'n_inspected'))}")
    if total(span, "n_letoff"):
        parts.append("paid to lighten a penalty")
    return f"Penalties: {'; '.join(parts)}." if parts else ""
