"""The diary: the right person, every day in it once, its sums those of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from tests.made_run import make_run

from inminban.errors import RunFolderError
from inminban.measures import Run, open_run
from inminban.output.words import PAID, TAKEN
from inminban.report.diary import diary, diary_from_rows, ending, price_on, spans
from inminban.report.diary_words import length

N_DAYS, PENALIZED = 90, 0


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(make_run(tmp_path_factory.mktemp("life") / "run", N_DAYS, 40, 40)) as opened:
        yield opened


def totals(run: Run, person: int) -> dict[str, Any]:
    """Minutes taken and jon paid by one person, straight from the table."""
    taken = " + ".join(f"minutes_{use.name.lower()}" for use in TAKEN)
    paid = " + ".join(f"{item.name.lower()}_jon" for item in PAID)
    query = f"SELECT sum({taken})::INT AS taken, sum({paid})::BIGINT AS paid FROM panel WHERE person = $person"
    return run.rows(query, {"person": person})[0]


@pytest.mark.parametrize("by", ["week", "day"])
def test_running_totals_end_at_the_sums_of_the_table(run: Run, by: Any) -> None:
    text = diary(run, 14, by=by)
    wanted = totals(run, 14)
    last = re.findall(r"Since the start: (.*) taken, (.*) won paid\.", text)[-1]
    assert last == (length(wanted["taken"]), f"{wanted['paid'] / 100:,.0f}")
    assert f"the state took {length(wanted['taken'])} beside" in text.split("## The balance")[1]


def test_every_day_has_an_entry_and_weeks_begin_on_monday(run: Run) -> None:
    assert diary(run, 0, by="day").count("\n## ") == N_DAYS + 1
    days = [{"day": date(2015, 1, 1) + timedelta(days=n)} for n in range(N_DAYS)]
    weeks = spans(days, "week")
    assert [row for week in weeks for row in week] == days
    assert all(week[0]["day"].weekday() == 0 for week in weeks[1:]) and len(weeks[0]) == 4


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
    rows = run.rows("SELECT sum(market_jon)::BIGINT AS jon FROM panel WHERE person = 0 AND day BETWEEN $a AND $b",
                    {"a": date(2015, 1, 5), "b": date(2015, 1, 11)})  # fmt: skip
    price = run.rows(
        "SELECT price_rice_jon_per_kg AS p FROM counties WHERE county = 'Ryanggang county 1' ORDER BY week"
    )
    earned = f"{rows[0]['jon'] / 100:,.0f}"
    assert f"in {earned} won (market {earned}, worth {rows[0]['jon'] / price[0]['p']:.1f} kg of rice)" in week
    assert "; out 500 won (levies 500, worth 0.1 kg of rice)" in week


def test_of_all_who_fit_the_one_nearest_the_middle_is_taken(run: Run) -> None:
    text = diary(run, occupation="housewife", age_from=38, age_to=38)
    found = re.search(r"(\d+) people of the panel fit", text)
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
    with pytest.raises(RunFolderError, match=r"Nobody in the panel of .* fits\. Ask for less; provinces in the panel"):
        diary(run, province="Seoul' OR true --")
    with pytest.raises(RunFolderError, match=r"Person 5 is not in the panel .* followed 40 people .*such as 0"):
        diary(run, 5)


def test_a_diary_can_be_written_from_rows_alone(run: Run) -> None:
    person = run.rows("SELECT * FROM panel_people WHERE person = 0")[0]
    days = run.rows("SELECT * FROM panel WHERE person = 0 ORDER BY day")
    calendar = run.rows("SELECT * FROM calendar")
    text = diary_from_rows(person, days, calendar, "week")
    assert "kg of rice" not in text
    assert "holds no day of this person" in diary_from_rows(person, [], calendar, "week")


def test_the_price_of_a_day_is_that_of_the_last_week_begun() -> None:
    prices = [(date(2015, 1, 1), 10), (date(2015, 1, 8), 20)]
    days = (date(2014, 12, 31), date(2015, 1, 7), date(2015, 1, 8), date(2015, 2, 1))
    assert [price_on(prices, when) for when in days] == [10, 10, 20, 20]
    assert price_on([], date(2015, 1, 1)) is None


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (75_015, "1,250 h 15 min")])
def test_lengths_in_words(minutes: int, words: str) -> None:
    assert length(minutes) == words


def test_rice_in_the_balance_is_priced_in_the_days_told(run: Run) -> None:
    person = run.rows("SELECT * FROM panel_people WHERE person = 0")[0]
    days = run.rows("SELECT * FROM panel WHERE person = 0 ORDER BY day")
    prices = [(date(1999, 1, n), 100) for n in (4, 11, 18)] + [(days[0]["day"], 500_000)]
    assert ", 1 kg of rice at the middle price" in ending(person, days, 0, 500_000, prices)
