"""Nothing in a rule or a parameter file can be changed without a case or the run noticing it.

Every mutant of every rule, and every number changed, is judged here by the cases, in plain Python. What no case notices
must be listed in `docs/reference/mutants.csv` with the part of the run that notices it, or have an explanation in
`tests/mutation/explained.toml`. `make mutants` has the run judge (`tests/mutation/`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.cases.test_cases import INSTITUTIONS
from tests.mutation.record import NOT_JUDGED, NUMBER, RULE, explanation, read_listed, read_reasons

WHAT_TO_DO = "write a case, or let the run judge: make mutants ONLY=<institution>"
MOST_UNEXPLAINED = 337  # numbers that neither a case nor the run of the last hunt noticed; only ever fewer


class Judged(NamedTuple):
    """All mutants and changed numbers by kind and institution, and of each that a case notices the case."""

    names: dict[str, dict[str, list[str]]]
    noticed: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """What the cases say, from a process of plain Python: nothing is compiled."""
    out = tmp_path_factory.mktemp("mutants") / "found.json"
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-m", "tests.mutation.by_cases", str(out)], check=True, cwd=root)
    found = json.loads(out.read_text())
    return Judged(found["names"], found["noticed"])


def unnoticed(judged: Judged, kind: str) -> set[str]:
    """What no case notices."""
    return {name for of in judged.names[kind].values() for name in of} - set(judged.noticed[kind])


def test_the_cases_notice_mutants_of_every_rules_file(judged: Judged) -> None:
    assert sorted(judged.names[RULE]) == INSTITUTIONS
    noticed = {name.partition(".")[0] for name in judged.noticed[RULE]}
    assert noticed == set(INSTITUTIONS)


def test_every_mutant_of_a_rule_is_noticed_or_explained(judged: Judged) -> None:
    reasons = read_reasons()
    by_run = {row.name for row in read_listed() if row.kind == RULE and not row.has_survived}
    survivors = {name for name in unnoticed(judged, RULE) - by_run if explanation(name, reasons) is None}
    assert survivors == set(), WHAT_TO_DO


def test_every_number_is_noticed_or_listed(judged: Judged) -> None:
    listed = {row.name for row in read_listed() if row.kind == NUMBER}
    assert unnoticed(judged, NUMBER) - listed == set(), WHAT_TO_DO


def test_no_more_numbers_survive_than_did() -> None:
    reasons = read_reasons()
    rows = [row for row in read_listed() if row.kind == NUMBER and row.has_survived]
    assert sum(explanation(row.name, reasons) is None for row in rows) <= MOST_UNEXPLAINED


def test_explanations_are_of_mutants_that_there_are_and_that_nothing_notices(judged: Judged) -> None:
    left = unnoticed(judged, RULE) | unnoticed(judged, NUMBER)
    for reason in read_reasons():
        assert reason.mutants - left == set(), reason.why
        for pattern in reason.patterns:
            assert any(pattern.fullmatch(name) for name in left), pattern.pattern


def test_an_explained_mutant_was_not_noticed_by_the_run() -> None:
    """Where the run notices what is said to change nothing, the explanation is wrong."""
    reasons = read_reasons()
    noticed = [row.name for row in read_listed() if not row.has_survived and row.noticed_in != NOT_JUDGED]
    assert [name for name in noticed if explanation(name, reasons) is not None] == []
