"""Offloading: kernels on a device with separate memory, and copying of arrays between it and the host.

A block owns its rows and its sums, so a device may call `kernel(b, b + 1, ...)` for all blocks at once. The society
stays in the device's memory; what the host reads is downloaded, and what the host has changed is uploaded before the
next kernel that needs it. Classes derived from this one drive the device (`core/device/gpu.py`).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from inminban.core.columns import Array
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.batches import BatchKernel
from inminban.core.device.buffers import DeviceBuffers, Memory, UpToDate, bytes_of
from inminban.core.device.threads import Threads
from inminban.core.device.timings import Timings

LEAST_SLOTS = 16
MOST_TABLES = 2_048  # five megabytes each: so many GPU threads add up a month
Temporary = list[tuple[Array, Any]]  # arrays of the host, each with a copy on the device for one call


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
    """One device, with `count` threads of the host for kernels that do not run there. Use as a context manager.

    `kernels`: those that run on the device; all others run on the host. A block is one neighbourhood unit.
    """

    units_of_block = 1
    tables_at_once = MOST_TABLES
    has_own_memory = True

    def __init__(self, count: int, kernels: Collection[Any], memory: Memory) -> None:
        super().__init__(count)
        self.kernels, self.memory, self.slots = frozenset(kernels), memory, LEAST_SLOTS
        self.timings = Timings()
        self.buffers = DeviceBuffers(memory, self.timings)

    @abstractmethod
    def as_array(self, device: Any, like: Array) -> Any:
        """The device's bytes as an array of the type and shape that a host's array has, for `launch`."""

    @abstractmethod
    def as_record(self, device: Any, like: Array) -> Any:
        """The device's bytes as the record that a host's array of one record holds, for `launch`."""

    @abstractmethod
    def launch(self, kernel: Any, n_blocks: int, on_device: tuple[Any, ...]) -> None:
        """Call a kernel for each block, with arguments in the device's memory, and wait until it is done."""

    def hold_buffers(self, arrays: Sequence[Array], scratch: Sequence[Array], slots: int) -> None:
        """Keep arrays in the device's memory; `scratch` is not uploaded. `slots`: people of the largest household."""
        self.buffers.hold(arrays, scratch)
        self.slots = max(LEAST_SLOTS, 1 << (slots - 1).bit_length())

    def run(self, kernel: Any, n_blocks: int, *arguments: Any) -> None:
        """Call the kernel for every block, on the device if it is one of those that run there."""
        if kernel in self.kernels:
            self._run_on_device(kernel, n_blocks, arguments)
            return
        self.move_to_host(*arrays_in(arguments))
        with self.timings.measure(f"host {name_of(kernel)}"):
            super().run(kernel, n_blocks, *arguments)

    def copy_to_host(self, array: Array, rows: Array | None = None) -> None:
        """Make an array, or some rows of it, readable on the host."""
        buffer = self.buffers.find(array)
        if buffer is None or buffer.up_to_date is not UpToDate.DEVICE or (rows is not None and len(rows) == 0):
            return
        if rows is None:
            self.buffers.copy_to_host(array)
            return
        out = np.zeros(len(rows), dtype=array.dtype)
        wanted = np.ascontiguousarray(rows, dtype=np.int64)
        self._run_on_device(copy_rows, len(rows), (wanted, array, out), writes=False)
        array[rows] = out

    def copy_to_device(self, array: Array, rows: Array) -> None:
        """Copy rows of an array, which the host has changed, to the device's memory."""
        buffer = self.buffers.find(array)
        if buffer is None or buffer.up_to_date is UpToDate.HOST or len(rows) == 0:
            return
        changed, up_to_date = array[rows].copy(), buffer.up_to_date
        self._run_on_device(put_rows, len(rows), (np.ascontiguousarray(rows, dtype=np.int64), changed, array))
        buffer.up_to_date = up_to_date

    def move_to_host(self, *arrays: Array) -> None:
        """Make arrays readable on the host; from now on only the host's copies are valid."""
        for array in arrays:
            self.buffers.move_to_host(array)

    def _run_on_device(self, kernel: Any, n_blocks: int, arguments: tuple[Any, ...], writes: bool = True) -> None:
        if n_blocks == 0:
            return
        if isinstance(kernel, BatchKernel):
            empty = np.zeros(1, dtype=kernel.batch_type(self.slots, 1))
            arguments = (*arguments[:-1], arguments[-1].shared_won(), empty)
        temporary: Temporary = []
        on_device = tuple(self._on_device(value, temporary) for value in arguments)
        self.launch(kernel, n_blocks, on_device)
        with self.timings.measure("download", sum(host.nbytes for host, _ in temporary)):
            for host, device in temporary:
                self.memory.download(device, bytes_of(host))
        for array in arrays_in(arguments) if writes else []:
            if (buffer := self.buffers.find(array)) is not None:
                buffer.up_to_date = UpToDate.DEVICE

    def _on_device(self, value: Any, temporary: Temporary) -> Any:
        """A kernel's argument in the device's memory; an array without a buffer is copied there for this call."""
        if isinstance(value, tuple):
            parts = [self._on_device(part, temporary) for part in value]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        if isinstance(value, np.void):
            like = np.array([value], dtype=value.dtype)
            return self.as_record(self._upload(like, temporary), like)
        if not isinstance(value, np.ndarray):
            return value
        if value.nbytes == 0:  # a device refuses an empty array as an argument; nothing is read from this one
            value = np.zeros((1,) * value.ndim, dtype=value.dtype)
        buffer = self.buffers.find(value)
        device = self._upload(value, temporary) if buffer is None else self.buffers.on_device(buffer)
        return self.as_array(device, value)

    def _upload(self, array: Array, temporary: Temporary) -> Any:
        """A copy on the device, for one call, of an array that has no buffer."""
        device = self.memory.allocate(array.nbytes)
        with self.timings.measure("upload", array.nbytes):
            self.memory.upload(bytes_of(array), device)
        temporary.append((array, device))
        return device


def name_of(kernel: Any) -> str:
    """The name of a kernel."""
    return str(kernel.kernel.__name__ if isinstance(kernel, BatchKernel) else kernel.__name__)


def arrays_in(value: Any) -> list[Array]:
    """Every array among a kernel's arguments."""
    if isinstance(value, np.ndarray):
        return [value]
    return [array for part in value for array in arrays_in(part)] if isinstance(value, tuple) else []
