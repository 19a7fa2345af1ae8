"""What tests of a GPU do in a process of its own: `python gpu_child.py OUT.json WHAT ...`.

"simulated cases", "simulated weeks": Numba's simulator plays a GPU (NUMBA_ENABLE_CUDASIM=1). "ptx": every kernel of a
run goes to NVIDIA's compiler. "code weeks", "code cases", "divisions": the code that is made for a GPU runs on the
processor (`tests/gpu_code.py`). Cases are those of the institutions; the weeks are those of a small society.

One process does several: it starts once, and the weeks run what was made for NVIDIA's compiler.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.cases.test_cases import ALL_CASES, arguments_of, rules_of
from tests.made_simulation import joined, make_simulation
from tests.made_society import make_small_society
from tests.same_everywhere.test_threads_and_seeds import hash_of

from inminban.core.compile.rule import rule
from inminban.core.device import gpu
from inminban.run.state_hash import state_sha256
from inminban.step.simulation.devices import KERNELS

FIRST, LAST = date(2015, 3, 9), date(2015, 4, 12)
PANEL = np.arange(0, 400, 40)
AMOUNTS = (0, 1, 6, 7, 10_000, 2**31, 2**40 + 3, 2**62, -1, -6, -7, -8, -(2**31) - 1, -(2**62) + 1)
SECONDS_BETWEEN_LOOKS = 0.000_5
DIVISORS = (1, 2, 7, 10_000, 2**33, -1, -2, -7, -10_000, 0)
cuda = gpu.cuda


def kernel_asking(asked: Any, n_answers: int) -> Callable[..., None]:
    """A kernel that writes down what a rule answers: one number, or several."""
    if n_answers == 1:

        def gpu_kernel(out: Any, arguments: Any) -> None:
            if cuda.grid(1) == 0:
                out[0] = asked(*arguments)

        return gpu_kernel

    def kernel_of_many(out: Any, arguments: Any) -> None:
        if cuda.grid(1) == 0:
            answers = asked(*arguments)
            for k in range(n_answers):
                out[k] = answers[k]

    return kernel_of_many


def answered(ask: Callable[..., None]) -> list[Any]:
    """What every case's rule answers in a kernel: whole numbers."""
    found = []
    for case in ALL_CASES:
        arguments = tuple(arguments_of(case).values())
        n_answers = len(case.expect) if isinstance(case.expect, list) else 1
        out = np.zeros(n_answers, dtype=np.int64)
        ask(rules_of(case.institution)[case.rule], n_answers, out, arguments)
        found.append(out.tolist())
    return found


def ask_simulated(asked: Any, n_answers: int, out: Any, arguments: Any) -> None:
    """Ask in a kernel of the simulator, which wraps arrays that are not in a tuple."""
    cuda.jit(kernel_asking(asked, n_answers))[1, 2](out, arguments)


class AskCode:
    """Ask the code made for a GPU, compiled once for a rule and kinds of arguments."""

    def __init__(self) -> None:
        self.gpu_kernels: dict[Any, Any] = {}

    def __call__(self, asked: Any, n_answers: int, out: Any, arguments: Any) -> None:
        from numba import types
        from tests.gpu_code import Compiled, gpu_code_of, typeof

        key = (asked, typeof(arguments))
        if key not in self.gpu_kernels:
            signature = types.void(typeof(out), typeof(arguments))
            self.gpu_kernels[key] = Compiled(gpu_code_of(kernel_asking(asked, n_answers), signature), speed=0)
            self.gpu_kernels[key].set_place(ntid=1)
        self.gpu_kernels[key](out, arguments)


def lived(device: Any) -> dict[str, str]:
    """Hashes of a small society's state and of its tables after five weeks with a month's end and a spring in them."""
    simulation = make_simulation(make_small_society(10, 2), FIRST, LAST, followed_homes=PANEL)
    tables: list[Any] = []
    simulation.live(device, lambda *_: True, tables.append)
    return {"state": state_sha256(simulation.society), "tables": hash_of(joined(tables))}


def rounded_down(amount: int, by: int) -> int:
    return amount // by


def left_over(amount: int, by: int) -> int:
    return amount % by


def shifted_down(amount: int, by: int) -> int:
    return amount >> (by & 63)


DIVISIONS = (rounded_down, left_over, shifted_down)


def divided() -> list[list[list[int]]]:
    """Divisions of whole numbers by rules for a GPU and for the processor: [for a GPU, for the processor] each."""
    rules = [rule(function) for function in DIVISIONS]
    ask, found = AskCode(), []
    for divide in rules:
        pair: list[list[int]] = [[], []]
        for amount in AMOUNTS:
            for by in DIVISORS:
                out = np.zeros(1, dtype=np.int64)
                ask(divide, 1, out, (amount, by))
                pair[0].append(int(out[0]))
                pair[1].append(int(divide(amount, by)))
        found.append(pair)
    return found


class MadeForGpu:
    """What is done with the code made for a GPU. What numba-cuda makes of a kernel is kept for what comes later."""

    def __init__(self) -> None:
        self.libraries: dict[Any, Any] = {}

    def ptx(self) -> dict[str, str]:
        """What NVIDIA's compiler makes of every kernel of a run, by the kernel's name. Comes before all others."""
        from tests.gpu_code import ForNvidia

        device = ForNvidia(1, KERNELS)
        lived(device)
        self.libraries |= device.libraries
        return {f"{number} {key[0]}": made for number, (key, made) in enumerate(device.gpu_kernels.items())}

    def weeks(self) -> dict[str, str]:
        """Hashes of the small society, lived by this code on the processor."""
        from tests.gpu_code import GpuCode

        return lived(GpuCode(1, KERNELS, self.libraries))


def wait_for_simulated_threads() -> None:
    """Let the simulator wait for its threads a while before it looks again: its looking takes half the processor."""
    threads: Any = import_module("numba.cuda.simulator.kernel").BlockThread
    looks: Callable[[Any], bool] = threads.is_alive

    def is_alive(thread: Any) -> bool:
        thread.join(SECONDS_BETWEEN_LOOKS)
        return looks(thread)

    threads.is_alive = is_alive


def tasks_of(first: str) -> dict[str, Callable[[], Any]]:
    """What a process can do that does this first, by name."""
    if first.startswith("simulated"):
        wait_for_simulated_threads()
        simulated = partial(answered, ask_simulated)
        return {"simulated cases": simulated, "simulated weeks": lambda: lived(gpu.CudaDevice(1, KERNELS))}
    made = MadeForGpu()
    return {"ptx": made.ptx, "code weeks": made.weeks, "code cases": lambda: answered(AskCode()), "divisions": divided}


def main(names: list[str]) -> dict[str, Any]:
    """What `names` ask for, as JSON can hold it: `answer`, or the `fault` that was met instead."""
    tasks, told = tasks_of(names[0]), {}
    for name in names:
        if name in ("code weeks", "code cases", "divisions"):
            import_module("tests.gpu_code").use_todays_pointers()
        try:
            told[name] = {"answer": tasks[name]()}
        except Exception:
            told[name] = {"fault": traceback.format_exc()}
    return told


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(main(sys.argv[2:])))
