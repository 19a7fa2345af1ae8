"""Documents of every format the library reads, made by Hypothesis: sound ones, odd ones, and damaged ones."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from html import escape

from hypothesis import strategies as st
from tests.made_documents import docx, epub, odt, rtf, zipped
from tests.made_library import made_pdf

WORDS = st.sampled_from([
    "rice", "Q:", "A:", "Interviewer:", "Sora:", "장마당", "생활총화", "self-", "con\xad", "2,000", "won³", "\x0c",
    "\u200b", "<b>", "&amp;", "&#0;", "]]>", "{", "}", "\\", "\\u-1?", "\\'ff", "-->",
    "00:00:01.000 --> 00:00:02.000", "WEBVTT", "title: x", "witness: y", "😀", "\u0301" * 50, "ﬁ", "\u202e",
    "1998년", "[5]", "(", "—", "\t", "\U0001f469\u200d\U0001f469\u200d\U0001f467",
])  # fmt: skip
# Letters with accents side by side are taken for garbled text, which is refused before any reader sees it.
SIGNS = st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.characters(
    min_codepoint=0x1100, exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\ufffd"
)
TEXT = st.lists(WORDS | st.text(SIGNS, max_size=12), min_size=3, max_size=12).map(" ".join)
LINES = st.lists(TEXT, min_size=2, max_size=10)
TAGS = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "sup",
        "table",
        "tr",
        "td",
        "article",
        "aside",
        "form",
        "pre",
        "br",
        "ul",
        "li",
        "a",
        "h1",
        "blockquote",
        "template",
        "svg",
        "title",
    ]
)
PIECES_TYPED = r"""
\par
\line
\tab
{\super 3}
\u51109?
\u55357?\u56832?
\'c0\'e5
{\*\x y}
{\footnote z}
\trowd\cell\row
\uc0
\uc99999
\bin5
\v hidden\v0
{\fonttbl{\f1\fcharset129 x;}}\f1
{
}
{\info{\title t}}
\ansicpg949
\ansicpg99999
\f99999999999
words of a text
"""
PIECES = st.sampled_from(PIECES_TYPED.replace("§\n", "").strip("\n").split("\n"))
ODT_PARTS_TYPED = """
<text:p>words</text:p>
<text:p>a<text:s text:c='999999999'/>b</text:p>
<text:tracked-changes><text:p>x</text:p></text:tracked-changes>
<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body>§
</text:note></text:p>
<text:h>Head</text:h>
<table:table><table:table-row><table:table-cell><text:p>Q</text:p></table:table-cell></table:table-row></table:table>
"""
ODT_PARTS = st.sampled_from(ODT_PARTS_TYPED.replace("§\n", "").strip("\n").split("\n"))
WORD_PARTS_TYPED = """
<w:p><w:r><w:t>words</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>h</w:t></w:r></w:p>
<w:p><w:r><w:footnoteReference w:id='9'/></w:r></w:p>
<w:p><w:hyperlink r:id='r99'><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>
<w:p><w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:br/><w:tab/></w:r></w:p>
<w:sdt/>
<w:p><w:pPr><w:numPr/></w:pPr></w:p>
<w:p><w:ins><w:r><w:t>i</w:t></w:r></w:ins><w:del><w:r><w:delText>d</w:delText></w:r></w:del></w:p>
"""
WORD_PARTS = st.sampled_from(WORD_PARTS_TYPED.replace("§\n", "").strip("\n").split("\n"))


def encoded(text: str) -> bytes:
    """Text in UTF-8; halves of characters become signs of loss."""
    return text.encode("utf-8", errors="replace")


def whole(text: str) -> str:
    """Text without halves of characters."""
    return encoded(text).decode("utf-8")


def elements(parts: Sequence[tuple[str, str]]) -> str:
    """A page of elements within each other or one after the other, some of them never closed."""
    return "".join(
        f"<{tag}>{escape(text) if at % 3 else text}{f'</{tag}>' if at % 2 else ''}"
        for at, (tag, text) in enumerate(parts)
    )


def captions(cues: Sequence[tuple[int, int, str]], mark: str) -> str:
    """Subtitles with times that may run backwards."""
    return "\n\n".join(
        f"{at}\n00:00:{a:02d}{mark}000 --> 00:{b:02d}:00{mark}000\n{text}" for at, (a, b, text) in enumerate(cues)
    )


def shown(text: str) -> str:
    """Text that may stand in a string of a PDF: letters that every font has."""
    return re.sub(r"[^ -~]|[()\\\\]", "", text)


def pdf_pages(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of these lines."""
    return made_pdf(*([shown(line) for line in page] for page in pages)) if pages else made_pdf(["words of a page"])


