"""Checks of what a reader sends: a question, a first name and a city, and nothing else about the reader."""

from __future__ import annotations

import re

from inminban.errors import InputError
from inminban.testimony.clean_text import one_line

NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]{1,2}[^\W\d_]+){0,3}\.?")
CITY = re.compile(r"[^\W\d_]+(?:[ '’.,()/-]{1,3}[^\W\d_]+){0,8}[.)]?")
LONGEST_NAME, LONGEST_CITY = 40, 80
MOST_NAME_WORDS = 2  # "Mary Ann"
QUESTION_LENGTH = (10, 2_000)
CONTACT = {
    "an e-mail address": re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    "a telephone number": re.compile(
        r"(?<![\w.,])(?:\+|00)\d[\d ()/-]{6,}\d|(?<!\d)0\d{1,3}[ -/]\d{3,4}[ -]\d{3,4}(?!\d)"
    ),
    "a web address": re.compile(r"\bhttps?://|\bwww\.", re.IGNORECASE),
}


def check_name(text: str) -> str:
    """A first name. InputError if it is empty or more than a first name."""
    name = one_line(text)
    is_name = NAME.fullmatch(name) and len(name) <= LONGEST_NAME and len(name.split()) <= MOST_NAME_WORDS
    if not is_name:
        raise InputError(
            f"{name[:60]!r} is not a first name", key="name", remedy="Give only the first name, with --name."
        )
    return name


def check_city(text: str) -> str:
    """A city. InputError if it is empty or more than a city."""
    city = one_line(text)
    if not CITY.fullmatch(city) or len(city) > LONGEST_CITY:
        raise InputError(f"{city[:60]!r} is not a city", key="city", remedy="Give only the city, with --city.")
    return city


def check_question(text: str) -> str:
    """A question. InputError if it is too short or long or contains an address or number of its reader."""
    question = one_line(text)
    least, most = QUESTION_LENGTH
    if not least <= len(question) <= most:
        remedy = f"Write {least} to {most:,} characters."
        raise InputError(f"the question has {len(question):,} characters", key="question", remedy=remedy)
    for what, pattern in CONTACT.items():
        if pattern.search(question):
            remedy = "Remove it. Of a reader only first name and city are kept."
            raise InputError(f"the question contains {what}", key="question", remedy=remedy)
    return question
