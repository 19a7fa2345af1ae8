"""Amounts are read with their units and periods, in English and Korean; what is none is left alone."""

from __future__ import annotations

import pytest

from inminban.evidence.quantities import check_unit, factor
from inminban.testimony.amounts import amounts, unit_words


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("three times a week", 3, 3, "1/week"),
        ("once a month", 1, 1, "1/month"),
        ("every Saturday", 1, 1, "1/week"),
        ("15 kg of maize", 15, 15, "kg"),
        ("2 to 3 sacks", 2, 3, "sack"),
        ("3~5kg", 3, 5, "kg"),
        ("no more than 20 cents a month", 0, 20, "US_cent/month"),
        ("US$3,000 a month", 3000, 3000, "USD/month"),
        ("25 million people", 25e6, 25e6, "person"),
        ("two to three million people", 2e6, 3e6, "person"),
        ("600,000 to one million people", 6e5, 1e6, "person"),
        ("from 7 a.m. to midnight", 17, 17, "hour/day"),
        ("a monthly salary of 3,000 won", 3000, 3000, "won/month"),
        ("half a kilogram of rice", 0.5, 0.5, "kg"),
        ("half an hour a day", 0.5, 0.5, "hour/day"),
        ("half a million people", 5e5, 5e5, "person"),
        ("one and a half kilos", 1.5, 1.5, "kg"),
        ("a monthly salary of half a kilo", 0.5, 0.5, "kg/month"),
        ("after a year of waiting", 1, 1, "year"),
        ("ten days or so a month", 10, 10, "day/month"),
        ("하루 12시간", 12, 12, "hour/day"),
        ("일주일에 세 번", 3, 3, "1/week"),
        ("한 달에 20센트", 20, 20, "US_cent/month"),
        ("쌀 2킬로", 2, 2, "kg"),
        ("2500만 명", 25e6, 25e6, "person"),
        ("매주", 1, 1, "1/week"),
    ],
)
def test_an_amount_is_read(text: str, low: float, high: float, unit: str) -> None:
    found = amounts(text)
    assert [(one.low, one.high, one.unit) for one in found] == [(low, high, unit)]


NO_AMOUNTS = (
    "in 1994", "1994년", "at the age of 13", "a 40-year-old man", "in 2015 people left", "daily life",
    "one of the best", "the third leader", "room 12", "",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_amount_is_left_alone(text: str) -> None:
    assert amounts(text) == []


def test_the_same_amount_in_two_units_is_one_range() -> None:
    (found,) = amounts("a couple pounds (1 kilogram) of rice")
    assert (found.low, found.high, found.unit) == (0.907, 1.0, "kg")


def test_at_least_is_told() -> None:
    (found,) = amounts("at least 5 kg")
    assert found.is_least and found.words == "at least 5 kg"


def test_every_unit_of_the_words_can_be_counted_in() -> None:
    for unit in {*unit_words().units.values(), *unit_words().repeated.values()}:
        assert check_unit(unit) == unit
    assert factor("pound", "kg") == pytest.approx(0.4536, abs=1e-4)
    assert factor("USD", "won") is None


def test_a_long_text_without_amounts_is_read_quickly() -> None:
    assert amounts("and so it went on " * 5_000) == []
