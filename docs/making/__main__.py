"""`python -m docs.making [--out DIR] [--without-pdf]`, or `make docs`."""

from __future__ import annotations

import argparse
from pathlib import Path

from docs.making.site import build

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m docs.making", description="Build the documentation site.")
    parser.add_argument("--out", type=Path, default=Path("site"), help="folder to write to; default: site")
    parser.add_argument("--without-pdf", action="store_true", help="leave the model description as PDF out")
    arguments = parser.parse_args()
    build(arguments.out, has_pdf=not arguments.without_pdf)
    print(f"Open {arguments.out / 'index.html'} in a browser. It needs no network.")
