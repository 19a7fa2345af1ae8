"""Protection of the readers' form against robots, without outside services: time, a field that stays empty, a limit.

A form carries the time at which it was made, signed, and a mark that is good for one question. Addresses of readers are
kept for an hour, in memory and as hashes, to count their questions; nowhere else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from time import time
from typing import NamedTuple

from itsdangerous import BadSignature, URLSafeSerializer

QUICKEST, SLOWEST = 3.0, 24 * 3_600.0  # s between the opening of a form and its sending
HOUR = 3_600.0  # s
MOST_OF_ONE, MOST_OF_ALL = 5, 120  # questions an hour
MOST_MARKS = 20_000


class Opened(NamedTuple):
    """A form: when it was opened, and the mark that is good for one question."""

    at: float
    mark: str


class Forms:
    """The forms that were given out: signed, so none has to be remembered before it is sent."""

    def __init__(self, clock: Callable[[], float] = time) -> None:
        self._clock, self._lock = clock, Lock()
        self._signer = URLSafeSerializer(secrets.token_bytes(32), salt="question")
        self._used: OrderedDict[str, int] = OrderedDict()

    def new(self) -> str:
        """What a new form carries."""
        return str(self._signer.dumps([self._clock(), secrets.token_urlsafe(12)]))

    def read(self, text: str) -> Opened | None:
        """What a form carries; None if this server did not make it or it is too old."""
        try:
            at, mark = self._signer.loads(text)
        except (BadSignature, ValueError, TypeError):
            return None
        return Opened(at, mark) if 0 <= self._clock() - at <= SLOWEST else None

    def is_quick(self, opened: Opened) -> bool:
        """Whether a form came back more quickly than a person types."""
        return self._clock() - opened.at < QUICKEST

    def sent(self, opened: Opened) -> int | None:
        """The number of the question that was sent with this form before; None if there was none."""
        with self._lock:
            return self._used.get(opened.mark)

    def keep(self, opened: Opened, number: int) -> None:
        """Remember which question was sent with a form."""
        with self._lock:
            self._used[opened.mark] = number
            while len(self._used) > MOST_MARKS:
                self._used.popitem(last=False)


class Limit:
    """How many questions one address and all together may send in an hour."""

    def __init__(self, clock: Callable[[], float] = time) -> None:
        self._clock, self._lock = clock, Lock()
        self._salt = secrets.token_bytes(16)
        self._all: deque[tuple[float, bytes]] = deque()

    def take(self, address: str) -> float:
        """Count a question; returns 0, or the seconds to wait if it is one too many."""
        with self._lock:
            now = self._clock()
            while self._all and now - self._all[0][0] >= HOUR:
                self._all.popleft()
            who = hashlib.sha256(self._salt + address.encode()).digest()
            own = [at for at, one in self._all if one == who]
            if len(own) >= MOST_OF_ONE:
                return HOUR - (now - own[0])
            if len(self._all) >= MOST_OF_ALL:
                return HOUR - (now - self._all[0][0])
            self._all.append((now, who))
            return 0.0
