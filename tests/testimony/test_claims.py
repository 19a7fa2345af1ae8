"""A user's own claims, conflicts between claims, traces from numbers to paragraphs and back."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from tests.made_library import made_details, made_text

from inminban import evidence
from inminban.errors import InputError
from inminban.evidence import trace
from inminban.evidence.conflicts import conflicts, same_people, statements
from inminban.evidence.own_claims import read_own_claims
from inminban.evidence.records import Record

SOURCE = """
[mine]
title = "A fictional text"
organisation = "the tests"
year = 2012
kind = "testimony"
confidence = "low"
"""
CLAIM = """
[U1]
source = "mine"
paragraph = [3]
says = "Artists are called to a session five times a week."
kind = "quantity"
topic = "self-criticism"
mechanism = ["self_criticism"]
who = { occupation = "artist" }
years = [2000, 2012]
quantity = [{ of = "sessions_per_week", who = { occupation = "artist" }, low = 5, high = 5, unit = "1/week" }]
supports = ["self_criticism.minutes"]
untested_because = "it is invented."
"""


@pytest.fixture(autouse=True)
def no_folder_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may keep claims of their own."""
    monkeypatch.delenv("INMINBAN_CLAIMS", raising=False)


def folder_of(tmp_path: Path, claim: str = CLAIM, source: str = SOURCE) -> Path:
    """A folder of claims."""
    folder = tmp_path / "claims"
    folder.mkdir()
    (folder / "mine.toml").write_text(claim, encoding="utf-8")
    (folder / "sources.toml").write_text(source, encoding="utf-8")
    return folder


def own(tmp_path: Path, claim: str = CLAIM) -> tuple[Record, ...]:
    """The claims of such a folder."""
    return read_own_claims(folder_of(tmp_path, claim))


def test_own_claims_name_their_own_sources(tmp_path: Path) -> None:
    (record,) = own(tmp_path)
    assert record.title == "A fictional text" and record.content.source == "mine"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('source = "mine"', 'source = "yours"', "unknown source"),
        ("[U1]", "[M2]", "a claim M2 is already in the project"),
        ('unit = "1/week"', 'unit = "1/fortnightly"', "is not a unit"),
        ('unit = "1/week"', 'unit = "__import__(1)"', "is not a unit"),
        ("low = 5", "low = 6", "low is above high"),
        ('{ occupation = "artist" }\nyears', '{ occupation = "martian" }\nyears', "there is no occupation"),
        ('{ occupation = "artist" }\nyears', '{ planet = "Mars" }\nyears', "there is no group 'planet'"),
        ('["self_criticism.minutes"]', '["self_criticism.minuets"]', "Did you mean"),
        ("years = [2000, 2012]", "years = [2012, 2000]", "end before they begin"),
        ("paragraph = [3]", "paragraph = []", "U1.paragraph"),
    ],
)
def test_a_claim_that_is_not_as_it_must_be_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in CLAIM
    with pytest.raises(InputError, match=words) as raised:
        own(tmp_path, CLAIM.replace(old, new, 1))
    assert "mine.toml" in str(raised.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        read_own_claims(tmp_path / "none")


def test_claims_that_contradict_each_other_are_found(tmp_path: Path) -> None:
    found = conflicts([*evidence.claims(), *own(tmp_path)])
    assert {frozenset((one.first.id, one.second.id)) for one in found} == {frozenset(("M2", "U1"))}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("low = 5, high = 5", "low = 3, high = 4"),  # the ranges meet
        ("years = [2000, 2012]", "years = [1980, 1989]"),  # another time
        ('who = { occupation = "artist" }, low', 'who = { occupation = "miner" }, low'),  # other people than artists
        ('of = "sessions_per_week"', 'of = "songs sung"'),  # another quantity
        ('unit = "1/week"', 'unit = "kg/week"'),  # cannot be compared
    ],
)
def test_claims_that_can_both_hold_are_no_conflict(tmp_path: Path, old: str, new: str) -> None:
    artists = [one for one in conflicts([*evidence.claims(), *own(tmp_path, CLAIM.replace(old, new))])]
    assert [one for one in artists if one.first.who == {"occupation": "artist"}] == []


def test_units_are_converted_before_they_are_compared(tmp_path: Path) -> None:
    same = CLAIM.replace('low = 5, high = 5, unit = "1/week"', 'low = 13, high = 13.1, unit = "1/month"')
    assert conflicts([*evidence.claims(), *own(tmp_path, same)]) == []
    other = same.replace("low = 13, high = 13.1", "low = 3, high = 3")
    (tmp_path / "other").mkdir()
    found = conflicts([*evidence.claims(), *own(tmp_path / "other", other)])
    assert {(one.first.id, one.second.id) for one in found} == {("M2", "U1")}


def test_the_projects_claims_and_figures_state_quantities_that_can_be_compared() -> None:
    found = list(statements([*evidence.claims(), *evidence.figures()]))
    assert len(found) > 40
    assert {one.id for one in found if one.of == "working hours abroad"} == {"L13"}


def test_people_are_the_same_if_the_same_columns_share_a_value() -> None:
    assert same_people({}, {})
    assert same_people({"sex": "male"}, {"sex": ["male", "female"]})
    assert not same_people({"sex": "male"}, {})
    assert not same_people({"sex": "male"}, {"occupation": "artist"})


