"""Why: motives that the run records, what witnesses give as the cause, and the rule by which it happens."""

from __future__ import annotations

from inminban.ask.answers.common import asking_heads, chart_by_group, numbers_of, year_notes
from inminban.ask.answers.mechanism import chosen, rule_words
from inminban.ask.asking import Asking, Measured, cell, span_cell
from inminban.ask.structure import Found, Number, Table
from inminban.ask.wording.amounts import rounded
from inminban.ask.wording.families import families_of
from inminban.ask.wording.files import table as table_of
from inminban.ask.wording.groups import member_words
from inminban.ask.wording.sentences import capital
from inminban.measures.catalogue import MEASURES

MOTIVE, LEFT = "motive", "crossings"
LEAVING = "leaving"
MOST_RULES = 2


def reason(asking: Asking) -> Found:
    """Of leaving: the motives in order. Of anything else: the causes in the rules, and how strong the thing is."""
    is_of_leaving = LEAVING in asking.request.topics or any(MOTIVE in one.groups for one in asking.measures)
    made = motives(asking) if is_of_leaving else None
    return made or causes(asking)


def motives(asking: Asking) -> Found | None:
    """The motives of those who left, by their share; None if nobody left."""
    one, side = MEASURES[LEFT], asking.side
    told = asking.value(one, side.filters, side.years or asking.run_years)
    rows = asking.by_group(one, MOTIVE, side.filters, told.years) if told else []
    total = sum(each.value.cases for each in rows)
    if not told or not total:
        return None
    ordered = sorted((each for each in rows if each.value.cases), key=lambda each: -each.value.value)
    shares = [100 * each.value.cases / total for each in ordered]
    named = [f"{name(asking, each)} ({rounded(share)} %)" for each, share in zip(ordered, shares, strict=True)]
    said = asking.say("motives", years=asking.years_words(told.years), named=asking.listed(named), n=f"{total:,.0f}")
    rules = [rule_words(asking, "leaving")]
    numbers = [
        Number("share", LEFT, "percent", each.who, each.years, share, people=each.value.cases)
        for each, share in zip(ordered, shares, strict=True)
    ]
    bars = [(name(asking, each), each) for each in ordered]
    return Found(
        capital(said), points=tuple(rules), table=table(asking, ordered, shares),
        chart=chart_by_group(asking, one, bars), numbers=(*numbers, *numbers_of(ordered)),
    )  # fmt: skip


def name(asking: Asking, one: Measured) -> str:
    """A motive in words."""
    member = str(one.who[MOTIVE])
    return asking.say(f"motive_{member}") if asking.language == "en" else member_words(MOTIVE, member, "ko")


def table(asking: Asking, ordered: list[Measured], shares: list[float]) -> Table:
    """A row for each motive: share, people a year."""
    rows = tuple(
        (name(asking, one), f"{rounded(share)} %", cell(one), span_cell(one.span, asking.language))
        for one, share in zip(ordered, shares, strict=True)
    )
    heads = asking_heads(asking, "motive", "share", "people_a_year", "range")
    return Table(asking.label(ordered[0].measure), heads, rows)


def causes(asking: Asking) -> Found:
    """The rules in words, and what the run shows of the first measure."""
    names = chosen(asking)
    words = [text for name in names[:MOST_RULES] if (text := rule_words(asking, name))]
    told = asking.value(asking.measures[0], asking.side.filters, asking.side.years) if asking.measures else None
    if not words:
        return Found(asking.say("no_mechanism"), is_answered=False, has_life=False)
    drives = driven_by(asking)
    points = words if drives else list(words[1:])
    if told:
        clause = asking.clause(told, has_range=True)
        points.append(capital(asking.say("in_model", years=asking.years_words(told.years), clause=clause)))
    first = drive_words(asking, drives) if drives else f"{asking.say('causes')} {words[0]}"
    notes = year_notes(asking, told, asking.side.years) if told else []
    return Found(first, points=tuple(points), numbers=numbers_of([told, *drives]), notes=tuple(notes))


def driven_by(asking: Asking) -> list[Measured]:
    """What drives the first measure in the rules of the model (wording/drives.toml), for the group and years asked."""
    if not asking.measures:
        return []
    name = asking.measures[0].name
    entry = next((one for one in (name, *families_of(name)) if one in table_of("drives")), "")
    wanted = [one for one in table_of("drives").get(entry, []) if one != name]
    side = asking.side
    found = [asking.value(MEASURES[one], side.filters, side.years) for one in wanted]
    return [one for one in found if one is not None]


def drive_words(asking: Asking, drives: list[Measured]) -> str:
    """The sentence that tells them."""
    years = asking.years_words(drives[0].years)
    same = [one for one in drives if one.years == drives[0].years]
    return asking.say("driven_by", years=years, clauses=asking.listed([asking.clause(one) for one in same]))
