"""Rich Text Format (.rtf): words of the text alone, in the encoding of each font. Hidden and deleted text is left out.

After Microsoft's specification of RTF 1.9.1. Footnotes stand at the end; their marks are left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony.reading.archives import DAMAGED
from inminban.testimony.reading.paragraphs import blocks_of_text, paragraphs_of
from inminban.testimony.reading.source import Content, Source
from inminban.testimony.reading.tables import spoken_rows
from inminban.testimony.reading.titles import BY_ITSELF, title_of

TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.I | re.S
)
START = b"{\\rtf"
SIGNS = {
    "tab": "\t", "line": "\n", "softline": "\n", "emdash": "—", "endash": "–", "emspace": " ",
    "enspace": " ", "qmspace": " ",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "zwj": "", "zwnj": "",
    "par": "\n\n", "sect": "\n\n", "page": "\n\n", "column": "\n\n",
}  # fmt: skip
ESCAPED = {"~": " ", "-": "\xad", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n\n", "\r": "\n\n"}
CELL, ROW = "\x1e", "\x1f"
"""Signs for the end of a cell and of a row; text holds none."""

# Groups whose words are no text of the document.
LEFT_OUT_NAMES = """
fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator info pict object objdata header headerl
headerr headerf footer footerl footerr footerf fldinst themedata colorschememapping datastore latentstyles xmlnstbl
revtbl bkmkstart bkmkend annotation atnid atnauthor atntime atnref atndate nonshppict shpinst pntext pntxta pntxtb
listtext ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn mmathPr private comment userprops tc xe
"""
LEFT_OUT = frozenset(LEFT_OUT_NAMES.split())
KEPT = frozenset(("shptxt", "shppict", "footnote", "fldrslt", "rtf", "upr", "ud", "title"))
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5hkscs", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
DEFAULT = "cp1252"
MOST_GROUPS = 10_000  # within each other


class State(NamedTuple):
    """What holds within a group: the encoding, characters to skip after a Unicode one, and what is not text."""

    encoding: str
    font: int = 0
    skip: int = 1
    is_out: bool = False
    is_hidden: bool = False
    is_raised: bool = False
    where: str = "text"


class Reader:
    """Reads one document token by token."""

    def __init__(self) -> None:
        self.state = State(DEFAULT)
        self.before: list[State] = []
        self.fonts: dict[int, str] = {}
        self.default = DEFAULT
        self.to_skip = 0
        self.bytes = bytearray()
        self.texts: dict[str, list[str]] = {"text": [], "footnote": [], "title": [], "mark": []}
        self.is_first = False  # whether the next word is the first of its group
        self.has_star = False

    def read(self, text: str) -> None:
        """Read all tokens."""
        end = 0  # of binary data, which holds no tokens
        for found in TOKEN.finditer(text):
            if found.start() < end:
                continue
            if found[1] == "bin":
                end = found.end() + max(0, int(found[2] or 0))
                continue
            word, number, octet, sign, brace, plain = found.groups()
            if octet is not None:
                self.take_byte(int(octet, 16))
                continue
            if word != "u" or self.bytes:
                self.flush()
            if brace:
                self.open_or_close(brace)
            elif word:
                self.take_word(word.lower(), int(number) if number else None)
            elif sign:
                self.take_sign(sign)
            elif plain:
                self.put(self.after_skipping(plain))
        self.flush()

    def open_or_close(self, brace: str) -> None:
        """Begin or end a group. What holds within it ends with it."""
        self.to_skip = 0
        if brace == "{":
            self.before.append(self.state)
            if len(self.before) > MOST_GROUPS:
                raise ValueError("groups within groups without end")
            self.is_first, self.has_star = True, False
        elif self.before:
            if self.state.where == "footnote" and self.before[-1].where != "footnote":
                self.put("\n\n")
            self.state = self.before.pop()
            self.is_first = False

    def take_sign(self, sign: str) -> None:
        """A control sign: a hyphen, a space that does not break, an escaped brace, or the star of a new destination."""
        if sign == "*":
            self.has_star = True
            return
        self.is_first = False
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.put(ESCAPED.get(sign, ""))

    def take_word(self, word: str, number: int | None) -> None:
        """A control word with its number, if it has one."""
        is_first, self.is_first = self.is_first, False
        if is_first and (word in LEFT_OUT or (self.has_star and word not in KEPT)):
            self.state = self.state._replace(
                is_out=word != "info" and self.state.where != "title", where=self.where(word)
            )
        elif word == "footnote":
            self.state = self.state._replace(where="footnote", is_raised=False)
        elif word == "title" and self.state.where == "info":
            self.state = self.state._replace(where="title")
        elif word in CHANGES:
            self.state = CHANGES[word](self.state, 1 if number is None else number)
        elif word in ("ansicpg", "f", "fcharset", "deff", "cpg"):
            self.choose_encoding(word, number or 0)
        elif word == "u" and number is not None:
            self.put_code(number)
        elif word in ("cell", "nestcell"):
            self.put(CELL)
        elif word in ("row", "nestrow"):
            self.put(ROW)
        elif word in SIGNS and not self.to_skip:
            self.put(SIGNS[word])

    def where(self, word: str) -> str:
        """Which text the words of a destination belong to."""
        return "fonttbl" if word == "fonttbl" else "info" if word == "info" else self.state.where

    def choose_encoding(self, word: str, number: int) -> None:
        """The encoding of the document, of a font, or of the text from here."""
        if word == "ansicpg":
            self.default = known(f"cp{number}")
            self.state = self.state._replace(encoding=self.default)
        elif self.state.where == "fonttbl":
            if word == "f":
                self.state = self.state._replace(font=number)
            elif word == "fcharset" and number in CHARSETS:
                self.fonts[self.state.font] = CHARSETS[number]
        elif word == "f":
            self.state = self.state._replace(encoding=self.fonts.get(number, self.default))

    def put_code(self, number: int) -> None:
        """A character by its number; numbers above 32,767 are written as negative ones. Its substitute is skipped."""
        self.put(chr(number % 65_536))
        self.to_skip = self.state.skip

    def take_byte(self, octet: int) -> None:
        """One byte of a character in the encoding of its font."""
        self.is_first = False
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.bytes.append(octet)

    def after_skipping(self, plain: str) -> str:
        """Words without the characters that stand for one that came before."""
        kept = plain[self.to_skip :]
        self.to_skip = max(0, self.to_skip - len(plain))
        return kept

    def flush(self) -> None:
        """Decode the bytes that have come."""
        if self.bytes:
            data, self.bytes = bytes(self.bytes), bytearray()
            self.put(data.decode(self.state.encoding, errors="replace"))

    def put(self, words: str) -> None:
        """Add words to the text they belong to, unless they are no text."""
        self.is_first = self.is_first and not words
        if self.state.is_out or self.state.is_hidden or self.state.where in ("fonttbl", "info"):
            return
        is_mark = self.state.is_raised and re.fullmatch(r"[\s\d*†‡\[\](),]*", words)
        self.texts["mark" if is_mark else self.state.where].append(words)


def is_on(number: int) -> bool:
    """Whether a property is switched on: `\\b` and `\\b1` are, `\\b0` is not."""
    return number != 0


CHANGES: dict[str, Callable[[State, int], State]] = {
    "uc": lambda state, number: state._replace(skip=max(0, number)),
    "v": lambda state, number: state._replace(is_hidden=is_on(number)),
    "deleted": lambda state, number: state._replace(is_hidden=is_on(number)),
    "super": lambda state, number: state._replace(is_raised=is_on(number)),
    "up": lambda state, number: state._replace(is_raised=is_on(number)),
    "nosupersub": lambda state, number: state._replace(is_raised=False),
    "plain": lambda state, number: state._replace(is_hidden=False, is_raised=False),
}
"""Words that change what holds within their group."""


def known(encoding: str) -> str:
    """An encoding if Python knows it, else that of Windows."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return DEFAULT


