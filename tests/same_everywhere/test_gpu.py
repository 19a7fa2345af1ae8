"""Rules and weeks come out the same on a GPU, as far as that can be seen without one.

Numba's simulator runs kernels thread by thread, but calls the processor's code in them. The other way round, the code
that numba-cuda makes for a GPU is compiled for the processor and run there (`tests/gpu_code.py`): with it every rule
and a whole society are lived. And NVIDIA's compiler must take every kernel. The simulator and the compiler need a
process each.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cases.test_cases import ALL_CASES, as_number
from tests.same_everywhere.gpu_child import AMOUNTS, DIVISIONS, DIVISORS, lived

from inminban.core.device.threads import Threads

CHILD = Path(__file__).with_name("gpu_child.py")
needs_compiler = pytest.mark.skipif(
    importlib.util.find_spec("numba_cuda") is None, reason="numba-cuda is not installed; it exists for Linux only"
)
Told = Callable[[str], Any]


def done(folder: Path, settings: dict[str, str], *tasks: str) -> Told:
    """What `gpu_child.py` finds out in a process of its own: a function from the name of a task to its answer."""
    out = folder / "answers.json"
    command = [sys.executable, str(CHILD), str(out), *tasks]
    ended = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-4_000:]
    answers = json.loads(out.read_text())

    def told(task: str) -> Any:
        assert "fault" not in answers[task], answers[task]["fault"][-4_000:]
        return answers[task]["answer"]

    return told


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What was done on a simulated GPU."""
    folder = tmp_path_factory.mktemp("simulated")
    return done(folder, {"NUMBA_ENABLE_CUDASIM": "1"}, "simulated cases", "simulated weeks")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What was done with code made for a GPU."""
    return done(tmp_path_factory.mktemp("made"), {}, "ptx", "code weeks", "code cases", "divisions")


def expected_answers() -> list[list[int]]:
    """What every case expects, as whole numbers."""
    answers = [as_number(case.expect, "expect") for case in ALL_CASES]
    return [[int(part) for part in answer] if isinstance(answer, tuple) else [int(answer)] for answer in answers]


@pytest.fixture(scope="module")
def on_the_processor() -> dict[str, str]:
    """Hashes of the small society after its weeks, lived on one thread."""
    return lived(Threads(1))


def test_every_rule_answers_in_a_simulated_kernel_as_its_cases_say(simulated: Told) -> None:
    assert simulated("simulated cases") == expected_answers()


@needs_compiler
def test_every_rule_made_for_a_gpu_answers_as_its_cases_say(made: Told) -> None:
    assert made("code cases") == expected_answers()


def test_a_society_on_a_simulated_gpu_ends_as_on_the_processor(
    simulated: Told, on_the_processor: dict[str, str]
) -> None:
    assert simulated("simulated weeks") == on_the_processor


@needs_compiler
def test_a_society_lived_by_code_made_for_a_gpu_ends_as_on_the_processor(
    made: Told, on_the_processor: dict[str, str]
) -> None:
    assert made("code weeks") == on_the_processor


@needs_compiler
def test_division_for_a_gpu_rounds_down_and_by_zero_gives_what_it_gives_on_the_processor(made: Told) -> None:
    for divide, (for_gpu, for_processor) in zip(DIVISIONS, made("divisions"), strict=True):
        assert for_gpu == for_processor
        pairs = [(amount, by) for amount in AMOUNTS for by in DIVISORS]
        plain = [divide(amount, by) if by != 0 else found for (amount, by), found in zip(pairs, for_gpu, strict=True)]
        assert for_gpu == plain


@needs_compiler
def test_nvidias_compiler_takes_every_kernel(tmp_path: Path, made: Told) -> None:
    gpu_kernels = made("ptx")
    names = {name.split()[1] for name in gpu_kernels}
    assert {"live_blocks_on", "meet_neighbours", "add_up_blocks", "copy_rows"} <= names
    for name, text in gpu_kernels.items():
        assert ".target sm_90" in text and ".visible .entry" in text, name
        assert set(re.findall(r"\.extern \.func[^;]*?\b(\w+)\s*\(", text)) == set(), name
        places = re.findall(r"\.local \.align (\d+) \.b8", text)
        assert all(int(bytes_apart) >= 8 for bytes_apart in places), name
    week = next(text for name, text in gpu_kernels.items() if name.endswith("live_blocks_on"))
    assert "__local_depot" in week  # the batch
    assert re.search(r"\b(atom|red)\.[\w.]*add\.u64", week)  # books that all write into
    assemble(tmp_path, gpu_kernels)


def assemble(folder: Path, gpu_kernels: dict[str, str]) -> None:
    """Make a GPU's machine code of kernels, where NVIDIA's assembler came with its compiler."""
    found = importlib.util.find_spec("nvidia.cuda_nvcc")
    places = list(found.submodule_search_locations or []) if found is not None else []
    assembler = next((str(path) for place in places for path in Path(place).glob("bin/ptxas")), shutil.which("ptxas"))
    for number, text in enumerate(gpu_kernels.values() if assembler else []):
        source = folder / f"{number}.ptx"
        source.write_text(text)
        ended = subprocess.run(
            [str(assembler), "-arch=sm_90", str(source), "-o", str(source.with_suffix(".cubin"))],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr[:4_000]
