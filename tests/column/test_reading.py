"""Files to paragraphs: every kind, both languages, old encodings; the same text always in the same paragraphs."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_library import DRIVER, HANA, MIRAN, NURSE, made_pdf

from inminban.testimony.paragraphs import LONGEST, split_page, split_plain, tidy
from inminban.testimony.plain import clean, language_of
from inminban.testimony.reading import read_text


def test_plain_text_is_split_at_blank_lines_and_broken_lines_are_joined() -> None:
    text = read_text(HANA)
    assert len(text.paragraphs) == 6
    assert text.paragraphs[1].endswith("the parents of my pupils brought firewood, and in spring each child had to "
                                       "hand in five kilograms of scrap iron.")  # fmt: skip
    assert text.stated["witness"] == "Hana"
    assert text.stated["topics"] == "school, market"
    assert text.stated["title"].startswith("Fictional testimony")


def test_korean_is_read_as_it_stands() -> None:
    text = read_text(MIRAN)
    assert text.paragraphs[2].startswith("생활총화는 일주일에 세 번")
    assert language_of("\n".join(text.paragraphs)) == "ko"


def test_markdown_loses_its_signs_and_keeps_its_words() -> None:
    text = read_text(DRIVER)
    assert text.paragraphs == (
        "A lorry driver",
        "This text is fiction, written for tests.",
        "I drove for a state enterprise and carried passengers and sacks of rice for money.",
        "The traffic post took two packets of cigarettes.",
        "The manager took thirty per cent.",
        "I paid the workplace to be left alone & slept in the cab; 3 < 4.",
    )
    assert text.stated["topics"] == "market, buying out"


def test_of_a_page_only_the_article_is_read_and_its_author_is_no_witness() -> None:
    text = read_text(NURSE)
    assert text.paragraphs == (
        "A nurse remembers",
        "This page is fiction, made for tests.",
        "The clinic had no medicine; patients bought it at the market and brought it to us.",
        "Nurses dug medicinal herbs for twenty days each spring.",
    )
    assert text.stated == {
        "title": "Fictional testimony written for tests: a nurse",
        "witness": "Nurse Choe",
        "year_of_leaving": "2010",
        "publisher": "Tests Weekly",
        "date": "2014-02-03T10:00:00+09:00",
        "rights": "written for this project, Apache-2.0",
        "address": "https://example.org/nurse",
        "language": "en-GB",
    }


def test_two_line_breaks_part_paragraphs_on_an_old_page(tmp_path: Path) -> None:
    file = tmp_path / "old.html"
    file.write_text("<title>x</title><body>one<br>two<br><br>three <a href='#'>four</a></body>", encoding="utf-8")
    assert read_text(file).paragraphs == ("one two", "three four")


def test_pdf_pages_are_read_in_paragraphs(tmp_path: Path) -> None:
    page = [
        "I carried coal from the pit to the station for",
        "nineteen years and was paid in maize.",
        "The brigade met every Saturday and each of us",
        "con-",
        "fessed.",
    ]
    file = tmp_path / "coal.pdf"
    file.write_bytes(made_pdf(page, ["A second page of this fictional text."], title="Coal, a fiction"))
    text = read_text(file)
    assert text.paragraphs == (
        "I carried coal from the pit to the station for nineteen years and was paid in maize.",
        "The brigade met every Saturday and each of us confessed.",
        "A second page of this fictional text.",
    )
    assert text.stated == {"title": "Coal, a fiction"}


def test_running_heads_and_page_numbers_of_a_pdf_are_left_out(tmp_path: Path) -> None:
    pages = [
        [
            f"A fiction - {number}",
            "This line of the page is as wide as lines are on it,",
            f"and it goes on {number}",
            f"{number}",
        ]
        for number in range(1, 5)
    ]
    file = tmp_path / "book.pdf"
    file.write_bytes(made_pdf(*pages))
    [paragraph] = read_text(file).paragraphs
    line = "This line of the page is as wide as lines are on it, and it goes on"
    assert paragraph == f"{line} 1 {line} 2 {line} 3 {line} 4"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_korean_in_any_usual_encoding_is_the_same_text(tmp_path: Path, encoding: str) -> None:
    words = MIRAN.read_text(encoding="utf-8")
    file = tmp_path / "miran.txt"
    file.write_bytes(words.encode(encoding))
    assert read_text(file).paragraphs == read_text(MIRAN).paragraphs


def test_english_with_windows_quotes_is_read(tmp_path: Path) -> None:
    file = tmp_path / "quotes.txt"
    file.write_bytes(
        "She said “no” – and I didn’t answer. The café was closed, as always in those years.".encode("cp1252")
    )
    assert "“no” – and I didn’t" in read_text(file).paragraphs[0]


def test_a_named_encoding_overrules_the_looks(tmp_path: Path) -> None:
    file = tmp_path / "short.txt"
    file.write_bytes("쌀".encode("cp949"))
    assert read_text(file, "cp949").paragraphs == ("쌀",)


def test_a_page_may_declare_its_old_encoding(tmp_path: Path) -> None:
    file = tmp_path / "old.html"
    file.write_bytes('<meta charset="euc-kr"><title>x</title><p>장마당에서 쌀을 샀다.</p>'.encode("cp949"))
    assert read_text(file).paragraphs == ("장마당에서 쌀을 샀다.",)


def test_signs_that_steer_a_terminal_or_turn_the_writing_are_taken_out() -> None:
    assert clean("a\x1b[31mb\u202ec\u200bd\u00ade") == "a[31mbcde"


def test_letters_are_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "장마당")) == "장마당"


def test_each_long_line_is_a_paragraph_where_nobody_broke_lines() -> None:
    long = "word " * 50
    assert split_plain(f"{long}\n{long}") == (long.strip(), long.strip())


def test_an_endless_paragraph_is_cut_between_sentences() -> None:
    sentence = "This is one sentence of a paragraph without end. "
    pieces = tidy([sentence * 200])
    assert len(pieces) > 5
    assert all(piece.endswith("end.") and len(piece) <= LONGEST for piece in pieces)
    assert " ".join(pieces) == (sentence * 200).strip()


@pytest.mark.parametrize("endless", ["word " * 1_200, "a" * 5_000, "A sentence. " * 300 + "word " * 900])
def test_what_was_cut_stays_as_it_is_when_it_is_read_again(endless: str) -> None:
    once = tidy([endless])
    assert len(once) > 1
    assert tidy(once) == once
    assert "".join(once).replace(" ", "") == endless.replace(" ", "")


@given(st.lists(st.text(max_size=200), max_size=8))
def test_cutting_loses_no_word_and_cutting_again_changes_nothing(blocks: list[str]) -> None:
    once = split_plain(clean("\n\n".join(blocks)))
    assert split_plain("\n\n".join(once)) == once
    kept = "".join("".join(once).split())
    assert all(word in kept for block in once for word in block.split())


def test_a_page_of_lines_without_ends_is_one_paragraph() -> None:
    assert split_page("one\ntwo\nthree") == ["one two three"]
