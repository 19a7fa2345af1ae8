"""Which mutants the cases notice, in plain Python: `python -m tests.mutation.by_cases OUT.json`.

A file of its own because plain Python must be chosen before the package is imported.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from tests.mutation.load import import_plain
from tests.mutation.points import Mutant

Found = dict[str, str]  # of a mutant or changed number the case that noticed it


def rules_noticed(mutants: list[Mutant]) -> Found:
    """The first case that notices each mutant that any notices."""
    from tests.mutation import switch
    from tests.mutation.cases import Judge

    found: Found = {}
    by_module: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_module[mutant.institution].append(mutant)
    for institution, here in by_module.items():
        judge = Judge(institution)
        assert judge.first_wrong(judge.cases) is None, institution
        for mutant in here:
            switch.memory[switch.ALIVE] = mutant.number
            case = judge.first_wrong(judge.cases)
            if case is not None:
                found[mutant.name] = case
        switch.memory[switch.ALIVE] = switch.NOBODY
    return found


def numbers_noticed(institutions: list[str]) -> Found:
    """The first case that notices each changed number."""
    from tests.mutation.cases import Judge
    from tests.mutation.numbers import changed_numbers

    from inminban.numbers import parameters

    found: Found = {}
    for institution in institutions:
        judge = Judge(institution)
        with_numbers = [case for case in judge.cases if "p" in judge.arguments[case.name]]
        entries = parameters.entries(institution)
        for changes in changed_numbers(institution):
            for change in changes:
                as_written = dict(entries)
                change.put()
                case = judge.first_wrong(with_numbers, is_read_anew=True)
                entries.update(as_written)
                if case is not None:
                    found[change.name] = case
    return found


if __name__ == "__main__":
    listed = import_plain()
    from tests.cases.test_cases import INSTITUTIONS
    from tests.mutation.numbers import all_numbers, names_of
    from tests.mutation.record import NUMBER, RULE

    found = {RULE: rules_noticed(listed), NUMBER: numbers_noticed(INSTITUTIONS)}
    Path(sys.argv[1]).write_text(json.dumps({"names": names_of(listed, all_numbers([])), "noticed": found}, indent=1))
