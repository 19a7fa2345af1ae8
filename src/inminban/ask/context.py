"""The question asked last, kept in a small file of the user's, so that `ask --follow` can go on from it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from platformdirs import user_state_path

from inminban.ask.request import Request, read_request
from inminban.errors import InputError

FILE_NAME = "last-question.json"


def context_path() -> Path:
    """Where the last question is kept: in the folder of the user's for the state of programs."""
    return user_state_path("inminban", appauthor=False) / FILE_NAME


def remember(request: Request, path: Path | None = None) -> None:
    """Keep a request for the next question. A folder that cannot be written to is no reason to fail."""
    where = path or context_path()
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=where.parent, delete=False, encoding="utf-8") as file:
            file.write(request.as_json())
        os.replace(file.name, where)
    except OSError:
        return


def recall(path: Path | None = None) -> Request:
    """The request kept last. InputError if there is none, or one that this version cannot read."""
    where = path or context_path()
    remedy = "Ask without --follow first."
    try:
        return read_request(where.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("there is no question to follow", file=where, remedy=remedy) from error
    except InputError as error:
        raise InputError(f"the last question cannot be read: {error.what}", file=where, remedy=remedy) from error
