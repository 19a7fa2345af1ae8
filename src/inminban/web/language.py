"""The language of a page: English, in which the templates are written, or Korean, from `translations/ko.po`."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

Language = Literal["en", "ko"]
LANGUAGES: Mapping[Language, str] = {"en": "English", "ko": "한국어"}
COOKIE = "language"
MOST_ACCEPTED = 20  # entries of a browser's list that are looked at
_current: ContextVar[Language] = ContextVar("language", default="en")


def current() -> Language:
    """The language of the page that is being made."""
    return _current.get()


def use(language: Language) -> None:
    """Make this page in a language."""
    _current.set(language)


def chosen(cookie: str | None, accepted: str) -> Language:
    """The language that a reader chose (the cookie), else the first that the browser asks for, else English."""
    for language in LANGUAGES:
        if cookie == language:
            return language
    asked = [part.partition(";")[0].strip() for part in accepted.split(",")[:MOST_ACCEPTED]]
    found = negotiate_locale([one for one in asked if one], list(LANGUAGES), sep="-")
    return "ko" if found == "ko" else "en"


@cache
def catalogue(language: Language) -> NullTranslations:
    """The texts of a language. The file of a translation is read once, when a page needs it first."""
    if language == "en":
        return NullTranslations()
    with files("inminban.web").joinpath(f"translations/{language}.po").open("rb") as file:
        known = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, known)
    compiled.seek(0)
    return Translations(compiled)


def translated(text: str) -> str:
    """A text in the language of this page."""
    return str(catalogue(current()).ugettext(text))


def translated_number(one: str, many: str, number: int) -> str:
    """A text about one or several things, in the language of this page."""
    return str(catalogue(current()).ungettext(one, many, number))


def in_language(english: str, korean: str) -> str:
    """Of two texts that the program has anyway, the one in the language of this page."""
    return korean if current() == "ko" and korean else english
