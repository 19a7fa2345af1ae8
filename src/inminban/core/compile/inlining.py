"""Compiling fast: a rule that only other compiled code calls gets no machine code of its own.

Numba compiles every function as if Python might call it: it optimizes it, makes machine code of it, and writes a
wrapper that takes Python's objects apart; then it does all of that again for each function that calls it. Of some 600
functions a run calls 50 from Python. So the others stop half way: typed and translated, inlined into their callers,
optimized there once. That takes half the time of compiling off, and the code that runs is the same (measured; see
`docs/performance.md`).

A whole number narrower than 64 bits is handed to a rule as one of 64, so that a rule is compiled once and not again
for every width of column it is called with.
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
    """What translates a function: Numba's, or in checked mode the one that tests what is written."""
    if IS_CHECKED:
        from inminban.core.compile.checked_mode import Writing

        return Writing
    return Lower


class InlinedLibrary(JITCodeLibrary):
    """The translated text of a function and of all it calls, to be linked into what calls it."""

    def finalize(self) -> None:
        """Gather the text; leave it to the caller to make it fast and run it."""
        for library in dict.fromkeys(self._linking_libraries):
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class WholeLowering(BaseNativeLowering):
    """Translates a function that Python calls."""

    _name = "whole_lowering"

    @property
    def lowering_class(self) -> type[Lower]:
        """What does it."""
        return lowering()


@register_pass(mutates_CFG=True, analysis_only=False)
class InlinedLowering(BaseNativeLowering):
    """Translates a function that only compiled functions call."""

    _name = "melted_lowering"

    @property
    def lowering_class(self) -> type[Lower]:
        """What does it."""
        return lowering()

    def run_pass(self, state: Any) -> bool:
        """Translate, and make it known to callers under a name that nobody can call."""
        state.library = InlinedLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        fndesc, env = state.cr.fndesc, state.cr.env
        name = _dynfunc.make_function(fndesc.lookup_module(), fndesc.qualname, "", 0, env, (state.library,))
        state.targetctx.insert_user_function(name, fndesc, [state.library])
        state.cr = state.cr._replace(cfunc=name)
        return True


def _steps(state: Any, ours: type[BaseNativeLowering]) -> list[PassManager]:
    """Numba's usual steps with one exchanged."""
    usual = DefaultPassBuilder.define_nopython_pipeline(state)
    steps = PassManager(ours._name)
    steps.passes.extend((ours if one is NativeLowering else one, why) for one, why in usual.passes)
    steps.finalize()
    return [steps]


class Compiler(CompilerBase):
    """Compiles with the collector of Python's garbage at rest: it goes over a compiler's million objects in vain."""

    def compile_extra(self, func: Any) -> Any:
        """Compile a function, and what it calls."""
        was_collecting = gc.isenabled()
        gc.disable()
        try:
            return super().compile_extra(func)
        finally:
            if was_collecting:
                gc.enable()


class WholeCompiler(Compiler):
    """Compiles what Python calls."""

    def define_pipelines(self) -> list[PassManager]:
        """The steps in order."""
        return _steps(self.state, WholeLowering)


class InlinedCompiler(Compiler):
    """Compiles what only compiled functions call."""

    def define_pipelines(self) -> list[PassManager]:
        """The steps in order."""
        return _steps(self.state, InlinedLowering)


def widened(kind: Any) -> Any:
    """The type in which an argument is handed on: whole numbers in 64 bits, everything else as it is."""
    is_narrow = isinstance(kind, types.Integer) and types.unliteral(kind) != types.uint64
    return types.int64 if is_narrow else kind


def widen_arguments(inner: Any) -> None:
    """Let compiled code hand whole numbers to `inner` in 64 bits."""
    as_before = inner.get_call_template

    def template(arguments: Any, named: Any) -> Any:
        _, folded = inner.fold_argument_types(arguments, named)
        return as_before(tuple(widened(kind) for kind in folded), {})

    inner.get_call_template = template


def hand_over(outer: Any, inner: Any) -> None:
    """Let compiled code that calls `outer` be given `inner`: the same function, made to be inlined in."""
    outer.get_call_template, outer.get_overload = inner.get_call_template, inner.get_overload
