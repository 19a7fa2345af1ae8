"""The same seed gives the same society on any number of threads; another seed gives another one."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.made_simulation import live_weeks, make_simulation
from tests.made_society import make_small_society

from inminban.run.run import run
from inminban.run.state_hash import state_sha256

FIRST, LAST = date(2015, 3, 9), date(2015, 4, 19)
RUN_FIRST, RUN_LAST = date(2015, 4, 6), date(2015, 5, 3)
N_PEOPLE = 5_000


def lived(n_threads: int, seed: int = 1) -> tuple[str, str]:
    """Hashes of a small society's state and of its tables after six weeks."""
    simulation = make_simulation(make_small_society(10, 2), FIRST, LAST, seed, followed_homes=np.arange(0, 400, 40))
    tables = live_weeks(simulation, n_threads=n_threads)
    return state_sha256(simulation.society), hash_of(tables)


def hash_of(tables: dict[str, dict[str, Any]]) -> str:
    """SHA-256 of all columns of all tables."""
    digest = hashlib.sha256()
    for table, columns in sorted(tables.items()):
        for name, column in sorted(columns.items()):
            values = column[0] if isinstance(column, tuple) else column
            digest.update(f"{table}.{name}".encode() + np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def test_one_thread_two_threads_and_five_give_the_same_society_and_tables() -> None:
    one = lived(1)
    assert lived(2) == one
    assert lived(5) == one


def test_another_seed_gives_another_society() -> None:
    assert lived(1, seed=1) == lived(1, seed=1)
    state, tables = lived(1, seed=1)
    other_state, other_tables = lived(1, seed=2)
    assert state != other_state and tables != other_tables


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Four weeks of 5,000 people: on one thread, on two, and with another seed."""
    folder = tmp_path_factory.mktemp("runs")

    def one(name: str, threads: int, seed: int) -> Any:
        out: Path = folder / name
        return run(people=N_PEOPLE, first_day=RUN_FIRST, last_day=RUN_LAST, seed=seed, threads=threads, out=out)

    return {"one": one("one", 1, 7), "two": one("two", 2, 7), "other": one("other", 2, 8)}


def test_a_run_is_the_same_on_one_thread_and_two(runs: dict[str, Any]) -> None:
    one, two = runs["one"], runs["two"]
    assert one.info["state_sha256"] == two.info["state_sha256"]
    for table in one.info["tables"]:
        assert one.table(table).fetchall() == two.table(table).fetchall(), table
    assert (one.info["threads"], two.info["threads"]) == (1, 2)


def test_runs_of_two_seeds_differ(runs: dict[str, Any]) -> None:
    assert runs["one"].info["state_sha256"] != runs["other"].info["state_sha256"]
    rows = "SELECT sum(n_events_attended), sum(market_jon) FROM groups"
    assert runs["one"].sql(rows).fetchall() != runs["other"].sql(rows).fetchall()
