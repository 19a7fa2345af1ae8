"""The editors of a column: their names and the hashes of their passwords (Argon2id), in a file beside the library.

Only the owner of the file may read it. A password is never kept, printed or logged.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from inminban.core.disk import sync
from inminban.errors import InputError
from inminban.testimony.database import check_place

if TYPE_CHECKING:
    from argon2 import PasswordHasher

NAME = re.compile(r"\w[\w.@-]{0,39}")
SHORTEST, LONGEST = 10, 200  # characters of a password
ENDING = ".editors.json"
INSTALL = "Install it with: pip install 'inminban[web]'."


def file_of(library: Path) -> Path:
    """The file of the editors of a library."""
    return library.with_name(library.name + ENDING)


@cache
def hasher() -> PasswordHasher:
    """Hashes passwords with the parameters that the library recommends (RFC 9106). InputError if it is missing."""
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise InputError("the hashing of passwords is not installed", remedy=INSTALL) from error
    return PasswordHasher()


@cache
def nobody() -> str:
    """A hash that fits no password, so that an unknown name takes as long to refuse as a wrong password."""
    return hasher().hash("nobody has this password")


class Editors:
    """The editors who may log in at the desk of a library."""

    def __init__(self, library: Path) -> None:
        self.file = file_of(library)

    def names(self) -> list[str]:
        """The names of all editors."""
        return sorted(self._hashes())

    def set_password(self, name: str, password: str) -> None:
        """Let an editor log in with this password. InputError for a bad name or a password that is too short."""
        if not NAME.fullmatch(name):
            raise InputError(f"{name[:60]!r} cannot be the name of an editor", remedy="Use letters, digits and . _ @ -")
        if not SHORTEST <= len(password) <= LONGEST:
            remedy = f"Choose one of {SHORTEST} to {LONGEST} characters; three or four unrelated words are good."
            raise InputError(f"the password has {len(password)} characters", remedy=remedy)
        self._write({**self._hashes(), name: hasher().hash(password)})

    def remove(self, name: str) -> None:
        """Let an editor log in no more. InputError if there is none of that name."""
        hashes = self._hashes()
        if name not in hashes:
            known = ", ".join(sorted(hashes)) or "nobody"
            raise InputError(f"there is no editor {name!r}", file=self.file, remedy=f"Editors: {known}.")
        del hashes[name]
        self._write(hashes)

    def is_right(self, name: str, password: str) -> bool:
        """Whether an editor has this password. It takes as long for a name that nobody has."""
        from argon2.exceptions import VerificationError

        found = self._hashes().get(name)
        try:
            return hasher().verify(found or nobody(), password[: LONGEST + 1]) and found is not None
        except VerificationError:
            return False

    def _hashes(self) -> dict[str, str]:
        try:
            found = json.loads(self.file.read_text("utf-8"))
            return {str(name): str(made) for name, made in found.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError) as error:
            remedy = "Move it away and set the passwords again with `inminban column editor NAME`."
            raise InputError("the file of the editors cannot be read", file=self.file, remedy=remedy) from error

    def _write(self, hashes: dict[str, str]) -> None:
        check_place(self.file)
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, made = tempfile.mkstemp(prefix=".inminban-", dir=self.file.parent)  # only its owner may read it
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(hashes, stream, indent=1, sort_keys=True, ensure_ascii=False)
            sync(Path(made))
            os.replace(made, self.file)
        except OSError as error:
            remedy = "Check the permissions of its folder."
            raise InputError(f"cannot be written: {error.strerror}", file=self.file, remedy=remedy) from error
