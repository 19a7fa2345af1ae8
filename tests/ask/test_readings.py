"""A question whose words do not decide is asked back; the reading chosen is answered; unused words are listed."""

from __future__ import annotations

import json

import pytest
from tests.ask.request_scores import read_questions

from inminban.ask.answer import answer
from inminban.ask.finding import Weighed
from inminban.ask.formats import as_html, as_json, as_markdown, as_text
from inminban.ask.readings import asking_back, choose, near_first
from inminban.ask.request import read_request
from inminban.ask.understanding import understand_request
from inminban.errors import InputError
from inminban.web.pages.asking import understood

MOST_ASKED_BACK = 0.05
"""Largest share of questions that are asked back: more would be a burden on whoever asks."""

UNDECIDED = "Was there enough food in the winter of 2015?"


def test_a_question_between_two_measures_is_asked_back() -> None:
    request = understand_request(UNDECIDED)
    assert {one.request.measures[0] for one in request.readings} == {"eaten_of_need", "hungry"}
    assert not request.is_answerable and read_request(request.as_json()) == request
    for number, one in enumerate(request.readings, start=1):
        assert one.request.text == UNDECIDED and one.request.is_answerable and one.request.kind == request.kind
        assert choose(request, number) == one.request and understood(f"#{number} {UNDECIDED}", None) == one.request
    assert understood(UNDECIDED, None) == request


def test_groups_and_years_are_those_of_the_question_in_every_reading() -> None:
    request = understand_request("Was there enough food for farmers in 2005?")
    assert len(request.readings) == 2
    for one in request.readings:
        assert one.request.years == (2005, 2005) and one.request.filters == {"occupation": "farmer"}


def test_a_korean_question_is_asked_back_in_korean() -> None:
    request = understand_request("시장은 얼마나 중요한가")
    assert [one.request.measures[0] for one in request.readings] == ["market_time", "ever_traded"]
    assert all("질문이다" in one.words for one in request.readings)


@pytest.mark.parametrize("text", ["How hungry were farmers in 1997?", "What is songbun?", "교사 월급은 얼마인가요?"])
def test_a_question_that_is_decided_is_not_asked_back(text: str) -> None:
    request = understand_request(text)
    assert request.is_answerable and not request.readings
    with pytest.raises(InputError, match="one way only"):
        choose(request, 1)


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_reading_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(InputError, match=f"no reading {number}"):
        choose(understand_request(UNDECIDED), number)


def test_only_measures_within_the_margin_are_near() -> None:
    margin, at = asking_back().margin, frozenset({1})
    first = Weighed("hungry", 10.0, 1.0, at)
    within = Weighed("nutrition", 10.0 * (1 - margin) + 0.01, 1.0, frozenset())
    below = Weighed("ration", 10.0 * (1 - margin) - 0.01, 1.0, at)
    assert near_first([first, within, below]) == [first, within]
    assert near_first([first, within, within, within]) == [first, within, within]
    assert near_first([]) == []


def test_few_questions_are_asked_back_and_what_was_meant_is_among_the_readings() -> None:
    questions = [one for one in read_questions("questions_development.toml") if "after" not in one]
    questions += read_questions("questions_second.toml")
    asked = [(one, understand_request(one["text"])) for one in questions]
    back = [(one, request) for one, request in asked if request.readings]
    assert 0 < len(back) <= MOST_ASKED_BACK * len(asked)
    meant = [
        bool({reading.request.measures[0] for reading in request.readings} & set(one.get("measures", [])))
        for one, request in back
    ]
    assert all(meant)


def test_readings_are_numbered_with_the_way_to_choose() -> None:
    told = answer(understand_request(UNDECIDED), None)
    text = as_text(told)
    assert f"1. {told.points[0]}" in text and f"2. {told.points[1]}" in text
    assert f"inminban ask '{UNDECIDED}' --reading 2" in text
    assert "--reading" not in as_markdown(told) and "<ol>" in as_html(told) and "</ol>" in as_html(told)
    assert len(json.loads(as_json(told))["request"]["readings"]) == 2


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Is it true that you have to bribe the doctor even though medicine is free?", ("medicine", "free")),
        ("When did the markets become more important than the ration?", ("important",)),
        ("Did North Korea win any match at the last World Cup?", ("win", "match")),
        ("How hungry were farmers in 1997?", ()),
        ("어제 손흥민 골 넣었어요?", ("어제", "손흥민", "골")),
    ],
)
def test_words_that_played_no_part_are_listed(text: str, left: tuple[str, ...]) -> None:
    assert understand_request(text).not_understood == left
