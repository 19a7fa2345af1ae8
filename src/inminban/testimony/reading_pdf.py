"""PDF to paragraphs. A scanned page without a text layer has no words and is refused; reading pictures is not done."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from inminban.errors import InputError
from inminban.testimony.paragraphs import split_page, tidy
from inminban.testimony.plain import clean

MOST_PAGES = 3_000
MOST_SECONDS = 120.0  # a file made to be slow must not stop the rest from being added
FEWEST_LETTERS = 20  # a page: fewer over the whole file means scanned pages
FEWEST_RUNNING = 3  # pages a line must head or foot to be a running one
DAMAGED = "Open it in a reader and save it anew, or take the original."

logging.getLogger("pypdf").setLevel(logging.ERROR)  # its notes on odd files are for programmers


def read_pdf(data: bytes, path: Path) -> tuple[tuple[str, ...], dict[str, str]]:
    """Paragraphs of all pages, and the title if the file states one."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("locked with a password", file=path, remedy="Save a copy without one.")
        pages = read_pages(reader, path)
        title = clean((reader.metadata.title if reader.metadata else None) or "").strip()
    except InputError:
        raise
    except DependencyError as error:
        raise InputError("locked by encryption", file=path, remedy="Save a copy without it.") from error
    # a damaged file can make the reader fail in ways its authors did not foresee
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError) as error:
        raise InputError(f"a damaged PDF ({type(error).__name__})", file=path, remedy=DAMAGED) from error
    except (RuntimeError, ImportError) as error:
        remedy = "Save it as an ordinary PDF or as text."
        raise InputError(f"a kind of PDF that cannot be read ({error})", file=path, remedy=remedy) from error
    # the pages as one, since paragraphs go on over the end of a page
    paragraphs = tidy(split_page("\n".join(without_running_lines(pages))))
    if sum(map(len, paragraphs)) < FEWEST_LETTERS * len(pages):
        remedy = "Run it through a program that recognises letters (OCR) first."
        raise InputError("a PDF of pictures without text", file=path, remedy=remedy)
    return paragraphs, {"title": title} if title else {}


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """Pages without page numbers and what stands at the head or foot of most of them."""
    split = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(key for lines in split for key in {without_digits(line) for line in (lines[:1] + lines[-1:])})
    running = {key for key, n in edges.items() if not key or (n >= FEWEST_RUNNING and 2 * n > len(pages))}
    kept = []
    for lines in split:
        first = 1 if lines and without_digits(lines[0]) in running else 0
        last = len(lines) - 1 if len(lines) > first and without_digits(lines[-1]) in running else len(lines)
        kept.append("\n".join(lines[first:last]))
    return kept


def without_digits(line: str) -> str:
    """A line without its page number, by which running heads differ."""
    return re.sub(r"[\d\s–—-]+", "", line)


def read_pages(reader: PdfReader, path: Path) -> list[str]:
    """Text of each page; InputError if there are too many or they take too long."""
    if len(reader.pages) > MOST_PAGES:
        raise InputError(f"{len(reader.pages):,} pages are too many", file=path, remedy="Add it in parts.")
    end = time.monotonic() + MOST_SECONDS
    pages = []
    for page in reader.pages:
        if time.monotonic() > end:
            raise InputError(f"took more than {MOST_SECONDS:.0f} s to read", file=path, remedy="Save it as text first.")
        pages.append(clean(page.extract_text()))
    return pages
