"""Words of answers: both languages say the same things, particles fit, text stays text in Markdown."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from inminban.ask.asking import Asking
from inminban.ask.markdown import escaped, table
from inminban.ask.request import Request
from inminban.ask.wording import files
from inminban.ask.wording.amounts import amount, rounded
from inminban.ask.wording.days import part_of_year
from inminban.ask.wording.groups import people_words
from inminban.ask.wording.korean import Word
from inminban.ask.wording.phrases import Phrase, clause
from inminban.ask.wording.sentences import say
from inminban.measures.catalogue import MEASURES, TOPICS
from inminban.measures.groups import known_values
from inminban.measures.run import Run
from inminban.measures.units import UNITS
from inminban.numbers import parameters
from inminban.testimony.clean_text import one_line
from inminban.testimony.terms.entries import topic_names

WHOLE = ("2014-01-01", "2015-12-31")


@pytest.mark.parametrize(
    ("days", "english", "korean"),
    [
        (WHOLE, "", ""),
        (("2015-01-01", "2015-03-31"), " (January to March)", "(1월~3월)"),
        (("2015-02-01", "2015-02-28"), " (February)", "(2월)"),
        (("2014-03-02", "2015-02-14"), " (1 January to 14 February)", "(1월 1일~2월 14일)"),
        (("2014-01-01", "2014-12-31"), "", ""),
    ],
)
def test_a_year_of_which_a_run_has_a_part_says_which(days: tuple[str, str], english: str, korean: str) -> None:
    info = {"first_day": days[0], "last_day_lived": days[1]}
    run = cast(Run, SimpleNamespace(info=info))
    assert (part_of_year(run, 2015, "en"), part_of_year(run, 2015, "ko")) == (english, korean)
    asking = Asking(Request(text="How hungry?", language="en", kind="level"), run)
    assert asking.years_words((2015, 2015)) == f"2015{english}"
    assert asking.asked_words((2015, 2015)) == "2015"


SENTENCES = files.table("sentences")


def fields(text: str) -> set[str]:
    """The fields of a wording."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def wordings(entry: str | Sequence[str]) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry)


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_stands_in_both_languages_and_korean_says_no_more(key: str) -> None:
    assert set(SENTENCES[key]) == {"en", "ko"}
    english = set.union(*(fields(one) for one in wordings(SENTENCES[key]["en"])))
    for one in wordings(SENTENCES[key]["ko"]):
        assert fields(one) - english <= {"title", "label", "who", "told", "years", "group", "first"}, one
    for language in ("en", "ko"):
        for one in wordings(SENTENCES[key][language]):
            values = dict.fromkeys(fields(one), Word("열"))
            assert "{" not in one.format(**values)


@pytest.mark.parametrize("name", files.table("phrases"))
def test_a_phrase_is_of_a_measure_and_names_value_and_unit(name: str) -> None:
    phrase = Phrase.model_validate(files.table("phrases")[name])
    assert name in MEASURES
    assert "{value" in phrase.en and "{value" in phrase.ko
    if phrase.unit:
        assert UNITS[phrase.unit].of == UNITS[MEASURES[name].unit].of


COUNTS = [name for name in files.table("phrases") if UNITS[MEASURES[name].unit].of.startswith("people")]


@pytest.mark.parametrize("name", COUNTS)
def test_a_count_of_everybody_names_people_once(name: str) -> None:
    one, value = MEASURES[name], amount(264, "thousand persons", "en")
    for who, rest in (({}, ""), ({"province": "Chagang"}, " in Chagang")):
        told = clause(one, people_words(who, one, "en"), value, 264.0, "en")
        assert f"264 thousand people{rest}" in told and told.count("people") == 1 and "{" not in told
    told = clause(one, people_words({"sex": "female"}, one, "en"), value, 264.0, "en")
    assert "women" in told and "264 thousand people" in told


def test_files_of_words_name_what_is_there() -> None:
    assert set(UNITS) <= set(files.table("units"))
    assert set(topic_names()) <= set(files.table("offers"))
    assert {name for members in files.table("families").values() for name in members} <= set(MEASURES)
    behind = files.table("behind")
    assert set(TOPICS) <= set(behind) and set(behind) <= {*TOPICS, *MEASURES}
    institutions = set(parameters.institutions())
    assert {name for names in behind.values() for name in names} <= institutions
    assert set(files.table("institutions")) <= institutions
    for group in ("occupation", "province", "sex", "songbun", "settlement", "motive", "task", "channel", "host"):
        assert {str(value) for value in known_values(group) or ()} <= set(files.table("names")[group]) | {"none"}, group


@pytest.mark.parametrize(
    ("text", "particle", "expected"),
    [
        ("농민", "은/는", "농민은"),
        ("의사", "은/는", "의사는"),
        ("12%", "을/를", "12%를"),
        ("593시간", "을/를", "593시간을"),
        ("3", "이/가", "3이"),
        ("2", "이/가", "2가"),
        ("서울", "으로/로", "서울로"),
        ("평양", "으로/로", "평양으로"),
        ("12% (10~14)", "이/가", "12% (10~14)가"),
    ],
)
def test_a_particle_fits_the_sound_before_it(text: str, particle: str, expected: str) -> None:
    assert f"{{word:{particle}}}".format(word=Word(text)) == expected


def test_amounts_read_as_people_write_them() -> None:
    assert [rounded(value) for value in (593.4, 27.12, 1.034, 0.0004, 0.0, 2.0, -12.34)] == [
        "593", "27.1", "1.03", "0.0004", "0", "2", "−12.3",
    ]  # fmt: skip
    assert amount(593.4, "h/year", "en") == "593 hours a year" and amount(593.4, "h/year", "ko") == "연 593시간"


def test_groups_are_named_in_both_languages() -> None:
    who = {"occupation": "teacher", "province": "Pyongyang"}
    assert people_words(who, MEASURES["hungry"], "en") == "teachers in Pyongyang"
    assert people_words(who, MEASURES["hungry"], "ko") == "평양의 교원"
    assert people_words({"wealth_fifth": 1}, MEASURES["time_taken"], "en") == "adults of the poorest fifth"
    assert people_words({}, MEASURES["time_taken"], "ko") == "성인"


def test_the_question_alone_chooses_the_wording() -> None:
    told = {say("article_life", "en", f"question {number}") for number in range(30)}
    assert told == set(SENTENCES["article_life"]["en"])
    assert say("article_life", "en", "one") == say("article_life", "en", "one")


@given(st.text(alphabet=string.printable + "é한–“", max_size=60))
def test_text_stays_text_in_markdown(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(escaped(text))
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    assert re.sub(r"\s+", " ", tree.body.text()).strip() == re.sub(r"\s+", " ", one_line(text)).strip()
    assert {node.tag for node in tree.body.css("*")} <= {"body", "p"}


@pytest.mark.parametrize("text", ["A 95 % range (8 to 34).", "in 1994-98, under_score", "x = 3; a > b", "#1? No: 5.5!"])
def test_usual_text_needs_no_backslash(text: str) -> None:
    assert escaped(text).count("\\") == text.startswith("#")


def test_a_table_keeps_its_cells() -> None:
    html = MarkdownIt("commonmark").enable("table").render("\n".join(table(("a|b", "c"), (("1|2", "*x*"),))))
    tree = LexborHTMLParser(html)
    assert [node.text() for node in tree.css("th, td")] == ["a|b", "c", "1|2", "*x*"]
