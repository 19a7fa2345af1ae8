"""Pages of PDFs: columns, running heads, hyphens, footnotes, pages that are pictures, and OCR."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.made_pages import Put, Shade, column, placed_pdf

from inminban.errors import InputError
from inminban.testimony.reading import ocr
from inminban.testimony.reading.files import read_text
from inminban.testimony.records import Text

LEFT = """
The well stood behind the barn and
we drew from it every morning but
it froze over in the first winter
of the war against the sparrows.
""".strip().splitlines()
RIGHT = """
On the other bank they had a dam
and a mill with two wheels where
the miller let us warm our hands
before the long way home again.
""".strip().splitlines()
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
SEASONS, SIGNS = ("Spring", "Autumn", "Winter"), "abcdefghijkl"
LONG = "The road went on along the river for many days and we saw nobody on it but"


def read(tmp_path: Path, data: bytes, *, with_ocr: bool = False) -> Text:
    """The text of a made PDF."""
    (tmp_path / "a.pdf").write_bytes(data)
    return read_text(tmp_path / "a.pdf", ocr=with_ocr)


@pytest.mark.parametrize("is_by_rows", [True, False])
@pytest.mark.parametrize("apart", [330, 300])
def test_columns_are_read_one_after_the_other_whatever_their_order_in_the_file(
    tmp_path: Path, is_by_rows: bool, apart: float
) -> None:
    left, right = column(60, 740, LEFT), column(apart, 740, RIGHT)
    drawn = [put for row in zip(left, right, strict=True) for put in row] if is_by_rows else [*left, *right]
    title = Put(60, 780, "A title that goes over both of the columns of this page, wide as it is", 11)
    paragraphs = read(tmp_path, placed_pdf([title, *drawn])).paragraphs
    assert " ".join(paragraphs) == " ".join([title.words, *LEFT, *RIGHT])


def test_columns_whose_lines_are_not_level_and_three_columns(tmp_path: Path) -> None:
    shifted = [*column(60, 740, LEFT), *column(330, 735, RIGHT)]
    assert " ".join(read(tmp_path, placed_pdf(shifted)).paragraphs) == " ".join([*LEFT, *RIGHT])
    third = ["One more of them", "and another line", "after the second", "until it is over."]
    pages = [*column(30, 740, LEFT), *column(230, 740, RIGHT), *column(430, 740, third)]
    assert " ".join(read(tmp_path, placed_pdf(pages)).paragraphs) == " ".join([*LEFT, *RIGHT, *third])


def test_a_table_is_read_by_rows(tmp_path: Path) -> None:
    rows = [("Rice", "1,900 won"), ("Maize", "700 won"), ("Salt", "300 won"), ("Coal", "250 won")]
    drawn = [
        put
        for at, (one, other) in enumerate(rows)
        for put in (Put(60, 740 - 14 * at, one), Put(330, 740 - 14 * at, other))
    ]
    assert (
        " ".join(read(tmp_path, placed_pdf(drawn)).paragraphs)
        == "Rice 1,900 won Maize 700 won Salt 300 won Coal 250 won"
    )


def test_heads_of_odd_and_even_pages_and_of_chapters_are_left_out(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 13):
        chapter = (number - 1) // 4
        head = "THE BOOK OF RIVERS" if number % 2 else f"Chapter {chapter + 1}, {SEASONS[chapter]}"
        body = [f"{LONG} {NUMBERS[number - 1]}", f"and {SIGNS[number - 1]} came after it on the way to the mountains."]
        pages.append([Put(200, 800, head), *column(60, 740, body), Put(280, 40, f"- {number} -")])
    text = " ".join(read(tmp_path, placed_pdf(*pages)).paragraphs)
    assert "BOOK" not in text and "Chapter" not in text and "- 3 -" not in text
    assert all(f"but {number} and" in text for number in NUMBERS)


def test_a_line_that_all_pages_have_in_their_midst_stays(tmp_path: Path) -> None:
    same = "the same line is written here on every page"
    pages = [[*column(60, 740, [f"{LONG} {NUMBERS[at]}", same]), Put(280, 40, str(at))] for at in range(1, 6)]
    assert " ".join(read(tmp_path, placed_pdf(*pages)).paragraphs).count("the same line is written") == 5


def test_words_divided_at_the_end_of_a_line_become_whole_and_compounds_stay(tmp_path: Path) -> None:
    lines = "They were mobili-|zed for the construc-|tion of a self-|made dam in the mid-|1990s, "
    lines += "and self-made it was in twenty-|five days."
    text = " ".join(read(tmp_path, placed_pdf(column(60, 740, lines.split("|")))).paragraphs)
    assert text == (
        "They were mobilized for the construction of a self-made dam in the mid-1990s, and self-made it was in "
        "twenty-five days."
    )


def test_marks_of_footnotes_are_left_out_and_footnotes_follow_the_paragraph(tmp_path: Path) -> None:
    first = [
        *column(60, 740, [f"{LONG} one", "mill, and the wage there was 2,000"]), Put(241, 730, "4", 6),
        Put(246, 726, "won in a year of ten"),
        Put(60, 712, "months, which was less than it had ever been before for all the men of"),
        Put(60, 90, "4 A note on wages, in smaller letters at the foot.", 8), Put(280, 40, "1"),
    ]  # fmt: skip
    second = [*column(60, 740, ["the village, and of the one beyond it."]), Put(280, 40, "2")]
    paragraphs = read(tmp_path, placed_pdf(first, second)).paragraphs
    assert "the wage there was 2,000 won in a year" in paragraphs[0]
    assert paragraphs[0].endswith("for all the men of the village, and of the one beyond it.")
    assert paragraphs[1].startswith("4 A note on wages")


def test_a_raised_power_is_no_mark(tmp_path: Path) -> None:
    page = [
        Put(60, 740, "A field of 30 m"),
        Put(137, 745, "2", 6),
        Put(144, 740, "was all that we had in those years."),
    ]
    assert read(tmp_path, placed_pdf(page)).paragraphs == ("A field of 30 m² was all that we had in those years.",)


def test_paragraphs_begin_after_a_gap_or_with_an_indent(tmp_path: Path) -> None:
    full = f"{LONG} rain"
    page = [*column(60, 740, [full, full, "that never stopped."]), *column(60, 670, [full, full + " and wind."]),
            Put(80, 642, full), Put(60, 628, "until the end of it")]  # fmt: skip
    paragraphs = read(tmp_path, placed_pdf(page)).paragraphs
    assert len(paragraphs) == 3
    assert paragraphs[2] == f"{full} until the end of it"


def test_pages_that_are_pictures_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "PROGRAM", "no such program")
    words = column(60, 740, [LONG, LONG])
    text = read(tmp_path, placed_pdf(words, Shade(), Shade(), [], words, Shade()))
    assert text.notes[0].startswith(
        "3 of 6 pages (2-3, 6) without text, perhaps scanned; not read. Install the program"
    )
    with pytest.raises(InputError, match=r"holds pictures of pages and no text\. Install the program tesseract"):
        read(tmp_path, placed_pdf(Shade()))
    with pytest.raises(InputError, match="tesseract, which reads pictures, is not installed"):
        read(tmp_path, placed_pdf(words, Shade()), with_ocr=True)


PROGRAM = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages (3):\\neng\\nkor\\nosd")
elif {fails}:
    sys.exit(1)
else:
    with open(sys.argv[1], "rb") as picture:
        assert picture.read(2) == b"P5" and sys.argv[sys.argv.index("-l") + 1] == "eng+kor"
    print("level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext")
    print("1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t2480\\t3508\\t-1\\t")
    for at, word in enumerate("Words that were seen".split()):
        print(f"5\\t1\\t1\\t1\\t1\\t{{at}}\\t{{200 + 150 * at}}\\t400\\t140\\t50\\t96.5\\t{{word}}")
    print("5\\t1\\t1\\t1\\t2\\t1\\t200\\t500\\t140\\t50\\t3.0\\t~~~")
"""


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A program that answers as tesseract does."""
    folder = tmp_path / "bin"
    folder.mkdir()
    file = folder / "tesseract"
    file.write_text(PROGRAM.format(python=sys.executable, fails=getattr(request, "param", False)), encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.usefixtures("tesseract")
def test_pictures_are_read_if_they_are_to_be(tmp_path: Path) -> None:
    words = column(60, 740, [LONG, "a line of the file."])
    text = read(tmp_path, placed_pdf(words, Shade()), with_ocr=True)
    assert text.paragraphs == (f"{LONG} a line of the file.", "Words that were seen")
    assert text.notes == ("1 of 2 pages (2) read by OCR; compare with the original.",)
    assert "Add the file with --ocr" in read(tmp_path, placed_pdf(words, Shade())).notes[0]


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("tesseract", [True], indirect=True)
def test_a_program_that_fails_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"tesseract failed on a page \(CalledProcessError\)"):
        read(tmp_path, placed_pdf(Shade()), with_ocr=True)
