"""Arrays that live in a device's memory over weeks, and where each of them is newest.

An array is known by the memory it lies in, so a view of other type finds the same resident. Transfers are of plain
bytes. Nothing here knows which device it is.
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
        """Room for so many bytes."""

    def copy_up(self, host: Array, device: Any) -> None:
        """Copy bytes from the host (uint8)."""

    def copy_home(self, device: Any, host: Array) -> None:
        """Copy bytes to the host (uint8)."""


class Newest(Enum):
    """Where the latest words of an array stand."""

    HOST = "host"
    BOTH = "both"
    DEVICE = "device"


class DeviceBuffer:
    """One array's memory here and there."""

    def __init__(self, host: Array, device: Any, newest: Newest) -> None:
        self.host, self.device, self.newest = host, device, newest


def bytes_of(array: Array) -> Array:
    """The memory of a contiguous array as bytes, not copied. Raises ValueError if it does not lie in one piece."""
    plain = array.view(np.ndarray)
    if not plain.flags.c_contiguous:
        raise ValueError(f"an array of shape {array.shape} does not lie in one piece of memory")
    return plain.reshape(-1).view(np.uint8)


def place_of(array: Array) -> tuple[int, int]:
    """Where an array lies: first address and length in bytes."""
    return int(array.__array_interface__["data"][0]), array.nbytes


class DeviceBuffers:
    """The arrays held in one device's memory."""

    def __init__(self, memory: Memory, spent: Timings) -> None:
        self.memory, self.spent = memory, spent
        self._held: dict[tuple[int, int], DeviceBuffer] = {}

    def hold(self, arrays: Sequence[Array], scratch: Sequence[Array]) -> None:
        """Keep room for exactly these arrays; what is held already stays as it is, all else is given up.

        What the device alone has written to an array that is given up is lost. Of `scratch` nothing goes up at first.
        """
        wanted = [(array, Newest.HOST) for array in arrays] + [(array, Newest.BOTH) for array in scratch]
        places = {place_of(array): (array, newest) for array, newest in wanted if array.nbytes > 0}
        self._held = {place: buffer for place, buffer in self._held.items() if place in places}
        for place, (array, newest) in places.items():
            if place not in self._held:
                self._held[place] = DeviceBuffer(bytes_of(array), self.memory.allocate(array.nbytes), newest)

    def find(self, array: Array) -> DeviceBuffer | None:
        """The resident that lies where an array does, or None."""
        return self._held.get(place_of(array))

    def fetch(self, array: Array) -> None:
        """Make the host's words of an array the latest there are."""
        buffer = self.find(array)
        if buffer is not None and buffer.newest is Newest.DEVICE:
            with self.spent.on("down", len(buffer.host)):
                self.memory.copy_home(buffer.device, buffer.host)
            buffer.newest = Newest.BOTH

    def copy_to_host(self, array: Array) -> None:
        """The same, and let the host's words count from now on."""
        self.fetch(array)
        buffer = self.find(array)
        if buffer is not None:
            buffer.newest = Newest.HOST

    def take_up(self, buffer: DeviceBuffer) -> Any:
        """The device's bytes of an array, made the latest there are."""
        if buffer.newest is Newest.HOST:
            with self.spent.on("up", len(buffer.host)):
                self.memory.copy_up(buffer.host, buffer.device)
            buffer.newest = Newest.BOTH
        return buffer.device
