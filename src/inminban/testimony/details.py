"""Details of a text: which must be known before it is kept, how they are asked for, how they are checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from inminban.errors import InputError
from inminban.testimony.clean_text import language_of, one_line
from inminban.testimony.date_words import read_date_words
from inminban.testimony.dates import END, PartialDate
from inminban.testimony.reading.head import Entry
from inminban.testimony.records import LANGUAGES, Details, Difference, Document
from inminban.testimony.speakers import read_speakers

# Each field with the question that asks for it in a terminal, in this order. The first three must have an answer.
QUESTIONS = {
    "title": "Title",
    "witness": "Witness (a pseudonym, never a real name)",
    "rights": "Rights: why may you keep this text? (a licence, a permission, private study)",
    "publisher": "Publisher",
    "date": "Date of publication (2015-01-31, or what is known of it: 2015-01, about 2015)",
    "occupation": "Occupation of the witness in North Korea",
    "year_of_leaving": "Year in which the witness left North Korea (2009, about 2009, late 1990s)",
    "language": "Language (en or ko)",
    "topics": "Topics, separated by commas",
    "address": "Web address",
    "speakers": "Who speaks in a transcript (Kim = interviewer, Hana = witness)",
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
WEB = ("http", "https")


def stated_in(entries: Iterable[Entry], file: Path | None) -> dict[str, str]:
    """What the head of a file states, by field; keys that are no fields of ours are left out.

    Raises InputError, with the line, for a key that is nearly one of ours and for one that stands twice.
    """
    stated: dict[str, str] = {}
    for entry in entries:
        name = field_of(entry.key, file, entry.line)
        if name and stated.get(name):
            remedy = "Keep one of the two lines."
            raise InputError("this key stands twice", file=file, line=entry.line, key=entry.key, remedy=remedy)
        if name:
            stated[name] = entry.value
    return stated


def labels_stated(stated: Mapping[str, str], file: Path | None) -> tuple[str, ...]:
    """Labels of speakers that the head of a file names, in lower case."""
    return tuple(read_speakers(stated.get("speakers", ""), file))


def field_of(key: str, file: Path | None, line: int) -> str | None:
    """The field that a key in the head of a file means; None if it is none of ours. InputError if it is misspelt."""
    name = OTHER_NAMES.get(key.lower().strip(), key.lower().strip().replace("-", "_").replace(" ", "_"))
    if name in QUESTIONS:
        return name
    if close := get_close_matches(name, QUESTIONS, n=1, cutoff=0.8):
        raise InputError("unknown key", file=file, line=line, key=key, remedy=f"Did you mean {close[0]!r}?")
    return None


def missing(stated: Mapping[str, str]) -> list[str]:
    """Fields without an answer, in the order in which they are asked for."""
    return [name for name in QUESTIONS if stated.get(name, "").strip().lower() in NO_ANSWER]


def check_details(stated: Mapping[str, str], text: str, file: Path | None = None) -> Details:
    """Turn what is stated into Details. If the language is not stated, it is detected from `text`.

    Raises InputError if a needed field has no answer, if a date, year, language or address is wrong, or if a field is
    too long.
    """
    said = {name: one_line(stated.get(name, "")) for name in QUESTIONS}
    said |= dict.fromkeys(missing(said), "")
    if without := [name for name in NEEDED if not said[name]]:
        raise lacking(without, file)
    for name, value in said.items():
        if len(value) > LONGEST:
            what = f"{len(value)} characters are too many"
            raise InputError(what, file=file, key=name, remedy=f"Write at most {LONGEST}.")
    published = read_date(said["date"], file)
    return Details(
        title=said["title"],
        witness=said["witness"],
        rights=said["rights"],
        language=read_language(said["language"] or language_of(text), file),
        publisher=said["publisher"],
        date=published,
        occupation=said["occupation"],
        left=read_left(said["year_of_leaving"], published, file),
        topics=read_topics(said["topics"]),
        address=read_address(said["address"], file),
        speakers=read_speakers(said["speakers"], file),
    )


def as_stated(record: Details | Document) -> dict[str, str]:
    """Details as a person states them, by field; fields that are unknown are left out."""
    values = {
        "title": record.title,
        "publisher": record.publisher,
        "date": str(record.date or ""),
        "witness": record.witness,
        "occupation": record.occupation,
        "year_of_leaving": str(record.left or ""),
        "language": record.language,
        "rights": record.rights,
        "topics": ", ".join(record.topics),
        "address": record.address,
    }
    return {name: value for name, value in values.items() if value}


def differences(kept: Document, now: Details, said: Mapping[str, str]) -> tuple[Difference, ...]:
    """The details that a person said which are not those that are kept."""
    before, after = as_stated(kept), as_stated(now)
    return tuple(
        Difference(name, before.get(name, ""), after[name])
        for name in QUESTIONS
        if said.get(name) and name in after and after[name] != before.get(name, "")
    )


def lacking(names: Sequence[str], file: Path | None) -> InputError:
    """The error for needed fields that have no answer."""
    said = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    verb = "are" if len(names) > 1 else "is"
    why = "; a text is kept only if it is stated why it may be kept" if "rights" in names else ""
    options = " ".join(f"--{name}" for name in names)
    heads = " and ".join(f"`{name}: ...`" for name in names)
    return InputError(
        f"{said} {verb} missing{why}",
        file=file,
        key=names[0],
        remedy=f"Give {options}, or write {heads} in the head of the file.",
    )


def read_date(text: str, file: Path | None) -> PartialDate | None:
    """A date of publication as far as it is known, not in the future; None for an empty text."""
    if not text:
        return None
    read = read_date_words(text)
    if read is None:
        remedy = "Write year-month-day, or what is known of it: 2015-01-31, 2015-01, 2015, about 2015, late 1990s."
        raise InputError(f"{text!r} is not a date", file=file, key="date", remedy=remedy)
    if read.first > datetime.now(UTC).date() or read.last.year < FIRST_YEAR:
        remedy = f"Give a day from {FIRST_YEAR} to today."
        raise InputError(f"{read} cannot be the day of publication", file=file, key="date", remedy=remedy)
    return read


def read_left(text: str, published: PartialDate | None, file: Path | None) -> PartialDate | None:
    """When a witness left, as far as it is known and not after the publication; None for an empty text."""
    if not text:
        return None
    latest = min(published.last if published else END, datetime.now(UTC).date()).year
    read = read_date_words(text)
    if read is None or read.first.year > latest or read.last.year < FIRST_YEAR:
        raise InputError(
            f"{text!r} cannot be the year in which the witness left",
            file=file,
            key="year_of_leaving",
            remedy=f"Give a year from {FIRST_YEAR} to {latest}, or what is known of it: about 1998, late 1990s. "
            "Leave it out if it is unknown.",
        )
    return read


def read_language(text: str, file: Path | None) -> str:
    """A language by its code. A region after it, as in "en-GB" or "ko_KR", is ignored."""
    language = re.split("[-_]", text.lower())[0]
    if language not in LANGUAGES:
        remedy = "Give en or ko. Other languages cannot be searched properly yet."
        raise InputError(f"the language {text!r} is not supported", file=file, key="language", remedy=remedy)
    return language


def read_topics(text: str) -> tuple[str, ...]:
    """Topics from a list with commas, each once, in lower case with underscores."""
    names = (re.sub(r"[\s-]+", "_", part.strip(" '\"").lower()) for part in text.strip("[]").split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def read_address(text: str, file: Path | None) -> str:
    """A web address or an empty text. Any other kind of link could do harm on a page."""
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
