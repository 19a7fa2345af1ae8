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
from inminban.testimony.reading.limits import OCR_TIMES, ROWS, WITH_OCR, limit_memory, limit_time


def main(seconds: int, memory: int) -> None:
    """Answer until there are no more questions, each within so many seconds of a processor and bytes of memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that asks is told of Ctrl-C too, and ends this one
    limit_memory(memory)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not be taken for an answer
    for line in sys.stdin:
        path, encoding, what = json.loads(line)
        limit_time(seconds * OCR_TIMES if what == WITH_OCR else seconds)
        try:
            answer = json.dumps(answer_to(Path(path), encoding, what))
        except MemoryError:
            print('{"is_too_large": true}', file=answers, flush=True)
            return  # the next file gets a process with all of its memory
        print(answer, file=answers, flush=True)


def answer_to(path: Path, encoding: str | None, what: str) -> dict[str, Any]:
    """The text of a file or the rows of a table, or why it is refused."""
    try:
        if what == ROWS:
            from inminban.testimony.reading.spreadsheet import rows_of

            return {"rows": rows_of(path, encoding)}
        text = read_text(path, encoding, ocr=what == WITH_OCR)
    except InputError as error:
        refused = {"what": error.what, "line": error.line, "key": error.key, "remedy": error.remedy}
        return {"refused": refused}
    wanted = ("paragraphs", "stated", "digest", "notes", "labels", "by_itself")
    return {name: getattr(text, name) for name in wanted}
