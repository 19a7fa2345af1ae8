"""A GPU through numba-cuda: the same kernels as on threads, compiled from the same text, one block to a GPU thread.

Only this file and `numba_cuda_types` use CUDA, and neither is imported unless a GPU is asked for (decision
0014). With NUMBA_ENABLE_CUDASIM=1 Numba simulates a GPU on the processor, for tests: slowly, with the processor's code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module
from typing import Any

import numpy as np
from numba import config

from inminban.core.columns import Array
from inminban.core.device.batches import BatchKernel
from inminban.core.device.offloading import Device, name_of

cuda: Any = import_module("numba.cuda")  # its types are not declared
IS_SIMULATED = bool(config.ENABLE_CUDASIM)  # type: ignore[attr-defined]
if not IS_SIMULATED:
    import_module("inminban.core.device.numba_cuda_types")  # registers what the compiler lacks
    config.CUDA_LOW_OCCUPANCY_WARNINGS = 0  # type: ignore[attr-defined]  # a small society need not fill a GPU

THREADS_OF_WARP = 32  # a group is one warp: it is done when its last unit is, and no other waits for it
WARPS_ON_BATCHES, WARPS = 12, 32  # warps on one multiprocessor: as its registers allow, at 168 a thread; at 64
SIMULATED_GROUPS, SIMULATED_THREADS = 3, 1  # one after another: the processor's additions are not atomic
ENDLESS = 2**62  # bytes: memory of the simulator


def gpu_kernel_of(kernel: Any) -> Callable[..., None]:
    """What one GPU thread does: its share of the blocks, one after another."""

    def gpu_kernel(n_blocks: int, arguments: Any) -> None:
        for block in range(cuda.grid(1), n_blocks, cuda.gridsize(1)):
            kernel(block, block + 1, *arguments)

    return gpu_kernel


def gpu_kernel_on_batches(on_batches: BatchKernel, slots: int) -> Callable[..., None]:
    """The same with a batch in each thread's local memory, where equal fields of a warp's threads are adjacent.

    A batch has room for one household, so that it fits into the first-level cache. Local memory is not cleared, so an
    empty batch is copied there; it is the last argument.
    """
    kernel, batch_type = on_batches.kernel, on_batches.batch_type(slots, 1)

    def gpu_kernel(n_blocks: int, arguments: Any) -> None:
        batches = cuda.local.array(1, batch_type)
        batches[0] = arguments[-1][0]
        for block in range(cuda.grid(1), n_blocks, cuda.gridsize(1)):
            kernel(block, block + 1, *arguments[:-1], batches[0])

    return gpu_kernel


class CudaMemory:
    """The memory of the GPU in use."""

    def allocate(self, n_bytes: int) -> Any:
        """Room for so many bytes."""
        return cuda.device_array(n_bytes, dtype=np.uint8)

    def upload(self, host: Array, device: Any) -> None:
        """Copy bytes from the host to the GPU."""
        device.copy_to_device(host)

    def download(self, device: Any, host: Array) -> None:
        """Copy bytes from the GPU to the host."""
        device.copy_to_host(host)


class CudaDevice(Device):
    """The GPU that CUDA names first."""

    name = "cuda"

    def __init__(self, count: int, kernels: Collection[Any]) -> None:
        super().__init__(count, kernels, CudaMemory())
        self._kernels: dict[Any, Any] = {}

    def free_bytes(self) -> int:
        """Free memory of the GPU."""
        return int(min(cuda.current_context().get_memory_info().free, ENDLESS))

    def n_processors(self) -> int:
        """Multiprocessors of the GPU."""
        return 1 if IS_SIMULATED else int(cuda.get_current_device().MULTIPROCESSOR_COUNT)

    def as_array(self, device: Any, like: Array) -> Any:
        """Bytes on the GPU as an array that a kernel takes."""
        seen = device.view(like.dtype)
        if like.ndim > 1:
            seen = seen.reshape(*like.shape)
        return seen._ary if IS_SIMULATED else seen

    def as_record(self, device: Any, like: Array) -> Any:
        """Bytes on the GPU as a record that a kernel takes."""
        return self.as_array(device, like)[0]

    def launch(self, kernel: Any, n_blocks: int, on_device: tuple[Any, ...]) -> None:
        """Run a kernel on the GPU; the time of compiling it is measured separately."""
        gpu_kernel = self._compiled(kernel, on_device)
        with self.timings.measure(f"gpu {name_of(kernel)}"):
            gpu_kernel[self._grid(n_blocks, isinstance(kernel, BatchKernel))](n_blocks, on_device)
            cuda.synchronize()

    def _grid(self, n_blocks: int, is_on_batches: bool) -> tuple[int, int]:
        """Warps, and threads of a warp: no more than can run at once."""
        group = SIMULATED_THREADS if IS_SIMULATED else THREADS_OF_WARP
        most = self.n_processors() * (WARPS_ON_BATCHES if is_on_batches else WARPS)
        if IS_SIMULATED:
            most = SIMULATED_GROUPS
        return min(-(-n_blocks // group), most), group

    def _compiled(self, kernel: Any, on_device: tuple[Any, ...]) -> Any:
        """A kernel for the GPU, compiled for these arguments when first asked for, by a call without blocks."""
        key = (kernel, self.slots if isinstance(kernel, BatchKernel) else 0)
        if key not in self._kernels:
            on_batches = isinstance(kernel, BatchKernel)
            made = gpu_kernel_on_batches(kernel, self.slots) if on_batches else gpu_kernel_of(kernel)
            self._kernels[key] = cuda.jit(made)
            with self.timings.measure("compile"):
                self._kernels[key][1, 1](0, on_device)
                cuda.synchronize()
        return self._kernels[key]
