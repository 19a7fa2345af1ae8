"""A question that follows another keeps what it leaves out; the last one is kept in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from inminban.ask import context
from inminban.ask.context import recall, remember
from inminban.ask.request import Request, read_request
from inminban.ask.understanding import understand_request
from inminban.cli.main import app
from inminban.errors import InputError


def after(first: str, then: str) -> Request:
    """The request of a question that follows another."""
    return understand_request(then, understand_request(first))


def test_another_group_takes_the_place_of_the_one_before() -> None:
    found = after("How much time do men spend at the market?", "And women?")
    assert [one.filter for one in found.groups] == [{"sex": "female"}]
    assert found.measures[0] == "market_time" and "measures" in found.kept


def test_other_years_take_the_place_of_those_before() -> None:
    assert after("How many people traded in 2015?", "and ten years earlier?").years == (2005, 2005)
    assert after("How hungry were people after 2012?", "And before that?").years == (1945, 2012)


@pytest.mark.parametrize(("then", "years"), [("And before that?", (1945, 2012)), ("and after that?", (2013, 2100))])
def test_one_side_of_a_turn_is_a_level(then: str, years: tuple[int, int]) -> None:
    found = after("How did hunger change after 2012?", then)
    assert found.kind == "level" and found.years == years and found.measures[0] == "hungry"


def test_why_keeps_the_measure() -> None:
    found = after("Which province had the most deaths of hunger in the famine?", "Why is that?")
    assert found.kind == "reason" and found.measures[0] == "hunger_deaths" and found.years == (1994, 1998)


def test_a_new_question_keeps_nothing() -> None:
    found = after("How much time do women spend at the market?", "How many people starved in the famine?")
    assert not found.groups and not found.kept and found.measures[0] == "hunger_deaths"


def test_a_second_question_in_one_goes_on_from_the_first() -> None:
    first, second = understand_request("What is an inminban and how much do doctors earn?").asked
    assert (first.kind, first.term) == ("definition", "inminban")
    assert [one.filter for one in second.groups] == [{"occupation": "doctor"}]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("여자들이 시장에서 보내는 시간은 얼마나 되고 남자들은요?", {"sex": "male"}),
        ("Did farmers go hungry in 1997, and what about miners?", {"occupation": "miner"}),
    ],
)
def test_a_second_part_that_names_only_others_asks_the_same_of_them(text: str, second: dict[str, str]) -> None:
    one, other = understand_request(text).asked
    assert (other.kind, other.measures[0], other.years) == (one.kind, one.measures[0], one.years)
    assert [who.filter for who in other.groups] == [second]


def test_the_last_question_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "last.json"
    request = understand_request("What if bribes were impossible?")
    remember(request, file)
    assert recall(file) == request
    assert [one.name for one in file.parent.iterdir()] == ["last.json"]


def test_without_a_last_question_there_is_nothing_to_follow(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no question to follow"):
        recall(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text('{"kind": "none"}', encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        recall(tmp_path / "bad.json")


def test_the_command_explains_follows_and_takes_a_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "user_state_path", lambda *_, **__: tmp_path)
    run = CliRunner().invoke
    first = run(app, ["ask", "Do miners eat better than farmers?", "--explain"])
    assert first.exit_code == 0 and len(read_request(first.stdout).sides) == 2
    second = run(app, ["ask", "and in 2005?", "--follow", "--explain"])
    assert read_request(second.stdout).years == (2005, 2005)
    edited = tmp_path / "edited.json"
    edited.write_text(first.stdout.replace('"miner"', '"teacher"'), encoding="utf-8")
    third = run(app, ["ask", "--request", str(edited), "--explain"])
    assert read_request(third.stdout).groups[0].filter == {"occupation": "teacher"}
    assert run(app, ["ask", "more", "--request", str(edited)]).exit_code != 0
