"""An answer as text, Markdown, HTML or JSON, all from its sections. Text from outside is always escaped."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache

import jinja2
from markupsafe import Markup

from inminban.ask.chart_svg import svg, vega_lite
from inminban.ask.markdown import escaped, table
from inminban.ask.sections import Section, sections
from inminban.ask.structure import Answer, Table
from inminban.ask.wording.sentences import say
from inminban.core.characters import escaped_in_json, shown
from inminban.evidence.severity import as_plain as plain_verdict
from inminban.report.look import house_style
from inminban.testimony.clean_text import one_line
from inminban.testimony.records import Passage


def as_text(answer: Answer) -> str:
    """Plain text for a terminal; the only form that names a command."""
    lines = [one_line(answer.text), ""]
    for one in sections(answer):
        lines += [one.heading.upper(), ""] if one.heading else []
        lines += [line for paragraph in one.paragraphs for line in (one_line(paragraph), "")]
        lines += [*text_table(one.table), ""] if one.table else []
        for number, (item, under) in enumerate(one.items, start=1):
            lines.append(f"{f'{number}.' if one.is_choice else '-'} {one_line(item)}")
            lines += [f"    {one_line(line)}" for line in under]
        lines += [""] if one.items else []
    steps = [step for part in (answer.parts or (answer,)) for step in part.steps]
    lines += [say("next_command", answer.language), *(f"    {step}" for step in steps)] if steps else []
    return "\n".join(lines).rstrip() + "\n"


def text_table(made: Table) -> list[str]:
    """A table in columns."""
    rows = [made.heads, *made.rows]
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            one.ljust(size) if number == 0 else one.rjust(size)
            for number, (one, size) in enumerate(zip(row, wide, strict=True))
        )
        for row in rows
    ]
    return [made.title, "", *(line.rstrip() for line in lines)]


def as_markdown(answer: Answer) -> str:
    """Markdown in which text of readers and witnesses stays plain text."""
    lines = [f"# {escaped(answer.text)}", ""]
    for one in sections(answer):
        lines += [f"## {escaped(one.heading)}", ""] if one.heading else []
        lines += markdown_section(one)
    return "\n".join(lines).rstrip() + "\n"


def markdown_section(one: Section) -> list[str]:
    """A section without its heading."""
    lines = [line for paragraph in one.paragraphs for line in (escaped(paragraph), "")]
    if one.table:
        lines += [f"{escaped(one.table.title)}:", "", *table(one.table.heads, one.table.rows), ""]
    for number, (item, under) in enumerate(one.items, start=1):
        lines.append(f"{f'{number}.' if one.is_choice else '-'} {escaped(item)}")
        lines += [f"  - {escaped(line)}" for line in under]
    return [*lines, ""] if one.items else lines


def as_html(answer: Answer) -> str:
    """One HTML page without scripts that loads nothing from a network."""
    return environment().get_template("answer.html").render(
        answer=answer, sections=sections(answer), picture=lambda chart: Markup(svg(chart)), pieces=pieces,
        passages=answer.passages, house=Markup(house_style()),
    )  # fmt: skip


@cache
def environment() -> jinja2.Environment:
    """The templates, with escaping switched on."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("inminban.ask"), autoescape=True, undefined=jinja2.StrictUndefined,
        finalize=shown, trim_blocks=True, lstrip_blocks=True,
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
    content: dict[str, object] = {**asdict(answer), "request": answer.request.model_dump(exclude_defaults=True)}
    content["kind"], content["language"], content["text"] = answer.kind, answer.language, answer.text
    content["numbers"] = [one._asdict() for one in answer.numbers]
    content["table"] = answer.table._asdict() if answer.table else None
    content["chart"] = vega_lite(answer.chart) if answer.chart else None
    content["witnesses"] = [
        {**one._asdict(), "verdicts": [plain_verdict(verdict) for verdict in one.verdicts]} for one in answer.witnesses
    ]
    for name, figures in (("published", answer.published), ("unlisted", answer.unlisted)):
        content[name] = [{**one._asdict(), "verdict": plain_verdict(one.verdict)} for one in figures]
    content["passages"] = [
        {**one._asdict(), "marked": [mark._asdict() for mark in one.marked]} for one in answer.passages
    ]
    behind, life = answer.behind, answer.life
    content["behind"] = (
        {**behind._asdict(), "assumptions": [one._asdict() for one in behind.assumptions]} if behind else None
    )
    content["life"] = {**life._asdict(), "numbers": [one._asdict() for one in life.numbers]} if life else None
    content["run"] = answer.run._asdict() if answer.run else None
    content["agreement"] = answer.agreement
    content["parts"] = [as_plain(part) for part in answer.parts]
    return content


def as_json(answer: Answer) -> str:
    """JSON for other programs."""
    return escaped_in_json(json.dumps(as_plain(answer), ensure_ascii=False, indent=2, default=str)) + "\n"


FORMATS: dict[str, Callable[[Answer], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "json": as_json,
}
