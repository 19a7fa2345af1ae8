"""The process that reads files for `apart.py`: a path comes in on each line, the text goes out on one line of JSON."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from inminban.errors import InputError
from inminban.testimony.reading.files import read_text
from inminban.testimony.reading.limits import limit_memory, limit_time


def main(seconds: int, memory: int) -> None:
    """Answer until there are no more questions, each within so many seconds of a processor and bytes of memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that asks is told of Ctrl-C too, and ends this one
    limit_memory(memory)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not be taken for an answer
    for line in sys.stdin:
        path, encoding = json.loads(line)
        limit_time(seconds)
        try:
            answer = json.dumps(answer_to(Path(path), encoding))
        except MemoryError:
            print('{"is_too_large": true}', file=answers, flush=True)
            return  # the next file gets a process with all of its memory
        print(answer, file=answers, flush=True)


def answer_to(path: Path, encoding: str | None) -> dict[str, Any]:
    """The text of a file, or why it is refused."""
    try:
        text = read_text(path, encoding)
    except InputError as error:
        refused = {"what": error.what, "line": error.line, "key": error.key, "remedy": error.remedy}
        return {"refused": refused}
    wanted = ("paragraphs", "stated", "digest", "notes", "labels")
    return {name: getattr(text, name) for name in wanted}
