"""Whoever sends slowly keeps no place: a body that does not come is answered, a connection without a request closed."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message, Receive, Scope, Send
from tests.made_server import serving

from inminban.web import patience
from inminban.web.patience import Patience, PatientProtocol

SCOPE: Scope = {"type": "http", "method": "POST", "path": "/", "headers": []}


async def reads_all(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that waits for the whole body."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status_of(messages: list[Message | None], most: float) -> int:
    """The status that a request gets whose parts come at once; None is a part that never comes."""
    told: list[Message] = []
    coming = iter(messages)

    async def receive() -> Message:
        found = next(coming)
        if found is None:
            await asyncio.sleep(60)
        assert found is not None
        return found

    async def send(message: Message) -> None:
        told.append(message)

    # In a thread of its own: a browser test before may have left a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, Patience(reads_all, most)(SCOPE, receive, send)).result()
    return int(told[0]["status"])


def test_a_body_that_does_not_come_is_answered_after_a_while() -> None:
    part: Message = {"type": "http.request", "body": b"x", "more_body": True}
    last: Message = {"type": "http.request", "body": b"x", "more_body": False}
    assert status_of([part, part, last], 5.0) == 200
    assert status_of([part, None], 0.2) == patience.TOO_SLOW


WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize("sent", [b"", WHOLE[:20], WHOLE + WHOLE[:20]])
def test_a_connection_without_a_request_is_closed(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEAD", 0.5)
    with (
        serving(reads_all, http=PatientProtocol, lifespan="off") as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as held,
    ):
        held.sendall(sent)
        told = b""
        while part := held.recv(1_000):
            told += part
    assert told.count(b"HTTP/1.1 200") == sent.count(WHOLE)
