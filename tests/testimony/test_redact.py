"""Names and places of a made-up text are proposed for the protected list; a person decides on every one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.made_library import made_details, made_text

from inminban.testimony import morphemes
from inminban.testimony.library import Library
from inminban.testimony.protected import ProtectedNames
from inminban.testimony.redact import decide, propose, redacted

ENGLISH = (
    "My brother Chol-su and a trader named Oksun met Comrade Pak at the Hoeryong Shoe Factory.",
    "We lived in Saebyol county, in Ryongbuk-ri. Kim Il Sung looked down from every wall.",
    "In March we went to Musan and then to China. My friend from Onsong, Suryon, sold tofu.",
    "Ri Myong Hui, who taught me, was from the Aoji mine. On Sundays the Party showed a film.",
    "A doctor, Dr. Choe, set the bone. Suryon paid him in rice. North Korea had no plaster.",
)
KOREAN = (
    "함경북도 회령시에 살았다. 김철수 동무와 리명희라는 선생이 있었다.",
    "무산광산에서 일했다. 온성군 중봉리에 살았다. 우리 마을 사람들은 요리를 했다.",
    "박순이 아주머니는 남양에서 두부를 팔았다. 김정일의 초상화를 닦았다.",
)
PEOPLE = {"Chol-su", "Oksun", "Pak", "Suryon", "Ri Myong Hui", "Choe", "김철수", "리명희", "박순이"}
PLACES = {
    "Hoeryong Shoe Factory", "Saebyol", "Ryongbuk-ri", "Musan", "Onsong", "Aoji",
    "회령", "무산광산", "온성군", "중봉리",
}  # fmt: skip
NOT = ("Kim Il", "김정일", "North", "March", "China", "Party", "Sundays", "마을", "요리", "함경북도", "우리")


@pytest.fixture
def names(library: Library) -> ProtectedNames:
    """A protected list with one of the names."""
    made = ProtectedNames(library)
    made.protect(["Ri Myong Hui"])
    return made


@pytest.fixture(params=[True, False])
def has_analyser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra `korean` and without."""
    if request.param:
        pytest.importorskip("kiwipiepy")
    else:
        monkeypatch.setattr(morphemes, "find_spec", lambda _: None)


def test_names_and_places_are_proposed_and_little_else(names: ProtectedNames, has_analyser: None) -> None:
    found = propose([*ENGLISH, *KOREAN], names)
    by_kind = {kind: {one.words for one in found if one.kind == kind} for kind in ("person", "place")}
    assert by_kind["person"] >= PEOPLE, PEOPLE - by_kind["person"]
    assert by_kind["place"] >= PLACES, PLACES - by_kind["place"]
    assert len(found) <= len(PEOPLE | PLACES) + 3, [one.words for one in found]
    assert not [one.words for one in found for words in NOT if one.words.startswith(words)]


def test_a_proposal_says_where_and_how_often_and_what_is_listed(names: ProtectedNames) -> None:
    found = {one.words: one for one in propose(ENGLISH, names)}
    assert (found["Suryon"].n_times, found["Suryon"].paragraphs) == (2, (3, 5))
    assert found["Ri Myong Hui"].is_listed and not found["Oksun"].is_listed


def test_a_listed_name_is_found_in_any_disguise(names: ProtectedNames) -> None:
    [one] = [one for one in propose(["We met Rі Mуong-Нui there."], names) if one.is_listed]
    assert one.why == "on the list"


def test_nothing_is_listed_that_a_person_does_not_list(names: ProtectedNames) -> None:
    said: list[str] = []
    answers: Iterator[str] = iter(["k", "x", "p", "q"])
    found = [one for one in propose(ENGLISH, names) if not one.is_listed]
    decide(found, names, lambda _: next(answers), said.append)
    assert [bool(names.find(one.words)) for one in found[:4]] == [False, True, False, False]
    decide(found, names, None, said.append)
    assert [bool(names.find(one.words)) for one in found[:4]] == [False, True, False, False]
    assert said[-1] == f"{len(found)} proposed, 1 on the protected list."


def test_a_copy_holds_nothing_of_the_list(names: ProtectedNames) -> None:
    text = "So RI MYONG-HUI said, and Rі Mуong Нui, and Hui Ri Myong; not Ri Myong."
    assert redacted(text, names) == "So [protected] said, and [protected], and [protected]; not Ri Myong."


def test_redact_from_the_command_line(command: Any, library: Library, tmp_path: Path) -> None:
    document = library.add(made_text(*ENGLISH), made_details()).document
    ended = command("library", "redact", document)
    assert ended.code == 0 and "Chol-su  (person: after a word of kinship; 1 times, paragraphs 1)" in ended.out
    assert "0 on the protected list" in ended.out  # nobody decided
    ProtectedNames(library).protect(["Suryon"])
    ended = command("library", "redact", document, "--out", tmp_path / "copy.txt", "--json")
    assert [one["words"] for one in json.loads(ended.out) if one["is_listed"]] == ["Suryon"]
    copy = (tmp_path / "copy.txt").read_text(encoding="utf-8")
    assert "Suryon" not in copy and copy.count("[protected]") == 2 and copy.count("\n\n") == len(ENGLISH) - 1


def test_an_answer_with_a_protected_name_is_not_written(command: Any, library: Library, tmp_path: Path) -> None:
    library.add(made_text("The teacher Oksun earned a wage of 3,000 won a month."), made_details())
    ProtectedNames(library).protect(["Oksun"])
    ended = command("ask", "How much does a teacher earn?", "--out", tmp_path / "answer.md")
    assert ended.code == 2 and "the answer contains a protected name: 'Oksun'" in ended.err
    assert not (tmp_path / "answer.md").exists()
