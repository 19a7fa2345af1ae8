"""Korean taken apart into morphemes, if the extra is installed; nothing happens where it is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from inminban.numbers.parameters.lines import read_toml
from inminban.testimony import morphemes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("안개 때문에 앞이 보이지 않았다.", ["안개", "앞", "보이"]),
        ("밭에 보리를 심었다.", ["밭", "보리", "심"]),
        ("회사 상사가 나를 불렀다.", ["회사", "상사", "부르"]),
        ("장마당에서 강냉이밥을 팔았다.", ["장마당", "강냉이밥", "팔"]),
        ("녀맹 련습에 나갔다.", ["녀맹", "련습", "나가"]),
    ],
)
def test_words_are_told_from_particles_and_endings(text: str, words: list[str]) -> None:
    pytest.importorskip("kiwipiepy")
    found = morphemes.content_words(text)
    assert [one.form for one in found] == words
    nouns = [one for one in found if one.is_noun]
    assert nouns and all(text[one.start : one.end] == one.form for one in nouns)


def test_every_word_of_the_north_is_one_morpheme() -> None:
    pytest.importorskip("kiwipiepy")
    for words in read_toml(morphemes.WORDS).content.values():
        for word in words:
            assert morphemes.morphemes(f"{word}에 대하여")[0].form == word


def test_nothing_is_loaded_for_a_text_without_hangul() -> None:
    imported = "import sys; from inminban.testimony.morphemes import morphemes"
    code = f"{imported}; morphemes('rice'); print('kiwipiepy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_without_the_extra_there_are_no_morphemes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(morphemes, "find_spec", lambda _: None)
    assert morphemes.morphemes("장마당에서 쌀을 샀다.") == []
