"""Inlining: a rule that only compiled code calls is compiled into its callers, not by itself.

Numba compiles every function as if Python might call it: it optimizes it, makes machine code of it, and writes a
wrapper that takes Python's objects apart; then it does all of that again for each function that calls it. Of some 600
functions a run calls 50 from Python, the entry points. The others are only typed and translated, then inlined into
their callers and optimized there once. That halves the time of compiling, and the code that runs is the same (measured;
see `docs/performance.md`).

A whole number narrower than 64 bits is passed to a rule in 64 bits, so that a rule is compiled once and not again for
every width of column it is called with.
"""

from __future__ import annotations

import gc
from typing import Any

from numba import _dynfunc  # type: ignore[attr-defined]
from numba.core import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.lowering import Lower
from numba.core.typed_passes import BaseNativeLowering, NativeLowering

from inminban.core.compile.ranges import IS_CHECKED


def lowering() -> type[Lower]:
    """The class that translates a typed function to LLVM: Numba's, or in checked mode the one that adds tests."""
    if IS_CHECKED:
        from inminban.core.compile.checked_mode import Writing

        return Writing
    return Lower


class InlinedLibrary(JITCodeLibrary):
    """The LLVM code of a function and of all it calls, to be linked into its callers."""

    def finalize(self) -> None:
        """Gather the code; the callers optimize it and make machine code of it."""
        for library in dict.fromkeys(self._linking_libraries):
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class EntryPointLowering(BaseNativeLowering):
    """Translates an entry point: a function that Python calls."""

    _name = "entry_point_lowering"

    @property
    def lowering_class(self) -> type[Lower]:
        """The class that does it."""
        return lowering()


@register_pass(mutates_CFG=True, analysis_only=False)
class InlinedLowering(BaseNativeLowering):
    """Translates a function that only compiled functions call."""

    _name = "inlined_lowering"

    @property
    def lowering_class(self) -> type[Lower]:
        """The class that does it."""
        return lowering()

    def run_pass(self, state: Any) -> bool:
        """Translate, and register it for its callers; Python cannot call it."""
        state.library = InlinedLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        fndesc, env = state.cr.fndesc, state.cr.env
        name = _dynfunc.make_function(fndesc.lookup_module(), fndesc.qualname, "", 0, env, (state.library,))
        state.targetctx.insert_user_function(name, fndesc, [state.library])
        state.cr = state.cr._replace(cfunc=name)
        return True


def _passes(state: Any, ours: type[BaseNativeLowering]) -> list[PassManager]:
    """Numba's usual passes with the lowering replaced."""
    usual = DefaultPassBuilder.define_nopython_pipeline(state)
    passes = PassManager(ours._name)
    passes.passes.extend((ours if one is NativeLowering else one, why) for one, why in usual.passes)
    passes.finalize()
    return [passes]


class Compiler(CompilerBase):
    """Compiles with Python's garbage collector off: it would search a million objects and free none."""

    def compile_extra(self, func: Any) -> Any:
        """Compile a function, and what it calls."""
        was_collecting = gc.isenabled()
        gc.disable()
        try:
            return super().compile_extra(func)
        finally:
            if was_collecting:
                gc.enable()


class EntryPointCompiler(Compiler):
    """Compiles entry points: what Python calls."""

    def define_pipelines(self) -> list[PassManager]:
        """Numba's passes in order."""
        return _passes(self.state, EntryPointLowering)


class InlinedCompiler(Compiler):
    """Compiles what only compiled functions call."""

    def define_pipelines(self) -> list[PassManager]:
        """Numba's passes in order."""
        return _passes(self.state, InlinedLowering)


def in_64_bits(kind: Any) -> Any:
    """The type in which an argument is passed: whole numbers in 64 bits, everything else as it is."""
    is_narrow = isinstance(kind, types.Integer) and types.unliteral(kind) != types.uint64
    return types.int64 if is_narrow else kind


def pass_integers_in_64_bits(inlined: Any) -> None:
    """Let compiled code pass whole numbers to an inlined function in 64 bits."""
    original = inlined.get_call_template

    def template(arguments: Any, named: Any) -> Any:
        _, folded = inlined.fold_argument_types(arguments, named)
        return original(tuple(in_64_bits(kind) for kind in folded), {})

    inlined.get_call_template = template


def use_inlined(entry_point: Any, inlined: Any) -> None:
    """Let compiled callers of `entry_point` use `inlined` in its place: the same function, made to be inlined."""
    entry_point.get_call_template, entry_point.get_overload = inlined.get_call_template, inlined.get_overload
