"""Files to paragraphs: every kind, both languages, old encodings; the same text always in the same paragraphs."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import ftfy.bad_codecs  # noqa: F401 the encoding of programs that read bytes Windows has no sign for
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_library import DRIVER, HANA, MIRAN, NURSE, made_pdf

from inminban.errors import InputError
from inminban.testimony.clean_text import clean, language_of, one_line
from inminban.testimony.reading.files import read_text
from inminban.testimony.reading.paragraphs import LONGEST, blocks_of_page, blocks_of_text, paragraphs_of, tidy


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


@pytest.mark.parametrize("read_as", ["sloppy-windows-1252", "latin-1", "mac_roman"])
def test_text_that_was_read_in_a_wrong_encoding_is_restored_and_its_reader_is_told(
    tmp_path: Path, read_as: str
) -> None:
    words = "She said “no” – and I didn’t answer. The café was closed, as always in those years."
    file = tmp_path / "garbled.txt"
    file.write_bytes(words.encode().decode(read_as).encode())
    text = read_text(file)
    assert text.paragraphs == (words,)
    assert "restored" in text.notes[0]


def test_a_sound_text_with_letters_of_many_languages_is_left_alone(tmp_path: Path) -> None:
    words = "Ch’ŏngjin, Ryŏnggang; § 4, 5 °C, 3 × 10², £20 – naïve façade, größer, ração; 생활총화(生活總和), Россия."
    file = tmp_path / "sound.txt"
    file.write_text(words, encoding="utf-8")
    text = read_text(file)
    assert (text.paragraphs, text.notes) == ((words,), ())


def test_a_named_encoding_overrules_the_looks(tmp_path: Path) -> None:
    file = tmp_path / "short.txt"
    file.write_bytes("쌀".encode("cp949"))
    assert read_text(file, "cp949").paragraphs == ("쌀",)


def test_a_page_may_declare_its_old_encoding(tmp_path: Path) -> None:
    file = tmp_path / "old.html"
    file.write_bytes('<meta charset="euc-kr"><title>x</title><p>장마당에서 쌀을 샀다.</p>'.encode("cp949"))
    assert read_text(file).paragraphs == ("장마당에서 쌀을 샀다.",)


def test_signs_that_steer_a_terminal_or_turn_the_writing_are_taken_out() -> None:
    assert one_line("a\x1b[31mb\u202ec\u200bd\u00ade") == "a [31mbcde"


def test_words_parted_by_a_control_character_do_not_grow_together() -> None:
    assert one_line("rice\x0bmaize\x0csalt\x1fcoal\x00oil\x85tea") == "rice maize salt coal oil tea"


def test_letters_are_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "장마당")) == "장마당"


def test_each_long_line_is_a_paragraph_where_nobody_broke_lines() -> None:
    long = "word " * 50
    assert paragraphs_of(blocks_of_text(f"{long}\n{long}")).texts == (long.strip(), long.strip())


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
    once = paragraphs_of(blocks_of_text(clean("\n\n".join(blocks)))).texts
    assert paragraphs_of(blocks_of_text("\n\n".join(once))).texts == once
    kept = "".join("".join(once).split())
    assert all(word in kept for block in once for word in block.split())


def test_a_page_of_lines_without_ends_is_one_paragraph() -> None:
    assert blocks_of_page("one\ntwo\nthree") == ["one\ntwo\nthree"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("title: Korea: a life", "Korea: a life"),
        ("title: A winter\n  on the border", "A winter on the border"),
        ("title: >\n  A winter:\n  on the border", "A winter: on the border"),
        ("title: 'The teacher''s winter'", "The teacher's winter"),
        ('title: "The \\"good\\" years"', 'The "good" years'),
        ('title: The "good" years', 'The "good" years'),
        ("title: [Draft] Camp #15", "[Draft] Camp #15"),
        ("author:\n  title: Dr\ntitle: A winter", "A winter"),
    ],
)
def test_a_head_is_read_as_people_type_it(tmp_path: Path, head: str, title: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"---\n{head}\nwitness: W\n---\n\nWords.\n", encoding="utf-8")
    text = read_text(file)
    assert text.stated == {"title": title, "witness": "W"}
    assert text.paragraphs == ("Words.",)


def test_a_head_in_toml_may_use_all_of_toml(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    lines = [
        'title = """A winter',
        'on the border"""',
        'topics = ["school", "market"]',
        "date = 2016-05-04",
        "[author]",
    ]
    head = "\n".join([*lines, 'title = "Dr"'])
    file.write_text(f"+++\n{head}\n+++\n\nWords.\n", encoding="utf-8")
    assert read_text(file).stated == {
        "title": "A winter on the border",
        "topics": "school, market",
        "date": "2016-05-04",
    }


def test_a_format_is_known_by_its_first_bytes_before_its_name(tmp_path: Path) -> None:
    file = tmp_path / "coal.txt"
    file.write_bytes(made_pdf(["I carried coal from the pit to the station."]))
    assert read_text(file).paragraphs == ("I carried coal from the pit to the station.",)


@pytest.mark.parametrize(
    "declared",
    """
    utf-16 utf-16le utf-32 cp037 iso-8859-1 windows-1252 euc-kr shift_jis punycode undefined unicode_escape base64 utf-7
    klingon utf-8
    """.split(),  # noqa: SIM905 a list of words reads better
)
@pytest.mark.parametrize(
    "words", ["I didn’t buy rice – “no”. 장마당에서 쌀을 샀다.", "Ordinary words \\u0041 only.", "“no”"]
)
def test_a_page_in_utf_8_is_read_as_such_whatever_it_declares(tmp_path: Path, declared: str, words: str) -> None:
    file = tmp_path / "a.html"
    file.write_text(f"<meta charset={declared}><p>{words}", encoding="utf-8")
    assert read_text(file).paragraphs == (words,)


@pytest.mark.parametrize(
    ("declared", "written", "words"),
    [
        ("Shift_JIS", "cp932", "市場で米を買いました。"),
        ("euc-jp", "euc_jp", "市場で米を買いました。"),
        ("iso-2022-jp", "iso2022_jp", "市場で米を買いました。"),
        ("iso-2022-kr", "iso2022_kr", "장마당에서 쌀을 샀다."),
        ("ks_c_5601-1987", "cp949", "펲시는 장마당에 없었다."),
        ("gb2312", "gb18030", "母亲在市场上卖豆腐。"),
        ("iso-8859-1", "cp1252", "I didn’t buy rice – “no”."),
    ],
)
def test_a_page_in_another_encoding_is_read_as_it_declares(
    tmp_path: Path, declared: str, written: str, words: str
) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(f"<meta charset={declared}><p>{words}".encode(written))
    assert read_text(file).paragraphs == (words,)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp932", "米を買った。"),
        ("cp932", "市場で米を買いました。母は豆腐を売っていました。"),
        ("cp932", "カタカナとひらがな、そして漢字の文章です。私は炭鉱で働いていました。\n" * 20),
        ("euc_jp", "米を買った。"),
        ("gb18030", "我在市场买米。"),
        ("johab", "장마당에서 쌀을 샀다."),
    ],
)
def test_text_that_only_seems_to_be_korean_is_refused_and_not_kept_as_garbage(
    tmp_path: Path, encoding: str, words: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(words.encode(encoding))
    with pytest.raises(InputError, match=r"no known encoding fits this file.*--encoding"):
        read_text(file)
    assert "".join(read_text(file, encoding).paragraphs).startswith(words[:6])
