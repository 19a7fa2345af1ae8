"""Plain Python and compiled code live the same lives, field by field."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

HERE = Path(__file__).resolve().parent
Saved = dict[str, "np.ndarray[Any, Any]"]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Saved]:
    """What the weeks leave behind in a process that runs the rules plain or compiled; an overflow is an error."""
    folder = tmp_path_factory.mktemp("weeks")

    def run(form: str) -> Saved:
        out = folder / f"{form}.npz"
        command = [sys.executable, "-W", "error", str(HERE / "live_weeks.py"), form, str(out)]
        source = str(HERE.parents[1] / "src")
        done = subprocess.run(
            command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": source}, check=False
        )
        assert done.returncode == 0, done.stderr[-3_000:]
        with np.load(out) as arrays:
            return {name: arrays[name] for name in arrays.files}

    return run


def test_plain_python_and_compiled_code_leave_the_same_society(saved: Callable[[str], Saved]) -> None:
    plain, compiled = saved("plain"), saved("compiled")
    assert list(plain) == list(compiled) and len(plain) > 100
    assert [name for name in plain if not np.array_equal(plain[name], compiled[name])] == []
    assert plain["people.minutes"].sum() == 4 * 7 * 960 * len(plain["people.id"])
