"""Words for results: names of groups and purposes, and numbers formatted for readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inminban.core.kinds import Sanction

USE_WORDS = {
    "work": "work at the post",
    "school": "school lessons",
    "indoctrination": "study and recitation",
    "events": "political events",
    "rehearsals": "rehearsals",
    "sessions": "self-criticism",
    "labour": "labour call-ups",
    "collecting": "collecting goods",
    "penal": "punishment",
    "market": "market trade",
    "plot": "plot and foraging",
    "lessons": "private lessons",
    "home": "home, meals and rest",
}

MONEY_WORDS = {
    "pay": "state pay",
    "market": "market",
    "lessons": "private lessons given",
    "bribes_taken": "bribes taken",
    "grain_sold": "grain sold",
    "support": "support from families",
    "levies": "levies",
    "fees": "stall fees",
    "bribes": "bribes to lighten penalties",
    "buyout": "buying out of call-ups",
    "august_third": "August 3rd money",
    "fines": "fines",
    "tuition": "private lessons taken",
    "gifts": "gifts to doctors and teachers",
    "appearance": "clothes for the stage",
}

OCCUPATION_WORDS = {
    "farmer": ("a farmer", "farmers"),
    "miner": ("a miner", "miners"),
    "builder": ("a builder", "builders"),
    "factory_worker": ("a factory worker", "factory workers"),
    "transport_worker": ("a transport worker", "transport workers"),
    "office_worker": ("an office worker", "office workers"),
    "official": ("an official", "officials"),
    "security": ("a security officer", "security officers"),
    "soldier": ("a soldier", "soldiers"),
    "teacher": ("a teacher", "teachers"),
    "doctor": ("a doctor", "doctors"),
    "artist": ("an artist", "artists"),
    "trader": ("a trader without a post", "traders without a post"),
    "housewife": ("a housewife", "housewives"),
    "pupil": ("a pupil", "pupils"),
    "student": ("a student", "students"),
    "pensioner": ("a pensioner", "pensioners"),
    "child": ("a child below school age", "children below school age"),
    "abroad": ("a worker abroad", "workers abroad"),
    "prisoner": ("a prisoner", "prisoners"),
}

SANCTION_WORDS = {
    "none": "no penalty",
    "reminder": "reminder",
    "group_criticism": "criticism before the group",
    "summons": "ideological summons",
    "unpaid_labour": "unpaid labour",
    "labour_camp": "labour camp",
    "prison": "prison",
}

FIFTH_WORDS = {1: "poorest fifth", 2: "second fifth", 3: "middle fifth", 4: "fourth fifth", 5: "richest fifth"}
STEPS = [step.name.lower() for step in Sanction if step is not Sanction.NONE]


def plain(word: str) -> str:
    """A stored word for readers: underscores become spaces."""
    return word.replace("_", " ")


def one(occupation: str) -> str:
    """The singular of an occupation, with its article."""
    return OCCUPATION_WORDS.get(occupation, (f"a {plain(occupation)}", ""))[0]


def many(occupation: str) -> str:
    """The plural of an occupation."""
    return OCCUPATION_WORDS.get(occupation, ("", plain(occupation)))[1]


def sentence(text: str) -> str:
    """The text with its first letter raised; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def number(value: float | None, digits: int = 0) -> str:
    """A number with separators for thousands; "–" if there is none."""
    if value is None:
        return "–"
    text = f"{value:,.{digits}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) else text.replace("-", "")


def day(value: date | str) -> str:
    """A date in words: 5 May 2015."""
    value = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{value.day} {value:%B %Y}"


def span_of_days(first: date, last: date) -> str:
    """Whole years as such (1999, 1995 to 1999), other days from the first to the last."""
    is_whole = (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31)
    if is_whole:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def listed(parts: Sequence[str]) -> str:
    """A list in words: one, two and three."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def ratio(part: float | None, whole: float | None) -> float | None:
    """Part / whole, or None if the whole is 0."""
    return None if part is None or not whole else float(part) / float(whole)
