"""A server of the web application on this machine, for a browser or a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep
from typing import Any

import uvicorn

START = 120.0  # s that a server may take to begin and to end


@contextmanager
def serving(app: Any, **more: Any) -> Iterator[int]:
    """The port on which an application answers during the block; `more` as uvicorn takes it."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", **more))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    began = monotonic()
    while not server.started and monotonic() - began < START:
        sleep(0.05)
    assert server.started, f"the server did not start within {START:.0f} s"
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(START)
