"""How long the server waits for somebody who sends slowly: a request must have come whole after a while."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD, BODY = 20.0, 120.0  # s for the first lines of a request, and for all of it
TOO_SLOW = 408


class TooSlow(Exception):
    """A request did not come whole in time."""


class Patience:
    """Ends a request whose body does not come."""

    def __init__(self, app: ASGIApp, most: float = BODY) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with 408 when the body takes too long; afterwards receiving waits as long as it likes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        end, is_whole = loop.time() + self.most, False

        async def receiving() -> Message:
            nonlocal is_whole
            if is_whole:
                return await receive()
            try:
                async with asyncio.timeout_at(end):
                    message = await receive()
            except TimeoutError as error:
                raise TooSlow from error
            is_whole = not message.get("more_body", False)
            return message

        try:
            await self.app(scope, receiving, send)
        except TooSlow:
            answer = PlainTextResponse("The request did not come whole in time.", TOO_SLOW, {"Connection": "close"})
            await answer(scope, receive, send)


class PatientProtocol(H11Protocol):
    """Closes a connection on which no request begins in time."""

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.waiting = self.loop.call_later(HEAD, self.give_up)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request: one that has begun ends the server's own waiting between requests."""
        self.waiting.cancel()
        self.waiting = self.loop.call_later(HEAD, self.give_up)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self.waiting.cancel()
        super().connection_lost(exc)

    def give_up(self) -> None:
        """Close the connection unless a request has come and is being answered."""
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if not is_answering and not self.transport.is_closing():
            self.transport.close()
