"""Answers: what is told comes from claims, passages or a run; text from outside is escaped; what is missing is said."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.made_run import make_run

from inminban.ask import formats
from inminban.ask.answer import Answer, ask
from inminban.ask.formats import as_html, as_markdown, as_text, body_as_markdown
from inminban.ask.group_facts import NOT_IN_RUN, fact_of, seen_of, years_seen
from inminban.errors import RunFolderError
from inminban.evidence.severity import SEVERITIES, counted, how_hard, severity
from inminban.evidence.verdict_words import finding
from inminban.measures import MEASURES, open_run
from inminban.numbers import parameters
from inminban.testimony.dates import read_edtf
from inminban.testimony.library import Library
from inminban.testimony.records import Details, Text
from inminban.testimony.terms.entries import known_topics

MUSICIAN = "What is it like to be a North Korean musician?"
ODD = "<script>alert('x')</script> **bold** [link](javascript:x) & musicians `code` have to perform on holidays."


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("runs") / "run", n_days=365, n_groups=300)


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No run, library or claims of the machine's own user."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INMINBAN_LIBRARY", str(tmp_path / "none.sqlite"))
    monkeypatch.delenv("INMINBAN_CLAIMS", raising=False)


def keep(library: Library, *paragraphs: str) -> None:
    """Add a text to a library."""
    details = Details("A <b>title</b>", "Hana_*", "written for the tests", "en", "the tests", read_edtf("2015-01-01"))
    library.add(Text(paragraphs, {}, Path("text.txt")), details)


def test_a_musician_is_answered_from_witnesses_and_a_run(run: Path) -> None:
    answer = ask(MUSICIAN, run=run)
    assert answer.is_understood and answer.question.who == {"occupation": "artist"}
    assert {"M2", "M4", "M7"} <= {one.id for one in answer.witnesses}
    keys = [fact.key for fact in answer.facts]
    assert keys == known_topics()["daily_life"].facts
    told = {fact.key: fact for fact in answer.facts}
    assert told["crossing_rate"].value == 0  # none of its leavers are artists
    assert told["hungry"].value is not None and told["hungry"].interval is not None
    assert sum(answer.agreement.values()) == sum(len(one.verdicts) for one in answer.witnesses) > 10
    assert answer.run is not None and answer.run.years == (2015, 2015)


def test_the_answer_says_how_hard_each_check_was_that_agrees_or_disagrees(run: Path) -> None:
    answer = ask(MUSICIAN, run=run)
    verdicts = [(one.id, verdict) for one in answer.witnesses for verdict in one.verdicts]
    text = as_text(answer)
    lines = {line.removeprefix("- ") for line in text.splitlines()}
    for id, verdict in verdicts:
        if verdict.verdict == "disagree":
            assert f"disagree: {id}, {finding(verdict)}" in lines and f"{severity(verdict)} test" in finding(verdict)
    for name, n in counted(verdict for _, verdict in verdicts).items():
        ids = [id for id, verdict in verdicts if verdict.verdict == "agree" and severity(verdict) == name]
        assert len(ids) == n
        told = [f"{id} ({ids.count(id)} times)" if ids.count(id) > 1 else id for id in dict.fromkeys(ids)]
        assert (f"agree: in a {name} test {', '.join(told)}" in lines) == bool(told)
        assert (f"{name}: {SEVERITIES[name]}" in text.replace(name.capitalize(), name)) == bool(told)
    assert how_hard(verdict for _, verdict in verdicts) in text
    assert any(verdict.verdict == "agree" for _, verdict in verdicts)


def test_a_fact_is_the_number_of_the_run(run: Path) -> None:
    with open_run(run) as opened:
        found = fact_of(opened, MEASURES["hungry"], {"occupation": "artist"}, (2015, 2015))
        (row,) = opened.rows(
            "SELECT 100.0 * sum(n_hungry) / sum(people) AS value FROM groups WHERE occupation = 'artist'"
        )  # fmt: skip
        everybody = fact_of(opened, MEASURES["time_taken"], {}, (2015, 2015))
        other_year = fact_of(opened, MEASURES["hungry"], {}, (2014, 2014))
        grown = opened.rows(
            "SELECT sum(minutes_indoctrination + minutes_events + minutes_rehearsals + minutes_sessions"
            " + minutes_labour + minutes_collecting + minutes_penal) * 7.0 / 60 / sum(person_days) AS value FROM groups"
            " WHERE age_group NOT IN ('0-6', '7-13', '14-16') AND occupation NOT IN ('soldier', 'abroad', 'prisoner')"
        )
    assert found.value == pytest.approx(row["value"])
    assert everybody.value == pytest.approx(grown[0]["value"])
    assert everybody.whom == "adults" and other_year.value is None


def test_every_fact_of_every_topic_can_be_told_or_says_why_not(run: Path) -> None:
    named = {key for topic in known_topics().values() for key in topic.facts}
    assert named <= set(MEASURES)
    with open_run(run) as opened:
        for key in sorted(named):
            found = fact_of(opened, MEASURES[key], {"occupation": "teacher", "province": "Pyongyang"}, (2015, 2015))
            assert found.value is not None or found.missing, key
            assert found.label and found.whom


def test_a_column_that_a_run_does_not_have_is_not_guessed(run: Path) -> None:
    gone = replace(MEASURES["hungry"], numerator="n_of_next_year")
    with open_run(run) as opened:
        assert fact_of(opened, gone, {}, (2015, 2015)).missing == NOT_IN_RUN


def test_years_outside_the_run_get_no_numbers(run: Path) -> None:
    answer = ask("What did people eat in 1997?", run=run)
    assert answer.facts == () and answer.life is None
    assert "nothing of 1997" in answer.notes[0]
    assert "The run has nothing for the years asked about" in as_text(answer)


@pytest.mark.parametrize(
    ("asked", "seen"), [(None, (2015, 2015)), ((2012, 2100), (2015, 2015)), ((1945, 2014), None), ((2016, 2100), None)]
)
def test_the_years_seen_are_those_asked_for_that_were_lived(run: Path, asked: Any, seen: Any) -> None:
    with open_run(run) as opened:
        assert years_seen(opened, asked) == seen


def test_a_group_that_is_not_in_the_run_is_said(run: Path) -> None:
    answer = ask("How do prisoners live?", run=run)
    assert any("Nobody of this group" in note for note in answer.notes)
    assert answer.life is None and all(fact.value is None for fact in answer.facts if fact.whom == "prisoners")


def test_without_a_run_witnesses_still_speak() -> None:
    answer = ask(MUSICIAN)
    assert answer.witnesses and answer.run is None and answer.facts == ()
    assert "inminban run" in answer.notes[0] and "There is no run to show" in as_text(answer)


def test_a_run_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError):
        ask(MUSICIAN, run=tmp_path / "none")


def test_what_is_not_understood_is_said_with_what_can_be_asked() -> None:
    answer = ask("Do North Koreans keep pets?")
    assert not answer.is_understood and answer.witnesses == () and len(answer.offers) >= 5
    assert all(ask(offer).is_understood for offer in answer.offers)
    assert "I did not understand" in as_text(answer)


def test_a_guess_at_the_topic_is_told() -> None:
    assert "names no topic" in ask("Any teachers?").notes[0]
    assert "names no topic" not in " ".join(ask(MUSICIAN).notes)


def test_claims_of_the_time_asked_about_only() -> None:
    assert "B13" not in {one.id for one in ask("What did schools ask of pupils in 1997?").witnesses}
    assert "L2" in {one.id for one in ask("How did people survive the famine?").witnesses}


def test_claims_about_others_do_not_answer_for_a_group() -> None:
    assert [one.id for one in ask("What do pupils have to bring to school?").witnesses if "artists" in one.about] == []


def test_the_claim_on_the_topic_asked_first_comes_first() -> None:
    assert ask("Can rich families buy their way out of unpaid labour?").witnesses[0].id == "B8"


def test_passages_of_the_library_are_found_by_topic_in_either_language(library: Library, run: Path) -> None:
    keep(library, "A heading about self-criticism", "Every Saturday we had to attend self-criticism, and all spoke.",
         "The river was cold that year and we walked home.")  # fmt: skip
    for question in ("What are self-criticism sessions?", "생활총화는 일주일에 몇 번 하나요?"):
        found = ask(question, library=library).passages
        assert [one.paragraph for one in found] == [2]
        assert found[0].locator in "\n".join(ask(question, library=library).sources)


def test_a_phrase_in_quotes_in_a_question_is_a_phrase(library: Library) -> None:
    keep(library, "Every Saturday we had to attend self-criticism, and all spoke of their week.",
         "At the session on the last day of the month nobody spoke of self-criticism.",
         "On the last Monday I told them at self-criticism that the day was cold.")  # fmt: skip
    found = ask('Was there self-criticism on "the last day"?', library=library).passages
    assert [one.paragraph for one in found] == [2]
    found = ask('Was there self-criticism on "the first night"?', library=library).passages
    assert len(found) == 3


def test_text_from_outside_steers_neither_html_nor_markdown(library: Library) -> None:
    keep(library, ODD)
    answer = ask("<img src=x onerror=alert(1)> What must musicians perform?", library=library)
    assert answer.passages
    page = as_html(answer)
    assert "<script" not in page and "<img" not in page and "<b>" not in page
    assert "&lt;script&gt;" in page and "<mark>" in page
    written = as_markdown(answer)
    assert not re.search(r"(?<!\\)[<>`\[\]]", written) and "\\*\\*bold\\*\\*" in written
    assert as_markdown(answer) == written


@pytest.mark.parametrize("text", ["1. x", "# x", "- x", "a\nb", "\x1b[31mred", "| a | b |", "http://x.y", "&amp; <b>"])
def test_plain_text_stays_plain_in_markdown(text: str) -> None:
    found = formats.escaped(text)
    assert "\n" not in found and "\x1b" not in found
    assert not re.search(r"(?<!\\)[#<>&|\[\]]", found) and not re.match(r"(\d+\.|[-#])\s", found)


def test_text_for_a_terminal_holds_no_steering_signs(library: Library) -> None:
    keep(library, "Musicians \x1b[2J must perform on every holiday of the year.")
    assert "\x1b" not in as_text(ask(MUSICIAN + "\x1b[31m", library=library))


def test_json_holds_the_whole_answer(run: Path) -> None:
    content = json.loads(formats.as_json(ask(MUSICIAN, run=run)))
    assert content["question"]["topics"] == ["daily_life"] and content["question"]["is_understood"]
    assert content["witnesses"][0]["verdicts"][0]["verdict"] in ("agree", "disagree", "untested")
    assert content["run"]["seed"] >= 0 and content["facts"][0]["key"] == "time_taken"
    assert content["sources"]


def test_the_life_is_one_of_the_group_near_its_middle(run: Path) -> None:
    with open_run(run) as opened:
        rows = opened.rows(
            "SELECT occupation, count(*) AS n FROM panel_people WHERE age >= 17 GROUP BY 1 ORDER BY 2 DESC"
        )
        occupation = rows[0]["occupation"]
        from inminban.ask.group_life import middle_life

        found = middle_life(opened, {"occupation": occupation}, (2015, 2015))
        none = middle_life(opened, {"occupation": "prisoner", "province": "Pyongyang", "sex": "male"}, (1990, 1991))
    assert found is not None and found.matching >= 1 and none is None
    assert found.balance and "conviction" in " ".join(found.balance)


def test_mechanisms_and_claims_named_by_topics_exist() -> None:
    from inminban import evidence

    spoken = {record.content.topic for record in evidence.claims()} - {"column"}  # type: ignore[union-attr]
    named = {word for topic in known_topics().values() for word in topic.claims}
    assert spoken <= named
    later = {"leaving", "work_abroad", "army", "population", "dues"}
    assert {name for topic in known_topics().values() for name in topic.mechanisms} <= {
        *parameters.institutions(),
        *later,
    }


@pytest.mark.parametrize(
    ("name", "begins"), [("a.md", "# What is"), ("a.html", "<!doctype html>"), ("a.json", "{"), ("a.txt", "What is")]
)
def test_ask_from_the_command_line(tmp_path: Path, run: Path, command: Any, name: str, begins: str) -> None:
    out = tmp_path / name
    ended = command("ask", MUSICIAN, "--run", run, "--out", out)
    assert ended.code == 0 and out.read_text(encoding="utf-8").startswith(begins)


def test_ask_ends_with_one_for_a_question_that_was_not_understood(command: Any) -> None:
    ended = command("ask", "Do North Koreans keep pets?")
    assert ended.code == 1 and "I did not understand" in ended.out
    assert command("ask", " ").code == 2


def test_claims_are_checked_from_the_command_line(run: Path, command: Any) -> None:
    ended = command("claims", "check", "--run", run)
    assert ended.code == 0 and "institutions: self_criticism" in ended.out
    assert "numbers based on it: self_criticism." in ended.out
    content = json.loads(command("claims", "check", "--run", run, "--json").out)
    assert content[0]["id"] == "M1" and content[1]["behind"]


def test_an_answer_is_made_of_what_it_names() -> None:
    assert isinstance(ask(MUSICIAN), Answer) and ask(MUSICIAN).sources[0].startswith("Claim M1")


def test_people_are_counted_over_the_years_seen(run: Path) -> None:
    with open_run(run) as opened:
        seen = seen_of(opened, {"occupation": "teacher"}, (2015, 2015))
        mean = opened.rows("SELECT sum(people) / 12 AS n FROM groups WHERE occupation = 'teacher'")[0]["n"]
        assert seen.people == round(mean) > 0
        assert seen_of(opened, {"occupation": "teacher"}, (2014, 2014)).people == 0


def test_the_body_of_a_page_leaves_out_what_the_page_shows_elsewhere(run: Path) -> None:
    answer = ask(MUSICIAN, run=run)
    whole, body = as_markdown(answer), body_as_markdown(answer)
    headings = [line for line in whole.splitlines() if line.startswith("#")]
    left_out = ["## Sources", "## What can be asked"]
    assert [line for line in body.splitlines() if line.startswith("#")] == [
        line for line in headings[1:] if line not in left_out
    ]
    assert set(left_out) < set(headings) and body.split("## ")[1] in whole
