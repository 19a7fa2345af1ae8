"""What a word or a measure means: its definition, whom it covers, how it is counted, and its value in the run."""

from __future__ import annotations

from inminban.ask.answers.common import asking_heads, numbers_of
from inminban.ask.answers.mechanism import chosen, rule_words
from inminban.ask.asking import Asking
from inminban.ask.structure import Found, Table
from inminban.ask.wording.sentences import capital
from inminban.measures.units import UNITS


def definition(asking: Asking) -> Found:
    """The institution that the word names, if there is one; else the measure; then the measure's particulars."""
    rules = [text for name in chosen(asking)[:1] if asking.request.topics and (text := rule_words(asking, name))]
    one = asking.measures[0] if asking.measures else None
    if one is None and not rules:
        return Found(asking.say("no_definition", term=asking.request.term or asking.request.text), is_answered=False,
                     has_life=False)  # fmt: skip
    if one is None:
        return Found(rules[0])
    told = asking.value(one, asking.side.filters, asking.side.years)
    meaning = asking.say("defined", label=asking.label(one), definition=one.definition)
    points = [meaning] if rules else []
    if told:
        clause = asking.clause(told, has_range=True)
        points.append(capital(asking.say("in_model", years=asking.years_words(told.years), clause=clause)))
    rows = [
        (asking.say("head_unit"), UNITS[one.unit].korean if asking.language == "ko" else UNITS[one.unit].words),
        (asking.say("covers"), one.covers),
        (asking.say("head_range"), one.interval_words),
        *([(asking.say("caveats"), one.caveats)] if one.caveats else []),
    ]
    return Found(
        rules[0] if rules else meaning, points=tuple(points), numbers=numbers_of([told]),
        table=Table(asking.label(one), asking_heads(asking, "what", "meaning"), tuple(rows)),
    )  # fmt: skip
