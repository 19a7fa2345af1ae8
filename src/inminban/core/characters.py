"""Characters that control what a terminal or a page shows, and texts without them."""

from __future__ import annotations

import re
from typing import TypeVar

# Control characters but tab and line break, marks that change the direction of writing, characters without width or
# with no meaning of their own, halves of characters, and tags, in which text can be hidden.
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)

Value = TypeVar("Value")


def without_controls(text: str) -> str:
    """The text without characters that control how it is shown. Line breaks and tabs stay."""
    return CONTROLS.sub("", text)


def shown(value: Value) -> Value | str:
    """A value as a page may show it: texts lose their controls. What is marked as HTML is left to whoever made it."""
    is_text = isinstance(value, str) and not hasattr(value, "__html__")
    return without_controls(str(value)) if is_text else value


def escaped_in_json(text: str) -> str:
    """JSON in which the characters that control how it is shown are written as escapes, so that no value changes."""
    return CONTROLS.sub(lambda found: _escape(found.group()), text)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", errors="surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
