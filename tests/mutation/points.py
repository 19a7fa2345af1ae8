"""Where a rule can be changed, and how: the mutants of a function's syntax tree.

A mutant changes one expression: a constant, a comparison, an `and`, a sum, a condition, what is returned. `mark`
writes all of them into the function at once, each behind a number: `choose(number, as written, changed)`. So one
compiled program holds every mutant, and a number in memory says which one is alive (`switch.py`). Tools that write a
file for each mutant (mutmut, cosmic-ray) would have everything compiled anew for each, a minute every time.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import NamedTuple

OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
AT_BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
ANOTHER: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
PICKS = {"min": "max", "max": "min"}
CHOOSE, IS_ALIVE, CHANGED = "choose_mutant", "is_alive", "changed_value"
FunctionNode = ast.FunctionDef
Put = Callable[[int, ast.expr, ast.expr], ast.expr]  # number, as written, changed -> what stands there


class Mutant(NamedTuple):
    """One change of one rule."""

    number: int
    module: str  # "inminban.rooms.file"
    rule: str
    line: int
    kind: str
    before: str
    after: str
    turn: int = 1  # 2 for the second change of the same words in one rule

    @property
    def institution(self) -> str:
        """The file's name."""
        return self.module.rpartition(".")[2]

    @property
    def rule_name(self) -> str:
        """File and rule."""
        return f"{self.institution}.{self.rule}"

    @property
    def name(self) -> str:
        """How a list of explained survivors names it: rule, what was written and what stands there instead."""
        again = f" ({self.turn})" if self.turn > 1 else ""
        return f"{self.rule_name}: {self.before} -> {self.after}{again}"


def call(name: str, *arguments: ast.expr) -> ast.Call:
    """A call of a function by name."""
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def behind(number: int, as_written: ast.expr, changed: ast.expr) -> ast.expr:
    """Both values are worked out, and the moment is noted when they differ."""
    return call(CHOOSE, ast.Constant(number), as_written, changed)


def behind_lazily(number: int, as_written: ast.expr, changed: ast.expr) -> ast.expr:
    """Only the value that is wanted is worked out: for plain Python, where the other one may raise an error."""
    return ast.IfExp(call(IS_ALIVE, ast.Constant(number)), changed, as_written)


def is_constant_name(node: ast.expr) -> bool:
    """Whether an expression is a named constant: SATURDAY, or a member of an enumeration."""
    if isinstance(node, ast.Name):
        return node.id.isupper() and len(node.id) > 1
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id[:1].isupper()


