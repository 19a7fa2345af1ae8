"""Stopping a run with Ctrl-C or SIGTERM: only ever between two steps, so that nothing written is lost."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self


class Stopping:
    """Whether a run was asked to stop. While the block runs, SIGINT and SIGTERM ask for it instead of breaking in.

    The run looks at `is_asked` where it can stop; further signals change nothing. Of blocks inside one another the
    innermost hears the signals, and those that an outer one has heard before. Inside `at_once`, where nothing can
    be lost yet, the first signal raises KeyboardInterrupt. A program that handles SIGTERM itself keeps its handler.
    Outside the main thread no signal arrives, and nothing is done. `also` is called with every signal.
    """

    def __init__(self, also: Callable[[int], object] = lambda number: None) -> None:
        self.also = also
        self.is_asked = False
        self.is_at_once = False
        self.before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self.before[signal.SIGINT] = signal.signal(signal.SIGINT, self.ask)
            outer = outer_block(self.before[signal.SIGINT])
            if outer is not None or signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
                self.before[signal.SIGTERM] = signal.signal(signal.SIGTERM, self.ask)
            self.is_asked |= outer is not None and outer.is_asked
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def ask(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        is_first, self.is_asked = not self.is_asked, True
        self.also(number)
        if is_first and self.is_at_once:
            raise KeyboardInterrupt

    def raise_if_asked(self) -> None:
        """Raise KeyboardInterrupt if a signal came before."""
        if self.is_asked:
            raise KeyboardInterrupt

    def at_once(self) -> AtOnce:
        """A block that the first signal leaves with KeyboardInterrupt, as does one that came before the block."""
        return AtOnce(self)


def outer_block(handler: object) -> Stopping | None:
    """The block a handler of signals belongs to, if it is one's."""
    owner = getattr(handler, "__self__", None)
    return owner if isinstance(owner, Stopping) else None


class AtOnce:
    """The block of `Stopping.at_once`."""

    def __init__(self, stopping: Stopping) -> None:
        self.stopping = stopping

    def __enter__(self) -> None:
        self.stopping.is_at_once = True  # first: a signal after this line raises by itself
        self.stopping.raise_if_asked()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.is_at_once = False
