"""Compiled code on the disk is never older than the text it was compiled from."""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import numba
import pytest

from inminban.core.compile import rule

PACKAGE = rule.PACKAGE


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package whose sources are hashed instead of the real ones."""
    copy = tmp_path / "inminban"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(rule, "PACKAGE", copy)
    monkeypatch.setenv("INMINBAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("numba.config.CACHE_DIR", vars(numba.config)["CACHE_DIR"])
    return copy


def test_the_same_sources_share_their_compiled_code(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = rule.cache_folder()
    monkeypatch.setattr(rule, "PACKAGE", PACKAGE)
    assert rule.cache_folder() == folder


@pytest.mark.parametrize(
    "changed",
    ["core/random.py", "core/kinds.py", "rules/market.py", "step/week/household_week.py", "population/plan.py"],
)
def test_a_changed_source_gets_a_folder_of_its_own(copied: Path, changed: str) -> None:
    before = rule.cache_folder()
    path = copied / changed
    path.write_text(path.read_text(encoding="utf-8") + "\n# one line more\n", encoding="utf-8")
    assert rule.cache_folder() != before


def test_a_new_or_renamed_source_does_as_well(copied: Path) -> None:
    before = rule.sources_hash()
    (copied / "step" / "stage.py").write_text('"""Nothing."""\n', encoding="utf-8")
    added = rule.sources_hash()
    (copied / "step" / "stage.py").rename(copied / "step" / "stages.py")
    assert len({before, added, rule.sources_hash()}) == 3


def test_what_is_never_compiled_does_not_count(copied: Path) -> None:
    before = rule.sources_hash()
    page = copied / "output" / "words.py"
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert rule.sources_hash() == before


def compiled_in(module: Any) -> dict[str, str]:
    """Compiled functions a module can call, with the module each is written in."""
    found = {name: value for name, value in vars(module).items() if hasattr(value, "py_func")}
    return {name: value.py_func.__module__ for name, value in found.items()}


def test_compiled_code_outside_the_hashed_rooms_calls_only_hashed_code() -> None:
    # Numba itself notices a change of the file a function stands in, but not of a file it imports.
    apart = "inminban.step.simulation."
    hashed = tuple(f"inminban.{room}." for room in rule.COMPILED_ROOMS)
    outside = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = "inminban." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        is_marked = any(
            line.startswith(("@rule", "@inlined", "@kernel")) for line in path.read_text("utf-8").splitlines()
        )
        if is_marked and (name.startswith(apart) or not name.startswith(hashed)):
            outside.append(name)
    assert outside  # the engine and the panel have kernels of their own
    strangers = {
        name: [where for where in compiled_in(import_module(name)).values() if not where.startswith((*hashed, name))]
        for name in outside
    }
    assert {name: calls for name, calls in strangers.items() if calls} == {}


def test_old_compiled_code_is_thrown_away_but_never_the_newest(copied: Path, tmp_path: Path) -> None:
    root = tmp_path / "cache" / "compiled"
    for number in range(rule.KEPT_CACHES + 3):
        (root / f"{number:016x}").mkdir(parents=True)
    folder = rule.use_cache_folder()
    assert folder is not None and folder.is_dir() and str(folder) == vars(numba.config)["CACHE_DIR"]
    assert len(list(root.iterdir())) == rule.KEPT_CACHES
