"""Checks that no world with drawn numbers failed are no support."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.known.test_severity import verdict

from inminban.evidence import drawn_worlds
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict
from inminban.evidence.drawn_worlds import Drawn, drawn, in_words, never_failed
from inminban.evidence.records import claims, figures
from inminban.evidence.severity import as_plain, how_hard
from inminban.study.drawn_checks import rows
from inminban.study.intervals import Study, Told

BOUNDS = {"compare": "between", "low": 80.0, "high": 120.0}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A file of three checks of one record: one failed at times, one never, one tried too seldom."""
    checks = {
        "rice 0": {**BOUNDS, "worlds": 40, "failed": 3},
        "rice 1": {**BOUNDS, "worlds": 40, "failed": 0},
        "rice 2": {**BOUNDS, "worlds": 19, "failed": 0},
    }
    file = tmp_path / "drawn.json"
    file.write_text(json.dumps({"study": {}, "checks": checks}), encoding="utf-8")
    monkeypatch.setattr(drawn_worlds, "FILE", file)
    drawn_worlds.study.cache_clear()
    yield
    drawn_worlds.study.cache_clear()


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (verdict(number=0), Drawn(40, 3)),
        (verdict(number=1), Drawn(40, 0)),
        (verdict(number=2), None),  # too few worlds tell
        (verdict(number=3), None),
        (verdict(number=0, high=130.0), None),  # another range than then
        (verdict(number=0, compare="positive"), None),
    ],
)
def test_a_check_is_told_by_the_worlds_that_failed_it(asked: Verdict, expected: Drawn | None) -> None:
    assert drawn(asked) == expected
    assert never_failed(asked) == (expected == Drawn(40, 0))
    assert as_plain(asked)["drawn"] == (expected._asdict() if expected else None)


@pytest.mark.usefixtures("told")
def test_checks_that_could_not_fail_are_counted_apart() -> None:
    assert in_words(verdict(number=0)) == "failed in 3 of 40 worlds with drawn numbers"
    found = [verdict(number=0), verdict(number=1), verdict(number=2), verdict(number=1, verdict=DISAGREE, value=1.0)]
    assert "1 of the 2 agreeing checks that were tried with drawn numbers failed in no world" in how_hard(found)
    assert "no world" not in how_hard([verdict(number=2)])


def test_the_worlds_of_a_study_are_counted_for_each_check(tmp_path: Path) -> None:
    record = next(one for one in figures() if one.content.check)
    item = record.content.check[0]
    verdicts = (AGREE, DISAGREE, DISAGREE, UNTESTED)
    told = [Told(draw, 1, None, None, None, 0.0, one) for draw, one in enumerate(verdicts)]
    study = Study(tmp_path, {}, {("history", f"check {record.id} 0", "", None): told}, [])
    bounds = {"compare": item.compare, "low": item.low, "high": item.high}
    assert dict(rows(study)) == {f"{record.id} 0": {**bounds, "worlds": 3, "failed": 2}}


def test_the_file_that_comes_with_the_package_is_of_its_own_checks() -> None:
    drawn_worlds.study.cache_clear()
    known = {
        drawn_worlds.key(record.id, number): [item.compare, item.low, item.high]
        for record in (*claims(), *figures())
        for number, item in enumerate(record.content.check)
    }
    for name, row in drawn_worlds.study()["checks"].items():
        assert known.get(name) == [row["compare"], row["low"], row["high"]], f"{name}: run inminban.study.drawn_checks"
        assert 0 <= row["failed"] <= row["worlds"]
