"""Published figures beside what the page shows of the same: verdict, the two values, and of which days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict
from inminban.evidence.severity import severity
from inminban.measures import MEASURES
from inminban.measures.units import UNITS
from inminban.report.evidence import amount, span
from inminban.report.page import Beside, Figure, Section

FIGURE = "figure"
ORDER = {DISAGREE: 0, AGREE: 1, UNTESTED: 2}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
Found = Mapping[str, Sequence[Verdict]]


def years_of(words: str) -> tuple[int, int] | None:
    """The first and the last year that some words name; None if they name none."""
    found = [int(year) for year in YEAR.findall(words)]
    return (min(found), max(found)) if found else None


def of_days(verdicts: Iterable[Verdict], when: str) -> list[Verdict]:
    """The checks that were measured in the years of which a page speaks; those whose years are not known stay."""
    shown = years_of(when)
    if shown is None:
        return list(verdicts)
    spans = [(one, years_of(one.when)) for one in verdicts]
    return [one for one, span_ in spans if span_ is None or (span_[0] <= shown[1] and shown[0] <= span_[1])]


def by_measure(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """The checks against published figures by the label of the measure they look at."""
    found: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.kind == FIGURE and verdict.metric:
            found.setdefault(verdict.metric, []).append(verdict)
    return found


def of_measures(found: Found, names: Iterable[str]) -> list[Verdict]:
    """The checks of some measures, disagreements first."""
    labels = dict.fromkeys(MEASURES[name].label for name in names)
    mine = [verdict for label in labels for verdict in found.get(label, ())]
    return sorted(mine, key=lambda verdict: ORDER.get(verdict.verdict, len(ORDER)))


def beside(verdict: Verdict) -> Beside:
    """One check in a line: what was measured, the source's range, the model's value and interval, when, how hard."""
    unit = UNITS[verdict.unit].words if verdict.unit in UNITS else verdict.unit
    has_range = verdict.low is not None or verdict.high is not None
    says = [
        verdict.check or verdict.metric,
        f"source {span(verdict.low, verdict.high)}" if has_range else "",
        f"model {amount(verdict.value)} {unit}" + (f" ({span(*verdict.interval)})" if verdict.interval else ""),
        verdict.when,
        f"a {severity(verdict)} test",
    ]
    return Beside(verdict.id, verdict.verdict, "; ".join(part for part in says if part) + ".")


def tested(verdicts: Iterable[Verdict]) -> tuple[Beside, ...]:
    """The checks that the run could be put to."""
    return tuple(beside(one) for one in verdicts if one.verdict in (AGREE, DISAGREE))


def with_figures(section: Section, found: Found) -> Section:
    """A section with the published figures beside each of its charts."""
    parts = [compared(part, found, section.when) if isinstance(part, Figure) else part for part in section.parts]
    return section._replace(parts=parts)


def compared(figure: Figure, found: Found, when: str) -> Figure:
    """A chart with the published figures of its measures in the years that it shows, else in those of its section."""
    mine = of_measures(found, figure.measures)
    here = of_days(mine, figure.when or when)
    shown = tested(here)
    n_untested = sum(1 for one in mine if one.verdict not in (AGREE, DISAGREE))
    return figure._replace(beside=shown, n_untested=n_untested, n_elsewhere=len(mine) - n_untested - len(shown))
