"""Device buffers: arrays that stay in a device's memory over weeks, and which copy of each is up to date.

An array is identified by its memory address, so a view of another type finds the same buffer. Bytes are copied
unchanged. This file does not depend on the kind of device.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any, Protocol

import numpy as np

from inminban.core.columns import Array
from inminban.core.device.timings import Timings


class Memory(Protocol):
    """A device's memory, by bytes."""

    def allocate(self, n_bytes: int) -> Any:
        """Memory for so many bytes."""

    def upload(self, host: Array, device: Any) -> None:
        """Copy bytes (uint8) from the host to the device."""

    def download(self, device: Any, host: Array) -> None:
        """Copy bytes (uint8) from the device to the host."""


class UpToDate(Enum):
    """Which copy of an array holds what was written last."""

    HOST = "host"
    BOTH = "both"
    DEVICE = "device"


class DeviceBuffer:
    """The two copies of one array."""

    def __init__(self, host: Array, device: Any, up_to_date: UpToDate) -> None:
        self.host, self.device, self.up_to_date = host, device, up_to_date


def bytes_of(array: Array) -> Array:
    """The memory of a contiguous array as bytes, not copied. Raises ValueError if it is not contiguous."""
    plain = array.view(np.ndarray)
    if not plain.flags.c_contiguous:
        raise ValueError(f"an array of shape {array.shape} is not contiguous in memory")
    return plain.reshape(-1).view(np.uint8)


def address_of(array: Array) -> tuple[int, int]:
    """First address of an array, and its length in bytes."""
    return int(array.__array_interface__["data"][0]), array.nbytes


class DeviceBuffers:
    """The buffers in one device's memory."""

    def __init__(self, memory: Memory, timings: Timings) -> None:
        self.memory, self.timings = memory, timings
        self._held: dict[tuple[int, int], DeviceBuffer] = {}

    def hold(self, arrays: Sequence[Array], scratch: Sequence[Array]) -> None:
        """Keep buffers for exactly these arrays; existing buffers of them stay as they are, all others are freed.

        What the device alone has written to an array whose buffer is freed is lost. `scratch` is not uploaded.
        """
        wanted = [(array, UpToDate.HOST) for array in arrays] + [(array, UpToDate.BOTH) for array in scratch]
        addresses = {address_of(array): (array, up_to_date) for array, up_to_date in wanted if array.nbytes > 0}
        self._held = {address: buffer for address, buffer in self._held.items() if address in addresses}
        for address, (array, up_to_date) in addresses.items():
            if address not in self._held:
                self._held[address] = DeviceBuffer(bytes_of(array), self.memory.allocate(array.nbytes), up_to_date)

    def find(self, array: Array) -> DeviceBuffer | None:
        """The buffer of an array, or None."""
        return self._held.get(address_of(array))

    def copy_to_host(self, array: Array) -> None:
        """Bring the host's copy up to date."""
        buffer = self.find(array)
        if buffer is not None and buffer.up_to_date is UpToDate.DEVICE:
            with self.timings.measure("download", len(buffer.host)):
                self.memory.download(buffer.device, buffer.host)
            buffer.up_to_date = UpToDate.BOTH

    def move_to_host(self, array: Array) -> None:
        """Bring the host's copy up to date, and treat it as the only valid one from now on."""
        self.copy_to_host(array)
        buffer = self.find(array)
        if buffer is not None:
            buffer.up_to_date = UpToDate.HOST

    def on_device(self, buffer: DeviceBuffer) -> Any:
        """The device's copy, brought up to date."""
        if buffer.up_to_date is UpToDate.HOST:
            with self.timings.measure("upload", len(buffer.host)):
                self.memory.upload(buffer.host, buffer.device)
            buffer.up_to_date = UpToDate.BOTH
        return buffer.device
