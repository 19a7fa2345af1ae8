"""Word, OpenDocument, RTF, EPUB and subtitles: the words of the text, in order, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from tests.made_documents import docx, epub, odt, rtf, word, zipped

from inminban.errors import InputError
from inminban.testimony.reading.files import read_text

RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{}</w:r>'
NOTED = RAISED.format('<w:footnoteReference w:id="2"/>')
TALK = ("Where was it?", "By the lake.", "And then?", "We left.")
CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"


def read(tmp_path: Path, name: str, data: bytes | str) -> tuple[str, ...]:
    """The paragraphs of a made file."""
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_text(file).paragraphs


def run(text: str) -> str:
    """A run of text in WordprocessingML."""
    return RUN.format(text)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (word("Rice was dear.", "장마당에서 팔았다."), ("Rice was dear.", "장마당에서 팔았다.")),
        (f"<w:p>{run('My wage')}{NOTED}{run(' was 2,000')}"
         f"{RAISED.format('<w:t>4</w:t>')}{run(' won.')}</w:p>", ("My wage was 2,000 won.", "A note on wages.")),
        (f"<w:p>{run('30 km')}{RAISED.format('<w:t>2</w:t>')}{run(' of fields')}</w:p>", ("30 km² of fields",)),
        (f"<w:p>{run('We had ')}<w:ins><w:r><w:t>no </w:t></w:r></w:ins><w:del><w:r><w:delText>much </w:delText></w:r>"
         f"</w:del>{run('rice.')}</w:p>", ("We had no rice.",)),
        ("<w:p><w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>" + run("Seen.") + "</w:p>", ("Seen.",)),
        (f"<w:p>{run('self')}<w:r><w:noBreakHyphen/></w:r>{run('criti')}<w:r><w:softHyphen/></w:r>{run('cism')}</w:p>",
         ("self‑criticism",)),
        (f"<w:p>{run('See ')}<w:hyperlink r:id='r99'>{run('a page')}</w:hyperlink>{run(' there.')}</w:p>",
         ("See a page there.",)),
    ],
)  # fmt: skip
def test_a_word_document(tmp_path: Path, body: str, wanted: tuple[str, ...]) -> None:
    assert read(tmp_path, "a.docx", docx(body, footnotes={2: "A note on wages."})) == wanted


def test_the_title_of_a_document_is_read_and_its_typist_is_no_witness(tmp_path: Path) -> None:
    made = {"a.docx": docx(word("Words."), title="A winter"), "a.odt": odt("<text:p>Words.</text:p>", title="A winter")}
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        assert read_text(tmp_path / name).stated == {"title": "A winter"}
    (tmp_path / "b.docx").write_bytes(docx(word("Words."), title="Microsoft Word - talk.docx"))
    assert read_text(tmp_path / "b.docx").stated == {}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<text:h>Head</text:h><text:p>Rice<text:s text:c='3'/>was<text:tab/>dear.</text:p>",
         ("Head", "Rice was dear.")),
        ("<text:p>My wage<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>"
         "</text:note-body></text:note> was low.</text:p>", ("My wage was low.", "A note.")),
        ("<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes><text:p>Kept.</text:p>", ("Kept.",)),
        ("<text:p>Said<office:annotation><text:p>Check!</text:p></office:annotation> so.</text:p>", ("Said so.",)),
        ("<text:p>Out.<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p>",
         ("In a box.", "Out.")),
        ("<text:p>Seen<text:hidden-text> secret</text:hidden-text>.</text:p>", ("Seen.",)),
        ("<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list><text:section><text:p>Two</text:p>"
         "</text:section>", ("One", "Two")),
        ("<text:p>Q: Where was it?<text:line-break/>A: By the lake.</text:p>", ("Where was it?", "By the lake.")),
    ],
)  # fmt: skip
def test_an_open_document_text(tmp_path: Path, body: str, wanted: tuple[str, ...]) -> None:
    assert read(tmp_path, "a.odt", odt(body)) == wanted


@pytest.mark.parametrize(
    ("body", "head", "wanted"),
    [
        (r"Rice.\par Coal \b and\b0  salt.\par", r"\ansi\ansicpg1252", ("Rice.", "Coal and salt.")),
        (r"\uc1\u51109?\u47560?\u45817?: caf\'e9 \'93no\'94\par", r"\ansi\ansicpg1252", ("장마당: café “no”",)),
        (r"\'c0\'e5\'b8\'b6\'b4\'e7\par", r"\ansi\ansicpg949", ("장마당",)),
        (r"{\f1 \'c0\'e5\'b8\'b6\'b4\'e7}\par", r"\ansi\ansicpg1252{\fonttbl{\f1\fnil\fcharset129 Batang;}}",
         ("장마당",)),
        (r"\u-10179?\u-8704? rice\par", r"\ansi", ("😀 rice",)),
        (r"Seen {\v hidden} here.{\deleted  Gone.}\par", r"\ansi", ("Seen here.",)),
        (r"self\_criti\-cism\par", r"\ansi", ("self-criticism",)),
        (r"My wage{\super\chftn}{\footnote\pard {\super\chftn} A note.} was 2,000{\super 4} won.\par", r"\ansi",
         ("My wage was 2,000 won.", "A note.")),
        (r"{\header Running head\par}{\info{\author Typist}}{\*\unheard of}Body.{\pict\bin4 }}}}\par", r"\ansi",
         ("Body.",)),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}} there\par", r"\ansi", ("shown there",)),
        (r"Q:\tab Where was it?\line A: By the lake.\par", r"\ansi", ("Where was it?", "By the lake.")),
    ],
)  # fmt: skip
def test_rich_text(tmp_path: Path, body: str, head: str, wanted: tuple[str, ...]) -> None:
    assert read(tmp_path, "a.rtf", rtf(body, head)) == wanted


def test_a_book_is_read_in_its_order_without_its_contents(tmp_path: Path) -> None:
    chapters = {
        "z.xhtml": "<h1>One</h1><p>Rice was dear.<sup><a href='#n1'>1</a></sup></p>",
        "a%20b.xhtml": "<p>No.</p>",
    }
    chapters["a.xhtml"] = "<p>Then we left.</p>"
    meta = "<dc:title>A winter</dc:title><dc:creator>An editor</dc:creator><dc:language>en</dc:language>"
    meta += "<dc:date>2015</dc:date>"
    file = tmp_path / "a.epub"
    file.write_bytes(epub(chapters, order=("z.xhtml", "a.xhtml"), meta=meta))
    text = read_text(file)
    assert text.paragraphs == ("One", "Rice was dear.", "Then we left.")
    assert text.stated == {"title": "A winter", "language": "en", "date": "2015"}
    assert set(text.by_itself) == set(text.stated)


CUES = [("1.000", "4.500", "Where was it?"), ("4.600", "9.000", "By the lake"), ("9.100", "12.000", "at the dam.")]


def test_subtitles_become_sentences_without_numbers_and_times(tmp_path: Path) -> None:
    srt = "\r\n\r\n".join(f"{at}\r\n00:00:{a.replace('.', ',')} --> 00:00:{b.replace('.', ',')}\r\n<i>{words}</i>"
                          for at, (a, b, words) in enumerate(CUES, start=1))  # fmt: skip
    assert read(tmp_path, "a.srt", srt) == ("Where was it? By the lake at the dam.",)
    voices = ("Ana", "Sora", "Sora")
    vtt = "WEBVTT - a talk\n\nNOTE made up\n\nSTYLE\n::cue {color: red}\n\n" + "\n\n".join(
        f"00:{a} --> 00:{b} align:start\n<v.loud {voice}>{words}"
        for (a, b, words), voice in zip(CUES, voices, strict=True)
    )
    for name in ("a.vtt", "talk.txt"):
        assert read(tmp_path, name, vtt) == ("Where was it?", "By the lake at the dam.")
        assert read_text(tmp_path / name).labels == ("Ana", "Sora")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("00:00:01,000 --> 00:00:04,000\nRice.\n\n00:00:09,000 --> 00:00:10,000\nCoal.\n", ("Rice.", "Coal.")),
        ("1\n00:00:01,0 --> 00:00:02,00\nRice.\n2\n0:00:09,000 --> 0:00:10,000\nCoal.\n", ("Rice.", "Coal.")),
        ("1\n00:01 --> 00:02\nRice &amp; salt\n", ("Rice & salt",)),
        ("1\n00:00:01,000 --> 00:00:02,000\nRice\n\nand salt\n\n2\n00:00:02,000 --> 00:00:03,000\nNOTE this.\n",
         ("Rice and salt NOTE this.",)),
        ("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color='red'>Rice</font>\n", ("Rice",)),
        ("1\n00:00:01,000 --> 00:00:02,000\nwe were\n\n2\n00:00:02,000 --> 00:00:03,000\nwe were\ngiven rice\n\n"
         "3\n00:00:03,000 --> 00:00:04,000\ngiven rice\nonce a year\n", ("we were given rice once a year",)),
        ("1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:09,000 --> 00:00:10,000\nNo.\n", ("No.", "No.")),
        ("1\n00:00:01,000 --> 00:00:02,000\n- Where?\n- There.\n", ("Where?", "There.")),
        ("1\n00:00:01,000 --> 00:00:02,000\nQ: Where?\n\n2\n00:00:02,000 --> 00:00:03,000\nA: There.\n",
         ("Where?", "There.")),
    ],
)  # fmt: skip
def test_subtitles_as_programs_write_them(tmp_path: Path, text: str, wanted: tuple[str, ...]) -> None:
    assert read(tmp_path, "a.srt", text) == wanted


def test_a_table_whose_first_cells_name_who_speaks_is_a_transcript(tmp_path: Path) -> None:
    rows = list(zip(("Ana", "Sora", "Ana", "Sora"), TALK, strict=True))
    page = "".join(f"<tr><td>00:0{at}</td><td>{who}:</td><td>{said}</td></tr>" for at, (who, said) in enumerate(rows))
    cells = "".join(f"<table:table-row>{CELL.format(who)}{CELL.format(said)}</table:table-row>" for who, said in rows)
    typed = "".join(f"<w:tr><w:tc>{word(who)}</w:tc><w:tc>{word(said)}</w:tc></w:tr>" for who, said in rows)
    rich = "".join(rf"\trowd {who}\cell {said}\cell\row " for who, said in rows)
    for name, data in {
        "a.html": f"<table>{page}</table>".encode(),
        "a.odt": odt(f"<table:table>{cells}</table:table>"),
        "a.docx": docx(f"<w:tbl>{typed}</w:tbl>"),
        "a.rtf": rtf(rich),
    }.items():
        assert read(tmp_path, name, data) == TALK, name
        assert read_text(tmp_path / name).labels == ("Ana", "Sora", "Ana", "Sora")
    prices = "<table><tr><td>Rice</td><td>1,900 won</td></tr><tr><td>Maize</td><td>700 won</td></tr></table>"
    assert read(tmp_path, "b.html", prices) == ("Rice", "1,900 won", "Maize", "700 won")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "locked with a password, or in Word"),
        ("a.docx", b"PK\x03\x04", "a damaged Word document"),
        ("a.odt", zipped({"mimetype": "x"}), "a damaged OpenDocument text"),
        ("a.epub", zipped({"mimetype": "application/epub+zip"}), "a damaged EPUB"),
        ("a.rtf", b"no rich text", "a damaged RTF text"),
        ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n", "no words"),
    ],
)
def test_a_damaged_document_is_named(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(tmp_path, name, data)


def test_a_document_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", rtf(r"Rich words.\par")) == ("Rich words.",)
    assert read(tmp_path, "b.txt", odt("<text:p>Open words.</text:p>")) == ("Open words.",)
    assert read(tmp_path, "c.txt", epub({"a.xhtml": "<p>Book words.</p>"})) == ("Book words.",)


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
@pytest.mark.parametrize("fault", ["a byte of a part", "an end of XML too soon", "no XML", "parts left out"])
def test_an_archive_damaged_within_is_refused_by_its_reader(tmp_path: Path, name: str, fault: str) -> None:
    sound = {
        "a.docx": docx(word("Words of a text. " * 50)),
        "a.odt": odt("<text:p>Words of a text.</text:p>" * 50),
        "a.epub": epub({"a.xhtml": "<p>Words of a text.</p>" * 50}),
    }[name]
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        places = [part.header_offset for part in archive.infolist()]
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    markup = [part for part in parts if part.endswith((".xml", ".opf"))]
    data = {
        "a byte of a part": bytes(
            byte ^ 0xFF * (any(0 <= at - place - 60 < 20 for place in places)) for at, byte in enumerate(sound)
        ),
        "an end of XML too soon": zipped(parts | {part: parts[part][: len(parts[part]) // 2] for part in markup}),
        "no XML": zipped(parts | dict.fromkeys(markup, b"words")),
        "parts left out": zipped({"mimetype": parts.get("mimetype", b"x")}),
    }[fault]
    with pytest.raises(InputError) as error:
        read(tmp_path, name, data)
    assert re.search(r"a damaged [A-Za-z ]+\. Open it in the program", str(error.value)), str(error.value)
