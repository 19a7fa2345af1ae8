"""Every reader of files, fed with valid files that something has changed: only success or an InminbanError comes out.

The changes are those of a slip of the hand, of a broken disk and of somebody who means harm: bytes, lines, numbers and
words are changed, doubled, moved and left out. Files of the library, its documents and drafts are tested in
`tests/testimony`.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.bad_input.test_hard_limits import CLAIM, PROPOSAL
from tests.made_run import make_run
from tests.made_stopped import stop_run

import inminban
from inminban.cli import main
from inminban.cli.info import print_info
from inminban.errors import InminbanError, InputError
from inminban.evidence.own_claims import read_own_claims
from inminban.numbers import parameters
from inminban.numbers.parameters.entries import read_entries
from inminban.numbers.parameters.lines import read_toml
from inminban.numbers.parameters.sources import read_sources
from inminban.output.unfinished import unfinished
from inminban.run import resource_limits, resume
from inminban.run.checkpoints.sealed import read_sealed, write_sealed
from inminban.testimony.claims.files import read_proposals

LONGEST, MOST_MEMORY = 10.0, 500_000_000  # seconds and bytes, of one file
NUMBERS = (
    "0", "-1", "1", "13", "1e-99999999", "1e99999999", "nan", "-inf", "9" * 30, "9" * 5_000, "0.000000001", "1e15",
    "true", '"7"', "[]", "{}", "0001-01-01", "9999-12-31", "null", "2015-02-30",
)  # fmt: skip
WORDS = (
    "", " ", "'", "9**9**9**9*kg", "\\u0000", "../../x", "é" * 300, "x" * 3_000, "\\u202e", "1e999", "\\ud800",
    "[" * 900,
)  # fmt: skip
NUMBER = re.compile(r"(?<![\w\"])-?\d[\d_.]*(?:-\d\d-\d\d)?")
STRING = re.compile(r'"[^"\n]*"')

SCENARIO = """label = "Without buying out"
description = "Nobody can pay to be let off."
[mechanisms]
off = ["buying_out"]
[parameters.work.pay_pyongyang]
value = 120
unit = "percent"
[parameters.rations.grade]
value = { farmer = 200, others = 500 }
unit = "g/day"
"""
SOURCES = """[a-text]
title = "A text"
organisation = "Nobody"
year = 2015
kind = "testimony"
confidence = "low"
"""


@st.composite
def mutated(draw: st.DrawFn, text: str) -> bytes:
    """A text in which one to three things are changed."""
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("number", "number", "word", "word", "line", "double", "swap", "nest", "bytes")))
        if kind in ("number", "word"):
            found = list((NUMBER if kind == "number" else STRING).finditer(text))
            if found:
                hit = draw(st.sampled_from(found))
                new = draw(st.sampled_from(NUMBERS)) if kind == "number" else f'"{draw(st.sampled_from(WORDS))}"'
                text = text[: hit.start()] + new + text[hit.end() :]
        elif kind == "bytes":
            place, length = draw(st.integers(0, len(text))), draw(st.integers(0, 30))
            text = text[:place] + draw(st.text(max_size=4)) + text[place + length :]
        else:
            lines = text.split("\n")
            one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
            if kind == "line":
                del lines[one]
            elif kind == "double":
                lines.insert(other, lines[one])
            elif kind == "swap":
                lines[one], lines[other] = lines[other], lines[one]
            else:
                times = draw(st.sampled_from((1, 2_000)))
                lines[one] += draw(st.sampled_from(("[", "{", "[[[[", '"""', "= 1"))) * times
            text = "\n".join(lines)
    data = text.encode("utf-8", errors="surrogatepass")
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data


@contextmanager
def limited() -> Iterator[None]:
    """Less memory and time than a file may take: more is a MemoryError, or fails."""
    before, began = resource.getrlimit(resource.RLIMIT_AS), time.perf_counter()
    with open("/proc/self/statm", encoding="ascii") as file:
        taken = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MOST_MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
    assert time.perf_counter() - began < LONGEST


def check_read(read: Callable[[], object], folder: Path, name: str) -> None:
    """Reading succeeds, or says in one message which file is wrong and what to do; nothing is changed or left."""
    before = sorted(folder.rglob("*"))
    with limited():
        try:
            read()
        except InminbanError as error:
            message = str(error)
            assert name in message, message
            assert message.rstrip().endswith((".", "?", ")")) and "Traceback" not in message, message
            if isinstance(error, InputError):
                assert error.remedy and (error.key or error.line or error.file), message
    assert sorted(folder.rglob("*")) == before


