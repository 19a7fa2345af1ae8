"""A life: a person found by kind, the diary as a calendar, money, food and mind over the years, the family as links."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markupsafe import Markup

from inminban.core.kinds import Occupation, Settlement, Sex
from inminban.errors import InminbanError, InputError
from inminban.measures.people_followed import Kind, find_people, household_of
from inminban.measures.run import Run
from inminban.numbers.parameters.members import province_names
from inminban.output.reading import follows_nobody
from inminban.report.chart_style import NothingToShow, spec
from inminban.report.compare_lives import lives
from inminban.report.diary import is_known, usual_by
from inminban.report.diary_record import By, Record, record_of
from inminban.report.diary_story import story_of
from inminban.report.life_charts import LINES, SHADES, calendar_of
from inminban.web.exploring import year_of
from inminban.web.language import translated as _
from inminban.web.pages.explore import REFUSED, Text
from inminban.web.rendering import OK, page
from inminban.web.state import MenuEntry, Shared

router = APIRouter()
MENU = (MenuEntry("/life", "A life"),)
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
Person = Annotated[int | None, Query(ge=0, lt=2**31)]
RELATIVES = {"spouse": "husband or wife", "mother": "mother", "father": "father"}
UNKNOWN = -1
OLDEST = 120


class Looked(NamedTuple):
    """What an address looks for: a kind of person, as text."""

    occupation: str = ""
    sex: str = ""
    province: str = ""
    settlement: str = ""
    county: str = ""
    age_from: str = ""
    age_to: str = ""
    left: str = ""


def looked_for(
    occupation: Text = "", sex: Text = "", province: Text = "", settlement: Text = "", county: Text = "",
    age_from: Text = "", age_to: Text = "", left: Text = "",
) -> Looked:  # fmt: skip
    """The kind of person that an address looks for."""
    return Looked(occupation, sex, province, settlement, county, age_from, age_to, left)


@router.get("/life", response_class=HTMLResponse)
def life(
    request: Request,
    shared: Shared,
    looked: Annotated[Looked, Depends(looked_for)],
    run: Text = "",
    person: Person = None,
    by: Literal["", "year", "month", "week", "day"] = "",
    shade: Text = "taken",
    against: Text = "",
) -> HTMLResponse:
    """One life, or the people to choose one from."""
    entries = shared.runs.readable()
    context: dict[str, Any] = {
        "entries": entries, "looked": looked, "person": person, "against": against, "shade": shade, "shades": SHADES,
        "occupations": words_of(Occupation), "sexes": words_of(Sex), "settlements": words_of(Settlement),
        "provinces": province_names(), "fault": "", "found": None, "name": run, "relatives": RELATIVES,
    }  # fmt: skip
    with shared.runs.opened(run or shared.runs.newest().name) as opened:
        context["name"] = opened.path.name
        try:
            if person is None:
                context |= people(opened, looked)
            elif against:
                with shared.runs.opened(against) as other:
                    context["sections"] = sections_of(lives(opened, other, person))
            else:
                context |= one_life(opened, person, by or usual_by(opened), shade)
        except InminbanError as error:
            context["fault"] = str(error)
            if person is not None:
                context |= people(opened, looked)
    template = "life/search.html" if person is None or context["fault"] else "life/life.html"
    return page(request, template, status=REFUSED if context["fault"] else OK, **context)


def words_of(kind: Any) -> list[str]:
    """The names of an enumeration as tables have them."""
    return [member.name.lower() for member in kind]


def people(run: Run, looked: Looked) -> dict[str, Any]:
    """People of the kind that is looked for. InputError for an age or a year that is none."""
    if sentence := follows_nobody(run):
        raise InputError(sentence.rstrip("."), remedy=_("Choose another run."))
    plain = {"occupation": looked.occupation, "sex": looked.sex, "settlement": looked.settlement}
    who: dict[str, Any] = {name: value for name, value in plain.items() if value}
    who |= {"province": looked.province} if looked.province else {}
    for name, text in (("age_from", looked.age_from), ("age_to", looked.age_to)):
        if text.strip():
            who[name] = age_of(text, name)
    return {"found": find_people(run, Kind(who, looked.county, year_of(looked.left, "left")))}


def age_of(text: str, key: str) -> int:
    """An age as typed. InputError for what is none."""
    if not text.strip().isdecimal() or int(text) > OLDEST:
        raise InputError(f"'{text}' is not an age", key=key, remedy=_("Write years in digits, for example 30."))
    return int(text)


def one_life(run: Run, person: int, by: By, shade: str) -> dict[str, Any]:
    """A life: its record, charts, story and family."""
    if shade not in SHADES:
        raise InputError(
            f"there is no colouring '{shade}'", key="shade", remedy=f"{_('Choose from')} {', '.join(SHADES)}."
        )
    if not is_known(run, person, by):
        raise InputError(
            f"person {person} was not followed in this detail in {run.path.name}", key="person",
            remedy=f"Choose somebody below, or have the run simulated again: `inminban life {run.path} {person}`.",
        )  # fmt: skip
    record = record_of(run, person, by)
    figures = [(_("The diary as a calendar"), spec(calendar_of(record, shade)))] if record.rows else []
    for title, draw in LINES.items():
        with suppress(NothingToShow):
            figures.append((_(title), spec(draw(record))))
    forms: tuple[By, ...] = ("year", "month", "week", "day")
    return {
        "record": record, "by": by, "figures": figures, "sections": sections_of(story_of(record, by)),
        "forms": [form for form in forms if is_known(run, person, form)], "family": family_of(record),
        "household": household_of(run, person),
    }  # fmt: skip


def family_of(record: Record) -> list[tuple[str, int]]:
    """Relatives by number: husband or wife, parents, children born in the run."""
    seen = record.first_seen
    found = [(name, int(seen[name])) for name in RELATIVES if seen.get(name, UNKNOWN) != UNKNOWN]
    children = [int(row["person"]) for row in record.own if row["event"] == "birth" and row["person"] != record.person]
    return [*found, *(("child", child) for child in children)]


def sections_of(text: str) -> list[tuple[str, Markup]]:
    """A diary as titles and HTML; the first has the opening without the title of the page. Markdown's HTML is off."""
    first, *others = text.split("\n## ")
    opening = first.partition("\n")[2]
    parts = [("", opening), *((part.partition("\n")[0], part.partition("\n")[2]) for part in others)]
    return [(title, Markup(MARKDOWN.render(body))) for title, body in parts]
