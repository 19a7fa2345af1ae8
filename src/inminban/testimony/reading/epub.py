"""EPUB books: their chapters in the order of reading, each read like a page; what the book states about itself."""

from __future__ import annotations

import posixpath
import zipfile
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from inminban.errors import InputError
from inminban.testimony.clean_text import clean
from inminban.testimony.reading.archives import DAMAGED, local, open_archive, part_of, text_in, tree_of
from inminban.testimony.reading.encoding import decode
from inminban.testimony.reading.page_text import article_of, blocks_of, without_marks
from inminban.testimony.reading.paragraphs import paragraphs_of
from inminban.testimony.reading.source import Content, Source
from inminban.testimony.reading.titles import title_of

KIND = "EPUB"
PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
STATED = {"publisher": "publisher", "date": "date", "language": "language", "rights": "rights"}


def read(source: Source) -> Content:
    """Paragraphs of all chapters. A table of contents and pages that the reading order leaves out are left out."""
    with open_archive(source.data, source.path, KIND) as archive:
        place = book_of(archive)
        book = tree_of(part_of(archive, place))
        if book is None:
            raise InputError(f"a damaged {KIND}", file=source.path, remedy=DAMAGED)
        blocks: list[str] = []
        for name in chapters_of(book, posixpath.dirname(place)):
            page = part_of(archive, name)
            if page.strip():
                tree = LexborHTMLParser(clean(decode(page, source.path).text))
                without_marks(tree)
                article = article_of(tree)
                blocks += blocks_of(article) if article is not None else []
    metadata = next((one for one in book.iter() if local(one) == "metadata"), None)
    stated = {name: told for name, element in STATED.items() if (told := text_in(metadata, element))}
    stated |= title_of(text_in(metadata, "title"))
    return Content(paragraphs_of(blocks), stated, by_itself=tuple(stated))


def book_of(archive: zipfile.ZipFile) -> str:
    """The name of the part that lists the chapters."""
    container = tree_of(part_of(archive, "META-INF/container.xml"))
    roots = [] if container is None else [one for one in container.iter() if local(one) == "rootfile"]
    return roots[0].get("full-path", "") if roots else ""


def chapters_of(book: Element, folder: str) -> list[str]:
    """The names of the chapters in the order of reading."""
    items = {one.get("id"): one for one in book.iter() if local(one) == "item"}
    order = [
        items.get(one.get("idref")) for one in book.iter() if local(one) == "itemref" and one.get("linear") != "no"
    ]
    return [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in order
        if item is not None and item.get("media-type") in PAGES and "nav" not in item.get("properties", "").split()
    ]
