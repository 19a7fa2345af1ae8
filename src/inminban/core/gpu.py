"""The parallel sweep on a GPU: the same sweeps as on threads, one block of units to a GPU thread.

A sweep owns its rows and its sums, so `sweep(b, b + 1, ...)` may be called by as many GPU threads as there are blocks.
The society stays in the GPU's memory; what the host reads is brought home, and what the host has changed goes up again
before the next sweep that needs it. Nothing but this file and `gpu_words` knows CUDA, and neither is imported unless a
GPU is asked for (decision 0014).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numba import config

from inminban.core.columns import Array
from inminban.core.residents import Newest, Residents, bytes_of
from inminban.core.rule import lean_sweep
from inminban.core.slates import OnSlates
from inminban.core.spent import Spent
from inminban.core.threads import Threads

cuda: Any = import_module("numba.cuda")  # its types are not declared
IS_SIMULATED = bool(config.ENABLE_CUDASIM)  # type: ignore[attr-defined]
if not IS_SIMULATED:
    import_module("inminban.core.gpu_words")  # for what it tells the compiler
    config.CUDA_LOW_OCCUPANCY_WARNINGS = 0  # type: ignore[attr-defined]  # small societies do not fill a GPU; they may

THREADS_OF_GROUP = 32  # one warp: it is done when its last unit is, and no other waits for it
GROUPS_OF_PROCESSOR = 12  # warps that fit into the registers of a multiprocessor at 168 a thread
SIMULATED_GROUPS, SIMULATED_THREADS = 2, 2
LEAST_SEATS = 16
ENDLESS = 2**62  # bytes; what the simulator has


@lean_sweep
def copy_rows(first: int, last: int, rows: Array, records: Any, out: Any) -> None:
    """Copy `records[rows[k]]` to `out[k]` for k from `first` to `last` - 1."""
    for k in range(first, last):
        out[k] = records[rows[k]]


def kernel_of(sweep: Any) -> Callable[..., None]:
    """What one GPU thread does: its share of the blocks, one after another."""

    def kernel(n_blocks: int, arguments: Any) -> None:
        for block in range(cuda.grid(1), n_blocks, cuda.gridsize(1)):
            sweep(block, block + 1, *arguments)

    return kernel


def kernel_on_slates(on_slates: OnSlates, seats: int) -> Callable[..., None]:
    """The same with a slate in each thread's own memory, where threads of a warp have equal places side by side.

    A slate has room for one household: what is known of it then fits into the nearest caches.
    """
    sweep, slate_type = on_slates.sweep, on_slates.slate_type(seats, 1)

    def kernel(n_blocks: int, arguments: Any) -> None:
        slates = cuda.local.array(1, slate_type)
        for block in range(cuda.grid(1), n_blocks, cuda.gridsize(1)):
            sweep(block, block + 1, *arguments, slates[0])

    return kernel


class CudaMemory:
    """The memory of the GPU in use."""

    def allocate(self, n_bytes: int) -> Any:
        """Room for so many bytes."""
        return cuda.device_array(n_bytes, dtype=np.uint8)

    def copy_up(self, host: Array, device: Any) -> None:
        """Copy bytes from the host."""
        device.copy_to_device(host)

    def copy_home(self, device: Any, host: Array) -> None:
        """Copy bytes to the host."""
        device.copy_to_host(host)


def typed(device: Any, like: Array) -> Any:
    """Bytes on the GPU as an array of the type and shape that a host's array has, for a kernel."""
    seen = device.view(like.dtype)
    if like.ndim > 1:
        seen = seen.reshape(*like.shape)
    return seen._ary if IS_SIMULATED else seen


