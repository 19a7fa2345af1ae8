"""Life events in words, from `event` and `detail` of the table of life events.

Described in docs/reference/life-events.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from inminban.core.kinds import Host, Occupation, Songbun
from inminban.output.words import day, number, one, plain

Row = Mapping[str, Any]
GROWN_FROM = 17


def named(kind: Any, value: int) -> str:
    """A member of an enumeration in plain words; its number if there is none."""
    return plain(kind(value).name.lower()) if value in set(kind) else str(value)


def months(count: int) -> str:
    """A number of months."""
    return f"{number(count)} month{'' if count == 1 else 's'}"


def before(row: Row) -> str:
    """The occupation before an event of the school year."""
    kind = int(row["detail"])
    return one(Occupation(kind).name.lower()) if kind in set(Occupation) else ""


def assigned(row: Row) -> str:
    """A post given, or given up for the household."""
    if row["occupation"] == "housewife":
        return f"gives up the post to keep house, before {before(row)}"
    return f"is assigned to a post: {one(row['occupation'])}, before {before(row)}"


def died(row: Row) -> str:
    """A death, and whether hunger caused it (the life table alone would not have)."""
    return f"dies at {row['age']}" + (" of hunger" if row["detail"] == 1 else "")


WORDS: dict[str, Callable[[Row], str]] = {
    "birth": lambda row: "is born",
    "death": died,
    "marriage": lambda row: f"marries person {row['detail']}",
    "new_household": lambda row: "founds a new household",
    "move": lambda row: f"moves to {row['county']}, {row['province']}",
    "school": lambda row: "starts school",
    "graduation": lambda row: "leaves " + ("college" if before(row) == one("student") else "school"),
    "assignment": assigned,
    "study": lambda row: "gets a place at college",
    "conscription": lambda row: "is called up to the army",
    "discharge": lambda row: "comes home from the army",
    "pension": lambda row: f"is pensioned, before {before(row)}",
    "sent_abroad": lambda row: f"is sent to work abroad: {named(Host, int(row['detail']))}",
    "return": lambda row: f"comes back from work abroad: {named(Host, int(row['detail']))}",
    "crossing": lambda row: f"crosses the border to China after {months(row['detail'])} of preparation",
    "caught": lambda row: f"is caught at the border and gets {number(row['detail'])} days",
    "sent_back": lambda row: f"is sent back from China and gets {number(row['detail'])} days",
    "arrival": lambda row: f"arrives in South Korea after {months(row['detail'])} in China",
    "banishment": lambda row: "the family is moved away and loses origin class",
    "release": lambda row: f"is released from prison, origin class {named(Songbun, int(row['detail']))}",
    "flight": lambda row: f"leaves the posting without leave after {months(row['detail'])} of preparation",
    "homecoming": lambda row: f"comes home from China unnoticed after {months(row['detail'])}",
    "birth_prevented": lambda row: "hunger keeps her from conceiving a child",
}
"""The sentence for each event."""


def own_turn(row: Row, person: int) -> str:
    """One event of the person's life, the birth of a child included, with its day."""
    if row["event"] == "birth" and row["person"] != person:
        said = f"bears {child(row)} (person {row['person']})"
    else:
        said = WORDS[row["event"]](row) if row["event"] in WORDS else plain(row["event"])
    return f"{day(row['day'])}: {said}"


def family_turn(row: Row) -> str:
    """One event in the life of another member of the household, with its day."""
    if row["event"] == "birth":
        said = f"{child(row)} is born (person {row['person']})"
    elif row["event"] == "banishment":
        said = WORDS["banishment"](row)
    else:
        what = WORDS[row["event"]](row).replace(f"dies at {row['age']}", "dies")
        said = f"{kind_of(row)} of {row['age']} (person {row['person']}) {what}"
    return f"{day(row['day'])}: {said}"


def child(row: Row) -> str:
    """A boy or a girl."""
    return "a boy" if row["sex"] == "male" else "a girl"


def kind_of(row: Row) -> str:
    """A man, a woman, a boy or a girl, by sex and age."""
    if row["age"] < GROWN_FROM:
        return child(row)
    return "a man" if row["sex"] == "male" else "a woman"


WHEREABOUTS_WORDS = {"home": "at home", "army": "in the army", "abroad": "at work abroad", "china": "in China"}


def posts(months_of_span: list[dict[str, Any]], was: str | None) -> str:
    """The occupation in a period, with dates of changes; "" if it has not changed."""
    spells: list[str] = []
    for month in months_of_span:
        kind = str(month["occupation"])
        if kind != was:
            start = f" (from {month['month']:%B})" if was is not None or spells else ""
            spells.append(f"{one(kind)}{start}")
            was = kind
    return ", then ".join(spells)
