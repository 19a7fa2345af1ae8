"""What would be if something were otherwise: a scenario beside history, with the same people and random numbers.

Runs of the scenario are looked for beside the run the answer reads. Both must begin with the same people.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from inminban.ask.answers.common import asking_heads, head, no_number
from inminban.ask.answers.comparison import range_words, relation
from inminban.ask.asking import Asking, Measured, cell, number_of, number_of_difference, span_cell
from inminban.ask.structure import Found, Number, Table
from inminban.ask.wording.amounts import difference_words, rounded, unit_words
from inminban.ask.wording.phrases import told_unit
from inminban.ask.wording.sentences import capital
from inminban.errors import RunFolderError
from inminban.measures.run import Run, open_run
from inminban.numbers.parameters.scenarios import scenario_text
from inminban.output.folder import RUN_FILE
from inminban.output.reading import RunInfo, read_info
from inminban.report.shared_days import SAME_CODE, SAME_DRAWS, other_code

HISTORY = "history"
USUAL = ("time_taken", "hungry", "money_income", "conviction", "crossing_rate")
"""Measures told where the question names none."""

SHOWN = 8
Pair = tuple[Measured, Measured]


class Worlds(NamedTuple):
    """The run of history and a run of the scenario that begins with the same people."""

    history: Run
    other: Run


def counterfactual(asking: Asking) -> Found:
    """Each measure in history and in the scenario; an honest no if no scenario changes it, or no run is there."""
    supposed = asking.request.supposed
    if supposed is None or not supposed.scenario:
        return no_scenario(asking)
    if supposed.scenario == asking.run.info["scenario"]:
        return no_run(asking, HISTORY)
    other = paired_run(asking.run, supposed.scenario)
    if other is None:
        return no_run(asking, supposed.scenario)
    with open_run(other) as world:
        return beside(asking, Asking(asking.request, world), supposed.scenario)


def beside(asking: Asking, other: Asking, scenario: str) -> Found:
    """The values of both worlds in the same years."""
    side, measures = asking.side, asking.measures
    pairs: list[Pair] = []
    for one in measures[:SHOWN]:
        here = asking.value(one, side.filters, side.years)
        there = other.value(one, side.filters, here.years) if here else None
        if here and there and here.years == there.years:
            pairs.append((here, there))
    if not pairs:
        return no_number(asking, measures[0], side.filters, side.years)
    (here, there), (made, span) = pairs[0], asking.difference(pairs[0][1], pairs[0][0])
    said = asking.say(
        f"scenario_{relation(there, here, span)}", years=asking.years_words(here.years), name=title(scenario, asking),
        clause=asking.clause(there), value=asking.amount_of(here),
        difference=difference_words(made, here.value.unit, asking.language), range=range_words(asking, made, span),
    )  # fmt: skip
    text = scenario_text(scenario)
    return Found(
        capital(said), points=(asking.say("scenario_is", description=one_line(text.description)),),
        table=table(asking, pairs, title(scenario, asking)), numbers=numbers(pairs, asking, scenario),
        notes=(asking.say("same_people", people=f"{asking.run.info['people']:,}"), *other_code_notes(asking, other),
               *asking.missing_words(measures[0], side.filters)),
    )  # fmt: skip


def other_code_notes(asking: Asking, other: Asking) -> list[str]:
    """A warning if the two runs were made by different versions: part of a difference may come from that."""
    return [asking.say("other_code")] if other_code(asking.run, other.run) else []


def numbers(pairs: list[Pair], asking: Asking, scenario: str) -> tuple[Number, ...]:
    """The records of both worlds' values and their differences."""
    found = []
    for here, there in pairs:
        made, span = asking.difference(there, here)
        found += [
            number_of(here),
            number_of(there)._replace(scenario=scenario),
            number_of_difference(there, here, made, span)._replace(scenario=scenario, other_scenario=HISTORY),
        ]
    return tuple(found)


def table(asking: Asking, pairs: list[Pair], name: str) -> Table:
    """A row for each measure: history, scenario, difference with its interval."""
    rows = []
    for here, there in pairs:
        made, span = asking.difference(there, here)
        unit = unit_words(told_unit(here.measure), asking.language)
        rows.append((asking.label(here.measure), unit, cell(here), cell(there), rounded(made),
                     span_cell(span, asking.language)))  # fmt: skip
    heads = (
        *asking_heads(asking, "measure", "unit", "as_it_was"), name, *asking_heads(asking, "difference", "range"),
    )  # fmt: skip
    return Table(head(asking, pairs[0][0].measure) if len(pairs) == 1 else name, heads, tuple(rows))


def paired_run(run: Run, scenario: str) -> Path | None:
    """A run of the scenario beside this one that begins with the same people; one made by the same code comes first."""
    found = []
    for file in sorted(run.path.parent.glob(f"*/{RUN_FILE}")):
        info = info_of(file.parent) if file.parent != run.path else None
        if info and info["scenario"] == scenario and all(run.info[name] == info[name] for name in SAME_DRAWS):
            is_same_code = all(run.info.get(name) == info.get(name) for name in SAME_CODE)
            found.append((not is_same_code, file.parent.name, file.parent))
    return min(found)[2] if found else None


def info_of(folder: Path) -> RunInfo | None:
    """What a run folder says of itself; None for one that cannot be read."""
    try:
        return read_info(folder)
    except RunFolderError:
        return None


def no_scenario(asking: Asking) -> Found:
    """No scenario supposes what is asked: the nearest ones are named."""
    supposed = asking.request.supposed
    said = asking.say("no_scenario", said=supposed.said if supposed else asking.request.text)
    nearest = list(supposed.nearest) if supposed else []
    points = tuple(
        asking.say("nearest_scenario", name=title(name, asking), description=one_line(scenario_text(name).description))
        for name in nearest
    )
    return Found(said, points=points, is_answered=False, has_life=False)


def no_run(asking: Asking, scenario: str) -> Found:
    """A scenario supposes it, and no run of it begins with the same people: the command that makes one."""
    info = asking.run.info
    command = (
        f"inminban run {scenario} --people {info['people']} --seed {info['seed']} --from {info['first_day']} "
        f"--to {info['last_day']} --out {asking.run.path.parent / scenario}"
    )
    said = asking.say("no_paired_run", name=title(scenario, asking))
    described = asking.say("scenario_is", description=one_line(scenario_text(scenario).description))
    return Found(said, points=(described,), steps=(command,), is_answered=False, has_life=False)


def title(scenario: str, asking: Asking) -> str:
    """The label of a scenario in words."""
    label = scenario_text(scenario).label
    return f"“{label}”" if asking.language == "en" else f"'{label}'"


def one_line(text: str) -> str:
    """A description on one line."""
    return " ".join(text.split())
