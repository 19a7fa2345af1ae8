"""Korean numbers and amounts: 이백 개, 석 달, 3천 원, 하루에 천 원쯤, 한 시간 반, 아침 여덟 시부터 저녁 일곱 시까지.

Korean counts with numerals of its own (하나, 둘) and of Chinese origin (일, 이). One syllable of the second kind is
also a common word (이 달, "this month"), so alone it is a number only before units of money, weight and the like.
"""

from __future__ import annotations

import re
from functools import cache

ONES = "한1 두2 세3 석3 서3 네4 넉4 너4 다섯5 닷5 여섯6 엿6 일곱7 여덟8 아홉9"
NATIVE = {word[:-1]: int(word[-1]) for word in ONES.split()}
ONE_TO_NINE = "|".join(sorted(NATIVE, key=len, reverse=True))
TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80}
SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
POWERS = {"십": 10, "백": 100, "천": 1_000}
MYRIADS = {"만": 10_000, "억": 100_000_000}
DAYS = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "열흘": 10, "보름": 15}
DIGITS = r"\d+(?:[,.]\d{3})*(?:\.\d+)?"
ALONE = re.compile(r"원|년|일|킬로|그람|그램|키로|리터|센트|달러|딸라|위안|주일|퍼센트|프로|개월|세대|평|톤")
"""Units before which one syllable of Chinese origin is a number."""

SINO_SIGNS = f"[{''.join(SINO)}십백천만억]"
NUMBER = (
    rf"(?:{DIGITS}\s*[백천만억]*|(?:{'|'.join(TENS)})(?:{ONE_TO_NINE})?|{ONE_TO_NINE}"
    rf"|{SINO_SIGNS}+(?:\s{SINO_SIGNS}+)*)"
)
HOUR = rf"(?:{ONE_TO_NINE}|열한|열두|열|\d+)"
MORNING, EVENING = "아침|새벽|오전", "저녁|밤|오후|낮"
CLOCK = re.compile(
    rf"(?P<first>{MORNING}|{EVENING})?\s*(?P<from>{HOUR})\s*시(?P<half>\s*반)?\s*(?:부터|에서)\s*"
    rf"(?P<second>{MORNING}|{EVENING})?\s*(?P<to>{HOUR})\s*시(?P<late>\s*반)?"
)


@cache
def number_of(word: str) -> float | None:
    """A number in Korean words, digits or both; None if it is none."""
    plain = word.replace(" ", "").replace(",", "")
    if plain in NATIVE:
        return NATIVE[plain]
    for ten, value in TENS.items():
        if plain.startswith(ten) and plain[len(ten) :] in ("", *NATIVE):
            return value + NATIVE.get(plain[len(ten) :], 0)
    mixed = re.fullmatch(r"(\d+(?:\.\d+)?)([백천만억]*)", plain)
    if mixed:
        return float(mixed[1]) * (powers_of(mixed[2]) if mixed[2] else 1)
    return sino_number(plain) if plain else None


def powers_of(word: str) -> float:
    """The product of powers: 백만 is a million."""
    product = 1.0
    for sign in word:
        product *= POWERS.get(sign) or MYRIADS[sign]
    return product


def sino_number(word: str) -> float | None:
    """A number of Chinese origin: 이백, 삼천오백, 만이천; None if a sign is no numeral."""
    total = section = digit = 0
    for sign in word:
        if sign in SINO:
            digit = SINO[sign]
        elif sign in POWERS:
            section, digit = section + (digit or 1) * POWERS[sign], 0
        elif sign in MYRIADS:
            total, section, digit = total + (section + digit or 1) * MYRIADS[sign], 0, 0
        else:
            return None
    return float(total + section + digit)


def is_number(word: str, unit: str) -> bool:
    """Whether a word before a unit is a number: one syllable of Chinese origin is so before some units only."""
    return word not in SINO or ALONE.fullmatch(unit) is not None


def hours_between(match: re.Match[str]) -> float | None:
    """The hours from one time of a day to another, from a match of CLOCK; None if no part of the day is named."""
    begin, end = (hour_of(match[part], match[hour], match[half]) for part, hour, half in (
        ("first", "from", "half"), ("second", "to", "late"),
    ))  # fmt: skip
    if begin is None or end is None or not (match["first"] or match["second"]):
        return None
    return (end - begin) % 24 or 24.0


def hour_of(part: str | None, word: str, half: str | None) -> float | None:
    """An hour of the day; of the evening if that is said."""
    hour = number_of(word)
    if hour is None:
        return None
    is_late = part is not None and re.fullmatch(EVENING, part) is not None and hour < 12
    return hour + 12 * is_late + 0.5 * bool(half)
