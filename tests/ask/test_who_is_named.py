"""Groups, ages and places are found under the many words that questions have for them."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from inminban.ask import county_words, group_words
from inminban.ask.wordlists import FOLDER
from inminban.ask.words_of import words_of
from inminban.measures.groups import GROUPS, check_value
from inminban.testimony.subjects import several

LISTED = 100
"""Words for groups that the list has at the least in each language."""


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Do young women traders pay more?", [{"sex": "female", "age_group": "17-29", "occupation": "trader"}]),
        ("core vs hostile songbun: who is called up?", [{"songbun": "core"}, {"songbun": "hostile"}]),
        ("The core of the army", []),
        ("Was an official better fed than a miner?", [{"occupation": "official"}, {"occupation": "miner"}]),
        ("the official price of rice", []),
        ("Are farmers poorer than miners?", [{"occupation": "farmer"}, {"occupation": "miner"}]),
        ("How old are farmers?", [{"occupation": "farmer"}]),
        ("What would a miner's son earn?", [{"occupation": "miner"}]),
        ("What if my father had been a doctor?", [{"occupation": "doctor"}]),
        ("How long do schoolkids rehearse?", [{"occupation": "pupil"}]),
        ("a 35-year-old nurse", [{"age_group": "30-44", "occupation": "doctor"}]),
        ("서른 살 광부는 얼마나 버나요", [{"age_group": "30-44", "occupation": "miner"}]),
        ("갓난애부터 여섯 살까지 얼마나 먹나요", [{"age_group": "0-6"}]),
        ("30~40대 남성의 동원 시간", [{"age_group": "30-44", "sex": "male"}]),
        ("장마당 아줌마들이 단속에 걸리면", [{"occupation": "trader", "sex": "female"}]),
        ("하루에 세 시간 일하나요", []),
        ("세대별로 얼마나 다른가요", []),
        ("중학생 아이들이 고철 모으는 시간", [{"occupation": "pupil"}]),
        ("건설 현장 일꾼들은 하루에 몇 시간 일합니까", [{"occupation": "builder"}]),
        ("Would a teacher be any better off?", [{"occupation": "teacher"}]),
        ("Are farmers hungrier than city dwellers?", [{"occupation": "farmer"}, {"settlement": "urban"}]),
        ("Are farmers hungrier than people in Pyongyang?", [{"occupation": "farmer"}, {"province": "Pyongyang"}]),
        ("평양 사람보다 농민이 더 굶주렸나요?", [{"province": "Pyongyang"}, {"occupation": "farmer"}]),
        ("Are farmers in Pyongyang hungrier than before?", [{"occupation": "farmer"}]),
    ],
)
def test_groups_are_those_that_the_words_name(text: str, groups: list[dict[str, str]]) -> None:
    assert [one.filter for one in words_of(text).groups] == groups


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("How hungry were people in Kilju?", "North Hamgyong"),
        ("요덕군 주민", "South Hamgyong"),
        ("재령에서는 쌀값이", "South Hwanghae"),
        ("How many dollars does a family in Pyongyang keep?", "Pyongyang"),
    ],
)
def test_a_county_stands_for_its_province(text: str, province: str) -> None:
    assert [one.filter for one in words_of(text).places] == [{"province": province}]


def test_a_word_that_is_a_county_elsewhere_needs_a_word_for_county() -> None:
    assert not words_of("대관 절차는 어떻게 되나요").places
    assert not words_of("How many workers Pyongyang sent abroad").places


@pytest.mark.parametrize(
    "name", ["1980년생 광부", "a miner who was born in Hoeryong in 1980", "Had I been born in 1980"]
)
def test_a_year_of_birth_is_no_year_asked_about(name: str) -> None:
    assert not words_of(name).periods
    assert words_of(f"{name}, in 1997").periods or words_of(f"{name}, 1997년").periods


def test_every_entry_is_a_group_of_the_catalogue() -> None:
    for one in group_words.entries():
        for column, wanted in one.filter.items():
            assert column in GROUPS
            for value in several(wanted):
                check_value(column, value)
    for words in (one.en for one in group_words.entries()), (one.ko for one in group_words.entries()):
        said = [word for some in words for word in some]
        assert len(said) > LISTED and len(said) == len(set(said))


def test_every_county_is_of_a_province() -> None:
    content: dict[str, Any] = tomllib.loads((FOLDER / "counties.toml").read_text(encoding="utf-8"))
    assert len(content) == 10
    for province, names in content.items():
        check_value("province", province)
        for name in (*names["en"], *(f"{one}군" for one in names["ko"]), *names["bare"]):
            assert {"province": province} in [one.filter for one in county_words.counties_named(name)], name
