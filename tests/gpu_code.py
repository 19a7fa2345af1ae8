"""The code that is made for a GPU, run on this machine's processor: no GPU is needed to see what it does.

numba-cuda turns the text of a rule into LLVM's language with rules of its own for records, divisions and shifts; from
there NVIDIA's compiler goes on to the GPU. Here that language is compiled for the processor instead. What is left
untested is what only a GPU has: NVIDIA's compiler, the driver, and many threads at once.

NVIDIA's compiler wants LLVM's language of old, with types of pointers, and the processor's compiler that of today,
without. A process that uses both, one of its own, begins with the first and goes over to the second once
(`use_todays_pointers`): what numba-cuda made of a kernel is then written out a second time instead of made again.
"""

from __future__ import annotations

import ctypes
import gc
import re
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import llvmlite.binding as llvm
import numpy as np
from llvmlite.ir import types as llvm_types
from numba import types

from inminban.core.columns import Array, as_records
from inminban.core.device import gpu
from inminban.core.device.batches import BatchKernel
from inminban.core.device.offloading import Device, name_of

compiler: Any = import_module("numba.cuda.compiler")  # its types are not declared
dispatcher: Any = import_module("numba.cuda.dispatcher")
typeof: Any = import_module("numba").typeof

COMPUTE_CAPABILITY = (9, 0)  # an H100 or H200
PLACES = ("tid", "ntid", "ctaid", "nctaid")  # where in the grid a thread is: read from registers that only a GPU has
N_THREADS = 3
KEPT_TEXTS = ("_StrCaching__cached_str", "_StringReferenceCaching__cached_refstr")  # where llvmlite keeps what it wrote


class NoDevice:
    """Stands for the GPU that called rules are compiled for."""

    compute_capability = COMPUTE_CAPABILITY


def gpu_code_of(gpu_kernel: Any, signature: Any) -> Any:
    """What numba-cuda makes of a kernel: the library that it would hand on to NVIDIA's compiler."""
    dispatcher.get_current_device = NoDevice
    library, _ = compiler._compile_pyfunc_with_fixup(
        gpu_kernel, signature, debug=False, lineinfo=False, opt=True, fastmath=False, cc=COMPUTE_CAPABILITY,
        device=False, abi="numba", abi_info=None, forceinline=False, launch_bounds=None, lto=False,
    )  # fmt: skip
    return library


def texts_of(library: Any) -> list[str]:
    """LLVM's language of a kernel and of each function it calls. numba-cuda lists a function again for each caller."""
    return [str(module) for module in dict.fromkeys(library.modules)]


def use_todays_pointers() -> None:
    """Write LLVM's language without types of pointers from here on, also of what numba-cuda made before."""
    if not llvm_types.ir_layer_typed_pointers_enabled:
        return
    llvm_types.ir_layer_typed_pointers_enabled = False
    for one in gc.get_objects():
        if str(type(one).__module__).startswith("llvmlite.ir"):
            for name in KEPT_TEXTS:
                vars(one).pop(name, None)


def for_processor(text: str) -> str:
    """LLVM's language for a GPU with the processor's name in it, and the GPU's registers as variables."""
    lines = (line for line in text.splitlines() if not line.startswith(("target ", "!nvvm", '@"llvm.used"')))
    return re.sub(r"llvm\.nvvm\.read\.ptx\.sreg\.(\w+)\.x", r"place_\1", "\n".join(lines))


def places() -> str:
    """The variables and what reads them."""
    return "\n".join(
        f"@the_{name} = global i32 0\n"
        f"define i32 @place_{name}() {{\n %now = load i32, ptr @the_{name}\n ret i32 %now\n}}"
        for name in PLACES
    )


