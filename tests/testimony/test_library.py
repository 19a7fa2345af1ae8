"""Keeping texts: once each, whole or not at all, in one file that two processes may use at the same time."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.made_library import DRIVER, HANA, MIRAN, NURSE, made_details, made_text

from inminban.errors import InputError
from inminban.testimony import database
from inminban.testimony.add_files import add_files
from inminban.testimony.dates import read_edtf
from inminban.testimony.export import export_documents
from inminban.testimony.library import Library, document_id
from inminban.testimony.reading.files import read_text
from inminban.testimony.tables import MIGRATIONS

WRITERS = 2
EACH = 40


def everything(library: Library) -> list[tuple[object, ...]]:
    """All that is kept of the texts."""
    tables = ("documents", "paragraphs", "meanings")
    return [tuple(row) for table in tables for row in library.rows(f"SELECT * FROM {table} ORDER BY 1")]


def test_a_text_is_kept_with_all_that_is_known_of_it(library: Library, ids: dict[str, str]) -> None:
    hana = library.document(ids["hana"])
    assert hana[:12] == (
        ids["hana"],
        "Fictional testimony written for tests: a teacher in a mining town",
        "inminban tests",
        read_edtf("2016-05-04"),
        "Hana",
        "teacher",
        2012,
        "en",
        "written for this project, Apache-2.0",
        ("school", "market"),
        "",
        hana.added,
    )
    assert (hana.n_paragraphs, hana.about) == (6, "Hana, teacher, left North Korea in 2012")
    assert library.paragraphs(ids["hana"])[5] == "I left in 2012, in winter, when the river was frozen."
    assert library.document(ids["miran"]).language == "ko"
    assert library.document(ids["page"]).date == read_edtf("2014-02-03")


def test_adding_the_same_text_again_changes_nothing(library: Library, ids: dict[str, str]) -> None:
    before = everything(library)
    states = [outcome.state for outcome in add_files(library, [HANA, MIRAN, DRIVER, NURSE], {"title": "Another title"})]
    assert states == ["there"] * 4
    assert everything(library) == before
    assert len(library.search("firewood")) == 1


def test_the_same_words_in_another_kind_of_file_are_the_same_text(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One line.\n\nAnother\nline.", encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>One  line.</p><p>Another line.</p>", encoding="utf-8")
    stated = {"title": "t", "witness": "w", "rights": "made for a test"}
    first, second = add_files(library, [tmp_path / "a.txt", tmp_path / "b.html"], stated)
    assert (first.state, second.state) == ("added", "there")
    assert first.document == second.document


def test_the_same_file_is_known_even_if_it_is_split_anew(library: Library) -> None:
    first = read_text(HANA)
    added = library.add(first, made_details())
    again = library.add(first._replace(paragraphs=first.paragraphs[:1]), made_details())
    assert again == (added.document, False)
    assert library.n_documents == 1


def test_ids_depend_on_the_words_alone() -> None:
    assert document_id(["One line.", "Another line."]) == "d8a099b0e62"  # sha256sum of the two lines


def test_a_document_is_found_by_the_beginning_of_its_id(library: Library, ids: dict[str, str]) -> None:
    assert library.document(ids["hana"][:6].upper()).id == ids["hana"]
    with pytest.raises(InputError, match="more than one document begins with 'd'"):
        library.document("d")
    for wrong in ("", "dffffffffff", "%", "*", "d' OR 1", "d*"):
        with pytest.raises(InputError, match="there is no document"):
            library.document(wrong)


def test_a_locator_points_to_its_paragraph(library: Library, ids: dict[str, str]) -> None:
    passage = library.passage(f"{ids['hana']}:6")
    assert passage.text.startswith("I left in 2012")
    assert passage.locator == f"{ids['hana']}:6"
    for wrong in ("", ":0", ":7", ":x", ":-1", ":²"):
        with pytest.raises(InputError, match="points to no paragraph"):
            library.passage(ids["hana"] + wrong)


def test_what_is_removed_is_gone_from_the_search_and_from_the_file(library: Library, ids: dict[str, str]) -> None:
    assert b"arithmetic" in library.path.read_bytes() + library.path.with_name("library.sqlite-wal").read_bytes()
    removed = library.remove(ids["hana"])
    assert removed.witness == "Hana"
    assert library.search("firewood arithmetic") == []
    assert library.n_documents == 3
    assert library.search("두부")
    assert b"arithmetic" not in b"".join(file.read_bytes() for file in library.path.parent.iterdir())
    with pytest.raises(InputError, match="there is no document"):
        library.paragraphs(ids["hana"])


def test_a_text_that_was_removed_can_be_added_again(library: Library, ids: dict[str, str]) -> None:
    library.remove(ids["hana"])
    [outcome] = add_files(library, [HANA], {})
    assert (outcome.state, outcome.document) == ("added", ids["hana"])
    assert [passage.locator for passage in library.search("firewood")] == [f"{ids['hana']}:2"]


def test_what_is_exported_can_be_taken_in_by_another_library_unchanged(
    library: Library, ids: dict[str, str], tmp_path: Path
) -> None:
    library.add(made_text("A 'quoted' text", "---", "word " * 600), made_details(title='"Hello", she said: no'))
    written = export_documents(library, tmp_path / "out")
    with Library.open(tmp_path / "other" / "copy.sqlite") as other:
        assert [outcome.state for outcome in add_files(other, written, {})] == ["added"] * 5
        for document in library.documents():
            assert other.document(document.id)._replace(added="") == document._replace(added="")
            assert other.paragraphs(document.id) == library.paragraphs(document.id)


def test_only_the_documents_named_are_exported(library: Library, ids: dict[str, str], tmp_path: Path) -> None:
    assert export_documents(library, tmp_path, [ids["hana"]]) == [tmp_path / f"{ids['hana']}.txt"]
    assert [file.name for file in tmp_path.glob("*.txt")] == [f"{ids['hana']}.txt"]


def test_a_bad_file_among_many_costs_no_other(library: Library, tmp_path: Path) -> None:
    files = []
    for number in range(100):
        file = tmp_path / f"{number:03d}.txt"
        file.write_text(f"This is fictional text number {number}.", encoding="utf-8")
        files.append(file)
    files[50].write_bytes(b"")
    files[51].write_bytes(b"\x00\x01\x02\xff" * 50)
    stated = {"title": "t", "witness": "w", "rights": "made for a test"}
    states = [outcome.state for outcome in add_files(library, files, stated)]
    assert states.count("added") == 98
    assert states[50:52] == ["refused", "refused"]
    assert library.n_documents == 98


def test_what_was_added_before_a_crash_is_kept(library: Library, tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom inminban.testimony.library import Library\n"
        "from tests.made_library import made_details, made_text\n"
        "library = Library.open(Path(sys.argv[1]))\n"
        "for number in range(3):\n    library.add(made_text(f'fiction {number}'), made_details())\n"
        "library.connection.execute('BEGIN IMMEDIATE')\n"
        "library._insert('dhalf', made_text('half a text'), made_details())\nos._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(library.path)], check=False).returncode == 9
    assert library.n_documents == 3
    assert library.search("half") == []


def test_two_processes_may_add_and_search_at_once(library: Library) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom inminban.testimony.library import Library\n"
        "from tests.made_library import made_details, made_text\n"
        "with Library.open(Path(sys.argv[1])) as library:\n"
        f"    for number in range({EACH}):\n"
        "        library.add(made_text(f'fiction {number} of {sys.argv[2]}', 'shared rice'), made_details())\n"
        "        library.add(made_text(f'fiction {number} of both', 'shared rice'), made_details())\n"
        "        assert library.search('shared rice')\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(library.path), name], stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [("", 0)] * WRITERS
    assert library.n_documents == EACH * (WRITERS + 1)
    assert len(library.search("shared", limit=1_000)) == library.n_documents
    library.connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    assert library.rows("PRAGMA integrity_check")[0][0] == "ok"


def test_two_processes_may_make_the_library_at_once(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom inminban.testimony.library import Library\n"
        "Library.open(Path(sys.argv[1]))"
    )
    file = tmp_path / "new" / "library.sqlite"
    makers = [
        subprocess.Popen([sys.executable, "-c", code, str(file)], stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [(maker.communicate()[1], maker.returncode) for maker in makers] == [("", 0)] * 4
    with Library.open(file, must_exist=True) as opened:
        assert opened.n_documents == 0


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_only_its_owner_may_read_the_file(library: Library) -> None:
    assert stat.S_IMODE(library.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(library.path.parent.stat().st_mode) == 0o700


def test_the_file_lies_in_the_data_folder_unless_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INMINBAN_LIBRARY", str(tmp_path / "named.sqlite"))
    assert database.default_path() == tmp_path / "named.sqlite"
    monkeypatch.delenv("INMINBAN_LIBRARY")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    assert database.default_path().name == "library.sqlite"
    assert database.default_path().parent.name == "inminban"


def test_a_library_inside_the_project_is_refused() -> None:
    inside = Path(__file__).resolve().parent / "library.sqlite"
    with pytest.raises(InputError, match="must not be inside the project"):
        Library.open(inside)
    assert not inside.exists()


def test_a_library_that_must_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no library yet.*inminban library add"):
        Library.open(tmp_path / "none.sqlite", must_exist=True)
    assert not (tmp_path / "none.sqlite").exists()


def test_an_older_file_is_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite"
    connection = sqlite3.connect(file)
    for statement in MIGRATIONS[0]:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.execute(
        "INSERT INTO documents (id, title, publisher, witness, occupation, language, rights, topics, address, added, "
        "n_paragraphs, n_words, digest) "
        "VALUES ('d0123456789', 't', '', 'w', '', 'en', 'r', '[]', '', '2026', 0, 0, '')"
    )
    connection.commit()
    connection.close()
    with Library.open(file) as opened:
        assert opened.rows("PRAGMA user_version")[0][0] == len(MIGRATIONS)
        assert opened.document("d0123456789").title == "t"
        assert opened.rows("SELECT count(*) FROM questions")[0][0] == 0


def test_a_file_of_a_later_version_is_left_alone(library: Library) -> None:
    library.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match=r"version 99.*Use the newer version"):
        Library.open(library.path)


def test_a_text_whose_witness_is_protected_is_refused(library: Library) -> None:
    from inminban.testimony.protected import ProtectedNames

    ProtectedNames(library).protect(["Kim Chol-su"])
    with pytest.raises(InputError, match=r"protected name.*pseudonym"):
        library.add(made_text("fiction"), made_details(witness="Chol Su KIM"))
    assert library.n_documents == 0
