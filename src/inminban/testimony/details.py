"""What must be known of a text before it is kept, read from what a file states and what a person adds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from inminban.errors import InputError
from inminban.testimony.plain import language_of, one_line
from inminban.testimony.records import LANGUAGES, Details

# Each field with the question that asks for it in a terminal, in this order; the first three cannot be left empty.
QUESTIONS = {
    "title": "Title",
    "witness": "Witness (a pseudonym, never a name)",
    "rights": "Rights: why may this text be kept? (a licence, a permission, private study)",
    "publisher": "Publisher",
    "date": "Date of publication (year-month-day)",
    "occupation": "Occupation of the witness in North Korea",
    "year_of_leaving": "Year in which the witness left North Korea",
    "language": "Language (en or ko)",
    "topics": "Topics, with commas between",
    "address": "Web address",
}
NEEDED = ("title", "witness", "rights")
OTHER_NAMES = {
    "topic": "topics",
    "tags": "topics",
    "published": "date",
    "url": "address",
    "lang": "language",
    "license": "rights",
    "licence": "rights",
    "left": "year_of_leaving",
    "year of leaving": "year_of_leaving",
    "pseudonym": "witness",
    "source": "publisher",
}
NO_ANSWER = {"", "-", "--", "?", "??", "n/a", "na", "none", "unknown", "tbd", "todo", "null", "모름", "없음"}
LONGEST = 500  # characters of one field
FIRST_YEAR = 1945  # the division of Korea
FULL_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
WEB = ("http", "https")


def field_of(key: str, file: Path | None, line: int) -> str | None:
    """The field a key of a file's head means, None if it is about something else; InputError if it is misspelt."""
    name = OTHER_NAMES.get(key.lower().strip(), key.lower().strip().replace("-", "_").replace(" ", "_"))
    if name in QUESTIONS:
        return name
    if close := get_close_matches(name, QUESTIONS, n=1, cutoff=0.8):
        raise InputError("unknown key", file=file, line=line, key=key, remedy=f"Did you mean {close[0]!r}?")
    return None


def missing(stated: Mapping[str, str]) -> list[str]:
    """Fields that nothing is stated about, in the order they are asked for."""
    return [name for name in QUESTIONS if stated.get(name, "").strip().lower() in NO_ANSWER]


def check_details(stated: Mapping[str, str], text: str, file: Path | None = None) -> Details:
    """Turn what is stated into Details; `text` decides the language if nothing is said about it.

    Raises InputError for a needed field without an answer, a wrong date, year, language or address, and a field that
    is too long.
    """
    said = {name: one_line(stated.get(name, "")) for name in QUESTIONS}
    said |= dict.fromkeys(missing(said), "")
    if without := [name for name in NEEDED if not said[name]]:
        raise lacking(without, file)
    for name, value in said.items():
        if len(value) > LONGEST:
            raise InputError(f"{len(value)} characters", file=file, key=name, remedy=f"Say it in at most {LONGEST}.")
    published = read_date(said["date"], file)
    return Details(
        title=said["title"],
        witness=said["witness"],
        rights=said["rights"],
        language=read_language(said["language"] or language_of(text), file),
        publisher=said["publisher"],
        date=published,
        occupation=said["occupation"],
        year_of_leaving=read_year(said["year_of_leaving"], published, file),
        topics=read_topics(said["topics"]),
        address=read_address(said["address"], file),
    )


def lacking(names: Sequence[str], file: Path | None) -> InputError:
    """The error for needed fields without an answer."""
    said = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    verb = "are" if len(names) > 1 else "is"
    why = "; no text is kept without a word on why it may be" if "rights" in names else ""
    options = " ".join(f"--{name}" for name in names)
    heads = " and ".join(f"`{name}: ...`" for name in names)
    return InputError(
        f"{said} {verb} missing{why}",
        file=file,
        key=names[0],
        remedy=f"Give {options}, or write {heads} in the head of the file.",
    )


def read_date(text: str, file: Path | None) -> date | None:
    """A day written year-month-day, not in the future; None for nothing."""
    if not text:
        return None
    found = FULL_DATE.fullmatch(text)
    try:
        if not found:
            raise ValueError(text)
        day = date.fromisoformat(found[1])
    except ValueError as error:
        remedy = "Write year-month-day, for example 2015-01-31."
        raise InputError(f"{text!r} is not a date", file=file, key="date", remedy=remedy) from error
    if day > datetime.now(UTC).date() or day.year < FIRST_YEAR:
        remedy = f"Give the day of publication, from {FIRST_YEAR} to today."
        raise InputError(f"{day} cannot be when it was published", file=file, key="date", remedy=remedy)
    return day


def read_year(text: str, published: date | None, file: Path | None) -> int | None:
    """A year of leaving that is not after the publication; None for nothing."""
    if not text:
        return None
    latest = (published or datetime.now(UTC).date()).year
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= latest:
        raise InputError(
            f"{text!r} cannot be the year in which the witness left",
            file=file,
            key="year_of_leaving",
            remedy=f"Give a year from {FIRST_YEAR} to {latest}, or leave it out if it is not known.",
        )
    return int(text)


def read_language(text: str, file: Path | None) -> str:
    """One of the languages by its short name; a region after it, as in "en-GB" or "ko_KR", does not matter."""
    language = re.split("[-_]", text.lower())[0]
    if language not in LANGUAGES:
        remedy = "Give en or ko; other languages cannot be searched properly yet."
        raise InputError(f"language {text!r}", file=file, key="language", remedy=remedy)
    return language


def read_topics(text: str) -> tuple[str, ...]:
    """Topics with commas between, each once, in lower case with underscores."""
    names = (re.sub(r"[\s-]+", "_", part.strip(" '\"").lower()) for part in text.strip("[]").split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def read_address(text: str, file: Path | None) -> str:
    """A web address, or nothing: any other kind of link could do harm on a page."""
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in WEB and bool(parts.netloc) and " " not in text
    except ValueError:
        is_web = False
    if not is_web:
        remedy = "Give an address that begins with https:// or http://, or leave it out."
        raise InputError(f"{text!r} is not a web address", file=file, key="address", remedy=remedy)
    return text
