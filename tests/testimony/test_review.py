"""Proposals are reviewed one by one, saved after each, and become claims of the project's own form."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inminban.errors import InputError
from inminban.evidence.own_claims import read_own_claims
from inminban.evidence.records import Claim
from inminban.testimony.claims import files, review
from inminban.testimony.claims.files import (
    Place,
    place_of,
    read_proposals,
    write_proposals,
)
from inminban.testimony.claims.proposals import Proposals, of_file, waiting
from inminban.testimony.claims.suggest import suggest
from inminban.testimony.reading.files import read_text

TEACHER = Path(__file__).parent / "fictional" / "teacher.txt"


@pytest.fixture(autouse=True)
def no_folder_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may keep claims of their own."""
    monkeypatch.delenv("INMINBAN_CLAIMS", raising=False)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The proposals from the teacher's text, waiting in a folder of claims."""
    text = read_text(TEACHER)
    info = of_file(TEACHER, text.paragraphs, text.stated, 2011, "school teacher")
    made = place_of(tmp_path / "claims", info.key)
    write_proposals(made, Proposals(text=info, proposal=waiting(suggest(text.paragraphs), info)))
    return made


def typed(*answers: str) -> Any:
    """Somebody who types these answers and then leaves."""
    left: Iterator[str] = iter(answers)

    def ask(_: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return ask


def states(place: Place) -> list[str]:
    """The states of all proposals."""
    return [one.state for one in read_proposals(place.proposals).proposal]


def test_proposals_come_back_as_they_were_written(place: Place) -> None:
    before = read_proposals(place.proposals)
    write_proposals(place, before)
    assert read_proposals(place.proposals) == before
    assert before.text.left == 2011 and len(before.proposal) >= 5


def test_each_decision_is_saved_at_once_and_the_review_goes_on_from_there(place: Place) -> None:
    said: list[str] = []
    first = review.review(place, typed("a", "d"), said.append)
    assert (first.accepted, first.dropped) == (1, 1) and first.open > 0
    assert states(place)[:3] == ["accepted", "dropped", "open"]
    assert any("goes on from here" in line for line in said)
    second = review.review(place, typed(*["d"] * first.open), said.append)
    assert second.open == 0 and second.accepted == 1


def test_a_stop_by_control_c_loses_nothing(place: Place) -> None:
    answers = iter(["a"])

    def ask(_: str) -> str:
        for answer in answers:
            return answer
        raise KeyboardInterrupt

    assert review.review(place, ask, lambda line: None).accepted == 1
    assert states(place)[0] == "accepted"


def files_of(place: Place) -> dict[str, str]:
    """The text of every file of a folder of claims."""
    found = sorted(path for path in place.folder.rglob("*") if path.is_file())
    return {str(path.relative_to(place.folder)): path.read_text("utf-8") for path in found}


def test_decisions_are_taken_back_one_after_the_other_to_where_they_began(place: Place) -> None:
    before = [files_of(place)]
    for answers in (("a",), ("d",), ("e", "Teachers traded.", "", "", "", "none"), ("a",)):
        review.review(place, typed(*answers), lambda _: None)
        before.append(files_of(place))
    assert states(place)[:5] == ["accepted", "dropped", "edited", "accepted", "open"]
    said: list[str] = []
    for n_left in (3, 2, 1, 0):
        review.review(place, typed("u"), said.append)  # each in a review of its own
        assert files_of(place) == before[n_left]
    assert [line for line in said if line.startswith("Taken back")] == [
        "Taken back: 4 was accepted and is open again.",
        "Taken back: 3 was edited and is open again.",
        "Taken back: 2 was dropped and is open again.",
        "Taken back: 1 was accepted and is open again.",
    ]
    review.review(place, typed("u", "d"), said.append)
    assert any("no decision can be taken back" in line for line in said)
    assert states(place)[:2] == ["dropped", "open"]


def test_what_was_taken_back_is_asked_again_at_once(place: Place) -> None:
    said: list[str] = []
    review.review(place, typed("l", "d", "u", "a", "d"), said.append)
    assert states(place)[:4] == ["open", "accepted", "dropped", "open"]  # the first was put off, not taken up again
    assert sum("paragraph" in line and line.lstrip().startswith("2 of") for line in said) == 2


@pytest.mark.parametrize("is_inside", [True, False])
def test_a_claim_that_a_person_has_changed_is_not_taken_back(place: Place, is_inside: bool) -> None:
    review.review(place, typed(*"aaaaa"), lambda _: None)
    last = read_proposals(place.proposals).before[-1].number
    head, name, claim = place.claims.read_text("utf-8").partition(f"[{place.key}-{last}]")
    claim = claim.replace("says = ", 'supports = ["work.pay"]\nsays = ') if is_inside else f"{claim}note = 1\n"
    place.claims.write_text(head + name + claim, "utf-8")
    changed = files_of(place)
    said: list[str] = []
    review.review(place, typed("u"), said.append)
    assert any("changed by hand" in line and str(place.claims) in line for line in said)
    assert files_of(place) == changed


def test_other_claims_and_remarks_stay_when_one_is_taken_back(place: Place) -> None:
    review.review(place, typed("a", "a"), lambda _: None)
    text = "# My claims\n\n" + place.claims.read_text("utf-8") + "\n# To be read again\n"
    place.claims.write_text(text, "utf-8")
    review.review(place, typed("u"), lambda _: None)
    left = place.claims.read_text("utf-8")
    assert left.startswith("# My claims\n") and left.endswith("# To be read again\n")
    assert list(tomllib.loads(left)) == [f"{place.key}-1"]
    assert (place.folder / "sources.toml").is_file()


def test_taking_back_that_was_interrupted_can_be_repeated(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_of(place)
    review.review(place, typed("a"), lambda _: None)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("inminban.testimony.claims.accept.write_proposals", stopped)
        review.undo(place, read_proposals(place.proposals), lambda _: None)
    assert states(place)[0] == "accepted" and not place.claims.exists()
    review.undo(place, read_proposals(place.proposals), lambda _: None)
    assert files_of(place) == before


def test_an_odd_answer_is_asked_again_and_later_leaves_it_open(place: Place) -> None:
    said: list[str] = []
    review.review(place, typed("x", "", "l", "q"), said.append)
    assert states(place)[0] == "open"
    assert sum(line.startswith("Type one of") for line in said) == 2


def test_accepted_claims_can_be_read_as_claims(place: Place) -> None:
    count = len(states(place))
    review.review(place, typed(*["a"] * count), lambda line: None)
    records = read_own_claims(place.folder)
    assert len(records) == count
    assert {record.content.source for record in records} == {place.key}
    salary = next(record for record in records if "won/month" in str(record.content))
    assert isinstance(salary.content, Claim)
    assert salary.content.quantity[0].low == 2500
    assert salary.content.who == salary.content.quantity[0].who == {"occupation": "teacher"}  # "my salary"
    assert salary.content.years == [2001, 2011] and salary.source.note == "left in 2011"
    checked = [record for record in records if record.content.check]
    item = salary.content.check[0]
    assert (item.metric, item.low, item.high, item.bounds[:20]) == ("state_pay", 2250, 2750, "the number of the te")
    assert {item.metric for record in checked for item in record.content.check} >= {"sessions_per_week"}


def test_a_proposal_can_be_edited(place: Place) -> None:
    answers = (
        "e",
        'Pupils "had" to recite.',
        "nonsense",
        "school",
        "martians",
        "pupils",
        "2009 1999",
        "1999-2009",
        "few",
        "2 hours a day",
    )
    review.review(place, typed(*answers, "q"), lambda line: None)
    (record,) = read_own_claims(place.folder)
    claim = record.content
    assert isinstance(claim, Claim)
    assert claim.says == 'Pupils "had" to recite.' and claim.years == [1999, 2009]
    assert claim.who == {"occupation": "pupil"} and claim.topic == "school"
    assert (claim.quantity[0].low, claim.quantity[0].unit) == (2, "hour/day")


def test_an_interrupted_save_writes_no_claim_twice(place: Place) -> None:
    waiting_before = place.proposals.read_bytes()
    review.review(place, typed("a", "q"), lambda line: None)
    place.proposals.write_bytes(waiting_before)  # as if the state had not been saved any more
    review.review(place, typed("a", "q"), lambda line: None)
    assert len(read_own_claims(place.folder)) == 1


def test_what_a_person_wrote_into_the_file_stays(place: Place) -> None:
    review.review(place, typed("a", "q"), lambda line: None)
    place.claims.write_text("# my own remark\n" + place.claims.read_text(encoding="utf-8"), encoding="utf-8")
    review.review(place, typed("a", "q"), lambda line: None)
    assert place.claims.read_text(encoding="utf-8").startswith("# my own remark\n")
    assert len(read_own_claims(place.folder)) == 2


@pytest.mark.parametrize("key", ["", "..", "a/b", "a b", "x" * 81, "a\nb"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(InputError):
        place_of(tmp_path, key)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[text", "TOML"),
        ("[text]\nkey = 'a'\ntitle = 'b'\nyear = 2000\n", "missing"),
        ("proposal = []\n[text]\nkey = 'a'\ntitle = 'b'\nyear = 'x'\n", "year"),
        ("proposal = []\nmore = 1\n[text]\nkey = 'a'\ntitle = 'b'\nyear = 2000\n", "unknown key"),
    ],
)
def test_a_damaged_file_of_proposals_is_named(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "p.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_proposals(file)


def test_text_of_a_witness_cannot_break_out_of_its_toml_string() -> None:
    odd = 'a "quote"\\ \n[other]\nkey = 1 \x1b[31m \u2028 end'
    content = tomllib.loads(files.table("one", {"says": odd, "list": [odd], "inner": {"a": odd}}))
    assert list(content) == ["one"]
    assert "\x1b" not in content["one"]["says"] and content["one"]["says"].endswith("end")


def test_suggest_check_and_review_from_the_command_line(
    tmp_path: Path, command: Any, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, text = tmp_path / "mine", tmp_path / "teacher.txt"
    shutil.copy(TEACHER, text)
    made = command("claims", "suggest", text, "--left", "2011", "--claims", folder)
    assert made.code == 0 and "claims review teacher-" in made.out
    again = command("claims", "suggest", text, "--claims", folder)
    assert again.code == 2 and "--again" in again.err
    monkeypatch.setattr("builtins.input", typed("a", "q"))
    assert "1 accepted" in command("claims", "review", "--claims", folder).out
    missing = command("claims", "check", folder, "--run", tmp_path / "none")
    assert missing.code == 2 and "not a run folder" in missing.err


def test_the_last_decision_is_taken_back_from_the_command_line(
    tmp_path: Path, command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tmp_path / "claims")
    for name in ("one.txt", "two.txt"):
        shutil.copy(TEACHER, tmp_path / name)
        command("claims", "suggest", str(tmp_path / name), "--left", "2011", "--claims", folder)
    one, two = (file.stem for file in files.waiting_files(Path(folder)))
    for text, answers in ((two, "ad"), (one, "aa")):
        monkeypatch.setattr("builtins.input", typed(*answers))
        command("claims", "review", text, "--claims", folder)
    monkeypatch.setattr("builtins.input", typed())
    assert "Taken back: 2 was accepted" in command("claims", "review", "--undo", "--claims", folder).out
    assert "Taken back: 2 was dropped" in command("claims", "review", two, "--undo", "--claims", folder).out
    assert "Taken back: 1 was accepted" in command("claims", "review", "--undo", "--claims", folder).out  # of `two`
    refused = command("claims", "review", two, "--undo", "--claims", folder)
    assert refused.code == 2 and "no decision can be taken back" in refused.err
    wrong = command("claims", "review", one[:-1], "--claims", folder)
    assert wrong.code == 2 and f"Did you mean '{one}'?" in wrong.err


def test_a_document_of_the_library_can_be_named(library: Any, ids: dict[str, str], command: Any) -> None:
    name = next(iter(ids.values()))
    found = command("claims", "suggest", name, "--json")
    assert found.code == 0 and f'"key": "{name}"' in found.out


def test_a_document_that_is_not_there_is_named(library: Any, command: Any) -> None:
    assert "no such file" in command("claims", "suggest", "not/there.txt").err
    assert command("claims", "suggest", "d0000000000").code == 2
    assert "no proposals to review" in command("claims", "review").err
