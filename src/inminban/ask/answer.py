"""An answer: what witnesses say, what the model shows, one simulated life, and how well witnesses and model agree.

Everything in it can be traced: a claim to its source and paragraph, a passage to its locator, a number to a run, its
years and its interval. The answer says what was not understood and what is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from inminban.ask.group_facts import Fact, facts_of, people_of, seen_of, years_of_run, years_seen
from inminban.ask.group_life import Life, middle_life
from inminban.ask.question import Question, understand
from inminban.ask.relevance import passages_for, relevant
from inminban.ask.runs import open_if_there
from inminban.evidence import claims as project_claims
from inminban.evidence.checks import DISAGREE, Verdict, check_records
from inminban.evidence.records import Claim, Record
from inminban.evidence.trace import paragraphs as paragraph_words
from inminban.measures.run import Run
from inminban.measures.steps import Tell
from inminban.testimony.claims.files import own_claims
from inminban.testimony.library import Library
from inminban.testimony.records import Passage
from inminban.testimony.subjects import in_group_words
from inminban.testimony.terms.entries import known_topics, topic_names
from inminban.testimony.years import in_words

OFFERED = 6
"""Questions offered at the end of an answer."""

GUESSED = "The question names no topic that the project knows. This answer is about the daily life of"
NOT_UNDERSTOOD = "I did not understand this question, or the project knows nothing about its subject."


class Witness(NamedTuple):
    """A claim about the subject of the question, with its place in the source and its checks."""

    id: str
    says: str
    title: str
    publisher: str
    place: str
    about: str
    years: str
    verdicts: tuple[Verdict, ...]


class RunTold(NamedTuple):
    """The run that numbers come from."""

    path: str
    scenario: str
    seed: int
    version: str
    people: int
    represents: int
    days: str
    years: tuple[int, int]
    group_people: int


@dataclass(frozen=True)
class Answer:
    """A question with everything that was found to answer it."""

    question: Question
    notes: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    passages: tuple[Passage, ...] = ()
    run: RunTold | None = None
    facts: tuple[Fact, ...] = ()
    life: Life | None = None
    agreement: dict[str, int] = field(default_factory=dict)
    offers: tuple[str, ...] = ()

    @property
    def is_understood(self) -> bool:
        """Whether the question names a topic or a group that the project knows."""
        return self.question.is_understood

    @property
    def sources(self) -> tuple[str, ...]:
        """What the answer is based on, one line each: claims, passages, the run."""
        lines = [f"Claim {one.id}: {one.title}, {one.place}" for one in self.witnesses]
        lines += [f"Passage {one.locator}: {one.title}, {one.witness}" for one in self.passages]
        if self.run:
            lines.append(f"Run {self.run.path}: scenario {self.run.scenario}, seed {self.run.seed}, {self.run.days}")
        return tuple(lines)

    @property
    def disagreements(self) -> tuple[tuple[Witness, Verdict], ...]:
        """Checks in which the model and a witness disagree."""
        return tuple(
            (one, verdict) for one in self.witnesses for verdict in one.verdicts if verdict.verdict == DISAGREE
        )


def ask(
    question: str, *, library: Library | None = None, run: Path | None = None, claims: Path | None = None,
    tell: Tell = None,
) -> Answer:  # fmt: skip
    """Answer a question from claims, a library if there is one, and a run (default: the newest under runs/).

    `claims` is a folder of the user's own claims; `tell` hears how far the work has come. Raises InputError for an
    empty or too long question and for a bad folder of claims, RunFolderError for a run that was named and cannot be
    read.
    """
    asked = understand(question)
    if not asked.is_understood:
        return Answer(asked, (NOT_UNDERSTOOD, *what_was_found(asked)), offers=offers_for(asked))
    records = relevant(asked, (*project_claims(), *own_claims(claims)))
    opened, why = open_if_there(run)
    passages = passages_for(asked, library) if library else ()
    if opened is None:
        notes = notes_on(asked, (f"The answer has no numbers, because {why}",))
        return Answer(
            asked, notes, tuple(witness(one, ()) for one in records), passages, offers=offers_for(asked)
        )  # fmt: skip
    with opened:
        return with_run(asked, records, passages, opened, tell)


def with_run(
    asked: Question, records: Sequence[Record], passages: tuple[Passage, ...], run: Run, tell: Tell = None
) -> Answer:
    """The answer with what a run shows. It has no numbers if the run covers none of the years asked for."""
    told = tuple(witness(one, tuple(verdicts)) for one, verdicts in check_records(run, records, tell))
    counts = Counter(verdict.verdict for one in told for verdict in one.verdicts)
    years = years_seen(run, asked.years)
    if years is None:
        first, last = years_of_run(run)
        note = (
            f"The run {run.path.name} covers {in_words((first, last))} and nothing of {asked.years_words}. Numbers of "
            "other years are not shown instead. The checks of the claims are about the years of the run."
        )
        return Answer(
            asked, notes_on(asked, (note,)), told, passages, run_told(run, (first, last), 0), agreement=dict(counts),
            offers=offers_for(asked),
        )  # fmt: skip
    filters = people_of(asked.filters)
    seen = seen_of(run, filters, years)
    keys = [key for topic in asked.topics for key in known_topics()[topic].facts]
    facts = facts_of(run, keys, asked.filters, years, tell)
    life = middle_life(run, filters, years) if seen.people else None
    return Answer(
        asked, notes_on(asked, seen.notes), told, passages, run_told(run, years, seen.people), tuple(facts), life,
        dict(counts), offers_for(asked),
    )  # fmt: skip


def notes_on(asked: Question, notes: Sequence[str]) -> tuple[str, ...]:
    """What a reader must know besides the numbers."""
    guess = (f"{GUESSED} {asked.group_words}.",) if not asked.is_topic_named else ()
    place = (f"The model knows places by province. The numbers are for {asked.place_words}.",) if asked.where else ()
    return (*guess, *notes, *place)


def run_told(run: Run, years: tuple[int, int], people: int) -> RunTold:
    """The run as an answer shows it."""
    info = run.info
    days = f"{info.first_day} to {info.last_day_lived}"
    return RunTold(
        str(run.path), info.scenario, info.seed, info.version, info.people, info.represents, days, years, people
    )  # fmt: skip


def witness(record: Record, verdicts: tuple[Verdict, ...]) -> Witness:
    """A claim as an answer shows it."""
    claim = record.content
    assert isinstance(claim, Claim)
    return Witness(
        record.id,
        claim.says,
        record.title,
        f"{record.source.organisation}, {record.source.year}",
        paragraph_words(claim.paragraph),
        in_group_words(claim.who),
        in_words((claim.years[0], claim.years[1])),
        verdicts,
    )


def what_was_found(asked: Question) -> tuple[str, ...]:
    """What was found in a question that was not understood."""
    if asked.where:
        return (f"It names a place ({asked.place_words}) but no topic that the project knows.",)
    return ("It names no topic and no group that the project knows.",)


def offers_for(asked: Question) -> tuple[str, ...]:
    """Examples of questions that can be answered, on other topics than this one."""
    others = [name for name in topic_names() if name not in asked.topics]
    step = max(len(others) // OFFERED, 1)
    return tuple(known_topics()[name].example for name in others[::step][:OFFERED])
