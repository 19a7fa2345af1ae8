"""Published figures beside what the report shows: of the same years, a few beside a finding, all of them somewhere."""

from __future__ import annotations

import pytest

from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict
from inminban.measures import MEASURES
from inminban.report.beside import by_measure, compared, of_days, years_of
from inminban.report.chart_data import beginning
from inminban.report.findings import MOST_BESIDE, lines_of
from inminban.report.measured import Cell, Measured, Sentence
from inminban.report.page import Figure

LABEL = MEASURES["rice_price"].label


def verdict(name: str, state: str, when: str) -> Verdict:
    """A check of the price of rice."""
    value = None if state == UNTESTED else 5.0
    return Verdict(
        id=name, kind="figure", says="Rice.", source="Somebody", check="Rice", metric=LABEL, verdict=state,
        value=value, low=4.0, high=6.0, unit="won/kg", interval=None, interval_kind="", note="", when=when,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("2015", (2015, 2015)),
        ("1990 to 2025", (1990, 2025)),
        ("1 January 2015 to 14 February 2016", (2015, 2016)),
        ("last month of 2015", (2015, 2015)),
        ("in force", None),
        ("12019 people", None),
    ],
)
def test_years_are_read_from_words(words: str, years: tuple[int, int] | None) -> None:
    assert years_of(words) == years


def test_a_chart_of_one_year_has_the_figures_of_that_year() -> None:
    found = [
        verdict("a", AGREE, "2015"), verdict("b", DISAGREE, "1998"), verdict("c", AGREE, "2014 to 2016"),
        verdict("d", UNTESTED, ""),
    ]  # fmt: skip
    assert [one.id for one in of_days(found, "2015")] == ["a", "c", "d"]
    assert [one.id for one in of_days(found, "1990 to 2025")] == ["a", "b", "c", "d"]
    chart = compared(Figure("rice", None, "Rice.", ("rice_price",), when=""), by_measure(found), "2015")
    assert [one.id for one in chart.beside] == ["a", "c"]
    assert (chart.n_untested, chart.n_elsewhere) == (1, 1)
    own = compared(Figure("rice", None, "Rice.", ("rice_price",), when="1998"), by_measure(found), "2015")
    assert [one.id for one in own.beside] == ["b"]


def test_a_finding_has_a_few_figures_and_counts_the_others() -> None:
    value = type("Value", (), {"measure": "rice_price"})
    cell = Cell("5,000", Measured(value, {}))  # type: ignore[arg-type]
    line = Sentence("- rice: 5,000 won", [cell])
    found = [verdict(f"a{n}", AGREE, "2015") for n in range(4)] + [verdict(f"d{n}", DISAGREE, "2015") for n in range(2)]
    (told,) = lines_of([line], by_measure(found), "2015")
    assert len(told.beside) == MOST_BESIDE
    assert [one.verdict for one in told.beside][:2] == [DISAGREE, DISAGREE]
    assert (told.n_agree, told.n_disagree) == (3, 0)
    (other,) = lines_of([line], by_measure(found), "1998")
    assert (other.beside, other.n_agree, other.n_disagree) == ((), 0, 0)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("g of ration a day", "Grams of ration a day"),
        ("kg of grain", "Kilograms of grain"),
        ("gap", "Gap"),
        ("% of people", "% of people"),
    ],
)
def test_a_sentence_does_not_begin_with_the_sign_of_a_unit(title: str, words: str) -> None:
    assert beginning(title) == words
