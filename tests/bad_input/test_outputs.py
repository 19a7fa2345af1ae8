"""Outputs that cannot show a character, or that cannot be written at all: never a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.made_library import made_details, made_text

from inminban.testimony.library import Library

WORDS = "“No”, she said – 20 × 3 → 장마당 mo’re…"


def run(
    *words: str, encoding: str = "utf-8", stdout: int | None = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own."""
    environment = os.environ | {"PYTHONIOENCODING": encoding, "COLUMNS": "200"}
    command = [sys.executable, "-m", "inminban", *words]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, env=environment, check=False)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", '"No", she said - 20 x 3 -> ??? mo\'re...'),
        ("cp949", "“No”, she said - 20 × 3 → 장마당 mo’re…"),
        ("utf-8", WORDS),
    ],
)
@pytest.mark.parametrize("words", [("list",), ("search", "said"), ("show",), ("list", "--json")])
def test_an_encoding_that_lacks_a_sign_gets_a_plainer_one(
    library: Library, words: tuple[str, ...], encoding: str, shown: str
) -> None:
    added = library.add(made_text(WORDS), made_details(title=WORDS))
    more = (added.document,) if words == ("show",) else ()
    done = run("library", *words, *more, encoding=encoding)
    assert done.returncode == 0, done.stderr
    told = done.stdout.decode(encoding)
    if "--json" in words:
        assert json.loads(told)[0]["title"] == WORDS
    else:
        assert shown in re.sub("«|»|<<|>>", "", told)


@pytest.mark.parametrize("encoding", ["ascii", "cp949", "utf-8"])
def test_what_was_typed_wrong_is_told_in_any_encoding(library: Library, encoding: str) -> None:
    library.add(made_text(WORDS), made_details(title=WORDS))
    refused = run("library", "show", "“d”", encoding=encoding)
    assert refused.returncode == 2
    assert b"there is no document" in refused.stderr
    assert b"Traceback" not in refused.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("words", [("library", "list"), ("column", "queue"), ("ask", "What did teachers earn?")])
def test_an_output_without_room_is_named(library: Library, words: tuple[str, ...]) -> None:
    library.add(made_text(*["A long paragraph of many words. " * 50] * 100), made_details())
    with open("/dev/full", "wb") as full:
        done = run(*words, stdout=full.fileno())
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        b"Error: writing failed: No space left on device. Free some space, or write to another place."
    )
    assert b"Traceback" not in done.stderr


def test_a_reader_of_the_output_may_leave(library: Library) -> None:
    added = library.add(made_text(*["A long paragraph of many words. " * 50] * 200), made_details())
    command = [sys.executable, "-m", "inminban", "library", "show", added.document]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
