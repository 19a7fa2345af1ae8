"""Checks of what a reader sends: a question, a first name and a city, and nothing else about the reader."""

from __future__ import annotations

import re
import unicodedata

from inminban.errors import InputError
from inminban.testimony.clean_text import one_line

NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]{1,2}[^\W\d_]+){0,3}\.?")
CITY = re.compile(r"[^\W\d_]+(?:[ '’.,()/-]{1,3}[^\W\d_]+){0,8}[.)]?")
LONGEST_NAME, LONGEST_CITY = 40, 80
MOST_NAME_WORDS = 2  # "Mary Ann"
QUESTION_LENGTH = (10, 2_000)
BETWEEN_DIGITS = "[ ()/.·–-]{0,3}"
CONTACT = {
    "an e-mail address": re.compile(
        r"[^\s@]+\s*(?:@|[(\[{]\s*(?:at|골뱅이)\s*[)\]}])\s*[^\s@]+\.[^\s@]+", re.IGNORECASE
    ),
    # with a sign or a zero before it, or so many digits without a space that it can be no count of people or money
    "a telephone number": re.compile(
        rf"(?<![\w.,])(?:\+|\(?0)\d(?:{BETWEEN_DIGITS}\d){{7,14}}(?!\d)|(?<![\d.,])\d{{10,15}}(?![\d.,])"
    ),
    "a web address": re.compile(
        r"\bhttps?:|\bwww\.|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|kr|io|me|co|eu|uk|us|jp|cn)\b",
        re.IGNORECASE,
    ),
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
    # as a reader takes it: signs of full width and the dots of other scripts are those of ASCII
    plain = unicodedata.normalize("NFKC", question).replace("。", ".")
    for what, pattern in CONTACT.items():
        if pattern.search(plain):
            remedy = "Remove it. Of a reader only first name and city are kept."
            raise InputError(f"the question contains {what}", key="question", remedy=remedy)
    return question
