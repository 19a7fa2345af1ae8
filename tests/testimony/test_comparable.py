"""Which measure of a run an amount in a text is compared with."""

from __future__ import annotations

import pytest

from inminban.measures import MEASURES
from inminban.testimony.amounts import amounts
from inminban.testimony.claims.comparable import measure_for, scale_to
from inminban.testimony.terms.entries import known_topics


@pytest.mark.parametrize(
    ("topics", "text", "measure"),
    [
        (["self_criticism"], "Artists sat in a criticism session three times a week.", "sessions_per_week"),
        (["self_criticism"], "생활총화는 일주일에 세 번이었다.", "sessions_per_week"),
        (["pay", "market"], "Their pay bought 2 kg of rice a month.", "pay_in_rice"),
        (["pay"], "My salary was 3,000 won a month.", "state_pay"),
        (["pay"], "월급은 한 달에 3000원이었다.", "state_pay"),
        (["pay"], "The wage was worth 20 cents a month.", "pay_in_cents"),
        (["food"], "We received rations of 300 grams a day.", "ration"),
        (["food"], "배급은 하루 300그램이었다.", "ration"),
        (["work"], "The working day at the post lasted 12 hours a day.", "work_time"),
        (["population"], "25 million people live there.", "population"),
        (["food"], "The way to the food market was 5 km.", ""),
        (["food"], "Food came three times.", ""),
        (["pay"], "He paid 10 dollars.", ""),
        (["arts"], "We sang for 3,000 won a month.", ""),
        (["pandemic"], "It lasted three years.", ""),
    ],
)
def test_an_amount_finds_the_measure_of_its_topic_unit_and_words(topics: list[str], text: str, measure: str) -> None:
    assert measure_for(topics, amounts(text), text) == measure


@pytest.mark.parametrize(
    ("measure", "unit", "scale"),
    [
        ("sessions_per_week", "1/month", 12 / 365.25 * 7),
        ("work_time", "hour/day", 60),
        ("hungry", "percent", 1),
        ("pay_in_cents", "USD/month", 100),
        ("hungry", "times", None),
        ("work_time", "times", None),
        ("work_time", "percent", None),
        ("nutrition", "km", None),
        ("fear", "percent", None),
        ("pay_in_rice", "kg", None),
    ],
)
def test_units_are_converted_only_where_they_mean_the_same(measure: str, unit: str, scale: float | None) -> None:
    assert scale_to(measure, unit) == (None if scale is None else pytest.approx(scale))


def test_every_fact_of_a_topic_is_a_measure() -> None:
    facts = {fact for topic in known_topics().values() for fact in topic.facts}
    assert len(facts) > 40
    assert facts <= MEASURES.keys()
