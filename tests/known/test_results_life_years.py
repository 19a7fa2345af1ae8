"""Lives told year by year and side by side: every month once, sums those of the tables, turns where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.made_long_run import (
    DYING,
    FATHER,
    FIRST,
    LAST,
    LEAVER,
    MOTHER,
    SOLDIER,
    SON,
    YEARS,
    LongWorld,
    make_long_info,
    make_long_run,
    make_long_tables,
)

from inminban.core.kinds import LifeEvent
from inminban.errors import InputError, RunFolderError
from inminban.measures import Run, open_run
from inminban.measures.shared import MONEY_TAKEN, TAKEN
from inminban.output.reading import is_of_run
from inminban.output.words import number
from inminban.output.writing import write_run
from inminban.report.compare_lives import lives, must_be_followed
from inminban.report.diary import diary, is_known, someone
from inminban.report.diary_record import By, record_of, spans_of
from inminban.report.diary_story import family_words, story_of
from inminban.report.diary_turns import WORDS, family_turn, own_turn
from inminban.report.diary_words import length

OTHER = LongWorld(son_is_born=False, leaver_leaves=False, nutrition=9_000)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Run, Run]]:
    folder = tmp_path_factory.mktemp("lives")
    paths = make_long_run(folder / "first"), make_long_run(folder / "second", OTHER)
    with open_run(paths[0]) as first, open_run(paths[1]) as second:
        yield first, second


@pytest.fixture
def run(worlds: tuple[Run, Run]) -> Run:
    return worlds[0]


def story(run: Run, person: int, by: By = "year") -> str:
    """The life of somebody followed month by month."""
    return story_of(record_of(run, person, by), by)


def year_of(text: str, year: int) -> str:
    """The entry of one year."""
    return text.split(f"\n## {year}")[1].split("\n## ")[0]


def test_a_long_run_is_told_by_year_and_a_year_of_it_by_week(run: Run) -> None:
    assert diary(run, MOTHER) == story(run, MOTHER, "year")
    assert diary(run, MOTHER).count("\n## ") == len(YEARS) + 1
    assert diary(run, MOTHER, by="month").count("\n## ") == 12 * len(YEARS) + 1
    assert "## 5 January 2015 to 11 January 2015" in diary(run, 0, by="week")
    assert (is_known(run, 0), is_known(run, 0, "day"), is_known(run, MOTHER, "week")) == (False, True, False)


def test_every_month_stands_in_one_entry(run: Run) -> None:
    record = record_of(run, LEAVER)
    lengths: tuple[By, ...] = ("year", "month")
    for by in lengths:
        assert [month for span in spans_of(record, by) for month in span.rows] == record.rows
    assert sum(len(span.own) for span in spans_of(record, "year")) == len(record.own) == 2


@pytest.mark.parametrize("person", [MOTHER, SOLDIER, LEAVER])
def test_running_totals_end_at_the_sums_of_the_table(run: Run, person: int) -> None:
    query = (
        f"SELECT sum({TAKEN})::INT AS taken, sum({MONEY_TAKEN}) / 50000.0 AS paid FROM panel_months"
        " WHERE person = $person"
    )
    wanted = run.rows(query, {"person": person})[0]
    last = re.findall(r"Since the start: (.*) taken, money worth (.*) kg of rice paid\.", story(run, person))[-1]
    assert last == (length(wanted["taken"]), number(wanted["paid"], 1))


def test_turns_stand_in_their_year_in_words(run: Run) -> None:
    mother, father, soldier = (story(run, person) for person in (MOTHER, FATHER, SOLDIER))
    assert "31 March 1996: marries person 10; 31 August 1996: bears a boy (person " in year_of(mother, 1996)
    assert f"In the household: 31 August 1996: a boy is born (person {SON})." in year_of(father, 1996)
    assert "a boy is born" not in year_of(mother, 1996)
    assert "31 March 2003: moves to Ryanggang county 1" in year_of(father, 2003)
    assert "Situation: lives in North Hamgyong county 1, North Hamgyong" in year_of(father, 2003)
    assert "6 April 1997: is called up to the army" in year_of(soldier, 1997)
    assert "is assigned to a post: a miner, before a soldier" in year_of(soldier, 2007)
    assert "Away: in the army, all of it" in year_of(soldier, 2000) and "Time:" not in year_of(soldier, 2000)
    assert "In 276 months, of them 120 months in the army," in soldier


def test_hunger_money_and_mind_of_a_year(run: Run) -> None:
    text = year_of(story(run, MOTHER), 1997)
    assert "in 8,400 won, worth 16.8 kg of rice (state pay 2.4, market 14.4)" in text
    assert "out 600 won, worth 1.2 kg of rice (levies 1.2); state pay came 12 times" in text
    assert "Food: nourishment 50 of 100." in text
    assert "Household's grain: 5.0 kg of grain, unchanged." in text
    assert re.search(
        r"Household's money: .* at first \+ .* earned and received .* = .* at last, worth .* kg of rice\.", text
    )
    assert "private conviction 51 (−3.0)" in text


def test_months_of_hunger_are_counted_by_the_runs_own_threshold(tmp_path: Path) -> None:
    tables = make_long_tables()
    numbers = {"institution": "food", "name": "hungry", "unit": "percent", "value": "60"}
    tables["parameters"] = {name: [*values, numbers.get(name, "")] for name, values in tables["parameters"].items()}
    write_run(tmp_path / "run", make_long_info(), tables, force=False)
    with open_run(tmp_path / "run") as opened:
        assert "hungry in 12 of 12 months" in year_of(story(opened, MOTHER), 1997)
        assert "hungry in" not in year_of(story(opened, MOTHER), 2000)


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (DYING, "The record ends on 28 February 1997: dies at "),
        (LEAVER, "The record ends on 30 September 2008: arrives in South Korea after 18 months in China."),
        (MOTHER, "At the end of the record, in December 2016, the person lives, at home."),
    ],
)
def test_a_record_says_how_it_ends(run: Run, person: int, words: str) -> None:
    assert words in story(run, person)


def test_penalties_have_their_days(tmp_path: Path) -> None:
    tables = make_long_tables()
    sanctions = tables["sanctions"]
    sanctions["person"][0], sanctions["is_political"][0], sanctions["is_bought_down"][0] = MOTHER, True, False
    write_run(tmp_path / "run", make_long_info(), tables, force=False)
    with open_run(tmp_path / "run") as opened:
        rows = opened.rows("SELECT * FROM sanctions WHERE person = $person", {"person": MOTHER})
        text = year_of(story(opened, MOTHER), 2015)
    assert len(rows) >= 1 and "Penalties: " in text and "(political)" in text


def test_every_event_of_the_log_has_its_words() -> None:
    assert set(WORDS) == {event.name.lower() for event in LifeEvent}
    row: dict[str, Any] = {
        "day": FIRST, "person": 1, "sex": "female", "age": 8, "detail": 2, "county": "a", "province": "b",
        "occupation": "housewife",
    }  # fmt: skip
    for event in WORDS:
        told = own_turn({**row, "event": event}, 1)
        assert told.startswith("1 January 1994: ") and len(told) > 20
    assert (
        family_turn({**row, "event": "death", "detail": 1}) == "1 January 1994: a girl of 8 (person 1) dies of hunger"
    )
    assert "keep house, before a builder" in own_turn({**row, "event": "assignment"}, 1)
    assert own_turn({**row, "event": "sent_abroad", "detail": 1}, 1).endswith("to work abroad: russia")


def test_a_person_is_chosen_from_those_followed_month_by_month(run: Run) -> None:
    assert someone(run, occupation="trader") == LEAVER
    assert someone(run, occupation="soldier", age_from=20) == SOLDIER
    assert "soldier) fit" not in diary(run, SOLDIER)
    text = diary(run, occupation="trader", sex="female", province="RYANGGANG")
    assert text.startswith(f"# Synthetic person {LEAVER}\n") and "1 people followed month by month match" in text
    with pytest.raises(
        RunFolderError,
        match=r"Nobody followed month by month in .* matches\. Use fewer criteria; provinces of the people followed: ",
    ):
        diary(run, province="Seoul' OR true --")


def test_who_was_not_followed_is_named_with_a_remedy(run: Run) -> None:
    with pytest.raises(RunFolderError, match=r"Person 5 is not in the panel .* month by month.*panel_months \(such as"):
        diary(run, 5)
    with pytest.raises(RunFolderError, match=r"followed 16 people day by day.*table panel_people"):
        diary(run, MOTHER, by="day")


def test_two_worlds_show_what_is_the_same_and_what_differs(worlds: tuple[Run, Run]) -> None:
    text = lives(*worlds, MOTHER)
    assert text.count("\n## ") == len(YEARS) + 1
    entry = year_of(text, 1996)
    assert "- In both: 31 March 1996: marries person 10." in entry
    assert "- Only in the first: 31 August 1996: bears a boy" in entry and "Only in the second" not in entry
    assert "| lowest nourishment, of 100 | 50 | 60 |" in entry
    assert "hours taken: 190;" in entry and "| hours taken" not in entry
    assert "The two lives differ from January 1994 on." in text


def test_one_life_in_one_world_is_the_same(worlds: tuple[Run, Run]) -> None:
    text = lives(worlds[0], worlds[0], MOTHER)
    assert "The two lives are equal in every month." in text
    assert text.count("Nothing differs.") == len(YEARS) and "| differs" not in text


def test_who_is_gone_in_one_world_lives_on_in_the_other(worlds: tuple[Run, Run]) -> None:
    text = lives(*worlds, LEAVER)
    assert "Only in the second run." in year_of(text, 2010)
    assert "- Only in the first: 31 March 2007: crosses the border to China after 11 months" in year_of(text, 2007)
    end = text.split("## How it ends")[1]
    assert "- First: The record ends on 30 September 2008: arrives in South Korea" in end
    assert "- Second: At the end of the record, in December 2016, the person lives, at home." in end


def test_who_is_never_born_in_one_world_is_said_to_be_so(worlds: tuple[Run, Run]) -> None:
    text = lives(*worlds, SON)
    assert "In the second run this person is never born." in text
    assert all("Only in the first run." in year_of(text, year) for year in (1996, 2016))
    assert (is_of_run(worlds[0], SON), is_of_run(worlds[1], SON)) == (True, False)
    assert must_be_followed(*worlds, SON) == []


@pytest.mark.parametrize(
    ("change", "words"), [({"seed": 2}, "seed 1 in .*, 2 in"), ({"people": 30_000}, "number of people 20000 in")]
)
def test_runs_with_other_random_numbers_are_refused(
    worlds: tuple[Run, Run], tmp_path: Path, change: dict[str, int], words: str
) -> None:
    write_run(tmp_path / "run", make_long_info() | change, make_long_tables(), force=False)
    with open_run(tmp_path / "run") as other:
        for ask in (lives, must_be_followed):
            with pytest.raises(InputError, match=words):
                ask(worlds[0], other, MOTHER)


def test_another_first_day_means_other_random_numbers(worlds: tuple[Run, Run], tmp_path: Path) -> None:
    info = make_long_info() | {"first_day": FIRST.replace(year=1993)}
    write_run(tmp_path / "run", info, make_long_tables(), force=False)
    with open_run(tmp_path / "run") as other, pytest.raises(InputError, match="first day 1994-01-01 in"):
        lives(worlds[0], other, MOTHER)


def test_runs_that_know_a_person_they_did_not_follow_must_be_lived_again(worlds: tuple[Run, Run]) -> None:
    assert must_be_followed(*worlds, MOTHER) == []
    assert must_be_followed(*worlds, 7) == list(worlds)
    with pytest.raises(InputError, match=r"there is no person 99999999 in .*Choose from 0 to 19,999"):
        must_be_followed(*worlds, 99_999_999)


def test_lives_side_by_side_by_month(worlds: tuple[Run, Run]) -> None:
    text = lives(*worlds, DYING, "month")
    assert text.count("\n## ") == 12 * 3 + 2 + 1
    assert "## February 1997" in text and f"## {LAST.year}" not in text


def test_a_life_names_the_closest_relatives_by_number(run: Run) -> None:
    assert f"Family: wife {MOTHER}." in story(run, FATHER)
    assert f"Family: mother {MOTHER} and father {FATHER}." in story(run, SON)
    assert "Family:" not in story(run, SOLDIER)
    seen = {**record_of(run, MOTHER).first_seen, "marital": "widowed"}
    assert family_words(seen) == f"Family: late husband {FATHER}."
    assert family_words({"sex": "male"}) == ""
