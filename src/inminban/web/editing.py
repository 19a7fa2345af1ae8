"""What editors do with an answer: a draft from a form, a first draft from `ask`, and what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from inminban.ask.answer import ask
from inminban.desk.article import draft_of
from inminban.desk.desk import Desk
from inminban.desk.drafts import Draft, title_of
from inminban.desk.questions import BY_ASK, Question
from inminban.errors import InputError
from inminban.testimony.clean_text import clean, one_line
from inminban.web.language import translated as _

FIELDS = ("title", "about", "sources", "body")
COMMANDS = ("inminban ", "--", "`")  # what a remedy for the command line holds


def draft_from(given: Mapping[str, str]) -> Draft:
    """The draft that a form holds."""
    about, sources = (
        tuple(line for text in given.get(name, "").splitlines() if (line := one_line(text).removeprefix("- ")))
        for name in ("about", "sources")
    )
    return Draft(one_line(given.get("title", "")), clean(given.get("body", "")).strip(), sources, about)


def fields_of(draft: Draft) -> dict[str, str]:
    """A draft as the fields of a form."""
    return {
        "title": draft.title, "body": draft.body, "sources": "\n".join(draft.sources), "about": "\n".join(draft.about)
    }  # fmt: skip


def first_fields(question: Question) -> dict[str, str]:
    """The fields of an answer that nobody has begun."""
    return {"title": title_of(question.question), "body": "", "sources": "", "about": ""}


def draft_by_ask(desk: Desk, number: int, run: Path | None, base: int) -> int:
    """Keep what `ask` finds as the next version of an answer; returns its number. Overtaken as `add_draft`."""
    question = desk.question(number)
    answer = ask(question.question, library=desk.library, run=run)
    return desk.add_draft(number, draft_of(answer, desk.library), BY_ASK, base)


def in_words(error: InputError) -> str:
    """An error of the desk for somebody at a page: what is wrong, and what to do unless that is a command."""
    what = error.what[:1].upper() + error.what[1:]
    if any(sign in error.remedy for sign in COMMANDS):
        return f"{what}. " + _("Change the text below and save it again.")
    return f"{what}. {error.remedy}"


def lacking(desk: Desk, number: int) -> str:
    """Why the last version of an answer cannot be published; empty if it can."""
    try:
        desk.check_publishable(number)
    except InputError as error:
        return {
            "about": _("Say under “About the witness” who speaks."),
            "sources": _("Name the sources, one a line."),
        }.get(error.key or "", in_words(error))
    return ""
