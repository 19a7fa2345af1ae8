"""The first word of a comparison: yes, no, or the side that has more; nothing where the question leaves it open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.made_long_run import make_long_run

from inminban.ask.answer import answer
from inminban.ask.answers.verdict import direction, lead
from inminban.ask.asking import Asking
from inminban.ask.sections import sections
from inminban.ask.structure import Life
from inminban.ask.understanding import understand_request
from inminban.measures import Run, open_run
from inminban.measures.catalogue import MEASURES

MINERS, FARMERS = "Miners", "Farmers"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(make_long_run(tmp_path_factory.mktemp("runs") / "run")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "measure", "wanted"),
    [
        ("is hunger worse for miners?", "hungry", "higher"),
        ("do miners eat better?", "eaten_of_need", "higher"),
        ("are miners better off?", "hungry", "lower"),
        ("do miners get less?", "ration", "lower"),
        ("do miners work longer?", "work_time", "higher"),
        ("광부가 더 굶주렸나요?", "hungry", "higher"),
        ("miners and farmers", "hungry", ""),
    ],
)
def test_the_words_say_which_value_is_asked_for(text: str, measure: str, wanted: str) -> None:
    assert direction(text, MEASURES[measure]) == wanted


@pytest.mark.parametrize(
    ("text", "how", "said"),
    [
        ("Are miners hungrier than farmers?", "higher", "Yes."),
        ("Are miners hungrier than farmers?", "lower", "No, the other way round."),
        ("Are miners hungrier than farmers?", "same", ""),
        ("Who is hungrier, miners or farmers?", "higher", "Miners."),
        ("Who is hungrier, miners or farmers?", "lower", "Farmers."),
        ("How much hungrier are miners than farmers?", "higher", ""),
        ("광부가 농민보다 더 굶주렸나요?", "higher", "그렇다."),
        ("광부보다 농민이 더 굶주렸나요?", "higher", "아니다. 그 반대다."),
    ],
)
def test_yes_no_or_the_side_comes_first(run: Run, text: str, how: str, said: str) -> None:
    request = understand_request(text)
    asking = Asking(request, run)
    assert lead(asking, MEASURES["hungry"], request.sides, (MINERS, FARMERS), how) == said


def test_the_answer_begins_with_it_and_its_numbers_bear_it_out(run: Run) -> None:
    made = answer(understand_request("Do women spend more time at the market than men?"), run)
    first, second = [one.value for one in made.numbers if one.what == "value"][:2]
    begins = {True: "Yes. ", False: "No, the other way round. "}
    if abs(first - second) > 0.05 * max(first, second) and "Too close" not in made.first:
        assert made.first.startswith(begins[first > second])


def test_a_measure_shown_for_prisoners_is_not_said_to_leave_them_out(run: Run) -> None:
    by_job = answer(understand_request("Which occupation is hungriest?"), run)
    told = {one.group.get("occupation") for one in by_job.numbers}
    assert any("Prisoners are not counted" in note for note in by_job.notes) == ("prisoner" not in told)


def test_why_begins_with_what_drives_it_in_numbers(run: Run) -> None:
    made = answer(understand_request("Why do people trade?"), run)
    assert made.first.startswith("What drives it in the model: in ")
    assert {"pay_in_rice", "ration_arrived", "day_of_trade_in_rice"} & {one.measure for one in made.numbers}


def test_a_life_is_told_before_what_others_say(run: Run) -> None:
    life = Life(1, 1, "One of one.", "A farmer.", ("She works.",), (2015, 2015))
    asked = {text: answer(understand_request(text), run) for text in ("What is it like to be a farmer?", "Hunger?")}
    of_life, of_hunger = (
        [one.name for one in sections(replace(made, life=life))].index("life") for made in asked.values()
    )
    assert of_life == 1 < of_hunger
