"""A request holds only what the catalogue knows, says what is wrong with it, and comes back from JSON unchanged."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from inminban.ask.request import Reading, Request, Supposed, Who, Years, read_request, same_people
from inminban.errors import InputError

TEACHERS = Who(said="teachers", filter={"occupation": "teacher"})
MINERS = Who(said="miners", filter={"occupation": "miner"})


def test_a_request_comes_back_from_json_unchanged() -> None:
    request = Request(
        text="Do teachers have it worse than miners?", kind="comparison", measures=("time_taken",),
        groups=(TEACHERS, MINERS), periods=(Years(first=2015, last=2015, said="in 2015"),),
        supposed=Supposed(said="without bribes", scenario="no-bribes"),
    )  # fmt: skip
    assert read_request(request.as_json()) == request
    part = Request(readings=(Reading(words="a", request=request), Reading(words="b", request=Request(kind="life"))))
    assert read_request(part.as_json()) == part


def test_the_sides_of_a_comparison_are_kept_apart() -> None:
    places = (Who(filter={"province": "Pyongyang"}), Who(filter={"province": "Ryanggang"}))
    sides = Request(kind="comparison", groups=(TEACHERS, MINERS), places=places).sides
    assert [one.filters for one in sides] == [
        {"occupation": "teacher", "province": "Pyongyang"},
        {"occupation": "teacher", "province": "Ryanggang"},
        {"occupation": "miner", "province": "Pyongyang"},
        {"occupation": "miner", "province": "Ryanggang"},
    ]
    assert Request().sides == (("everybody", {}, None),)


def test_two_periods_are_two_sides() -> None:
    request = Request(kind="before_after", periods=(Years(first=1945, last=2011), Years(first=2012, last=2100)))
    assert [(one.words, one.years) for one in request.sides] == [
        ("everybody, until 2011", (1945, 2011)),
        ("everybody, since 2012", (2012, 2100)),
    ]
    assert request.years == (1945, 2100)


@pytest.mark.parametrize(
    ("json", "words"),
    [
        ('{"measures": ["time_takn"]}', "time_taken"),
        ('{"groups": [{"filter": {"occupation": "wizard"}}]}', "there is no occupation 'wizard'"),
        ('{"groups": [{"filter": {"occupatio": "miner"}}]}', "occupation"),
        ('{"supposed": {"said": "x", "scenario": "no-bribe"}}', "no-bribes"),
        ('{"topics": ["pays"]}', "pay"),
        ('{"by": ["provinc"]}', "province"),
        ('{"kind": "levels"}', "level"),
        ('{"colour": 1}', "colour"),
        ('{"kind": "outside"}', "lacking"),
        ('{"periods": [{"first": 2012, "last": 2011}]}', "wrong order"),
        ('{"readings": [{"words": "a", "request": {}}]}', "no choice"),
        ('{"parts": [{"parts": [{}]}]}', "parts"),
        ("{", "request"),
    ],
)
def test_a_wrong_request_is_refused_with_words(json: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_request(json)


def test_a_request_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Request().kind = "life"  # type: ignore[misc]


def test_the_same_people_are_the_same_in_any_order() -> None:
    assert same_people({"sex": ["female", "male"]}, {"sex": ["male", "female"]})
    assert not same_people({"sex": "female"}, {"sex": "female", "settlement": "rural"})
