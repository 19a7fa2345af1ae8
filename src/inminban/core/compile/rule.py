"""The decorators that compile rules and kernels: `@rule`, `@inlined`, `@kernel`, `@lean_kernel`.

A rule is a pure function of whole numbers. `@rule` compiles it for CPU threads; its plain Python text stays
reachable as `.py_func`, and tests run both. Compiled code is kept on disk in a folder named by a hash of the
sources it was compiled from, so changed sources never run stale code.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numba
from numba.core.codegen import get_host_cpu_features

from inminban.core.compile.cache import cache_root
from inminban.core.compile.inlining import EntryPointCompiler, InlinedCompiler, pass_integers_in_64_bits, use_inlined
from inminban.core.compile.ranges import IS_CHECKED

PACKAGE = Path(__file__).resolve().parents[2]
COMPILED_ROOMS = ("core", "rules", "step", "population")
NOT_COMPILED = Path("step", "simulation")  # Python; the few kernels there call compiled rooms only
KEPT_CACHES = 4
MARK = "weeks-compiled"  # a file that says that the long kernels are in the cache
LEAST_FREE = 100_000_000  # bytes of disk for compiled code, of which there are some forty million


def sources_hash() -> str:
    """SHA-256 (first 16 hexadecimal digits) of every source file a compiled rule can come from."""
    digest = hashlib.sha256(f"{numba.__version__}".encode())
    for room in COMPILED_ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            if path.is_relative_to(PACKAGE / NOT_COMPILED):
                continue
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Where compiled code of exactly these sources is kept."""
    return cache_root() / "compiled" / (sources_hash() + ("-checked" if IS_CHECKED else ""))


def use_cache_folder() -> Path:
    """Point Numba at the folder for these sources and drop the oldest others; returns the folder.

    Raises OSError where it cannot be written; rules are then compiled again in each process.
    """
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    if not (folder / MARK).exists() and shutil.disk_usage(folder).free < LEAST_FREE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
    with suppress(OSError):  # another process may be doing the same
        others = [path for path in folder.parent.iterdir() if path != folder]
        others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for old in others[KEPT_CACHES - 1 :]:
            shutil.rmtree(old, ignore_errors=True)
    numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
    return folder


def use_wide_registers() -> None:
    """Let loops use registers of 512 bits where the processor has them; by default the compiler uses 256 bits.

    Loops over random draws and belief then take a quarter less time (measured).
    """
    if numba.config.CPU_FEATURES is not None:  # type: ignore[attr-defined]
        return
    features = str(get_host_cpu_features())  # type: ignore[no-untyped-call]
    if "+avx512f" in features.split(","):
        numba.config.CPU_FEATURES = f"{features},-prefer-256-bit"  # type: ignore[attr-defined]


CACHE: Path | None = None
WHY_NOT_KEPT = ""  # why compiled rules are not kept, for a message
try:
    CACHE = use_cache_folder()
except OSError as fault:
    WHY_NOT_KEPT = (
        f"Compiled rules cannot be kept in {cache_folder()} ({fault.strerror}). Each command compiles them again, "
        "which takes a minute or two. To keep them, set INMINBAN_CACHE to a folder that can be written."
    )
use_wide_registers()
_compile: Any = numba.njit  # its type stubs leave out the options for wrappers


def _compiled(function: Callable[..., Any], **options: Any) -> Any:
    """A function that Python calls, compiled; in checked mode with tests, which allocate memory for their messages."""
    if IS_CHECKED:
        options |= {"_nrt": True, "boundscheck": True}
    return _compile(
        cache=CACHE is not None,
        error_model="numpy",
        no_cfunc_wrapper=True,
        pipeline_class=EntryPointCompiler,
        **options,
    )(function)


def _inlined(function: Callable[..., Any], **options: Any) -> Any:
    """A function that only compiled functions call; it is kept on disk as a part of its callers."""
    if IS_CHECKED:
        options = {"_nrt": True, "boundscheck": True}
    made = _compile(
        error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, pipeline_class=InlinedCompiler, **options
    )(function)
    if hasattr(made, "get_call_template"):
        pass_integers_in_64_bits(made)
    return made


def rule(function: Callable[..., Any]) -> Any:
    """Compile a rule of whole numbers. No floating point, no globals that change, no arrays made inside."""
    entry_point, inner = _compiled(function), _inlined(function)
    if hasattr(inner, "get_call_template"):
        use_inlined(entry_point, inner)
    return entry_point


def inlined(function: Callable[..., Any]) -> Any:
    """Compile a part of a rule or kernel: a separate function for the reader, inlined into its caller for speed."""
    return _inlined(function, forceinline=True, _nrt=False)


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a loop over a range of blocks; it lets other threads run meanwhile (see `core/device/threads.py`)."""
    return _compiled(function, nogil=True)


def lean_kernel(function: Callable[..., Any]) -> Any:
    """A kernel that makes no arrays, and so need not count references to its arguments.

    Counting took two fifths of the time of a household's day, more on two threads, which share the counters (measured).
    """
    return _compiled(function, nogil=True, _nrt=False)
