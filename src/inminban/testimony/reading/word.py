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
from inminban.testimony.reading.titles import title_of

KIND = "Word document"
PROPERTIES = rb"<w:rPr>(?:(?!</w:rPr>).)*"
HIDDEN = re.compile(
    rb"<w:r(?:\s[^>]*)?>\s*" + PROPERTIES + rb"<w:(?:vanish|webHidden)(?:\s+w:val=\"(?:1|true|on)\")?\s*/>"
    rb"(?:(?!</w:rPr>).)*</w:rPr>(?:(?!</w:r>).)*</w:r>",
    re.DOTALL,
)
"""A run of text that is marked as hidden."""

BACK = "↑"  # mammoth's link from a footnote back to its place
PICTURES_OUT = mammoth.images.img_element(lambda image: {"src": ""})


def read(source: Source) -> Content:
    """Paragraphs of a document with its footnotes at the end, and its title if it states one."""
    with open_archive(source.data, source.path, KIND) as archive:
        title = text_in(tree_of(part_of(archive, "docProps/core.xml")), "title")
        data = without_hidden(archive) or source.data
    page = mammoth.convert_to_html(io.BytesIO(data), convert_image=PICTURES_OUT).value
    tree = LexborHTMLParser(f"<body>{page}</body>")
    without_marks(tree)
    for link in tree.css("li[id^=footnote] a, li[id^=endnote] a"):
        if link.text() == BACK:
            link.decompose()
    blocks = blocks_of(tree.body) if tree.body is not None else []
    return Content(paragraphs_of(blocks), title_of(title))


def without_hidden(archive: zipfile.ZipFile) -> bytes | None:
    """The document without its hidden text; None if it has none."""
    name = "word/document.xml"
    document = part_of(archive, name)
    if b"<w:vanish" not in document and b"<w:webHidden" not in document:
        return None
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.infolist():
            copy.writestr(part.filename, HIDDEN.sub(b"", document) if part.filename == name else archive.read(part))
    return made.getvalue()
