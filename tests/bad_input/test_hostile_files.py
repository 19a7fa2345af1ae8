"""Files made to stop a reader, to exhaust it or to end it: each is refused alone, and the limit it met is named."""

from __future__ import annotations

import os
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inminban.errors import InputError
from inminban.testimony.add_files import add_files
from inminban.testimony.library import Library
from inminban.testimony.reading import apart, files, formats
from inminban.testimony.reading.apart import ReaderProcess
from inminban.testimony.reading.limits import HAS_LIMITS, Limits
from inminban.testimony.reading.source import Content, Source

GOOD = "---\ntitle: A fiction\nwitness: W\nrights: made for a test\n---\n\nOnce there was nobody.\n"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
ONLY_WITH_LIMITS = pytest.mark.skipif(not HAS_LIMITS, reason="this system cannot limit a process")


def pdf_of(stream: bytes, *, filters: str = "", font: str = FONT, more: bytes = b"") -> bytes:
    """A PDF of one page with this stream of content; `more` is an object that the font can point to."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        font.encode(),
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /MediaBox [0 0 595 842] "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        in_stream(stream, filters),
        more or b"null",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return data + f"{head}trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n".encode()


def in_stream(data: bytes, filters: str = "") -> bytes:
    """Data as a stream of a PDF."""
    return f"<< /Length {len(data)} {filters} >>\nstream\n".encode() + data + b"\nendstream"


LONE_SURROGATE = b"""/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <D800> endbfchar endcmap"""
SHOWN = b"BT /F1 11 Tf 50 780 Td %s (AAA Words of a page that is long enough.) Tj ET"


def hostile() -> dict[str, tuple[bytes, str]]:
    """Files by name, each with words of its refusal."""
    unpacked = pdf_of(zlib.compress(b"z" * 480_000_000 + b"~>"), filters="/Filter [/FlateDecode /ASCII85Decode]")
    many_words = pdf_of(
        zlib.compress(b"BT /F1 11 Tf 50 780 Td " + b"(word ) Tj " * 6_000_000 + b"ET", 9),
        filters="/Filter /FlateDecode",
    )
    return {
        "trailer.pdf": (pdf_of(SHOWN % b"")[:-400] + b"%%EOF", "a damaged PDF"),
        "surrogate.pdf": (
            pdf_of(SHOWN % b"", font=FONT.replace(">>", "/ToUnicode 6 0 R >>"), more=in_stream(LONE_SURROGATE)),
            "the letters of this PDF cannot be told",
        ),
        "unpacked.pdf": (unpacked, "more than 1,000 MB of memory"),
        "words.pdf": (many_words, "more than 1,000 MB of memory"),
        "zero.html": (b"<p>zero \x00 bytes</p>", "zero bytes"),
        "wrong.txt": ("one\ntwo \ufffd three".encode(), "garbled"),
    }


def test_a_file_on_which_a_reader_fails_stops_no_other(library: Library, tmp_path: Path) -> None:
    made = hostile()
    for name, (data, _) in made.items():
        (tmp_path / name).write_bytes(data)
    last = tmp_path / "z.txt"
    last.write_text(GOOD, encoding="utf-8")
    stated = {"title": "t", "witness": "w", "rights": "made for a test"}
    *refused, good = add_files(library, [*(tmp_path / name for name in made), last], stated)
    assert [outcome.state for outcome in refused] == ["refused"] * len(made)
    for outcome, (_, words) in zip(refused, made.values(), strict=True):
        assert outcome.refusal.startswith(f"{outcome.file}")
        assert words in outcome.refusal
        assert outcome.refusal.endswith(".")
    assert good.state == "added"


def korean_pdf(words: bytes, encoding: str, ordering: bytes = b"Korea1") -> bytes:
    """A PDF of one page in a Korean font that is not embedded, with letters in this encoding."""
    font = f"<< /Type /Font /Subtype /Type0 /BaseFont /Batang /Encoding /{encoding} /DescendantFonts [6 0 R] >>"
    inner = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Batang "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (" + ordering + b") /Supplement 1 >> >>"
    )
    return pdf_of(b"BT /F1 11 Tf 50 780 Td <" + words.hex().encode() + b"> Tj ET", font=font, more=inner)


@pytest.mark.parametrize("encoding", ["KSCms-UHC-H", "KSC-EUC-H", "KSCms-UHC-V", "KSCms-UHC-HW-H"])
def test_korean_letters_of_a_pdf_are_read_in_the_encoding_that_it_names(tmp_path: Path, encoding: str) -> None:
    words = "어머니는 장마당에서 두부를 팔았다. 국수 두 그릇을 먹었다."
    (tmp_path / "a.pdf").write_bytes(korean_pdf(words.encode("cp949"), encoding))
    assert files.read_text(tmp_path / "a.pdf").paragraphs == (words,)


def test_letters_that_stand_for_no_characters_are_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        korean_pdf("Words of a page that is long".encode("utf-16-be"), "Identity-H", b"Identity")
    )
    with pytest.raises(InputError, match="the letters of this PDF cannot be told"):
        files.read_text(tmp_path / "a.pdf")


def test_whatever_a_reader_raises_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Source) -> Content:
        raise ZeroDivisionError

    made = tuple(one._replace(read=fail) for one in formats.FORMATS)
    monkeypatch.setattr(formats, "FORMATS", made)
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt: a damaged plain text \(ZeroDivisionError\)\. "):
        files.read_text(tmp_path / "a.txt")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path / "good.txt"


@pytest.fixture
def reader(request: pytest.FixtureRequest) -> Iterator[ReaderProcess]:
    """A reader with limits; by default with the usual ones."""
    made = ReaderProcess(getattr(request, "param", Limits()))
    yield made
    made.close()


LITTLE_TIME, LITTLE_MEMORY = Limits(seconds=1, wait=300), Limits(memory=200_000_000, wait=300)
"""Only one limit can be met, however slow the machine is."""


@ONLY_WITH_LIMITS
@pytest.mark.parametrize(
    ("reader", "name", "content", "words"),
    [
        (
            LITTLE_TIME,
            "attributes.html",
            f"<p {' '.join(f'a{n}=1' for n in range(200_000))}>Words",
            "more than 1 s of processor time",
        ),
        (LITTLE_TIME, "deep.html", "<div>" * 100_000 + "Deep down.", "more than 1 s of processor time"),
        (
            LITTLE_TIME,
            "select.html",
            f"<select>{'<option>a' * 100_000}</select>Words",
            "more than 1 s of processor time",
        ),
        (LITTLE_MEMORY, "wide.txt", "Words of a text. " * 1_100_000, "more than 200 MB of memory"),
    ],
    indirect=["reader"],
    ids=["attributes", "deep", "select", "wide"],
)
def test_the_limit_that_a_file_meets_is_named(
    reader: ReaderProcess, tmp_path: Path, good: Path, name: str, content: str, words: str
) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=rf"{name}: reading it .*{words}\. "):
        reader.read(file)
    assert reader.read(good).paragraphs == ("Once there was nobody.",)


def test_one_process_reads_many_files(reader: ReaderProcess, good: Path) -> None:
    numbers = set()
    for _ in range(20):
        assert reader.read(good).stated["title"] == "A fiction"
        numbers.add(process_of(reader))
    assert len(numbers) == 1


@ONLY_WITH_LIMITS
def test_a_process_that_ends_or_does_not_answer_is_replaced(good: Path) -> None:
    reader = ReaderProcess(Limits(wait=2))
    try:
        reader.read(good)
        os.kill(process_of(reader), signal.SIGSEGV)
        assert reader.read(good).paragraphs
        os.kill(process_of(reader), signal.SIGSTOP)
        with pytest.raises(InputError, match=r"reading it took more than 2 s\. "):
            reader.read(good)
        assert reader.read(good).paragraphs
    finally:
        reader.close()


def process_of(reader: ReaderProcess) -> int:
    """The number of the process that reads."""
    assert reader._process is not None
    return reader._process.pid


def test_a_reader_that_ends_on_a_file_refuses_it(monkeypatch: pytest.MonkeyPatch, library: Library, good: Path) -> None:
    broken = ReaderProcess()
    monkeypatch.setattr(apart, "PROGRAM", "import sys; sys.stdin.readline(); sys.exit(9)  # {root} {seconds} {memory}")
    monkeypatch.setattr(apart, "READER", broken)
    [outcome] = add_files(library, [good], {})
    assert outcome.refusal.startswith(f"{good}: reading it made the reader fail (exit code 9).")


def test_no_module_of_the_folder_one_stands_in_is_run(
    monkeypatch: pytest.MonkeyPatch, reader: ReaderProcess, tmp_path: Path, good: Path
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert reader.read(Path("good.txt")).file == Path("good.txt")


def test_a_folder_that_may_not_be_searched_stops_no_other(
    command: Any, library: Library, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    look = os.scandir

    def scandir(place: Any) -> Any:
        if Path(place) == closed:
            raise PermissionError(13, "Permission denied", str(closed))
        return look(place)

    monkeypatch.setattr(os, "scandir", scandir)
    ended = command("library", "add", tmp_path)
    assert ended.code == 2
    assert f"refused {closed}: this folder cannot be searched: Permission denied. Check its permissions." in ended.err
    assert ended.out.splitlines()[-1].startswith("1 added, 0 already there, 1 refused")


@pytest.mark.usefixtures("library")
def test_files_of_other_formats_in_a_folder_are_named(command: Any, good: Path) -> None:
    folder = good.parent / "texts"
    folder.mkdir()
    good.rename(folder / good.name)
    for name in ("song.mp3", "letter.hwp"):
        (folder / name).write_text("x", encoding="utf-8")
    ended = command("library", "add", folder)
    assert ended.code == 0
    assert f"not read (save it as .docx, .odt or .pdf): {folder / 'letter.hwp'}\n" in ended.err
    assert f"its transcript or subtitles): {folder / 'song.mp3'}\n" in ended.err


@pytest.mark.parametrize("name", ["x" * 300 + ".txt", "loop.txt", "pipe.txt", "zero\x00.txt"])
def test_a_path_that_leads_to_no_file_is_refused(library: Library, tmp_path: Path, good: Path, name: str) -> None:
    if name == "loop.txt":
        (tmp_path / name).symlink_to(tmp_path / name)
    if name == "pipe.txt":
        os.mkfifo(tmp_path / name)
    found = files.files_in([tmp_path / name, good])
    refused, added = add_files(library, found.files, {})
    assert (refused.state, added.state) == ("refused", "added")
