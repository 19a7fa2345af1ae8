"""`python -m release [--out dist] [--python VERSION]...`, or `make release`.

Builds wheel and sdist twice to the same bytes, looks into the wheel, installs it into a clean environment of each
Python and tries it, lists its components (CycloneDX), asks pip-audit for known faults where its database can be
reached, and writes checksums.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from release.build import Built, build_twice, digest, faults
from release.try_out import find_python, install, make_environment, smoke

PYTHONS = ("3.11", "3.12", "3.13")


def main() -> None:
    """Make a release, or stop with what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m release", description="Make a release.")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="folder to write to; default: dist")
    parser.add_argument("--python", action="append", help=f"a Python to try; default: {', '.join(PYTHONS)}")
    parser.add_argument("--without-run", action="store_true", help="simulate nothing; a run compiles all rules anew")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.out, ignore_errors=True)
    built = build_twice(arguments.out)
    if wrong := faults(built.wheel):
        raise SystemExit("\n".join(wrong))
    print(f"{built.wheel.name}: {built.wheel.stat().st_size:,} bytes, built twice to the same bytes")
    with tempfile.TemporaryDirectory(prefix="inminban-release-") as folder:
        tried = [
            try_on(python, built, Path(folder), has_run=not arguments.without_run)
            for python in arguments.python or PYTHONS
        ]
        if any(tried):
            list_components(Path(folder) / next(one for one in tried if one), arguments.out)
    write_checksums(arguments.out)
    print(f"Release in {arguments.out}")


def try_on(python: str, built: Built, folder: Path, *, has_run: bool) -> str:
    """Try the wheel on one Python; the name of its environment, "" where there is no such Python."""
    place = folder / python
    try:
        interpreter = make_environment(place, find_python(python))
    except subprocess.CalledProcessError:
        print(f"Python {python}: not on this machine, not tried")
        return ""
    install(interpreter, built.wheel)
    print(f"Python {python}: {smoke(interpreter, place, has_run=has_run)}")
    return python


def list_components(environment: Path, out: Path) -> None:
    """Write the list of components of an environment, and audit them where the database can be reached."""
    tools = [sys.executable, "-m"]
    listed = out / "sbom.cdx.json"
    command = [*tools, "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON", "-o", str(listed)]
    subprocess.run([*command, str(environment / "bin" / "python")], check=True)
    print(f"{listed.name}: components of the environment of the wheel")
    packages = next((environment / "lib").glob("python*/site-packages"))
    audit = [*tools, "pip_audit", "--path", str(packages), "--skip-editable", "--progress-spinner", "off"]
    done = subprocess.run(audit, capture_output=True, text=True, check=False)
    if done.returncode and "Traceback" not in done.stderr and "Name" in done.stdout:
        raise SystemExit(done.stdout)
    print(
        "pip-audit: no known faults" if not done.returncode else "pip-audit: its database cannot be reached from here"
    )


def write_checksums(out: Path) -> None:
    """Write SHA256SUMS for all files of the release."""
    lines = [f"{digest(file)}  {file.name}" for file in sorted(out.iterdir()) if file.name != "SHA256SUMS"]
    (out / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
