"""Optical character recognition (OCR) by the program tesseract, if it is installed, for pages that are pictures."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from inminban.errors import InputError
from inminban.testimony.reading.pdf_lines import Piece

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

PROGRAM = "tesseract"
LANGUAGES = ("eng", "kor")
INSTALL = "Install the program tesseract with its languages eng and kor, then add the file with --ocr."
ASK = "Add the file with --ocr to read them."
DOTS_AN_INCH, POINTS_AN_INCH = 300, 72
SECONDS = 120  # for one page
LEAST_CONFIDENCE = 20.0  # per cent; words below are specks and lines


def how_to_read() -> str:
    """What to do to have pictures of pages read."""
    return ASK if shutil.which(PROGRAM) else INSTALL


def check_installed(file: Path) -> None:
    """InputError if OCR is asked for and the program is not installed, or none of its languages is ours."""
    if shutil.which(PROGRAM) is None:
        raise InputError("the program tesseract, which reads pictures, is not installed", file=file, remedy=INSTALL)
    if not languages():
        raise InputError("tesseract has neither of its languages eng and kor", file=file, remedy=INSTALL)


def languages() -> list[str]:
    """Those of our languages that the program can read."""
    listed = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False)
    return [name for name in LANGUAGES if name in listed.stdout.split()]


def read_picture(page: PdfPage, file: Path) -> list[Piece]:
    """The lines of a page as the program sees them, with their places in points. InputError if the program fails."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.pgm"
        height = write_picture(page, picture)
        command = [PROGRAM, str(picture), "stdout", "--dpi", str(DOTS_AN_INCH), "-l", "+".join(languages()), "tsv"]
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, env=environment, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            what = f"tesseract failed on a page ({type(error).__name__})"
            raise InputError(what, file=file, remedy="Run the file through another OCR program first.") from error
    return lines_seen(done.stdout.decode("utf-8", errors="replace").splitlines(), height)


def write_picture(page: PdfPage, picture: Path) -> int:
    """Draw a page in shades of grey into a file; returns its height in dots."""
    drawn = page.render(scale=DOTS_AN_INCH / POINTS_AN_INCH, grayscale=True)
    width, height, stride = drawn.width, drawn.height, drawn.stride
    data = memoryview(drawn.buffer).cast("B")
    with picture.open("wb") as handle:
        handle.write(b"P5 %d %d 255\n" % (width, height))
        for row in range(height):
            handle.write(data[row * stride : row * stride + width])
    return int(height)


def lines_seen(table: Iterable[str], height: int) -> list[Piece]:
    """Lines from the program's table of words. Places are turned from dots below the top into points above the foot."""
    words: dict[tuple[str, ...], list[tuple[str, int, int, int, int]]] = defaultdict(list)
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text or float(row["conf"]) < LEAST_CONFIDENCE:
            continue
        left, top, wide, tall = (int(row[name]) for name in ("left", "top", "width", "height"))
        line = tuple(row[name] for name in ("block_num", "par_num", "line_num"))
        words[line].append((text, left, height - top - tall, left + wide, height - top))
    size = POINTS_AN_INCH / DOTS_AN_INCH
    return [
        Piece(
            " ".join(word[0] for word in line),
            min(word[1] for word in line) * size,
            min(word[2] for word in line) * size,
            max(word[3] for word in line) * size,
            max(word[4] for word in line) * size,
        )
        for line in words.values()
    ]
