"""Claims over the worlds of a study, the page of a study, and what is worth researching: worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from inminban.errors import InputError
from inminban.evidence.records import claims, figures
from inminban.study.intervals import Key, Study, Told
from inminban.study.report import write_study_report
from inminban.study.research import Effect, lines_of, shipped_effects, worth_researching, write_effects
from inminban.study.verdicts import as_plain, finding, verdicts_of
from inminban.study.world import known_numbers

QUESTION = {"people": 1_000, "first_day": "2014-01-01", "last_day": "2015-12-31", "seeds": 1, "draws": 4}
RECORD = next(one for one in claims() if one.content.check and one.content.check[0].compare == "between")


def told(draw: int, value: float | None, verdict: str = "", people: float = 50.0) -> Told:
    """A value in one world."""
    low, high = (None, None) if value is None else (value - 1, value + 1)
    return Told(draw, 1, value, low, high, people, verdict)


def checked(*verdicts: str) -> Study:
    """A study in whose worlds one check had these verdicts, and values 10, 20, ..."""
    found = [
        told(number, None if verdict == "untested" else 10.0 * number, verdict)
        for number, verdict in enumerate(verdicts, 1)
    ]
    return Study(Path("made"), QUESTION, {("history", f"check {RECORD.id} 0", "", None): found}, [])


def test_a_check_says_in_which_share_of_the_worlds_that_can_tell_it_agrees() -> None:
    verdict = next(one for one in verdicts_of(checked("agree", "agree", "disagree", "untested")) if one.spread)
    assert (verdict.id, verdict.agree, verdict.disagree, verdict.untested) == (RECORD.id, 2, 1, 1)
    assert verdict.share == pytest.approx(2 / 3) and verdict.spread is not None
    assert (verdict.spread.middle, verdict.spread.interval) == (20, (10, 30))
    said = finding(verdict)
    assert said.startswith(f"{RECORD.content.check[0].label}: 67 % of 3 worlds agree; model 20 ")
    assert "(10 to 30)" in said and "variance by people 0 %, numbers 100 %" in said
    assert as_plain(verdict)["spread"]["sources"]["seeds"] is None


def test_every_check_has_a_line_and_worlds_that_cannot_tell_are_counted() -> None:
    found = verdicts_of(checked("untested", "untested"))
    n_checks = sum(len(one.content.check) for one in (*claims(), *figures()))
    assert sum(bool(one.check) for one in found) == n_checks
    (verdict,) = [one for one in found if one.untested]
    assert verdict.share is None and "no world of 2 can tell" in finding(verdict)


def test_a_study_without_checks_is_refused() -> None:
    with pytest.raises(InputError, match="were not checked"):
        verdicts_of(Study(Path("made"), QUESTION, {("history", "hungry", "", 2015): [told(1, 1.0)]}, []))


def test_the_page_shows_bands_sources_and_pairs(tmp_path: Path) -> None:
    values: dict[Key, list[Told]] = {
        (scenario, asked, group, year): [told(draw, level + draw + year - 2014, people=people) for draw in range(1, 5)]
        for scenario, level in (("history", 10.0), ("no-markets", 15.0))
        for asked, group, people in (
            ("hungry", "", 50.0), ("market_time:province", "province=Chagang", 5.0),
        )
        for year in (2014, 2015)
    }  # fmt: skip
    page = write_study_report(Study(tmp_path, QUESTION, values, ["broken"]), tmp_path / "page.html").read_text("utf-8")
    assert "no-markets less history in 2015: 5 (5 to 5); above nothing in 100 % of 4 pairs" in page
    assert "Of each group there are too few people to say how the scenarios differ" in page
    assert "Hungry" in page and "lowest to highest of 4 worlds, which differ by people and numbers" in page
    assert "1 worlds failed" in page and "does not say how good the model is" in page


def test_assumptions_are_listed_by_their_greatest_effect_and_sourced_numbers_are_not(tmp_path: Path) -> None:
    names = [name for name, entry in known_numbers().items() if entry.kind == "assumption"][:2]
    sourced = next(name for name, entry in known_numbers().items() if entry.kind == "reported")
    effects = [
        Effect("hungry@2015", names[0], 0.125), Effect("fear@2015", names[0], 0.5),
        Effect("hungry@2015", names[1], 0.25),
        Effect("hungry@2015", sourced, 0.625),
    ]  # fmt: skip
    file = write_effects(effects, tmp_path / "matters.csv")
    assert shipped_effects(file) == effects and shipped_effects(tmp_path / "none.csv") == []
    found = worth_researching(shipped_effects(file))
    assert [(one.name, one.share, one.asked) for one in found] == [
        (names[0], 0.5, "fear@2015"),
        (names[1], 0.25, "hungry@2015"),
    ]
    assert f" 50 %  {names[0]}: " in lines_of(found)[1] and "No study has said yet" in lines_of([])[0]
