"""Every won, gram, cent and minute of a diary adds up, in the records and as printed, of whomever one asks.

Three societies of different seeds and years are simulated: a spring with weddings and moves, the currency reform with
New Year behind it, and a run that begins in the middle of a week. Lives are drawn at random from those followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from random import Random

import pytest

import inminban
from inminban.core.kinds import INCOMES, WAKING_MINUTES, Won
from inminban.measures import Run
from inminban.output.tables import TABLES
from inminban.report.diary import diary
from inminban.report.diary_accounts import ELSEWHERE, FOREIGN, GRAIN, WON, Kind, account_of, adding_up, gaps, waking
from inminban.report.diary_record import By, Record, record_of, spans_of
from inminban.report.diary_story import story_of

RUNS = {
    "spring": (3, date(1997, 2, 19), date(1997, 5, 11)),
    "reform": (5, date(2009, 11, 23), date(2010, 1, 17)),
    "famine": (8, date(1995, 12, 6), date(1996, 2, 29)),
}
PEOPLE = 1_500
LIVES = 5  # drawn of each run and length of entries, beside as many of people of unlike occupations
KINDS = (WON, FOREIGN, GRAIN)
BY: tuple[By, ...] = ("day", "week", "month", "year")
SHOPPING = (
    "home_earned_jon", "home_grain_jon", "home_other_jon", "home_foreign_jon", "home_market_cents", "home_bought_g",
    "home_eaten_g",
)  # fmt: skip
AMOUNT = r"[\d,]+(?:\.\d+)?"
LINE = re.compile(rf"([+−]) ({AMOUNT})")
HOURS = re.compile(r"(?:([\d,]+) h)? ?(?:(\d+) min)?")


@pytest.fixture(scope="module", params=sorted(RUNS))
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    seed, first, last = RUNS[request.param]
    out = tmp_path_factory.mktemp("adding") / request.param
    with inminban.run(people=PEOPLE, first_day=first, last_day=last, seed=seed, threads=1, out=out) as made:
        made.hold("panel", "panel_months", "panel_people", "counties", "life_events", "sanctions", "calendar")
        yield made


@cache
def lives(run: Run, by: By) -> list[Record]:
    """Some lives, of unlike people: some of different occupations first, then any."""
    table = "panel_months" if by in ("month", "year") else "panel_people"
    rows = run.rows(f"SELECT occupation, min(person) AS person FROM {table} GROUP BY 1 ORDER BY 1")
    everybody = sorted({row["person"] for row in run.read(table, columns=("person",))})
    draw = Random(f"{run.info.seed} {by}")
    unlike, drawn = draw.sample([row["person"] for row in rows], LIVES), draw.sample(everybody, LIVES)
    return [record_of(run, person, by) for person in dict.fromkeys([*unlike, *drawn])]


@cache
def stories(run: Run, by: By) -> list[str]:
    """The same lives as text."""
    return [story_of(record, by) for record in lives(run, by)]


def told_amounts(text: str) -> tuple[Decimal, list[Decimal], Decimal]:
    """Opening, lines and closing of an account as printed."""
    plain = re.sub(r" \([^)]*kg of rice\)", "", text)
    opening = re.match(rf"({AMOUNT}) ", plain)
    closing = re.search(rf"= (−?{AMOUNT}) at last", plain)
    assert opening and closing, text
    lines = [amount(value) * (1 if sign == "+" else -1) for sign, value in LINE.findall(plain)]
    return amount(opening[1]), lines, amount(closing[1])


def amount(text: str) -> Decimal:
    """A printed number."""
    return Decimal(text.replace(",", "").replace("−", "-"))


def minutes(text: str) -> int:
    """A printed length of time in minutes."""
    found = HOURS.fullmatch(text.strip())
    assert found and any(found.groups()), text
    return 60 * int((found[1] or "0").replace(",", "")) + int(found[2] or 0)


def is_of_one_home(record: Record) -> bool:
    """Whether the person was in one household all the time, as far as the record says."""
    return len({row["household"] for row in record.rows}) == 1


@pytest.mark.parametrize("by", BY)
def test_opening_and_all_lines_make_the_closing(run: Run, by: By) -> None:
    for record in lives(run, by):
        for span in spans_of(record, by):
            for kind in KINDS:
                account = account_of(span.rows, kind)
                assert account.is_balanced, (record.person, span.first, kind.words, account)
                assert account.opening >= 0 and account.closing >= 0


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.words)
def test_each_day_and_month_adds_up_for_everybody_followed(run: Run, kind: Kind) -> None:
    for table in ("panel", "panel_months"):
        changes = [
            f"{sign:+d} * {name}"
            for _, sign, columns in kind.lines
            for name in columns
            if name in TABLES[table].columns
        ]
        sums = f"({kind.opening} {' '.join(changes)})"
        found = run.rows(f"SELECT count(*) AS n, count_if({sums} <> {kind.closing}) AS wrong FROM {table}")
        assert found[0]["n"] > 1_000 and found[0]["wrong"] == 0, table


@pytest.mark.parametrize("by", ["day", "month"])
def test_a_day_begins_with_what_the_day_before_ended_with(run: Run, by: By) -> None:
    for record in lives(run, by):
        for kind in KINDS:
            if by == "month" and is_of_one_home(record):
                assert not any(gaps(record.rows, kind)), record.person
            for (_, after), gap in zip(pairwise(record.rows), gaps(record.rows, kind), strict=True):
                when = after[record.time]
                assert gap == 0 or when.month == 4, "only moves and weddings change the household"


@pytest.mark.parametrize("by", BY)
def test_accounts_add_up_as_they_are_printed(run: Run, by: By) -> None:
    n_told = 0
    for text in stories(run, by):
        for line in text.splitlines():
            if line.startswith("- Household's") and "unchanged" not in line:
                opening, changes, closing = told_amounts(line.partition(": ")[2])
                assert opening + sum(changes) == closing, line
                n_told += 1
    assert n_told > LIVES


@pytest.mark.parametrize("by", BY)
def test_every_minute_awake_is_told_once(run: Run, by: By) -> None:
    n_told = 0
    for record, text in zip(lives(run, by), stories(run, by), strict=True):
        for row in record.rows:
            days = 1 if record.is_by_day else days_of_month(run, row["month"])
            assert waking([row]) == days * WAKING_MINUTES, (record.person, row[record.time])
        for line in text.splitlines():
            if not line.startswith("- Time: "):
                continue
            found = re.fullmatch(r"- Time: of (.*) awake the state took (.*?)(?: \((.*)\))?; the rest was (.*)\.", line)
            assert found, line
            awake, taken = minutes(found[1]), minutes(found[2])
            parts = lengths(found[3] or "")
            assert sum(parts) == taken and taken + sum(lengths(found[4])) == awake, line
            n_told += 1
    assert n_told > LIVES


def lengths(text: str) -> list[int]:
    """Lengths at the end of each part of a list."""
    parts = [re.search(r"((?:[\d,]+ h)? ?(?:\d+ min)?)$", part) for part in re.split(r", (?=\D)", text) if part]
    return [minutes(part[1]) for part in parts if part and part[1].strip()]


def days_of_month(run: Run, month: date) -> int:
    """Days of a month that the run has."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    first, last = (date.fromisoformat(run.info[name]) for name in ("first_day", "last_day_lived"))
    return min(after.toordinal() - 1, last.toordinal()) - max(month.toordinal(), first.toordinal()) + 1


