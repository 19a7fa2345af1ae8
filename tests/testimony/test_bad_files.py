"""Files no library can take in, and the words that must be said: file, line, key and remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from tests.made_library import made_pdf

from inminban.errors import InputError
from inminban.testimony.add_files import add_file
from inminban.testimony.library import Library
from inminban.testimony.reading import files, formats, pdf

GOOD = "---\ntitle: A fiction\nwitness: W\nrights: made for a test\n---\n\nOnce there was nobody.\n"
TOMORROW = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite") as opened:
        yield opened


def refused(library: Library, file: Path, **stated: str) -> InputError:
    """The error that adding a file raises; nothing may be kept of it."""
    with pytest.raises(InputError) as error:
        add_file(library, file, stated)
    assert library.n_documents == 0
    assert error.value.remedy.strip()
    return error.value


def test_the_unbroken_file_is_added(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    assert add_file(library, tmp_path / "a.txt", {}).state == "added"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", ["the file is empty"]),
        ("blank.txt", b" \n\t\n", ["the file is empty"]),
        ("signs.txt", "—— … !!".encode(), ["no words"]),
        ("zero.txt", b"text \x00 text", ["not text", "zero bytes"]),
        ("picture.txt", bytes(range(256)) * 8, ["no known encoding fits", "--encoding"]),
        ("lost.txt", "one\ntwo \ufffd three".encode(), ["line 2", "lost or garbled", "original"]),
        ("broken.txt", "장마당\n장마당 생활총화 ".encode() + b"\xed\xff", ["line 2", "UTF-8 with damaged characters"]),
        (
            "half.txt",
            ("one\ntwo\n" + "I didn’t. " * 5).encode().decode("cp1252").replace("™", "").encode(),
            ["line 3", "garbled"],
        ),
        ("hangul.txt", ("장마당에서 " * 5).encode().decode("cp437").replace("Ñ", "N").encode(), ["line 1", "garbled"]),
        ("letter.hwp", b"\xd0\xcf\x11\xe0", ["'.hwp'", ".txt"]),
        ("letter.docx", b"PK\x03\x04", ["a damaged Word document"]),
        ("nameless", b"text", ["'nothing'", ".txt"]),
        ("page.html", b"<html><body><script>alert(1)</script></body></html>", ["no words"]),
        ("no.pdf", b"%PDF-1.7\nnothing of the kind", ["damaged PDF"]),
        ("not.pdf", b"MZ\x90\x00 a program", ["damaged PDF"]),
        ("open.txt", b"---\ntitle: x\ntext without an end", ["line 1", "does not end", "---"]),
        ("head.txt", b"---\ntitle: x\nthis is no statement\n---\ntext", ["line 3", "no statement", "key: value"]),
        ("twin.txt", b"---\ntitle: x\ntitle: y\n---\ntext", ["line 3", "title", "twice"]),
        ("toml.md", b"+++\ntitle = 'x'\nwitness = \n+++\ntext", ["line 3", "not valid TOML"]),
        ("typo.txt", b"---\ntitle: x\nwitnes: y\n---\ntext", ["line 3", "witnes", "Did you mean 'witness'?"]),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(
    library: Library, tmp_path: Path, name: str, data: bytes, words: list[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    error = refused(library, file, title="t", witness="w", rights="made for a test")
    assert str(error).startswith(str(file))
    assert all(word in str(error) for word in words), str(error)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("rights: made for a test", "", ["key rights", "rights is missing", "--rights"]),
        ("rights: made for a test", "rights: unknown", ["rights is missing"]),
        ("witness: W", "witness: ?", ["witness is missing", "--witness"]),
        ("title: A fiction\nwitness: W", "", ["title and witness are missing", "--title --witness"]),
        ("title: A fiction", f"title: {'x' * 501}", ["key title", "501 characters", "at most 500"]),
        ("witness: W", "witness: W\ndate: 2015-13-01", ["key date", "'2015-13-01' is not a date", "2015-01-31"]),
        ("witness: W", "witness: W\ndate: 3/4/2016", ["is not a date"]),
        ("witness: W", f"witness: W\ndate: {TOMORROW}", ["cannot be the day of publication"]),
        ("witness: W", "witness: W\ndate: 1850-01-01", ["cannot be the day of publication"]),
        ("witness: W", "witness: W\nyear_of_leaving: 15", ["key year_of_leaving", "'15'", "1945"]),
        ("witness: W", "witness: W\nyear_of_leaving: 2044", ["'2044'"]),
        ("witness: W", "witness: W\nyear_of_leaving: PT7M", ["cannot be the year"]),
        ("witness: W", "witness: W\ndate: 2010-01-01\nleft: 2012", ["'2012'", "1945 to 2010"]),
        ("witness: W", "witness: W\nlanguage: de", ["language 'de'", "en or ko"]),
        ("witness: W", "witness: W\naddress: javascript:alert(1)", ["not a web address", "https://"]),
        ("witness: W", "witness: W\naddress: https://[x", ["not a web address"]),
    ],
)
def test_a_wrong_or_missing_statement_is_named_with_the_remedy(
    library: Library, tmp_path: Path, old: str, new: str, words: list[str]
) -> None:
    assert old in GOOD
    file = tmp_path / "a.txt"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    error = refused(library, file)
    assert str(error).startswith(str(file))
    assert all(word in str(error) for word in words), str(error)


def test_a_missing_file_and_a_folder_without_texts(library: Library, tmp_path: Path) -> None:
    assert "no such file" in str(refused(library, tmp_path / "none.txt"))
    (tmp_path / "folder").mkdir()
    [error] = files.files_in([tmp_path / "folder"]).refused
    assert "folder holds no text" in str(error)


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = tuple(one._replace(most_bytes=1_000_000) for one in formats.FORMATS)
    monkeypatch.setattr(formats, "FORMATS", small)
    file = tmp_path / "huge.txt"
    file.write_bytes(b"a" * 1_000_001)
    with pytest.raises(InputError, match="larger than 1 MB"):
        files.read_text(file)


def test_a_file_of_too_many_paragraphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_PARAGRAPHS", 3)
    file = tmp_path / "many.txt"
    file.write_text("\n\n".join("abcd"), encoding="utf-8")
    with pytest.raises(InputError, match="4 paragraphs are too many"):
        files.read_text(file)


def test_a_page_of_elements_within_elements_does_not_break_the_reader(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "deep.html"
    file.write_text("<div>" * 20_000 + "Deep down." + "</div>" * 20_000, encoding="utf-8")
    assert add_file(library, file, {"title": "t", "witness": "w", "rights": "made"}).n_paragraphs == 1


def test_a_locked_pdf_a_pdf_of_pictures_and_half_a_pdf(library: Library, tmp_path: Path) -> None:
    good = tmp_path / "good.pdf"
    good.write_bytes(made_pdf(["A line of this fictional text."]))
    writer = PdfWriter(clone_from=PdfReader(good))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    assert "locked with a password" in str(refused(library, tmp_path / "locked.pdf"))
    pictures = tmp_path / "pictures.pdf"
    pictures.write_bytes(made_pdf([], []))
    assert "pictures of pages and no text" in str(refused(library, pictures))
    half = tmp_path / "half.pdf"
    half.write_bytes(good.read_bytes()[:300])
    assert str(half) in str(refused(library, half))


def test_a_pdf_of_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(made_pdf(["one page of text"], ["another page of text"]))
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(InputError, match="2 pages are too many"):
        files.read_text(file)


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13"])
def test_an_encoding_that_does_not_exist(library: Library, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match=rf"there is no encoding '{encoding}'"):
        add_file(library, tmp_path / "a.txt", {}, encoding)


def test_an_encoding_that_does_not_fit(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("장마당".encode("cp949"))
    with pytest.raises(InputError, match=r"not text in utf-8.*--encoding"):
        add_file(library, tmp_path / "a.txt", {}, "utf-8")


def test_a_file_that_is_no_library(tmp_path: Path) -> None:
    file = tmp_path / "library.sqlite"
    file.write_bytes(b"no database at all, only words " * 40)
    with pytest.raises(InputError, match="not a library, or a damaged one"):
        Library.open(file)
    assert file.read_bytes().startswith(b"no database")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE accounts (name)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(InputError, match="database of another program"):
        Library.open(file)
    assert file.read_bytes() == before


def test_a_damaged_library_is_named(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    add_file(library, tmp_path / "a.txt", {})
    library.forget_traces()
    library.close()
    data = bytearray(library.path.read_bytes())
    data[4096:] = b"\xee" * (len(data) - 4096)
    library.path.write_bytes(bytes(data))
    damaged = r"library\.sqlite: this is not a library, or a damaged one"
    with pytest.raises(InputError, match=damaged), Library.open(library.path) as opened:
        opened.documents()
        opened.search("nobody")


@pytest.mark.parametrize("place", ["", "file/library.sqlite"])
def test_a_place_where_no_library_can_be(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"a folder|cannot be made"):
        Library.open(tmp_path / place)


def test_a_library_that_stays_locked_is_named(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.connection.execute("BEGIN IMMEDIATE")
    with Library.open(library.path) as other:
        other.connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(InputError, match=r"locked.*wait until it is done"), other.writing():
            pass
