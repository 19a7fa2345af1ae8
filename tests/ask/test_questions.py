"""Questions are understood as their writer meant them: group, place, years and topics, in English and Korean."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from inminban.ask.understanding import understand_request
from inminban.ask.words_of import words_of
from inminban.errors import InputError
from inminban.measures.groups import known_values
from inminban.measures.tables import TABLES
from inminban.testimony.clean_text import language_of
from inminban.testimony.subjects import several
from inminban.testimony.terms.entries import (
    DAILY_LIFE,
    Filter,
    known_groups,
    known_places,
    known_topics,
    topic_names,
    topic_terms,
)
from inminban.testimony.terms.matching import find_terms

HERE = Path(__file__).parent
QUESTIONS = tomllib.loads((HERE / "questions.toml").read_text(encoding="utf-8"))["question"]
BLIND_QUESTIONS = tomllib.loads((HERE / "questions_blind.toml").read_text(encoding="utf-8"))["question"]
WANTED, BLIND = 0.85, 0.75
"""Shares of these older questions whose groups, places and years are read as written down."""


def is_right(wanted: dict[str, Any]) -> bool:
    """Groups, places and years are those written down, or it is said to be outside the model."""
    request = understand_request(wanted["text"])
    if not wanted.get("understood", True):
        return request.kind == "outside"
    if request.kind == "outside" and request.lacking == "years":
        return "years" in wanted
    years = tuple(wanted["years"]) if "years" in wanted else None
    asked = request.asked[0]
    found = values_of([one.filter for one in asked.groups]), values_of([one.filter for one in asked.places])
    return (*found, asked.years) == (values_of([wanted["group"]]), values_of([wanted.get("place", {})]), years)


def values_of(filters: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Every column with a value that filters name."""
    return {(column, str(value)) for one in filters for column, wanted in one.items() for value in several(wanted)}


def groups_of(text: str) -> list[Filter]:
    """The groups that a question names."""
    return [one.filter for one in words_of(text).groups]


def score(questions: list[dict[str, Any]]) -> float:
    """Share of questions understood as written down."""
    return sum(map(is_right, questions)) / len(questions)


def test_there_are_sixty_questions_in_english_and_twenty_in_korean() -> None:
    by_language = {name: [one for one in QUESTIONS if one["language"] == name] for name in ("en", "ko")}
    assert {name: len(found) for name, found in by_language.items()} == {"en": 60, "ko": 20}
    assert all(language_of(one["text"]) == name for name, found in by_language.items() for one in found)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_most_questions_are_read_as_they_were_meant(language: str) -> None:
    assert score([one for one in QUESTIONS if one["language"] == language]) >= WANTED


def test_questions_written_blind_are_read_as_well() -> None:
    assert score(BLIND_QUESTIONS) >= BLIND


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Food in 1997", (1997, 1997)),
        ("Food from 1994 to 1998", (1994, 1998)),
        ("Food 1994-98", (1994, 1998)),
        ("Food in the late 1990s", (1996, 1999)),
        ("Food in the nineties", (1990, 1999)),
        ("Food in the '80s", (1980, 1989)),
        ("Food since 2012", (2012, 2100)),
        ("Food before 2009", (1945, 2008)),
        ("Food until 2009", (1945, 2009)),
        ("Was there a famine in 2015?", (2015, 2015)),
        ("2015년의 식량", (2015, 2015)),
        ("1990년대 식량", (1990, 1999)),
        ("2012년 이후 식량", (2012, 2100)),
        ("Food for 2500 people", None),
    ],
)
def test_years_are_read(text: str, years: tuple[int, int] | None) -> None:
    assert understand_request(text).years == years


def test_the_longer_term_wins() -> None:
    assert [hit.key for hit in find_terms("a school teacher") if hit.kind == "group"] == ["teacher"]
    assert groups_of("What do women do on Women's Day?") == [{"sex": "female"}]
    assert groups_of("Is Women's Day a holiday?") == []


def test_a_korean_term_is_found_with_its_particle_and_not_inside_another_word() -> None:
    assert groups_of("대학생들은 무엇을 먹나요?") == [{"occupation": "student"}]
    assert words_of("생활 총화는 힘든가요?").topics == ("self_criticism",)


def test_every_filter_of_the_terms_can_be_asked_of_a_run() -> None:
    for entry in (*known_groups().values(), *known_places().values()):
        for column, wanted in entry.filter.items():
            assert column in TABLES["groups"].groups
            known = known_values(column)
            assert known is not None and set(wanted if isinstance(wanted, list) else [wanted]) <= set(known)


def test_every_topic_has_words_in_both_languages_and_an_example_it_understands() -> None:
    for name in topic_names():
        entry = known_topics()[name]
        assert len(entry.en) >= 5 and len(entry.ko) >= 2 and topic_terms(name)
        assert name in words_of(entry.example).topics or name == DAILY_LIFE


def test_an_unknown_topic_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="self_criticism"):
        topic_terms("self-critic")
