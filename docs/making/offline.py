"""Built pages made fit for the disk: no script from a network, no link that leads to a folder.

Zensical's plugin for offline use loads a small script from a network that makes search work from the disk; one of our
own (`from-disk.js`) takes its place. Zensical's links to the first page name the folder, which a server answers with
that page and a disk does not.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

SCRIPT = Path(__file__).with_name("from-disk.js")
OUTSIDE_SCRIPT = re.compile(r'<script[^>]*\bsrc="(?:https?:)?//[^"]*"[^>]*>\s*</script>')
FOLDER_LINK = re.compile(r'(<a\b[^>]*?\bhref=")((?:\.{1,2}/)*\.{1,2}/?|)(")')


def make_fit(site: Path) -> None:
    """Change every page of a built site in place."""
    shutil.copy(SCRIPT, site)
    for page in sorted(site.rglob("*.html")):
        up = "../" * (len(page.relative_to(site).parts) - 1)
        page.write_text(fit(page.read_text(encoding="utf-8"), up + SCRIPT.name), encoding="utf-8")


def fit(html: str, script: str) -> str:
    """One page with our script for those of a network, its links to folders leading to their first page."""
    own = f'<script src="{script}"></script>'
    return FOLDER_LINK.sub(to_first_page, OUTSIDE_SCRIPT.sub(own, html))


def to_first_page(link: re.Match[str]) -> str:
    """A link to a folder, as one to its first page."""
    folder = link[2].rstrip("/")
    return f"{link[1]}{folder + '/' if folder else ''}index.html{link[3]}"
