"""The files that pages load. Their addresses name their contents, so browsers keep them for good."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from fastapi import APIRouter, Response

from inminban.report.look import house_style
from inminban.report.report import chart_script, chart_script_file
from inminban.web.missing import Missing

router = APIRouter()
KEPT = "public, max-age=31536000, immutable"
JAVASCRIPT, CSS = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
BUNDLING = "from inminban.report.report import chart_script; chart_script()"


class Asset(NamedTuple):
    """A file as a browser gets it."""

    content: bytes
    media_type: str


def of_package(package: str, *names: str) -> bytes:
    """Files of a package, one after another."""
    return b"\n".join(files(package).joinpath(name).read_bytes() for name in names)


def bundled_chart_script() -> bytes:
    """The script that draws charts. Another process bundles it once, which takes 100 MB; then it is kept on disk."""
    if not chart_script_file().exists():
        subprocess.run([sys.executable, "-c", BUNDLING], check=False, capture_output=True)
    return chart_script().encode("utf-8")


MADE = {
    "style.css": lambda: Asset(
        house_style().encode("utf-8") + of_package("inminban.web", "static/web.css", "static/column.css"),
        CSS,
    ),
    "htmx.js": lambda: Asset(of_package("inminban.web", "static/vendor/htmx.min.js"), JAVASCRIPT),
    "web.js": lambda: Asset(
        of_package("inminban.web", "static/charts.js", "static/web.js", "static/drop.js"), JAVASCRIPT
    ),
    "vega.js": lambda: Asset(bundled_chart_script(), JAVASCRIPT),
    "icon.svg": lambda: Asset(of_package("inminban.web", "static/icon.svg"), "image/svg+xml"),
}  # fmt: skip


@cache
def asset(name: str) -> Asset:
    """A file by its name. Raises Missing for one that is not on the list."""
    if name not in MADE:
        raise Missing(f"There is no file {name}.")
    return MADE[name]()


def prepare() -> None:
    """Read every file, so that no reader waits for the first of them."""
    for name in MADE:
        address_of(name)


@cache
def address_of(name: str) -> str:
    """Where a browser gets a file; another address as soon as the file is another."""
    return f"/assets/{hashlib.sha256(asset(name).content).hexdigest()[:12]}/{name}"


@router.get("/assets/{mark}/{name}", include_in_schema=False)
def send(mark: str, name: str) -> Response:
    """A file, to be kept for good: `mark` changes with its contents."""
    found = asset(name)
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": KEPT})
