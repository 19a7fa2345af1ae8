"""How something works: the rule in words, and its numbers with their sources."""

from __future__ import annotations

from inminban.ask.answers.common import asking_heads, few_notes, numbers_of
from inminban.ask.asking import Asking
from inminban.ask.institutions import Rule, institutions_behind, korean_rule, numbers_told, rule_of
from inminban.ask.structure import Found, Table
from inminban.ask.wording.sentences import capital
from inminban.testimony.terms.entries import known_topics

MOST_RULES, MOST_NUMBERS = 3, 8


def mechanism(asking: Asking) -> Found:
    """The rules behind the question, the first in full, and what the run shows of the first measure."""
    names = chosen(asking)
    if not names:
        return Found(asking.say("no_mechanism"), is_answered=False, has_life=False)
    points = [words for name in names[1:MOST_RULES] if (words := rule_words(asking, name))]
    told = asking.value(asking.measures[0], asking.side.filters, asking.side.years) if asking.measures else None
    if told:
        clause = asking.clause(told, has_range=True)
        points.append(capital(asking.say("in_model", years=asking.years_words(told.years), clause=clause)))
    rows = numbers_told(names[0], asking.last_full_year)[:MOST_NUMBERS]
    table = Table(
        asking.say("numbers_of_rule", name=title(asking, names[0])),
        asking_heads(asking, "number", "value", "kind", "source"),
        tuple((one.label, one.value, asking.say(f"kind_{one.kind}"), one.source or "–") for one in rows),
    )  # fmt: skip
    return Found(
        rule_words(asking, names[0]), points=tuple(points), table=table if rows else None, numbers=numbers_of([told]),
        notes=tuple(few_notes(asking, told) if told else ()),
        more_sources=tuple(dict.fromkeys(one.source for one in rows if one.source)),
    )  # fmt: skip


def chosen(asking: Asking) -> list[str]:
    """The institutions that the question is about: those of its topics, else those behind its measures.

    One that the question names comes first.
    """
    named = [name for topic in asking.request.topics for name in known_topics()[topic].mechanisms if rule_of(name)]
    behind = [name for name in institutions_behind(asking.measures, ()) if rule_of(name)]
    asked = asking.seed.lower()
    return sorted(dict.fromkeys(named or behind), key=lambda name: name.replace("_", " ") not in asked)


def rule_words(asking: Asking, institution: str) -> str:
    """What a rule does, in sentences."""
    if asking.language == "ko":
        return korean_rule(institution)
    found = rule_of(institution)
    return in_sentences(found) if found else ""


def in_sentences(rule: Rule) -> str:
    """A rule's title and sentences, and what it leaves out."""
    title = capital(rule.title)
    return " ".join(part for part in (f"{title}.", rule.sentences, rule.leaves_out) if part)


def title(asking: Asking, institution: str) -> str:
    """The name of an institution."""
    if asking.language == "ko":
        labels = [
            known_topics()[topic].ko[0] for topic in known_topics() if institution in known_topics()[topic].mechanisms
        ]
        return labels[0] if labels else institution.replace("_", " ")
    return institution.replace("_", " ")