def test_the_months_shopping_is_that_of_its_days(run: Run) -> None:
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in SHOPPING)
    days = run.rows(f"SELECT person, date_trunc('month', day)::DATE AS month, {sums} FROM panel GROUP BY 1, 2")
    months = {(row["person"], row["month"]): row for row in run.read("panel_months")}
    moved = {record["person"] for record in run.read("life_events", {"event": ["marriage", "move", "new_household"]})}
    homes = {row["household"] for row in months.values() if row["person"] in moved}
    n_same = 0
    for row in days:
        month = months.get((row["person"], row["month"]))
        if month is None or month["household"] in homes:
            continue
        assert {name: month[name] for name in row} == row
        n_same += row["home_grain_jon"] != 0
    assert n_same > 50


def test_what_a_household_earned_and_paid_is_that_of_its_members(run: Run) -> None:
    earned = " + ".join(f"{item.name.lower()}_jon" for item in Won if item in INCOMES)
    paid = " + ".join(f"{item.name.lower()}_jon" for item in Won if item not in INCOMES)
    rows = run.rows(
        f"SELECT household, day, sum({earned})::BIGINT AS earned, sum({paid})::BIGINT AS paid,"
        " max(home_earned_jon) AS home_earned, max(home_paid_jon) AS home_paid FROM panel JOIN panel_people"
        " USING (person) WHERE month(day) NOT BETWEEN 4 AND 6 GROUP BY 1, 2"
    )
    assert sum(row["earned"] > 0 for row in rows) > 50
    for row in rows:
        assert (row["earned"], row["paid"]) == (row["home_earned"], row["home_paid"]), row


