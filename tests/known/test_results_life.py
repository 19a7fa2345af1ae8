"""The diary: the right person, every day in it once, its sums those of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.made_run import make_run

from inminban.errors import RunFolderError
from inminban.measures import Run, open_run
from inminban.measures.lives import days_of
from inminban.measures.shared import MONEY_TAKEN, TAKEN
from inminban.output.words import number
from inminban.report.diary import diary
from inminban.report.diary_record import By, record_of, spans_of
from inminban.report.diary_story import balance, story_of
from inminban.report.diary_words import length

N_DAYS, PENALIZED = 90, 0


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(make_run(tmp_path_factory.mktemp("life") / "run", N_DAYS, 40, 40)) as opened:
        yield opened


def totals(run: Run, person: int) -> dict[str, Any]:
    """Minutes taken, jon paid and the rice it would have bought, of one person straight from the tables."""
    query = f"""SELECT sum({TAKEN})::INT AS taken, sum({MONEY_TAKEN})::BIGINT AS paid,
 sum({MONEY_TAKEN} / price) AS rice FROM panel JOIN panel_people USING (person) ASOF JOIN
 (SELECT week, province, county, price_rice_jon_per_kg AS price FROM counties) c
 ON c.province = panel_people.province AND c.county = panel_people.county AND panel.day >= c.week
 WHERE person = $person"""
    return run.rows(query, {"person": person})[0]


@pytest.mark.parametrize("by", ["week", "day"])
def test_running_totals_end_at_the_sums_of_the_table(run: Run, by: By) -> None:
    text = diary(run, 14, by=by)
    wanted = totals(run, 14)
    last = re.findall(r"Since the start: (.*) taken, money worth (.*) kg of rice paid\.", text)[-1]
    assert last == (length(wanted["taken"]), number(wanted["rice"], 1))
    end = text.split("## The balance")[1]
    assert f"the state took {length(wanted['taken'])} in addition to" in end
    assert f"took {number(wanted['paid'] / 100)} won, worth {number(wanted['rice'])} kg of rice" in end


def test_every_day_has_an_entry_and_weeks_begin_on_monday(run: Run) -> None:
    assert diary(run, 0, by="day").count("\n## ") == N_DAYS + 1
    record = record_of(run, 0, "week")
    weeks = spans_of(record, "week")
    assert [row for week in weeks for row in week.rows] == record.rows and len(record.rows) == N_DAYS
    assert all(week.rows[0]["day"].weekday() == 0 for week in weeks[1:]) and len(weeks[0].rows) == 4


def test_the_diary_says_who_it_is_and_that_nobody_lives(run: Run) -> None:
    text = diary(run, 0)
    assert text.startswith("# Synthetic person 0\n")
    assert "A factory worker: a synthetic man of 42, born 15 June 1972, living in Ryanggang county 1" in text
    assert "come from a model" in text


def test_events_are_named_and_penalties_begin_and_end(run: Run) -> None:
    text = diary(run, PENALIZED)
    assert "Birthday of Kim Jong Il on 16 February 2015, attended" in text
    assert "Penalties: unpaid labour from 10 February 2015." in text
    assert "no penalty from 17 February 2015" in text


def test_money_is_given_in_won_and_rice(run: Run) -> None:
    week = diary(run, 0).split("## 5 January 2015 to 11 January 2015")[1].split("## ")[0]
    days = [row for row in days_of(run, 0) if date(2015, 1, 5) <= row["day"] <= date(2015, 1, 11)]
    earned = f"{sum(row['market_jon'] for row in days) / 100:,.0f}"
    rice = sum(row["market_jon"] / row["price"] for row in days)
    assert f"in {earned} won, worth {rice:.1f} kg of rice (market {earned})" in week
    assert "; out 500 won, worth 0.1 kg of rice (levies 500)" in week


def test_of_all_who_fit_the_one_nearest_the_middle_is_taken(run: Run) -> None:
    text = diary(run, occupation="housewife", age_from=38, age_to=38)
    found = re.search(r"(\d+) people of the panel match", text)
    fits = "occupation = 'housewife' AND age = 38"
    people = [row["person"] for row in run.rows(f"SELECT person FROM panel_people WHERE {fits} ORDER BY person")]
    assert found is not None and int(found[1]) == len(people) > 3
    taken = sorted((totals(run, person)["taken"], person) for person in people)
    middle = (taken[(len(taken) - 1) // 2][0] + taken[len(taken) // 2][0]) / 2
    best = min(people, key=lambda person: (abs(totals(run, person)["taken"] - middle), person))
    assert text.startswith(f"# Synthetic person {best}\n")


def test_a_province_is_found_whatever_its_case(run: Run) -> None:
    assert "living in Ryanggang county 1, Ryanggang" in diary(run, occupation="housewife", province="RYANGGANG")


def test_nobody_who_fits_and_a_person_not_followed_are_refused_with_a_remedy(run: Run) -> None:
    with pytest.raises(RunFolderError, match=r"Nobody followed day by day in .* matches\. Use fewer criteria"):
        diary(run, province="Seoul' OR true --")
    with pytest.raises(RunFolderError, match=r"Person 5 is not in the panel .* followed 40 people .*such as 0"):
        diary(run, 5)


def test_a_record_without_a_day_says_so(run: Run) -> None:
    assert "has no day of this person" in story_of(record_of(run, 0, "week", (1999, 1999)), "week")


def test_the_price_of_a_day_is_that_of_the_last_week_begun(run: Run) -> None:
    weeks = {
        row["week"]: row["price_rice_jon_per_kg"]
        for row in run.read("counties", {"county": "Ryanggang county 1"}, order=("week",))
    }
    prices = {row["day"]: row["price"] for row in days_of(run, 0)}
    for day, price in prices.items():
        assert price == weeks[max(week for week in weeks if week <= day)]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (5_415, "90 h 15 min"), (75_015, "1,250 h 15 min")],
)
def test_lengths_in_words(minutes: int, words: str) -> None:
    assert length(minutes) == words


def test_turns_and_penalties_of_other_years_are_not_told(run: Run) -> None:
    record = record_of(run, 0, "week")
    assert all(record.rows[0]["day"] <= row["day"] for row in (*record.own, *record.penalties))
    title, sentences = balance(record)
    assert title == "The balance, 1 January 2015 to 31 March 2015" and all(text.endswith(".") for text in sentences)
