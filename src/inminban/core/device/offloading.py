"""Kernels on a device with a memory of its own: what lies where, and what goes up and down.

A kernel owns its rows and its sums, so a device may call `kernel(b, b + 1, ...)` for all blocks at once. The society
stays in the device's memory; what the host reads is brought home, and what the host has changed goes up again before
the next kernel that needs it. Classes derived from this one drive the device (`core/device/gpu.py`).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from inminban.core.columns import Array
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.batches import OnBatches
from inminban.core.device.buffers import DeviceBuffers, Memory, Newest, bytes_of
from inminban.core.device.threads import Threads
from inminban.core.device.timings import Timings

LEAST_SLOTS = 16
MOST_TABLES = 2_048  # five megabytes each: so many GPU threads add up a month
Visitors = list[tuple[Array, Any]]  # arrays of the host with the device's bytes for the time of one call


@lean_kernel
def copy_rows(first: int, last: int, rows: Array, records: Any, out: Any) -> None:
    """Copy `records[rows[k]]` to `out[k]` for k from `first` to `last` - 1."""
    for k in range(first, last):
        out[k] = records[rows[k]]


@lean_kernel
def put_rows(first: int, last: int, rows: Array, changed: Any, records: Any) -> None:
    """Copy `changed[k]` to `records[rows[k]]` for k from `first` to `last` - 1."""
    for k in range(first, last):
        records[rows[k]] = changed[k]


class Device(Threads):
    """One device, with `count` threads of the host for what is not done there. Use as a context manager.

    `kernels`: those that run on the device; all others run on the host. A block is one neighbourhood unit.
    """

    units_of_block = 1
    tables_at_once = MOST_TABLES
    is_apart = True

    def __init__(self, count: int, kernels: Collection[Any], memory: Memory) -> None:
        super().__init__(count)
        self.kernels, self.memory, self.slots = frozenset(kernels), memory, LEAST_SLOTS
        self.spent = Timings()
        self.buffers = DeviceBuffers(memory, self.spent)

    @abstractmethod
    def as_array(self, device: Any, like: Array) -> Any:
        """The device's bytes as an array of the type and shape that a host's array has, for `launch`."""

    @abstractmethod
    def as_record(self, device: Any, like: Array) -> Any:
        """The device's bytes as the record that a host's array of one record holds, for `launch`."""

    @abstractmethod
    def launch(self, kernel: Any, n_blocks: int, placed: tuple[Any, ...]) -> None:
        """Call a kernel for each block, with arguments in the device's memory, and wait until it is done."""

    def hold(self, arrays: Sequence[Array], scratch: Sequence[Array], slots: int) -> None:
        """Keep arrays in the device's memory; of `scratch` nothing goes up. `seats`: of the largest household."""
        self.buffers.hold(arrays, scratch)
        self.slots = max(LEAST_SLOTS, 1 << (slots - 1).bit_length())

    def run(self, kernel: Any, n_blocks: int, *arguments: Any) -> None:
        """Call the kernel for every block, on the device if it is one of those that run there."""
        if kernel in self.kernels:
            self._run_there(kernel, n_blocks, arguments)
            return
        self.copy_to_host(*arrays_in(arguments))
        with self.spent.on(f"host {name_of(kernel)}"):
            super().run(kernel, n_blocks, *arguments)

    def show(self, array: Array, rows: Array | None = None) -> None:
        """Make an array, or some rows of it, readable on the host."""
        buffer = self.buffers.find(array)
        if buffer is None or buffer.newest is not Newest.DEVICE or (rows is not None and len(rows) == 0):
            return
        if rows is None:
            self.buffers.fetch(array)
            return
        out = np.zeros(len(rows), dtype=array.dtype)
        self._run_there(copy_rows, len(rows), (np.ascontiguousarray(rows, dtype=np.int64), array, out), writes=False)
        array[rows] = out

    def give(self, array: Array, rows: Array) -> None:
        """Take rows of an array, which the host has changed, up to the device's memory."""
        buffer = self.buffers.find(array)
        if buffer is None or buffer.newest is Newest.HOST or len(rows) == 0:
            return
        changed, newest = array[rows].copy(), buffer.newest
        self._run_there(put_rows, len(rows), (np.ascontiguousarray(rows, dtype=np.int64), changed, array))
        buffer.newest = newest

    def copy_to_host(self, *arrays: Array) -> None:
        """Make arrays readable on the host and let what it writes there count."""
        for array in arrays:
            self.buffers.copy_to_host(array)

    def _run_there(self, kernel: Any, n_blocks: int, arguments: tuple[Any, ...], writes: bool = True) -> None:
        if n_blocks == 0:
            return
        if isinstance(kernel, OnBatches):
            empty = np.zeros(1, dtype=kernel.batch_type(self.slots, 1))
            arguments = (*arguments[:-1], arguments[-1].shared_won(), empty)
        visitors: Visitors = []
        placed = tuple(self._placed(value, visitors) for value in arguments)
        self.launch(kernel, n_blocks, placed)
        with self.spent.on("down", sum(host.nbytes for host, _ in visitors)):
            for host, device in visitors:
                self.memory.copy_home(device, bytes_of(host))
        for array in arrays_in(arguments) if writes else []:
            if (buffer := self.buffers.find(array)) is not None:
                buffer.newest = Newest.DEVICE

    def _placed(self, value: Any, visitors: Visitors) -> Any:
        """A kernel's argument in the device's memory; arrays that are not held go up for this call and come back."""
        if isinstance(value, tuple):
            parts = [self._placed(part, visitors) for part in value]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        if isinstance(value, np.void):
            like = np.array([value], dtype=value.dtype)
            return self.as_record(self._guest(like, visitors), like)
        if not isinstance(value, np.ndarray):
            return value
        if value.nbytes == 0:  # no device takes a kernel's argument of no length; nothing is read from this one
            value = np.zeros((1,) * value.ndim, dtype=value.dtype)
        buffer = self.buffers.find(value)
        there = self._guest(value, visitors) if buffer is None else self.buffers.take_up(buffer)
        return self.as_array(there, value)

    def _guest(self, array: Array, visitors: Visitors) -> Any:
        """The device's bytes of an array that is not held."""
        device = self.memory.allocate(array.nbytes)
        with self.spent.on("up", array.nbytes):
            self.memory.copy_up(bytes_of(array), device)
        visitors.append((array, device))
        return device


def name_of(kernel: Any) -> str:
    """What a kernel is called."""
    return str(kernel.kernel.__name__ if isinstance(kernel, OnBatches) else kernel.__name__)


def arrays_in(value: Any) -> list[Array]:
    """Every array among a kernel's arguments."""
    if isinstance(value, np.ndarray):
        return [value]
    return [array for part in value for array in arrays_in(part)] if isinstance(value, tuple) else []
