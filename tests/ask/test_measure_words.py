"""Every measure has words in both languages, and its own examples lead to it."""

from __future__ import annotations

import pytest

from inminban.ask.finding import weigh
from inminban.ask.kinds import kind_of
from inminban.ask.term_index import by_words, terms
from inminban.ask.words_of import words_of
from inminban.errors import InputError
from inminban.measures import measure_words as words_module
from inminban.measures.catalogue import MEASURES
from inminban.measures.measure_words import measure_words
from inminban.testimony.terms.matching import HANGUL_TEXT

FIRST, AMONG_THREE = 0.75, 0.9
"""Least shares of the examples that name their measure first, and among the first three."""


def test_every_measure_has_words_in_both_languages() -> None:
    assert measure_words().keys() == MEASURES.keys()
    for name, words in measure_words().items():
        assert any(HANGUL_TEXT.search(one) for one in words.examples), name
        assert all(HANGUL_TEXT.search(one) or one[0].isdigit() for one in words.ko), name
        assert not any(HANGUL_TEXT.search(one) for one in words.en), name


def test_a_new_measure_without_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    more = {**MEASURES, "new_measure": MEASURES["hungry"]}
    monkeypatch.setattr(words_module, "MEASURES", more)
    words_module.measure_words.cache_clear()
    try:
        with pytest.raises(InputError, match=r"new_measure.*has no words"):
            measure_words()
    finally:
        words_module.measure_words.cache_clear()


def test_the_examples_of_a_measure_lead_to_it() -> None:
    ranks = []
    for name, words in measure_words().items():
        for example in words.examples:
            words_found = words_of(example)
            found = [one.name for one in weigh(words_found, kind_of(words_found))]
            ranks.append((found.index(name) if name in found else len(found), name, example, found[:3]))
    first = sum(rank == 0 for rank, *_ in ranks) / len(ranks)
    near = sum(rank < 3 for rank, *_ in ranks) / len(ranks)
    assert first >= FIRST and near >= AMONG_THREE, [one for one in ranks if one[0]]


def test_full_text_finds_a_measure_by_its_definition() -> None:
    assert by_words(["bracken", "scrap"])[0] == "collecting_time"
    assert "hunger_deaths" in by_words(["굶어", "죽은"])[:3]
    assert by_words([]) == []


def test_a_term_belongs_to_a_measure_once() -> None:
    assert len(terms()) == len(set(terms()))
