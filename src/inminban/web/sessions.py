"""Who is logged in at the editors' desk, and who has tried too often: kept in memory, gone with the server."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import NamedTuple

IDLE, LONGEST = 2 * 3_600.0, 12 * 3_600.0  # s without a request, and in all
MOST_SESSIONS, MOST_NAMES = 200, 1_000
TRIES, LOCKED = 5, 15 * 60.0  # wrong passwords in a row, then s of waiting


class Session(NamedTuple):
    """An editor who is logged in. The forms of the session carry its `token`, so no other page can send them."""

    editor: str
    token: str
    began: float
    seen: float


class Sessions:
    """The sessions, by a hash of the secret that the editor's cookie holds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._known: OrderedDict[str, Session] = OrderedDict()

    def begin(self, editor: str) -> str:
        """Log an editor in; returns the secret for the cookie."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._known[digest(secret)] = Session(editor, secrets.token_urlsafe(32), now, now)
            while len(self._known) > MOST_SESSIONS:
                self._known.popitem(last=False)
        return secret

    def find(self, secret: str) -> Session | None:
        """The session of a cookie; None if there is none or it has ended."""
        key, now = digest(secret), self._clock()
        with self._lock:
            found = self._known.get(key)
            if found is None:
                return None
            if now - found.seen > IDLE or now - found.began > LONGEST:
                del self._known[key]
                return None
            self._known[key] = found._replace(seen=now)
            return found

    def end(self, secret: str) -> None:
        """Log an editor out."""
        with self._lock:
            self._known.pop(digest(secret), None)


class Locks:
    """Names whose password was wrong too often in a row: for a while no password is tried for them."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def left(self, name: str) -> float:
        """Seconds that a name must still wait."""
        with self._lock:
            count, last = self._wrong.get(name, (0, 0.0))
            return max(last + LOCKED - self._clock(), 0.0) if count >= TRIES else 0.0

    def failed(self, name: str) -> None:
        """A wrong password. After a while of waiting the count begins anew."""
        with self._lock:
            count, last = self._wrong.pop(name, (0, 0.0))
            now = self._clock()
            self._wrong[name] = (1 if now - last > LOCKED else count + 1, now)
            while len(self._wrong) > MOST_NAMES:
                self._wrong.popitem(last=False)

    def passed(self, name: str) -> None:
        """The right password."""
        with self._lock:
            self._wrong.pop(name, None)


def digest(secret: str) -> str:
    """The hash under which a session is kept: whoever sees the memory's keys cannot log in with them."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
