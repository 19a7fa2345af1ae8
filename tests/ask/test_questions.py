"""Questions are understood as their writer meant them: group, place, years and topics, in English and Korean."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from inminban.ask.question import LONGEST, understand
from inminban.errors import InputError
from inminban.measures.groups import known_values
from inminban.measures.tables import TABLES
from inminban.testimony.terms.entries import known_groups, known_places, known_topics, topic_names, topic_terms
from inminban.testimony.terms.matching import find_terms

QUESTIONS = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))["question"]
WANTED = 0.9
BLIND = 0.65  # 26 of 38 when they were written; they are not for choosing terms by


def is_right(wanted: dict[str, Any]) -> bool:
    """Group, place, years and topics are exactly those written down, or it is said not to be understood."""
    found = understand(wanted["text"])
    if not wanted.get("understood", True):
        return not found.is_understood
    years = tuple(wanted["years"]) if "years" in wanted else None
    parts = (in_order(found.who), in_order(found.where), found.years, sorted(found.topics))
    return parts == (in_order(wanted["group"]), in_order(wanted.get("place", {})), years, sorted(wanted["topics"]))


def in_order(filters: dict[str, Any]) -> dict[str, Any]:
    """A filter with its lists sorted."""
    return {column: sorted(value) if isinstance(value, list) else value for column, value in filters.items()}


def score(questions: list[dict[str, Any]]) -> float:
    """Share of questions understood as written down."""
    return sum(map(is_right, questions)) / len(questions)


def test_there_are_sixty_questions_in_english_and_twenty_in_korean() -> None:
    by_language = {name: [one for one in QUESTIONS if one["language"] == name] for name in ("en", "ko")}
    assert {name: len(found) for name, found in by_language.items()} == {"en": 60, "ko": 20}
    assert all(understand(one["text"]).language == name for name, found in by_language.items() for one in found)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_nine_of_ten_questions_are_understood(language: str) -> None:
    assert score([one for one in QUESTIONS if one["language"] == language]) >= WANTED


def test_the_held_out_questions_are_understood_as_well() -> None:
    held_out = [one for one in QUESTIONS if one.get("held_out")]
    assert len(held_out) == 27
    assert score(held_out) >= WANTED


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
    assert understand(text).years == years


def test_the_longer_term_wins() -> None:
    assert [hit.key for hit in find_terms("a school teacher") if hit.kind == "group"] == ["teacher"]
    assert understand("What do women do on Women's Day?").who == {"sex": "female"}
    assert understand("Is Women's Day a holiday?").who == {}


def test_a_korean_term_is_found_with_its_particle_and_not_inside_another_word() -> None:
    assert understand("대학생들은 무엇을 먹나요?").who == {"occupation": "student"}
    assert understand("생활 총화는 힘든가요?").topics == ("self_criticism",)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "what " * LONGEST])
def test_an_empty_or_endless_question_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        understand(text)


@pytest.mark.parametrize("text", ["?", "[[[", "* .. *", "'; DROP TABLE groups; --", "<script>alert(1)</script>"])
def test_odd_text_is_no_question_of_ours(text: str) -> None:
    assert not understand(text).is_understood


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
        assert name in understand(entry.example).topics


def test_an_unknown_topic_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="self_criticism"):
        topic_terms("self-critic")
