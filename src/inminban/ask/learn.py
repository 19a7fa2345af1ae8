"""Learn from the examples which measure and which kind a question asks for: `python -m inminban.ask.learn`.

A linear support vector machine for each class (scikit-learn, of the extra `calibrate`) over the features of
features.py. Its weights are kept as whole numbers of 8 bits in learned.npz; asking needs NumPy alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from inminban.ask import features
from inminban.ask.example_questions import Example, examples, frames
from inminban.ask.learned import FILE, NO_MEASURE
from inminban.ask.spelling import mended
from inminban.ask.words_of import Words, words_of
from inminban.measures.catalogue import MEASURES
from inminban.measures.measure_words import measure_words

PENALTY = {"measure": 0.5, "kind": 1.0}
"""C of the support vector machines: chosen on the questions for development."""

BALANCE = {"measure": None, "kind": "balanced"}
"""Kinds with few examples count as much as those with many."""

LEAST_OFTEN = 3
"""Examples that must have a feature for it to count."""


MEASURES_OF_A_FRAME = 3
"""Measures that each question about anything is asked of."""

LANGUAGES = ("en", "ko")


def all_examples() -> Iterator[Example]:
    """The questions of both languages."""
    for language in LANGUAGES:
        yield from examples(language)


def terms_said() -> Iterator[Example]:
    """Every name, term and example of every measure, and its definition."""
    for name, measure in MEASURES.items():
        words = measure_words()[name]
        said = (
            measure.label, measure.korean, *measure.synonyms, *measure.korean_synonyms, *words.en, *words.ko,
            *words.examples, measure.definition,
        )  # fmt: skip
        yield from (Example(name, "", text) for text in said)


def framed() -> Iterator[Example]:
    """Each question of a kind about anything (frames.csv), about a few measures: learned from for its kind."""
    every = list(MEASURES.values())
    for number, frame in enumerate(frames()):
        for turn in range(MEASURES_OF_A_FRAME):
            measure = every[(number * 7 + turn * 71) % len(every)]
            said = measure.korean if frame.language == "ko" else measure.label[0].lower() + measure.label[1:]
            yield frame.about(said)


def source_hash() -> str:
    """The SHA-256 of all that is learned from, in order."""
    text = "\n".join("\t".join(one) for one in (*all_examples(), *terms_said(), *framed()))
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Words:
    """A question taken apart as `ask` does it."""
    return words_of(mended(text))


def learned(name: str, seen: Sequence[list[str]], classes: Sequence[str]) -> dict[str, Any]:
    """The arrays of one scale, learned from what is seen of each example and its class."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    counting = TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=LEAST_OFTEN)
    machine = LinearSVC(C=PENALTY[name], class_weight=BALANCE[name], random_state=1, max_iter=5_000).fit(
        counting.fit_transform(seen), classes
    )
    weights = machine.coef_.T
    step = np.abs(weights).max(axis=0) / 127
    return {
        f"{name}_classes": np.array("\n".join(machine.classes_)),
        f"{name}_features": np.array("\n".join(counting.get_feature_names_out())),
        f"{name}_rarity": counting.idf_.astype(np.float32),
        f"{name}_weights": np.rint(weights / step).astype(np.int8),
        f"{name}_step": step,
        f"{name}_bias": machine.intercept_,
    }


def learn() -> None:
    """Learn both scales and write learned.npz."""
    words = [(one, read(one.text)) for one in (*all_examples(), *terms_said())]
    of_kind = [(one.kind, features.of_kind(said)) for one, said in words if one.kind]
    of_kind += [(one.kind, features.of_kind(read(one.text))) for one in framed()]
    arrays = learned(
        "measure", [features.of_measure(said) for _, said in words], [one.measure or NO_MEASURE for one, _ in words]
    )
    arrays |= learned("kind", [seen for _, seen in of_kind], [kind for kind, _ in of_kind])
    np.savez_compressed(FILE, made_from=np.array(source_hash()), **arrays)


if __name__ == "__main__":
    learn()
