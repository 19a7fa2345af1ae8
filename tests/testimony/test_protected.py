"""The protected list: a name is found however it is written, and cannot be read from the file. Names are made up."""

from __future__ import annotations

import pytest

from inminban.errors import InputError
from inminban.testimony.library import Library
from inminban.testimony.protected import ProtectedNames

LISTED = ("Hong Gil-dong", "성춘향", "Émile Zōla", "Anna B. Smith")


@pytest.fixture
def names(library: Library) -> ProtectedNames:
    made = ProtectedNames(library)
    assert made.protect(LISTED) == 4
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My friend Hong Gil-dong sold tofu.", ["Hong Gil-dong"]),
        ("HONG GILDONG", ["HONG GILDONG"]),
        ("by hong gil dong, in 2012", ["hong gil dong"]),
        ("Gil-dong Hong's stall", ["Gil-dong Hong"]),
        ("Hong\nGil-dong", ["Hong\nGil-dong"]),
        ("Hong **Gil**-dong", ["Hong **Gil**-dong"]),
        ("Hong\u00a0Gil\u200b-dong", ["Hong\u00a0Gil-dong"]),
        ("Ｈｏｎｇ Gildong", ["Ｈｏｎｇ Gildong"]),
        ("성춘향은 장마당에 갔다", ["성춘향은"]),
        ("성 춘향에게 물었다", ["성 춘향에게"]),
        ("어머니성춘향이라는 사람", ["어머니성춘향이라는"]),
        ("EMILE ZOLA and Emile Zola", ["EMILE ZOLA", "Emile Zola"]),
        ("Anna B. Smith", ["Anna B. Smith"]),
        ("Smith, Anna B", ["Smith, Anna B"]),
        ("We ate in Hong Kong. Gil-dong is a street.", []),
        ("Hong. Gil-dong", []),
        ("Hongs Gildongs", []),
        ("춘향전을 읽었다", []),
        ("", []),
    ],
)
def test_a_name_is_found_however_it_is_written(names: ProtectedNames, text: str, found: list[str]) -> None:
    assert names.find(text) == found


def test_the_file_does_not_hold_the_names(names: ProtectedNames, library: Library) -> None:
    library.forget_traces()
    data = library.path.read_bytes().lower()
    assert not any(part.encode() in data for part in ("hong", "gildong", "gil-dong", "성춘향", "춘향", "smith"))


def test_a_name_is_listed_once_and_can_be_taken_off(names: ProtectedNames) -> None:
    assert names.protect(["hong gildong", "Gildong Hong"]) == 0
    assert names.release("HONG Gil Dong")
    assert not names.release("Hong Gil-dong")
    assert names.find("Hong Gil-dong") == []
    assert names.find("성춘향") == ["성춘향"]


def test_an_empty_list_finds_nothing(library: Library) -> None:
    assert ProtectedNames(library).find("Hong Gil-dong") == []
    assert not ProtectedNames(library).release("Hong Gil-dong")


@pytest.mark.parametrize("name", ["", "12", "Li", "성", "one two three four five six", "다섯음절보다긴이름"])
def test_what_would_be_found_everywhere_or_nowhere_is_refused(library: Library, name: str) -> None:
    with pytest.raises(InputError, match="too short or too long for a name"):
        ProtectedNames(library).protect([name])