def test_a_number_is_traced_to_claims_and_paragraphs(tmp_path: Path) -> None:
    found = trace.trace_number("self_criticism.minutes", own(tmp_path))
    assert {(one.id, one.paragraph) for one in found.claims} == {("M2", (12,)), ("U1", (3,))}
    lines = "\n".join(trace.number_lines(found))
    assert "Life review" in lines and "paragraph 12" in lines and "A fictional text" in lines


def test_a_source_is_traced_to_all_that_rests_on_it(tmp_path: Path) -> None:
    found = trace.trace_source("musician-2014-leaver")
    assert [one.id for one in found.claims][:2] == ["M1", "M2"] and "A2" in [one.id for one in found.claims]
    assert "self_criticism.minutes" in [name for name, _, _ in found.numbers]
    census = trace.trace_source("census-2008-counties")
    assert dict(census.tables)["census2008_counties.csv"] > 150
    (number,) = trace.trace_source("mine", own(tmp_path)).numbers
    assert number[0] == "self_criticism.minutes"


@pytest.mark.parametrize(("name", "words"), [("self_criticism.minuets", "Did you mean"), ("is_active", "Name one of")])
def test_an_unknown_or_ambiguous_number_is_named(name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        trace.trace_number(name)


def test_an_unknown_source_is_named() -> None:
    with pytest.raises(InputError, match="Did you mean 'musician-2014-leaver'"):
        trace.trace_source("musician-2014")


def test_traces_and_conflicts_from_the_command_line(tmp_path: Path, command: Any, library: Any) -> None:
    folder = folder_of(tmp_path)
    assert "U1" in command("evidence", "trace", "self_criticism.minutes", "--claims", folder).out
    assert '"id": "M2"' in command("evidence", "trace", "musician-2014-leaver", "--json").out
    assert "numbers, by what they rest on" in command("evidence").out
    assert "M2  3 to 3" in command("claims", "conflicts", folder).out
    told = command("claims", "conflicts").out
    assert "bribes-kim-of-leavers" in told and "bribes-of-cohorts" in told  # two surveys, both kept
    assert told.splitlines()[-1].startswith("1 conflict among")
    unknown = command("evidence", "trace", "self_criticism.minuets")
    assert unknown.code == 2 and "Did you mean 'self_criticism.minutes'?" in unknown.err
    assert "Did you mean 'musician-2014-leaver'?" in command("evidence", "trace", "musican-2014-leaver").err
    assert "Name one of" in command("evidence", "trace", "is_active").err


def test_a_claim_is_traced_to_its_place_and_to_what_rests_on_it(command: Any, library: Any) -> None:
    told = command("evidence", "trace", "M2").out
    assert "paragraph 12" in told and "self_criticism.minutes" in told
    assert "institutions it is about: self_criticism" in told


TITLE = "Ask a North Korean: a musician answers"


def test_the_paragraphs_of_a_source_are_printed_if_the_library_holds_it(command: Any, library: Any) -> None:
    paragraphs = [f"Made-up paragraph number {number}." for number in range(1, 31)]
    id = library.add(made_text(*paragraphs), made_details(title=TITLE.upper())).document
    told = command("evidence", "trace", "M2").out
    assert f"{id}:12  Made-up paragraph number 12." in told
    assert "number 11." not in told and "inminban library add" not in told
    (source,) = json.loads(command("evidence", "trace", "M2", "--json").out)["paragraphs"]
    assert source["document"] == id and source["paragraphs"] == [{"number": 12, "text": paragraphs[11]}]


def test_a_source_that_the_library_lacks_is_named_with_the_way_to_add_it(
    command: Any, library: Any, tmp_path: Path
) -> None:
    library.add(made_text("Of something else."), made_details(title="Another text"))
    told = command("evidence", "trace", "M2").out
    (line,) = (line.strip() for line in told.splitlines() if "inminban library add" in line)
    assert f"Your library does not hold {TITLE} [musician-2014-leaver]" in told
    file = tmp_path / "musician.txt"
    file.write_text("\n\n".join(f"Made-up paragraph number {number}." for number in range(1, 31)), "utf-8")
    typed = shlex.split(line.replace("FILE", str(file)))[1:]
    assert command(*typed, "--witness", "Somin", "--rights", "made up", "--date", "2018-01-01").code == 0
    assert "Made-up paragraph number 12." in command("evidence", "trace", "M2").out


def test_another_version_of_a_source_is_no_error(command: Any, library: Any) -> None:
    library.add(made_text("A single made-up paragraph."), made_details(title=TITLE))
    ended = command("evidence", "trace", "self_criticism.minutes")
    assert ended.code == 0
    assert "has 1 paragraph, the claims name 12 as well" in ended.out


def test_text_of_others_does_not_steer_the_terminal(tmp_path: Path, command: Any, library: Any) -> None:
    folder = folder_of(tmp_path, CLAIM.replace("Artists are called", "Artists \\u001b[2J are called"))
    for arguments in (("claims", "conflicts", folder), ("evidence", "trace", "mine", "--claims", folder)):
        ended = command(*arguments)
        assert ended.code == 0 and "are called" in ended.out and "\x1b" not in ended.out
