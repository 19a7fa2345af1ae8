"""Every number of the gallery's twenty answers is worked out again from the tables by SQL of the test's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ask.derived import (
    OF_GROUPS,
    OF_SHARES,
    Tables,
    condition,
    half_width,
    of_groups,
    parts_of_groups,
    simulated,
    wilson,
)
from tests.made_long_run import LongWorld, make_long_run

from inminban.ask import gallery
from inminban.ask.gallery import QUESTIONS, answers, page
from inminban.ask.structure import Answer, Number
from inminban.ask.wording.amounts import rounded
from inminban.measures import Run, open_run
from inminban.output.words import number as with_commas

LEAST_OF_GROUPS = 60
NUMBER = re.compile(r"(?<![\w.,])[−-]?\d+(?:,\d{3})*(?:\.\d+)?")
REPRESENTS, PEOPLE = 24_052_231, 20_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small run of history, and beside it one without bribes with the same people."""
    home = tmp_path_factory.mktemp("gallery")
    make_long_run(home / "no-bribes", LongWorld(seed=1, nutrition=7_000))
    info = home / "no-bribes" / "run.json"
    info.write_text(info.read_text(encoding="utf-8").replace('"history"', '"no-bribes"'), encoding="utf-8")
    return make_long_run(home / "history")


