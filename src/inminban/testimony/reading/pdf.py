"""PDF files with a text layer. A scanned PDF has none and is refused; this module does not recognise letters."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pypdf import PageObject, PdfReader
from pypdf._cmap import _predefined_cmap
from pypdf.errors import DependencyError, LimitReachedError
from pypdf.generic import DictionaryObject, NullObject

from inminban.errors import InputError
from inminban.testimony.clean_text import clean
from inminban.testimony.reading.paragraphs import blocks_of_page, paragraphs_of
from inminban.testimony.reading.source import Content, Source

MOST_PAGES = 3_000
FEWEST_LETTERS = 20  # a page, on average: fewer mean scanned pages
FEWEST_RUNNING = 3  # pages on which a line must be the first or last to count as a running head or foot
NO_CHARACTER = re.compile("[\ud800-\udfff]")  # halves of characters, which a wrong table of letters leaves
DAMAGED = "Open it in a PDF reader and save it again, or take the original."

# Encodings of Korean fonts that pypdf does not know; it knows the Chinese and Japanese ones.
_predefined_cmap.update(
    (f"/{name}-{direction}", "cp949")
    for name in ("KSC-EUC", "KSCms-UHC", "KSCms-UHC-HW", "KSCpc-EUC")
    for direction in ("H", "V")
)

logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings about odd files are for programmers


def read(source: Source) -> Content:
    """Paragraphs of all pages, and the title if the file states one."""
    pages, title = pages_and_title(source)
    # the pages are joined first, since a paragraph may go on over the end of a page
    paragraphs = paragraphs_of(blocks_of_page("\n".join(without_running_lines(pages))))
    if sum(map(len, paragraphs.texts)) < FEWEST_LETTERS * len(pages):
        remedy = "Run it through a program that recognises letters (OCR) first."
        raise InputError("this PDF holds pictures of pages and no text", file=source.path, remedy=remedy)
    return Content(paragraphs, {"title": title} if title else {})


def pages_and_title(source: Source) -> tuple[list[str], str]:
    """Text of each page and the stated title. InputError for a file that is locked, damaged or of an unknown kind."""
    file = source.path
    try:
        reader = PdfReader(io.BytesIO(source.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("this PDF is locked with a password", file=file, remedy="Save a copy without one.")
        title = clean((reader.metadata.title if reader.metadata else None) or "").strip()
        return read_pages(reader, file), title
    except InputError:
        raise
    except DependencyError as error:
        raise InputError("this PDF is encrypted", file=file, remedy="Save a copy without encryption.") from error
    except LimitReachedError as error:
        raise InputError("this PDF unpacks to too much", file=file, remedy="Save it as plain text.") from error
    except RecursionError as error:
        raise InputError("a damaged PDF (RecursionError)", file=file, remedy=DAMAGED) from error
    except (RuntimeError, ImportError) as error:
        remedy = "Save it as an ordinary PDF or as text."
        raise InputError(f"this kind of PDF cannot be read ({error})", file=file, remedy=remedy) from error


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """Pages without their page numbers and without the lines that head or end most of them."""
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
    """A line without digits: running heads differ in the page number only."""
    return re.sub(r"[\d\s–—-]+", "", line)


def read_pages(reader: PdfReader, path: Path) -> list[str]:
    """Text of each page. InputError if there are too many, or if letters of the file stand for no characters."""
    if len(reader.pages) > MOST_PAGES:
        raise InputError(f"{len(reader.pages):,} pages are too many", file=path, remedy="Add it in parts.")
    pages = []
    for page in reader.pages:
        text = page.extract_text()
        fonts = fonts_of(page)
        if NO_CHARACTER.search(text) or (fonts and all(map(has_no_characters, fonts)) and text.strip()):
            raise InputError("the letters of this PDF cannot be told", file=path, remedy="Save it as text first.")
        pages.append(clean(text))
    return pages


def fonts_of(page: PageObject) -> list[DictionaryObject]:
    """The fonts of a page."""
    resources = page.get("/Resources", NullObject()).get_object()
    fonts = resources.get("/Font", NullObject()).get_object() if isinstance(resources, DictionaryObject) else None
    found = [font.get_object() for font in fonts.values()] if isinstance(fonts, DictionaryObject) else []
    return [font for font in found if isinstance(font, DictionaryObject)]


def has_no_characters(font: DictionaryObject) -> bool:
    """Whether a font numbers its shapes by itself and does not say which characters they are."""
    return font.get("/Encoding") in ("/Identity-H", "/Identity-V") and "/ToUnicode" not in font
