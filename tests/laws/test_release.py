"""A release can be built twice to the same bytes, holds what it must, and works in a clean environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest
from release.build import ROOT, Built, build_twice, faults
from release.try_out import install, make_environment, smoke

import inminban


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Wheel and sdist, built twice; different bytes would have stopped it."""
    return build_twice(tmp_path_factory.mktemp("release") / "dist")


def test_a_wheel_holds_the_package_its_licences_and_nothing_else(built: Built) -> None:
    assert faults(built.wheel) == []
    with ZipFile(built.wheel) as content:
        name = next(one for one in content.namelist() if one.endswith(".dist-info/METADATA"))
        told = Parser().parsestr(content.read(name).decode())
    assert (told["Name"], told["Version"]) == ("inminban", inminban.__version__)
    assert told["License-Expression"] == "Apache-2.0"
    assert {"web", "study", "calibrate", "docs"} <= set(told.get_all("Provides-Extra", []))


def test_what_is_wrong_with_a_wheel_is_named(built: Built, tmp_path: Path) -> None:
    wheel = tmp_path / built.wheel.name
    shutil.copy(built.wheel, wheel)
    with ZipFile(wheel, "a") as content:
        content.writestr("tests/__pycache__/a.pyc", b"")
        content.writestr("inminban/large", bytes(range(256)) * 20_000)
    assert faults(wheel) == [
        "tests/__pycache__/a.pyc should not be there",
        f"the wheel has {wheel.stat().st_size:,} bytes, more than 6,000,000",
    ]
    with ZipFile(tmp_path / "empty.whl", "w") as content:
        content.writestr("a", b"")
    assert "LICENSE is missing" in faults(tmp_path / "empty.whl")


def test_a_wheel_works_in_a_clean_environment(built: Built, tmp_path: Path) -> None:
    """Without a run, which would compile all rules anew: `make release` makes one."""
    python = make_environment(tmp_path / "clean")
    install(python, built.wheel)
    assert smoke(python, tmp_path, has_run=False) == f"inminban {inminban.__version__}"


def test_the_version_is_the_same_wherever_it_stands() -> None:
    for name in ("CITATION.cff", "CHANGELOG.md", "Containerfile", "docs/how-to/install.md"):
        assert inminban.__version__ in (ROOT / name).read_text(encoding="utf-8"), name


def test_the_file_for_a_container_has_no_fault() -> None:
    command = [str(Path(sys.executable).with_name("hadolint")), str(ROOT / "Containerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_container_has_the_library_that_threads_need() -> None:
    """A wheel of Numba links to the system's OpenMP and goes without it in silence, on threads that bear one caller."""
    final_stage = (ROOT / "Containerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[2]
    before_compiling = final_stage.partition("inminban run")[0]
    assert "install --yes --no-install-recommends libgomp1" in before_compiling
