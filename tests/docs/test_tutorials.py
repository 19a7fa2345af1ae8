"""Every tutorial can be carried out, in the order in which the site has them, and ends where it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docs.making.links import ROOT
from tests.docs.tutorials import blocks, carry_out, live_here, type_command

from inminban.interface.results import Answered, Verdicts
from inminban.study import engine
from inminban.study.intervals import Study
from inminban.testimony import meaning

PAGES = ROOT / "docs" / "tutorials"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a reader, in which all tutorials are done, one after another."""
    return tmp_path_factory.mktemp("reader")


@pytest.fixture(autouse=True)
def _reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("INMINBAN_LIBRARY", str(folder / "library.sqlite"))
    monkeypatch.setenv("INMINBAN_CLAIMS", str(folder / "own-claims"))
    monkeypatch.setattr(meaning, "is_available", lambda: False)
    yield


def test_a_scenario_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    names = carry_out(PAGES / "own-scenario.md")
    said = capsys.readouterr().out
    assert {one.member for one in names["differences"] if one.measure == "time_taken"} == {
        "all",
        "1",
        "2",
        "3",
        "4",
        "5",
    }
    everybody = next(one for one in names["differences"] if one.measure == "bought_out" and one.group == "all")
    assert everybody.first > 0 and everybody.second == 0
    assert "The largest differences by wealth fifth, 2015" in said and "shorter-sessions" in said


def test_a_claim_of_ones_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "runs" / "spring").symlink_to(folder / "runs" / "history-2015")
    carry_out(PAGES / "own-claim.md")
    said = " ".join(capsys.readouterr().out.split())
    assert "self-criticism session once a week" in said
    assert "Teachers attended one self-criticism session a week." in said and "1 agree" in said


def test_the_column_from_question_to_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:

    def edit() -> None:
        draft = Path("answer.md").read_text(encoding="utf-8")
        Path("answer.md").write_text(draft + "\nRead and corrected by an editor.\n", encoding="utf-8")

    carry_out(PAGES / "column.md", {"inminban column draft 1 --from answer.md": edit})
    page = next(path for path in (folder / "public").rglob("*.html") if "Ana" in path.read_text(encoding="utf-8"))
    text = page.read_text(encoding="utf-8")
    assert "Lisbon" in text and "corrected by an editor" in text and "<script" not in text


def test_a_study_of_many_worlds(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(engine, "live_all", live_here)
    names = carry_out(PAGES / "study.md")
    assert isinstance(names["study"], Study) and names["study"].failed == []
    assert names["pair"] is not None and names["spread"].n == 1  # the test's worlds: one draw, one seed
    assert (folder / "studies" / "sessions" / "report.html").is_file()


def test_in_a_notebook() -> None:
    names = carry_out(PAGES / "notebook.md")
    assert isinstance(names["verdicts"], Verdicts) and isinstance(names["answer"], Answered)
    assert names["frame"].index.name == "occupation" and (names["by_province"]["bought_out"] <= 1).all()
    assert len(names["frame"]) == len(names["rows"]) > 5
    assert names["life"].startswith("#")


def test_a_page_that_cannot_be_carried_out_fails(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Save as `a/b.toml`:\n```toml\nx = 1\n```\n\n```\ninminban run --people 10000 \\\n  --fast\n```\n")
    first, second = blocks(page)
    assert (first.file, first.text) == ("a/b.toml", "x = 1\n") and "--people 1200" in second.text
    with pytest.raises(AssertionError, match="ended with 2"):
        carry_out(page)
    with pytest.raises(AssertionError, match="ended with 2"):
        type_command("inminban no-such-command")
