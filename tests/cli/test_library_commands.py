"""`inminban library ...` as a user types it: what it prints, how it ends, what it asks."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from tests.made_library import DRIVER, HANA, MIRAN, NURSE, TEXTS, made_details, made_text

from inminban.cli import main
from inminban.testimony.library import Library

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.usefixtures("library")
def test_texts_are_added_once_and_each_is_told_of(command: Any, tmp_path: Path) -> None:
    ended = command("library", "add", HANA, MIRAN)
    assert ended.code == 0
    first, second, last = ended.out.splitlines()
    assert (
        first == "added   d097c0086fe  6 paragraphs  Fictional testimony written for tests: a teacher in a mining town"
    )
    assert second.startswith("added   d68ed742420  6 paragraphs  시험용")
    assert last.startswith("2 added, 0 already there, 0 refused; ")
    assert command("library", "add", TEXTS).out.splitlines()[-1].startswith("2 added, 2 already there, 0 refused")


def test_a_refused_file_is_named_and_the_rest_is_added(command: Any, library: Library, tmp_path: Path) -> None:
    bare = tmp_path / "bare.txt"
    bare.write_text("Words without a head.", encoding="utf-8")
    ended = command("library", "add", bare, HANA)
    assert ended.code == 2
    assert ended.err.startswith(f"refused {bare}, key title: title, witness and rights are missing; a text is kept")
    assert "--title --witness --rights" in ended.err
    assert library.n_documents == 1


def test_options_say_what_a_file_does_not(command: Any, library: Library, tmp_path: Path) -> None:
    bare = tmp_path / "bare.txt"
    bare.write_text("Words without a head.", encoding="utf-8")
    ended = command(
        *("library", "add", bare, "--title", "A fiction", "--witness", "W", "--rights", "made for a test"),
        *("--left", "2011", "--date", "2014-05-06", "--occupation", "miner", "--topics", "Food, work"),
        *("--publisher", "Nobody", "--language", "en", "--address", "https://example.org/x"),
    )
    assert ended.code == 0
    [document] = library.documents()
    assert document.topics == ("food", "work")
    assert (document.year_of_leaving, str(document.date), document.occupation) == (2011, "2014-05-06", "miner")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A person at the terminal: what they answer, one after another."""
    waiting: list[str] = []
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(typer, "prompt", lambda text, **options: waiting.pop(0) or options["default"])
    yield waiting
    assert waiting == []


def test_a_person_is_asked_for_what_is_missing_until_it_is_right(
    command: Any, library: Library, answers: list[str], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"---\ntitle: {name}\n---\nWords of {name}.", encoding="utf-8")
    # witness, rights, publisher, date, occupation, year; then the date again; then the second file
    answers += ["Hana", "made for a test", "Nobody", "11/12/2010", "teacher", "2009", "2010-12-31"]
    answers += ["Dul", "", "", "", "", ""]
    ended = command("library", "add", tmp_path / "one.txt", tmp_path / "two.txt")
    assert ended.code == 0, ended
    assert "'11/12/2010' is not a date" in ended.err
    one, two = library.documents()
    assert (one.witness, str(one.date), one.year_of_leaving) == ("Hana", "2010-12-31", 2009)
    assert (two.witness, two.rights, two.publisher, two.date) == ("Dul", "made for a test", "Nobody", None)


@pytest.mark.usefixtures("library")
def test_one_title_for_several_files_is_refused(command: Any) -> None:
    ended = command("library", "add", HANA, MIRAN, "--title", "x")
    assert ended.code == 2
    assert "single file" in ended.err


@pytest.mark.usefixtures("ids")
def test_what_is_found_is_printed_with_locator_witness_and_marks(command: Any) -> None:
    ended = command("library", "search", "firewood", "--limit", "1")
    title = "Fictional testimony written for tests: a teacher in a mining town"
    head, text = ended.out.splitlines()
    assert head == f"d097c0086fe:2  Hana, teacher, left 2012  {title}, inminban tests, 2016-05-04"
    assert text.startswith("    I taught arithmetic in a mining town for eleven years.")
    assert "brought «firewood», and" in text
    assert len(text) > 200


@pytest.mark.usefixtures("ids")
def test_found_paragraphs_for_programs(command: Any) -> None:
    [found] = json.loads(command("library", "search", "firewood", "--json").out)
    assert found["locator"] == "d097c0086fe:2"
    [[start, end]] = found["marked"]
    assert found["text"][start:end] == "firewood"


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["market", "--left", "2010-2012"], {"d097c0086fe", "d22ddb29e95"}),
        (["market", "--left", "2012"], {"d097c0086fe"}),
        (["market", "--occupation", "teacher"], {"d097c0086fe"}),
        (["장마당에서"], {"d68ed742420"}),
        (['"stall fee"'], {"d097c0086fe"}),
    ],
)
def test_searches_as_they_are_typed(command: Any, options: list[str], found: set[str]) -> None:
    ended = command("library", "search", *options, "--json")
    assert {passage["document"] for passage in json.loads(ended.out)} == found


