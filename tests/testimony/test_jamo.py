"""Hangul letters written one by one become the syllables that a reader sees."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inminban.testimony.jamo import composed, has_letters


def together(text: str) -> str:
    """The signs of a text with single letters put together."""
    return "".join(sign for sign, _ in composed(text))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ㅎㅗㅇㄱㅣㄹㄷㅗㅇ", "홍길동"),
        ("ㅅㅓㅇㅊㅜㄴㅎㅑㅇ", "성춘향"),
        ("호ㅇ길동", "홍길동"),
        ("홍기ㄹ동", "홍길동"),
        ("ㄱㅗㅏ", "과"),
        ("ㅏㄴ", "안"),
        ("각아", "각아"),
        ("rice ㅋ", "rice "),
        ("", ""),
    ],
)
def test_letters_become_syllables(text: str, read: str) -> None:
    assert together(text) == read


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=6))
def test_a_text_taken_apart_is_read_as_it_was(word: str) -> None:
    plain = "".join(sign for sign in word if not is_double(sign))
    apart = "".join(compatible(part) for part in unicodedata.normalize("NFD", plain))
    assert together(apart) == plain
    assert has_letters(apart) == (apart != "")


def is_double(sign: str) -> bool:
    """Whether a syllable ends with two different letters, which written one by one are read in several ways."""
    return (ord(sign) - 0xAC00) % 28 in (3, 5, 6, 9, 10, 11, 12, 13, 14, 15, 18)


def compatible(part: str) -> str:
    """A letter of a syllable as it is typed alone."""
    number = {0x1100: 0, 0x1161: 0, 0x11A8: 0}
    firsts = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
    vowels = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
    lasts = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
    start, letters = next(
        (start, letters)
        for start, letters in zip(reversed(number), (lasts, vowels, firsts), strict=True)
        if ord(part) >= start
    )
    return letters[ord(part) - start]


@given(st.text(max_size=30))
def test_places_rise_and_other_signs_stay(text: str) -> None:
    made = composed(text)
    assert all(0 <= at < len(text) for _, at in made)
    if not has_letters(text) and not any("\u1100" <= sign <= "\uffdc" for sign in text):
        assert "".join(sign for sign, _ in made) == text
