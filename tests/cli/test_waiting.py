"""Work that takes longer than a second shows how far it has come, and quick work says nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from io import StringIO

import pytest
from rich.console import Console

from inminban.cli.progress import SECONDS_ALONE, Waiting
from inminban.measures.steps import Steps, stepping


class Clock:
    """A clock that goes on when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("inminban.cli.progress.time", made)
    return made


def screen(*, is_terminal: bool = False) -> tuple[Console, StringIO]:
    """A console, and what it has printed."""
    written = StringIO()
    return Console(file=written, width=120, force_terminal=is_terminal), written


def test_quick_work_says_nothing() -> None:
    console, written = screen()
    with Waiting("Comparing two runs", console) as tell:
        for _ in stepping("Comparing", range(5), tell):
            pass
    assert written.getvalue() == ""


@pytest.mark.parametrize("is_terminal", [False, True])
def test_work_is_shown_after_a_second_even_if_no_step_is_over(is_terminal: bool) -> None:
    console, written = screen(is_terminal=is_terminal)
    with Waiting("Comparing two runs", console, after=0.05):
        began = time.monotonic()
        while "Comparing two runs" not in written.getvalue() and time.monotonic() - began < 10:
            time.sleep(0.01)
    assert "Comparing two runs" in written.getvalue()
    assert SECONDS_ALONE == 1.0


def test_elsewhere_than_in_a_terminal_each_tenth_is_a_line_and_none_follows_within_a_second(clock: Clock) -> None:
    console, written = screen()
    with Waiting("Comparing two runs", console, after=0) as tell:
        for step in stepping("Comparing", range(100), tell):
            clock.now += 0.25 if step < 40 else 1.0
    lines = written.getvalue().splitlines()
    assert lines[:3] == [
        "Comparing two runs",
        "Comparing   10 %  10 of 100, 0:00:22 left",
        "Comparing   20 %  20 of 100, 0:00:20 left",
    ]
    assert lines[-1] == "Comparing  100 %  100 of 100, 0:00:00 left"
    assert len(lines) == 11


def test_lines_that_would_follow_too_fast_are_left_out(clock: Clock) -> None:
    console, written = screen()
    with Waiting("Comparing two runs", console, after=0) as tell:
        for _ in stepping("Comparing", range(100), tell):
            clock.now += 0.05  # five seconds in all: ten lines would be one every half second
    assert len(written.getvalue().splitlines()) == 1 + 5


def test_another_piece_of_work_begins_from_nothing(clock: Clock) -> None:
    console, written = screen()
    with Waiting("Writing the report", console, after=0) as tell:
        for what in ("Comparing", "Writing"):
            for _ in stepping(what, range(2), tell):
                clock.now += 10
    assert written.getvalue().splitlines() == [
        "Writing the report",
        "Comparing   50 %  1 of 2, 0:00:10 left",
        "Comparing  100 %  2 of 2, 0:00:00 left",
        "Writing   50 %  1 of 2, 0:00:10 left",
        "Writing  100 %  2 of 2, 0:00:00 left",
    ]


def test_work_that_fails_leaves_no_bar_behind() -> None:
    console, written = screen(is_terminal=True)
    with pytest.raises(ZeroDivisionError), Waiting("Comparing two runs", console, after=0) as tell:
        tell(Steps("Comparing", 1, 0))
        raise ZeroDivisionError
    before = written.getvalue()
    time.sleep(0.2)  # the bar of a terminal is drawn again ten times a second
    assert written.getvalue() == before


def test_steps_are_told_one_by_one_and_the_end_too() -> None:
    told: list[Steps] = []
    items: Iterator[str] = stepping("Reading", ("a", "b"), told.append)
    assert list(items) == ["a", "b"]
    assert told == [Steps("Reading", 0, 2), Steps("Reading", 1, 2), Steps("Reading", 2, 2)]
    assert list(stepping("Reading", ("a", "b"), None)) == ["a", "b"]