def test_what_happens_between_days_has_its_line(run: Run) -> None:
    rows = run.read("panel_months")
    notes, spring = (sum(abs(row[name]) for row in rows) for name in ("home_notes_jon", "home_spring_jon"))
    first, last = (date.fromisoformat(run.info[name]) for name in ("first_day", "last_day_lived"))
    assert (notes > 0) is (first <= date(2009, 11, 30) <= last)
    assert (spring > 0) is (first <= date(1997, 4, 1) <= last)


@pytest.mark.parametrize("by", BY)
def test_pensions_lessons_and_old_money_are_told_as_they_are(run: Run, by: By) -> None:
    for record, text in zip(lives(run, by), stories(run, by), strict=True):
        for entry in text.split("\n## "):
            assert not re.search(r"\b0 min of", entry)
            if "pension " in entry.partition("Money:")[2].partition("\n")[0]:
                assert "no state pay" not in entry
        for line in text.splitlines():
            for found in re.finditer(rf"({AMOUNT}) won(?! at first|, unchanged)", line):
                if amount(found[1]):
                    assert "kg of rice" in line[found.end() : found.end() + 40], line
        if not record.is_by_day:
            small = [row for row in record.rows if row["occupation"] == "child"]
            assert not any(row["minutes_school"] or row["minutes_lessons"] for row in small)


def test_a_child_who_starts_school_is_said_to_do_so(run: Run) -> None:
    small = {row["person"] for row in run.read("panel_people", {"occupation": "child"}, columns=("person",))}
    pupils = run.rows("SELECT person, min(day) AS day FROM panel WHERE minutes_school > 0 GROUP BY 1")
    begun = {row["person"]: row["day"] for row in run.read("life_events", {"event": "school"})}
    found = [row for row in pupils if row["person"] in small]
    assert bool(found) is any(person in begun for person in small)
    for row in found:
        assert begun[row["person"]] <= row["day"]
        assert "Later: " in diary(run, row["person"], by="week") and "starts school" in diary(
            run, row["person"], by="week"
        )


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_rounded_values_add_up_and_are_less_than_one_unit_off(digits: int) -> None:
    draw = Random(digits)
    for _ in range(200):
        values = [draw.uniform(-1_000, 1_000) for _ in range(draw.randint(1, 12))]
        shown = adding_up(values, digits)
        assert round(sum(shown), digits) == pytest.approx(round(sum(values), digits))
        assert all(abs(one - other) < 1.0001 * 10.0**-digits for one, other in zip(values, shown, strict=True))


def test_a_move_into_another_household_has_its_line() -> None:
    names = [WON.opening, WON.closing, *(name for _, _, columns in WON.lines for name in columns)]
    one, other = (dict.fromkeys(names, 0) | {"price": 100} for _ in range(2))
    one |= {WON.opening: 500, WON.closing: 400, "home_paid_jon": 100}
    other |= {WON.opening: 900, WON.closing: 900}
    account = account_of([one, other], WON)
    assert [(line.words, line.amount) for line in account.lines][-1] == (ELSEWHERE, 500) and account.is_balanced
    assert not account_of([one | {WON.closing: 401}], WON).is_balanced
