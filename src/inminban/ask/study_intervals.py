"""What finished studies say of the numbers of an answer: their interval over many worlds, beside that of the one run.

A run's own interval holds chance within that run. The worlds of a study differ by seed and, where numbers were drawn,
by the numbers of the model too, so that a study's interval holds more of what is uncertain. A study named by the user
is read as it is; of those under studies/ only one made by the same version and sources as the run is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inminban.ask.answers.counterfactual import HISTORY
from inminban.ask.asking import Asking
from inminban.ask.structure import Number
from inminban.ask.wording.amounts import Span, amount, difference_words, rounded, span_words
from inminban.ask.wording.groups import people_words
from inminban.ask.wording.korean import Word
from inminban.ask.wording.sentences import capital
from inminban.errors import RunFolderError
from inminban.measures.catalogue import MEASURES
from inminban.measures.run import Run
from inminban.measures.units import factor
from inminban.study.files import STUDY_FILE

if TYPE_CHECKING:
    from inminban.study.intervals import Study

STUDIES = Path("studies")
MOST = 2
"""Numbers of an answer that a study is told beside: the first value of each side of a comparison."""


class Told(NamedTuple):
    """A value over the worlds of a study, in the unit of the answer."""

    middle: float
    span: Span
    n: int
    has_draws: bool


class Beside(NamedTuple):
    """What a study says of an answer: sentences, and the numbers in them."""

    points: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()


def beside_study(asking: Asking, numbers: tuple[Number, ...], named: Path | None) -> Beside:
    """What the study named, or else the newest that has one of these numbers, says of them."""
    for study in studies_for(asking.run, named):
        most = MOST if asking.request.kind == "comparison" else 1
        found = [each for each in (told_beside(asking, study, one) for one in first_of(numbers, most)) if each]
        if found:
            return Beside(tuple(said for said, _ in found), tuple(number for _, number in found))
    return Beside()


def first_of(numbers: tuple[Number, ...], most: int) -> list[Number]:
    """The numbers a study is told beside: the difference of two worlds if there is one, else the first values."""
    worlds = [one for one in numbers if one.what == "difference" and one.scenario]
    if worlds:
        return worlds[:1]
    measure = numbers[0].measure if numbers else ""
    return [one for one in numbers if one.what == "value" and one.measure == measure and not one.scenario][:most]


def studies_for(run: Run, named: Path | None) -> Iterator[Study]:
    """The study named; else those under studies/ of the run's version and sources, the newest first.

    Raises RunFolderError if the one named is none or not finished. A damaged or unfinished one of the others is left
    out.
    """
    if named is None and not any(STUDIES.glob(f"*/{STUDY_FILE}")):
        return
    from inminban.study.intervals import open_study

    if named is not None:
        yield open_study(named)
        return
    for file in sorted(STUDIES.glob(f"*/{STUDY_FILE}"), key=lambda one: (-one.stat().st_mtime, one.parent.name)):
        if is_of_same_code(file.parent, run):
            try:
                yield open_study(file.parent)
            except RunFolderError:
                continue


def is_of_same_code(folder: Path, run: Run) -> bool:
    """Whether a study was made by the version and sources that made a run."""
    from inminban.study.folder import read_study

    try:
        made: Mapping[str, Any] = read_study(folder).get("made_with", {})
    except RunFolderError:
        return False
    return (made.get("version"), made.get("sources")) == (run.info.get("version"), run.info.get("sources_hash"))


def told_beside(asking: Asking, study: Study, one: Number) -> tuple[str, Number] | None:
    """The sentence and number of a study beside a number of the answer; None if the study did not keep it."""
    told = difference_of(study, one) if one.scenario else value_of(study, one, str(asking.run.info["scenario"]))
    if told is None:
        return None
    years = asking.years_words(one.years)
    said = asking.say(
        "study_difference" if one.scenario else "study_value",
        who=people_words(one.group, MEASURES[one.measure], asking.language), label=asking.label(MEASURES[one.measure]),
        years=years, n=told.n, range=span_words(told.span, asking.language), middle=middle_words(asking, one, told),
        differ=asking.say("worlds_of_seeds_and_numbers" if told.has_draws else "worlds_of_seeds"),
    )  # fmt: skip
    number = one._replace(what="study", value=told.middle, low=told.span[0], high=told.span[1])
    return capital(said), number


def middle_words(asking: Asking, one: Number, told: Told) -> Word:
    """The median in words; of a difference with its sign."""
    if not one.scenario:
        return amount(told.middle, one.unit, asking.language)
    sign = "−" if told.middle < 0 and rounded(told.middle) != "0" else "+"
    return Word(f"{sign}{difference_words(told.middle, one.unit, asking.language)}")


def value_of(study: Study, one: Number, scenario: str) -> Told | None:
    """A value over the worlds of a scenario."""
    if scenario not in study.scenarios:
        return None
    for asked, group, year in keys_of(study, one):
        found = study.spread(asked, year, group, scenario)
        if found is not None:
            size = factor(found.unit, one.unit)
            return Told(found.middle * size, (found.low * size, found.high * size), found.n, study.has_draws)
    return None


def difference_of(study: Study, one: Number) -> Told | None:
    """A scenario less history, pair by pair."""
    if not {HISTORY, one.scenario} <= set(study.scenarios):
        return None
    for asked, group, year in keys_of(study, one):
        found = study.difference(asked, HISTORY, one.scenario, year, group)
        if found is not None:
            size = factor(found.unit, one.unit)
            return Told(found.middle * size, (found.low * size, found.high * size), found.n, study.has_draws)
    return None


def keys_of(study: Study, one: Number) -> Iterator[tuple[str, str, int | None]]:
    """What a study may have kept a number under: the question asked of its worlds, the members of groups, the year."""
    from inminban.study.asked import parse_asked
    from inminban.study.intervals import words_of

    for asked in study.asked:
        question = parse_asked(asked)
        if question.measure != one.measure or set(question.groups) != set(one.group):
            continue
        group = words_of({name: one.group[name] for name in question.groups})
        if question.years is not None:
            if question.years == one.years:
                yield asked, group, None
        elif one.years[0] == one.years[1]:
            yield asked, group, one.years[0]