@pytest.mark.usefixtures("ids")
def test_searches_that_cannot_be(command: Any) -> None:
    assert command("library", "search", "nothingofthekind").out == "Nothing found.\n"
    assert "neither a year nor a range" in command("library", "search", "rice", "--left", "2012-2010").err
    ended = command("library", "search", "?!")
    assert (ended.code, ended.err.split(".")[0]) == (2, "Error: there is nothing to search for")


@pytest.mark.usefixtures("ids")
def test_the_list_and_one_text(command: Any) -> None:
    lines = command("library", "list").out.splitlines()
    assert lines[0].split() == ["id", "title", "witness", "occupation", "left", "published", "paragraphs"]
    assert len(lines) == 5
    assert len(json.loads(command("library", "list", "--left", "2007-2009", "--json").out)) == 2
    shown = command("library", "show", "d097").out
    assert "year of leaving:  2012" in shown
    assert "d097c0086fe:6\n    I left in 2012" in shown
    assert command("library", "show", "d097c0086fe:6").out.splitlines()[1] == (
        "    I left in 2012, in winter, when the river was frozen."
    )
    assert len(json.loads(command("library", "show", "d097", "--json").out)["paragraphs"]) == 6
    assert json.loads(command("library", "show", "d097:6", "--json").out)["paragraph"] == 6


def test_removing_and_exporting(command: Any, library: Library, ids: dict[str, str], tmp_path: Path) -> None:
    assert command("library", "export", tmp_path / "out").out == f"4 documents written to {tmp_path / 'out'}\n"
    assert len(list((tmp_path / "out").iterdir())) == 4
    assert command("library", "remove", ids["driver"], "--yes").code == 0
    assert library.n_documents == 3


def test_removing_without_a_person_needs_a_word(command: Any, library: Library, ids: dict[str, str]) -> None:
    ended = command("library", "remove", ids["driver"])
    assert (ended.code, "--yes" in ended.err) == (2, True)
    assert library.n_documents == 4


def test_removing_asks_a_person_first(
    command: Any, library: Library, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))

    def refuse(text: str, **options: object) -> None:
        raise typer.Abort

    monkeypatch.setattr(typer, "confirm", refuse)
    assert command("library", "remove", ids["driver"]).code == 1
    assert library.n_documents == 4


def test_without_a_library_the_first_step_is_named(
    command: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INMINBAN_LIBRARY", str(tmp_path / "none.sqlite"))
    ended = command("library", "list")
    assert (ended.code, ended.err) == (
        2,
        f"Error: {tmp_path / 'none.sqlite'}: there is no library yet. Add a text first: inminban library add FILE.\n",
    )


def test_the_library_named_goes_before_the_environment(command: Any, library: Library, tmp_path: Path) -> None:
    command("library", "add", DRIVER, NURSE, "--library", tmp_path / "other.sqlite")
    assert library.n_documents == 0
    with Library.open(tmp_path / "other.sqlite", must_exist=True) as other:
        assert other.n_documents == 2


@pytest.mark.parametrize("page", ["docs/how-to/library.md", "docs/how-to/column.md"])
def test_every_command_a_page_shows_can_be_typed(page: str) -> None:
    blocks = (ROOT / page).read_text(encoding="utf-8").split("```")[1::2]
    text = "\n".join(blocks).replace("\\\n", " ")
    shown = [line.split("  #")[0].strip() for line in text.splitlines() if line.startswith("inminban ")]
    assert len(shown) >= 5
    for line in shown:
        names = shlex.split(line)[1:]
        found: Any = typer.main.get_command(main.app)
        while hasattr(found, "commands"):
            found = found.commands[names.pop(0)]
        found.make_context("inminban", names).close()


def test_words_in_quotes_are_a_phrase_although_the_shell_takes_the_quotes(command: Any, library: Library) -> None:
    library.add(made_text("The red apple fell.", "An apple that is red."), made_details())
    ended = command("library", "search", "red apple")
    assert "«red apple»" in ended.out
    assert "that is" not in ended.out
    ended = command("library", "search", "apple red")
    assert ended.err == "No paragraph has this phrase. These have words of it.\n"
    assert "that is" in ended.out
    assert len(command("library", "search", "red", "apple").out.splitlines()) == 4
