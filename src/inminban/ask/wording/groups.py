"""Groups of people and places in words: teachers in Pyongyang; the poorest fifth; 평양의 교원."""

from __future__ import annotations

from collections.abc import Mapping

from inminban.ask.wording.amounts import KOREAN
from inminban.ask.wording.files import table
from inminban.ask.wording.korean import Word
from inminban.measures.groups import GROUPS
from inminban.measures.measure import Measure
from inminban.output.words import FIFTH_WORDS, SANCTION_WORDS, listed, many, plain
from inminban.testimony.subjects import in_group_words, several
from inminban.testimony.terms.entries import AnyFilter

PEOPLE = ("occupation", "sex", "age_group", "songbun", "wealth_fifth", "education")
PLACES = ("settlement", "province", "county")
SETTLEMENTS = {"urban": "towns", "rural": "countryside"}
EVERYBODY = {
    "adults": {"en": "adults", "ko": "성인"},
    "at_liberty": {"en": "people", "ko": "주민"},
    "everybody": {"en": "people", "ko": "주민"},
}
"""Whom a measure covers if a question names nobody."""


def people_words(filters: AnyFilter, measure: Measure, language: str) -> Word:
    """The people of a filter as the measure covers them: teachers in Pyongyang; adult women; adults."""
    who = {name: filters[name] for name in PEOPLE if name in filters}
    where = {name: filters[name] for name in PLACES if name in filters}
    others = {name: value for name, value in filters.items() if name not in (*PEOPLE, *PLACES)}
    if language == KOREAN:
        return Word(" ".join(part for part in (korean_place(where), korean_people(who, measure)) if part))
    group = english_people(who, measure)
    kind = f" ({', '.join(member_words(name, one, language) for name in others for one in several(others[name]))})"
    return Word(group + english_place(where) + (kind if others else ""))


def english_people(who: AnyFilter, measure: Measure) -> str:
    """The people without their place."""
    if not who:
        return EVERYBODY[measure.population]["en"]
    words = in_group_words(who)
    is_adult = measure.population == "adults" and not {"occupation", "age_group"} & who.keys()
    if words.startswith("people of the"):
        words = words.removeprefix("people of ")
        return f"adults of {words}" if is_adult else words
    return f"adult {words}" if is_adult else words


def english_place(where: AnyFilter) -> str:
    """The place of some people, with its preposition; empty for the whole country."""
    provinces = listed([str(one) for one in several(where.get("province"))])
    counties = listed([str(one) for one in several(where.get("county"))])
    kinds = listed([SETTLEMENTS[str(one)] for one in several(where.get("settlement"))])
    place = ", ".join(part for part in (counties, provinces) if part)
    if kinds:
        return f" in the {kinds} of {place}" if place else f" in the {kinds}" if kinds != "towns" else " in towns"
    return f" in {place}" if place else ""


def korean_people(who: AnyFilter, measure: Measure) -> str:
    """The people without their place, in Korean."""
    if not who:
        return EVERYBODY[measure.population]["ko"]
    jobs = korean_members("occupation", who)
    sex = korean_members("sex", who)
    ages = ", ".join(f"{age.replace('-', '~').replace('60+', '60세 이상')}{'' if '+' in age else '세'}"
                     for age in map(str, several(who.get("age_group"))))  # fmt: skip
    rest = [korean_members(name, who) for name in ("wealth_fifth", "songbun", "education")]
    heads = [part for part in (ages, *rest) if part]
    noun = " ".join(part for part in (sex, jobs) if part)
    is_adult = measure.population == "adults" and not {"occupation", "age_group"} & who.keys()
    if not noun:
        return " ".join(heads) + (" 성인" if is_adult else " 주민" if ages else "")
    return " ".join([*heads, *(["성인"] if is_adult else []), noun])


def korean_members(name: str, who: AnyFilter) -> str:
    """The members of one group, in Korean, as a list."""
    return "·".join(member_words(name, one, KOREAN) for one in several(who.get(name)))


def korean_place(where: AnyFilter) -> str:
    """The place of some people as an attribute; empty for the whole country."""
    parts = [str(one) for one in several(where.get("county"))]
    parts = [korean_members("province", where), *parts, korean_members("settlement", where)]
    found = " ".join(part for part in parts if part)
    return f"{found}의" if found else ""


def member_words(name: str, member: object, language: str) -> str:
    """One member of a group, in words: teachers; the poorest fifth; 교원."""
    if language == KOREAN:
        names: Mapping[str, str] = table("names").get(name, {})
        return names.get(str(member), plain(str(member)))
    if name == "occupation":
        return many(str(member))
    if name == "wealth_fifth":
        return f"the {FIFTH_WORDS[int(str(member))]}"
    if name == "settlement":
        return {"urban": "towns", "rural": "the countryside"}[str(member)]
    if name == "sex":
        return {"male": "men", "female": "women"}[str(member)]
    if name == "songbun":
        return f"the {member} class"
    return SANCTION_WORDS.get(str(member), plain(str(member))) if name == "step" else plain(str(member))


def group_label(name: str, language: str) -> str:
    """The name of a group or time: occupation; 직업."""
    return GROUPS[name].korean if language == KOREAN else GROUPS[name].label
