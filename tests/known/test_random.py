"""Luck: the published test vectors of Philox 4x32-10, streams used once, and shapes that are what they say."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from inminban.core import random
from inminban.core.random import (
    N_WORDS,
    WORD,
    bell,
    below,
    draw,
    is_lucky,
    is_lucky_per_hundred_million,
    is_lucky_per_million,
    is_lucky_per_thousand_million,
    philox,
    word_at,
)

# From kat_vectors of the authors' library Random123: key (2 words), counter (4 words), result (4 words).
ONES = 0xFFFFFFFF
VECTORS = [
    ((0, 0), (0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES, ONES), (ONES, ONES, ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0xA4093822, 0x299F31D0),
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
N_DRAWS = 20_000
Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


def words(seed: int, stream: int, n: int = N_DRAWS) -> Numbers:
    """The first word of `n` people on one day."""
    return np.array([draw(seed, who, 9_131, stream)[0] for who in range(n)], dtype=np.int64)


@pytest.mark.parametrize(("key", "counter", "expected"), VECTORS)
@pytest.mark.parametrize("form", ["plain", "compiled"])
def test_philox_gives_the_published_words(form: str, key: Any, counter: Any, expected: Any) -> None:
    function = philox.py_func if form == "plain" else philox
    arguments = [np.uint64(word) for word in (*key, *counter)]
    assert tuple(int(word) for word in function(*arguments)) == expected


def test_a_draw_puts_seed_person_day_and_stream_in_their_places() -> None:
    (key_0, key_1), (who_0, who_1, day, stream), expected = VECTORS[2]
    seed, who = key_1 << 32 | key_0, who_1 << 32 | who_0
    assert draw.py_func(np.uint64(seed), np.uint64(who), day, stream) == expected
    assert draw(1, 2, 3, 4) == draw.py_func(1, 2, 3, 4)


def test_seed_person_day_and_stream_each_change_every_word() -> None:
    base = draw(1, 2, 3, 4)
    for other in (draw(2, 2, 3, 4), draw(1, 3, 3, 4), draw(1, 2, 4, 4), draw(1, 2, 3, 5), draw(2**32 + 1, 2, 3, 4)):
        assert all(a != b for a, b in zip(base, other, strict=True))


def test_each_word_of_a_draw_is_found_by_its_place() -> None:
    drawn = draw(1, 2, 3, 4)
    for form in (word_at, word_at.py_func):
        assert tuple(form(drawn, place) for place in range(N_WORDS)) == drawn


def test_every_stream_has_a_number_of_its_own() -> None:
    streams = {name: number for name, number in vars(random).items() if name.startswith("STREAM_")}
    assert len(streams) >= 15
    assert len(set(streams.values())) == len(streams)


def test_words_of_two_streams_do_not_go_together() -> None:
    first, second = words(1, random.STREAM_DUTIES), words(1, random.STREAM_WEEK)
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / math.sqrt(N_DRAWS)


def test_words_fill_their_range_evenly() -> None:
    counts = np.bincount(words(3, random.STREAM_CALL) >> 28, minlength=16)
    expected = N_DRAWS / 16
    chi_square = float(((counts - expected) ** 2 / expected).sum())
    assert chi_square < 44.3  # 15 degrees of freedom: one in ten thousand lies above


@pytest.mark.parametrize("bound", [1, 2, 7, 1_000, 2**31])
def test_below_stays_below_and_reaches_both_ends(bound: int) -> None:
    assert below(0, bound) == below.py_func(0, bound) == 0
    assert below(WORD - 1, bound) == below.py_func(WORD - 1, bound) == bound - 1


def test_below_gives_every_place_its_share() -> None:
    counts = np.bincount([below(int(word), 7) for word in words(4, random.STREAM_CALL)], minlength=7)
    spread = math.sqrt(N_DRAWS / 7 * 6 / 7)
    assert np.abs(counts - N_DRAWS / 7).max() < 4.5 * spread


def test_bell_has_mean_zero_spread_one_thousand_and_ends() -> None:
    values = np.array([bell(int(word)) for word in words(5, random.STREAM_APTITUDE)])
    assert abs(values.mean()) < 4 * 1_000 / math.sqrt(N_DRAWS)
    assert abs(values.std() - 1_000) < 20
    within_one = np.mean(np.abs(values) < 1_000)
    assert 0.66 < within_one < 0.70  # 68 % of a normal distribution
    assert bell(0) == bell.py_func(0) == -3_446 and bell(WORD - 1) == 3_445


@pytest.mark.parametrize("chance", [0, 1, 400, 5_000, 9_999, 10_000])
def test_luck_falls_as_often_as_the_chance_says(chance: int) -> None:
    drawn = words(6, random.STREAM_SESSION)
    share = np.mean([is_lucky(int(word), chance) for word in drawn])
    spread = math.sqrt(chance / 10_000 * (1 - chance / 10_000) / N_DRAWS)
    assert abs(share - chance / 10_000) <= 4.5 * spread


@pytest.mark.parametrize(
    ("function", "whole"),
    [
        (is_lucky, 10_000),
        (is_lucky_per_million, 1_000_000),
        (is_lucky_per_hundred_million, 100_000_000),
        (is_lucky_per_thousand_million, 1_000_000_000),
    ],
)
def test_no_chance_never_happens_and_certainty_always(function: Any, whole: int) -> None:
    for form in (function, function.py_func):
        assert not form(0, 0) and form(WORD - 1, whole)
        assert form(WORD // 4 - 1, whole // 4) and not form(WORD // 4, whole // 4)
