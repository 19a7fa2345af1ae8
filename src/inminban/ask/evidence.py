"""What witnesses and publications say about the measures of a question, each with its verdict from the run.

Only the checks that concern the question are made: all 260 take ten seconds on a long run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inminban.ask.asking import Asking
from inminban.ask.structure import Published, Witness
from inminban.ask.wording.amounts import ENGLISH, amount, span_words, with_unit
from inminban.ask.wording.families import family_of
from inminban.ask.wording.groups import people_words
from inminban.ask.wording.phrases import label_of
from inminban.ask.wording.sentences import say
from inminban.evidence import claims as project_claims
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict, Years, check_record
from inminban.evidence.records import Check, Claim, Record, figures
from inminban.evidence.severity import severity
from inminban.evidence.trace import paragraphs
from inminban.measures.catalogue import MEASURES
from inminban.measures.measure import Measure
from inminban.measures.run import Run
from inminban.measures.steps import Tell, stepping
from inminban.testimony.subjects import in_group_words, several
from inminban.testimony.terms.entries import AnyFilter, known_topics
from inminban.testimony.years import in_words

MOST_WITNESSES, MOST_PUBLISHED, MOST_CHECKED = 6, 12, 20
OF_MEASURE, OF_FAMILY, OF_TOPIC, OF_MECHANISM, OF_GROUP, OF_OTHERS = 6, 3, 3, 1, 3, -4
LEAST = 3
LAST_MONTH = "last month of "
"""Weights of a claim: it is about the measure, its family, topic, mechanism, the group; about another group."""


VERDICTS: dict[tuple[str, str, str, str], Verdict] = {}
"""Verdicts of this process by run, record and check: a run does not change, and many questions need the same ones."""


class Evidence(NamedTuple):
    """What witnesses say, what was published, and figures that were tested too and are not listed."""

    witnesses: tuple[Witness, ...]
    published: tuple[Published, ...]
    unlisted: tuple[Published, ...] = ()


class Subject(NamedTuple):
    """What evidence is looked for: measures, topics, mechanisms, the people and years of the question."""

    measures: tuple[Measure, ...]
    topics: tuple[str, ...]
    mechanisms: tuple[str, ...]
    who: AnyFilter
    years: tuple[int, int] | None
    language: str

    @property
    def names(self) -> frozenset[str]:
        """The measures of the question."""
        return frozenset(one.name for one in self.measures)

    @property
    def family(self) -> frozenset[str]:
        """The measures and those of the same thing."""
        return self.names | {name for one in self.measures[:2] for name in family_of(one.name)}


def subject_of(asking: Asking, mechanisms: Sequence[str]) -> Subject:
    """The subject of a question."""
    request = asking.request
    who = {} if len(request.sides) > 1 else request.filters
    return Subject(tuple(asking.measures), request.topics, tuple(mechanisms), who, request.years, request.language)


def evidence_of(subject: Subject, run: Run | None, own: Sequence[Record] = (), tell: Tell = None) -> Evidence:
    """The claims and figures about a subject with their checks; without a run, the claims without checks."""
    records = witnesses_for(subject, (*project_claims(), *own))
    if run is None:
        return Evidence(tuple(witness(one, ()) for one in records), ())
    years = Years(run)
    pairs = [(record, item, checked(years, record, item)) for record, item in figures_for(subject)[:MOST_CHECKED]]
    listed, unlisted = (
        tuple(figure(record, verdict, item, subject.language) for record, item, verdict in one) for one in parted(pairs)
    )
    told = [
        witness(one, tuple(checks_of_claim(years, one, subject)))
        for one in stepping("Comparing the run with what witnesses say", records, tell)
    ]
    return Evidence(tuple(told), listed, unlisted)


Tested = tuple[Record, Check, Verdict]


def parted(pairs: Sequence[Tested]) -> tuple[list[Tested], list[Tested]]:
    """The figures that are listed, in their order, untested ones last, and the others: those that agree go first."""
    kept = sorted(range(len(pairs)), key=lambda at: (pairs[at][2].value is None, pairs[at][2].verdict != DISAGREE))
    listed = sorted((pairs[at] for at in sorted(kept[:MOST_PUBLISHED])), key=lambda one: one[2].value is None)
    return listed, [pairs[at] for at in sorted(kept[MOST_PUBLISHED:])]


def years_of(record: Record, item: Check) -> tuple[int, int]:
    """The years that a check is about: those it names, else those of its record."""
    named = [int(str(year)) for name, wanted in item.who.items() if name == "year" for year in several(wanted)]
    years = named or list(record.content.years)
    return min(years), max(years)


def figures_for(subject: Subject) -> list[tuple[Record, Check]]:
    """Checks of published figures about the measures of a question, then about those of the same thing.

    Figures of the years asked about come first among each.
    """
    found = [(record, item) for record in figures() for item in record.content.check if item.metric in subject.family]

    def order(pair: tuple[Record, Check]) -> tuple[bool, bool]:
        first, last = years_of(*pair)
        asked = subject.years
        return pair[1].metric not in subject.names, bool(asked and (first > asked[1] or last < asked[0]))

    return sorted(found, key=order)


def checked(years: Years, record: Record, item: Check) -> Verdict:
    """One check of one record, made once for each run."""
    key = (str(years.run.path), str(years.run.info["state_sha256"]), record.id, item.model_dump_json())
    if key not in VERDICTS:
        VERDICTS[key] = check_record(years, with_checks(record, [item]))[0]
    return VERDICTS[key]


def with_checks(record: Record, items: list[Check]) -> Record:
    """The record with some of its checks only."""
    return record._replace(content=record.content.model_copy(update={"check": items, "untested_because": ""}))


def checks_of_claim(years: Years, record: Record, subject: Subject) -> list[Verdict]:
    """The checks of a claim that concern the question; all of them if none is about its family."""
    items = [item for item in record.content.check if item.metric in subject.family] or list(record.content.check)
    if not items:
        return check_record(years, record)
    return [checked(years, record, item) for item in items]


def witnesses_for(subject: Subject, records: Iterable[Record]) -> list[Record]:
    """The claims about a subject, the best first."""
    ranked = [(-weight, number, one) for number, one in enumerate(records) if (weight := rank(subject, one)) >= LEAST]
    return [one for _, _, one in sorted(ranked, key=lambda found: found[:2])[:MOST_WITNESSES]]


def rank(subject: Subject, record: Record) -> int:
    """How well a claim fits a subject: the sum of its weights; 0 outside the years asked about."""
    claim = record.content
    assert isinstance(claim, Claim)
    asked = subject.years
    if asked and (claim.years[0] > asked[1] or claim.years[1] < asked[0]):
        return 0
    about = {item.metric for item in claim.check} | {one.of for one in claim.quantity}
    topics = {name for topic in subject.topics for name in known_topics()[topic].claims}
    weight = OF_MEASURE * bool(about & subject.names) or OF_FAMILY * bool(about & subject.family)
    weight += OF_TOPIC * (claim.topic in topics)
    weight += OF_MECHANISM * bool(set(claim.mechanism) & set(subject.mechanisms))
    if not weight or not claim.who:
        return weight
    return weight + (OF_GROUP if is_same_group(subject.who, claim.who) else OF_OTHERS)


def is_same_group(asked: AnyFilter, told: AnyFilter) -> bool:
    """Whether a claim's group overlaps the one asked about in every column that both name, and they name one."""
    shared = asked.keys() & told.keys()
    return bool(shared) and all(set(several(asked[name])) & set(several(told[name])) for name in shared)


