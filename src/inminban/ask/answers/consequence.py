"""What happens to somebody who does something: the ladder of penalties, and how often each step was set in the run."""

from __future__ import annotations

from inminban.ask.answers.common import asking_heads, chart_by_group, numbers_of, year_notes
from inminban.ask.answers.mechanism import chosen, rule_words
from inminban.ask.asking import Asking, Measured, cell, span_cell
from inminban.ask.structure import Found, Number, Table
from inminban.ask.wording.amounts import rounded
from inminban.ask.wording.groups import member_words
from inminban.ask.wording.sentences import capital
from inminban.measures.catalogue import MEASURES
from inminban.output.words import STEPS

STEP, PENALTIES = "step", "penalties"
POLITICAL_TOPICS = {"outside_news", "media", "leaving", "speech", "conviction"}
POLITICAL_ACTS = (
    "media",
    "radio",
    "video",
    "drama",
    "leave",
    "leav",
    "cross",
    "defect",
    "speak",
    "critic",
    "political",
)
LADDER = "sanctions"


def consequence(asking: Asking) -> Found:
    """The shares of the steps among the penalties of the offence, political or not, and the rule."""
    one, side = MEASURES[PENALTIES], asking.side
    offence = is_political(asking)
    filters = {**side.filters, "is_political": offence}
    told = asking.value(one, filters, side.years)
    rules = [rule_words(asking, name) for name in rules_of(asking)]
    if told is None or not told.value.cases:
        said = f"{asking.say('no_penalty')} {rules[0]}"
        return Found(said, points=tuple(rules[1:]), is_answered=bool(rules), has_life=False)
    steps = in_ladder(asking.by_group(one, STEP, filters, told.years))
    total = sum(each.value.cases for each in steps)
    shares = [100 * each.value.cases / total for each in steps]
    is_one = len(steps) == 1
    named = [
        name(asking, each) if is_one else f"{name(asking, each)} {rounded(share)} %"
        for each, share in zip(steps, shares, strict=True)
    ]
    key = f"penalties_{'political' if offence else 'ordinary'}{'_one' if is_one else ''}"
    said = asking.say(
        key, years=asking.years_words(told.years),
        value=asking.amount_of(told), named=asking.listed(named),
    )  # fmt: skip
    numbers = [
        Number("share", PENALTIES, "percent", each.who, each.years, share, people=each.value.cases)
        for each, share in zip(steps, shares, strict=True)
    ]
    return Found(
        capital(said), points=tuple(rules), table=table(asking, steps, shares),
        chart=chart_by_group(asking, one, [(name(asking, each), each) for each in steps]),
        numbers=(*numbers_of([told, *steps]), *numbers), notes=tuple(year_notes(asking, told, side.years)),
    )  # fmt: skip


def is_political(asking: Asking) -> bool:
    """Whether what is done is a political offence in the model: foreign media, leaving, doubt spoken aloud."""
    act = asking.request.act.lower()
    return bool(POLITICAL_TOPICS & set(asking.request.topics)) or any(word in act for word in POLITICAL_ACTS)


def rules_of(asking: Asking) -> list[str]:
    """The rule of the ladder, then the institutions that the question is about."""
    return list(dict.fromkeys([LADDER, *chosen(asking)]))[:3]


def in_ladder(rows: list[Measured]) -> list[Measured]:
    """Steps from the lightest to the heaviest, those that were set."""
    return sorted((one for one in rows if one.value.cases), key=lambda one: STEPS.index(str(one.who[STEP])))


def name(asking: Asking, one: Measured) -> str:
    """A step in words."""
    return member_words(STEP, one.who[STEP], asking.language)


def table(asking: Asking, steps: list[Measured], shares: list[float]) -> Table:
    """A row for each step: share, and how often among 10,000 people in a year."""
    rows = tuple(
        (name(asking, one), f"{rounded(share)} %", cell(one), span_cell(one.span, asking.language))
        for one, share in zip(steps, shares, strict=True)
    )
    heads = (*asking_heads(asking, "step", "share"), asking.say("head_of_10000"), *asking_heads(asking, "range"))
    return Table(asking.label(steps[0].measure), heads, rows)
