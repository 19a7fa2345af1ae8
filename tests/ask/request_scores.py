"""How well questions become requests: each question is judged by what its file says it should become.

Kind, measure, groups, places, years, scenario and what it is ranked by are judged one by one; a request is right if
all that count for its kind are. The header of questions_development.toml says what each key means.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from inminban.ask.request import Request, Who
from inminban.ask.understanding import understand_request
from inminban.testimony.subjects import several
from inminban.testimony.years import EARLIEST, STILL

HERE = Path(__file__).parent
BY_SUBJECT = {"mechanism", "consequence", "definition", "reason", "life"}
KIND_ONLY = {"outside", "sources", "agreement"}
COUNTRY = {
    "Pyongyang", "South Pyongan", "North Pyongan", "Chagang", "South Hwanghae", "North Hwanghae", "Kangwon",
    "South Hamgyong", "North Hamgyong", "Ryanggang",
}  # fmt: skip
FIELDS = ("kind", "measure", "groups", "places", "years", "scenario", "by")


class Judged(NamedTuple):
    """A question with its request and whether each field is right (None: does not count)."""

    wanted: Mapping[str, Any]
    request: Request
    fields: Mapping[str, bool | None]
    parts: tuple[Judged, ...] = ()

    @property
    def kind(self) -> str:
        """The kind it should be of; "several" for several questions in one."""
        return "several" if self.parts else kinds_wanted(self.wanted)[0]

    @property
    def is_right(self) -> bool:
        """Whether all that counts is right."""
        return all(one.is_right for one in self.parts) if self.parts else False not in self.fields.values()


def read_questions(name: str) -> list[dict[str, Any]]:
    """The questions of a file beside this one."""
    found: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text(encoding="utf-8"))["question"]
    return found


def judge(wanted: Mapping[str, Any]) -> Judged:
    """Ask a question, after the one it follows if there is one, and judge the request."""
    before = understand_request(wanted["after"]) if "after" in wanted else None
    request = understand_request(wanted["text"], before)
    if "parts" not in wanted:
        return judged(wanted, request)
    answers = request.asked
    parts = tuple(
        judged(one, answers[number] if number < len(answers) else Request(kind="outside", lacking="topic"))
        for number, one in enumerate(wanted["parts"])
    )
    return Judged(wanted, request, {}, parts)


def judged(wanted: Mapping[str, Any], request: Request) -> Judged:
    """Each field of a request beside what it should be. Several parts where one was asked are judged by the first."""
    one = request.asked[0]
    kinds = kinds_wanted(wanted)
    is_outside = one.kind == "outside" and "outside" in kinds
    measure = None if is_outside else is_measure_right(wanted, one)
    fields: dict[str, bool | None] = {"kind": one.kind in kinds, "measure": measure}
    if one.kind in KIND_ONLY and fields["kind"]:
        return Judged(wanted, request, fields)
    fields |= {"groups": are_groups_right(wanted, one), "places": are_places_right(wanted, one)}
    fields |= {"years": are_years_right(wanted, one), "scenario": is_scenario_right(wanted, one)}
    if "by" in wanted and one.kind in ("ranking", "distribution"):
        fields["by"] = bool(set(one.by) & set(wanted["by"]))
    return Judged(wanted, request, fields)


def kinds_wanted(wanted: Mapping[str, Any]) -> list[str]:
    """The kinds that are right, the best first."""
    return wanted["kinds"] if "kinds" in wanted else [wanted["kind"]]


def is_measure_right(wanted: Mapping[str, Any], request: Request) -> bool | None:
    """Whether the first measure is one of those listed, or for some kinds the subject is named and no measure is."""
    names = wanted.get("measures", [])
    if not names and "subject" not in wanted:
        return None
    if request.measures and request.measures[0] in names:
        return True
    if request.kind in BY_SUBJECT and "subject" in wanted:
        supposed = request.supposed.said if request.supposed else ""
        said = {*request.mechanisms, *request.topics, request.act, request.term, supposed}
        return bool(said & set(several(wanted["subject"])))
    return not names and None


def are_groups_right(wanted: Mapping[str, Any], request: Request) -> bool:
    """Whether the groups are those listed, in any order; everybody may be left out. Town and country are groups."""
    options = [wanted.get("groups", []), *wanted.get("groups_also", [])]
    found = [*request.groups, *(one for one in request.places if "settlement" in one.filter)]
    return any(same_groups(found, one) for one in options)


def same_groups(found: Sequence[Who], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Whether groups are those wanted, each once."""
    left = [one.filter for one in found if one.filter]
    for one in (one for one in wanted if one):
        match = next((other for other in left if fits(other, one)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def fits(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether a filter has the columns wanted with any of the values wanted."""
    return found.keys() == wanted.keys() and all(
        set(several(found[name])) <= set(several(wanted[name])) for name in wanted
    )


def are_places_right(wanted: Mapping[str, Any], request: Request) -> bool:
    """Whether the places are those listed; "rest" may be left out."""
    found = {place for one in request.places if "settlement" not in one.filter for place in names_of_place(one)}
    options = [wanted.get("places", []), *wanted.get("places_also", [])]
    return any(found - {"rest"} == {str(place) for place in one} - {"rest"} for one in options)


def names_of_place(who: Who) -> list[str]:
    """A place as the file of questions writes it: its provinces."""
    if not who.filter:
        return ["rest"]
    found = [str(value) for wanted in who.filter.values() for value in several(wanted)]
    return ["rest"] if len(found) > len(COUNTRY) // 2 else found


def are_years_right(wanted: Mapping[str, Any], request: Request) -> bool | None:
    """Whether the years are those listed, or for before and after the turn is."""
    if "turn" in wanted and (request.kind == "before_after" or "years" not in wanted):
        turns = set(several(wanted["turn"]))
        starts = {one.first for one in request.periods if one.first > EARLIEST}
        ends = {one.last for one in request.periods if one.last < STILL}
        return bool(turns & (starts | ends))
    options = [wanted["years"]] if "years" in wanted else []
    options += wanted.get("years_also", [])
    if request.years is None:
        return "years" not in wanted or bool(wanted.get("years_optional"))
    return any(same_years(request.years, tuple(one)) for one in options)


def same_years(found: tuple[int, int], wanted: tuple[int, ...]) -> bool:
    """Whether two stretches of years are the same within the years of the model."""
    first, last = max(found[0], 1990), min(found[1], 2025)
    return (first, last) == (max(wanted[0], 1990), min(wanted[1], 2025))


def is_scenario_right(wanted: Mapping[str, Any], request: Request) -> bool | None:
    """Whether the scenario is the one that changes it, or none where none does."""
    if "scenario" not in wanted:
        return None
    found = request.supposed.scenario if request.supposed else ""
    return (found or "none") in (wanted["scenario"], *several(wanted.get("scenario_also")))


def table(judged_all: Sequence[Judged]) -> str:
    """Shares right by kind, by field and by language, one line each."""
    lines = [f"{'all':16}{share([one.is_right for one in judged_all])}"]
    for name in dict.fromkeys(one.kind for one in judged_all):
        lines.append(f"{name:16}{share([one.is_right for one in judged_all if one.kind == name])}")
    single = [part for one in judged_all for part in (one.parts or (one,))]
    for field in FIELDS:
        counted = [one.fields.get(field) for one in single]
        lines.append(f"{field:16}{share([bool(one) for one in counted if one is not None])}")
    for code in ("en", "ko"):
        lines.append(f"{code:16}{share([one.is_right for one in judged_all if one.wanted.get('language') == code])}")
    return "\n".join(lines)


def share(found: Sequence[bool]) -> str:
    """How many of how many, and the share."""
    return f"{sum(found):4} of {len(found):4}  {100 * sum(found) / max(len(found), 1):5.1f} %"


def misses(judged_all: Sequence[Judged]) -> list[str]:
    """Every question that is not right, with the fields that are wrong and what was found."""
    lines = []
    for one in judged_all:
        if one.is_right:
            continue
        for part in one.parts or (one,):
            wrong = [name for name, right in part.fields.items() if right is False]
            if not wrong:
                continue
            got = part.request.asked[0]
            lines.append(
                f"{', '.join(wrong)}: {part.wanted['text']}\n    wanted {kinds_wanted(part.wanted)} "
                f"{part.wanted.get('measures')} {part.wanted.get('groups')} {part.wanted.get('places')} "
                f"{part.wanted.get('years')} {part.wanted.get('turn')} {part.wanted.get('scenario')}"
                f" {part.wanted.get('by')}\n"
                f"    got {got.kind} {got.lacking} {list(got.measures)} {[who.filter for who in got.groups]} "
                f"{[who.filter for who in got.places]} {got.years} {got.supposed and got.supposed.scenario} {got.by}"
                f" {got.act}"
            )
    return lines


def counts(judged_all: Sequence[Judged]) -> Counter[str]:
    """How often each field is wrong."""
    return Counter(
        name
        for one in judged_all
        for part in (one.parts or (one,))
        for name, right in part.fields.items()
        if right is False
    )


if __name__ == "__main__":
    import sys

    found = [judge(one) for one in read_questions(sys.argv[1] if len(sys.argv) > 1 else "questions_development.toml")]
    print("\n".join(misses(found)) if "-v" in sys.argv else "")
    print(table(found))
