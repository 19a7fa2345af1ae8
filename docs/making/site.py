"""Building the site: pages assembled, both languages made by Zensical with strict links, the PDF beside its page."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docs.making.assemble import DOCS, assemble, assemble_korean
from docs.making.links import PDF
from docs.making.odd import description
from docs.making.offline import make_fit
from docs.making.pdf import write_pdf

CONFIG = "zensical.toml"


def build(out: Path, *, has_pdf: bool = True) -> None:
    """Write the whole site into a folder, replacing what is there. Raises SystemExit if Zensical refuses.

    Without the PDF, which takes most of the time, a file that says so stands in its place.
    """
    with tempfile.TemporaryDirectory(prefix="inminban-docs-") as folder:
        english, korean = Path(folder) / "en", Path(folder) / "ko"
        assemble(english / "pages")
        if has_pdf:
            write_pdf(description(), english / "pages" / PDF)
        else:
            (english / "pages" / PDF).write_text("not made: run make docs\n", encoding="utf-8")
        assemble_korean(korean / "pages")
        shutil.copy(DOCS / CONFIG, english)
        shutil.copy(DOCS / "ko" / CONFIG, korean)
        for project in (english, korean):
            run_zensical(project)
            make_fit(project / "site")
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(english / "site", out)
        shutil.copytree(korean / "site", out / "ko")


def run_zensical(project: Path) -> None:
    """Build one project; a link or anchor that leads nowhere is an error."""
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout}\n{done.stderr}\nThe site was not built.")