CUES = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), TEXT), min_size=2, max_size=8)
MARKUP = st.lists(st.tuples(TAGS, TEXT), min_size=3, max_size=20).map(elements).map(whole)
SOUND: dict[str, st.SearchStrategy[bytes]] = {
    ".txt": LINES.map("\n".join).map(encoded),
    ".md": LINES.map("\n\n".join).map(encoded),
    ".html": MARKUP.map(encoded),
    ".pdf": st.lists(LINES, min_size=1, max_size=4).map(pdf_pages),
    ".docx": st.lists(WORD_PARTS, max_size=8).map(lambda parts: docx("".join(parts), title="t", footnotes={9: "n"})),
    ".odt": st.lists(ODT_PARTS, max_size=8).map(lambda parts: odt("".join(parts), title="t")),
    ".rtf": st.lists(PIECES, min_size=3, max_size=30).map(lambda parts: rtf(" ".join(parts))),
    ".epub": st.dictionaries(
        st.sampled_from(["a.xhtml", "b c.xhtml", "../d.xhtml"]), MARKUP, min_size=1, max_size=3
    ).map(epub),
    ".srt": CUES.map(lambda cues: encoded(captions(cues, ","))),
    ".vtt": CUES.map(lambda cues: encoded("WEBVTT\n\n" + captions(cues, "."))),
}
"""Documents by the ending of their names."""

Damage = Callable[[bytes], bytes]
PLACE = st.floats(0, 1, exclude_max=True)


def at(data: bytes, place: float) -> int:
    """A place in data as a number of bytes."""
    return int(place * len(data))


DAMAGES: st.SearchStrategy[Damage] = st.one_of(
    st.tuples(PLACE, st.binary(min_size=1, max_size=4)).map(
        lambda one: lambda data: data[: at(data, one[0])] + one[1] + data[at(data, one[0]) + len(one[1]) :]
    ),
    PLACE.map(lambda place: lambda data: data[: at(data, place)]),
    st.tuples(PLACE, PLACE).map(lambda ends: lambda data: data[: at(data, min(ends))] + data[at(data, max(ends)) :]),
    st.tuples(PLACE, PLACE, st.integers(2, 200)).map(
        lambda one: (
            lambda data: (
                data[: at(data, max(one[:2]))]
                + data[at(data, min(one[:2])) : at(data, max(one[:2]))] * one[2]
                + data[at(data, max(one[:2])) :]
            )
        )
    ),
    st.binary(max_size=30).map(lambda more: lambda data: more + data),
)
"""Ways to damage a file: other bytes, an end too soon, a part left out, a part many times, something before it."""


def damaged(data: bytes, ways: Sequence[Damage]) -> bytes:
    """Data after some damage. Text in UTF-8 stays so, since other text is refused before any reader sees it."""
    is_text = not data.startswith((b"%PDF", b"PK"))
    for way in ways:
        data = way(data)[:2_000_000]
    return data.decode("utf-8", errors="ignore").replace("\x00", "").encode() if is_text else data


def inside(data: bytes, ways: Sequence[Damage]) -> bytes:
    """An archive whose largest part is damaged, or data damaged as they are if they are no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: archive.read(part) for part in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error):
        return damaged(data, ways)
    largest = max(parts, key=lambda name: len(parts[name]))
    return zipped(parts | {largest: damaged(parts[largest], ways)})


def files(suffix: str) -> st.SearchStrategy[bytes]:
    """Files with this ending: sound, damaged, or damaged within their archive."""
    ways = st.lists(DAMAGES, max_size=3)
    return st.builds(
        lambda data, how, is_inside: (inside if is_inside else damaged)(data, how), SOUND[suffix], ways, st.booleans()
    )
