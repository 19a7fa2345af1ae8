"""What it is like to be somebody: the day and the year of a group in a few measures; the life itself follows."""

from __future__ import annotations

from inminban.ask.answers.common import no_number, notes_on, numbers_of
from inminban.ask.answers.level import more_pairs, table
from inminban.ask.asking import Asking
from inminban.ask.structure import Found
from inminban.ask.wording.sentences import capital
from inminban.measures.catalogue import MEASURES

USUAL = (
    "time_taken", "work_time", "market_time", "home_time", "pay_in_rice", "market_income_in_rice", "money_taken",
    "hungry",
)  # fmt: skip
"""What a life is told by where the question names no measure."""

SAID = 3


def life(asking: Asking) -> Found:
    """The first measures in a paragraph, all in a table."""
    if not asking.measures:
        asking.measures = [MEASURES[name] for name in USUAL]
    side = asking.side
    first = asking.value(asking.measures[0], side.filters, side.years)
    if first is None:
        return no_number(asking, asking.measures[0], side.filters, side.years)
    others = asking.value(first.measure, {}, first.years) if first.who else None
    pairs = [(first, others), *more_pairs(asking, side.filters, side.years)]
    clauses = [capital(asking.clause(one)) for one, _ in pairs[1:SAID]]
    said = capital(
        asking.say("in_model", years=asking.years_words(first.years), clause=asking.clause(first, has_range=True))
    )
    if others is not None:
        who = asking.others(others.who, first.measure)
        said = f"{said} {asking.say('others', who=who, value=asking.amount_of(others))}"
    values = [one for pair in pairs for one in pair if one is not None]
    return Found(
        said, points=(" ".join(f"{clause}." for clause in clauses),) if clauses else (), table=table(asking, pairs),
        numbers=numbers_of(values), notes=tuple(notes_on(asking, first, side.filters, side.years)),
    )  # fmt: skip
