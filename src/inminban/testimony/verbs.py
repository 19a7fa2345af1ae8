"""Korean verbs in a query: 굶다 finds 굶어 and 굶은, 부르다 finds 불렀다. The forms come from the extra `korean`.

Without it, only what is made of a noun (동원되다, 일하다) is found, by its noun.
"""

from __future__ import annotations

import re
from functools import lru_cache

from inminban.testimony import morphemes

OF_NOUN = re.compile(r"(?<=[가-힣]{2})(?:하다|되다|하는|되는|했다|됐다|되였다|하였다|한다|된다|시키다)$")
VERBS = ("VV", "VA")
ENDINGS = {
    "EC": "어 고 지 면 러 려고 으니 게",
    "EP": "었",
    "ETM": "은 을 는 던",
    "ETN": "기",
    "EF": "습니다 \u11ab다 다",
}
"""Endings of every kind: before vowels, before consonants, those that take the place of a final consonant."""


@lru_cache(maxsize=1_000)
def forms(word: str) -> tuple[str, ...]:
    """How the forms of a verb in its dictionary form begin; none for any other word, and without the extra."""
    if not word.endswith("다") or OF_NOUN.search(word) or not morphemes.is_available():
        return ()
    found = morphemes.morphemes(word)
    if len(found) != 2 or not found[0].tag.startswith(VERBS) or found[1].form != "다":
        return ()
    stem = (found[0].form, found[0].tag)
    joined = [
        str(morphemes.analyser().join([stem, (ending, tag)]))
        for tag, endings in ENDINGS.items()
        for ending in endings.split()
    ]
    return tuple(dict.fromkeys(joined))


def noun_of(word: str) -> str:
    """The noun that a verb is made of; any other word as it is."""
    return OF_NOUN.sub("", word)
