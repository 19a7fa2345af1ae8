"""Which measures may be answered as a number of people: shares of those people, and no others."""

from __future__ import annotations

import pytest

from inminban.measures.catalogue import MEASURES


@pytest.mark.parametrize("name", ["hungry", "stallholders", "ever_bribed", "in_camp_share", "doubters"])
def test_a_share_of_people_stands_for_a_number_of_them(name: str) -> None:
    assert MEASURES[name].is_share_of_people


@pytest.mark.parametrize(
    ("name", "is_of"),
    [
        ("stunted", "small children"), ("bought_out", "call-ups"), ("burden", "what could be earned"),
        ("informal_money", "income"), ("bribes_of_spending", "spending"), ("traders_who_bribed", "traders"),
        ("recitation_days", "days"), ("conviction", "no share"),
    ],
)  # fmt: skip
def test_a_share_of_something_else_does_not(name: str, is_of: str) -> None:
    assert not MEASURES[name].is_share_of_people
