"""Kinds that a question asks for in so many words, whatever it is about."""

from __future__ import annotations

import pytest

from inminban.ask.kinds import kind_of, plainly, supposes
from inminban.ask.one_question import FARES, GENERAL
from inminban.ask.understanding import understand_request
from inminban.ask.words_of import words_of


@pytest.mark.parametrize(
    "text",
    [
        "Would I have gone hungry as a miner?",
        "Would my sister have had more to eat if she had been a trader?",
        "If the border had stayed open, would more have left?",
        "Without bribes, would the rich dig as much as the poor?",
        "Had my father been an official, would we have eaten better?",
        "제가 농장원으로 태어났더라면 배급을 받았을까요?",
        "우리 집이 평양에 살았으면 덜 굶었을까요",
        "장마당을 없애면 더 굶을까요?",
    ],
)
def test_what_was_otherwise_is_supposed_of_a_country_and_of_one_life(text: str) -> None:
    assert supposes(words_of(text)) and kind_of(words_of(text)) == "counterfactual"


@pytest.mark.parametrize(
    "text",
    [
        "Would you say that farmers are hungry?",
        "I would like to know how much a miner earns.",
        "How much would I earn as a miner in 2003?",
        "농민이라면 하루에 얼마나 동원되나요?",
    ],
)
def test_polite_words_and_plain_quantities_suppose_nothing(text: str) -> None:
    assert not supposes(words_of(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hunger before vs after the currency reform", "before_after"),
        ("국경 봉쇄 전후의 장사 소득", "before_after"),
        ("Since when have rations failed?", "trend"),
        ("배급이 언제부터 끊겼나요?", "trend"),
        ("the punishment for skipping a rally", "consequence"),
        ("드라마를 보다 걸리면 어떤 벌을 받나요?", "consequence"),
        ("Has anyone who left spoken of bracken?", "sources"),
        ("뇌물 수치의 출처", "sources"),
        ("What would the life of a miner be like?", "life"),
        ("Take me through a day of a trader", "life"),
        ("광부의 하루를 보여 주세요", "life"),
    ],
)
def test_a_kind_asked_for_plainly_is_meant(text: str, kind: str) -> None:
    assert kind in list(plainly(words_of(text)))
    assert understand_request(text).kind == kind


@pytest.mark.parametrize(
    "text", ["How many penalties are for political offences?", "Do witnesses agree with the model on bribes?"]
)
def test_a_number_of_penalties_or_agreement_is_neither_consequence_nor_source(text: str) -> None:
    assert not list(plainly(words_of(text)))


def test_what_a_scenario_changes_is_not_who_is_asked_about() -> None:
    request = understand_request("해외 파견이 없었다면 국가 외화 수입은?")
    assert request.supposed and request.supposed.scenario == "no-overseas" and not request.groups
    both = understand_request("What would traders live on if markets were banned?")
    assert [one.filter for one in both.groups] == [{"occupation": "trader"}]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How hungry were people after 2012?", "level"),
        ("2012년 이후 사람들은 얼마나 굶주렸나", "level"),
        ("Did bribes go up after the reform of 2009?", "before_after"),
        ("What would a miner's life be like if markets were closed?", "counterfactual"),
    ],
)
def test_how_much_it_was_after_a_year_is_no_change_and_a_life_on_a_condition_is_another_world(
    text: str, kind: str
) -> None:
    assert understand_request(text).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Do farmers have it worse than miners?",
        "Who is better off, teachers or doctors?",
        "농민이 광부보다 더 힘들게 사나요?",
    ],
)
def test_who_fares_worse_is_asked_of_what_tells_in_general_how_people_fare(text: str) -> None:
    request = understand_request(text)
    assert request.kind == "comparison" and request.measures == GENERAL


def test_two_groups_are_not_compared_by_a_measure_of_one_of_them() -> None:
    assert understand_request("Do traders pay more bribes than farmers?").measures[0] == "bribes"


def test_how_somebody_would_have_fared_is_told_by_what_they_eat_and_earn() -> None:
    request = understand_request("If my brother had not been sent to log in Siberia, how would our family have fared?")
    assert request.supposed and request.supposed.scenario == "no-overseas"
    assert request.measures == FARES


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("If I had been a miner's wife, would we have eaten better without the markets?", "no-markets"),
        ("Suppose my daughter were a teacher and nobody could be bribed: would she be hungry?", "no-bribes"),
        ("제가 1980년대에 함흥에서 태어났다면 시장 없이 굶었을까요?", "no-markets"),
    ],
)
def test_of_several_things_supposed_the_scenario_is_found(text: str, scenario: str) -> None:
    request = understand_request(text)
    assert request.kind == "counterfactual" and request.supposed and request.supposed.scenario == scenario
    assert not request.periods and all("wealth_fifth" not in one.filter for one in request.groups)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Who watches foreign films most, and what happens to them if they are caught?", "foreign_media"),
        ("생활총화가 뭐고 안 나가면 어떻게 되나요", "miss_session"),
    ],
)
def test_what_happens_to_them_is_asked_of_what_stood_before(text: str, act: str) -> None:
    assert understand_request(text).asked[1].act == act
