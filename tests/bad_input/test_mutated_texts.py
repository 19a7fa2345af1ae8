"""Readers of texts and studies, fed with valid files that something has changed, as in `test_mutated_files`.

Texts with a head, their details in a table, drafts of the column, editors, requests, studies, posteriors, and the file
of the library itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bad_input.test_mutated_files import FEW, check_read, mutated
from tests.made_library import HANA, fill

from inminban.ask.context import recall
from inminban.cli.ask import request_asked
from inminban.desk.drafts import Draft, as_file, read_draft
from inminban.desk.editors import Editors, file_of
from inminban.errors import InminbanError
from inminban.study.calibration.posterior_file import read_posterior
from inminban.study.files import STUDY_FILE
from inminban.study.folder import read_study
from inminban.testimony.details_table import read_table
from inminban.testimony.library import Library
from inminban.testimony.reading.files import read_text
from inminban.web.studies import read

DRAFT = as_file(
    Draft("What a teacher earned", "*Little*.\n\n## Food\n\nLate.", ("d0123456789:7, A winter",), ("Hana, teacher",))
)
TABLE = "file,title,witness,left,occupation,rights\nhana.txt,Winter,Hana,2012,teacher,her leave\n"
REQUEST = """{
  "text": "How hungry were teachers in 1997?",
  "kind": "level",
  "measures": ["hungry"],
  "groups": [{"filter": {"occupation": "teacher"}}],
  "periods": [{"first": 1997, "last": 1997}],
  "by": ["province"]
}
"""
STUDY = json.dumps(
    {
        "format": 1,
        "question": {"kind": "ensemble", "scenarios": ["history"], "seeds": 2, "draws": 10, "asked": ["hungry"]},
        "made_with": {"version": "0.1.0", "sources": "ab", "numbers": "cd"},
    },
    indent=1,
)
POSTERIOR = json.dumps({"made": {}, "numbers": [{"name": "rations.grade"}], "draws": [[0.5], [-0.25]]}, indent=1)
EDITORS = json.dumps({"hana": "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g"}, indent=1)


def text_of(file: Path) -> object:
    """What is read of a text, as the process that reads hostile files does it."""
    return read_text(file)


READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "draft.md": (DRAFT, lambda file: read_draft(file.read_bytes().decode("utf-8", "replace"), file)),
    "details.csv": (TABLE, read_table),
    "hana.md": (HANA.read_text(encoding="utf-8"), text_of),
    "request.json": (REQUEST, lambda file: request_asked("", file, False)),
    "last.json": (REQUEST, recall),
    "posterior.json": (POSTERIOR, read_posterior),
    STUDY_FILE: (STUDY, lambda file: read_study(file.parent)),
    "library.sqlite.editors.json": (EDITORS, lambda file: editors_of(file)),
}


def editors_of(file: Path) -> object:
    """Names of editors, and whether somebody is one of them with a password."""
    editors = Editors(file.parent / "library.sqlite")
    assert file == file_of(file.parent / "library.sqlite")
    return editors.names()


@pytest.mark.parametrize("name", READERS)
def test_a_changed_file_is_read_or_refused_in_words(name: str, tmp_path: Path) -> None:
    text, read_it = READERS[name]
    file = tmp_path / name
    (tmp_path / "hana.txt").write_text("Somebody.", encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    read_it(file)

    @settings(FEW)
    @given(data=mutated(text))
    def all_of_them(data: bytes) -> None:
        file.write_bytes(data)
        check_read(lambda: read_it(file), tmp_path, name)

    all_of_them()


def test_a_changed_study_is_listed_with_what_is_wrong(tmp_path: Path) -> None:
    @settings(FEW)
    @given(data=mutated(STUDY))
    def all_of_them(data: bytes) -> None:
        (tmp_path / STUDY_FILE).write_bytes(data)
        found = read(tmp_path)
        assert (STUDY_FILE in found.why) != bool(found.kind)
        assert found.percent is None or 0 <= found.percent <= 100

    all_of_them()


def use(file: Path) -> None:
    """What every command does with a library: documents, a search, a text, questions."""
    with Library.open(file, must_exist=True) as library:
        documents: list[Any] = list(library.documents())
        library.search("teacher", limit=5)
        for document in documents[:2]:
            library.document(document.id)


def test_a_library_whose_bytes_a_disk_spoils_is_read_or_named(tmp_path: Path) -> None:
    whole = tmp_path / "whole.sqlite"
    with Library.open(whole) as library:
        fill(library)
    with sqlite3.connect(whole) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data, file = whole.read_bytes(), tmp_path / "spoilt" / "library.sqlite"
    file.parent.mkdir()

    @settings(FEW)
    @given(
        changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=60)), min_size=1, max_size=3),
        length=st.one_of(st.just(1.0), st.just(1.0), st.floats(0, 1)),
    )
    def all_of_them(changes: list[tuple[float, bytes]], length: float) -> None:
        spoilt = bytearray(data)
        for place, new in changes:
            at = int(place * len(data))
            spoilt[at : at + len(new)] = new[: len(data) - at]
        for old in file.parent.iterdir():
            old.unlink()
        file.write_bytes(bytes(spoilt[: int(length * len(data))]))
        try:
            use(file)
        except InminbanError as error:
            assert str(file) in str(error), error

    all_of_them()
