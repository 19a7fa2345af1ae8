"""Words of a question and of the terms for measures, in a form in which both can be compared.

English words lose their usual endings. Korean ones are compared by their beginning, in a spelling that North and South
share. This is lighter than the library's analyser, which takes most of a second to load (decision 0031).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from inminban.testimony.korean import common_spelling
from inminban.testimony.terms.matching import HANGUL_TEXT, WORD, lowered

FOLDER = Path(__file__).resolve().parent / "words"
HANGUL_ONLY = re.compile("[가-힣]")
SPELLINGS = {
    "labor": "labour", "neighbor": "neighbour", "mobilisation": "mobilization", "mobilise": "mobilize",
    "criticise": "criticize", "organise": "organize", "children": "child", "women": "woman", "men": "man",
    "died": "die", "dying": "die", "dead": "die", "death": "die", "deaths": "die", "fled": "flee", "left": "leave",
    "paid": "pay", "bought": "buy", "sold": "sell", "ate": "eat", "eaten": "eat", "sent": "send", "stole": "steal",
    "stolen": "steal", "watched": "watch", "taught": "teach", "caught": "catch", "worth": "worth", "movie": "film",
    "wage": "pay", "salary": "pay", "salaries": "pay", "hunger": "hungry", "starvation": "starve",
    "bribery": "bribe", "bribing": "bribe", "belief": "believe", "arrival": "arrive", "defector": "defect",
    "defection": "defect", "defecting": "defect", "escaped": "escape", "trader": "trade", "trading": "trade",
    "punishment": "punish", "kilogram": "kilo", "kilogramme": "kilo", "kg": "kilo", "expensive": "cost", "phones": "phone",
}  # fmt: skip
"""Forms and spellings that endings do not tell: each with the form that stands for it."""

ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "s")
LEAST = 3


@cache
def stem(word: str) -> str:
    """An English word without its usual endings, in one spelling."""
    plain = word.removesuffix("'s").strip("'")
    if plain in SPELLINGS:
        return SPELLINGS[plain]
    for ending in ENDINGS:
        rest = plain.removesuffix(ending)
        if rest == plain or len(rest) < LEAST or (ending in ("s", "es") and plain.endswith("ss")):
            continue
        if ending in ("ies", "ied"):
            rest += "y"
        elif ending in ("ing", "ed", "ings") and len(rest) > LEAST and rest[-1] == rest[-2] and rest[-1] not in "lsz":
            rest = rest[:-1]
        elif ending == "es" and not rest.endswith(("s", "x", "z", "ch", "sh", "o")):
            rest += "e"
        return SPELLINGS.get(rest, SPELLINGS.get(rest + "e", rest.removesuffix("e")))
    return SPELLINGS.get(plain, plain.removesuffix("e") if len(plain) > LEAST else plain)


def plain_korean(word: str) -> str:
    """A Korean word in the spelling that North and South share."""
    return "".join(common_spelling(one) if HANGUL_ONLY.match(one) else one for one in word)


@cache
def form_of(word: str) -> str:
    """The form of a word in which it is compared."""
    return plain_korean(word) if HANGUL_TEXT.search(word) else stem(word)


@cache
def generic_words() -> Mapping[str, frozenset[str]]:
    """Words without a meaning of their own, and words too general to name a subject: English forms, Korean beginnings."""
    content = tomllib.loads((FOLDER / "generic.toml").read_text(encoding="utf-8"))
    return {
        "function": frozenset(content["function"]),
        "en": frozenset(form for word in (*content["en"], *content["function"]) for form in (word, stem(word))),
        "ko": frozenset(plain_korean(word) for word in content["ko"]),
    }


def is_generic(word: str) -> bool:
    """Whether a word in lower case says nothing about a subject."""
    if HANGUL_TEXT.search(word):
        form = plain_korean(word)
        return any(
            form == one or (form.startswith(one) and (len(one) > 1 or len(form) <= 2)) for one in generic_words()["ko"]
        )
    return len(word) == 1 or word in generic_words()["en"] or stem(word) in generic_words()["en"] or word.isdigit()


def forms_of(text: str) -> list[str]:
    """The words of a term in the form in which they are compared, without those that mean nothing by themselves."""
    words = [match.group() for match in WORD.finditer(lowered(text))]
    kept = [word for word in words if word not in generic_words()["function"]]
    return [form_of(word) for word in kept or words]


def same_form(word: str, wanted: str) -> bool:
    """Whether a word of a question, in its form, is a word of a term: Korean ones by their beginning or a part."""
    if HANGUL_ONLY.match(wanted):
        return word.startswith(wanted) or (len(wanted) > 1 and wanted in word)
    return word == wanted


def any_same(words: Iterable[str], wanted: str) -> bool:
    """Whether one of these words is a word of a term."""
    return any(same_form(word, wanted) for word in words)
