"""Errors that a user can meet; each names the place and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path


class InminbanError(Exception):
    """Base of all errors that are meant for the user; the command line prints them without a traceback."""


class ForTheUser(InminbanError):
    """An error that the user can mend. A notebook shows its message alone; an error of ours keeps its traceback."""

    def _render_traceback_(self) -> list[str]:
        """The lines that IPython shows."""
        return [f"{type(self).__name__}: {self}"]


class InputError(ForTheUser):
    """A file or an argument is not as it must be.

    `what` says what is wrong, `file`, `line` and `key` say where (each only if known), `remedy` says what to do.
    """

    def __init__(
        self,
        what: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        key: str | None = None,
        remedy: str,
    ) -> None:
        self.what, self.file, self.line, self.key, self.remedy = what, file, line, key, remedy
        place = ", ".join(
            part
            for part in (
                str(file) if file is not None else "",
                f"line {line}" if line is not None else "",
                f"key {key}" if key else "",
            )
            if part
        )
        super().__init__(f"{place + ': ' if place else ''}{what}. {remedy}")

    def __reduce__(self) -> tuple[Callable[[], InputError], tuple[()]]:
        """How it is sent from a worker's process to the command's."""
        again = partial(type(self), self.what, file=self.file, line=self.line, key=self.key, remedy=self.remedy)
        return again, ()


class RunFolderError(ForTheUser):
    """A run folder cannot be written or read."""


class CheckpointError(ForTheUser):
    """A checkpoint is damaged, belongs to another run, or is not a checkpoint."""


class RunStopped(ForTheUser):
    """A run that writes checkpoints was stopped by Ctrl-C; it can be resumed where it stopped."""


class LedgerError(InminbanError):
    """Money, food, foreign money or minutes do not add up: a defect of the program, never of the input."""


class RangeError(InminbanError, OverflowError):
    """In a checked run a number does not fit where it is written: a defect of the program, never of the input.

    `place` says where and what fits there, `value` is the number.
    """

    def __init__(self, place: str, value: int) -> None:
        self.place, self.value = place, value
        super().__init__(place, value)

    def __str__(self) -> str:
        return (
            f"{self.place} {self.value:,}. This is a defect of the program: "
            "the rule must keep within the range, or the column must be wider. Please report it."
        )
