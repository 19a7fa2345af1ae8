"""Submodels: each institution with its account, constants, numbers and rules, as Markdown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import escape

from docs.making.code import Code, Module, is_rule
from docs.making.formulas import formula

from inminban.numbers import parameters
from inminban.numbers.parameters import Entry

RULES = "inminban.rules."
HELPERS = ("inminban.core.arithmetic", "inminban.core.random", "inminban.core.beliefs", "inminban.core.money")
LEFT_HALF = re.compile(r"`+")


def title_of(name: str) -> str:
    """The name of an institution as a heading."""
    return name.replace("_", " ").capitalize()


def cell(text: str) -> str:
    """A text that fits into one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def rules_of(module: Module) -> list[ast.FunctionDef]:
    """The rules of a module, in the order of its text."""
    return [one for one in module.definitions.values() if isinstance(one, ast.FunctionDef) and is_rule(one)]


def number_anchor(institution: str, name: str) -> str:
    """The anchor of a number in the model description."""
    return f"number-{institution}-{name}"


def rule_anchor(institution: str, name: str) -> str:
    """The anchor of a rule in the model description."""
    return f"rule-{institution}-{name}"


def submodels(code: Code) -> str:
    """All institutions, in alphabetical order, then the numbers that no institution of the rules has."""
    modules = [one for name, one in code.modules.items() if name.startswith(RULES)]
    told = {one.name.rpartition(".")[2] for one in modules}
    rest = [name for name in parameters.institutions() if name not in told]
    return "\n\n".join([*(institution(one) for one in modules), *(numbers_alone(name) for name in rest)])


def institution(module: Module) -> str:
    """One institution."""
    name = module.name.rpartition(".")[2]
    parts = [f"### {title_of(name)} {{#model-{name}}}", plain(module.doc)]
    if constants := list(constants_of(module)):
        parts += ["**Constants.**", "\n".join(["| constant | value | |", "|---|---|---|", *constants])]
    if name in parameters.institutions():
        parts += ["**Numbers.**", number_table(name)]
    parts += [rule(function, name) for function in rules_of(module)]
    return "\n\n".join(parts)


def numbers_alone(name: str) -> str:
    """Numbers of the population and of the first day, which no rule of an institution has."""
    return f"### {title_of(name)} {{#model-{name}}}\n\nNumbers used when the people are made.\n\n{number_table(name)}"


def constants_of(module: Module) -> Iterator[str]:
    """Rows of the constants of a module, with the comments beside them."""
    for node in module.tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.Assign) and isinstance(target, ast.Name) and target.id.isupper():
            line = module.lines[node.lineno - 1]
            comment = line.partition("  # ")[2] if node.lineno == node.end_lineno else ""
            above = module.lines[node.lineno - 2] if node.lineno > 1 else ""
            comment = comment or (above.removeprefix("# ") if above.startswith("# ") else "")
            yield f"| `{target.id}` | `{cell(ast.unparse(node.value))}` | {cell(comment)} |"


def number_table(name: str) -> str:
    """The numbers of an institution: value by date with range, unit, kind, source, reason."""
    lines = ["| number | meaning | value and range | kind | source |", "|---|---|---|---|---|"]
    lines += [number_row(entry) for entry in parameters.entries(name).values()]
    return "\n".join(lines)


def number_row(entry: Entry) -> str:
    """One row: the values by date, newest last."""
    values = "<br>".join(value_of(entry, at) for at in range(len(entry.rows)))
    sources = "<br>".join(dict.fromkeys(f"{row.source} ({row.confidence})" for row in entry.rows))
    meaning = cell(entry.label) + (f". *{cell(entry.reason)}*" if entry.reason else "")
    meaning += f" (claims {', '.join(entry.claims)})" if entry.claims else ""
    anchor = number_anchor(entry.institution, entry.name)
    return f'| <a id="{anchor}"></a>`{entry.name}` | {meaning} | {values} | {entry.kind} | {sources} |'


def value_of(entry: Entry, at: int) -> str:
    """A value with its unit and range, and from when it is in force."""
    row = entry.rows[at]
    value, low, high = (cell(one) for one in row.written)
    unit = "" if entry.unit == "bool" else f" {entry.unit}"
    text = f"{value}{unit}" + (f" ({low} to {high})" if low and high else "")
    return text if len(entry.rows) == 1 else f"from {row.since}: {text}"


def rule(function: ast.FunctionDef, institution_name: str) -> str:
    """One rule: name, what it says, its arguments, its formula."""
    arguments = ", ".join(one.arg for one in function.args.args if one.arg != "p")
    head = f"#### {function.name} {{#{rule_anchor(institution_name, function.name)}}}"
    text = plain(ast.get_docstring(function) or "")
    return f"{head}\n\n{text}\n\n{as_block(function, institution_name, arguments)}"


def as_block(function: ast.FunctionDef, institution_name: str, arguments: str) -> str:
    """The formula of a rule as a block of HTML."""

    def link(name: str) -> str:
        is_number = institution_name in parameters.institutions() and name in parameters.entries(institution_name)
        shown = f"<i>{escape(name)}</i>"
        return f'<a href="#{number_anchor(institution_name, name)}">{shown}</a>' if is_number else shown

    return f'<div class="formula">{function.name}({arguments}):\n{formula(function, link)}</div>'


def helpers(code: Code) -> str:
    """Functions that many rules use: rounding, shares, draws."""
    used = {use.target for name, module in code.modules.items() if name.startswith(RULES)
            for function in rules_of(module) for use in code.uses(f"{name}.{function.name}")}  # fmt: skip
    parts = []
    for module_name in HELPERS:
        module = code.modules[module_name]
        for function in rules_of(module):
            if f"{module_name}.{function.name}" in used:
                arguments = ", ".join(one.arg for one in function.args.args)
                block = as_block(function, module_name, arguments)
                parts.append(f"**`{function.name}`** {plain(ast.get_docstring(function) or '')}\n\n{block}")
    return "\n\n".join(parts)


def plain(doc: str) -> str:
    """A docstring as Markdown: paragraphs joined, signs of HTML kept as they are read."""
    return doc.replace("<", "&lt;").replace("*", "\\*")