class Compiled:
    """A kernel as a function of this processor."""

    def __init__(self, library: Any, speed: int = 1) -> None:
        assert not llvm_types.ir_layer_typed_pointers_enabled, "use_todays_pointers comes first"
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        module = llvm.parse_assembly(places())
        for text in texts_of(library):
            module.link_in(llvm.parse_assembly(for_processor(text)))
        machine = llvm.Target.from_default_triple().create_target_machine(opt=speed)
        if speed:
            options = llvm.create_pipeline_tuning_options(speed_level=speed)
            builder = llvm.create_pass_builder(machine, options)
            builder.getModulePassManager().run(module, builder)
        self.engine = llvm.create_mcjit_compiler(module, machine)
        self.engine.finalize_object()
        self.address = self.engine.get_function_address(library._entry_name)

    def set_place(self, **numbers: int) -> None:
        """Say which thread of how many the next call is."""
        for name, number in numbers.items():
            ctypes.c_int32.from_address(self.engine.get_global_value_address(f"the_{name}")).value = number

    def __call__(self, *on_device: Any) -> None:
        words = [word for value in on_device for word in words_of(value)]
        function = ctypes.CFUNCTYPE(None, *[ctypes.c_int64] * len(words))(self.address)
        function(*words)


def words_of(value: Any) -> list[int]:
    """A kernel's argument as the GPU's driver is handed it: 64-bit words."""
    if isinstance(value, tuple):
        return [word for part in value for word in words_of(part)]
    if isinstance(value, np.ndarray):
        return [0, 0, value.size, value.itemsize, value.ctypes.data, *value.shape, *value.strides]
    if isinstance(value, np.void):
        return [int(value.__array_interface__["data"][0])]
    return [int(value)]


class HostMemory:
    """A memory apart from the society's, on the same machine."""

    def allocate(self, n_bytes: int) -> Any:
        """Room for so many bytes."""
        return np.full(n_bytes, 0xA5, dtype=np.uint8)

    def upload(self, host: Array, device: Any) -> None:
        """Copy bytes there."""
        device[:] = host

    def download(self, device: Any, host: Array) -> None:
        """Copy bytes back."""
        host[:] = device


class GpuCode(Device):
    """A device that runs the GPU's code on the processor, for three threads one after another."""

    name = "gpu code"

    def __init__(self, count: int, kernels: Any, known: Mapping[Any, Any] = MappingProxyType({})) -> None:
        super().__init__(count, kernels, HostMemory())
        self.libraries = dict(known)  # what numba-cuda made of kernels
        self.gpu_kernels: dict[Any, Any] = {}

    def as_array(self, device: Any, like: Array) -> Any:
        return device.view(like.dtype).reshape(like.shape)

    def as_record(self, device: Any, like: Array) -> Any:
        return device.view(like.dtype)[0]

    def kernel_for(self, kernel: Any) -> Any:
        """The kernel that a GPU would run."""
        return (
            gpu.gpu_kernel_on_batches(kernel, self.slots)
            if isinstance(kernel, BatchKernel)
            else gpu.gpu_kernel_of(kernel)
        )

    def library_of(self, kernel: Any, key: Any) -> Any:
        """What numba-cuda makes of a kernel for arguments of these types, made once."""
        if key not in self.libraries:
            self.libraries[key] = gpu_code_of(self.kernel_for(kernel), types.void(types.int64, key[-1]))
        return self.libraries[key]

    def launch(self, kernel: Any, n_blocks: int, on_device: tuple[Any, ...]) -> None:
        key = (name_of(kernel), self.slots, typeof(on_device))
        if key not in self.gpu_kernels:
            self.gpu_kernels[key] = Compiled(self.library_of(kernel, key))
        self.gpu_kernels[key].set_place(ntid=N_THREADS, nctaid=1, ctaid=0)
        for thread in range(N_THREADS):
            self.gpu_kernels[key].set_place(tid=thread)
            self.gpu_kernels[key](n_blocks, on_device)


class ForNvidia(GpuCode):
    """Hands every kernel to NVIDIA's compiler and keeps what it makes (PTX); the host does the work meanwhile."""

    def launch(self, kernel: Any, n_blocks: int, on_device: tuple[Any, ...]) -> None:
        key = (name_of(kernel), self.slots, typeof(on_device))
        if key not in self.gpu_kernels:
            library = self.library_of(kernel, key)
            library._llvm_strs = texts_of(library)
            self.gpu_kernels[key] = "\n".join(library.get_asm_strs(cc=COMPUTE_CAPABILITY))
        if isinstance(kernel, BatchKernel):
            batch = as_records(np.zeros(1, dtype=kernel.batch_type()))[0]
            kernel.kernel(0, n_blocks, *on_device[:-1], batch)
        else:
            kernel(0, n_blocks, *on_device)
