"""A test that is left out because it passed before is run again when anything changes that it depends on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests import proved

LOADED = """import sys
from inminban.run import checked_process, run
from inminban.step.simulation import devices
print(*(name for name in sys.modules if name.startswith("inminban.")))"""


def test_every_room_that_a_run_loads_counts() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    files = {path.relative_to(proved.ROOT / "src").as_posix() for path in proved.sources() if "src" in path.parts}
    modules = {name.replace(".", "/") for name in done.stdout.split()}
    assert len(modules) > 100
    assert {name for name in modules if not {f"{name}.py", f"{name}/__init__.py"} & files} == set()


def test_a_changed_file_and_a_changed_library_give_another_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mark() -> Path:
        proved.all_sources.cache_clear()
        return proved.mark_of("a test")

    file = tmp_path / "rule.py"
    file.write_text("one = 1")
    monkeypatch.setattr(proved, "ROOT", tmp_path)
    monkeypatch.setattr(proved, "sources", lambda: [file])
    before = mark()
    assert mark() == before != proved.mark_of("another test")
    file.write_text("one = 2")
    changed = mark()
    monkeypatch.setattr(proved, "versions", lambda: ["numba 0"])
    assert len({before, changed, mark()}) == 3
    proved.all_sources.cache_clear()
