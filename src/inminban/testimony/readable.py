"""The forms in which a text can be read: as it is written, without tags, with references and addresses decoded."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

TAG = re.compile("<[^<>]*>")
PUNYCODE = re.compile(r"\bxn--[a-z0-9-]+", re.IGNORECASE)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def forms_of(text: str) -> list[str]:
    """A text as it is written and as it can be read.

    Tags are shown as typed, and a name can be read across them; references to characters and escapes in addresses stand
    for letters, also if they were escaped twice; the name of a host can hold letters in the form of its registry.
    """
    forms = [text]
    for read in (unescape, unquote, unquote, from_escapes, hosts_in_letters, lambda form: TAG.sub("", form)):
        forms = list(dict.fromkeys([*forms, *map(read, forms)]))
    return forms


def hosts_in_letters(text: str) -> str:
    """The text with names of hosts that were written in ASCII letters only (xn--...) in their own letters."""

    def in_letters(found: re.Match[str]) -> str:
        try:
            return found.group().lower().encode("ascii").decode("idna")
        except UnicodeError:
            return found.group()

    return PUNYCODE.sub(in_letters, text)


def from_escapes(text: str) -> str:
    """The text with escapes of JSON and programs as letters."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
