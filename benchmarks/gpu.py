"""A society on a GPU: is it the same as on the processor, and how long does it take?

    python benchmarks/gpu.py [--people 2500000 25000000] [--weeks 52] [--json FILE] [--simulate]

Needs a machine with an NVIDIA GPU and `pip install 'inminban[cuda]'`. First 25,000 people are simulated for five weeks
and a month's end on the processor and on the GPU: the hashes must be the same, else it exits 1. Then each size is
simulated for so many weeks from 5 January 2015, and a table in Markdown says what took how long. Results are not
written, compiling is timed separately. Without a GPU it says so and exits 2. `--simulate` goes through all of it with
1,000 people on Numba's simulator, to see that the script works; its times mean nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inminban.core.device.threads import Threads
    from inminban.step.simulation.simulation import Simulation

FIRST = date(2015, 1, 5)
CHECKED_PEOPLE, CHECKED_WEEKS = 25_000, 5
SIMULATED_PEOPLE, SIMULATED_WEEKS = 1_000, 5
SEED = 1
DIFFERENT, NO_GPU = 1, 2
COPY_BYTES, COPIES = 2**30, 5


def make_simulation(people: int, weeks: int) -> Simulation:
    """A society of so many people, ready to be simulated for so many weeks."""
    from inminban.population import make_society
    from inminban.step.simulation.initial_state import begin
    from inminban.step.simulation.output_detail import output_detail_of
    from inminban.step.simulation.setting import setting_for

    made = make_society(people, FIRST, SEED)
    last = FIRST + timedelta(days=7 * weeks - 1)
    return begin(
        setting_for(made, FIRST, last, SEED, {}, output_detail_of(FIRST, last, None)), made.society, made.quotas
    )


def live(simulation: Simulation, device: Threads) -> float:
    """Live a run's weeks and throw its tables away; returns seconds."""
    began = time.perf_counter()
    with device:
        simulation.live(device, lambda *_: True, lambda _: None)
    return time.perf_counter() - began


def is_same(device_name: str, people: int, weeks: int) -> bool:
    """Whether a small society ends with the same hash on the processor and on a device; prints both."""
    from inminban.run.arguments import checked_threads
    from inminban.run.state_hash import state_sha256
    from inminban.step.simulation.devices import open_device

    hashes = []
    for name in ("cpu", device_name):
        simulation = make_simulation(people, weeks)
        live(simulation, open_device(name, checked_threads(None), people))
        hashes.append(state_sha256(simulation.society))
        print(f"{people:,} people, {weeks} weeks, {name}: state {hashes[-1]}", flush=True)
    return hashes[0] == hashes[1]


def measure(people: int, weeks: int) -> dict[str, Any]:
    """Live one size on the GPU: seconds, bytes and calls by what was done."""
    from inminban.run.arguments import checked_threads
    from inminban.step.simulation.devices import open_device

    device: Any = open_device("cuda", checked_threads(None), people)
    began = time.perf_counter()
    simulation = make_simulation(people, weeks)
    making = time.perf_counter() - began
    free = device.free_bytes()
    total = live(simulation, device)
    timings = device.timings
    gpu_kernels = sum(seconds for name, seconds in timings.seconds.items() if name.startswith("gpu "))
    moving = timings.seconds["upload"] + timings.seconds["download"]
    lived = total - timings.seconds["compile"]
    person_days = people * 7 * weeks
    return {
        "people": people, "weeks": weeks, "making_s": making, "compile_s": timings.seconds["compile"], "lived_s": lived,
        "kernels_s": gpu_kernels, "moving_s": moving, "host_s": lived - gpu_kernels - moving,
        "up_gb": timings.bytes["upload"] / 1e9, "down_gb": timings.bytes["download"] / 1e9,
        "ns_a_person_day": 1e9 * lived / person_days, "kernel_ns_a_person_day": 1e9 * gpu_kernels / person_days,
        "gpu_gb": (free - device.free_bytes()) / 1e9, "seconds": dict(timings.seconds), "calls": dict(timings.calls),
    }  # fmt: skip


