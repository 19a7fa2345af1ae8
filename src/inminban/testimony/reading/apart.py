"""Reading files in a separate process, within limits of time and memory.

A file can be made so that reading it takes hours, needs all memory or ends the program. So files are read apart: what
happens there refuses one file and harms nothing else. One process reads many files, since starting it takes a while.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock, Timer
from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.testimony.reading.limits import HAS_LIMITS, OCR_TIMES, ROWS, TEXT, WITH_OCR, Limits
from inminban.testimony.records import Text

ROOT = Path(__file__).resolve().parents[3]
# The folder that holds this package comes last, so that no file in it can stand in for a module of Python.
PROGRAM = """import sys
sys.path.append({root!r})
from inminban.testimony.reading.child import main
main({seconds}, {memory})"""
IN_PARTS = "Save it as plain text, or add it in parts."


class Ending(NamedTuple):
    """Why a file could not be read to its end, and whether a process that has read nothing yet could still read it."""

    what: str
    may_be_tried_again: bool = False


class ReaderProcess:
    """A process that reads one file after another. It starts with the first file, and again after a failure."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def read(self, path: Path, encoding: str | None = None, *, ocr: bool = False) -> Text:
        """Read one file. InputError, with file and remedy, for whatever keeps it from being read."""
        return text_of(self._answer(path, encoding, WITH_OCR if ocr else TEXT), path)

    def rows(self, path: Path, encoding: str | None = None) -> list[list[str]]:
        """Read the rows of a table. InputError for whatever keeps it from being read."""
        rows: list[list[str]] = accepted(self._answer(path, encoding, ROWS), path)["rows"]
        return rows

    def _answer(self, path: Path, encoding: str | None, what: str) -> dict[str, Any]:
        """The answer about a file. A process that read others before and fails is tried again with a fresh one."""
        with self._lock:
            has_read_others = self._process is not None and self._process.poll() is None
            answer = self._ask(path, encoding, what)
            if isinstance(answer, Ending) and answer.may_be_tried_again and has_read_others:
                answer = self._ask(path, encoding, what)
        if isinstance(answer, Ending):
            raise InputError(answer.what, file=path, remedy=IN_PARTS)
        return answer

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, path: Path, encoding: str | None, what: str) -> dict[str, Any] | Ending:
        """What the process answers about a file, or why it does not answer."""
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        wait = self._limits.wait * (OCR_TIMES if what == WITH_OCR else 1)
        timer = Timer(wait, process.kill)
        timer.daemon = True
        began = time.monotonic()
        timer.start()
        try:
            process.stdin.write(json.dumps([os.path.abspath(path), encoding, what]).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        except BaseException:  # Ctrl-C: an answer that comes later must not be taken for that of another file
            self.close()
            raise
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return self._needs_too_much() if answer.get("is_too_large") else answer
        process.communicate()
        self._process = None
        if time.monotonic() - began >= wait:
            return Ending(f"reading it took more than {wait} s")
        return self._ending_of(process.returncode)

    def _ending_of(self, code: int) -> Ending:
        """Why the process ended, from its exit code."""
        if HAS_LIMITS and code == -signal.SIGXCPU:
            return Ending(f"reading it took more than {self._limits.seconds} s of processor time")
        if HAS_LIMITS and code == -signal.SIGKILL:  # by the system, which had no memory left
            return self._needs_too_much()
        if HAS_LIMITS and code == -signal.SIGABRT:  # as a library ends that asked for memory and got none
            return self._needs_too_much()
        return Ending(f"reading it made the reader fail (exit code {code})", True)

    def _needs_too_much(self) -> Ending:
        return Ending(f"reading it needs more than {self._limits.memory // 1_000_000:,} MB of memory", True)

    def _started(self) -> subprocess.Popen[bytes]:
        """The process, started if there is none that still reads."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", PROGRAM.format(root=str(ROOT), **self._limits._asdict())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


def accepted(answer: dict[str, Any], path: Path) -> dict[str, Any]:
    """What the process answered. InputError if it refused the file."""
    if "refused" in answer:
        raise InputError(file=path, **answer["refused"])
    return answer


def text_of(answer: dict[str, Any], path: Path) -> Text:
    """The text that the process read. InputError if it refused the file."""
    found = accepted(answer, path)
    lists = {name: tuple(found[name]) for name in ("paragraphs", "notes", "labels", "by_itself")}
    return Text(stated=found["stated"], file=path, digest=found["digest"], **lists)


READER = ReaderProcess()
"""The process that reads for this program."""

atexit.register(READER.close)


def read_apart(path: Path, encoding: str | None = None, *, ocr: bool = False) -> Text:
    """Read one file as `files.read_text` does, in a separate process with limits of time and memory."""
    return READER.read(Path(path), encoding, ocr=ocr)


def rows_apart(path: Path, encoding: str | None = None) -> list[list[str]]:
    """Read the rows of a table as `spreadsheet.rows_of` does, in a separate process with limits of time and memory."""
    return READER.rows(Path(path), encoding)
