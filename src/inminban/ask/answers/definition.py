"""What a word or a measure means: its definition, whom it covers, how it is counted, and its value in the run."""

from __future__ import annotations

from inminban.ask.answers.common import asking_heads, numbers_of
from inminban.ask.answers.mechanism import chosen, rule_words
from inminban.ask.asking import Asking
from inminban.ask.structure import Found, Table
from inminban.ask.wording.sentences import capital
from inminban.ask.wordlists import glossary
from inminban.measures.measure import Measure
from inminban.measures.units import UNITS
from inminban.testimony.terms.matching import lowered


def definition(asking: Asking) -> Found:
    """The word, the measure if it is called by its name, else the institution; then the measure's particulars."""
    rules = [text for name in chosen(asking)[:1] if asking.request.topics and (text := rule_words(asking, name))]
    one = asking.measures[0] if asking.measures else None
    term = meaning_of(asking)
    if one is None and not (term or rules):
        return Found(asking.say("no_definition", term=asking.request.term or asking.request.text), is_answered=False,
                     has_life=False)  # fmt: skip
    if one is None:
        first, *points = [*term, *rules]
        return Found(first, points=tuple(points))
    told = asking.value(one, asking.side.filters, asking.side.years)
    meaning = asking.say("defined", label=asking.label(one), definition=one.definition)
    first, *points = [*term, meaning, *rules] if term or is_named(asking, one) else [*rules, meaning]
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
        first, points=tuple(points), numbers=numbers_of([told]),
        table=Table(asking.label(one), asking_heads(asking, "what", "meaning"), tuple(rows)),
    )  # fmt: skip


def meaning_of(asking: Asking) -> list[str]:
    """What the word of the field means that the question asks about, if the glossary says it."""
    entry = glossary().get(asking.request.term)
    meaning = entry.meaning(asking.language) if entry else ""
    return [meaning] if meaning else []


def is_named(asking: Asking, one: Measure) -> bool:
    """Whether the question calls the measure by its own name."""
    text = lowered(asking.request.text)
    return any(
        lowered(name) in text for name in (one.label.partition(",")[0], one.korean, *one.synonyms, *one.korean_synonyms)
    )
