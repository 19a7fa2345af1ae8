"""How long the library takes to add many texts and to search them.

    python benchmarks/library.py [--documents 10000] [--words 2000] [--repeats 5] [--korean 10]

Writes files of made-up words, nine in ten in letters like English and one in ten in Hangul, as frequent as words are in
real texts (the nth most frequent about 1/n as often as the first), adds them the way the command does, and times
searches by common, middling and rare words, phrases, beginnings of words, questions, Korean and with filters. Prints a
table in Markdown. The words mean nothing; no testimony is needed or touched.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from inminban.testimony.add_files import add_files
from inminban.testimony.library import Library
from inminban.testimony.records import Passage

VOCABULARY = 40_000
FLATTENING = 2.7  # of the law of word frequencies at its top (Mandelbrot)
WORDS_A_PARAGRAPH = 80
SEED = 4
# The most frequent words of the made-up English are real ones, so that questions are as hard as real questions.
FREQUENT = "the of and to in a is that for it was as with be by on not he his but at are this have from or had they you"
TELLING = "people north korea market money work food rice party school army price session teacher musician factory"


class Language(NamedTuple):
    """Words in order of frequency, and the running sum of their frequencies."""

    words: list[str]
    sums: list[float]

    def paragraph(self, chance: random.Random, n_words: int) -> str:
        """Words by their frequency."""
        return " ".join(chance.choices(self.words, cum_weights=self.sums, k=n_words)) + "."


def make_language(chance: random.Random, first: Sequence[str], letters: Sequence[str], sizes: range) -> Language:
    """A vocabulary of made-up words after the ones given."""
    made = dict.fromkeys(first)
    while len(made) < VOCABULARY:
        made["".join(chance.choices(letters, k=chance.choice(sizes)))] = None
    return Language(list(made), list(itertools.accumulate(1 / (rank + FLATTENING) for rank in range(VOCABULARY))))


def write_documents(folder: Path, n_documents: int, n_words: int, n_korean: int) -> tuple[Language, Language]:
    """Write the files; every tenth (or so) in Hangul."""
    chance = random.Random(SEED)
    english = make_language(chance, [*FREQUENT.split(), *TELLING.split()], "aaeeiioubcdfghklmnprstvw", range(3, 10))
    hangul = [chr(0xAC00 + 28 * number) for number in range(399)]
    korean = make_language(chance, ["장마당", "생활", "시장", "쌀"], hangul, range(1, 6))
    for number in range(n_documents):
        language = korean if number % 100 < n_korean else english
        paragraphs = [language.paragraph(chance, WORDS_A_PARAGRAPH) for _ in range(n_words // WORDS_A_PARAGRAPH)]
        head = f"title: Made-up text {number}\nwitness: Nobody {number % 97}\nrights: made up\n"
        head += f"occupation: {('teacher', 'farmer', 'trader')[number % 3]}\nyear_of_leaving: {1995 + number % 20}\n"
        text = f"---\n{head}---\n\n" + "\n\n".join(paragraphs)
        (folder / f"{number:06d}.txt").write_text(text, encoding="utf-8")
    return english, korean


def searches(english: Language, korean: Language) -> dict[str, Callable[[Library], list[Passage]]]:
    """What is timed, by name."""
    rare, rarer = english.words[9_000], english.words[30_000]
    pair = f"{english.words[60]} {english.words[70]}"
    return {
        "one very common word": lambda library: library.search("people", meaning=False),
        "one middling word": lambda library: library.search(english.words[500], meaning=False),
        "one rare word": lambda library: library.search(rarer, meaning=False),
        "three words": lambda library: library.search(f"market price {rare}", meaning=False),
        "a phrase": lambda library: library.search(f'"{pair}"', meaning=False),
        "beginning of a word": lambda library: library.search("mar*", meaning=False),
        "a question": lambda library: library.search("What is it like to be a North Korean musician?", meaning=False),
        "words, year of leaving, occupation": lambda library: library.search(
            "market price", year_of_leaving=(2005, 2010), occupation="teacher", meaning=False
        ),
        "words within a topic": lambda library: library.search("price people", topic="market", meaning=False),
        "Korean, common": lambda library: library.search("장마당", meaning=False),
        "Korean, rare": lambda library: library.search(korean.words[20_000], meaning=False),
        "Korean question": lambda library: library.search("시장에서 쌀은 얼마나 합니까?", meaning=False),
    }


def measure(n_documents: int, n_words: int, repeats: int, n_korean: int) -> None:
    """Add, then search; print as it goes."""
    print(f"{n_documents:,} documents of {n_words:,} words, Python {sys.version.split()[0]}\n")
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        english, korean = write_documents(texts, n_documents, n_words, n_korean)
        file = Path(folder) / "library.sqlite"
        with Library.open(file) as library:
            start, worked = time.perf_counter(), time.process_time()
            states = [outcome.state for outcome in add_files(library, sorted(texts.iterdir()), {})]
            seconds, worked = time.perf_counter() - start, time.process_time() - worked
            if states.count("added") != n_documents:
                raise SystemExit(f"only {states.count('added')} of {n_documents} documents were added")
            size = file.stat().st_size / 1e6
            print(f"added in {seconds:.1f} s, {worked:.1f} s of one core; the library takes {size:,.0f} MB\n")
        print("| search | median (ms) | most (ms) | of one core (ms) |\n|---|---:|---:|---:|")
        for name, search in searches(english, korean).items():
            times = [time_search(file, search) for _ in range(repeats)]
            print(row(name, times), flush=True)


def row(name: str, times: Sequence[tuple[float, float]]) -> str:
    """One line of the table."""
    seconds, work = ([1e3 * one[which] for one in times] for which in (0, 1))
    return f"| {name} | {statistics.median(seconds):.1f} | {max(seconds):.1f} | {statistics.median(work):.1f} |"


def time_search(file: Path, search: Callable[[Library], list[Passage]]) -> tuple[float, float]:
    """Seconds of opening the library and searching it, as the command does: on the clock, and of one core."""
    start, work = time.perf_counter(), time.process_time()
    with Library.open(file) as library:
        search(library)
    return time.perf_counter() - start, time.process_time() - work


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=2_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--korean", type=int, default=10, help="documents in Hangul of a hundred")
    arguments = parser.parse_args()
    measure(arguments.documents, arguments.words, arguments.repeats, arguments.korean)


if __name__ == "__main__":
    main()
