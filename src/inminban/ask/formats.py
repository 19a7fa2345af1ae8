"""An answer as text, Markdown, HTML or JSON. Text of readers and witnesses is always escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cache

import jinja2

from inminban.ask.answer import Answer
from inminban.ask.sections import OFFERS, SOURCES, Section, sections
from inminban.core.characters import escaped_in_json, shown
from inminban.evidence.severity import as_plain as plain_verdict
from inminban.testimony.clean_text import one_line
from inminban.testimony.records import Passage

MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:$^=\"'/@])")


def as_text(answer: Answer) -> str:
    """Plain text for a terminal."""
    lines = [one_line(answer.question.text), ""]
    for section in sections(answer):
        lines += [section.heading.upper(), ""] if section.heading else []
        lines += [section.before] if section.before else []
        for item, under in section.items:
            lines.append(f"- {one_line(item)}")
            lines += [f"    {one_line(line)}" for line in under]
        lines += [section.after] if section.after else []
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def as_markdown(answer: Answer) -> str:
    """Markdown in which text of readers and witnesses stays plain text."""
    return f"# {escaped(answer.question.text)}\n\n{in_markdown(sections(answer))}"


def body_as_markdown(answer: Answer) -> str:
    """The same without title, sources and further questions, for a page that has these in their own places."""
    return in_markdown(one for one in sections(answer) if one.heading not in (SOURCES, OFFERS))


def in_markdown(made: Iterable[Section]) -> str:
    """Sections in Markdown."""
    lines: list[str] = []
    for section in made:
        lines += [f"## {section.heading}", ""] if section.heading else []
        lines += [escaped(section.before), ""] if section.before else []
        for item, under in section.items:
            lines.append(f"- {escaped(item)}")
            lines += [f"  - {escaped(line)}" for line in under]
        lines += [""] if section.items else []
        lines += [escaped(section.after), ""] if section.after else []
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """Text on one line in which nothing has a meaning in Markdown or HTML."""
    return MARKDOWN_SIGNS.sub(r"\\\1", one_line(text))


def as_html(answer: Answer) -> str:
    """One HTML page without scripts that loads nothing from a network."""
    return environment().get_template("ask_page.html").render(
        answer=answer, sections=sections(answer), pieces=pieces, passages=answer.passages
    )  # fmt: skip


@cache
def environment() -> jinja2.Environment:
    """The templates, with escaping switched on."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("inminban.ask"), autoescape=True, undefined=jinja2.StrictUndefined,
        finalize=shown,         trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def pieces(passage: Passage) -> list[tuple[str, bool]]:
    """A passage cut at its marks: pieces of text, each with whether it is a hit."""
    found, at = [], 0
    for mark in passage.marked:
        found += [(passage.text[at : mark.start], False), (passage.text[mark.start : mark.end], True)]
        at = mark.end
    return [piece for piece in (*found, (passage.text[at:], False)) if piece[0]]


def as_plain(answer: Answer) -> dict[str, object]:
    """The answer as plain data, ready for JSON."""
    content: dict[str, object] = asdict(answer)
    content["question"] = {**answer.question._asdict(), "is_understood": answer.is_understood}
    content["witnesses"] = [
        {**one._asdict(), "verdicts": [plain_verdict(verdict) for verdict in one.verdicts]} for one in answer.witnesses
    ]
    content["facts"] = [one._asdict() for one in answer.facts]
    content["passages"] = [
        {**one._asdict(), "marked": [mark._asdict() for mark in one.marked]} for one in answer.passages
    ]
    content["run"] = answer.run._asdict() if answer.run else None
    content["life"] = answer.life._asdict() if answer.life else None
    return {**content, "sources": list(answer.sources)}


def as_json(answer: Answer) -> str:
    """JSON for other programs."""
    return escaped_in_json(json.dumps(as_plain(answer), ensure_ascii=False, indent=2, default=str)) + "\n"


FORMATS: dict[str, Callable[[Answer], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "json": as_json,
}
