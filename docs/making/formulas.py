"""A rule's text as a formula: its lines in the signs of mathematics, each number of a parameter file a link.

Nothing is simplified: every statement of the rule stands in the formula. All quantities are whole numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from html import escape

BINARY: dict[type[ast.operator], str] = {
    ast.Add: " + ", ast.Sub: " − ", ast.Mult: " · ", ast.BitOr: " ∨ ", ast.BitAnd: " ∧ ", ast.Mod: " mod ",
    ast.Pow: "^", ast.BitXor: " ⊕ ",
}  # fmt: skip
COMPARED: dict[type[ast.cmpop], str] = {
    ast.Eq: " = ", ast.NotEq: " ≠ ", ast.Lt: " < ", ast.LtE: " ≤ ", ast.Gt: " > ", ast.GtE: " ≥ ",
    ast.In: " is one of ", ast.NotIn: " is none of ", ast.Is: " is ", ast.IsNot: " is not ",
}  # fmt: skip
TIGHT = (ast.Name, ast.Constant, ast.Attribute, ast.Call, ast.Subscript)
LOOSE = (ast.Add, ast.Sub)
INDENT = "    "
Link = Callable[[str], str]


def formula(function: ast.FunctionDef, link: Link) -> str:
    """A rule's body as lines of HTML; `link(name)` gives the HTML of a parameter `p.name`."""
    return "\n".join(Writer(link).block(without_doc(function.body), 0))


def without_doc(body: list[ast.stmt]) -> list[ast.stmt]:
    """Statements without the docstring."""
    first = body[0] if body else None
    is_doc = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_doc else body


class Writer:
    """Writes statements and expressions; a form that has no sign here stands as it is in the program."""

    def __init__(self, link: Link) -> None:
        self.link = link

    def block(self, body: list[ast.stmt], depth: int) -> list[str]:
        """The lines of some statements."""
        return [line for statement in body for line in self.statement(statement, depth)]

    def statement(self, node: ast.stmt, depth: int) -> list[str]:
        """The lines of one statement."""
        space = INDENT * depth
        if isinstance(node, ast.Return):
            return [f"{space}result: {self.value(node.value)}" if node.value else f"{space}end"]
        if isinstance(node, ast.Assign):
            return [f"{space}{self.value(target)} ← {self.value(node.value)}" for target in node.targets]
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            return [f"{space}{self.value(node.target)} ← {self.value(node.value)}"]
        if isinstance(node, ast.AugAssign):
            changed = ast.BinOp(node.target, node.op, node.value)
            return [f"{space}{self.value(node.target)} ← {self.value(changed)}"]
        if isinstance(node, ast.If):
            return self.branches(node, depth)
        if isinstance(node, ast.For):
            head = f"{space}for {self.value(node.target)} in {self.value(node.iter)}:"
            return [head, *self.block(node.body, depth + 1)]
        if isinstance(node, ast.While):
            return [f"{space}while {self.value(node.test)}:", *self.block(node.body, depth + 1)]
        if isinstance(node, ast.Raise):
            return [f"{space}error"]
        if isinstance(node, ast.Expr):
            return [space + self.value(node.value)]
        if isinstance(node, ast.Break | ast.Continue | ast.Pass):
            return [space + type(node).__name__.lower()]
        return [space + one for one in escape(ast.unparse(node)).splitlines()]

    def branches(self, node: ast.If, depth: int) -> list[str]:
        """The lines of a condition."""
        space = INDENT * depth
        lines = [f"{space}if {self.value(node.test)}:", *self.block(node.body, depth + 1)]
        return [*lines, f"{space}otherwise:", *self.block(node.orelse, depth + 1)] if node.orelse else lines

    def value(self, node: ast.expr) -> str:
        """One expression."""
        name = f"_{type(node).__name__.lower()}"
        return str(getattr(self, name)(node)) if hasattr(self, name) else escape(ast.unparse(node))

    def inner(self, node: ast.expr) -> str:
        """One expression inside another, in brackets where it needs them."""
        text = self.value(node)
        is_floor = isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv | ast.RShift)
        return text if isinstance(node, TIGHT) or is_floor else f"({text})"

    def _name(self, node: ast.Name) -> str:
        return escape(node.id)

    def _constant(self, node: ast.Constant) -> str:
        return f"{node.value:,}" if type(node.value) is int else escape(repr(node.value))

    def _attribute(self, node: ast.Attribute) -> str:
        if isinstance(node.value, ast.Name) and node.value.id == "p":
            return self.link(node.attr)
        return f"{self.value(node.value)}.{escape(node.attr)}"

    def _binop(self, node: ast.BinOp) -> str:
        left, right, sign = node.left, node.right, node.op
        if isinstance(sign, ast.FloorDiv):
            return f"⌊{self.factor(left)} / {self.inner(right)}⌋"
        if isinstance(sign, ast.RShift):
            return f"⌊{self.factor(left)} / 2^{self.inner(right)}⌋"
        if isinstance(sign, ast.LShift):
            power = f"2^{self.inner(right)}"
            return power if isinstance(left, ast.Constant) and left.value == 1 else f"{self.inner(left)} · {power}"
        if isinstance(sign, ast.Add | ast.Sub):
            first = self.value(left) if is_of(left, (*LOOSE, ast.Mult)) else self.inner(left)
            second = self.value(right) if is_of(right, (ast.Mult,)) else self.inner(right)
            return f"{first}{BINARY[type(sign)]}{second}"
        return f"{self.factor(left)}{BINARY[type(sign)]}{self.inner(right)}"

    def factor(self, node: ast.expr) -> str:
        """The left side of a product or quotient."""
        return self.value(node) if is_of(node, (ast.Mult,)) else self.inner(node)

    def _compare(self, node: ast.Compare) -> str:
        parts = [self.value(node.left)]
        for sign, right in zip(node.ops, node.comparators, strict=True):
            parts.append(escape(COMPARED[type(sign)]) + self.value(right))
        return "".join(parts)

    def _boolop(self, node: ast.BoolOp) -> str:
        word = " and " if isinstance(node.op, ast.And) else " or "
        return word.join(
            self.inner(one) if isinstance(one, ast.BoolOp | ast.IfExp) else self.value(one) for one in node.values
        )

    def _unaryop(self, node: ast.UnaryOp) -> str:
        signs: dict[type[ast.unaryop], str] = {
            ast.USub: "−",
            ast.Not: "not ",
            ast.Invert: "complement of ",
            ast.UAdd: "",
        }
        return signs[type(node.op)] + self.inner(node.operand)

    def _ifexp(self, node: ast.IfExp) -> str:
        return f"{{{self.value(node.body)} if {self.value(node.test)}; {self.value(node.orelse)} otherwise}}"

    def _call(self, node: ast.Call) -> str:
        arguments = [self.value(one) for one in node.args] + [
            f"{one.arg}: {self.value(one.value)}" for one in node.keywords
        ]
        return f"{self.value(node.func)}({', '.join(arguments)})"

    def _subscript(self, node: ast.Subscript) -> str:
        return f"{self.value(node.value)}[{self.value(node.slice)}]"

    def _tuple(self, node: ast.Tuple) -> str:
        return f"({', '.join(self.value(one) for one in node.elts)})"

    def _starred(self, node: ast.Starred) -> str:
        return f"all of {self.inner(node.value)}"


def is_of(node: ast.expr, signs: tuple[type[ast.operator], ...]) -> bool:
    """Whether an expression is joined by one of these signs."""
    return isinstance(node, ast.BinOp) and isinstance(node.op, signs)