BOUNDED = settings(
    derandomize=True, database=None, deadline=None, max_examples=200, phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
FEW = settings(BOUNDED, max_examples=80)
ENTRIES = (Path(parameters.PARAMETERS) / "rations.toml").read_text(encoding="utf-8")
TOML_READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "scenario.toml": (SCENARIO, parameters.load_scenario),
    "rations.toml": (ENTRIES, lambda file: read_entries("rations", read_toml(file))),
    "sources.toml": (SOURCES, read_sources),
    "mine.toml": (CLAIM, lambda file: read_own_claims(file.parent)),
    "text-1.toml": (PROPOSAL, read_proposals),
}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is limited as Linux does")
@pytest.mark.parametrize("name", TOML_READERS)
def test_files_of_numbers_claims_and_proposals(name: str, tmp_path: Path) -> None:
    text, read = TOML_READERS[name]
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    read(file)

    @BOUNDED
    @given(mutated(text))
    def all_of_them(data: bytes) -> None:
        file.write_bytes(data)
        check_read(lambda: read(file), tmp_path, str(tmp_path) if name == "mine.toml" else str(file))

    all_of_them()


def test_run_json(tmp_path: Path) -> None:
    folder = make_run(tmp_path / "run", 10, 5, 4)
    file = folder / "run.json"
    text = file.read_text(encoding="utf-8")

    def read() -> None:
        with inminban.open_run(folder) as run:
            print_info(run.info, str(folder))
            assert repr(run)

    read()

    @FEW
    @given(mutated(text[: text.index('"tables"')]))
    def all_of_them(data: bytes) -> None:
        file.write_bytes(data + text[text.index('"tables"') :].encode())
        check_read(read, folder, str(folder))

    all_of_them()


@pytest.fixture
def enough_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit that these tests set themselves says nothing of the machine's memory."""
    monkeypatch.setattr(resource_limits, "memory_available", lambda: None)


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unfinished folder of a stopped run, with one checkpoint."""
    return unfinished(stop_run(tmp_path_factory.mktemp("stopped") / "run", date(2015, 3, 9), date(2015, 3, 29)))


@pytest.mark.usefixtures("enough_memory")
def test_a_specification_as_a_disk_spoils_it(stopped: Path, tmp_path: Path) -> None:
    file = tmp_path / "specification.json"
    text = (stopped / "specification.json").read_text(encoding="utf-8")

    @BOUNDED
    @given(mutated(text))
    def all_of_them(data: bytes) -> None:
        file.write_bytes(data)
        check_read(lambda: resume.read_begun(file), tmp_path, str(file))

    all_of_them()


@pytest.mark.usefixtures("enough_memory")
def test_a_specification_as_somebody_changes_and_seals_it(stopped: Path, tmp_path: Path) -> None:
    file = tmp_path / "specification.json"
    text = json.dumps(read_sealed(stopped / "specification.json"), indent=1)

    @BOUNDED
    @given(mutated(text))
    def all_of_them(data: bytes) -> None:
        if sealed(file, data):
            check_read(lambda: resume.read_begun(file), tmp_path, str(file))

    all_of_them()


def sealed(file: Path, data: bytes) -> bool:
    """Seal some JSON anew; False if it is none that can be sealed."""
    try:
        content = json.loads(data)
        write_sealed(file, content)
    except (ValueError, TypeError, RecursionError, UnicodeError):
        return False
    return isinstance(content, dict)


@pytest.mark.usefixtures("enough_memory")
def test_a_manifest_as_somebody_changes_and_seals_it(stopped: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run.unfinished"
    shutil.copytree(stopped, copy)
    (manifest,) = copy.glob("checkpoints/*/manifest.json")
    text = json.dumps(read_sealed(manifest), indent=1)

    @FEW
    @given(mutated(text))
    def all_of_them(data: bytes) -> None:
        if sealed(manifest, data):
            check_read(lambda: resume.take_up(copy, lambda words: None), copy, str(copy))

    all_of_them()


@pytest.mark.parametrize(
    ("arguments", "name", "text"),
    [
        (["run", "FILE", "--out", "OUT"], "scenario.toml", SCENARIO.replace("120", "-80")),
        (["claims", "conflicts", "FOLDER"], "mine.toml", CLAIM.replace("[3]", "[-3]")),
        (["claims", "review", "text-1", "--claims", "FOLDER"], "proposals/text-1.toml", PROPOSAL.replace("2010", "x")),
        (["info", "FOLDER"], "run.json", '{"format": "x"}'),
    ],
)
def test_the_command_line_says_it_in_one_line_and_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[Any], arguments: list[str], name: str, text: str
) -> None:
    folder = tmp_path / "folder"
    file = folder / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    given_ = {"FILE": str(file), "FOLDER": str(folder), "OUT": str(tmp_path / "out")}
    with pytest.raises(SystemExit) as ended:
        main.main([given_.get(argument, argument) for argument in arguments])
    said = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("Making the people")]
    assert ended.value.code == 2 and len(said) == 1 and said[0].startswith("Error: ") and str(file) in said[0]
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]
