"""Proposals from made-up interviews against what a careful reader takes from them; what must never be proposed."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from inminban.evidence.own_claims import read_own_claims
from inminban.testimony.amounts import amounts
from inminban.testimony.claims.accept import start_over
from inminban.testimony.claims.files import Place, read_proposals, write_proposals
from inminban.testimony.claims.proposals import Proposals, TextInfo, waiting
from inminban.testimony.claims.review import as_text, review
from inminban.testimony.claims.statements import other_texts
from inminban.testimony.claims.suggest import Proposal, suggest
from inminban.testimony.reading.files import read_text
from inminban.testimony.speakers import Speaker, speakers_of

MEASURED = Path(__file__).parent / "measured"
EXPECTED: dict[str, Any] = tomllib.loads((MEASURED / "claims.toml").read_text(encoding="utf-8"))
TEXTS = [(group, name) for group in ("measured", "held_out") for name in EXPECTED[group]]


def proposed(name: str) -> list[Proposal]:
    """What is proposed from one of the interviews."""
    text = read_text(MEASURED / f"{name}.txt")
    speakers = speakers_of(text.labels, text.paragraphs, text.stated["witness"].split(",")[0])
    return suggest(text.paragraphs, speakers)


def counts(group: str) -> tuple[int, int, int, int]:
    """Statements found and wanted, proposals off the mark and made, of a group of interviews."""
    n_found = n_wanted = n_off = n_made = 0
    for name, expected in EXPECTED[group].items():
        made, words = proposed(name), [claim["words"] for claim in expected["claims"]]
        n_found += sum(any(one in proposal.passage for proposal in made) for one in words)
        n_off += sum(not any(one in proposal.passage for one in words) for proposal in made)
        n_wanted, n_made = n_wanted + len(words), n_made + len(made)
    return n_found, n_wanted, n_off, n_made


@pytest.mark.parametrize("group", ["measured", "held_out"])
def test_most_statements_are_proposed_and_little_else(group: str) -> None:
    n_found, n_wanted, n_off, n_made = counts(group)
    assert n_found >= 0.8 * n_wanted, (n_found, n_wanted)
    assert n_off < 0.2 * n_made, (n_off, n_made)


@pytest.mark.parametrize(("group", "name"), TEXTS)
def test_the_amounts_of_a_statement_are_read(group: str, name: str) -> None:
    made = proposed(name)
    for claim in EXPECTED[group][name]["claims"]:
        if "amount" in claim:
            (proposal,) = (one for one in made if claim["words"] in one.passage)
            assert claim["amount"] in [f"{one.low:g} {one.unit}" for one in proposal.amounts]


def test_questions_headlines_other_articles_and_what_is_denied_are_never_proposed() -> None:
    passages = [proposal.passage for _, name in TEXTS for proposal in proposed(name)]
    for words in EXPECTED["never"]["words"]:
        assert not [passage for passage in passages if words in passage], words


def test_group_amounts_and_years_are_those_of_the_sentence() -> None:
    text = "In 1997 farmers gave 20 kg of grain to the army. Every household had to hand in 5 kg of scrap iron."
    first, second = suggest([text])
    assert (first.who, first.years) == ({"occupation": "farmer"}, (1997, 1997))
    assert (second.who, second.years) == ({}, None)
    assert [one.low for one in first.amounts] == [20] and [one.low for one in second.amounts] == [5]


def test_what_is_not_in_the_sentence_is_said_to_be_guessed() -> None:
    info = TextInfo(key="text", title="Fiction", year=2016, left=2012, occupation="teacher")
    first, second = waiting(suggest(["I had to hand in 5 kg of rice.", "In 1999 farmers paid 20 won a month."]), info)
    assert first.guessed == ["group", "years"] and first.who == {"occupation": "teacher"}
    assert second.guessed == [] and second.years == [1999, 1999]
    assert "not in the sentence, to be checked: group and years" in as_text(first, 2)
    assert "to be checked" not in as_text(second, 2)


@pytest.mark.parametrize(
    ("next_words", "n_proposed"),
    [
        ("No. I never saw any.", 0),
        ("Not where I was.", 0),
        ("아니요, 못 받았습니다.", 0),
        ("No one complained of it.", 1),
        ("Never had we eaten so much.", 1),
    ],
)
def test_what_is_denied_next_is_no_claim(next_words: str, n_proposed: int) -> None:
    made = suggest(["They gave us 15 kilograms of rice every month.", next_words])
    assert sum("15 kilograms" in one.passage for one in made) == n_proposed


def test_of_a_transcript_only_the_witness_is_read() -> None:
    turns = [Speaker("Q", "interviewer"), Speaker("A", "witness"), Speaker("B", "other"), Speaker()]
    made = suggest(
        ["They gave 15 kg a month.", "They gave 3 kg a month.", "I gave 1 kg.", "Part 2: 9 kg a day."], turns
    )
    assert [one.paragraph for one in made] == [2]


def test_a_text_ends_where_the_page_goes_on() -> None:
    lines = ["Ten kilos a month", "We got 10 kg.", "Read more: 5 tips.", "We paid 3 won.", "Related articles", "20 kg."]
    assert other_texts(lines) == [True, False, True, False, True, True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("석 달 동안", [(3, "month")]),
        ("이 달에는 이 사람이 이 분과", []),
        ("쌀 삼백 그람과 이백오십 원", [(300, "gram"), (250, "won")]),
        ("만 이천 명", [(12_000, "person")]),
        ("한 시간 반", [(1.5, "hour")]),
        ("날마다 장세 백 원", [(100, "won/day")]),
        ("월급은 한 달에 3천 원", [(3_000, "won/month")]),
        ("사흘에 걸쳐 열두 명이", [(3, "day"), (12, "person")]),
        ("새벽 다섯 시부터 저녁 아홉 시까지", [(16, "hour/day")]),
        ("every four hours", [(0.25, "1/hour")]),
        ("every other week", [(0.5, "1/week")]),
        ("on Mondays and Thursdays", [(2, "1/week")]),
    ],
)
def test_numbers_in_words_are_read(text: str, found: list[tuple[float, str]]) -> None:
    assert [(one.low, one.unit) for one in amounts(text)] == found


def test_starting_over_takes_claims_back_and_never_gives_a_number_twice(tmp_path: Path) -> None:
    info = TextInfo(key="text", title="Fiction", year=2016, left=2012)
    place = Place(tmp_path / "claims", "text")
    found = suggest(["Farmers gave 5 kg.", "Farmers gave 6 kg.", "Farmers gave 7 kg."])
    write_proposals(place, Proposals(text=info, proposal=waiting(found, info)))
    answers = iter("aaa")
    review(place, lambda _: next(answers), lambda _: None)
    assert start_over(place) == 1 and not place.claims.exists()
    assert {one.state for one in read_proposals(place.proposals).proposal} == {"open"}

    answers = iter("aa")
    review(place, lambda _: next(answers, "q"), lambda _: None)
    changed = place.claims.read_text(encoding="utf-8").replace("6 kg", "six kilos")
    place.claims.write_text(changed, encoding="utf-8")
    assert start_over(place) == 3
    write_proposals(place, Proposals(text=info, proposal=waiting(found, info, 3)))
    answers = iter("a")
    review(place, lambda _: next(answers, "q"), lambda _: None)
    assert [record.id for record in read_own_claims(place.folder)] == ["text-1", "text-2", "text-3"]


@pytest.mark.parametrize("words", ["I was for ", "and so it went on I was for ", "no could ", "일이삼 ", "every "])
def test_a_long_sentence_made_to_be_slow_is_read_in_seconds(words: str) -> None:
    began = time.process_time()
    suggest([words * 1_000])
    assert time.process_time() - began < 10.0
