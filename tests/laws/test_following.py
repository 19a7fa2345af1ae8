"""A run lived again to follow one person is the same run, for those of its first day and for those born in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import inminban
from inminban.cli import main
from inminban.errors import InputError
from inminban.measures import Run
from inminban.output.run_fields import MEANINGS
from inminban.report.diary import diary
from inminban.report.diary_record import is_followed
from inminban.run.following import follow

FIRST, LAST = date(1990, 1, 1), date(1991, 2, 10)
FOLLOWED_AT_BIRTH = "SELECT min(person) AS person FROM life_events WHERE event = 'birth' AND person {} IN {}"
PANEL = "(SELECT person FROM panel_months)"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    out = tmp_path_factory.mktemp("following") / "run"
    with inminban.run(people=4_000, first_day=FIRST, last_day=LAST, seed=4, threads=1, out=out) as made:
        yield made


def one(run: Run, query: str) -> int:
    """The person a query finds."""
    return int(run.rows(query)[0]["person"])


def test_who_was_followed_before_has_the_same_months_again(run: Run) -> None:
    person = one(run, f"SELECT min(person) AS person FROM panel_months WHERE person IN {PANEL}")
    query, who = (
        "SELECT * EXCLUDE (is_drawn) FROM panel_months WHERE person = $person ORDER BY month",
        {"person": person},
    )
    with follow(run, person) as again:
        for table in ("balances", "life_events", "groups"):
            assert again.table(table).fetchall() == run.table(table).fetchall()
        assert again.rows(query, who) == run.rows(query, who) != []
        assert again.rows("SELECT count(DISTINCT household) AS n FROM panel_months") == [{"n": 1}]


def test_somebody_born_in_the_run_is_followed_from_birth(run: Run) -> None:
    person = one(run, FOLLOWED_AT_BIRTH.format("NOT", PANEL))
    born = run.rows("SELECT day FROM life_events WHERE person = $person", {"person": person})[0]["day"]
    assert not is_followed(run, person)
    with follow(run, person) as again:
        months = again.rows("SELECT month FROM panel_months WHERE person = $person ORDER BY 1", {"person": person})
        text = diary(again, person)
    assert months[0]["month"] == date(born.year + born.month // 12, born.month % 12 + 1, 1)
    assert "is born" in text and "a synthetic " in text


def test_children_of_those_followed_are_followed(run: Run) -> None:
    assert one(run, FOLLOWED_AT_BIRTH.format("", PANEL)) >= 2**26


def test_nobody_is_followed_who_is_not_of_the_run(run: Run) -> None:
    with pytest.raises(InputError, match="there is no person 123456789 in this run"), follow(run, 123_456_789):
        pass


def test_the_command_refuses_such_a_person_before_any_long_work(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(["life", str(run.path), "123456789"])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert "there is no person 123456789" in said.err and "Making the people" not in said.err


def not_followed(run: Run) -> int:
    """Somebody of the first day who was not followed."""
    known = {row["person"] for row in run.rows("SELECT DISTINCT person FROM panel_months")}
    return next(person for person in range(run.info.people) if person not in known)


class Begun(Exception):
    """The long work has begun."""


@pytest.mark.parametrize("more", [(), ("--by", "day"), ("--occupation", "farmer")])
def test_somebody_who_was_followed_is_offered_before_any_long_work(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    def follow_now(*_: object) -> None:
        raise Begun

    monkeypatch.setattr(import_module("inminban.run.following"), "follow", follow_now)
    person = not_followed(run)
    with pytest.raises(Begun):
        main.main(["life", str(run.path), str(person), *more])
    said = capsys.readouterr().err
    assert f"did not follow person {person} in this detail" in said
    assert f"about {round(run.info.wall_seconds)} s" in said
    command = said.partition("shown at once: inminban ")[2].splitlines()[0].split()
    with pytest.raises(SystemExit) as ended:
        main.main(command)
    shown = capsys.readouterr()
    assert ended.value.code == 0 and f"person {command[2]}" in shown.out.lower()
    assert shown.err == ""
    assert ("farmer" in shown.out) or "farmer" not in more


def test_a_run_of_other_numbers_is_refused_before_it_is_announced(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("inminban.run.following"), "sources_hash", lambda: "0" * 16)
    with pytest.raises(SystemExit) as ended:
        main.main(["life", str(run.path), str(not_followed(run))])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "this run was made with other parameters or code (sources_hash differs)" in said
    assert "simulated again" not in said


def test_every_entry_of_a_run_has_a_meaning(run: Run) -> None:
    assert set(run.info) == set(MEANINGS)


def test_two_worlds_of_one_luck_begin_with_the_same_months(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "other"
    with inminban.run("no-markets", people=4_000, first_day=FIRST, last_day=date(1990, 2, 28), seed=4, threads=1,
                      out=out) as other:  # fmt: skip
        query = "SELECT person, household, birth_day, sex, county FROM panel_months WHERE month = DATE '1990-01-01'"
        assert sorted(map(str, run.rows(query))) == sorted(map(str, other.rows(query)))
