"""Pages of reference made from the code: commands, parameters, claims and figures, scenarios, sources."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import cast

import click
import typer
from docs.making.submodels import cell, number_table, title_of

from inminban.cli.main import app
from inminban.evidence import Record, claims, figures
from inminban.evidence.records import Check, Claim, Figure
from inminban.numbers import parameters
from inminban.numbers.parameters import known_sources, scenario_names
from inminban.numbers.parameters.scenarios import scenario_text

MADE = "*Made from the program; do not edit.*"


def commands() -> str:
    """Every command with its arguments and options."""
    context = click.Context(cast(click.Command, typer.main.get_command(app)), info_name="inminban")
    head = [
        "# Commands", MADE, "`inminban COMMAND --help` prints the same.",
        "Exit codes: 0 done; 1 a question that was not understood; 2 a bad argument, file or folder; 130 stopped.",
    ]  # fmt: skip
    return "\n\n".join([*head, *of_command(context)]) + "\n"


def of_command(context: click.Context) -> Iterator[str]:
    """A command's text, then those of its commands."""
    command = context.command
    yield f"## {context.command_path}"
    if command.help:
        yield "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(command.help).split("\n\n"))
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"```\n{usage}\n```"
    rows = [row for parameter in command.get_params(context) if (row := of_parameter(parameter, context))]
    if rows:
        yield "\n".join(["| argument or option | |", "|---|---|", *rows])
    inner: Mapping[str, click.Command] = getattr(command, "commands", {})
    for name, one in inner.items():
        if not one.hidden:
            yield from of_command(click.Context(one, info_name=name, parent=context))


def of_parameter(parameter: click.Parameter, context: click.Context) -> str:
    """One row: an argument or option and what it does; "" for those that every command has."""
    if parameter.name == "help":
        return ""
    if (record := parameter.get_help_record(context)) is None:
        return ""
    name, text = record
    return f"| `{name.replace('|', chr(92) + '|')}` | {cell(text)} |"


def parameter_page() -> str:
    """All numbers by institution."""
    counts = {kind: sum(entry.kind == kind for entry in parameters.all_entries()) for kind in kinds()}
    told = ", ".join(f"{n} {kind}" for kind, n in counts.items())
    parts = [
        "# Parameters",
        MADE,
        f"{len(parameters.all_entries())} numbers: {told}. A value has a range in brackets where one is known, and a "
        "source with its confidence ([sources](sources.md)). An assumption gives its reason in italics. A scenario may "
        "replace any of them ([a scenario of your own](../tutorials/own-scenario.md)).",
    ]
    for name in parameters.institutions():
        parts += [f"## {title_of(name)}", number_table(name)]
    return "\n\n".join(parts) + "\n"


def kinds() -> list[str]:
    """Kinds of numbers, in order of their names."""
    return sorted({entry.kind for entry in parameters.all_entries()})


def claim_page() -> str:
    """All claims and figures with their checks."""
    parts = [
        "# Claims and figures",
        MADE,
        "What a run is compared with. Claims of witnesses are paraphrased; the paragraph is that of the text.",
    ]
    by_source: dict[str, list[Record]] = {}
    for record in claims():
        by_source.setdefault(record.content.source, []).append(record)
    for source, records in by_source.items():
        parts += [f"## {known_sources()[source].title}", *(of_record(record) for record in records)]
    parts += ["## Published figures", *(of_record(record) for record in figures())]
    return "\n\n".join(parts) + "\n"


def of_record(record: Record) -> str:
    """One claim or figure."""
    content = record.content
    span = "–".join(str(year) for year in dict.fromkeys(content.years))
    lines = [f"### {record.id}", f"{content.says} ({content.source}, {span})"]
    if isinstance(content, Claim):
        lines.append(
            f"Paragraphs {', '.join(map(str, content.paragraph))}. In the model: {', '.join(content.mechanism)}."
        )
    if isinstance(content, Figure):
        lines.append(content.covers)
    if content.untested_because:
        lines.append(f"*Not tested:* {content.untested_because}" if not content.check else content.untested_because)
    lines += ["\n".join(f"- {of_check(check)}" for check in content.check)] if content.check else []
    return "\n\n".join(lines)


def of_check(check: Check) -> str:
    """One check in a line."""
    if check.compare == "between":
        wanted = f"between {check.low:,g} and {check.high:,g} ({check.bounds})"
    elif check.against is not None:
        wanted = f"{check.compare} than the other side"
    else:
        wanted = check.compare + (f" along {check.along}" if check.along else "")
    return f"{check.label}: `{check.metric}` {wanted}" + (f". {check.note}" if check.note else "")


def scenario_page() -> str:
    """All scenarios with what they change."""
    about = "A scenario says what differs from history. Two with the same seed and people share all random draws."
    parts = ["# Scenarios", MADE, about]
    for name in scenario_names():
        text = scenario_text(name)
        parts += [f"## {name}", f"**{text.label}.** {' '.join(text.description.split())} {text.reason}".strip()]
        off = [f"- the rules of `{one}` are off" for one in text.mechanisms.off]
        changed = [
            f"- `{institution}.{key}` is {written(changed.value)} {changed.unit}"
            for institution, keys in text.parameters.items()
            for key, changed in keys.items()
        ]
        parts += ["\n".join([*off, *changed])] if off or changed else ["Nothing is changed."]
    return "\n\n".join(parts) + "\n"


def written(value: object) -> str:
    """A value of a scenario as text: one number, or one for each member."""
    return ", ".join(f"{name}={one}" for name, one in value.items()) if isinstance(value, dict) else str(value)


def source_page() -> str:
    """All sources of numbers, claims and tables."""
    head = ["| key | title | organisation | year | kind, confidence | |", "|---|---|---|--:|---|---|"]
    rows = [
        f"| `{key}` | {cell(one.title)} | {cell(one.organisation)} | {one.year} | {one.kind}, {one.confidence} | "
        f"{cell(one.note)} |"
        for key, one in sorted(known_sources().items())
    ]
    return "\n".join(["# Sources", "", MADE, "", *head, *rows]) + "\n"
