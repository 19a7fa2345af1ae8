"""A wheel installed into a clean environment and tried."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from release.build import ROOT

IMPORTS = "import inminban; assert dir(inminban) == inminban.__all__; inminban.open_run; print(inminban.__version__)"
SMALL_RUN = ("--people", "1000", "--from", "2015-03-02", "--to", "2015-03-08", "--out", "run")


def make_environment(folder: Path, python: str = sys.executable) -> Path:
    """A clean environment with a Python; its interpreter. Raises CalledProcessError where uv has no such one."""
    command = [sys.executable, "-m", "uv", "venv", "--quiet", "--seed", "--python", python, str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "bin" / "python"


def find_python(version: str) -> str:
    """A Python of a version by its path, where PATH or pyenv has one; else the version, which uv may know or fetch."""
    if found := shutil.which(f"python{version}"):
        is_whole = subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0
        if is_whole:
            return found
    places = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}*/bin/python"))
    return str(places[-1]) if places else version


def install(python: Path, wheel: Path, extra: str = "") -> None:
    """Install a wheel with what it needs, in the versions that were tested together."""
    name = f"{wheel}[{extra}]" if extra else str(wheel)
    constraints = ["-c", str(ROOT / "constraints.txt")]
    by_uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(python), *constraints, name]
    if subprocess.run(by_uv, capture_output=True, check=False).returncode:
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *constraints, name], check=True)


def smoke(python: Path, folder: Path, *, has_run: bool = True) -> str:
    """Import, print the version and lists, and make a small run away from the sources; what `--version` said.

    The run compiles all rules anew, which takes a minute or two. SystemExit with what was said if anything fails.
    """
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    surroundings = {name: value for name, value in os.environ.items() if name not in hidden}
    surroundings |= {"INMINBAN_CACHE": str(folder / "cache")}
    command = python.with_name("inminban")

    def call(*arguments: str) -> str:
        done = subprocess.run(arguments, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    call(str(python), "-c", IMPORTS)
    call(str(command), "measures")
    call(str(command), "evidence")
    if has_run:
        call(str(command), "run", *SMALL_RUN)
        call(str(command), "info", "run")
    return call(str(command), "--version").strip()
