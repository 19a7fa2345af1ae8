"""What no file of the project may hold: paths of one machine, addresses of package indexes, work left for later."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.making.generated import PAGES
from docs.making.links import PDF

ROOT = Path(__file__).resolve().parents[2]
MADE = {ROOT / "docs" / name for name in (*PAGES, PDF)}
"""Pages that are made from the code when the site is made."""
NOT_OURS = {".git", ".venv", "runs", "dist", "build", "__pycache__", ".hypothesis"}
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".csv",
    ".txt",
    ".cff",
    ".html",
    ".jinja",
    ".js",
    ".css",
    ".json",
    ".geojson",
    ".yaml",
    "",
}
MOST_LINES = 500

# The words are put together here so that this file does not hold them.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.>~-])/(?:home|root|" + r"work|Users|opt)/\w"),
    "a path outside the project": re.compile(r"\.\./" + "shared"),
    "the address of a package index": re.compile(r"py" + r"pi\.org|python" + r"hosted|--(?:extra-)?index" + "-url"),
}
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|X" + "XX|NotImplemented" + "Error|place" + r"holder)\b")
SWALLOWED = re.compile(r"except(?: Exception)?:\s*\n\s*pa" + r"ss\b")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def is_ours(path: Path) -> bool:
    """Whether a path is part of the project rather than made by its tools."""
    parts = path.relative_to(ROOT).parts
    return not any(part in NOT_OURS or part.endswith(("_cache", ".egg-info")) for part in parts)


def our_files() -> list[Path]:
    """Every text file of the project."""
    found = (path for path in sorted(ROOT.rglob("*")) if is_ours(path))
    return [path for path in found if path.is_file() and path.suffix in TEXT]


def faults(text: str) -> list[str]:
    """Names of what a text holds and must not."""
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


def code_faults(text: str) -> list[str]:
    """Signs of unfinished code, and too much of it."""
    found = [match.group() for match in UNFINISHED.finditer(text)]
    found += ["a swallowed exception"] * len(SWALLOWED.findall(text))
    return found + (["too many lines"] if text.count("\n") > MOST_LINES else [])


def broken_links(page: Path) -> list[str]:
    """Links of a page to files that are not there, and that making the site does not make."""
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    missing = [target for target in targets if not (page.parent / target).exists()]
    return [target for target in missing if (page.parent / target).resolve() not in MADE]


def test_the_files_are_found() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in our_files()}
    assert {"pyproject.toml", "Makefile", ".ci/run", "src/inminban/core/columns.py"} <= names


def test_no_file_names_a_machine_or_a_package_index() -> None:
    found = {str(path.relative_to(ROOT)): faults(path.read_text(encoding="utf-8")) for path in our_files()}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_code_is_left_unfinished_or_too_long() -> None:
    code = [path for path in our_files() if path.suffix == ".py"]
    found = {str(path.relative_to(ROOT)): code_faults(path.read_text(encoding="utf-8")) for path in code}
    assert {path: names for path, names in found.items() if names} == {}


def test_links_between_pages_lead_somewhere() -> None:
    pages = [path for path in our_files() if path.suffix == ".md"]
    found = {str(page.relative_to(ROOT)): broken_links(page) for page in pages}
    assert {page: links for page, links in found.items() if links} == {}


@pytest.mark.parametrize(
    "text",
    ["see /wo" + "rk/main", "open('/ho" + "me/me/x')", "../sha" + "red/facts", "https://py" + "pi.org/simple"],
)
def test_a_forbidden_text_is_found(text: str) -> None:
    assert len(faults(text)) == 1


@pytest.mark.parametrize("text", ["https://example.org/work/1", "src/inminban/work/x", "rice/work/home"])
def test_an_innocent_text_passes(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("text", ["# TO" + "DO", "raise NotImplemented" + "Error", "x\n" * 501])
def test_unfinished_code_is_found(text: str) -> None:
    assert len(code_faults(text)) == 1


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md) and [there](gone.md) and [web](https://example.org)", encoding="utf-8")
    assert broken_links(page) == ["gone.md"]
