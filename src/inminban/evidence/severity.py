"""How hard a check is to pass: what kind of result it would have taken to fail."""

from __future__ import annotations

from collections.abc import Iterable

from inminban.evidence.checks import AGREE, UNTESTED, Verdict, is_between
from inminban.evidence.drawn_worlds import drawn, without_support

STRICT, MODERATE, WEAK = "strict", "moderate", "weak"
SEVERITIES = {
    STRICT: "the value must lie in a range closed on both sides, and its interval is no wider than the range",
    MODERATE: "one value must lie above or below another, or in a range open on one side, or only its interval "
    "reaches into the range",
    WEAK: "there must be any at all, or none, or the interval of the value is wider than the range",
}
PRESENCE = ("positive", "zero")
SIGNED = ("points",)  # units in which values can lie below nothing


def severity(verdict: Verdict) -> str:
    """How hard a check was to pass: one of `SEVERITIES`, empty for one that was not tested."""
    if verdict.value is None or verdict.verdict == UNTESTED:
        return ""
    if verdict.compare in PRESENCE:
        return WEAK
    if verdict.low is None or verdict.high is None:
        return MODERATE
    width = verdict.interval[1] - verdict.interval[0] if verdict.interval else 0.0
    if width > verdict.high - verdict.low:
        return WEAK
    is_inside = is_between(verdict.value, verdict.low, verdict.high)
    return MODERATE if is_open(verdict) or (verdict.verdict == AGREE and not is_inside) else STRICT


def is_open(verdict: Verdict) -> bool:
    """Whether a bound of the range is one that no value of its kind can pass: 100 percent, or nothing."""
    is_from_nothing = verdict.low == 0 and verdict.unit not in SIGNED
    return is_from_nothing or (verdict.unit == "percent" and verdict.high is not None and verdict.high >= 100)


def as_plain(verdict: Verdict) -> dict[str, object]:
    """A verdict as plain data, with how hard the check was to pass and how often drawn worlds failed it."""
    found = drawn(verdict)
    return {**verdict._asdict(), "severity": severity(verdict), "drawn": found._asdict() if found else None}


def counted(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many of the checks that agree were strict, moderate and weak."""
    found = [severity(verdict) for verdict in verdicts if verdict.verdict == AGREE]
    return {name: found.count(name) for name in SEVERITIES}


def how_hard(verdicts: Iterable[Verdict]) -> str:
    """The same in a sentence, and in another how many of them no drawn world failed."""
    verdicts = tuple(verdicts)
    counts = ", ".join(f"{n} {name}" for name, n in counted(verdicts).items())
    return " ".join(filter(None, (f"How hard the agreeing checks were to pass: {counts}.", without_support(verdicts))))
