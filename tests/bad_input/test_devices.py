"""A GPU that is asked for and cannot be used: the words the error must say."""

from __future__ import annotations

import importlib.util
from importlib import import_module
from typing import Any

import pytest

from inminban.errors import InputError
from inminban.step.simulation import devices
from inminban.step.simulation.devices import check_memory, need_of, open_device

PROCESSORS_OF_H200 = 132


def test_without_numba_cuda_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"--device.*not installed.*pip install 'inminban\[cuda\]'.*--device cpu"):
        open_device("cuda", 1, 1_000)


def test_without_a_gpu_the_error_says_so_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    cuda: Any = import_module("numba.cuda")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr(cuda, "is_available", lambda: False)
    monkeypatch.setattr(cuda, "cuda_error", lambda: RuntimeError("Error at driver init:\n\nno driver here\n"))
    with pytest.raises(InputError, match=r"--device.*no NVIDIA GPU.*\(no driver here\).*nvidia-smi.*--device cpu"):
        open_device("cuda", 1, 1_000)
    monkeypatch.setattr(cuda, "cuda_error", lambda: None)
    with pytest.raises(InputError, match="the driver lists none"):
        open_device("cuda", 1, 1_000)


def test_a_society_too_large_for_the_gpu_is_refused_with_the_numbers() -> None:
    need = need_of(1, PROCESSORS_OF_H200)
    free = need.of(25_000_000)
    check_memory(need, 25_000_000, free)
    with pytest.raises(InputError) as caught:
        check_memory(need, 26_000_000, free)
    words = str(caught.value)
    assert "26,000,000 people need" in words and f"{need.of(26_000_000) / 1e9:.1f} GB" in words
    assert f"{free / 1e9:.1f} GB are free" in words and "up to 25,000,000 people" in words
    with pytest.raises(InputError, match="up to 0 people"):
        check_memory(need, 1_000, 10**9)


def test_the_estimate_of_memory_is_not_less_than_what_a_society_takes() -> None:
    from datetime import date

    from inminban.population import make_society
    from inminban.step.simulation.kernel_arrays import make_tallies

    society = make_society(100_000, date(2015, 1, 5), 1).society
    taken = sum(array.nbytes for array in (*society, *make_tallies(society, 1)))
    need = devices.need_of(1, 0)
    assert taken <= need.of_person * 100_000 <= 1.5 * taken
