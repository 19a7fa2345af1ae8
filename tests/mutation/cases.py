"""Which mutants the cases notice: every case of the institution, as plain Python, with the mutant alive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.cases.test_cases import Case, arguments_of, as_number, read_cases, rules_of


class Judge:
    """The cases of an institution, read once."""

    def __init__(self, institution: str) -> None:
        self.cases = read_cases(institution)
        self.rules = rules_of(institution)
        self.arguments = {case.name: arguments_of(case) for case in self.cases}

    def is_right(self, case: Case, arguments: dict[str, Any]) -> bool:
        """Whether the rule answers as the case says; an error is no answer."""
        try:
            return bool(self.rules[case.rule](**arguments) == as_number(case.expect, "expect"))
        except (ArithmeticError, LookupError, ValueError):
            return False

    def first_wrong(self, cases: Iterable[Case], is_read_anew: bool = False) -> str | None:
        """Name of the first case that is answered wrongly; with `is_read_anew` its parameters are loaded again."""
        for case in cases:
            if not self.is_right(case, arguments_of(case) if is_read_anew else self.arguments[case.name]):
                return case.name
        return None
