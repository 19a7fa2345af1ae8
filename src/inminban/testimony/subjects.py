"""What a text is about: the people and places that its terms name, as a filter of a run and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inminban.measures.groups import AGE_GROUPS
from inminban.output.words import FIFTH_WORDS, listed, many
from inminban.testimony.terms.entries import AnyFilter, Filter, Group, Value, known_groups, known_places
from inminban.testimony.terms.matching import Hit

AGES: Mapping[Value, int] = {name: rank for rank, name in enumerate(AGE_GROUPS)}


def people_in(hits: Iterable[Hit]) -> Filter:
    """The groups of people that these terms name, as one filter."""
    return joined(known_groups()[hit.key] for hit in hits if hit.kind == "group")


def places_in(hits: Iterable[Hit]) -> Filter:
    """The places that these terms name, as one filter."""
    return joined(known_places()[hit.key] for hit in hits if hit.kind == "place")


def joined(groups: Iterable[Group]) -> Filter:
    """One filter of several: values of the same column are joined, different columns narrow each other."""
    values: dict[str, list[Value]] = {}
    for group in groups:
        for column, wanted in group.filter.items():
            for value in several(wanted):
                if value not in values.setdefault(column, []):
                    values[column].append(value)
    ordered = {column: sorted(found, key=lambda one: (AGES.get(one, 0), str(one))) for column, found in values.items()}
    return {column: found[0] if len(found) == 1 else found for column, found in ordered.items()}


def in_group_words(who: AnyFilter) -> str:
    """A filter of people in words: farmers; women aged 60+; the poorest fifth; everybody."""
    if not who:
        return "everybody"
    jobs = listed([many(str(one)) for one in several(who.get("occupation"))])
    sex = {"female": "women", "male": "men"}.get(str(who.get("sex")), "")
    parts = [" ".join(part for part in (f"{sex} among" if sex and jobs else sex, jobs) if part) or "people"]
    if "age_group" in who:
        parts.append(f"aged {listed([str(one) for one in several(who['age_group'])])}")
    if "songbun" in who:
        parts.append(f"of the {listed([str(one) for one in several(who['songbun'])])} class")
    if "wealth_fifth" in who:
        parts.append(f"of the {listed([FIFTH_WORDS[int(one)] for one in several(who['wealth_fifth'])])}")
    return " ".join(parts)


def place_words(where: AnyFilter) -> str:
    """A filter of places in words."""
    settlements = {"urban": "towns", "rural": "the countryside"}
    kinds = listed([settlements[str(one)] for one in several(where.get("settlement"))])
    provinces = listed([str(one) for one in several(where.get("province"))])
    return " of ".join(part for part in (kinds, provinces) if part)


def several(value: Value | Sequence[Value] | None) -> list[Value]:
    """One value or several as a list; None as an empty one."""
    if value is None:
        return []
    return [value] if isinstance(value, str | int) else list(value)
