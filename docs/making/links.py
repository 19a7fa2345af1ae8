"""Links between pages: where a file of the repository stands in the site, and Markdown links rewritten to it.

A page that stands outside docs/ (CONTRIBUTING.md, say) moves; a link to a file that is no page leads to a copy of it,
and one to a folder of sources to the page made from that folder. So every link works from the disk.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
DOCS = "docs/"
MOVED = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "ARCHITECTURE.md": "project/architecture.md",
    "CHANGELOG.md": "project/changelog.md",
    "CITATION.cff": "files/CITATION.cff.txt",
    "src/inminban/numbers/parameters": "reference/parameters.md",
    "src/inminban/evidence/claims": "reference/claims.md",
    "src/inminban/evidence/sources.toml": "reference/sources.md",
    "src/inminban/measures/words": "reference/measures.md",
    "src/inminban/testimony/terms": "how-to/library.md",
    "src/inminban/ask/words": "how-to/ask.md",
    "src/inminban/scenarios": "reference/scenarios.md",
    "docs/decisions": "decisions/README.md",
}
KOREAN = "ko/"
PDF = "model/odd.pdf"
ENDINGS_SHOWN = {".svg", ".png", ".csv", ".html", ".pdf", ".txt"}
LINK = re.compile(r"(?P<before>\]\()(?P<target>[^)\s]+)(?P<after>\))")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def place_in_site(path: str) -> str:
    """Where a file of the repository stands in the site, both with forward slashes."""
    path = path.rstrip("/")
    if path in MOVED:
        return MOVED[path]
    if path.startswith(DOCS):
        return path.removeprefix(DOCS)
    ending = PurePosixPath(path).suffix
    return f"files/{path}" if ending in ENDINGS_SHOWN else f"files/{path}.txt"


def relative(target: str, page: str) -> str:
    """A place in the site as a link from a page of the site."""
    return os.path.relpath(target, PurePosixPath(page).parent).replace(os.sep, "/")


def as_linked(place: str, page: str) -> str:
    """A place as a page links to it: one in the other language is built apart, so the link names the built page."""
    is_other = place.startswith(KOREAN) != page.startswith(KOREAN)
    return place.removesuffix(".md") + ".html" if is_other and place.endswith(".md") else place


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """A Markdown text changed everywhere but in fenced blocks of code."""
    parts, at = [], 0
    for fence in FENCE.finditer(text):
        parts += [change(text[at : fence.start()]), fence.group()]
        at = fence.end()
    return "".join([*parts, change(text[at:])])


def with_links_of_the_site(text: str, source: str, copy: Callable[[str], None]) -> str:
    """A page's text with its links rewritten; `source` is its path in the repository.

    `copy(path)` is called for each file outside docs/ that a link leads to and that is no page. Raises ValueError for a
    link to nothing.
    """
    page = place_in_site(source)

    def rewritten(found: re.Match[str]) -> str:
        target, mark, anchor = found["target"].partition("#")
        if not target or "://" in target or target.startswith("mailto:"):
            return found.group()
        path = os.path.normpath(str(PurePosixPath(source).parent / target)).replace(os.sep, "/")
        if not is_page_made_later(path):
            if not (ROOT / path).exists():
                raise ValueError(f"{source}: the link {target} leads nowhere")
            if (ROOT / path).is_dir() and path not in MOVED:
                raise ValueError(f"{source}: the link {target} leads to a folder without a page")
            if not path.startswith(DOCS) and not place_in_site(path).endswith(".md"):
                copy(path)
        return f"{found['before']}{relative(as_linked(place_in_site(path), page), page)}{mark}{anchor}{found['after']}"

    return outside_code(text, lambda part: LINK.sub(rewritten, part))


def is_page_made_later(path: str) -> bool:
    """Whether a path is a page that the site makes from the code and the repository does not hold."""
    from docs.making.generated import PAGES

    return path.removeprefix(DOCS) in (*PAGES, PDF)
