"""Whether a sentence states a number or a duty: what counts for it and what against it.

For it: a number with a unit, a rate ("fourpence a week"), a share, a count ("forty beds"), a time of day, a weekday; a
duty, a ban, a penalty or a control. Against it: a question, another country, the witness's own life story, a person
who did something once. Headlines and other articles are left out before. The words are data (terms/statements.toml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.amounts import Amount
from inminban.testimony.terms.entries import FOLDER
from inminban.testimony.terms.matching import lowered

STRONG, WEAK = 3, 2
AGAINST, ELSEWHERE = -3, -6
ENOUGH = 2
"""Weight that proposes a sentence: one weak sign, if nothing speaks against it."""

DURATIONS = {"minute", "hour", "day", "week", "month", "year", "times", "person", "bowl", "meal"}
"""Units in which a story is told as well as a rule."""

END_OF_TEXT = 0.5
"""The part of a text after which a line of the page ends the article; before it only the line itself is left out."""

ENDED = re.compile(r"[.!?。…:;][\"'”’)]*$|(?:다|요|죠|까)[\"'”’)]*$")
LONGEST_HEADING = 14
"""Words of a headline at most; a longer line without an end is a paragraph that was cut."""


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern for the words of one list."""
    content = read_toml(FOLDER / "statements.toml").content
    words = {key: f"(?:{'|'.join(parts)})" for key, parts in content["words"].items()}
    english = "|".join(content[name]["en"])
    for key, part in words.items():
        english = english.replace(key, part)
    return re.compile("|".join([rf"\b(?:{english})(?!\w)", *content[name]["ko"]]), re.IGNORECASE)


def has(name: str, text: str) -> bool:
    """Whether a text has one of the words of a list."""
    return pattern(name).search(text) is not None


def begins_with(name: str, text: str) -> bool:
    """Whether a text begins with one of the words of a list, after quotation marks or dashes."""
    return pattern(name).match(text.lstrip("\"'“‘(—–-*#>· ")) is not None


def statement_weight(text: str, found: Sequence[Amount]) -> int:
    """How much says that a sentence states a number or a duty; ENOUGH proposes it."""
    plain = lowered(text)
    is_rule = has("duty", plain) or has("rate", plain)
    weight = STRONG * bool(found) + STRONG * has("duty", plain)
    weight += WEAK * sum(has(name, plain) for name in ("rate", "share", "when", "count"))
    weight += AGAINST * has("life", plain) + ELSEWHERE * has("abroad", plain)
    weight += AGAINST * (not is_rule and is_event(plain, found))
    return weight + ELSEWHERE * plain.rstrip("\"'”’) ").endswith(("?", "？"))


def is_event(text: str, found: Sequence[Amount]) -> bool:
    """Whether a sentence tells what a person did once: its amounts say at most how long or how many."""
    is_story = begins_with("once", text) or begins_with("person", text)
    return is_story and all(one.unit in DURATIONS for one in found)


def is_heading(paragraph: str) -> bool:
    """Whether a paragraph is a headline: a short line that ends like none."""
    return not ENDED.search(paragraph.strip()) and len(paragraph.split()) <= LONGEST_HEADING


def other_texts(paragraphs: Sequence[str]) -> list[bool]:
    """For each paragraph whether it is a headline, or a line of the page or another article and not of the text."""
    found, is_over = [], False
    for number, paragraph in enumerate(paragraphs):
        is_other = begins_with("other", paragraph)
        is_over = is_over or (is_other and number >= END_OF_TEXT * len(paragraphs))
        found.append(is_over or is_other or is_heading(paragraph))
    return found