def changes(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Every change of one expression itself, its parts left as they are: (kind, changed expression)."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "constant", ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield from (("constant", ast.Constant(value)) for value in other_numbers(node.value))
    elif is_constant_name(node):
        yield "constant", call(CHANGED, node)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from changed_comparisons(node)
    elif isinstance(node, ast.BoolOp):
        yield from changed_conditions(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "negation", node.operand
    elif isinstance(node, ast.BinOp):
        yield from changed_sums(node)
    elif isinstance(node, ast.IfExp):
        yield from (("negation", ast.IfExp(test, node.body, node.orelse)) for _, test in turned(node.test))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PICKS:
        yield "bound", ast.Call(ast.Name(PICKS[node.func.id], ast.Load()), node.args, [])
        yield from (("bound", argument) for argument in node.args)


def turned(test: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """A condition turned round, where it is not itself an expression that is turned round anyway."""
    if not isinstance(test, ast.Compare | ast.UnaryOp):
        yield "negation", ast.UnaryOp(ast.Not(), test)


def other_numbers(value: int) -> Iterable[int]:
    """What a constant is changed to: one more, and twice as much."""
    return dict.fromkeys((value + 1, value * 2) if value != 0 else (1,))


def changed_comparisons(node: ast.Compare) -> Iterator[tuple[str, ast.expr]]:
    """A comparison turned round, and moved by its boundary."""
    operator = type(node.ops[0])
    for kind, table in (("negation", OPPOSITE), ("boundary", AT_BOUNDARY)):
        if operator in table:
            yield kind, ast.Compare(node.left, [table[operator]()], node.comparators)


def changed_conditions(node: ast.BoolOp) -> Iterator[tuple[str, ast.expr]]:
    """`and` for `or` and the other way round; each condition left out."""
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield "connection", ast.BoolOp(other, node.values)
    for at in range(len(node.values)):
        rest = [value for place, value in enumerate(node.values) if place != at]
        yield "condition left out", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def changed_sums(node: ast.BinOp) -> Iterator[tuple[str, ast.expr]]:
    """Plus for minus and the other way round; the second term or factor left out."""
    operator = type(node.op)
    if operator in ANOTHER:
        yield "sign", ast.BinOp(node.left, ANOTHER[operator](), node.right)
    if not isinstance(node.left, ast.Constant):
        yield "term left out", node.left


class Marker(ast.NodeTransformer):
    """Writes every mutant of a function into it, numbered from `first` on; `found` lists them."""

    def __init__(self, module: str, rule: str, first: int, put: Put) -> None:
        self.module, self.rule, self.first, self.put = module, rule, first, put
        self.found: list[Mutant] = []

    def visit(self, node: ast.AST) -> ast.AST:
        """An expression that is read becomes a choice; everything else is walked through."""
        if isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return self.choice(node, changes(node))
        walked: ast.AST = super().visit(node)
        return walked

    def visit_Return(self, node: ast.Return) -> ast.AST:
        """What is returned can be changed as a whole, where it is not one expression that is changed anyway."""
        if node.value is None or isinstance(node.value, ast.Tuple | ast.Constant | ast.Compare):
            return self.generic_visit(node)
        result = ("result", call(CHANGED, node.value))
        node.value = self.choice(node.value, [*changes(node.value), result])
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        """A condition can be turned round."""
        test, rest = node.test, self.statements(node)
        rest.test = self.choice(test, [*changes(test), *turned(test)])
        return rest

    def statements(self, node: ast.If) -> ast.If:
        """The statements of both branches, marked."""
        for branch in (node.body, node.orelse):
            branch[:] = [self.visit(part) for part in branch]  # type: ignore[misc]
        return node

    def choice(self, node: ast.expr, options: Iterable[tuple[str, ast.expr]]) -> ast.expr:
        """An expression behind the numbers of its changes, its parts marked too."""
        as_written, options = deepcopy(node), [(kind, deepcopy(change)) for kind, change in options]
        made = self.parts(node)
        for kind, change in options:
            number = self.first + len(self.found)
            before, after = ast.unparse(as_written), ast.unparse(change)
            self.found.append(Mutant(number, self.module, self.rule, as_written.lineno, kind, before, after))
            made = self.put(number, made, change)
        return made

    def parts(self, node: ast.expr) -> ast.expr:
        """An expression whose parts are marked; of a call the arguments."""
        if isinstance(node, ast.Subscript) and is_constant_name(node.value):
            node.slice = self.visit(node.slice)  # type: ignore[assignment]  # a table is no number
        elif isinstance(node, ast.Call):
            node.args = [self.visit(argument) for argument in node.args]  # type: ignore[misc]
        elif not isinstance(node, ast.Constant):
            self.generic_visit(node)
        return node


def numbered(mutants: list[Mutant]) -> Iterator[Mutant]:
    """The mutants of one rule; those of the same words are told apart by their turn."""
    seen: Counter[tuple[str, str]] = Counter()
    for one in mutants:
        seen[one.before, one.after] += 1
        yield one._replace(turn=seen[one.before, one.after])


def mark(
    source: str, module: str, first: int, is_rule: Callable[[FunctionNode], bool], put: Put = behind
) -> tuple[ast.Module, list[Mutant]]:
    """A module's syntax tree with the mutants of its rules written in, numbered from `first` on, and their list."""
    tree, found = ast.parse(source), list[Mutant]()
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and is_rule(function):
            marker = Marker(module, function.name, first + len(found), put)
            function.body = [marker.visit(statement) for statement in function.body]  # type: ignore[misc]
            found += numbered(marker.found)
    return ast.fix_missing_locations(tree), found
