"""A verdict in words, the same in the terminal and in answers."""

from __future__ import annotations

from inminban.evidence.checks import Verdict
from inminban.evidence.drawn_worlds import in_words
from inminban.evidence.severity import severity


def finding(verdict: Verdict) -> str:
    """One check in words: what was measured, the model's value, the source's range, the note, how hard it was."""
    said = []
    if verdict.value is not None:
        said.append(f"model {number(verdict.value)} {verdict.unit}".rstrip())
        if verdict.interval is not None:
            said[-1] += f" ({number(verdict.interval[0])} to {number(verdict.interval[1])})"
    if verdict.low is not None and verdict.high is not None:
        said.append(f"source {number(verdict.low)} to {number(verdict.high)}")
    if verdict.note:
        said.append(verdict.note)
    if hard := severity(verdict):
        said.append(f"{hard} test")
    if often := in_words(verdict):
        said.append(often)
    measured = verdict.check or verdict.metric
    return f"{measured}: {'; '.join(said)}" if measured else "; ".join(said)


def number(value: float) -> str:
    """A measured number for reading: whole from 1,000 on, else four figures."""
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"
