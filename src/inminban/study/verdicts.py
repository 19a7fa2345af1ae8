"""Claims and figures against all worlds of a study: in how many they agree, and what makes the interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED
from inminban.evidence.records import Check, Record, claims, figures
from inminban.measures.catalogue import MEASURES
from inminban.study.intervals import Spread, Study


class StudyVerdict(NamedTuple):
    """One check of one claim or figure over the worlds of a study.

    `low` and `high` are what the source allows, `spread` the model's value over the worlds, None if no world has one;
    the counts are of worlds.
    """

    id: str
    kind: str
    source: str
    says: str
    check: str
    unit: str
    low: float | None
    high: float | None
    spread: Spread | None
    agree: int
    disagree: int
    untested: int
    note: str

    @property
    def share(self) -> float | None:
        """The share of worlds that agree, of those that can tell; None if none can."""
        tested = self.agree + self.disagree
        return self.agree / tested if tested else None


def verdicts_of(study: Study, scenario: str = "") -> list[StudyVerdict]:
    """Every check of every claim and figure, in their order. InputError if the study made no checks."""
    chosen = study.scenario(scenario)
    found = [one for record in (*claims(), *figures()) for one in verdicts_on(study, chosen, record)]
    if not any(one.agree + one.disagree + one.untested for one in found):
        raise InputError("the worlds of this study were not checked", file=study.path,
                         remedy="Make a study with --checks.")  # fmt: skip
    return found


def verdicts_on(study: Study, scenario: str, record: Record) -> Iterator[StudyVerdict]:
    """The checks of one claim or figure; one without a check gives one line that says why."""
    for number, item in enumerate(record.content.check):
        asked = f"check {record.id} {number}"
        counts = Counter(one.verdict for one in study.told.get((scenario, asked, "", None), []))
        yield verdict_of(record, item, counts, study.spread(asked, scenario=scenario))
    if record.content.untested_because:
        kind = "claim" if record.is_claim else "figure"
        yield StudyVerdict(
            record.id, kind, record.title, record.content.says, "", "", None, None, None, 0, 0, 0,
            record.content.untested_because,
        )  # fmt: skip


def verdict_of(record: Record, item: Check, counts: Counter[str], spread: Spread | None) -> StudyVerdict:
    """One check over the worlds."""
    return StudyVerdict(
        record.id, "claim" if record.is_claim else "figure", record.title, record.content.says, item.label,
        MEASURES[item.metric].unit, item.low, item.high, spread, counts[AGREE], counts[DISAGREE], counts[UNTESTED],
        item.note,
    )  # fmt: skip


def as_plain(verdict: StudyVerdict) -> dict[str, Any]:
    """A verdict as plain data, ready for JSON."""
    plain: dict[str, Any] = {**verdict._asdict(), "share": verdict.share}
    spread = verdict.spread
    plain["spread"] = None if spread is None else {**spread._asdict(), "sources": spread.sources._asdict()}
    return plain


def finding(verdict: StudyVerdict) -> str:
    """One check in words: what was measured, in how many worlds it agrees, the model's interval and its sources."""
    from inminban.evidence.verdict_words import number

    said = []
    if verdict.share is not None:
        said.append(f"{100 * verdict.share:.0f} % of {verdict.agree + verdict.disagree} worlds agree")
    elif verdict.untested:
        said.append(f"no world of {verdict.untested} can tell")
    if (spread := verdict.spread) is not None:
        said.append(f"model {number(spread.middle)} {verdict.unit} ({number(spread.low)} to {number(spread.high)})")
        shares = [f"{name} {100 * share:.0f} %" for name, share in spread.sources.shares().items()]
        said.append(f"variance by {', '.join(shares)}")
    if verdict.low is not None and verdict.high is not None:
        said.append(f"source {number(verdict.low)} to {number(verdict.high)}")
    if verdict.note:
        said.append(verdict.note)
    return f"{verdict.check}: {'; '.join(said)}" if verdict.check else "; ".join(said)
