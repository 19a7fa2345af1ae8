"""A library that is damaged, full, read-only or in an impossible place: one sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.made_library import made_details, made_text

from inminban.desk.desk import Desk
from inminban.errors import InputError
from inminban.testimony.database import wanted_columns
from inminban.testimony.library import Library
from inminban.testimony.tables import MIGRATIONS


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    """A closed library with one text."""
    library.add(made_text("Once there was nobody."), made_details())
    library.forget_traces()
    library.close()
    return library.path


def changed(file: Path, *statements: str) -> None:
    """Change the file behind the program's back."""
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("table", sorted({table for table, _ in wanted_columns() if not table.startswith("sqlite_")}))
def test_a_library_that_lacks_a_table_is_named(file: Path, table: str) -> None:
    if table.startswith("words_"):  # parts of the index, which SQLite protects
        changed(file, "PRAGMA writable_schema = ON", f"DELETE FROM sqlite_schema WHERE name = '{table}'")
    else:
        changed(file, f"DROP TABLE {table}")
    with pytest.raises(InputError, match=r"library\.sqlite: .*Restore it from a copy, or name another file"):
        Library.open(file)


def test_a_library_that_lacks_a_column_is_named(file: Path) -> None:
    changed(file, "ALTER TABLE questions DROP COLUMN city")
    with pytest.raises(InputError, match="the library lacks the column city of its table questions"):
        Library.open(file)


@pytest.mark.parametrize("version", range(-1, len(MIGRATIONS)))
def test_a_library_with_a_wrong_version_is_named_and_left_as_it_is(file: Path, version: int) -> None:
    changed(file, f"PRAGMA user_version = {version}")
    before = file.read_bytes()
    with pytest.raises(InputError, match=r"library\.sqlite: the library states the version -?\d"):
        Library.open(file)
    assert file.read_bytes() == before
    changed(file, f"PRAGMA user_version = {len(MIGRATIONS)}")
    with Library.open(file) as opened:
        assert opened.n_documents == 1


def test_a_full_disk_is_named_and_what_was_there_stays(library: Library) -> None:
    library.add(made_text("Once there was nobody."), made_details())
    pages = library.connection.execute("PRAGMA page_count").fetchone()[0]
    library.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(InputError, match=r"database or disk is full\. Free some space"):
        library.add(made_text(*["Many other words. " * 100] * 500), made_details(title="Another"))
    assert [document.title for document in library.documents()] == ["Made up for a test"]
    library.connection.execute("PRAGMA max_page_count = 1000000")
    assert library.add(made_text("Words."), made_details(title="Another")).is_new


