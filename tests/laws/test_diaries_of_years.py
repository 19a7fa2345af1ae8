"""Every won, cent, gram and minute of every day adds up in random lives of three years, and so do their diaries.

A small society is simulated day by day from before the currency reform until after it; at least sixty lives of two
years and more are drawn at random with a fixed seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from tests.laws.test_diaries_add_up import AMOUNT, KINDS, SHOPPING, lengths, minutes, told_amounts

import inminban
from inminban.core.kinds import WAKING_MINUTES
from inminban.measures import Run
from inminban.report.diary_accounts import GRAIN, WON, account_of, gaps, waking
from inminban.report.diary_record import Record, record_of
from inminban.report.diary_story import story_of
from inminban.step.simulation import output_detail, panel

FIRST, LAST = date(2008, 3, 5), date(2011, 3, 20)
PEOPLE, FOLLOWED, SEED = 1_000, 240, 11
N_LIVES, LEAST_DAYS = 60, 730
SCHOOL_AGE = 6
TIME = re.compile(r"- Time: of (.*) awake the state took (.*?)(?: \((.*)\))?; the rest was (.*)\.")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A run of three years of which every day is recorded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output_detail, "LONGEST_CLOSE", 10_000)
        patch.setattr(panel, "PANEL_PEOPLE", FOLLOWED)
        patch.setattr(panel, "ARTIST_HOUSEHOLDS", 4)
        out = tmp_path_factory.mktemp("years") / "run"
        with inminban.run(people=PEOPLE, first_day=FIRST, last_day=LAST, seed=SEED, threads=1, out=out) as made:
            made.hold("panel", "panel_months", "panel_people", "counties", "life_events", "sanctions", "calendar")
            yield made


@pytest.fixture(scope="module")
def people(run: Run) -> list[int]:
    """Sixty people at random among those recorded on at least two years' days."""
    rows = run.rows(
        "SELECT person FROM panel WHERE person IN (SELECT person FROM panel_months) GROUP BY 1"
        f" HAVING count(*) >= {LEAST_DAYS} ORDER BY 1"
    )
    found = [int(row["person"]) for row in rows]
    assert len(found) >= N_LIVES
    return Random(SEED).sample(found, N_LIVES)


@pytest.fixture(scope="module")
def days(run: Run, people: list[int]) -> list[Record]:
    """Their lives by day."""
    return [record_of(run, person, "day") for person in people]


@pytest.fixture(scope="module")
def stories(run: Run, people: list[int]) -> dict[str, list[str]]:
    """Their diaries by month and by year."""
    return {by: [story_of(record_of(run, person, by), by) for person in people] for by in ("month", "year")}


def test_every_day_of_sixty_lives_adds_up_and_goes_on_from_the_day_before(days: list[Record]) -> None:
    n_days, n_moved = 0, 0
    for record in days:
        for kind in KINDS:
            for row in record.rows:
                assert account_of([row], kind).is_balanced, (record.person, row["day"], kind.words)
            for (before, after), gap in zip(pairwise(record.rows), gaps(record.rows, kind), strict=True):
                is_next = (after["day"] - before["day"]).days == 1
                assert gap == 0 or after["day"].month == 4 or not is_next, (record.person, after["day"], gap)
                n_moved += gap != 0
        for row in record.rows:
            assert waking([row]) == WAKING_MINUTES, (record.person, row["day"])
        n_days += len(record.rows)
    assert n_days > N_LIVES * LEAST_DAYS and n_moved < n_days // 200


def test_every_account_of_a_life_is_whole_from_its_first_day_to_its_last(days: list[Record]) -> None:
    n_lines = 0
    for record in days:
        for kind in KINDS:
            account = account_of(record.rows, kind)
            assert account.is_balanced and account.opening >= 0 and account.closing >= 0
            n_lines += len(account.lines)
    assert n_lines > N_LIVES * len((WON, GRAIN)) * 3


def test_months_are_the_sums_of_their_days(run: Run, people: list[int]) -> None:
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in SHOPPING)
    rows = run.rows(
        f"SELECT person, household, date_trunc('month', day)::DATE AS month, {sums} FROM panel JOIN panel_people"
        f" USING (person) WHERE person IN ({', '.join(map(str, people))}) AND month(day) <> 4 GROUP BY 1, 2, 3"
    )
    months = {(row["person"], row["month"]): row for row in run.read("panel_months")}
    n_same = 0
    for row in rows:
        month = months.get((row["person"], row["month"]))
        if month is None or month["household"] != row["household"] or month["whereabouts"] != "home":
            continue
        assert {name: month[name] for name in SHOPPING} == {name: row[name] for name in SHOPPING}, row
        n_same += row["home_grain_jon"] > 0
    assert n_same > N_LIVES * 12


def test_diaries_by_month_and_year_add_up_as_printed(stories: dict[str, list[str]]) -> None:
    n_accounts, n_times = 0, 0
    for story in (*stories["month"], *stories["year"]):
        for line in story.splitlines():
            if line.startswith("- Household's") and "unchanged" not in line:
                opening, changes, closing = told_amounts(line.partition(": ")[2])
                assert opening + sum(changes) == closing, line
                n_accounts += 1
            if found := TIME.fullmatch(line):
                taken = minutes(found[2])
                assert sum(lengths(found[3] or "")) == taken, line
                assert taken + sum(lengths(found[4])) == minutes(found[1]), line
                n_times += 1
    assert n_accounts > 40 * N_LIVES and n_times > 20 * N_LIVES


def test_money_that_leaves_the_house_is_told_by_what_it_bought(stories: dict[str, list[str]]) -> None:
    n_grain, n_goods = 0, 0
    for story in stories["month"]:
        for line in story.splitlines():
            if line.startswith("- Household's money"):
                n_grain += " for grain" in line
                n_goods += " for other goods" in line
                assert "at the market for grain, other goods" not in line
            for found in re.finditer(rf"({AMOUNT}) won(?! at first|, unchanged)", line):
                assert float(found[1].replace(",", "")) == 0 or "kg of rice" in line[found.end() : found.end() + 40], (
                    line
                )
    assert n_grain > 5 * N_LIVES and n_goods > 5 * N_LIVES


def test_nobody_below_school_age_has_lessons(run: Run) -> None:
    rows = run.rows(
        "SELECT p.day, p.person, q.birth_day, p.minutes_school + p.minutes_lessons AS lessons FROM panel p"
        " JOIN panel_people q USING (person)"
    )
    small = [row for row in rows if row["day"].year - row["birth_day"].year < SCHOOL_AGE]
    assert len(small) > 1_000 and not any(row["lessons"] for row in small)


def test_no_entry_says_no_lessons_or_no_pay_beside_some(stories: dict[str, list[str]]) -> None:
    n_pensions = 0
    for story in stories["year"]:
        for entry in story.split("\n## "):
            assert not re.search(r"\b0 min of", entry)
            if "pension " in entry.partition("Money:")[2].partition("\n")[0]:
                n_pensions += 1
                assert "no state pay" not in entry
    assert n_pensions > 3
