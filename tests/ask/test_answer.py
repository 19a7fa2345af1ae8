"""Answers: the sentence that answers, bad news beside good, nothing private in what is published, text escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.made_long_run import CLOSE, make_long_run

from inminban.ask.answer import ANSWERERS, answer, ask
from inminban.ask.asking import FEW_PEOPLE
from inminban.ask.evidence import MOST_PUBLISHED
from inminban.ask.formats import FORMATS, as_html, as_json, as_markdown, as_text
from inminban.ask.request import KINDS, Kind, Request, Supposed, Who, Years
from inminban.ask.structure import Answer
from inminban.ask.understanding import understand_request
from inminban.ask.wording.families import family_of
from inminban.ask.wordlists import glossary
from inminban.errors import RunFolderError
from inminban.evidence.checks import check
from inminban.evidence.records import figures
from inminban.measures import Run, open_run
from inminban.testimony.dates import read_edtf
from inminban.testimony.library import Library
from inminban.testimony.records import Details, Text

ODD = "<script>alert('x')</script> **bold** [link](javascript:x) & musicians `code` have to perform on holidays."
TEACHERS, MINERS = Who(filter={"occupation": "teacher"}), Who(filter={"occupation": "miner"})
IN_2015 = (Years(first=CLOSE, last=CLOSE),)
PRIVATE = re.compile(r"inminban (?:run|life|ask|library|column)|your library|--\w|/tmp/|runs/")
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_long_run(tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture(scope="module")
def run(folder: Path) -> Iterator[Run]:
    with open_run(folder) as opened:
        yield opened


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No run, library or claims of the machine's own user."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INMINBAN_LIBRARY", str(tmp_path / "none.sqlite"))
    monkeypatch.delenv("INMINBAN_CLAIMS", raising=False)


def of(run: Run, kind: Any, *measures: str, **more: Any) -> Answer:
    """The answer to a request."""
    return answer(Request(kind=kind, measures=measures, **more), run)


def test_every_kind_has_an_answerer() -> None:
    assert {*ANSWERERS, "agreement", "outside"} == set(KINDS)


def test_two_groups_stand_side_by_side_with_their_difference(run: Run) -> None:
    made = of(run, "comparison", "time_taken", groups=(TEACHERS, MINERS), periods=IN_2015)
    first, second, difference = made.numbers
    assert (first.group, second.group) == ({"occupation": "teacher"}, {"occupation": "miner"})
    assert difference.value == pytest.approx(first.value - second.value)
    assert difference.low is not None and difference.low < difference.value
    assert "teachers" in made.first and "miners" in made.first and "95 % interval" in made.first
    assert "variation between provinces" in made.uncertainty and "rules and assumptions" in made.uncertainty


def test_a_difference_within_chance_is_not_called_one(run: Run) -> None:
    same = Who(filter={"occupation": ["teacher", "miner"]})
    made = of(run, "comparison", "hungry", groups=(same, Who()), periods=IN_2015)
    low, high = made.numbers[2].low, made.numbers[2].high
    assert low is not None and high is not None
    assert (low <= 0 <= high) == made.first.startswith("Too close to tell")


def test_a_scenario_without_a_run_says_so_and_one_that_is_not_there_names_the_nearest(run: Run) -> None:
    made = of(run, "counterfactual", "labour_time", supposed=Supposed(said="no bribes", scenario="no-bribes"))
    assert not made.is_answered and "no run of it" in made.first and not made.numbers
    assert "inminban run no-bribes" in made.steps[0] and "inminban run no-bribes" in as_text(made)
    none = of(run, "counterfactual", "labour_time", supposed=Supposed(said="peace", nearest=("no-markets",)))
    assert none.first.startswith("No:") and "Without markets" in none.points[0]


def test_the_year_is_the_questions_else_the_last_full_one_and_it_is_said(run: Run) -> None:
    assert of(run, "level", "hungry").numbers[0].years == (2016, 2016)
    assert any("2016" in note and "names no year" in note for note in of(run, "level", "hungry").notes)
    assert of(run, "level", "hungry", periods=(Years(first=1997, last=1997),)).numbers[0].years == (1997, 1997)
    none = of(run, "level", "hungry", periods=(Years(first=1980, last=1985),))
    assert not none.is_answered and none.numbers == () and "nothing of 1980 to 1985" in none.first


def test_figures_that_the_model_misses_are_shown_with_those_it_meets(run: Run) -> None:
    made = of(run, "agreement", "bribes")
    family = family_of("bribes")
    expected = {record.id for record in figures() for item in record.content.check if item.metric in family}
    assert {one.id for one in made.published} == expected and len(expected) >= 5
    words = " ".join(one.tested for one in made.published)
    assert made.agreement["disagree"] == words.count("disagree") + sum(
        verdict.verdict == "disagree" for one in made.witnesses for verdict in one.verdicts
    )
    assert str(made.agreement["disagree"]) in made.first and str(made.agreement["agree"]) in made.first


def test_no_answer_contradicts_check(run: Run) -> None:
    checked = {(one.id, one.check): (one.verdict, one.value) for one in check(run)}
    for measure in ("hungry", "rice_price", "ever_bribed", "media_evenings", "crossings"):
        for one in of(run, "level", measure).published:
            assert (one.verdict.verdict, one.verdict.value) == checked[one.id, one.verdict.check], one


def test_a_group_of_few_people_is_warned_of(run: Run) -> None:
    found = run.measure("simulated_people", ("occupation", "province"), {"year": 2016})
    least = min((one for one in found if one.value > 0), key=lambda one: one.value)
    made = of(run, "level", "call_ups", groups=(Who(filter=least.group),))
    assert 0 < made.numbers[0].people == pytest.approx(least.value)
    warned = any("simulated people stand behind" in note for note in made.notes)
    assert warned == (least.value < FEW_PEOPLE) and least.value < FEW_PEOPLE


def test_a_group_that_a_measure_does_not_know_is_not_left_out_in_silence(run: Run) -> None:
    made = of(run, "level", "ration", groups=(TEACHERS,))
    assert made.numbers[0].group == {} and any("does not record this by occupation" in note for note in made.notes)


def test_several_questions_are_answered_one_after_the_other(run: Run) -> None:
    parts = tuple(Request(text=name, kind="level", measures=(name,)) for name in ("hungry", "time_taken"))
    made = answer(Request(text="both", kind="level", measures=("hungry",), parts=parts), run)
    text = as_markdown(made)
    assert [part.request.measures[0] for part in made.parts] == ["hungry", "time_taken"]
    assert all(part.first in text.replace("\\", "") for part in made.parts)


def test_the_life_told_varies_with_the_question(run: Run) -> None:
    lives = [of(run, "level", "time_taken", text=f"question {number}").life for number in range(12)]
    assert len({one.person for one in lives if one}) > 2
    assert all(one and "made up by the model" in one.chosen for one in lives)


def test_a_question_outside_the_model_says_what_is_lacking() -> None:
    made = ask(Request(text="Is he a good leader?", kind="outside", lacking="judgement"))
    assert not made.is_answered and "judgement of value" in made.first and made.offers


def test_without_a_run_witnesses_still_speak() -> None:
    made = ask("How often do people go to self-criticism sessions?")
    assert made.witnesses and made.run is None and not made.numbers
    assert "inminban run" in as_text(made) and not PRIVATE.search(as_markdown(made))


def test_a_run_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError):
        ask("How often do people go to self-criticism sessions?", run=tmp_path / "none")


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"outside"}))
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_kind_is_told_in_every_form_with_nothing_private(run: Run, kind: Any, language: Any) -> None:
    supposed = Supposed(said="x", scenario="no-bribes") if kind == "counterfactual" else None
    groups = (TEACHERS, MINERS) if kind == "comparison" else ()
    more = {"topics": ("food",), "groups": groups, "supposed": supposed}
    made = of(run, kind, "hungry", text="질문" if language == "ko" else "question", language=language, **more)
    assert made.first
    if language == "ko" and kind not in ("mechanism", "definition", "sources"):
        assert re.search("[가-힣]", made.first) and not re.search(r"\b(?:the|was|of)\b", made.first), made.first
    for form in ("markdown", "html"):
        text = STYLE.sub("", FORMATS[form](made))  # names of colours in the stylesheet begin like options
        assert not PRIVATE.search(text) and str(run.path) not in text
    assert json.loads(as_json(made))["kind"] == kind


def keep(library: Library, *paragraphs: str) -> None:
    """Add a text to a library."""
    details = Details("A <b>title</b>", "Hana_*", "written for the tests", "en", "the tests", read_edtf("2015-01-01"))
    library.add(Text(paragraphs, {}, Path("text.txt")), details)


def test_passages_of_the_library_are_found_by_topic_in_either_language(library: Library) -> None:
    keep(library, "A heading about self-criticism", "Every Saturday we had to attend self-criticism, and all spoke.",
         "The river was cold that year and we walked home.")  # fmt: skip
    for question in ("How often are self-criticism sessions?", "생활총화는 일주일에 몇 번 하나요?"):
        assert [one.paragraph for one in ask(question, library=library).passages] == [2]


def test_text_from_outside_steers_neither_html_nor_markdown(library: Library) -> None:
    keep(library, ODD)
    words = "<img src=x onerror=alert(1)> What must musicians perform?"
    made = ask(Request(text=words, kind="level", topics=("arts",), measures=("appearance",)), library=library)
    assert made.passages
    page = LexborHTMLParser(as_html(made))
    assert page.css("script, img, section b, [onerror]") == [] and page.css("mark")
    assert "\\*\\*bold\\*\\*" in as_markdown(made) and "\\<script" in as_markdown(made)


def test_text_for_a_terminal_holds_no_steering_signs(library: Library) -> None:
    keep(library, "Musicians \x1b[2J must perform on every holiday of the year.")
    assert "\x1b" not in as_text(ask("What must musicians perform?\x1b[31m", library=library))


def test_a_chart_is_drawn_without_a_script(run: Run) -> None:
    made = of(run, "trend", "hungry")
    page = LexborHTMLParser(as_html(made))
    assert made.chart is not None and len(page.css("svg polyline")) == 1 and page.css("script, [style]") == []
    spec = json.loads(as_json(made))["chart"]
    assert len(spec["data"]["values"]) == len(made.chart.points) == 23


@pytest.mark.parametrize("kind", ["trend", "ranking"])
def test_a_chart_for_other_programs_is_vega_lite(run: Run, kind: Kind) -> None:
    spec = json.loads(as_json(of(run, kind, "hungry")))["chart"]
    alt.Chart.from_dict(spec)
    points = spec["data"]["values"]
    named = {
        channel["field"] for layer in spec["layer"] for channel in layer["encoding"].values() if "field" in channel
    }
    assert {"label", "value", "low", "high"} <= named <= points[0].keys()
    wrong = [one for one in points if one["low"] is not None and not one["low"] < one["value"] < one["high"]]
    assert all(one["low"] == one["value"] == 0 < one["high"] for one in wrong), wrong  # nobody: from nothing on


@pytest.mark.parametrize(
    ("name", "begins"), [("a.md", "# How"), ("a.html", "<!doctype html>"), ("a.json", "{"), ("a.txt", "How")]
)
def test_ask_from_the_command_line(tmp_path: Path, folder: Path, command: Any, name: str, begins: str) -> None:
    ended = command("ask", "How many people are hungry?", "--run", folder, "--out", tmp_path / name)
    assert ended.code == 0 and (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_ask_ends_with_one_for_a_question_outside_the_model(command: Any) -> None:
    assert command("ask", "Who will win the next World Cup?").code == 1
    assert command("ask", " ").code == 2


def test_claims_are_checked_from_the_command_line(folder: Path, command: Any) -> None:
    ended = command("claims", "check", "--run", folder)
    assert ended.code == 0 and "institutions: self_criticism" in ended.out


def test_figures_that_have_no_room_are_counted_and_disagreeing_ones_are_listed_first(run: Run) -> None:
    made = of(run, "level", "crossings")
    listed = [one.verdict.verdict for one in made.published]
    left_out = [one.verdict.verdict for one in made.unlisted]
    assert len(listed) <= MOST_PUBLISHED and (not left_out or len(listed) == MOST_PUBLISHED)
    assert left_out and ("disagree" not in left_out or set(listed) == {"disagree"})
    of_claims = [verdict.verdict for one in made.witnesses for verdict in one.verdicts]
    every = [*listed, *left_out, *of_claims]
    assert made.agreement == {name: every.count(name) for name in ("agree", "disagree", "untested")}
    text = as_text(made)
    assert f"Published figures about this: {len(listed) + len(left_out)}." in text
    assert f"Listed are {len(listed)} of them" in text


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("What is an inminban?", "A neighbourhood unit of 20 to 40 households"),
        ("What is songbun?", "Standing by descent"),
        ("돈주란 무엇인가요?", "돈을 빌려주고"),
        ("What does 'private conviction' mean?", "Private conviction"),
    ],
)
def test_a_definition_begins_with_what_the_word_means(run: Run, text: str, begins: str) -> None:
    made = answer(understand_request(text), run)
    assert made.kind == "definition" and made.first.startswith(begins)


def test_every_word_of_the_glossary_has_a_meaning_in_both_languages_or_a_measure() -> None:
    for name, entry in glossary().items():
        assert (entry.means_en and entry.means_ko) or entry.measures, name
        assert bool(entry.means_en) == bool(entry.means_ko), name
