"""What an answer consists of."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from inminban.ask.group_facts import Fact
from inminban.ask.group_life import Life
from inminban.evidence.checks import DISAGREE, Verdict
from inminban.testimony.records import Passage
from inminban.testimony.subjects import Question


class Witness(NamedTuple):
    """A claim that speaks to the question, with its place and how a run compares."""

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
class AnswerContent:
    """A question with all that was found to answer it."""

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
        """Whether the question is about something the project knows."""
        return self.question.is_understood

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the answer comes from, one line each: claims, passages, the run."""
        lines = [f"Claim {one.id}: {one.title}, {one.place}" for one in self.witnesses]
        lines += [f"Passage {one.locator}: {one.title}, {one.witness}" for one in self.passages]
        if self.run:
            lines.append(f"Run {self.run.path}: scenario {self.run.scenario}, seed {self.run.seed}, {self.run.days}")
        return tuple(lines)

    @property
    def disagreements(self) -> tuple[tuple[Witness, Verdict], ...]:
        """Checks in which the model and a witness differ."""
        return tuple(
            (one, verdict) for one in self.witnesses for verdict in one.verdicts if verdict.verdict == DISAGREE
        )

    def as_plain(self) -> dict[str, Any]:
        """The answer as plain data, ready for JSON."""
        content = asdict(self)
        content["question"] = {**self.question._asdict(), "is_understood": self.is_understood}
        for name in ("witnesses", "facts", "passages"):
            content[name] = [one._asdict() for one in getattr(self, name)]
        for one in content["witnesses"]:
            one["verdicts"] = [verdict._asdict() for verdict in one["verdicts"]]
        for one in content["passages"]:
            one["marked"] = [mark._asdict() for mark in one["marked"]]
        content["run"] = self.run._asdict() if self.run else None
        content["life"] = self.life._asdict() if self.life else None
        return {**content, "sources": list(self.sources)}
