"""What memory there is, as the system's files tell it, and what a run needs of it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import inminban
from inminban.run import resource_limits
from inminban.run.memory import memory_available
from inminban.run.resource_limits import check_memory, memory_needed, people_that_fit

ROOT = Path(__file__).resolve().parents[2]
GIB = 2**30
MACHINE = {"proc/meminfo": "MemTotal: 25165824 kB\nMemAvailable:   8388608 kB\n"}
WITHIN = {
    "nothing but the machine": ({}, 8 * GIB),
    "a group of version 2 and a tighter one above it": (
        {
            "proc/self/cgroup": "0::/jobs/mine\n",
            "sys/fs/cgroup/jobs/mine/memory.max": "max\n",
            "sys/fs/cgroup/jobs/memory.max": f"{6 * GIB}\n",
            "sys/fs/cgroup/jobs/memory.current": f"{3 * GIB}\n",
            "sys/fs/cgroup/jobs/memory.stat": f"anon 5\ninactive_file {GIB}\n",
        },
        4 * GIB,
    ),
    "a container that sees only its own group": (
        {
            "proc/self/cgroup": "0::/../outside\n",
            "sys/fs/cgroup/memory.max": f"{2 * GIB}\n",
            "sys/fs/cgroup/memory.current": "0\n",
        },
        2 * GIB,
    ),
    "a group of version 1": (
        {
            "proc/self/cgroup": "9:cpu,memory:/job\n0::/\n",
            "sys/fs/cgroup/memory/job/memory.limit_in_bytes": f"{5 * GIB}\n",
            "sys/fs/cgroup/memory/job/memory.usage_in_bytes": f"{2 * GIB}\n",
            "sys/fs/cgroup/memory/job/memory.stat": f"total_inactive_file {GIB}\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "sys/fs/cgroup/memory/memory.usage_in_bytes": "77\n",
        },
        4 * GIB,
    ),
    "a group that is full": (
        {
            "proc/self/cgroup": "0::/\n",
            "sys/fs/cgroup/memory.max": f"{GIB}\n",
            "sys/fs/cgroup/memory.current": f"{2 * GIB}\n",
        },
        0,
    ),
    "files that say something else": ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "much\n"}, 8 * GIB),
}


def system_of(files: dict[str, str], root: Path) -> Path:
    """A system's files under `root`."""
    for name, text in files.items():
        path = (root / name).resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    return root


@pytest.mark.parametrize("case", WITHIN)
def test_the_tightest_limit_counts(tmp_path: Path, case: str) -> None:
    files, left = WITHIN[case]
    assert memory_available(system_of(MACHINE | files, tmp_path)) == left


def test_a_system_that_does_not_tell_limits_nobody(tmp_path: Path) -> None:
    assert memory_available(tmp_path) is None


def test_needs_grow_in_proportion_to_people() -> None:
    year = [memory_needed(people, 365) - resource_limits.BASE for people in (25_000, 250_000, 2_500_000, 25_000_000)]
    assert all(9.5 < later / before < 10.5 for before, later in pairwise(year[1:]))
    assert memory_needed(250_000, 36 * 365) > memory_needed(250_000, 365)


@pytest.mark.parametrize("available", [GIB, 3 * GIB, 30 * GIB])
def test_the_people_said_to_fit_do_fit_and_no_thousands_more(available: int) -> None:
    fit = people_that_fit(available, 365)
    assert memory_needed(fit, 365) <= available < memory_needed(fit + 2_000, 365)


def test_too_many_people_are_refused_with_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource_limits, "memory_available", lambda: 2 * GIB)
    first, last = date(2015, 1, 1), date(2015, 12, 31)
    check_memory(25_000, first, last)
    words = r"25,000,000 people and 365 days need about [\d.]+ GB of memory, but 2\.1 GB are available\. Choose "
    with pytest.raises(inminban.InputError, match=words + r"at most [\d,]+,000 people"):
        check_memory(25_000_000, first, last)
    monkeypatch.setattr(resource_limits, "memory_available", lambda: 10_000_000)
    with pytest.raises(inminban.InputError, match=r"available\. Make memory free"):
        check_memory(1_000, first, last)


def test_a_run_beyond_a_limit_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    """With the limit of a job system, in a process of its own; no process is killed and no folder left."""
    text = "import resource, sys; from inminban.cli.main import main; "
    text += f"resource.setrlimit(resource.RLIMIT_AS, ({4 * GIB}, {4 * GIB})); main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", text, "run", "--people", "25000000", "--out", str(tmp_path / "run")],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "--people: 25,000,000 people and 13,149 days need about" in done.stderr
    assert list(tmp_path.iterdir()) == []
