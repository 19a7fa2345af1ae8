"""One person in two runs: the years of both lives, what is the same and what differs.

Runs with the same seed, number of people and first day begin with the same people and use the same random numbers. A
person of the initial population is the same in both. A person born in one run may never be born in the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.measures.run import Run
from inminban.output.reading import is_of_run
from inminban.output.words import day, number, plain
from inminban.report.diary_record import Long, Record, Span, amount, in_rice, is_followed, record_of, spans_of, total
from inminban.report.diary_story import end_words
from inminban.report.diary_turns import WHEREABOUTS_WORDS, own_turn
from inminban.report.diary_words import SPENT, rice_of
from inminban.report.shared_days import SAME_DRAWS, other_code

Row = Mapping[str, Any]
DRAW_WORDS = {"seed": "seed", "people": "number of people", "first_day": "first day"}
STATES = {
    "nutrition": "nourishment, of 100", "conviction": "private conviction, of 100", "spoken": "as spoken, of 100",
    "fear": "fear, of 100", "outside_knowledge": "outside knowledge, of 100",
}  # fmt: skip


class Fact(NamedTuple):
    """One fact of a year, in words."""

    label: str
    text: str


def check_draws(first: Run, second: Run) -> None:
    """Raise InputError unless both runs begin with the same people and use the same random numbers."""
    for name in SAME_DRAWS:
        if first.info[name] != second.info[name]:
            raise InputError(
                f"the two runs do not begin with the same people and random numbers: {DRAW_WORDS[name]} "
                f"{first.info[name]} in {first.path}, {second.info[name]} in {second.path}", key="--against",
                remedy="Make one of them again with the seed, number of people and first day of the other.",
            )  # fmt: skip
    if code := other_code(first, second):
        raise InputError(
            f"the two runs were made with another {' and another '.join(code)}: two lives would differ by that, too",
            key="--against", remedy="Make both with the same version.",
        )  # fmt: skip


def must_be_followed(first: Run, second: Run, person: int) -> list[Run]:
    """Those of two runs that contain the person but did not follow them, so that they have to be repeated.

    Raises InputError if the two do not use the same random numbers, or if neither contains the person.
    """
    check_draws(first, second)
    if not is_of_run(first, person) and not is_of_run(second, person):
        raise InputError(
            f"there is no person {person} in {first.path} or {second.path}", key="PERSON",
            remedy=f"Choose from 0 to {first.info.people - 1:,}, or a number from the table life_events.",
        )  # fmt: skip
    return [run for run in (first, second) if is_of_run(run, person) and not is_followed(run, person)]


def lives(first: Run, second: Run, person: int, by: Long = "year", names: tuple[str, str] | None = None) -> str:
    """The person's life in both runs as Markdown; runs that contain the person must have it month by month.

    `names`: names of the two runs; default: scenario and folder. Raises InputError as `must_be_followed` does.
    """
    check_draws(first, second)
    called = names or (name_of(first), name_of(second))
    records = [record_of(run, person) if is_followed(run, person) else None for run in (first, second)]
    called_so = [f"first: {called[0]}", f"second: {called[1]}"]
    head = [
        f"# Synthetic person {person} in two runs",
        f"The {called_so[0]}; the {called_so[1]}. Both begin with the same people and use the same random numbers. "
        "What differs comes from the rules. Nobody of this number lives: everything below comes from a model.",
    ]
    missing = [
        f"In the {place} run this person {absence(run, person)}."
        for place, run, record in zip(("first", "second"), (first, second), records, strict=True)
        if record is None
    ]
    body = [*missing, parting(records), *years_beside(records, by), endings(records)]
    return "\n\n".join(block for block in [*head, *body] if block) + "\n"


def name_of(run: Run) -> str:
    """A run in a few words."""
    return f"{run.info.scenario} ({run.path.name})"


def absence(run: Run, person: int) -> str:
    """Why a run has no record of a person."""
    if is_of_run(run, person):
        return "lived only between two month ends and is in no table"
    return "is never born"


def parting(records: Sequence[Record | None]) -> str:
    """The time when the two lives begin to differ."""
    one, other = records
    if one is None or other is None:
        return ""
    theirs = {month["month"]: month for month in other.rows}
    for month in one.rows:
        if month["month"] not in theirs:
            return f"The two lives are equal until {month['month']:%B %Y}, when only the first goes on."
        if month != theirs[month["month"]]:
            return f"The two lives differ from {month['month']:%B %Y} on."
    if len(theirs) > len(one.rows):
        first_more = other.rows[len(one.rows)]["month"]
        return f"The two lives are equal until {first_more:%B %Y}, when only the second goes on."
    return "The two lives are equal in every month."


def years_beside(records: Sequence[Record | None], by: Long) -> list[str]:
    """One entry for each year or month of either life."""
    one, other = ({span.first: span for span in spans_of(record, by)} if record else {} for record in records)
    person = next((record.person for record in records if record), 0)
    return [beside(when, one.get(when), other.get(when), person, by) for when in sorted({*one, *other})]


def beside(when: date, one: Span | None, other: Span | None, person: int, by: Long) -> str:
    """One year or month of both lives."""
    title = f"## {when.year}" if by == "year" else f"## {when:%B %Y}"
    if one is None or other is None:
        span, place = (other, "second") if one is None else (one, "first")
        assert span is not None  # one of the two has the year
        told = [f"Only in the {place} run.", *turn_lines("Life events", [own_turn(row, person) for row in span.own])]
        return "\n\n".join([title, "\n".join(f"- {line}" for line in [*told, facts_line(facts(span))])])
    mine, theirs = ([own_turn(row, person) for row in span.own] for span in (one, other))
    lines = [
        *turn_lines("In both", [turn for turn in mine if turn in theirs]),
        *turn_lines("Only in the first", [turn for turn in mine if turn not in theirs]),
        *turn_lines("Only in the second", [turn for turn in theirs if turn not in mine]),
    ]
    pairs = list(zip(facts(one), facts(other), strict=True))
    same = [fact for fact, its in pairs if fact == its]
    different = [(fact.label, fact.text, its.text) for fact, its in pairs if fact != its]
    lines.append(facts_line(same, "Equal") if same else "Nothing is the same.")
    listed = "\n".join(f"- {line}" for line in lines)
    return "\n\n".join([title, listed, table(different) if different else "Nothing differs."])


def turn_lines(title: str, turns: Sequence[str]) -> list[str]:
    """A line of life events, if there are any."""
    return [f"{title}: {'; '.join(turns)}."] if turns else []


def facts_line(known: Sequence[Fact], title: str = "Values") -> str:
    """Facts in one line."""
    return f"{title}: {'; '.join(f'{fact.label}: {fact.text}' for fact in known)}."


def table(rows: Sequence[tuple[str, str, str]]) -> str:
    """The differences, as a Markdown table."""
    lines = ["| differs | first | second |", "|---|---:|---:|"]
    return "\n".join([*lines, *(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)])


def facts(span: Span) -> list[Fact]:
    """Facts to compare: the same labels in the same order for every period."""
    last, months = span.rows[-1], span.at_home
    lowest = min((month["nutrition"] for month in months), default=None)
    words = {
        "county": f"{last['county']}, {last['province']}", "occupation": plain(last["occupation"]),
        "whereabouts": WHEREABOUTS_WORDS.get(last["whereabouts"], plain(last["whereabouts"])),
        "marital status": plain(last["marital"]), "household at home": number(last["household_size"]),
        "months at home": number(len(months)), "hours taken": number(amount(months, "time_taken") / 60),
        "hours at the post": number(amount(months, "work_time") / 60),
        "hours at the market": number(amount(months, "market_time") / 60),
        "call-ups": number(total(months, "n_called")), "call-ups bought out of": number(total(months, "n_bought")),
        "money in, kg of rice": number(in_rice(months, "money_income"), 1),
        "state pay or pension in it": number(in_rice(months, "state_pay", "pension"), 1),
        "money out, kg of rice": number(sum(rice_of(months, name) for name in SPENT), 1),
        "grain in the house, kg": number(last["food_g"] / 1000, 1),
        "lowest nourishment, of 100": "–" if lowest is None else number(lowest / 100),
        **{label: number(last[name] / 100, 1) for name, label in STATES.items()},
        "days with foreign media": number(total(months, "n_media_days")),
        "penalties": ", ".join(f"{plain(row['step'])} on {day(row['day'])}" for row in span.penalties) or "none",
    }  # fmt: skip
    return [Fact(label, text) for label, text in words.items()]


def endings(records: Sequence[Record | None]) -> str:
    """The end of each record."""
    told = [
        f"- {place}: {end_words(record)}"
        for place, record in zip(("First", "Second"), records, strict=True)
        if record is not None
    ]
    return "\n".join(["## How it ends", "", *told])
