"""What is learned from the example questions: it belongs to them, covers every measure, and can be learned again."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from inminban.ask import learn
from inminban.ask.example_questions import examples
from inminban.ask.features import of_kind, of_measure, parts_of, runs_of, signs_of
from inminban.ask.learn import LANGUAGES, read
from inminban.ask.learned import FILE, NO_MEASURE, Scale, made_from, scale
from inminban.ask.request import KINDS
from inminban.measures.catalogue import MEASURES
from inminban.testimony.clean_text import language_of

LEAST = 8
"""Examples of every measure in each language."""

LARGEST = 4_000_000
"""Bytes of the file of weights."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_examples(language: str) -> None:
    counts = Counter(one.measure for one in examples(language))
    few = {name: counts[name] for name in MEASURES if counts[name] < LEAST}
    assert not few, (
        f"Write at least {LEAST} questions for each of these in examples/{language}.csv, of several kinds and in "
        f"different words, then learn anew: python -m inminban.ask.learn. {few}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_of_known_kinds_and_measures_and_stand_once(language: str) -> None:
    found = examples(language)
    assert {one.kind for one in found} == set(KINDS)
    assert {one.measure for one in found} - {""} <= set(MEASURES)
    assert len({one.text for one in found}) == len(found)
    written = [language_of(one.text) for one in found if one.kind != "outside"]
    assert written.count(language) > 0.99 * len(written)


def test_the_weights_belong_to_the_examples() -> None:
    assert made_from() == learn.source_hash(), (
        "The examples or the terms of measures have changed since the weights were learned. "
        "Learn anew: python -m inminban.ask.learn (needs the extra calibrate, about a minute)."
    )
    assert FILE.stat().st_size < LARGEST


def test_learning_twice_gives_the_same_weights() -> None:
    names = list(MEASURES)[::20]
    texts = [one for one in examples("en") if one.measure in names]
    seen = [of_measure(read(one.text)) for one in texts]
    classes = [one.measure for one in texts]
    first, second = (learn.learned("measure", seen, classes) for _ in range(2))
    assert first.keys() == second.keys()
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_classes_are_the_measures_and_the_kinds() -> None:
    assert set(scale("measure").classes) == {*MEASURES, NO_MEASURE}
    assert set(scale("kind").classes) == set(KINDS)


def test_a_score_is_the_sum_of_weights_of_a_vector_of_length_one() -> None:
    weights = np.array([[100, -50], [0, 20]], np.int8)
    made = Scale(
        ("a", "b"), {"x": 0, "y": 1}, np.array([2.0, 1.0]), weights, np.array([0.01, 0.02]), np.array([-1, 0.5])
    )
    assert made.scores([]) == {"a": -1, "b": 0.5}
    assert made.scores(["x", "unknown"]) == {"a": 0, "b": -0.5}
    both = made.scores(["x", "x", "y"])
    length = np.hypot(2 * (1 + np.log(2)), 1)
    assert both["a"] == pytest.approx(2 * (1 + np.log(2)) / length - 1, abs=1e-4)
    unknown = made.scores(["x", "word never"])
    assert unknown["a"] == pytest.approx(2 / np.sqrt(8) - 1, abs=1e-4)


def test_groups_places_and_times_count_as_one_sign_whatever_they_are() -> None:
    one, other = (read(f"How hungry were {who} in {when}?") for who, when in (("miners", 1997), ("teachers", 2015)))
    assert signs_of(one.plain) == signs_of(other.plain) == ["how", "hungry", "were", "§g", "in", "§y"]
    assert of_kind(one) == of_kind(other)


def test_parts_and_runs_of_words() -> None:
    assert list(parts_of(["ab"])) == [
        f"part {one}" for one in (" ", "a", "b", " ", " a", "ab", "b ", " ab", "ab ", " ab ")
    ]
    assert list(runs_of(["a"], 2)) == ["run ^", "run a", "run $", "run ^ a", "run a $"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_examples_are_recognised(language: str) -> None:
    """What was learned is found again: a file of other weights would not do that."""
    chosen = [one for one in examples(language) if one.measure][::25]
    right = [one.measure in sorted_scores(one.text)[:3] for one in chosen]
    assert sum(right) >= 0.9 * len(right)


def sorted_scores(text: str) -> list[str]:
    """Measures by their score, the highest first."""
    scores = scale("measure").scores(of_measure(read(text)))
    return sorted(scores, key=lambda name: -scores[name])