def witness(record: Record, verdicts: tuple[Verdict, ...]) -> Witness:
    """A claim as an answer shows it."""
    claim = record.content
    assert isinstance(claim, Claim)
    return Witness(
        record.id, claim.says, record.title, f"{record.source.organisation}, {record.source.year}",
        paragraphs(claim.paragraph), in_group_words(claim.who), in_words((claim.years[0], claim.years[1])), verdicts,
    )  # fmt: skip


def figure(record: Record, verdict: Verdict, item: Check, language: str) -> Published:
    """A published figure as an answer shows it: what it says, what the model has, whether they agree."""
    publisher = f"{record.source.organisation}, {record.source.year}"
    says = say("figure_says", language, publisher=publisher, title=record.title, says=record.content.says.rstrip("."))
    return Published(record.id, record.title, publisher, says, tested(verdict, item, language), verdict)


def tested(verdict: Verdict, item: Check, language: str) -> str:
    """What was measured, the model's value, the source's, and the verdict, in a sentence."""
    one = MEASURES[item.metric]
    who = people_words({name: value for name, value in item.who.items() if name not in ("year", "end")}, one, language)
    told = model_words(verdict, item, one, language)
    return say("figure_measured", language, check=item.label, label=label_of(one, language), who=who, told=told)


def model_words(verdict: Verdict, item: Check, one: Measure, language: str) -> str:
    """The model's value and the verdict."""
    if verdict.value is None:
        return say("figure_untested", language, note=verdict.note.partition(" (")[0].rstrip("."))
    hard = severity(verdict) if verdict.verdict == AGREE else ""
    return say(
        f"figure_{how(verdict)}", language, item.label, value=amount(verdict.value, one.unit, language),
        when=when_words(verdict.when, language), allowed=allowed_words(item, one, language),
        hard=say(f"hard_{hard}", language) if hard else "",
    )  # fmt: skip


def when_words(when: str, language: str) -> str:
    """The time that a check measured, in the language of the answer: 2015; last month of 2015; 1990~1999년."""
    if language == ENGLISH:
        return when
    if when.startswith(LAST_MONTH):
        return say("last_month_of", language, year=when_words(when.removeprefix(LAST_MONTH), language))
    years = when.split(" to ")
    return f"{'~'.join(years)}년" if all(year.isdigit() for year in years) else when


def allowed_words(item: Check, one: Measure, language: str) -> str:
    """The range that a figure allows."""
    if item.low is not None and item.high is not None:
        return with_unit(span_words((item.low, item.high), language), one.unit, language)
    return say(f"asks_{item.compare}", language)


def how(verdict: Verdict) -> str:
    """How a tested value stands to its figure: agree, above, below, otherwise; or unclear."""
    if verdict.verdict == AGREE:
        return "agree"
    if verdict.verdict == UNTESTED or verdict.value is None:
        return "unclear"
    if verdict.high is not None and verdict.value > verdict.high:
        return "above"
    return "below" if verdict.low is not None and verdict.value < verdict.low else "otherwise"
