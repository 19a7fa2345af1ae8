"""The desk: a question waits, is chosen, drafted, read by a person, published; readers are forgotten on request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inminban.desk.desk import Desk
from inminban.desk.drafts import Draft, as_file, edit, read_draft, title_of, witnesses_of
from inminban.desk.questions import BY_ASK, BY_EDITOR, STATES
from inminban.errors import InputError
from inminban.testimony.library import Library
from inminban.testimony.protected import ProtectedNames

QUESTION = "What is it like to be a teacher?"


@pytest.fixture
def desk(library: Library) -> Desk:
    return Desk(library)


@pytest.fixture
def answer(ids: dict[str, str]) -> Draft:
    place = f"{ids['hana']}:2"
    return Draft(QUESTION, f"Hard, says Hana ({place}).", (place,), ("Hana, teacher, left in 2012",))


def all_bytes(library: Library) -> bytes:
    """Everything in the files of the library."""
    return b"".join(file.read_bytes() for file in library.path.parent.iterdir())


def test_a_question_goes_from_the_reader_to_the_page_and_each_step_is_noted(
    desk: Desk, answer: Draft, tmp_path: Path
) -> None:
    number = desk.submit(f"  {QUESTION}\n", "Ana", "São Paulo")
    assert [(one.number, one.reader, one.question) for one in desk.queue()] == [(number, "Ana, São Paulo", QUESTION)]
    desk.choose(number)
    desk.choose(number)
    assert desk.add_draft(number, answer._replace(body="Found by ask."), BY_ASK) == 1
    assert desk.add_draft(number, answer, BY_EDITOR) == 2
    written = desk.publish(number, tmp_path / "site")
    assert tmp_path / "site" / "answers" / f"{number}.html" in written
    assert desk.queue() == []
    assert [one.state for one in desk.queue(STATES)] == ["published"]
    assert [event.what for event in desk.history(number)] == [
        "submitted",
        "chosen",
        "draft 1 by ask",
        "draft 2 by editor",
        "published draft 2",
    ]
    assert [version.draft.body for version in desk.versions(number)] == ["Found by ask.", answer.body]


def test_the_page_stays_as_it_is_until_the_new_version_is_published(desk: Desk, answer: Draft, tmp_path: Path) -> None:
    number = published(desk, answer, tmp_path)
    page = tmp_path / "site" / "answers" / f"{number}.html"
    desk.add_draft(number, answer._replace(body="A better answer."), BY_EDITOR)
    desk.write_sites()
    assert "A better answer." not in page.read_text(encoding="utf-8")
    first_day = desk.question(number).published
    desk.publish(number)
    assert "A better answer." in page.read_text(encoding="utf-8")
    assert desk.question(number).published == first_day


def published(desk: Desk, answer: Draft, tmp_path: Path, name: str = "Ana", city: str = "Lisbon") -> int:
    """The number of a question that has gone all the way."""
    number = desk.submit(QUESTION, name, city)
    desk.choose(number)
    desk.add_draft(number, answer, BY_EDITOR)
    desk.publish(number, tmp_path / "site")
    return number


def test_nothing_is_drafted_before_it_is_chosen(desk: Desk, answer: Draft) -> None:
    number = desk.submit(QUESTION, "Ana", "Lisbon")
    with pytest.raises(InputError, match=f"inminban column choose {number}"):
        desk.add_draft(number, answer, BY_ASK)


def test_nothing_is_published_that_no_person_has_read(desk: Desk, answer: Draft, tmp_path: Path) -> None:
    number = desk.submit(QUESTION, "Ana", "Lisbon")
    desk.choose(number)
    with pytest.raises(InputError, match="no answer yet"):
        desk.publish(number, tmp_path / "site")
    desk.add_draft(number, answer, BY_ASK)
    with pytest.raises(InputError, match=r"no person has edited.*--edit"):
        desk.publish(number, tmp_path / "site")
    assert not (tmp_path / "site").exists()
    assert desk.question(number).state == "drafted"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"about": ()}, "key about"),
        ({"sources": ()}, "key sources"),
        ({"sources": ("dffffffffff:1",)}, "there is no document 'dffffffffff'"),
        ({"body": "See {hana}:7."}, "points to no paragraph"),
    ],
)
def test_an_answer_must_say_who_speaks_and_where_it_is_written(
    desk: Desk, answer: Draft, ids: dict[str, str], tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    number = desk.submit(QUESTION, "Ana", "Lisbon")
    desk.choose(number)
    change = {name: value.format(**ids) if isinstance(value, str) else value for name, value in change.items()}
    desk.add_draft(number, answer._replace(**change), BY_EDITOR)
    with pytest.raises(InputError, match=words):
        desk.publish(number, tmp_path / "site")


@pytest.mark.parametrize(
    "change",
    [
        {"title": "What Hong Gildong says"},
        {"body": "says HONG Gil-dong"},
        {"body": "says H&#111;ng Gil&#45;dong"},
        {"body": "says Hong <b>Gil</b>-dong"},
        {"about": ("Hong Gil-dong, teacher",)},
        {"sources": ("a talk with Gil-dong Hong",)},
    ],
)
def test_a_page_with_a_protected_name_is_refused_wherever_the_name_stands(
    desk: Desk, answer: Draft, tmp_path: Path, change: dict[str, Any]
) -> None:
    ProtectedNames(desk.library).protect(["Hong Gil-dong"])
    number = desk.submit(QUESTION, "Ana", "Lisbon")
    desk.choose(number)
    desk.add_draft(number, answer._replace(**change), BY_EDITOR)
    with pytest.raises(InputError, match="protected name"):
        desk.publish(number, tmp_path / "site")
    assert desk.question(number).state == "drafted"
    assert not (tmp_path / "site").exists()


def test_a_protected_name_in_the_question_is_refused_too(desk: Desk, answer: Draft, tmp_path: Path) -> None:
    ProtectedNames(desk.library).protect(["Hong Gil-dong"])
    number = desk.submit("Do you know Hong Gil-dong from Hamhung?", "Ana", "Lisbon")
    desk.choose(number)
    desk.add_draft(number, answer, BY_EDITOR)
    with pytest.raises(InputError, match="'Hong Gil-dong'"):
        desk.publish(number, tmp_path / "site")


def test_a_name_protected_too_late_is_pointed_out(desk: Desk, answer: Draft, tmp_path: Path) -> None:
    number = published(desk, answer._replace(body="says Hong Gil-dong"), tmp_path)
    ProtectedNames(desk.library).protect(["Hong Gil-dong", "Nurse Choe"])
    page, document = desk.places_of_protected()
    assert f"question {number}" in page
    assert "withdraw" in page
    assert "the witness of document" in document


def test_a_forgotten_reader_is_gone_from_the_file_and_the_site(desk: Desk, answer: Draft, tmp_path: Path) -> None:
    number = published(desk, answer, tmp_path, "Philippa", "Ouagadougou")
    other = published(desk, answer, tmp_path, "Ana", "Lisbon")
    site = tmp_path / "site"
    assert "Philippa" in (site / "answers" / f"{number}.html").read_text(encoding="utf-8")
    assert desk.of_reader("philippa", " OUAGADOUGOU ") == [number]
    done = desk.forget([number])
    assert done == ((number,), ())
    assert desk.question(number).reader == "A reader"
    assert b"Philippa" not in all_bytes(desk.library)
    assert b"Ouagadougou" not in all_bytes(desk.library)
    assert not any("Philippa" in file.read_text(encoding="utf-8") for file in site.rglob("*.*") if file.is_file())
    assert desk.question(other).reader == "Ana, Lisbon"
    assert desk.history(number)[-1].what == "reader forgotten"
    assert desk.of_reader("Philippa", "Ouagadougou") == []


def test_forgetting_says_where_the_name_still_stands(desk: Desk, answer: Draft, tmp_path: Path) -> None:
    number = desk.submit("I am Philippa. What do teachers earn?", "Philippa", "Lisbon")
    desk.choose(number)
    desk.add_draft(number, answer._replace(body="Dear Philippa, little."), BY_EDITOR)
    assert desk.forget([number]).still_in == (f"question {number}", f"draft 1 of question {number}")


def test_all_of_a_question_can_be_forgotten(desk: Desk, answer: Draft, tmp_path: Path) -> None:
    number = published(desk, answer._replace(body="Dear Philippa, an unmistakable answer."), tmp_path, "Philippa")
    assert desk.forget([number], all_of_it=True).still_in == ()
    assert not (tmp_path / "site" / "answers" / f"{number}.html").exists()
    assert "answers/" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert b"Philippa" not in all_bytes(desk.library)
    assert b"unmistakable" not in all_bytes(desk.library)
    with pytest.raises(InputError, match="there is no question"):
        desk.history(number)
    assert desk.submit(QUESTION, "Ana", "Lisbon") > number


def test_forgetting_succeeds_even_if_the_site_cannot_be_written(desk: Desk, answer: Draft, tmp_path: Path) -> None:
    number = published(desk, answer, tmp_path, "Philippa")
    (tmp_path / "site" / ".inminban-site.json").write_text("damaged", encoding="utf-8")
    with pytest.raises(InputError, match="damaged"):
        desk.forget([number])
    assert desk.question(number).first_name == ""
    assert b"Philippa" not in all_bytes(desk.library)


def test_an_answer_can_be_withdrawn_and_published_again(desk: Desk, answer: Draft, tmp_path: Path) -> None:
    number = published(desk, answer, tmp_path)
    page = tmp_path / "site" / "answers" / f"{number}.html"
    desk.withdraw(number)
    assert not page.exists()
    assert desk.question(number).state == "withdrawn"
    with pytest.raises(InputError, match="is not published"):
        desk.withdraw(number)
    desk.publish(number)
    assert page.exists()


def test_without_a_site_nothing_can_be_published(desk: Desk, answer: Draft) -> None:
    number = desk.submit(QUESTION, "Ana", "Lisbon")
    desk.choose(number)
    desk.add_draft(number, answer, BY_EDITOR)
    with pytest.raises(InputError, match="--site DIR"):
        desk.publish(number)
    assert desk.question(number).state == "drafted"


@pytest.mark.parametrize("name", ["Ana", "Mary Ann", "O’Neill", "Jean-Luc", "민지", "Zoë"])
@pytest.mark.parametrize("city", ["São Paulo", "Frankfurt am Main", "St. John's", "서울", "Washington, D.C."])
def test_names_and_cities_of_the_world_are_taken(desk: Desk, name: str, city: str) -> None:
    assert desk.question(desk.submit(QUESTION, name, city)).reader == f"{name}, {city}"


@pytest.mark.parametrize(
    ("question", "name", "city", "words"),
    [
        (QUESTION, "", "Lisbon", "first name"),
        (QUESTION, "Ana Maria da Silva", "Lisbon", "Give only the first name"),
        (QUESTION, "ana@example.org", "Lisbon", "first name"),
        (QUESTION, "<b>Ana</b>", "Lisbon", "first name"),
        (QUESTION, "Ana", "", "city"),
        (QUESTION, "Ana", "12 High Street, Lisbon", "Give only the city"),
        ("Why?", "Ana", "Lisbon", "4 characters"),
        ("a" * 2_001, "Ana", "Lisbon", "2,001 characters"),
        (f"{QUESTION} Write to ana@example.org", "Ana", "Lisbon", "an e-mail address"),
        (f"{QUESTION} Call +351 912 345 678", "Ana", "Lisbon", "a telephone number"),
        (f"{QUESTION} 010-1234-5678", "Ana", "Lisbon", "a telephone number"),
        (f"{QUESTION} https://example.org", "Ana", "Lisbon", "a web address"),
    ],
)
def test_more_of_a_reader_than_first_name_and_city_is_refused(
    desk: Desk, question: str, name: str, city: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        desk.submit(question, name, city)
    assert desk.queue(STATES) == []


@pytest.mark.parametrize(
    "question", ["Was rice 4,000 won in 2010 or 2012-2015?", "Is it true that 20 000 000 people live there?"]
)
def test_figures_in_a_question_are_no_telephone_number(desk: Desk, question: str) -> None:
    assert desk.submit(question, "Ana", "Lisbon")


def test_a_draft_survives_being_written_to_a_file(answer: Draft) -> None:
    full = answer._replace(body="# Heading\n\n---\n\n- a: b\n\ntitle: no", about=("One: two", "- three"), title="A: b")
    assert read_draft(as_file(full)) == full


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no head", "the head"),
        ("---\ntitle: x\n", "the head"),
        ("---\ntitle: x\n---\n\n", "the answer is missing"),
        ("---\nabout:\n- x\n---\nbody", "the title is missing"),
        ("---\ntitle: x\nsomething\n---\nbody", "line 3.*'something'"),
        ("---\n- x\n---\nbody", "line 2"),
        (f"---\ntitle: {'x' * 161}\n---\nbody", "too long"),
    ],
)
def test_a_draft_out_of_form_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_draft(text)


def test_a_long_question_makes_a_title_cut_after_a_word() -> None:
    title = title_of("Why is it so? " * 20)
    assert len(title) <= 160
    assert title.endswith(" …")
    assert title_of(QUESTION) == QUESTION


def test_witnesses_are_named_once_in_order(library: Library, ids: dict[str, str]) -> None:
    texts = [f"{ids['miran']}:2 and {ids['hana']}:1", f"{ids['miran']}:3"]
    assert witnesses_of(library, texts) == (
        "미란, 연주자, musician, left North Korea in 2009",
        "Hana, teacher, left North Korea in 2012",
    )


def test_the_editor_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "sed -i s/bad/good/")
    assert edit("a bad word") == "a good word"
    assert edit("nothing to change") is None
    monkeypatch.setenv("VISUAL", "false")
    with pytest.raises(InputError, match="exit code 1"):
        edit("text")
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    with pytest.raises(InputError, match="cannot be used"):
        edit("text")
