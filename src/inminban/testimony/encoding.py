"""From bytes to characters: UTF-8 if they are, else what they look like; never a guess that garbles the words."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from inminban.errors import InputError

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What English and Korean texts are written in where it is not UTF-8: Windows and the older Korean standards.
LIKELY = ["cp949", "euc_kr", "johab", "utf_16_le", "utf_16_be", "cp1252"]
SAMPLE = 200_000  # bytes looked at: telling encodings apart is slow
# What UTF-8 turns into when it is read as Windows text: dashes and quotes, accented letters, Hangul.
GARBLED = re.compile(
    "â€[\u0090-\u00ff\u0153\u02dc\u201c\u201d\u2122]|Ã[\u0080-\u00bf]|[ì-íëê][\u0080-\u00bf\u0152-\u2122]{2}"
)
MANY = 3
SAY_WHICH = "Save the file as UTF-8, or say which with --encoding, for example --encoding cp949."


def decode(data: bytes, file: Path, encoding: str | None = None) -> str:
    """The characters of a file; `encoding` overrules what they look like.

    Raises InputError if the bytes are no text, do not fit the encoding, or were garbled by an earlier program.
    """
    chosen = check_name(encoding) if encoding else detect(data, file)
    try:
        text = data.decode(chosen)
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError(f"this is not text in {chosen}", file=file, remedy=SAY_WHICH) from error
    if "\x00" in text:
        raise InputError("this is not text: it holds zero bytes", file=file, remedy="Give a text, HTML or PDF file.")
    if not text.isascii() and ("\ufffd" in text or len(GARBLED.findall(text)) >= MANY):
        line = text[: found_at(text)].count("\n") + 1
        raise InputError(
            "characters were lost or garbled when this file was saved",
            file=file,
            line=line,
            remedy="Take the original.",
        )
    return text


def found_at(text: str) -> int:
    """Place of the first garbled character."""
    lost = text.find("\ufffd")
    found = GARBLED.search(text)
    return lost if lost >= 0 or not found else found.start()


def check_name(encoding: str) -> str:
    """The name of an encoding Python knows for text."""
    try:
        known = codecs.lookup(encoding)
        "".encode(known.name)
    except (LookupError, UnicodeError) as error:
        raise InputError(f"there is no encoding {encoding!r}", remedy="Try utf-8, cp949 or cp1252.") from error
    return known.name


def detect(data: bytes, file: Path) -> str:
    """UTF-8 or what a byte order mark says; else the likeliest; InputError if nothing fits."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        check_not_damaged(data, error, file)
    else:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE], cp_isolation=LIKELY, preemptive_behaviour=False).best()
    if best is None:
        raise InputError("this is not text in an encoding that can be recognised", file=file, remedy=SAY_WHICH)
    return best.encoding


def check_not_damaged(data: bytes, error: UnicodeDecodeError, file: Path) -> None:
    """Refuse what is UTF-8 but for a few bytes: another encoding would read all of it, and wrongly."""
    text = data.decode("utf-8", errors="replace")
    n_bad = text.count("\ufffd")
    n_good = sum(character > "\x7f" for character in text) - n_bad
    if n_good > MANY * n_bad:
        line = data[: error.start].count(b"\n") + 1
        raise InputError("UTF-8 with damaged characters", file=file, line=line, remedy="Take the original, or mend it.")
