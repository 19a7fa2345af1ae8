"""Checks of a run against claims and figures: agree, disagree, or untested with the reason.

Agree: the value lies within the bounds, or its interval overlaps them; or an order holds and its difference is greater
than chance explains. An order whose difference has an interval that contains zero is untested: too few people. Bounds
come from the claim or its source, never from a run.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from inminban.errors import RunFolderError
from inminban.evidence.records import ALONG, Check, Record, claims, figures
from inminban.measures.catalogue import MEASURES
from inminban.measures.coverage import keeps_months, months_covered, tables_read, why_missing
from inminban.measures.estimate import Value, day_of, difference, last_day, value_of
from inminban.measures.steps import Tell, stepping
from inminban.output.reading import days_lived

if TYPE_CHECKING:
    from inminban.measures.run import Run

AGREE, DISAGREE, UNTESTED = "agree", "disagree", "untested"
ROUNDING = 1e-9  # of a bound: what sums in floating point may be off
NOTHING = "the run holds nobody or nothing to measure it on"
FOLLOWS_NOBODY = "measured on people whom a run follows, and this one was made with --measures-only"


class Verdict(NamedTuple):
    """One check of one claim or figure. `value` is the model's, `low` and `high` what the source allows.

    `kind`: claim or figure; `metric` and `unit` say what was measured; `interval` is the value's 95 % interval,
    None if there is none, and `interval_kind` says how it was made. `compare` is the kind of comparison, empty for a
    record without a check. `when`: the years or days that were measured. `number`: the place of the check in its
    record, counted from 0.
    """

    id: str
    kind: str
    source: str
    says: str
    check: str
    metric: str
    unit: str
    value: float | None
    low: float | None
    high: float | None
    interval: tuple[float, float] | None
    interval_kind: str
    verdict: str
    note: str
    compare: str = ""
    when: str = ""
    number: int = 0


class Outcome(NamedTuple):
    """What one check found."""

    value: Value | None
    verdict: str
    note: str


def check(run: Run, tell: Tell = None) -> list[Verdict]:
    """Every check of every claim and figure, in their order; a record without checks gives one untested verdict."""
    return [verdict for _, verdicts in check_records(run, (*claims(), *figures()), tell) for verdict in verdicts]


def check_records(run: Run, records: Sequence[Record], tell: Tell = None) -> list[tuple[Record, list[Verdict]]]:
    """Claims and figures, each with its verdicts. `tell` hears how many are done."""
    years, what = Years(run), f"Comparing {run.path.name} with claims and figures"
    return [(record, check_record(years, record)) for record in stepping(what, records, tell)]


def tables_of(records: Sequence[Record]) -> set[str]:
    """The tables of a run that the checks of claims and figures read; groups also say how closely it was recorded."""
    items = [item for record in records for item in record.content.check]
    named = {item.metric for item in items} | {item.against.metric for item in items if item.against is not None}
    return {"groups", *tables_read(MEASURES[name] for name in named if name)}


class Years:
    """A run, and for a long one the year of a check, each opened once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.is_long = bool(run.info.get("is_long"))
        self.opened: dict[int, Run] = {}

    def of(self, item: Check) -> Run:
        """The part of a run that a check uses.

        All of it if the check names years or its measure is of all years; else, of a long run, the detailed year or
        the nearest to it.
        """
        if not self.is_long or "year" in item.who or MEASURES[item.metric].place.is_of_all_years:
            return self.run
        close = day_of(self.run.info["last_close"]).year
        first, last = day_of(self.run.info["first_day"]).year, last_day(self.run).year
        year = min(max(close, item.years[0], first), item.years[1], last)
        if year not in self.opened:
            self.opened[year] = self.run.in_year(year)
        return self.opened[year]


def check_record(run: Years, record: Record) -> list[Verdict]:
    """The verdicts on one claim or figure."""
    content = record.content
    kind, title = ("claim" if record.is_claim else "figure"), record.title
    found = []
    for number, item in enumerate(content.check):
        part = run.of(item)
        made = _verdict(record.id, kind, title, content.says, item, check_one(part, item))._replace(number=number)
        found.append(made._replace(when=when_measured(part, item)) if made.value is not None else made)
    if content.untested_because:
        found.append(
            Verdict(
                record.id,
                kind,
                title,
                content.says,
                "",
                "",
                "",
                None,
                None,
                None,
                None,
                "",
                UNTESTED,
                content.untested_because,
            )
        )
    return found


def _verdict(name: str, kind: str, title: str, says: str, item: Check, outcome: Outcome) -> Verdict:
    measured, value = MEASURES[item.metric], outcome.value
    note = "; ".join(part for part in (outcome.note, item.note) if part)
    return Verdict(
        name, kind, title, says, item.label, measured.label, measured.unit,
        value.value if value else None, item.low, item.high,
        value.interval if value else None, value.interval_kind if value else "", outcome.verdict, note, item.compare,
    )  # fmt: skip


def years_named(item: Check) -> list[int]:
    """The years that a check names, in order; none if it is of the days of the run."""
    named = item.who.get("year")
    return sorted(int(str(year)) for year in (named if isinstance(named, list) else [named])) if named else []


