"""`inminban column ...` as an editor types it, from the question to the page and to forgetting."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from inminban.ask import answer as answering
from inminban.desk.desk import Desk
from inminban.desk.drafts import Draft
from inminban.desk.editors import Editors
from inminban.desk.questions import BY_ASK
from inminban.testimony.library import Library

QUESTION = "What is it like to be a teacher?"
MADE = """Understood as teachers.

## What witnesses say

- Wages bought little.
"""


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, ids: dict[str, str]) -> list[dict[str, Any]]:
    """Stands in for `ask`: remembers how it was called."""
    calls: list[dict[str, Any]] = []

    def answer(question: str, **options: Any) -> SimpleNamespace:
        calls.append({"question": question, **options})
        return SimpleNamespace(sources=(f"Passage {ids['hana']}:2: Hana", "Claim M1"))

    def draft(answer: SimpleNamespace, library: Library) -> Draft:
        return Draft(QUESTION, MADE, answer.sources, ("Hana, teacher, left North Korea in 2012",))

    monkeypatch.setattr(answering, "ask", answer)
    monkeypatch.setattr("inminban.desk.article.draft_of", draft)
    return calls


def test_from_the_question_to_the_page(
    command: Any, library: Library, ask: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert command("column", "submit", QUESTION, "--name", "Ana", "--city", "Lisbon").out.startswith(
        "Question 1 is waiting."
    )
    queue = command("column", "queue").out.splitlines()
    assert queue[0].split() == ["number", "state", "received", "from", "question"]
    assert "Ana, Lisbon" in queue[1] and QUESTION in queue[1]
    assert command("column", "choose", "1").out.startswith("Question 1 is chosen.")
    drafted = command("column", "draft", "1", "--run", tmp_path / "run").out
    assert drafted.startswith("Draft 1 of question 1 was made by `ask`. A person must edit it")
    assert "- Hana, teacher, left North Korea in 2012" in drafted
    assert [(call["question"], call["run"]) for call in ask] == [(QUESTION, tmp_path / "run")]
    refused = command("column", "publish", "1", "--site", tmp_path / "site")
    assert (refused.code, "no person has edited" in refused.err) == (2, True)
    monkeypatch.setenv("VISUAL", "sed -i s/little/two.kilograms/")
    assert command("column", "draft", "1", "--edit").out.startswith("Draft 2 of question 1 is saved.")
    assert len(ask) == 1
    page = tmp_path / "site" / "answers" / "1.html"
    assert command("column", "publish", "1", "--site", tmp_path / "site").out == f"Published: {page}\n"
    text = page.read_text(encoding="utf-8")
    assert "<h3>What witnesses say</h3>" in text
    assert "Wages bought two.kilograms." in text
    assert text.count(QUESTION) == 3  # in the title, the heading and the question
    assert command("column", "queue").out == "There are no open questions.\n"
    assert json.loads(command("column", "queue", "--all", "--json").out)[0]["state"] == "published"


def test_a_draft_can_be_taken_out_and_in_as_a_file(
    command: Any, library: Library, ask: list[dict[str, Any]], tmp_path: Path
) -> None:
    command("column", "submit", QUESTION, "--name", "Ana", "--city", "Lisbon")
    command("column", "choose", "1")
    file = tmp_path / "draft.md"
    assert f"--from {file}" in command("column", "draft", "1", "--out", file).out
    assert "this file exists" in command("column", "draft", "1", "--out", file).err
    file.write_text(file.read_text(encoding="utf-8").replace("little", "nothing"), encoding="utf-8")
    assert command("column", "draft", "1", "--from", file).out.startswith("Draft 2 of question 1 is saved.")
    shown = command("column", "show", "1").out
    assert "Wages bought nothing." in shown
    assert [line.split("  ")[1] for line in shown.splitlines() if "T" in line and "+00:00" in line] == [
        "submitted",
        "chosen",
        "draft 1 by ask",
        "draft 2 by editor",
    ]
    told = json.loads(command("column", "show", "1", "--json").out)
    assert [version["author"] for version in told["versions"]] == ["ask", "editor"]


def test_an_editor_who_saves_nothing_changes_nothing(
    command: Any, library: Library, ask: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    command("column", "submit", QUESTION, "--name", "Ana", "--city", "Lisbon")
    command("column", "choose", "1")
    monkeypatch.setenv("VISUAL", "true")
    assert "Nothing was changed." in command("column", "draft", "1", "--edit").out
    assert [version.author for version in Desk(library).versions(1)] == [BY_ASK]


def test_forgetting_by_number_or_by_name(command: Any, library: Library) -> None:
    desk = Desk(library)
    numbers = [desk.submit(f"{QUESTION} I am Ana.", "Ana", "Lisbon"), desk.submit(QUESTION, "Bo", "Oslo")]
    ended = command("column", "forget", "--name", "Ana", "--city", "lisbon")
    assert ended.out == f"The reader was deleted from 1 question ({numbers[0]}).\n"
    assert "The text of question 1 still contains the name." in ended.err
    assert command("column", "forget", "2", "--all").out == "The reader was deleted from 1 question (2).\n"
    assert (
        command("column", "forget", "--name", "Nobody", "--city", "Oslo").out
        == "The reader was deleted from 0 questions.\n"
    )
    assert [question.reader for question in desk.queue()] == ["A reader"]
    for wrong in ([], ["--name", "Ana"], ["1", "--name", "Ana", "--city", "Lisbon"]):
        assert command("column", "forget", *wrong).code == 2


def test_names_are_protected_and_found_where_they_stand(command: Any, ids: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("Hong Gil-dong\n\n성춘향\n", encoding="utf-8")
    assert command("column", "protect", "--from", file).out == "2 of 2 names were added to the list.\n"
    ended = command("column", "protect", "Nurse Choe")
    assert "the witness of document d22ddb29e95" in ended.err
    assert (
        command("column", "protect", "Nurse Choe", "Nobody Else", "--remove").out
        == "1 of 2 names were removed from the list.\n"
    )
    assert command("column", "protect").code == 2


def test_withdrawing_takes_the_page_off(command: Any, library: Library, ids: dict[str, str], tmp_path: Path) -> None:
    desk = Desk(library)
    number = desk.submit(QUESTION, "Ana", "Lisbon")
    desk.choose(number)
    desk.add_draft(number, Draft(QUESTION, "Hard.", (f"{ids['hana']}:2",), ("Hana",)), "editor")
    desk.publish(number, tmp_path / "site")
    assert command("column", "withdraw", number).out == f"Question {number} is withdrawn.\n"
    assert not list((tmp_path / "site" / "answers").iterdir())
    assert command("column", "withdraw", "77").code == 2


def test_a_question_with_an_address_is_refused_in_words(command: Any, library: Library) -> None:
    ended = command("column", "submit", f"{QUESTION} me@example.org", "--name", "Ana", "--city", "Lisbon")
    assert (ended.code, "an e-mail address" in ended.err) == (2, True)


def test_an_editor_is_named_listed_and_removed(
    command: Any, library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    password = "three unrelated words"
    editors = Editors(tmp_path / "data" / "library.sqlite")
    assert command("column", "editor").out.startswith("There are no editors.")
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    refused = command("column", "editor", "hana")
    assert (refused.code, "10 to 200 characters" in " ".join(refused.err.split()), editors.names()) == (2, True, [])
    monkeypatch.setattr("sys.stdin", StringIO(f"{password}\nanother line\n"))
    named = command("column", "editor", "hana")
    assert named.code == 0 and named.out.startswith("hana can log in") and password not in named.out + named.err
    assert editors.is_right("hana", password) and not editors.is_right("hana", "another line")
    assert command("column", "editor").out == "hana\n"
    assert command("column", "editor", "miran", "--remove").code == 2
    assert command("column", "editor", "hana", "--remove").out.startswith("hana can log in no more.")
    assert editors.names() == [] and not editors.is_right("hana", password)