READ_ONLY = """
import os, sys
from pathlib import Path
from inminban.errors import InputError
from inminban.testimony.library import Library
from inminban.desk.desk import Desk
import inminban.testimony.search, inminban.testimony.meaning
file, warm = Path(sys.argv[1]), Path(sys.argv[2])
with Library.open(warm) as opened:  # everything is imported while it may be read
    opened.search("nobody", meaning=False)
if os.geteuid() == 0:
    os.setuid(65534)
with Library.open(file, must_exist=True) as opened:
    print(opened.search("nobody", meaning=False)[0].text)
    try:
        Desk(opened).submit("What is it like there?", "Ana", "Lyon")
    except InputError as error:
        print(error)
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="this system has no permissions of this kind")
def test_a_library_on_a_read_only_medium_can_be_read(file: Path) -> None:
    folder = Path("/tmp") / f"inminban-read-only-{os.getpid()}"  # pytest's own folders are closed to others
    folder.mkdir()
    try:
        place = folder / "library.sqlite"
        shutil.copy(file, place)
        place.chmod(0o444)
        folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(place), str(file)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        first, second = done.stdout.splitlines()
        assert first == "Once there was nobody."
        assert second.startswith(
            f"{place}: the library cannot be used: attempt to write a readonly database. Check the"
        )
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize("make", [lambda folder: folder / ("x" * 300), lambda folder: folder / "a\x00b"])
def test_a_name_that_no_file_can_have(make: Callable[[Path], Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the library cannot be made: (File name too long|embedded null)"):
        Library.open(make(tmp_path))


def test_a_link_that_points_to_itself(tmp_path: Path, command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(InputError, match="the library cannot be made"):
        Library.open(loop)
    with pytest.raises(InputError, match="the library cannot be made"):
        Library.open(loop / "library.sqlite")
    monkeypatch.setenv("INMINBAN_LIBRARY", str(tmp_path / ("x" * 300)))
    ended = command("ask", "What did a teacher earn?")
    assert ended.code == 2
    assert "File name too long" in ended.err


@pytest.mark.parametrize("words", [("show", 10**18), ("show", 10**30), ("choose", 2**63), ("forget", 2**64)])
def test_a_question_with_a_huge_number_does_not_exist(command: Any, library: Library, words: tuple[str, int]) -> None:
    ended = command("column", *words)
    assert ended.code == 2
    assert f"there is no question {words[1]}. See the numbers" in ended.err


def test_a_paragraph_with_a_huge_number_does_not_exist(library: Library) -> None:
    added = library.add(made_text("Once there was nobody."), made_details())
    with pytest.raises(InputError, match="points to no paragraph"):
        library.passage(f"{added.document}:{'9' * 5_000}")
    with pytest.raises(InputError, match=r"a number is too large\. "):
        library.rows("SELECT ?", (2**70,))


def test_an_answer_goes_only_where_it_can(command: Any, library: Library, tmp_path: Path) -> None:
    library.add(made_text("A teacher earned little."), made_details())
    question = ("ask", "What did a teacher earn?", "--out")
    missing = command(*question, tmp_path / "none" / "a.md")
    assert (missing.code, missing.err.splitlines()[0]) == (
        2,
        f"Error: {tmp_path / 'none'}: there is no such folder. Make it, or name another with --out.",
    )
    for out, words in ((tmp_path, "Is a directory"), (tmp_path / ("x" * 300), "File name too long")):
        ended = command(*question, out)
        assert (ended.code, ended.err) == (
            2, f"Error: {out}: cannot be written: {words}. Name another file with --out.\n",
        )  # fmt: skip
    link, real = tmp_path / "link.md", tmp_path / "real.md"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    assert command(*question, link).code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("# What did a teacher earn")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no such devices")
def test_a_device_is_written_to_and_stays_a_device(command: Any, library: Library, tmp_path: Path) -> None:
    library.add(made_text("A teacher earned little."), made_details())
    question = ("ask", "What did a teacher earn?", "--out")
    assert command(*question, "/dev/null").code == 0
    full = command(*question, "/dev/full")
    assert full.code == 2
    assert full.err == "Error: /dev/full: cannot be written: No space left on device. Name another file with --out.\n"
    for device in ("/dev/null", "/dev/full"):
        assert stat.S_ISCHR(os.stat(device).st_mode)


def test_a_second_new_site_is_written_and_its_page_is_named(command: Any, library: Library, tmp_path: Path) -> None:
    document = library.add(made_text("A teacher earned little."), made_details()).document
    desk = Desk(library)
    number = desk.submit("What did a teacher earn?", "Ana", "Lyon")
    desk.choose(number)
    draft = tmp_path / "draft.md"
    draft.write_text(
        f"---\ntitle: T\nabout:\n- Hana\nsources:\n- {document}:1, A book\n---\n\nLittle.\n", encoding="utf-8"
    )
    assert command("column", "draft", number, "--from", draft).code == 0
    one, two = tmp_path / "one", tmp_path / "two"
    assert command("column", "publish", number, "--site", one).out == f"Published: {one}/answers/{number}.html\n"
    ended = command("column", "publish", number, "--site", two)
    assert ended.out == f"Published: {one}/answers/{number}.html, {two}/answers/{number}.html\n"
    assert (two / "answers" / f"{number}.html").is_file()
    assert (two / "index.html").is_file()
    shutil.rmtree(one)
    ended = command("column", "publish", number)
    assert ended.out == f"Published: {two}/answers/{number}.html\n"
    assert ended.err == f"Not written, because the folder does not exist: {one}\n"
    assert not one.exists()
    ended = command("column", "publish", number, "--site", tmp_path / ("x" * 300))
    assert ended.code == 2
    assert "File name too long" in ended.err
