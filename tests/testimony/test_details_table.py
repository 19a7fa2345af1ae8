"""Details of many texts in tables, changing details, and texts that are there with other ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.made_documents import zipped
from tests.made_library import made_details, made_text

from inminban.errors import InputError
from inminban.testimony.add_files import add_file, add_files
from inminban.testimony.details_table import TableError, changed, edit_by_table, read_table
from inminban.testimony.export_sources import as_csv
from inminban.testimony.library import Library
from inminban.testimony.protected import ProtectedNames
from inminban.testimony.reading.files import files_in
from inminban.testimony.speakers import Speaker

NEEDED = {"title": "Made up", "witness": "Sora", "rights": "made for a test"}
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite") as opened:
        yield opened


def table(tmp_path: Path, *rows: str, name: str = "details.csv", encoding: str = "utf-8") -> Path:
    """A table in a file."""
    (tmp_path / name).write_bytes("\r\n".join(rows).encode(encoding))
    return tmp_path / name


def texts(tmp_path: Path, *names: str) -> None:
    """Text files of one line."""
    for name in names:
        (tmp_path / name).write_text(f"Words of {name}.", encoding="utf-8")


def workbook(rows: list[list[str | int]]) -> bytes:
    """A spreadsheet with one sheet."""
    cells = "".join(
        "<row>" + "".join(f"<c><v>{cell}</v></c>" if isinstance(cell, int) else
                          f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows
    )  # fmt: skip
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{relations}"><sheets>'
        '<sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData></worksheet>',
    })  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_get_their_details_from_a_table(library: Library, tmp_path: Path, encoding: str, separator: str) -> None:
    texts(tmp_path, "a.txt", "b.txt")
    rows = [
        "File,Title,Witness,Licence,Left,Remarks",
        "a.txt,어머니의 겨울,소라,허락,1998년경,",
        "",
        "b.txt,둘째,하나,허락,,x",
    ]
    read = read_table(table(tmp_path, *(row.replace(",", separator) for row in rows), encoding=encoding))
    outcomes = list(add_files(library, read.files, {"occupation": "miner"}, of_file=read.of_file))
    assert [outcome.state for outcome in outcomes] == ["added", "added"]
    one, two = library.documents()
    assert (one.title, one.witness, str(one.left), one.occupation) == ("어머니의 겨울", "소라", "1998~", "miner")
    assert (two.title, two.left) == ("둘째", None)


def test_a_spreadsheet_does_as_well(library: Library, tmp_path: Path) -> None:
    texts(tmp_path, "a.txt")
    rows: list[list[str | int]] = [
        ["file", "title", "witness", "rights", "left"],
        ["a.txt", "A winter", "Sora", "made", 2009],
    ]
    (tmp_path / "details.xlsx").write_bytes(workbook(rows))
    read = read_table(tmp_path / "details.xlsx")
    [outcome] = add_files(library, read.files, {}, of_file=read.of_file)
    assert outcome.state == "added"
    assert (library.documents()[0].title, library.documents()[0].year_of_leaving) == ("A winter", 2009)
    (tmp_path / "broken.xlsx").write_bytes(workbook(rows)[:-200])
    with pytest.raises(InputError, match="a damaged spreadsheet"):
        read_table(tmp_path / "broken.xlsx")


def test_every_fault_of_a_table_is_named_with_its_row_and_nothing_is_done(tmp_path: Path) -> None:
    texts(tmp_path, "a.txt")
    rows = [
        "file,title,date,language",
        "a.txt,One,3/4/2016,",
        "b.txt,Two,,",
        ",Three,,",
        "a.txt,Four,,",
        "c.txt,Five,,de,more",
    ]
    with pytest.raises(TableError) as error:
        read_table(table(tmp_path, *rows))
    said = str(error.value).split("\n")
    for number, words in (
        (2, "'3/4/2016' is not a date"),
        (3, "there is no file 'b.txt'"),
        (4, "the row names no text"),
        (5, "'a.txt' stands in row 2 too"),
        (6, "5 cells, but 4 columns"),
    ):
        assert any(f"line {number}" in line and words in line for line in said), words
    assert said[-1] == "Nothing was changed."


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("title,witness", "names neither files nor documents"),
        ("file,id", "both a file and an id"),
        ("file,titel", "Did you mean 'title'?"),
        ("file,title,Title", "stands twice"),
    ],
)
def test_a_table_with_wrong_columns_is_refused(tmp_path: Path, head: str, words: str) -> None:
    texts(tmp_path, "a.txt")
    with pytest.raises(TableError, match=words.replace("?", r"\?")):
        read_table(table(tmp_path, head, "a.txt,b"))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"file,title\n", "the table has no rows"),
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b'file,title\n"a.txt,b\n', "not a table in CSV"),
        ("a.doc", b"x", "a table of details does not end in '.doc'"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_table(tmp_path / name)


def test_documents_get_other_details_from_a_table_all_or_none(library: Library, tmp_path: Path) -> None:
    one, two = (
        library.add(made_text(f"Words {n}."), made_details(occupation="miner", left="2009")).document for n in "ab"
    )
    good = table(tmp_path, "id,title,occupation,left", f"{one},New title,-,late 1990s", f"{two[:6]},,,")
    assert edit_by_table(library, read_table(good)) == [one, two]
    changed_one, kept = library.documents()
    assert (changed_one.title, changed_one.occupation, str(changed_one.left)) == ("New title", "", "1996~/1999~")
    assert (kept.title, kept.occupation) == ("Made up for a test", "miner")
    bad = table(tmp_path, "id,title", f"{one},Newer", "ffff,Newer", f"{one[:8]},Newest")
    with pytest.raises(TableError, match=r"(?s)line 3.*no document 'ffff'.*line 4.*another row too"):
        edit_by_table(library, read_table(bad))
    assert library.documents() == [changed_one, kept]


def test_what_was_exported_as_a_table_is_read_back_unchanged(library: Library, tmp_path: Path) -> None:
    for n, details in enumerate(({"title": "=1+1", "date": "1998-03", "left": "about 1997"}, {"topics": "a, b"})):
        library.add(made_text(f"Words {n}."), made_details(**details))
    before = library.documents()
    (tmp_path / "sources.csv").write_text("\ufeff" + as_csv(before), encoding="utf-8")
    edit_by_table(library, read_table(tmp_path / "sources.csv"))
    assert library.documents() == before


def test_one_document_gets_other_details(library: Library) -> None:
    id = library.add(made_text("Q: Where?\nA: There."), made_details(date="2016")).document
    for stated, field, value in (
        ({"title": "Newer"}, "title", "Newer"),
        ({"date": ""}, "date", None),
        ({"topics": "School, market"}, "topics", ("school", "market")),
    ):
        library.update(*changed(library, id, stated))
        assert getattr(library.document(id), field) == value
    for stated, words in (({"witness": ""}, "witness is missing"), ({"date": "3/4/2016"}, "is not a date")):
        with pytest.raises(InputError, match=words):
            changed(library, id, stated)
    ProtectedNames(library).protect(["Gil Dong"])
    with pytest.raises(InputError, match="Give a pseudonym"):
        library.update(*changed(library, id, {"witness": "Gil Dong"}))


def test_who_speaks_can_be_stated_later(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana: Rice?\nBo: Rice.\nAna: Coal?\nBo: Coal.", encoding="utf-8")
    id = add_file(library, tmp_path / "a.txt", NEEDED).document
    library.update(*changed(library, id, {"speakers": "Ana = witness, Bo = interviewer"}))
    assert library.speakers(id)[:2] == [Speaker("Ana", "witness"), Speaker("Bo", "interviewer")]
    assert {found.text for found in library.search("rice coal", meaning=False)} == {"Rice?", "Coal?"}


def test_a_text_that_is_there_with_other_details_says_so_and_is_updated_if_wanted(
    library: Library, tmp_path: Path
) -> None:
    texts(tmp_path, "a.txt")
    file = tmp_path / "a.txt"
    add_file(library, file, NEEDED)
    assert add_file(library, file, NEEDED).differences == ()
    later = NEEDED | {"title": "Corrected", "occupation": "teacher", "left": "2009", "year_of_leaving": "2009"}
    said = add_file(library, file, later)
    assert (said.state, said.title) == ("there", "Made up")
    assert [tuple(one) for one in said.differences] == [
        ("title", "Made up", "Corrected"), ("occupation", "", "teacher"), ("year_of_leaving", "", "2009"),
    ]  # fmt: skip
    assert library.documents()[0].title == "Made up"
    assert add_file(library, file, later, confirm=lambda *_: False).state == "there"
    updated = add_file(library, file, later, confirm=lambda *_: True)
    assert (updated.state, updated.differences) == ("updated", ())
    assert library.documents()[0].occupation == "teacher"


@pytest.mark.parametrize(
    ("meta", "field", "value"),
    [
        ('<time datetime="PT7M">', "date", None),
        ('<meta name="date" content="2016-03">', "date", "2016-03"),
        ('<meta name="dcterms.issued" content="March 3, 2016">', "date", "2016-03-03"),
        ('<meta name="date" content="2016년 3월 3일">', "date", "2016-03-03"),
        ('<meta name="date" content="2999-01-01">', "date", None),
        ('<meta name="date" content="1970-01-01">', "date", None),  # before the witness left
        ('<html lang="tlh">', "language", "en"),
        ('<meta property="og:url" content="javascript:x">', "address", ""),
        (f'<meta property="og:title" content="{"x" * 600}"><title>y</title>', "title", "Given"),
    ],
)
def test_what_a_page_states_wrongly_of_itself_is_a_note_and_no_refusal(
    library: Library, tmp_path: Path, meta: str, field: str, value: str | None
) -> None:
    (tmp_path / "a.html").write_text(f"{meta}<p>Plain English words of a page.", encoding="utf-8")
    stated = NEEDED | {"title": "Given", "year_of_leaving": "2009"}
    added = add_file(library, tmp_path / "a.html", stated)
    found = getattr(library.document(added.document), field)
    assert (str(found) if found is not None else None) == value
    is_wrong = value in (None, "", "en")
    assert bool(added.notes) == is_wrong
    assert all("states of itself" in note and "was left out" in note for note in added.notes)
    (tmp_path / "b.txt").write_text("---\ndate: 2999-01-01\n---\nOther words.", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be the day of publication"):
        add_file(library, tmp_path / "b.txt", NEEDED)


def test_every_file_of_a_folder_that_is_not_read_is_named_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    (folder / "empty").mkdir(parents=True)
    for name in ("a.txt", "b.hwp", "c.jpg", "d.mp3", "e", "f.xyz", ".hidden"):
        (folder / name).write_text("words", encoding="utf-8")
    (folder / "g").symlink_to(tmp_path, target_is_directory=True)
    found = files_in([folder, folder / "empty"])
    assert found.files == [folder / "a.txt"]
    told = {one.file.name: one.why for one in found.others}
    assert set(told) == {"b.hwp", "c.jpg", "d.mp3", "e", "f.xyz", "g"}
    assert ".docx" in told["b.hwp"] and "--ocr" in told["c.jpg"] and "transcript" in told["d.mp3"]
    assert "no ending" in told["e"] and ".xyz" in told["f.xyz"] and "link" in told["g"]
    assert ["holds no text" in str(error) for error in found.refused] == [True]


def test_a_spreadsheet_that_unpacks_to_too_much_harms_nothing(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("xl/workbook.xml", b" " * 300_000_000),):
            archive.writestr(name, data)
    (tmp_path / "a.xlsx").write_bytes(stream.getvalue())
    with pytest.raises(InputError):
        read_table(tmp_path / "a.xlsx")