def years_lived(run: Run) -> range:
    """The years of which a run has days."""
    return range(day_of(run.info["first_day"]).year, last_day(run).year + 1)


def when_measured(run: Run, item: Check) -> str:
    """The years, months or days of a run that a check looks at, in words."""
    if isinstance(item.period, list):
        months = ", ".join(month_name[number] for number in item.period)
        return f"{months} of {days_lived(run)}"
    if named := years_named(item):
        years = [year for year in named if year in years_lived(run)] or named
        return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return f"last month of {days_lived(run)}" if item.period == "last month" else days_lived(run)


def check_one(run: Run, item: Check) -> Outcome:
    """One check; it is untested if the run lacks the years, the table or the people it needs."""
    year = last_day(run).year
    if not item.years[0] <= year <= item.years[1]:
        return Outcome(None, UNTESTED, f"speaks of {item.years[0]} to {item.years[1]}; the run ends in {year}")
    named = years_named(item)
    if named and MEASURES[item.metric].kind == "total" and not set(named) <= set(years_lived(run)):
        return Outcome(
            None, UNTESTED, f"adds up {named[0]} to {named[-1]}, of which the run has only {days_lived(run)}"
        )
    if isinstance(item.period, list) and not set(item.period) <= months_covered(run):
        return Outcome(None, UNTESTED, "the run does not cover the months it speaks of")
    try:
        if isinstance(item.period, list) and MEASURES[item.metric].place.has_months and not keeps_months(run):
            return Outcome(None, UNTESTED, f"of {year} the run keeps only the sums of the whole year")
        outcome = COMPARISONS[item.compare](run, item)
    except RunFolderError as error:
        return Outcome(None, UNTESTED, f"a table it needs is missing or cannot be read ({error})")
    if outcome.note == NOTHING and why_missing(run, MEASURES[item.metric]):
        return outcome._replace(note=FOLLOWS_NOBODY)
    return outcome


def is_between(value: float, low: float, high: float) -> bool:
    """Whether a value lies in a range, its bounds included; a share of 100 percent may be off by a rounding."""
    rounding = ROUNDING * max(abs(low), abs(high), 1.0)
    return low - rounding <= value <= high + rounding


def _between(run: Run, item: Check) -> Outcome:
    value = value_of(run, item.metric, item.who, item.period)
    if value is None or item.low is None or item.high is None:
        return Outcome(value, UNTESTED, NOTHING)
    if is_between(value.value, item.low, item.high):
        return Outcome(value, AGREE, "")
    if value.interval and value.interval[0] <= item.high and value.interval[1] >= item.low:
        return Outcome(value, AGREE, "the value lies outside the bounds, its interval reaches into them")
    return Outcome(value, DISAGREE, "")


def _positive(run: Run, item: Check) -> Outcome:
    value = value_of(run, item.metric, item.who, item.period)
    if value is None:
        return Outcome(value, UNTESTED, NOTHING)
    return Outcome(value, AGREE if value.value > 0 else DISAGREE, "")


def _zero(run: Run, item: Check) -> Outcome:
    value = value_of(run, item.metric, item.who, item.period)
    if value is None:
        return Outcome(value, UNTESTED, NOTHING)
    return Outcome(value, AGREE if value.value == 0 else DISAGREE, "exactly zero is asked for")


def _order(run: Run, item: Check) -> Outcome:
    """Greater or less than the other side, times the ratio asked for."""
    assert item.against is not None  # the record's own check
    value = value_of(run, item.metric, item.who, item.period)
    against = item.against
    who = {**item.who, **against.who}
    other = value_of(run, against.metric or item.metric, who, against.period or item.period)
    if value is None or other is None:
        return Outcome(value, UNTESTED, NOTHING)
    goal = against.least_ratio * other.value
    holds = value.value > goal if item.compare == "greater" else value.value < goal
    told = f"against {other.value:,.4g}" + (f" times {against.least_ratio:g}" if against.least_ratio != 1 else "")
    span = difference(value, other, against.least_ratio)
    if span and span[0] <= 0 <= span[1] and span[0] < span[1]:
        return Outcome(value, UNTESTED, f"{told}: too few people to tell, the difference lies within chance")
    return Outcome(value, AGREE if holds else DISAGREE, told)


def _steps(run: Run, item: Check) -> Outcome:
    """Rises, or falls, at every step along an ordered column; the value is that of the last step."""
    assert item.along is not None  # the record's own check
    found = [value_of(run, item.metric, {**item.who, item.along: step}, item.period) for step in ALONG[item.along]]
    values = [one for one in found if one is not None]
    if len(values) < len(found):
        return Outcome(None, UNTESTED, NOTHING)
    pairs = list(pairwise(values))
    sign = 1 if item.compare == "rises" else -1
    holds = all(sign * (after.value - before.value) > 0 for before, after in pairs)
    told = "from first to last: " + ", ".join(f"{one.value:,.4g}" for one in values)
    return Outcome(values[-1], AGREE if holds else DISAGREE, told)


COMPARISONS: dict[str, Callable[[Run, Check], Outcome]] = {
    "between": _between,
    "positive": _positive,
    "zero": _zero,
    "greater": _order,
    "less": _order,
    "rises": _steps,
    "falls": _steps,
}
