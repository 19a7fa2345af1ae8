"""The disk that a run needs, beside what runs have taken."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

import inminban
from inminban.errors import RunFolderError
from inminban.numbers.parameters import load_scenario
from inminban.run.disk_limits import IN_PARTS, check_disk, checkpoint_bytes, spans_of, tables_bytes
from inminban.run.specification import RunSpecification
from inminban.step.simulation.output_detail import output_detail_of

ALL = (date(1990, 1, 1), date(2025, 12, 31))
YEAR = (date(2015, 1, 1), date(2015, 12, 31))
GIB = 2**30

DECADE = (date(1990, 1, 1), date(1999, 12, 31))
MEASURED: list[tuple[int, tuple[date, date], bool, float]] = [
    (2_500, YEAR, False, 10.64), (10_000, YEAR, False, 15.49), (25_000, YEAR, False, 18.23),
    (250_000, YEAR, False, 30.95), (2_500, ALL, False, 54.88), (100_000, ALL, False, 148.96),
    (250_000, ALL, False, 196.01), (25_000, ALL, True, 63.85), (2_500, YEAR, True, 1.49),
    (60_000, (date(2015, 1, 5), date(2015, 8, 31)), True, 6.77), (2_500, DECADE, False, 16.91),
    (25_000, DECADE, False, 32.94), (4_000, (date(1990, 1, 1), date(1990, 2, 28)), False, 1.86),
    (2_500, (date(2014, 6, 1), date(2016, 12, 31)), False, 11.41),
    (250_000, (date(1990, 1, 1), date(1991, 12, 31)), False, 24.01),
    (250_000, ALL, False, 215.32),  # version 0.2.0, whose tables have more columns
]  # fmt: skip
"""People, days, whether only measures, and megabytes of all tables, of runs that were made with version 0.1.0."""

LEAST, MOST = 1.0, 2.5  # foreseen, of what was taken: never less; most too much for the small and short


def specification(people: int, days: tuple[date, date], measures_only: bool = False) -> RunSpecification:
    """The specification of a run of history."""
    detail = output_detail_of(*days, None)._replace(measures_only=measures_only)
    return RunSpecification(load_scenario("history"), people, *days, 1, detail)


@pytest.mark.parametrize(("people", "days", "measures_only", "megabytes"), MEASURED)
def test_tables_take_what_was_foreseen(
    people: int, days: tuple[date, date], measures_only: bool, megabytes: float
) -> None:
    foreseen = tables_bytes(specification(people, days, measures_only)) / 1e6
    assert LEAST <= foreseen / megabytes <= MOST


def test_longer_runs_of_more_people_take_more() -> None:
    sizes = [tables_bytes(specification(people, ALL)) for people in (1_000, 25_000, 250_000, 2_500_000, 25_000_000)]
    assert sizes == sorted(sizes) and sizes[-1] < 30e9
    years = [tables_bytes(specification(25_000, (date(1990, 1, 1), date(year, 12, 31)))) for year in range(1991, 2026)]
    assert years == sorted(years)


def test_spans_are_those_of_the_detailed_year_and_of_all_others() -> None:
    spans = spans_of(specification(1_000, ALL))
    assert (spans.days, spans.months, spans.detailed_days, spans.detailed_months) == (13_149, 432, 365, 12)
    assert spans.other_years == 35
    short = spans_of(specification(1_000, (date(2015, 1, 20), date(2015, 3, 5))))
    assert (short.days, short.months, short.detailed_days, short.detailed_months, short.other_years) == (
        45,
        3,
        45,
        3,
        0,
    )


@pytest.mark.parametrize("measures_only", [False, True])
def test_a_run_takes_no_more_disk_than_was_foreseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measures_only: bool
) -> None:
    """Parts of tables and the joined tables together, which is the most that a run takes."""
    days = (date(2014, 12, 1), date(2015, 1, 31))
    most = [0]
    monkeypatch.setattr("inminban.output.writing.settle", settle_noting(most))
    made = inminban.run(
        people=1_000, first_day=days[0], last_day=days[1], threads=1, out=tmp_path / "run", measures_only=measures_only
    )
    foreseen = specification(1_000, days, measures_only)
    assert sum(table["bytes"] for table in made.info.tables.values()) <= tables_bytes(foreseen)
    assert 0 < most[0] <= IN_PARTS * tables_bytes(foreseen)


def settle_noting(most: list[int]) -> object:
    """What gives a finished run its name, and notes first what lies in its folder."""
    from inminban.output.unfinished import settle

    def settle_now(made: Path, out: Path, force: bool) -> None:
        most[0] = sum(file.stat().st_size for file in made.rglob("*") if file.is_file())
        settle(made, out, force)

    return settle_now


def test_tables_without_room_are_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = int(IN_PARTS * tables_bytes(specification(25_000, ALL)))
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=needed - 1_000))
    out = tmp_path / "runs" / "run"
    with pytest.raises(RunFolderError, match=r"^Tables of 25,000 people and 13,149 days need about 0\.\d+ GB next to"):
        inminban.run(people=25_000, out=out)
    assert list(tmp_path.iterdir()) == []
    check_disk(out, specification(25_000, ALL, measures_only=True), has_checkpoints=False)
    check_disk(out, specification(25_000, ALL), has_checkpoints=False, written=1_001)


def test_checkpoints_without_room_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, small, large = tmp_path / "runs" / "run", specification(1_000, YEAR), specification(25_000_000, YEAR)
    check_disk(out, small, has_checkpoints=True)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=GIB))
    check_disk(out, large, has_checkpoints=False)
    with pytest.raises(RunFolderError, match=r"Checkpoints of 25,000,000 people need .* GB, and tables .* 1\.1 GB are"):
        check_disk(out, large, has_checkpoints=True)


def test_the_disk_check_counts_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = specification(1_000, YEAR)
    free = 2 * checkpoint_bytes(1_000) + int(IN_PARTS * tables_bytes(small))
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=free + 1))
    check_disk(tmp_path, small, has_checkpoints=True, n_there=1)
    with pytest.raises(RunFolderError, match="Make room"):
        check_disk(tmp_path, small, has_checkpoints=True)
