"""Markdown, with or without a head. It is made into a page first and then read like one."""

from __future__ import annotations

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from inminban.testimony.clean_text import clean
from inminban.testimony.details import labels_stated, stated_in
from inminban.testimony.reading.encoding import decode
from inminban.testimony.reading.head import split_head
from inminban.testimony.reading.page_text import blocks_of
from inminban.testimony.reading.paragraphs import paragraphs_of
from inminban.testimony.reading.source import Content, Source


def read(source: Source) -> Content:
    """Paragraphs of Markdown, and what its head states; the first heading is the title if the head states none."""
    text, notes = decode(source.data, source.path, source.encoding)
    entries, body = split_head(clean(text), source.path)
    stated = stated_in(entries, source.path)
    rendered = MarkdownIt("commonmark", {"html": False}).disable("image").render(body)
    tree = LexborHTMLParser(rendered)
    heading = tree.css_first("h1")
    if heading is not None and not stated.get("title"):
        stated["title"] = heading.text(strip=True)
    blocks = blocks_of(tree.body) if tree.body is not None else []
    return Content(paragraphs_of(blocks, labels_stated(stated, source.path)), stated, notes)
