"""Groups by which measures can be given: each with its label and possible values."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

from inminban.core import kinds
from inminban.errors import InputError
from inminban.numbers.parameters.lines import nearest
from inminban.numbers.parameters.members import member_names, province_names

Value = str | int | bool
AGE_GROUPS = ("0-6", "7-13", "14-16", "17-29", "30-44", "45-59", "60+")
FIFTHS, QUARTERS, HALVES = (1, 2, 3, 4, 5), (1, 2, 3, 4), (1, 2)
TIMES = ("year", "month", "week", "day")
YES_NO = (True, False)


class Group(NamedTuple):
    """A classification of people, places or things. `values` lists the possible values; None if there is no list."""

    label: str
    korean: str
    values: Callable[[], tuple[Value, ...]] | None = None
    is_number: bool = False


def _words(kind: str) -> Callable[[], tuple[Value, ...]]:
    return lambda: member_names(kind)


def _members(kind: type[IntEnum]) -> Callable[[], tuple[Value, ...]]:
    return lambda: tuple(member.name.lower() for member in kind)


def _fixed(*values: Value) -> Callable[[], tuple[Value, ...]]:
    return lambda: values


GROUPS: dict[str, Group] = {
    "province": Group("province", "도", lambda: province_names()),
    "county": Group("county", "군"),
    "settlement": Group("town or country", "도시·농촌", _words("settlement")),
    "occupation": Group("occupation", "직업", _words("occupation")),
    "sex": Group("sex", "성별", _words("sex")),
    "age_group": Group("age", "연령", _fixed(*AGE_GROUPS)),
    "songbun": Group("origin class", "성분", _words("songbun")),
    "wealth_fifth": Group("wealth fifth, 1 = poorest", "재산 5분위", _fixed(*FIFTHS), True),
    "education": Group("education", "학력", _words("education")),
    "whereabouts": Group("whereabouts", "소재", _members(kinds.Whereabouts)),
    "year": Group("year", "연도", None, True),
    "month": Group("month", "월"),
    "week": Group("week", "주"),
    "day": Group("day", "일"),
    "weekday": Group("day of the week, 0 = Monday", "요일", _fixed(*range(7)), True),
    "month_day": Group("month and day", "월일"),
    "is_holiday": Group("public holiday", "공휴일", _fixed(*YES_NO)),
    "has_event": Group("day with a political event", "정치행사일", _fixed(*YES_NO)),
    "has_rehearsal": Group("day with a rehearsal", "연습일", _fixed(*YES_NO)),
    "is_school_day": Group("day with lessons", "수업일", _fixed(*YES_NO)),
    "went": Group("obeyed a call-up that day", "그날 동원됨", _fixed(*YES_NO)),
    "is_trainee": Group("in paid music training", "음악 교습생", _fixed(*YES_NO)),
    "channel": Group("through whom people are called", "동원 경로", _words("channel")),
    "task": Group("what labour is for", "동원 과제", _words("task")),
    "good": Group("what is levied", "과제 품목", _words("good")),
    "step": Group("step of the ladder of penalties", "처벌 단계", _words("sanction")),
    "is_political": Group("for a political offence", "정치범죄", _fixed(*YES_NO)),
    "is_bought_down": Group("a lighter step was paid for", "뇌물로 경감", _fixed(*YES_NO)),
    "unit": Group("jon, gram or cent", "단위", _fixed("jon", "gram", "cent")),
    "account": Group("account", "계정"),
    "from_account": Group("account that gave", "준 계정"),
    "to_account": Group("account that received", "받은 계정"),
    "item": Group("what for", "용도"),
    "unpaid_half": Group("half by unpaid time within the occupation, 2 = more", "부담 절반", _fixed(*HALVES), True),
    "nutrition_quarter": Group("quarter by nourishment, 1 = worst", "영양 4분위", _fixed(*QUARTERS), True),
    "knowledge_quarter": Group("quarter by outside knowledge, 4 = most", "외부지식 4분위", _fixed(*QUARTERS), True),
    "attendance": Group("missed something demanded or attended all", "참석", _fixed("attended", "missed")),
    "is_of_hunger": Group("hunger took somebody whom the life table would have spared", "기아 사망", _fixed(*YES_NO)),
    "motive": Group("why the person meant to leave", "동기", _members(kinds.Motive)),
    "way": Group("over the border or from a posting", "경로", _fixed("border", "posting")),
    "host": Group("host country", "파견국", _words("host")),
    "end": Group("how the way ended", "결과"),
    "income": Group("where income came from", "소득원"),
    "arrival_year": Group("year of arrival in the South", "입국 연도", None, True),
    "has_arrived": Group("came to the South", "남한 도착", _fixed(*YES_NO)),
    "traded_lately": Group("earned at the market this year or the year before", "장사 경험", _fixed(*YES_NO)),
}


def known_values(column: str) -> tuple[Value, ...] | None:
    """Allowed values of a filter on a group; None if any value is allowed."""
    values = GROUPS[column].values if column in GROUPS else None
    return values() if values else None


def check_value(column: str, value: Value) -> None:
    """Raise InputError for a value that a group cannot have."""
    known = known_values(column)
    if known is not None and value not in known:
        raise InputError(
            f"there is no {column} '{value}'",
            key=column,
            remedy=f"Choose from {', '.join(map(str, known))}.{nearest(str(value), map(str, known))}",
        )
    if GROUPS[column].is_number and isinstance(value, str):
        raise InputError(f"{column} '{value}' is not a number", key=column, remedy="Write it in digits.")


def parse_value(column: str, text: str) -> Value:
    """A value as typed on the command line or in an address. InputError if the group cannot have it."""
    by_text: dict[str, Value] = {str(value).lower(): value for value in known_values(column) or ()}
    if "true" in by_text:
        by_text |= {"yes": True, "no": False}
    for written in (text.strip().lower(), text.strip().lower().replace(" ", "_")):
        if written in by_text:
            return by_text[written]
    is_number = column in GROUPS and GROUPS[column].is_number and text.strip().isdecimal()
    value: Value = int(text) if is_number else text
    if column in GROUPS:
        check_value(column, value)
    return value
