"""Names of people and places that a text would give away, proposed for the protected list; every one for a person to
decide. Also a copy of a text without what is on the list.

Rules find romanised and Korean names (family name and given name, titles, words of introduction), other words with
capital letters inside a sentence, counties and towns of the census, and named villages, mines, schools, factories. With
the extra `korean` its proper names are proposed as well. Names of the public record are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from inminban.errors import InputError
from inminban.numbers.country.loading import load_table
from inminban.numbers.parameters.lines import read_toml
from inminban.population.census import CountyRow
from inminban.testimony import morphemes
from inminban.testimony.clean_text import clean
from inminban.testimony.protected import ProtectedNames, spellings
from inminban.testimony.terms.entries import FOLDER, known_places

Kind = Literal["person", "place"]
CAPITAL = r"[A-Z][a-z]+"
GIVEN = rf"{CAPITAL}(?:[- ][A-Za-z][a-z]+)?"
GIVEN_KO = "[가-힣]{1,2}"
WORD_BEGINS = r"(?<![\w가-힣])"
STAND_IN = "[protected]"
MOST_NAMED = 10  # paragraphs
MOST_ROUNDS = 3  # of replacing: what is left when a longer name is gone may be another one


class Proposed(NamedTuple):
    """What could be protected: its words, what it is, why it is proposed, how often and where it stands."""

    words: str
    kind: Kind
    why: str
    n_times: int
    paragraphs: tuple[int, ...]
    is_listed: bool


class Find(NamedTuple):
    """One place of a text where a rule found something."""

    words: str
    kind: Kind
    why: str


@cache
def words_of() -> dict[str, Any]:
    """The words of names.toml."""
    return dict(read_toml(FOLDER / "names.toml").content)


@cache
def counties() -> frozenset[str]:
    """Counties and towns of the census and of the term files, in lower case."""
    census = (re.sub(r" (?:City|Up|County)$", "", row.county) for row in load_table("census2008_counties", CountyRow))
    entries = [entry for entry in known_places().values() if "province" in entry.filter]
    terms = (term for entry in entries for term in (*entry.en, *entry.ko))
    names = {name.lower() for name in (*census, *terms)} - provinces()
    return frozenset(name for name in names if not name.startswith("the ") and " of " not in name)


@cache
def provinces() -> frozenset[str]:
    """What provinces and the country are called, which gives nobody away."""
    terms = (term for entry in known_places().values() for term in (*entry.en, *entry.ko))
    ends = ("도", "province", "the country", "남", "북")
    return frozenset({name.lower() for name in known_places()} | {term for term in terms if term.endswith(ends)})


@cache
def english_rules() -> tuple[tuple[Kind, str, re.Pattern[str]], ...]:
    """What is found in English: kind, why, pattern; the first group is what is to be protected."""
    people, places = words_of()["people"], words_of()["places"]
    family = "|".join(people["family"].split())
    titles, introduced, kin = ("|".join(people[name]) for name in ("titles", "introduced", "kin"))
    kinds, endings = "|".join(word.capitalize() for word in places["en"]), "|".join(places["endings"])
    return (
        ("person", "a family name and a given name", re.compile(rf"\b((?:{family}) {GIVEN})\b")),
        ("person", "a given name and a family name", re.compile(rf"\b({CAPITAL}-[a-z]+ (?:{family}))\b")),
        ("person", "after a title", re.compile(rf"\b(?i:{titles})\.? ({CAPITAL}(?: {CAPITAL})?)\b")),
        ("person", "after a word of introduction", re.compile(rf"\b(?:{introduced}) ({CAPITAL}(?:[- ]{CAPITAL})?)\b")),
        ("person", "after a word of kinship", re.compile(rf"\b(?:{kin}),? ({CAPITAL}(?:-[a-z]+)?)\b")),
        ("place", "a place by its ending", re.compile(rf"\b({CAPITAL}(?: {CAPITAL})?-(?:{endings}))\b")),
        ("place", "a named place", re.compile(rf"\b({CAPITAL}(?: {CAPITAL}){{0,2}} (?:{kinds}))\b")),
        ("place", "a named place", re.compile(rf"\b({CAPITAL}(?: {CAPITAL})?) (?:{kinds.lower()})\b")),
    )


@cache
def korean_rules() -> tuple[tuple[Kind, str, re.Pattern[str]], ...]:
    """What is found in Korean."""
    people, places = words_of()["people"], words_of()["places"]
    after = "|".join(people["after_ko"])
    name = f"[{people['family_ko']}]{GIVEN_KO}"
    kinds, villages = "|".join(sorted(places["ko"], key=len, reverse=True)), "|".join(places["ri"])
    after_village = r"에|의|로|은|는|이|가|\s|$"
    return (
        ("person", "a name before a title", re.compile(rf"{WORD_BEGINS}({name}?)\s?(?:{after})")),
        ("place", "a place by its ending", re.compile(rf"{WORD_BEGINS}([가-힣]{{2,4}}(?:{kinds}))")),
        ("place", "a village", re.compile(rf"(?:군|시|구역)\s([가-힣]{{2,3}}(?:{villages}))(?={after_village})")),
    )


def found_in(text: str) -> Iterator[Find]:
    """Everything in a text that a rule finds."""
    for kind, why, pattern in (*english_rules(), *korean_rules()):
        yield from (Find(match[1], kind, why) for match in pattern.finditer(text))
    for match in re.finditer(rf"\b{CAPITAL}(?: {CAPITAL})*\b|{WORD_BEGINS}[가-힣]{{2,4}}", text):
        name = county_of(match.group())
        if name:
            yield Find(name, "place", "a county or town")
    yield from inside_sentences(text)
    for one in morphemes.morphemes(text):
        if one.tag == "NNP" and one.end - one.start > 1:
            yield Find(text[one.start : one.end], "person", "a proper name, as the analyser reads it")


def county_of(words: str) -> str:
    """The county or town at the beginning of some words; empty if there is none."""
    if words.lower() in counties():
        return words
    if words[0].isascii():
        return next((part for part in words.split() if part.lower() in counties()), "")
    return next((words[:size] for size in (4, 3, 2) if words[:size] in counties()), "")


def inside_sentences(text: str) -> Iterator[Find]:
    """Words with a capital letter that do not begin a sentence and are not written small elsewhere in the text."""
    small = set(re.findall(r"\b[a-z]+\b", text))
    for match in re.finditer(rf"(?<=[a-z,;] )({CAPITAL}(?:-[a-z]+)?(?: {CAPITAL})?)\b", text):
        name = re.sub(rf"^(?i:{'|'.join(words_of()['people']['titles'])}) ", "", match[1])
        if name.split()[0].lower() not in small:
            yield Find(name, "person", "a capital letter inside a sentence")


def is_public(words: str) -> bool:
    """Whether words belong to the public record, or have a capital letter for another reason than being a name."""
    public = {plain(name) for name in words_of()["people"]["public"]}
    ordinary = set(words_of()["ordinary"]["words"].split())
    is_known = any(plain(words) in name for name in public) and len(plain(words)) > 2
    is_ordinary = all({word, word.rstrip("s")} & ordinary for word in words.split())
    return is_known or is_ordinary or words.lower() in provinces()


def plain(words: str) -> str:
    """Words as they are compared: small, without hyphens and spaces."""
    return re.sub(r"[\W_]+", "", words.lower())


def propose(paragraphs: Sequence[str], names: ProtectedNames) -> list[Proposed]:
    """What could be protected, people before places, the most frequent first. What is on the list is said to be."""
    found: dict[str, tuple[Find, list[int]]] = {}
    for number, paragraph in enumerate(paragraphs, start=1):
        for one in dict.fromkeys(found_in(paragraph)):
            if is_public(one.words) or not can_be_listed(one.words):
                continue
            found.setdefault(plain(one.words), (one, []))[1].append(number)
        for words in names.find(paragraph):
            found.setdefault(plain(words), (Find(words, "person", "on the list"), []))[1].append(number)
    made = [
        proposed(one, numbers, paragraphs, names) for key, (one, numbers) in found.items() if not is_part_of(key, found)
    ]
    return sorted(made, key=lambda one: (one.kind, -one.n_times, one.words))


def proposed(one: Find, numbers: Sequence[int], paragraphs: Sequence[str], names: ProtectedNames) -> Proposed:
    """A proposal from what was found in some paragraphs."""
    counts = {number: paragraph.count(one.words) for number, paragraph in enumerate(paragraphs, start=1)}
    where = sorted({*numbers, *(number for number, count in counts.items() if count)})
    n_times = max(sum(counts.values()), 1)
    return Proposed(one.words, one.kind, one.why, n_times, tuple(where), bool(names.find(one.words)))


def can_be_listed(words: str) -> bool:
    """Whether words are of a length that the list takes."""
    try:
        return bool(spellings(words))
    except InputError:
        return False


def is_part_of(key: str, found: Mapping[str, tuple[Find, list[int]]]) -> bool:
    """Whether words were found only within longer ones, in the same paragraphs."""
    return any(
        key != other and key in other and set(found[key][1]) <= set(numbers) for other, (_, numbers) in found.items()
    )


def redacted(text: str, names: ProtectedNames) -> str:
    """A text with every name and place of the list replaced, in whatever signs it is written."""
    left = clean(text)
    for _ in range(MOST_ROUNDS):
        for words in sorted(names.find(left), key=len, reverse=True):
            left = left.replace(words, STAND_IN)
    return left


def decide(
    found: Sequence[Proposed], names: ProtectedNames, ask: Callable[[str], str] | None, tell: Callable[[str], None]
) -> None:
    """Show every proposal and put on the list what a person wants there. With nobody to `ask` they are only shown."""
    for one in found:
        tell(in_words(one))
        while ask is not None and not one.is_listed:
            answer = answered(ask)
            if answer == "q":
                return
            if answer == "p":
                names.protect([one.words])
            if answer in ("p", "k"):
                break
    tell(f"{len(found)} proposed, {sum(bool(names.find(one.words)) for one in found)} on the protected list.")


def answered(ask: Callable[[str], str]) -> str:
    """The letter typed; q at the end of the input."""
    try:
        return ask("[p]rotect, [k]eep public, [q]uit? ").strip().lower()[:1]
    except (EOFError, KeyboardInterrupt):
        return "q"


def in_words(one: Proposed) -> str:
    """A proposal in one line."""
    where = ", ".join(map(str, one.paragraphs[:MOST_NAMED])) + (" ..." if len(one.paragraphs) > MOST_NAMED else "")
    listed = "; on the protected list" if one.is_listed else ""
    return f"{one.words}  ({one.kind}: {one.why}; {one.n_times} times, paragraphs {where}{listed})"