class Device(Threads):
    """One GPU, with `count` threads of the host for what is not done there. Use as a context manager.

    `sweeps`: those that run on the GPU; all others run on the host.
    """

    name = "cuda"
    units_of_block = 1

    def __init__(self, count: int, sweeps: Collection[Any]) -> None:
        super().__init__(count)
        self.sweeps = frozenset(sweeps)
        self.spent = Spent()
        self.residents = Residents(CudaMemory(), self.spent)
        self.seats = LEAST_SEATS
        self._kernels: dict[Any, Any] = {}

    def free_bytes(self) -> int:
        """Memory of the GPU that nobody uses yet."""
        free = cuda.current_context().get_memory_info().free
        return int(min(free, ENDLESS))

    def n_processors(self) -> int:
        """Multiprocessors of the GPU."""
        return 1 if IS_SIMULATED else int(cuda.get_current_device().MULTIPROCESSOR_COUNT)

    def hold(self, arrays: Sequence[Array], seats: int) -> None:
        """Keep these arrays in the GPU's memory; `seats`: people of the largest household."""
        self.residents.hold(arrays)
        self.seats = max(LEAST_SEATS, 1 << (seats - 1).bit_length())

    def run(self, sweep: Any, n_blocks: int, *arguments: Any) -> None:
        """Call the sweep for every block, on the GPU if it is one of those that run there."""
        if sweep not in self.sweeps:
            for array in arrays_in(arguments):
                self.residents.bring_home(array)
            with self.spent.on(f"host {name_of(sweep)}"):
                super().run(sweep, n_blocks, *arguments)
        elif n_blocks > 0:
            self._launch(sweep, n_blocks, arguments)

    def show(self, array: Array, rows: Array | None = None) -> None:
        """Make an array, or some rows of it, readable on the host."""
        resident = self.residents.find(array)
        if resident is None or resident.newest is not Newest.DEVICE:
            return
        if rows is None:
            self.residents.fetch(array)
            return
        out = np.zeros(len(rows), dtype=array.dtype)
        self._launch(copy_rows, len(rows), (np.ascontiguousarray(rows, dtype=np.int64), array, out), is_reading=True)
        array[rows] = out

    def bring_home(self, *arrays: Array) -> None:
        """Make arrays readable on the host and let what it writes there count."""
        for array in arrays:
            self.residents.bring_home(array)

    def _launch(self, sweep: Any, n_blocks: int, arguments: tuple[Any, ...], is_reading: bool = False) -> None:
        if n_blocks == 0:
            return
        visitors: list[tuple[Array, Any]] = []
        placed = tuple(self._placed(value, visitors) for value in arguments)
        kernel = self._kernel(sweep, placed)
        with self.spent.on(f"gpu {name_of(sweep)}"):
            kernel[self._grid(n_blocks)](n_blocks, placed)
            cuda.synchronize()
        with self.spent.on("down", sum(host.nbytes for host, _ in visitors)):
            for host, device in visitors:
                device.copy_to_host(bytes_of(host))
        for array in [] if is_reading else arrays_in(arguments):
            if (resident := self.residents.find(array)) is not None:
                resident.newest = Newest.DEVICE

    def _grid(self, n_blocks: int) -> tuple[int, int]:
        """Groups of threads and threads of a group: no more than run at once, so that none waits with its slate."""
        group = SIMULATED_THREADS if IS_SIMULATED else THREADS_OF_GROUP
        most = SIMULATED_GROUPS if IS_SIMULATED else self.n_processors() * GROUPS_OF_PROCESSOR
        return min(-(-n_blocks // group), most), group

    def _kernel(self, sweep: Any, placed: tuple[Any, ...]) -> Any:
        """The kernel of a sweep, compiled for these arguments when first asked for."""
        key = (sweep, self.seats if isinstance(sweep, OnSlates) else 0)
        if key not in self._kernels:
            made = kernel_on_slates(sweep, self.seats) if isinstance(sweep, OnSlates) else kernel_of(sweep)
            self._kernels[key] = cuda.jit(made)
            with self.spent.on("compile"):
                self._kernels[key][1, 1](0, placed)
        return self._kernels[key]

    def _placed(self, value: Any, visitors: list[tuple[Array, Any]]) -> Any:
        """A sweep's argument as the kernel takes it; arrays that are not held go up for this call and come back."""
        if isinstance(value, tuple):
            parts = [self._placed(part, visitors) for part in value]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        if isinstance(value, np.void):
            return self._placed(np.array([value], dtype=value.dtype), visitors)[0]
        if not isinstance(value, np.ndarray):
            return value
        resident = self.residents.find(value)
        if resident is not None:
            return typed(self.residents.take_up(resident), value)
        with self.spent.on("up", value.nbytes):
            device = cuda.to_device(bytes_of(value))
        visitors.append((value, device))
        return typed(device, value)


def name_of(sweep: Any) -> str:
    """What a sweep is called."""
    return str(sweep.sweep.__name__ if isinstance(sweep, OnSlates) else sweep.__name__)


def arrays_in(value: Any) -> list[Array]:
    """Every array among a sweep's arguments."""
    if isinstance(value, np.ndarray):
        return [value]
    return [array for part in value for array in arrays_in(part)] if isinstance(value, tuple) else []
