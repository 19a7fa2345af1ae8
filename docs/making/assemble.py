"""The pages of the site in one folder: those of docs/, some of the repository's root, and those made from the code."""

from __future__ import annotations

import shutil
from pathlib import Path

from docs.making.generated import PAGES
from docs.making.links import ROOT, place_in_site, with_links_of_the_site

DOCS = ROOT / "docs"
FROM_ROOT = ("CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")
FILES = {".png", ".svg", ".csv", ".css", ".json", ".parquet"}
NOT_PAGES = {"making", "ko", "style"}


def sources(folder: Path = DOCS) -> list[str]:
    """Pages of a folder of docs/, and those of the root, as paths in the repository."""
    found = [path.relative_to(ROOT).as_posix() for path in sorted(folder.rglob("*.md")) if is_page(path, folder)]
    return [*found, *FROM_ROOT] if folder == DOCS else found


def is_page(path: Path, folder: Path) -> bool:
    """Whether a file belongs to the site that is made from a folder."""
    return path.relative_to(folder).parts[0] not in NOT_PAGES


def assemble(pages: Path) -> None:
    """Write all pages of the English site into a folder, with links that work there; ValueError for one that fails."""
    shutil.rmtree(pages, ignore_errors=True)
    for source in sources():
        write(pages / place_in_site(source), moved(source, pages))
    for path in sorted(DOCS.rglob("*")):
        if path.suffix in FILES and is_page(path, DOCS):
            copy(path.relative_to(ROOT).as_posix(), pages)
    for place, make in PAGES.items():
        write(pages / place, make())


def assemble_korean(pages: Path) -> None:
    """Write the Korean pages; a link to an English page leads to the page as it is built."""
    shutil.rmtree(pages, ignore_errors=True)
    for source in sources(DOCS / "ko"):
        text = moved(source, pages)
        write(pages / Path(source).name, text)
    shutil.copy(DOCS / "inminban.css", pages)


def moved(source: str, pages: Path) -> str:
    """The text of one page for the site."""
    text = (ROOT / source).read_text(encoding="utf-8")
    return with_links_of_the_site(text, source, lambda path: copy(path, pages))


def copy(path: str, pages: Path) -> None:
    """Copy one file of the repository to its place in the site."""
    place = pages / place_in_site(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / path, place)


def write(place: Path, text: str) -> None:
    """Write one page."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
