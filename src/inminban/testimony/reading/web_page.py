"""Saved web pages: the article if the page marks one, never menus or scripts, and what the page states about itself."""

from __future__ import annotations

import codecs
import re

from selectolax.lexbor import LexborHTMLParser

from inminban.testimony.clean_text import clean
from inminban.testimony.reading.encoding import decode
from inminban.testimony.reading.page_text import article_of, blocks_of, without_marks
from inminban.testimony.reading.paragraphs import Paragraphs, paragraphs_of
from inminban.testimony.reading.source import Content, Source

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
HEAD_BYTES = 4_096
# Encodings other than UTF-8 in which browsers read a page that declares them (WHATWG, Encoding), by Python's names.
WEB_NAMES = """
cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15
iso8859-16 koi8-r koi8-u mac-roman cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 gb18030
big5hkscs euc_jp iso2022_jp cp932 cp949 iso2022_kr johab
"""
WEB_ENCODINGS = frozenset(WEB_NAMES.split())
SHIFTED = frozenset(("iso2022_jp", "iso2022_kr"))  # written with ASCII alone, so that they are UTF-8 too
# Browsers read these as the encodings that contain them, and authors rely on it.
READ_AS = {
    "euc_kr": "cp949", "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs",
}  # fmt: skip

# The elements in which pages state each field; the first one present counts. The author of a page is never taken for
# its witness.
OURS = "inminban:"
META = {
    "title": ("meta[name='inminban:title']", "meta[property='og:title']", "meta[name='dcterms.title']"),
    "witness": ("meta[name='inminban:witness']",),
    "occupation": ("meta[name='inminban:occupation']",),
    "year_of_leaving": ("meta[name='inminban:year_of_leaving']", "meta[name='inminban:year-of-leaving']"),
    "topics": ("meta[name='inminban:topics']",),
    "speakers": ("meta[name='inminban:speakers']",),
    "publisher": ("meta[name='inminban:publisher']", "meta[property='og:site_name']", "meta[name='dcterms.publisher']"),
    "date": (
        "meta[name='inminban:date']",
        "meta[property='article:published_time']",
        "meta[name='dcterms.issued']",
        "meta[name='date']",
    ),
    "rights": (
        "meta[name='inminban:rights']",
        "meta[name='dcterms.rights']",
        "meta[name='dcterms.license']",
        "meta[name='rights']",
        "meta[name='copyright']",
    ),
    "address": ("meta[property='og:url']",),
}


def read(source: Source) -> Content:
    """Paragraphs of a page and what its head states."""
    text, notes = decode(source.data, source.path, source.encoding or declared(source.data))
    tree = LexborHTMLParser(clean(text))
    stated = read_meta(tree)
    ours = {str(node.attributes.get("name")).replace("-", "_") for node in tree.css(f"meta[name^='{OURS}']")}
    by_itself = tuple(name for name in stated if f"{OURS}{name}" not in ours)
    article = article_of(tree)
    if article is None:
        return Content(Paragraphs(()), stated, notes, by_itself)
    without_marks(tree)
    return Content(paragraphs_of(blocks_of(article)), stated, notes, by_itself)


def declared(data: bytes) -> str | None:
    """The encoding a page declares; None if its bytes are UTF-8, and if browsers do not know it or it does not fit.

    A page that was converted to UTF-8 often still declares what it was before. No other text is UTF-8 by chance.
    """
    found = CHARSET.search(data[:HEAD_BYTES])
    name = codec_of(found[1].decode("ascii")) if found else ""
    if name not in WEB_ENCODINGS:
        return None
    try:
        if name not in SHIFTED:
            data.decode("utf-8")
            return None
    except UnicodeDecodeError:
        pass
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return None
    return name


def codec_of(label: str) -> str:
    """Python's name of the encoding that browsers read under this label; empty if Python knows none."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, UnicodeError):
        return ""
    return READ_AS.get(name, name)


def read_meta(tree: LexborHTMLParser) -> dict[str, str]:
    """What the head of a page states, by field."""
    stated: dict[str, str] = {}
    for name, selectors in META.items():
        for selector in selectors:
            node = tree.css_first(selector)
            if node is not None and (value := (node.attributes.get("content") or "").strip()):
                stated[name] = value
                break
    for name, selector, attribute in (
        ("date", "time[datetime]", "datetime"),
        ("language", "html[lang]", "lang"),
        ("rights", "link[rel=license]", "href"),
        ("address", "link[rel=canonical]", "href"),
    ):
        node = tree.css_first(selector)
        if node is not None and name not in stated and (value := (node.attributes.get(attribute) or "").strip()):
            stated[name] = value
    title = tree.css_first("title")
    if title is not None and "title" not in stated:
        stated["title"] = title.text(strip=True)
    return stated
