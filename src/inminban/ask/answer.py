"""A question answered: understood as a request, put to a run, and joined with what witnesses and publications say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from inminban.ask.answers.agreement import agreement
from inminban.ask.answers.before_after import before_after
from inminban.ask.answers.comparison import comparison
from inminban.ask.answers.consequence import consequence
from inminban.ask.answers.counterfactual import counterfactual
from inminban.ask.answers.definition import definition
from inminban.ask.answers.distribution import distribution
from inminban.ask.answers.how_many import how_many
from inminban.ask.answers.level import level
from inminban.ask.answers.life import life
from inminban.ask.answers.mechanism import mechanism
from inminban.ask.answers.outside import choice, offers, outside
from inminban.ask.answers.ranking import ranking
from inminban.ask.answers.reason import reason
from inminban.ask.answers.sources import sources
from inminban.ask.answers.trend import trend
from inminban.ask.asking import Asking
from inminban.ask.evidence import Subject, evidence_of, subject_of
from inminban.ask.institutions import behind, institutions_behind
from inminban.ask.one_life import one_life
from inminban.ask.passages import passages_for
from inminban.ask.request import Kind, Request
from inminban.ask.runs import open_if_there
from inminban.ask.scenario_runs import with_scenarios
from inminban.ask.structure import Answer, Found, Number, RunTold
from inminban.ask.study_intervals import beside_study
from inminban.ask.understanding import understand_request
from inminban.ask.wording.sentences import say
from inminban.evidence.records import Record
from inminban.measures.catalogue import MEASURES
from inminban.measures.run import Run
from inminban.measures.steps import Tell
from inminban.output.reading import follows_nobody
from inminban.testimony.claims.files import own_claims
from inminban.testimony.library import Library
from inminban.testimony.records import Passage
from inminban.testimony.terms.entries import known_topics

ANSWERERS: Mapping[Kind, Callable[[Asking], Found]] = {
    "level": level,
    "how_many": how_many,
    "comparison": comparison,
    "trend": trend,
    "before_after": before_after,
    "ranking": ranking,
    "distribution": distribution,
    "counterfactual": counterfactual,
    "reason": reason,
    "mechanism": mechanism,
    "consequence": consequence,
    "life": life,
    "definition": definition,
    "sources": sources,
}
"""The answerer of each kind. `agreement` and `outside` need no values of a run and stand apart."""

REFORM = 2009
"""The year of the currency reform."""

NEEDS_MEASURE = {"level", "how_many", "comparison", "trend", "before_after", "ranking", "distribution"}
USUAL = ("time_taken", "hungry", "money_income", "money_taken_of_income", "penalties", "conviction")
"""What groups are compared by where a question names no measure: who has it worse."""


def ask(
    question: str | Request, *, library: Library | None = None, run: Path | None = None, claims: Path | None = None,
    previous: Request | None = None, has_scenarios: bool = False, study: Path | None = None, tell: Tell = None,
) -> Answer:  # fmt: skip
    """Answer a question, or a request, from claims, a library if there is one, and a run (default: the newest).

    `claims` is a folder of the user's own claims; `previous` the request that this question follows; with
    `has_scenarios` the runs that a question about another world needs are made. `study` is the folder of a finished
    study whose intervals are told too (default: those under studies/ of the run's version). `tell` hears how far the
    work has come. Raises InputError for an empty or too long question and for a bad folder of claims, RunFolderError
    for a run or a study that was named and cannot be read.
    """
    request = question if isinstance(question, Request) else understand_request(question, previous)
    own = tuple(own_claims(claims))
    passages = passages_for(request, library) if library and request.is_answerable else ()
    opened, why = open_if_there(run)
    if opened is None:
        return answer(request, None, own=own, passages=passages, why_no_run=why, tell=tell)
    with opened:
        used = with_scenarios(request, opened, tell) if has_scenarios else opened
        return answer(request, used, own=own, passages=passages, study=study, tell=tell)


def answer(
    request: Request, run: Run | None, *, own: tuple[Record, ...] = (), passages: tuple[Passage, ...] = (),
    why_no_run: str = "", study: Path | None = None, tell: Tell = None,
) -> Answer:  # fmt: skip
    """The answer to a request from a run, the claims and figures, and passages of a library.

    `why_no_run` is said where there is no run. Several questions in one are answered one after the other (`parts`).
    """
    if request.readings:
        return choice(request)
    if request.parts:
        parts = tuple(answer(one, run, own=own, why_no_run=why_no_run, study=study, tell=tell) for one in request.parts)
        return replace(parts[0], request=request, parts=parts, passages=passages)
    if request.kind == "outside":
        return outside(request)
    request = with_measures(request)
    if run is None:
        return without_run(request, own, passages, why_no_run)
    return with_run(Asking(request, run, tell), own, passages, study)


def with_measures(request: Request) -> Request:
    """The request with measures, if its kind needs one and it names none: those of its topics, else the usual ones."""
    if request.measures or (request.kind not in NEEDS_MEASURE and request.kind != "counterfactual"):
        return request
    of_topics = [name for topic in request.topics for name in known_topics()[topic].facts]
    return request.model_copy(update={"measures": tuple(dict.fromkeys(of_topics or USUAL))})


def without_run(request: Request, own: tuple[Record, ...], passages: tuple[Passage, ...], why: str) -> Answer:
    """What witnesses say, where there is no run."""
    measures = tuple(MEASURES[name] for name in request.measures)
    mechanisms = institutions_behind(measures, request.topics)
    who = {} if len(request.sides) > 1 else request.filters
    found = evidence_of(Subject(measures, request.topics, mechanisms, who, request.years, request.language), None, own)
    return Answer(
        request=request, first=say("no_run", request.language), is_answered=False, steps=(why,) if why else (),
        witnesses=found.witnesses, passages=passages, offers=offers(request, is_near=False),
    )  # fmt: skip


def with_run(
    asking: Asking, own: tuple[Record, ...], passages: tuple[Passage, ...], study: Path | None = None
) -> Answer:
    """The whole answer from a run."""
    request, run = asking.request, asking.run
    kind = request.kind
    found = ANSWERERS[kind](asking) if kind in ANSWERERS else None
    mechanisms = institutions_behind(asking.measures, request.topics)
    evidence = evidence_of(subject_of(asking, mechanisms), run, own, asking.tell)
    found = found or agreement(asking, evidence)
    years = years_told(found, asking)
    of_study = beside_study(asking, found.numbers, study)
    return Answer(
        request=request, first=found.first, is_answered=found.is_answered, points=(*found.points, *of_study.points),
        notes=(*found.notes, *general_notes(found, asking, years)),
        table=found.table, chart=found.chart, numbers=(*found.numbers, *of_study.numbers), witnesses=evidence.witnesses,
        published=evidence.published, unlisted=evidence.unlisted, passages=passages,
        behind=behind(mechanisms, years[1]) if mechanisms and found.is_answered else None,
        life=one_life(asking, years) if found.has_life else None, run=run_told(run),
        uncertainty=uncertainty(found.numbers, asking), offers=offers(request, is_near=False), steps=found.steps,
        more_sources=found.more_sources,
    )  # fmt: skip


def general_notes(found: Found, asking: Asking, years: tuple[int, int]) -> list[str]:
    """Notes that any kind of answer may need: whom a measure leaves out, won of before the currency reform."""
    is_told = any(one.group.get("occupation") == "prisoner" for one in found.numbers)
    is_of_all = not asking.request.groups and not is_told
    named = [one for one in asking.measures[:1] if one.population == "at_liberty" and is_of_all]
    notes = [asking.say("at_liberty", label=asking.label(one)) for one in named]
    notes += [asking.say("follows_nobody")] if follows_nobody(asking.run) and found.has_life else []
    has_money = found.has_life or any("won" in one.unit for one in found.numbers)
    first = min([years[0], *(one.years[0] for one in found.numbers if "won" in one.unit)])
    return [*notes, asking.say("new_won")] if has_money and first <= REFORM else notes


def years_told(found: Found, asking: Asking) -> tuple[int, int]:
    """The year that the life is told of: of several years the one in which the first measure was highest.

    Else the years of the first number told, those asked for, or the last full year.
    """
    if found.numbers:
        first = found.numbers[0]
        is_of_many = first.years[0] != first.years[1] or asking.request.kind in ("trend", "before_after")
        within = first.years if first.years[0] != first.years[1] else asking.run_years
        single = [
            one for one in found.numbers
            if (one.what, one.measure, one.group) == ("value", first.measure, first.group)
            and within[0] <= one.years[0] == one.years[1] <= within[1]
        ]  # fmt: skip
        return max(single, key=lambda one: one.value).years if is_of_many and single else first.years
    asked = asking.request.years
    seen = asking.within_run(asked) if asked else None
    return seen or (asking.last_full_year, asking.last_full_year)


def uncertainty(numbers: tuple[Number, ...], asking: Asking) -> str:
    """Which kind of uncertainty the ranges hold; empty if there are none."""
    names = [one.measure for one in numbers if one.low is not None and one.measure in MEASURES]
    kinds = dict.fromkeys(
        asking.say(f"interval_{MEASURES[name].interval}", clusters=cluster_words(name, asking)) for name in names[:6]
    )
    return asking.say("uncertainty", kinds=asking.listed(list(kinds))) if kinds else ""


def cluster_words(name: str, asking: Asking) -> str:
    """What a measure varies between."""
    word = MEASURES[name].place.cluster_word or "clusters"
    return asking.say(f"between_{word.replace(' ', '_')}")


def run_told(run: Run) -> RunTold:
    """The run as an answer shows it."""
    info = run.info
    return RunTold(
        str(run.path), info.scenario, info.seed, info.version, info.people, info.represents,
        f"{info.first_day} to {info.last_day_lived}",
    )  # fmt: skip
