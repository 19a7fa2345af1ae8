"""Saved web pages: the article if the page marks one, never menus or scripts, and what the page states about itself."""

from __future__ import annotations

import codecs
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inminban.testimony.clean_text import clean
from inminban.testimony.reading.encoding import decode
from inminban.testimony.reading.paragraphs import blocks_of_text, paragraphs_of
from inminban.testimony.reading.source import Content, Source

LEFT_OUT = (
    "script, style, noscript, template, svg, math, iframe, object, form, button, select, nav, aside, footer, dialog, "
    "figure, [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo]"
)
ARTICLE = ("article", "main", "[role=main]", "[itemprop=articleBody]")
BLOCK_NAMES = """
address article aside blockquote body caption dd details div dl dt fieldset figcaption footer form h1 h2 h3 h4 h5 h6
header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
SPACES = re.compile(r"\s+")
BLOCKS = frozenset(BLOCK_NAMES.split())
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
META = {
    "title": ("meta[name='inminban:title']", "meta[property='og:title']", "meta[name='dcterms.title']"),
    "witness": ("meta[name='inminban:witness']",),
    "occupation": ("meta[name='inminban:occupation']",),
    "year_of_leaving": ("meta[name='inminban:year_of_leaving']", "meta[name='inminban:year-of-leaving']"),
    "topics": ("meta[name='inminban:topics']",),
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
    for node in tree.css(LEFT_OUT):
        node.decompose()
    article = next((found[0] for name in ARTICLE if len(found := tree.css(name)) == 1), tree.body)
    return Content(paragraphs_of(blocks_of(article) if article is not None else []), stated, notes)


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


def blocks_of(root: LexborNode) -> list[str]:
    """Text of every block of a page in order, in lines where the page breaks them. Walks without recursion."""
    blocks: list[list[str]] = [[]]
    waiting: list[tuple[LexborNode, bool]] = [(root, False)]
    n_kept = 0  # elements around this one that keep line breaks as they are typed
    while waiting:
        node, is_leaving = waiting.pop()
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            blocks[-1].append(text if n_kept else SPACES.sub(" ", text))
            continue
        if tag in BLOCKS:
            blocks.append([])
        elif tag == "br":
            blocks[-1].append("\n")
        n_kept += (-1 if is_leaving else 1) * (tag == "pre")
        if not is_leaving:
            if tag in BLOCKS:
                waiting.append((node, True))
            waiting += [(child, False) for child in reversed(list(node.iter(include_text=True)))]
    return [part for block in blocks for part in blocks_of_text("".join(block))]