@pytest.fixture(scope="module")
def run(folder: Path) -> Iterator[Run]:
    with open_run(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def made(run: Run) -> list[Answer]:
    return answers(run)


@pytest.fixture(scope="module")
def tables(folder: Path) -> Tables:
    return Tables(folder)


def test_there_are_twenty_of_many_kinds(made: list[Answer]) -> None:
    assert len(made) == len(set(QUESTIONS)) == 20
    assert len({one.kind for one in made}) >= 12 and {one.language for one in made} == {"en", "ko"}
    assert sum(one.is_answered for one in made) >= 18
    assert all(one.first for one in made)


def told(made: list[Answer]) -> list[Number]:
    """Every number of the history run that an answer tells."""
    return [one for answer in made for one in answer.numbers if not one.scenario]


def test_values_of_groups(made: list[Answer], tables: Tables) -> None:
    values = [one for one in told(made) if one.what == "value" and one.measure in OF_GROUPS]
    assert len(values) >= LEAST_OF_GROUPS
    for one in values:
        assert one.value == pytest.approx(of_groups(tables, one.measure, one.group, one.years)), one
        if one.low is None or one.high is None:
            continue
        if one.measure in OF_SHARES:
            people = simulated(tables, one.measure, one.group, one.years)
            low, high = wilson(one.value / 100, people)
            assert [one.low, one.high] == pytest.approx([low, high], abs=1e-6), one
        else:
            half = half_width(parts_of_groups(tables, one.measure, one.group, one.years))
            assert one.value - one.low == pytest.approx(half, rel=0.01), one


def test_every_measure_told_has_a_second_way(made: list[Answer]) -> None:
    others = {
        "hunger_deaths", "rice_price", "penalties", "crossings", "crossing_rate", "death_rate", "hunger_death_rate",
        "hunger_share_of_deaths", "ration", "political_leavers", "pay_in_rice", "market_income_in_rice",
        "conviction_change",
    }  # fmt: skip
    assert {one.measure for one in told(made)} <= {*OF_GROUPS, *others}


def test_deaths_of_hunger_are_counted_and_scaled(made: list[Answer], tables: Tables) -> None:
    found = [one for one in told(made) if one.measure == "hunger_deaths" and one.what in ("value", "count")]
    assert found
    for one in found:
        died = tables.one(
            "SELECT count(*) FROM life_events WHERE event = 'death' AND detail = 1 AND occupation <> 'prisoner' AND "
            + condition({}, one.years, "day")
        )
        unit = 1_000 if one.unit == "thousand persons" else 1
        assert one.value * unit == pytest.approx(died * REPRESENTS / PEOPLE)


def test_prices_are_means_of_counties_weighted_by_people(made: list[Answer], tables: Tables) -> None:
    found = [one for one in told(made) if one.measure == "rice_price" and one.what == "value"]
    assert len(found) > 10
    for one in found:
        mean = tables.one(
            "SELECT sum(price_rice_jon_per_kg::DOUBLE * people) / sum(people) / 100 FROM counties WHERE "
            + condition(one.group, one.years, "week")
        )
        assert one.value == pytest.approx(mean)


def test_penalties_and_their_shares(made: list[Answer], tables: Tables) -> None:
    found = [one for one in told(made) if one.measure == "penalties"]
    assert found
    for one in found:
        counted = tables.one(f"SELECT count(*) FROM sanctions WHERE {condition(one.group, one.years, 'day')}")
        if one.what == "share":
            whole = {name: value for name, value in one.group.items() if name != "step"}
            total = tables.one(f"SELECT count(*) FROM sanctions WHERE {condition(whole, one.years, 'day')}")
            assert one.value == pytest.approx(100 * counted / total)
        else:
            lived = tables.one(f"SELECT sum(person_days) / 365.0 FROM groups WHERE {condition({}, one.years, 'month')}")
            assert one.value == pytest.approx(10_000 * counted / lived)


def test_motives_are_counted(made: list[Answer], tables: Tables) -> None:
    found = [one for one in told(made) if one.measure == "crossings" and one.what == "share"]
    assert found
    for one in found:
        years = condition({}, one.years, "crossing")
        counted = tables.one(f"SELECT count(*) FROM leavers WHERE {condition(one.group, one.years, 'crossing')}")
        assert one.value == pytest.approx(100 * counted / tables.one(f"SELECT count(*) FROM leavers WHERE {years}"))


def test_differences_and_their_intervals(made: list[Answer], tables: Tables) -> None:
    found = [one for one in told(made) if one.what == "difference" and one.measure in OF_GROUPS]
    assert len(found) >= 5
    paired = 0
    for one in found:
        assert one.other is not None and one.other_years is not None
        first = of_groups(tables, one.measure, one.group, one.years)
        second = of_groups(tables, one.measure, one.other, one.other_years)
        assert one.value == pytest.approx(first - second), one
        if one.measure not in OF_SHARES and one.low is not None:
            parts = parts_of_groups(tables, one.measure, one.group, one.years)
            others = parts_of_groups(tables, one.measure, one.other, one.other_years)
            both = {place: parts.get(place, 0.0) - others.get(place, 0.0) for place in {*parts, *others}}
            if len(both) >= 4:
                paired += 1
                assert one.value - one.low == pytest.approx(half_width(both), rel=0.01), one
    assert paired >= 3


def test_counts_are_shares_of_the_people_of_the_country(made: list[Answer], tables: Tables) -> None:
    found = [one for one in told(made) if one.what == "count" and one.measure in OF_SHARES]
    assert found
    for one in found:
        share = of_groups(tables, one.measure, one.group, one.years) / 100
        people = simulated(tables, one.measure, one.group, one.years)
        assert one.value == pytest.approx(share * people * REPRESENTS / PEOPLE)


def test_the_other_world_is_read_from_its_own_tables(made: list[Answer], folder: Path) -> None:
    worlds = [one for answer in made for one in answer.numbers if one.scenario]
    assert worlds
    other, history = Tables(folder.parent / "no-bribes"), Tables(folder)
    for one in worlds:
        there = of_groups(other, one.measure, one.group, one.years)
        here = of_groups(history, one.measure, one.group, one.years) if one.what == "difference" else 0.0
        assert one.value == pytest.approx(there - here)


def test_lives_are_sums_over_their_months(made: list[Answer], tables: Tables) -> None:
    lives = [answer.life for answer in made if answer.life]
    assert len(lives) >= 8 and len({one.person for one in lives}) >= 3
    for life in lives:
        for one in life.numbers:
            where = f"person = {life.person} AND whereabouts = 'home' AND {condition({}, one.years, 'month')}"
            column = (
                f"({one.measure})"
                if one.measure != "time_taken"
                else (
                    "minutes_events + minutes_rehearsals + minutes_sessions + minutes_indoctrination + minutes_labour"
                    " + minutes_collecting + minutes_penal"
                )
            )
            made_of = f"sum({column})" if one.what == "sum" else f"arg_max({column}, month)"
            assert one.value == tables.one(f"SELECT {made_of} FROM panel_months WHERE {where}"), one


@pytest.mark.parametrize("place", range(20))
def test_no_number_stands_in_a_sentence_or_table_that_was_not_worked_out(made: list[Answer], place: int) -> None:
    answer = made[place]
    if answer.kind in ("mechanism", "definition", "sources", "agreement", "reason", "consequence") or not answer.table:
        return
    known = {"95", str(len(answer.table.rows))}
    for one in answer.numbers:
        ends = [end for end in (one.value, one.low, one.high) if end is not None]
        for value in (*ends, *(-end for end in ends), one.people):
            known |= {rounded(value), with_commas(value), f"{value / 1e6:,.2f}", f"{float(f'{value:.3g}'):,.0f}"}
            known |= {f"{value / 1e4:,.0f}", f"{value / 1e4:.1f}"}
        known |= {str(year) for years in (one.years, one.other_years or one.years) for year in years}
    cells = " | ".join(cell for row in answer.table.rows for cell in row[1:] if not re.search(r"[a-z]{3}", cell))
    sentences = re.sub(r"100점 만점|of 100\b|1kg|천 명당|\b10,000 people", "", f"{answer.first} | {cells}")
    strange = {
        found for found in NUMBER.findall(sentences) if found.replace("-", "−") not in known and found not in known
    }
    assert strange == set(), (answer.text, answer.first)


def test_the_page_is_made_of_the_same_answers(run: Run, made: list[Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gallery, "answers", lambda asked: made if asked is run else [])
    text = page(run)
    assert text.count("\n## ") == 20
    assert str(run.path) not in text and "inminban run" not in text and "your library" not in text