def machine() -> dict[str, Any]:
    """The machine and how fast it copies: on the GPU (read and written counted), up and down."""
    import numpy as np

    cuda: Any = import_module("numba.cuda")
    device, host = cuda.get_current_device(), np.zeros(COPY_BYTES, dtype=np.uint8)
    one, other = cuda.to_device(host), cuda.device_array(COPY_BYTES, dtype=np.uint8)

    def per_second(copy: Any, n_bytes: int) -> float:
        copy()
        cuda.synchronize()
        began = time.perf_counter()
        for _ in range(COPIES):
            copy()
        cuda.synchronize()
        return COPIES * n_bytes / (time.perf_counter() - began) / 1e9

    name = device.name.decode() if isinstance(device.name, bytes) else str(device.name)
    return {
        "gpu": name, "compute_capability": list(device.compute_capability), "host": platform.machine(),
        "cores": os.cpu_count(), "python": platform.python_version(),
        "copy_gb_s": per_second(lambda: other.copy_to_device(one), 2 * COPY_BYTES),
        "up_gb_s": per_second(lambda: one.copy_to_device(host), COPY_BYTES),
        "down_gb_s": per_second(lambda: one.copy_to_host(host), COPY_BYTES),
    }  # fmt: skip


def table(rows: list[dict[str, Any]]) -> str:
    """One line a size, then the steps of the largest run with the time each took."""
    lines = [
        "| people | weeks | simulating (s) | kernels (s) | moving (s) | up / down (GB) | host (s) | compiling (s) "
        "| ns a person-day | of these kernels | GPU memory (GB) |",
        "|" + "---:|" * 11,
    ]
    lines += [
        f"| {row['people']:,} | {row['weeks']} | {row['lived_s']:.2f} | {row['kernels_s']:.2f} | {row['moving_s']:.2f} "
        f"| {row['up_gb']:.1f} / {row['down_gb']:.1f} | {row['host_s']:.2f} | {row['compile_s']:.1f} "
        f"| {row['ns_a_person_day']:.2f} | {row['kernel_ns_a_person_day']:.2f} | {row['gpu_gb']:.1f} |"
        for row in rows
    ]
    longest = sorted(rows[-1]["seconds"].items(), key=lambda item: -item[1])
    lines += ["", f"| of {rows[-1]['people']:,} people | seconds | calls |", "|---|---:|---:|"]
    lines += [f"| {name} | {seconds:.3f} | {rows[-1]['calls'][name]:,} |" for name, seconds in longest]
    return "\n".join(lines)


def main() -> int:
    """Check, measure, print. Returns 0; 1 if the society on the GPU differs; 2 if there is no GPU."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[2_500_000, 25_000_000])
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--json", type=Path, help="write all numbers there")
    parser.add_argument("--simulate", action="store_true", help="try the script out without a GPU")
    arguments = parser.parse_args()
    if arguments.simulate:
        os.environ["NUMBA_ENABLE_CUDASIM"] = "1"
    from inminban.errors import InputError
    from inminban.step.simulation.devices import cuda_device

    try:
        cuda_device(1)
    except InputError as error:
        print(f"Nothing measured: {error}", file=sys.stderr)
        return NO_GPU
    small = (SIMULATED_PEOPLE, SIMULATED_WEEKS) if arguments.simulate else (CHECKED_PEOPLE, CHECKED_WEEKS)
    if not is_same("cuda", *small):
        print("The GPU's society is another one than the processor's; nothing measured.", file=sys.stderr)
        return DIFFERENT
    sizes = [SIMULATED_PEOPLE] if arguments.simulate else arguments.people
    weeks = SIMULATED_WEEKS if arguments.simulate else arguments.weeks
    about = {"simulated": True} if arguments.simulate else machine()
    print(json.dumps(about), flush=True)
    rows = [measure(people, weeks) for people in sizes]
    print(table(rows))
    if arguments.json is not None:
        arguments.json.write_text(json.dumps({"machine": about, "sizes": rows}, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
