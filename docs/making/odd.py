"""The model description by the ODD protocol (2020 update), made from the code.

The frame is `odd.md` beside this file: purpose and design concepts, written by hand. What can be read from the code is
read from it: state variables, the order of steps, draws, patterns, first day, inputs, submodels. `missing` says what of
the model does not stand in a description.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Callable
from pathlib import Path

from docs.making.code import Code, the_code
from docs.making.order import FIRST_DAY, WEEK, Step, is_leaf, steps
from docs.making.submodels import (
    RULES,
    cell,
    helpers,
    number_anchor,
    plain,
    rule_anchor,
    rules_of,
    submodels,
)

import inminban
from inminban.core import columns
from inminban.core.column import Column
from inminban.evidence import Record, claims, figures
from inminban.numbers import parameters
from inminban.numbers.country import COUNTRY, table_names

FRAME = Path(__file__).with_name("odd.md")
PLACE = re.compile(r"^\{\{(\w+)\}\}$", re.MULTILINE)
TABLES = {
    "People": columns.PEOPLE,
    "Households": columns.HOUSEHOLDS,
    "Neighbourhood units (inminban)": columns.UNITS,
    "Workplaces and schools": columns.WORKPLACES,
    "Counties": columns.COUNTIES,
}
DEEPEST = 9
LONGEST_CONDITION = 90


def description(code: Code | None = None) -> str:
    """The whole description as Markdown. KeyError for a place of the frame that nothing fills."""
    read = code or the_code()
    return PLACE.sub(lambda found: PARTS[found[1]](read), FRAME.read_text(encoding="utf-8"))


def version(code: Code) -> str:
    """The version described, and how much of it is here."""
    n_rules = sum(len(rules_of(module)) for name, module in code.modules.items() if name.startswith(RULES))
    n_numbers = len(parameters.all_entries())
    n_steps = len({step.name for step in steps(code, WEEK)})
    return (
        f"This is the description of version {inminban.__version__}: {n_rules} rules, {n_numbers} numbers, and "
        f"{n_steps} functions in the order of the week. All three are read from the code when this page is made, and a "
        "test fails when one of them is missing here."
    )


def patterns(code: Code) -> str:
    """The claims and figures that a run is compared with, by topic of their checks."""
    lines = ["| | what a run is compared with | source | checks |", "|---|---|---|--:|"]
    lines += [pattern(record) for record in (*claims(), *figures())]
    return "\n".join(lines)


def pattern(record: Record) -> str:
    """One row: a claim or figure."""
    return f"| {record.id} | {cell(record.content.says)} | {record.content.source} | {len(record.content.check)} |"


def entities(code: Code) -> str:
    """Every state variable, with type, range, unit and meaning."""
    return "\n\n".join(f"#### {name}\n\n{variables(table)}" for name, table in TABLES.items())


def variables(table: dict[str, Column]) -> str:
    """The columns of one kind of entity."""
    lines = ["| variable | meaning | unit or kind | range | values |", "|---|---|---|---|--:|"]
    for name, column in table.items():
        span = f"{column.low:,} to {column.high:,}"
        lines.append(f"| `{name}` | {cell(column.meaning)} | {cell(column.unit)} | {span} | {column.width} |")
    return "\n".join(lines)


def order(code: Code) -> str:
    """The order of the week."""
    return "\n".join(line(step, code) for step in steps(code, WEEK) if step.depth)


def first_day(code: Code) -> str:
    """The order in which the people of the first day are made."""
    return "\n".join(line(step, code) for step in steps(code, FIRST_DAY) if step.depth)


def line(step: Step, code: Code) -> str:
    """One step as an item of a nested list; a rule leads to its description."""
    indent = "    " * (min(step.depth, DEEPEST) - 1)
    name = step.name.rpartition(".")[2]
    when = "; ".join(shown(one) for one in step.conditions[-2:] if not one.startswith("for each"))
    before = f"*{when}:* " if when else ""
    if is_leaf(code, step.name):
        institution = step.name.split(".")[2]
        return f"{indent}- {before}rule [{institution}.{name}](#{rule_anchor(institution, name)})"
    if not step.is_first:
        return f"{indent}- {before}`{name}` (as above)"
    function = code.function(step.name)
    says = (ast.get_docstring(function) or "" if function else "").split("\n\n")[0]
    return f"{indent}- {before}`{name}` {plain(' '.join(says.split()))}"


def shown(condition: str) -> str:
    """A condition as code, cut if it is long."""
    word, _, rest = condition.partition(" ")
    rest = " ".join(rest.split()).replace("`", "'")
    return f"{word} `{rest if len(rest) <= LONGEST_CONDITION else rest[:LONGEST_CONDITION] + ' …'}`"


def draws(code: Code) -> str:
    """What random draws are for, by the stream they come from."""
    module = code.modules["inminban.core.draws"]
    purposes = module.definitions["Draw"]
    assert isinstance(purposes, ast.ClassDef)
    groups: dict[str, list[str]] = {}
    for node in purposes.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
            stream = (
                ast.unparse(node.value.args[0]).rpartition(".")[2].removeprefix("STREAM_").lower().replace("_", " ")
            )
            groups.setdefault(stream, []).append(node.targets[0].id.lower().replace("_", " "))
    lines = ["| stream | decisions, each with bits of its own |", "|---|---|"]
    return "\n".join([*lines, *(f"| {stream} | {', '.join(names)} |" for stream, names in groups.items())])


def inputs(code: Code) -> str:
    """The tables of the country: columns, rows, years, sources."""
    lines = ["| table | columns | rows | sources |", "|---|---|--:|---|"]
    for name in table_names():
        with (COUNTRY / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        sources = ", ".join(sorted({row["source"] for row in rows}))
        shown_columns = ", ".join(column for column in rows[0] if column not in ("source", "note", "confidence"))
        lines.append(f"| `{name}` | {cell(shown_columns)} | {len(rows):,} | {sources} |")
    return "\n".join(lines)


PARTS: dict[str, Callable[[Code], str]] = {
    "version": version, "patterns": patterns, "entities": entities, "order": order, "draws": draws,
    "first_day": first_day, "inputs": inputs, "helpers": helpers, "submodels": submodels,
}  # fmt: skip


def missing(text: str, code: Code | None = None) -> list[str]:
    """Rules, numbers, steps, variables and tables of the model that a description lacks, by name."""
    read = code or the_code()
    wanted = {
        f"rule {name}.{function.name}": f"{{#{rule_anchor(name.rpartition('.')[2], function.name)}}}"
        for name, module in read.modules.items() if name.startswith(RULES) for function in rules_of(module)
    }  # fmt: skip
    for entry in parameters.all_entries():
        wanted[f"number {entry.institution}.{entry.name}"] = f'id="{number_anchor(entry.institution, entry.name)}"'
    for start in (WEEK, FIRST_DAY):
        for step in steps(read, start)[1:]:
            name = step.name.rpartition(".")[2]
            is_rule = is_leaf(read, step.name)
            wanted[f"step {step.name}"] = f"rule [{step.name.split('.')[2]}.{name}](" if is_rule else f"- `{name}`"
    wanted |= {f"variable {name}": f"| `{name}` |" for table in TABLES.values() for name in table}
    wanted |= {f"table {name}": f"| `{name}` |" for name in table_names()}
    return [what for what, sign in wanted.items() if sign not in text and not is_step_with_condition(sign, text)]


def is_step_with_condition(sign: str, text: str) -> bool:
    """Whether a step stands in a text after the condition under which it is done."""
    return sign.startswith("- `") and f":* {sign.removeprefix('- ')}" in text
