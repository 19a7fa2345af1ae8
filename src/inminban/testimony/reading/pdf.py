"""PDF files, read by PDFium with the place of every letter. Pages without a text layer are named, or read by OCR."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from inminban.errors import InputError
from inminban.testimony.reading.ocr import check_installed, how_to_read, read_picture
from inminban.testimony.reading.paragraphs import paragraphs_of
from inminban.testimony.reading.pdf_columns import columns_of
from inminban.testimony.reading.pdf_lines import Letter, is_vertical, pieces_of, upright_lines
from inminban.testimony.reading.pdf_pages import Page, blocks_of_pages, page_of, without_running_lines
from inminban.testimony.reading.source import Content, Source
from inminban.testimony.reading.titles import BY_ITSELF, title_of

MOST_PAGES = 3_000
MOST_LETTERS = 20_000_000  # of all pages: more are no text that a person wrote
FEWEST_LETTERS = 20  # of a page: fewer mean a picture of a page
MOST_UNKNOWN = 0.05  # share of letters of a page that stand for no character
NO_CHARACTER = re.compile("[\\ud800-\\udfff\\ue000-\\uf8ff\\ufffd\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]")
UNKNOWN = "\ufffd"
FIRST_HALF, SECOND_HALF, AFTER_HALVES = 0xD800, 0xDC00, 0xE000  # numbers of halves of characters
BULLETS = ("\uf0a0", "\uf0ff")  # signs of the font Symbol and its like: bullets and arrows
LINE_END_HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at the end of a line
DAMAGED = "Open it in a PDF reader and save it again, or take the original."


class ReadPage(NamedTuple):
    """What one page holds: its lines, how many letters it has, and how many of them stand for no character."""

    page: Page
    n_letters: int
    n_unknown: int


def read(source: Source) -> Content:
    """Paragraphs of all pages, and the title if the file states one."""
    try:
        document = PdfDocument(source.data)
    except PdfiumError as error:
        raise not_opened(error, source.path) from error
    with document:
        if len(document) > MOST_PAGES:
            what = f"{len(document):,} pages are too many"
            raise InputError(what, file=source.path, remedy="Add it in parts.")
        pages = list(read_pages(document, source.path))
        seen, notes = with_pictures_read(document, pages, source)
        found = paragraphs_of(blocks_of_pages(without_running_lines(seen)))
        return Content(found, stated_by(document), notes, BY_ITSELF)


def not_opened(error: PdfiumError, file: Path) -> InputError:
    """Why a file cannot be opened."""
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
        return InputError("this PDF is locked with a password", file=file, remedy="Save a copy without one.")
    return InputError("a damaged PDF", file=file, remedy=DAMAGED)


def stated_by(document: PdfDocument) -> dict[str, str]:
    """The title a file states. Names that programs give by themselves are no titles."""
    return title_of(document.get_metadata_value("Title") or "")


def read_pages(document: PdfDocument, file: Path) -> Iterator[ReadPage]:
    """The pages one after another. InputError if they hold more letters than any text does."""
    n_letters = 0
    for number in range(len(document)):
        found = read_page(document, number)
        n_letters += found.n_letters
        if n_letters > MOST_LETTERS:
            raise InputError("this PDF unpacks to too much", file=file, remedy="Save it as plain text.")
        yield found


def read_page(document: PdfDocument, number: int) -> ReadPage:
    """One page. A page that cannot be loaded holds nothing."""
    try:
        page = document[number]
    except PdfiumError:
        return ReadPage([], 0, 0)
    try:
        text = page.get_textpage()
        letters = list(letters_of(text, page))
        n_unknown = sum(letter.sign == UNKNOWN for letter in letters)
        n_seen = sum(not letter.sign.isspace() for letter in letters)
        pieces = upright_lines(letters) if is_vertical(letters) else pieces_of(letters)
        columns = columns_of(pieces)
        return ReadPage(page_of(columns), n_seen, n_unknown)
    finally:
        page.close()


def letters_of(text: pypdfium2.PdfTextPage, page: PdfPage) -> Iterator[Letter]:
    """The characters of a page with their boxes, turned as the page is shown. Unknown characters are U+FFFD."""
    box = raw.FS_RECTF()
    turns = page.get_rotation() // 90
    codes = [raw.FPDFText_GetUnicode(text.raw, at) for at in range(text.count_chars())]
    for at in range(len(codes)):
        if is_second_half(codes, at):
            continue
        sign = sign_of(whole(codes, at))
        if not sign.isspace() and raw.FPDFText_HasUnicodeMapError(text.raw, at) == 1:
            sign = UNKNOWN
        raw.FPDFText_GetLooseCharBox(text.raw, at, ctypes.byref(box))
        yield Letter(sign, *turned((box.left, box.bottom, box.right, box.top), turns))


def whole(codes: Sequence[int], at: int) -> int:
    """The number of a character. One beyond the first 65,536 stands in two halves."""
    code = codes[at]
    if is_second_half(codes, at + 1):
        return 0x10000 + ((code - FIRST_HALF) << 10) + codes[at + 1] - SECOND_HALF
    return code


def is_second_half(codes: Sequence[int], at: int) -> bool:
    """Whether the second half of a character stands here, after the first."""
    if not 0 < at < len(codes):
        return False
    return FIRST_HALF <= codes[at - 1] < SECOND_HALF <= codes[at] < AFTER_HALVES


def turned(box: tuple[float, float, float, float], turns: int) -> tuple[float, float, float, float]:
    """A box on a page that is shown turned by so many quarters, clockwise."""
    left, foot, right, top = box
    for _ in range(turns % 4):
        left, foot, right, top = foot, -right, top, -left
    return left, foot, right, top


def sign_of(code: int) -> str:
    """The character of a number; a plain hyphen at the end of a line."""
    sign = chr(code) if 0 < code < 0x110000 else UNKNOWN
    if sign == LINE_END_HYPHEN or code == 2:
        return "-"
    if BULLETS[0] <= sign <= BULLETS[1]:
        return "•"
    return UNKNOWN if NO_CHARACTER.match(sign) else sign


def with_pictures_read(
    document: PdfDocument, pages: Sequence[ReadPage], source: Source
) -> tuple[list[Page], tuple[str, ...]]:
    """The pages with the text of those that are pictures, if OCR is asked for; else notes that name them.

    InputError if no page has text that can be read.
    """
    unknown = [at for at, page in enumerate(pages) if page.n_unknown > MOST_UNKNOWN * page.n_letters]
    pictures = [at for at in range(len(pages)) if at not in unknown and is_picture(document, pages[at], at)]
    seen = [[] if at in unknown else page.page for at, page in enumerate(pages)]
    if source.ocr and (pictures or unknown):
        check_installed(source.path)
        done = sorted([*pictures, *unknown])
        for at in done:
            seen[at] = page_of(columns_of(read_picture(document[at], source.path)))
        return seen, (f"{in_words(done, len(pages))} read by OCR; compare with the original.",)
    if not any(seen):
        raise nothing_to_read(bool(unknown), source.path)
    notes = []
    if pictures:
        notes.append(f"{in_words(pictures, len(pages))} without text, perhaps scanned; not read. {how_to_read()}")
    if unknown:
        notes.append(f"{in_words(unknown, len(pages))} not read: their letters cannot be told. {how_to_read()}")
    return seen, tuple(notes)


def is_picture(document: PdfDocument, found: ReadPage, number: int) -> bool:
    """Whether a page has next to no letters, and shows something all the same."""
    if found.n_letters >= FEWEST_LETTERS:
        return False
    try:
        kinds = {shown.type for shown in document[number].get_objects(max_depth=2)}
    except PdfiumError:
        return True
    return raw.FPDF_PAGEOBJ_IMAGE in kinds or (found.n_letters == 0 and bool(kinds))


def nothing_to_read(are_unknown: bool, file: Path) -> InputError:
    """The refusal of a PDF of which no page can be read."""
    what = "the letters of this PDF cannot be told" if are_unknown else "this PDF holds pictures of pages and no text"
    return InputError(what, file=file, remedy=how_to_read())


def in_words(numbers: Sequence[int], n_pages: int) -> str:
    """Numbers of pages, counted from 0, in words: 8 of 10 pages (3-10)."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][1] + 1:
            stretches[-1][1] = number
        else:
            stretches.append([number, number])
    told = [str(first + 1) if first == last else f"{first + 1}-{last + 1}" for first, last in stretches]
    return f"{len(numbers)} of {n_pages} pages ({', '.join(told)})"