def read(source: Source) -> Content:
    """Paragraphs of a document with its footnotes at the end, and its title if it states one."""
    if not source.data.lstrip().startswith(START):
        raise InputError("a damaged RTF text", file=source.path, remedy=DAMAGED)
    reader = Reader()
    reader.read(source.data.decode("latin-1"))
    text, notes, title = (joined(reader.texts[name]) for name in ("text", "footnote", "title"))
    blocks = [*blocks_of_text(with_rows(text)), *blocks_of_text(notes)]
    return Content(paragraphs_of(blocks), title_of(title), by_itself=BY_ITSELF)


def joined(parts: list[str]) -> str:
    """Parts as one text. Characters that were written in two halves become whole."""
    return "".join(parts).encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def with_rows(text: str) -> str:
    """A text with its tables: a row of a transcript becomes a turn, any other cell a paragraph."""
    if ROW not in text:
        return text.replace(CELL, "\n\n")
    *rows, rest = text.split(ROW)
    cells: list[list[str]] = []
    before: list[str] = []
    for row in rows:
        first, *others = row.split(CELL)
        lead, gap, first = first.rpartition("\n\n")
        before.append(lead + gap)
        cells.append([first, *(cell for cell in others if cell.strip())])
    told = spoken_rows(cells)
    is_whole = len(told) == len(cells)
    shown = told if is_whole else ["\n\n".join(row) for row in cells]
    return "\n\n".join(part for pair in zip(before, shown, strict=True) for part in pair) + "\n\n" + rest
