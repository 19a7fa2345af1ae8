"""Korean taken apart into morphemes, if the extra `korean` is installed: Kiwi, a morphological analyser.

Kiwi (kiwipiepy, LGPL) brings its model along, 145 MB on the disk, so nothing is downloaded. It is loaded when the
first Korean text comes, without its lists of proper names and set phrases: these change none of the trial texts' words
and take two thirds of the time (decision 0026). Words of the North that its model lacks are added from
terms/northern_words.toml.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.terms.entries import FOLDER

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

HANGUL = re.compile("[가-힣]")
WORDS = FOLDER / "northern_words.toml"
NOUNS = {"NNG", "NNP", "NNB", "NR", "NP", "XR"}
CONTENT = NOUNS - {"NNB", "NP"} | {"VV", "VA", "MAG", "SL"}
"""Tags of nouns; and of words that say what a text is about: nouns, verbs, adjectives, adverbs, foreign words."""


class Morpheme(NamedTuple):
    """A morpheme: its dictionary form without -다, its tag in the Sejong tag set, and where it stands in the text."""

    form: str
    tag: str
    start: int
    end: int

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun, a pronoun or a numeral."""
        return self.tag in NOUNS

    @property
    def is_content(self) -> bool:
        """Whether it says what a text is about; particles, endings and auxiliaries do not."""
        return self.tag.partition("-")[0] in CONTENT


def is_available() -> bool:
    """Whether the extra is installed."""
    return find_spec("kiwipiepy") is not None


@cache
def analyser() -> Kiwi:
    """The analyser, loaded once: some 0.7 s of one processor and 260 MB."""
    from kiwipiepy import Kiwi

    made = Kiwi(num_workers=1, load_default_dict=False, load_typo_dict=False, load_multi_dict=False)
    for tag, words in read_toml(WORDS).content.items():
        for word in words:
            made.add_user_word(word, tag)
    return made


def morphemes(text: str) -> list[Morpheme]:
    """The morphemes of a text in order; none if the text has no Hangul or the extra is not installed."""
    if not HANGUL.search(text) or not is_available():
        return []
    return [Morpheme(one.form, str(one.tag), one.start, one.start + one.len) for one in analyser().tokenize(text)]


def content_words(text: str) -> list[Morpheme]:
    """The morphemes that say what a text is about."""
    return [one for one in morphemes(text) if one.is_content]
