"""Named tuples of numbers as records for compiled code."""

from __future__ import annotations

from typing import NamedTuple

from inminban.step.context import as_record


class Apples(NamedTuple):
    red: int
    green: int


class Pears(NamedTuple):
    long: int
    ripe: int


class Basket(NamedTuple):
    apples: Apples
    pears: Pears
    weights: tuple[int, ...]
    price: int


def basket(price: int = 9) -> Basket:
    """A basket in which apples and pears have the same numbers."""
    return Basket(Apples(3, 4), Pears(3, 4), (5, 6, 7), price)


def test_a_record_has_every_number_at_its_name() -> None:
    made = as_record(basket())
    assert (made.apples.red, made.apples.green, made.pears.long, made.pears.ripe) == (3, 4, 3, 4)
    assert list(made.weights) == [5, 6, 7] and made.price == 9
    assert made.dtype.names == ("apples", "pears", "weights", "price")
    assert made.pears.dtype.names == ("long", "ripe")


def test_a_changed_number_changes_the_record_and_no_other_one() -> None:
    first = as_record(basket())
    second = as_record(basket(10)._replace(apples=Apples(30, 4)))
    assert (second.apples.red, second.pears.long, second.price) == (30, 3, 10)
    assert (first.apples.red, first.pears.long, first.price) == (3, 3, 9)


def test_writing_into_a_record_changes_no_record_made_later() -> None:
    made = as_record(basket())
    made.apples.red = 99
    assert as_record(basket()).apples.red == 3
