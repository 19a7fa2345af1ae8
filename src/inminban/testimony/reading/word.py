"""Word documents (.docx): mammoth makes a page of them, which is read like one. Hidden text is taken out before."""

from __future__ import annotations

import io
import re
import zipfile

import mammoth
from selectolax.lexbor import LexborHTMLParser

from inminban.testimony.reading.archives import open_archive, part_of, text_in, tree_of
from inminban.testimony.reading.page_text import blocks_of, without_marks
from inminban.testimony.reading.paragraphs import paragraphs_of
from inminban.testimony.reading.source import Content, Source
from inminban.testimony.reading.titles import BY_ITSELF, title_of

KIND = "Word document"
PROPERTIES = rb"<w:rPr>(?:(?!</w:rPr>).)*"
HIDDEN = re.compile(
    rb"<w:r(?:\s[^>]*)?>\s*" + PROPERTIES + rb"<w:(?:vanish|webHidden)(?:\s+w:val=\"(?:1|true|on)\")?\s*/>"
    rb"(?:(?!</w:rPr>).)*</w:rPr>(?:(?!</w:r>).)*</w:r>",
    re.DOTALL,
)
"""A run of text that is marked as hidden."""

POINTERS = re.compile(
    rb"</?w:hyperlink(?:\s[^>]*)?>|<w:(?:footnote|endnote|comment)Reference(?:\s[^>]*)?/>"
    rb"|<w:drawing[ >].*?</w:drawing>",
    re.DOTALL,
)
"""What points to another part of the archive."""

DOCUMENT = "word/document.xml"
BACK = "↑"  # mammoth's link from a footnote back to its place
PICTURES_OUT = mammoth.images.img_element(lambda image: {"src": ""})


def read(source: Source) -> Content:
    """Paragraphs of a document with its footnotes at the end, and its title if it states one."""
    with open_archive(source.data, source.path, KIND) as archive:
        title = text_in(tree_of(part_of(archive, "docProps/core.xml")), "title")
        tree = LexborHTMLParser(f"<body>{page_of(archive, source.data)}</body>")
    without_marks(tree)
    for link in tree.css("li[id^=footnote] a, li[id^=endnote] a"):
        if link.text() == BACK:
            link.decompose()
    blocks = blocks_of(tree.body) if tree.body is not None else []
    return Content(paragraphs_of(blocks), title_of(title), by_itself=BY_ITSELF)


def page_of(archive: zipfile.ZipFile, data: bytes) -> str:
    """The document as a page. What points to a part that is not there, as in damaged documents, is left out."""
    document = part_of(archive, DOCUMENT)
    if b"<w:vanish" in document or b"<w:webHidden" in document:
        data = with_document(archive, HIDDEN.sub(b"", document))
    try:
        return str(mammoth.convert_to_html(io.BytesIO(data), convert_image=PICTURES_OUT).value)
    except KeyError:
        data = with_document(archive, POINTERS.sub(b"", HIDDEN.sub(b"", document)))
        return str(mammoth.convert_to_html(io.BytesIO(data), convert_image=PICTURES_OUT).value)


def with_document(archive: zipfile.ZipFile, document: bytes) -> bytes:
    """The archive with another text in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.infolist():
            copy.writestr(part.filename, document if part.filename == DOCUMENT else archive.read(part))
    return made.getvalue()
