"""Ideas are the same in both languages and in any wording, and lead to a measure that no example words like that."""

from __future__ import annotations

import pytest

from inminban.ask.example_questions import frames
from inminban.ask.features import of_measure
from inminban.ask.ideas import idea_features, ideas_in, known_ideas
from inminban.ask.request import KINDS
from inminban.ask.words_of import words_of


@pytest.mark.parametrize(
    ("text", "ideas"),
    [
        ("Do policemen pocket backhanders?", {"bribe", "receive"}),
        ("보안원은 뇌물을 얼마나 챙기나요", {"bribe", "receive"}),
        ("How much rice does a wage buy?", {"rice", "pay", "buying_power"}),
        ("월급으로 쌀을 몇 키로나 사나요", {"rice", "pay", "buying_power"}),
        ("Did parents give money to the teacher?", {"teacher_support"}),
        ("What is the weather like?", set()),
    ],
)
def test_ideas_are_named_in_both_languages(text: str, ideas: set[str]) -> None:
    assert ideas <= set(ideas_in(text))
    assert ideas or not ideas_in(text)


def test_every_idea_is_found_by_each_of_its_words() -> None:
    for name, idea in known_ideas().items():
        for word in idea.en:
            assert name in ideas_in(word.replace("*", "").replace(" .. ", " some ")), (name, word)
        for word in idea.ko:
            assert name in ideas_in(f"{word.removeprefix('^').strip()} 가"), (name, word)


def test_each_idea_and_each_pair_is_seen_of_a_question() -> None:
    assert list(idea_features("the ration of rice")) == ["idea ration", "ideas ration rice", "idea rice"]
    assert "ideas ration rice" in of_measure(words_of("the ration of rice"))


def test_words_about_something_else_give_no_idea() -> None:
    words = words_of("What would rice cost without markets?")
    skip = [number for number, token in enumerate(words.plain) if token.text in ("without", "markets")]
    assert "idea market" in of_measure(words) and "idea market" not in of_measure(words, skip)


def test_frames_are_questions_of_every_kind_about_anything() -> None:
    assert {one.kind for one in frames()} == set(KINDS) - {"outside"}
    for one in frames():
        assert one.text.count("{}") >= 1
        assert one.about("hunger").text.count("hunger") == one.text.count("{}")
    assert len({one.text for one in frames()}) == len(frames())
