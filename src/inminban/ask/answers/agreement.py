"""Whether the model agrees with published figures and witnesses: every check about the thing, counted and listed."""

from __future__ import annotations

from inminban.ask.answers.common import asking_heads
from inminban.ask.asking import Asking
from inminban.ask.evidence import Evidence
from inminban.ask.structure import Found, Table
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict
from inminban.evidence.verdict_words import number

MOST_ROWS = 20
ORDER = (DISAGREE, AGREE, UNTESTED)


def agreement(asking: Asking, evidence: Evidence) -> Found:
    """The counts in a sentence, disagreements first in the table."""
    tested = (*evidence.published, *evidence.unlisted)
    verdicts = [*(one.verdict for one in tested),
                *(verdict for one in evidence.witnesses for verdict in one.verdicts)]  # fmt: skip
    counts = {name: sum(one.verdict == name for one in verdicts) for name in ORDER}
    if not verdicts:
        return Found(asking.say("no_checks"), is_answered=False, has_life=False)
    key = "agreement_bad" if counts[DISAGREE] > counts[AGREE] else "agreement_good"
    said = asking.say(key, n=len(verdicts), agree=counts[AGREE], disagree=counts[DISAGREE], untested=counts[UNTESTED],
                      figures=len(tested), claims=len(verdicts) - len(tested))  # fmt: skip
    ordered = sorted(verdicts, key=lambda one: ORDER.index(one.verdict))
    rows = tuple(row(asking, one) for one in ordered[:MOST_ROWS])
    title = asking.say("checks_title", shown=len(rows), n=len(verdicts))
    heads = asking_heads(asking, "verdict", "measure", "model", "source_says", "source")
    return Found(said, table=Table(title, heads, rows), has_life=False)


def row(asking: Asking, one: Verdict) -> tuple[str, ...]:
    """One check."""
    model = f"{number(one.value)} {one.unit}" if one.value is not None else "–"
    allowed = (
        f"{number(one.low)} to {number(one.high)}" if one.low is not None and one.high is not None else one.compare
    )
    return (asking.say(f"verdict_{one.verdict}"), one.check or one.says, model, allowed or "–", one.source)
