"""From bytes to characters: UTF-8 if the bytes are UTF-8, else the encoding they fit best.

Text that an earlier program garbled (UTF-8 read as if it were another encoding) is known by ftfy. It is restored only
where the damage can be undone without a guess; otherwise the file is refused.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from inminban.errors import InputError

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Encodings of English and Korean texts other than UTF-8: the older Korean standards and Windows.
LIKELY = ["cp949", "euc_kr", "johab", "utf_16_le", "utf_16_be", "cp1252"]
KOREAN = {"cp949", "euc_kr", "johab"}
LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
HANGUL = re.compile("[\uac00-\ud7a3]")
# Least share of syllables in daily use (the 2,350 of KS X 1001, which EUC-KR holds) among letters beyond ASCII.
# Japanese and Chinese text read as Korean has at most half, Korean text nearly all, and two thirds if rich in Hanja.
COMMON_SHARE = 2 / 3
SAMPLE = 200_000  # bytes that the encoding is detected from: detection is slow
# Every garbled character contains a letter with an accent, a Greek or Cyrillic letter, or a piece of a box.
MAY_BE_GARBLED = re.compile("[\u0080-\u04ff\u2500-\u259f]")
MANY = 3  # fewer signs of garbling may be a coincidence
LOST = "\ufffd"
SAY_WHICH = "Save the file as UTF-8, or name its encoding with --encoding, for example --encoding cp949."
RESTORED = "The characters of this file had been garbled and were restored; compare them with the original."


class Decoded(NamedTuple):
    """The characters of a file, and what a person should know about how they were read."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, file: Path, encoding: str | None = None) -> Decoded:
    """The characters of a file. A person may name the encoding; otherwise it is detected.

    Raises InputError if the bytes are no text, do not fit the encoding, or were garbled beyond repair.
    """
    chosen = check_name(encoding) if encoding else detect(data, file)
    try:
        text = data.decode(chosen)
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError(f"this is not text in {chosen}", file=file, remedy=SAY_WHICH) from error
    if "\x00" in text:
        raise InputError("this is not text: it holds zero bytes", file=file, remedy="Give a text, HTML or PDF file.")
    return Decoded(text) if text.isascii() else ungarbled(text, file)


def ungarbled(text: str, file: Path) -> Decoded:
    """The text if it is sound, else as it was before it was garbled. InputError if that cannot be known."""
    if LOST not in text and n_signs(text) < MANY:
        return Decoded(text)
    restored = restore(text)
    if restored is None:
        line = text[: first_sign(text)].count("\n") + 1
        what = "characters were lost or garbled when this file was saved"
        raise InputError(what, file=file, line=line, remedy="Take the original.")
    return Decoded(restored, (RESTORED,))


def n_signs(text: str) -> int:
    """How many signs of garbling a text holds. Lines that cannot be garbled are left out: ftfy is slow."""
    suspect = [line for line in text.split("\n") if MAY_BE_GARBLED.search(line)]
    if not suspect:
        return 0
    from ftfy.badness import badness

    return badness("\n".join(suspect))


def restore(text: str) -> str | None:
    """The text before it was garbled; None if it cannot be restored exactly.

    Exactly means: the whole text, encoded as one encoding and decoded as another, is sound, and nothing else was done.
    """
    from ftfy import fix_encoding_and_explain

    fixed, steps = fix_encoding_and_explain(text)
    actions = {step.action for step in steps or ()}
    is_exact = LOST not in text and bool(actions) and actions <= {"encode", "decode"}
    return fixed if is_exact and not n_signs(fixed) else None


def first_sign(text: str) -> int:
    """Place of the first lost or garbled character."""
    from ftfy.badness import BADNESS_RE

    lost, found = text.find(LOST), BADNESS_RE.search(text)
    return lost if lost >= 0 or not found else found.start()


def check_name(encoding: str) -> str:
    """The name of an encoding that Python knows for text."""
    try:
        known = codecs.lookup(encoding)
        "".encode(known.name)
    except (LookupError, UnicodeError) as error:
        raise InputError(f"there is no encoding {encoding!r}", remedy="Try utf-8, cp949 or cp1252.") from error
    return known.name


def detect(data: bytes, file: Path) -> str:
    """The encoding that a byte order mark names, else UTF-8 if the bytes are, else the likeliest.

    Raises InputError if no encoding fits.
    """
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
    if best is None or (best.encoding in KOREAN and not is_korean(str(best))):
        raise InputError("no known encoding fits this file", file=file, remedy=SAY_WHICH)
    return best.encoding


def is_korean(text: str) -> bool:
    """Whether text that was read in an old Korean encoding is Korean: its syllables are those that Korean uses."""
    letters = LETTER.findall(text)
    counts = Counter(letter for letter in letters if HANGUL.match(letter))
    # EUC-KR writes the syllables it lacks as several signs
    n_common = sum(count for letter, count in counts.items() if len(letter.encode("euc_kr", errors="ignore")) == 2)
    return n_common >= COMMON_SHARE * len(letters)


def check_not_damaged(data: bytes, error: UnicodeDecodeError, file: Path) -> None:
    """Refuse UTF-8 with a few damaged bytes: another encoding would read all of it, and wrongly."""
    text = data.decode("utf-8", errors="replace")
    n_bad = text.count(LOST)
    n_good = sum(character > "\x7f" for character in text) - n_bad
    if n_good > MANY * n_bad:
        line = data[: error.start].count(b"\n") + 1
        remedy = "Take the original, or correct it."
        raise InputError("UTF-8 with damaged characters", file=file, line=line, remedy=remedy)
