"""How results are put into words: names of groups and purposes, and numbers as a reader wants them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from inminban.core.kinds import Minutes, Sanction, Won

TAKEN = (
    Minutes.EVENTS,
    Minutes.REHEARSALS,
    Minutes.SESSIONS,
    Minutes.INDOCTRINATION,
    Minutes.LABOUR,
    Minutes.COLLECTING,
    Minutes.PENAL,
)
"""The uses of waking time that count as taken by the state; work at the post is shown beside them."""

PAID = (Won.LEVIES, Won.FEES, Won.BUYOUT, Won.AUGUST_THIRD, Won.BRIBES, Won.FINES)
"""Money that the state and its officials take."""

EARNED = (Won.PAY, Won.MARKET, Won.GRAIN_SOLD, Won.LESSONS, Won.BRIBES_TAKEN, Won.SUPPORT)
"""Money that comes in, state pay first."""

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
    "support": "support from parents",
    "levies": "levies",
    "fees": "stall fees",
    "bribes": "bribes to lighten penalties",
    "buyout": "buying out of call-ups",
    "august_third": "August 3rd money",
    "fines": "fines",
    "tuition": "private lessons taken",
    "appearance": "clothes for the stage",
}

FOOD_WORDS = {
    "ration": "state ration",
    "farm_share": "farm share",
    "plot": "plot and foraging",
    "bought": "bought",
    "in_kind": "in kind from work",
    "sold": "sold",
    "levied": "levied",
    "eaten": "eaten",
    "needed": "needed",
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


def columns(uses: Iterable[Minutes | Won], before: str = "", after: str = "") -> list[str]:
    """Names of table columns for uses of time (`before="minutes_"`) or money (`after="_jon"`)."""
    return [f"{before}{use.name.lower()}{after}" for use in uses]


def total_sql(uses: Iterable[Minutes | Won], before: str = "", after: str = "") -> str:
    """SQL for the sum of these columns in one row."""
    return "(" + " + ".join(columns(uses, before, after)) + ")"


TAKEN_SQL = total_sql(TAKEN, before="minutes_")
PAID_SQL = total_sql(PAID, after="_jon")
EARNED_SQL = total_sql(EARNED, after="_jon")


def plain(word: str) -> str:
    """A stored word as a reader writes it: underscores become spaces."""
    return word.replace("_", " ")


def one(occupation: str) -> str:
    """One of an occupation, with its article."""
    return OCCUPATION_WORDS.get(occupation, (f"a {plain(occupation)}", ""))[0]


def many(occupation: str) -> str:
    """Several of an occupation."""
    return OCCUPATION_WORDS.get(occupation, ("", plain(occupation)))[1]


def sentence(text: str) -> str:
    """The text with its first letter raised; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def number(value: float | None, digits: int = 0) -> str:
    """A number with thousands set apart; "–" if there is none."""
    if value is None:
        return "–"
    text = f"{value:,.{digits}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) else text.replace("-", "")


def won(jon: float | None, digits: int = 0) -> str:
    """Jon as won, without the word."""
    return number(None if jon is None else jon / 100, digits)


def percent(share: float | None, digits: int = 0) -> str:
    """A share (0 to 1) as per cent."""
    return "–" if share is None else f"{number(100 * share, digits)} %"


def day(value: date | str) -> str:
    """A date in words: 5 May 2015."""
    value = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{value.day} {value:%B %Y}"


def listed(parts: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def ratio(part: float | None, whole: float | None) -> float | None:
    """Part / whole, or None where there is nothing to divide by."""
    return None if part is None or not whole else float(part) / float(whole)
