"""Claims proposed from a text written for the tests: amounts, frequencies and duties, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from inminban.testimony.claims.suggest import Proposal, sentences, suggest, years_or_guess
from inminban.testimony.reading.files import read_text

FICTIONAL = Path(__file__).parent / "fictional"


def proposals(name: str) -> list[Proposal]:
    """What is proposed from one of the texts."""
    return suggest(read_text(FICTIONAL / name).paragraphs)


def about(found: list[Proposal], words: str) -> Proposal:
    """The proposal whose passage holds some words."""
    (one,) = [proposal for proposal in found if words in proposal.passage]
    return one


def test_duties_amounts_and_frequencies_are_proposed() -> None:
    found = proposals("teacher.txt")
    assert "school" in about(found, "recite").topics
    assert "self_criticism" in about(found, "self-criticism").topics
    assert about(found, "self-criticism").metric == "sessions_per_week"
    assert about(found, "self-criticism").who == {"occupation": "teacher"}
    salary = about(found, "salary")
    assert "pay" in salary.topics and salary.kind == "quantity"
    assert (salary.amounts[0].low, salary.amounts[0].unit) == (2500, "won/month")
    assert "labour" in about(found, "rice planting").topics


@pytest.mark.parametrize("words", ["sister", "South Korea", "would you", "smell of the river", "Written for"])
def test_what_says_nothing_of_the_system_is_not_proposed(words: str) -> None:
    assert not [one for one in proposals("teacher.txt") if words in one.passage]


def test_a_korean_text_is_read_too() -> None:
    found = proposals("farmer-ko.txt")
    assert about(found, "생활총화").metric == "sessions_per_week"
    assert about(found, "생활총화").amounts[0].words == "1 per week"
    assert about(found, "12시간").amounts[0].unit == "hour/day"
    assert about(found, "옥수수").amounts[0].unit == "kg"
    assert not [one for one in found if "버드나무" in one.passage]


def test_paragraphs_are_counted_from_one_as_the_library_counts_them() -> None:
    text = read_text(FICTIONAL / "teacher.txt")
    for one in suggest(text.paragraphs):
        assert one.passage.split(". ")[0] in text.paragraphs[one.paragraph - 1]


def test_a_paragraph_is_cut_into_sentences() -> None:
    assert sentences('From 7 a.m. We rose. "Why?" he asked. It was J. Kim.') == [
        "From 7 a.m. We rose.", '"Why?" he asked.', "It was J. Kim.",
    ]  # fmt: skip


def test_years_are_those_named_or_the_ten_before_leaving() -> None:
    named, unnamed = suggest(
        ["In 1997 everybody had to collect scrap.", "Everybody had to collect 3 kg of scrap a year."]
    )
    assert years_or_guess(named, 2010, 2012) == (1997, 1997)
    assert years_or_guess(unnamed, 2010, 2012) == (2000, 2010)
    assert years_or_guess(unnamed, None, 2012) == (2002, 2012)


def test_each_amount_belongs_to_the_group_named_before_it() -> None:
    (one,) = suggest(["People attend self-criticism once a week, artists three times a week."])
    assert [(part.low, whose) for part, whose in zip(one.amounts, one.whose, strict=True)] == [
        (1, {}), (3, {"occupation": "artist"}),
    ]  # fmt: skip


def test_nothing_is_proposed_from_nothing() -> None:
    assert suggest([]) == [] and suggest(["", "…", "?"]) == []
