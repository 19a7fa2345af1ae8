"""What every request must be and every answer says: host, origin, size, language, and headers that keep a page closed.

The server listens on this machine, so any page in the same browser could send requests to it. It answers only under its
own names (a foreign name could point here), and takes a change only from its own pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inminban.web.language import COOKIE, chosen, use
from inminban.web.settings import LOOPBACK, Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = ("GET", "HEAD", "OPTIONS")
MOST_BYTES = 64_000_000  # of a request: some hundred files of testimony
MOST_PUBLIC_BYTES = 100_000  # of a reader's question, several times over
BAD_HOST, FOREIGN, TOO_LARGE = 421, 403, 413


class Guard:
    """The outermost part of the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.hosts = frozenset({*LOOPBACK, settings.host, *settings.names})
        self.most = MOST_PUBLIC_BYTES if settings.is_public else MOST_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what must not come in; give everything that goes out its headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        use(chosen(cookie_of(headers), headers.get("accept-language", "")))
        sending = with_headers(send)
        if refusal := self.refusal(str(scope["method"]), headers):
            await refusal(scope, receive, sending)
            return
        await self.app(scope, limited(receive, self.most), sending)

    def refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        """The answer to a request that must not come in; None for any other."""
        if host_of(headers.get("host", "")) not in self.hosts:
            return PlainTextResponse("This server does not answer under that name.", BAD_HOST)
        if method not in SAFE and not is_own(headers):
            return PlainTextResponse("This was sent from another page. Open the form here and send it again.", FOREIGN)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.most:
            return PlainTextResponse(f"Too large: at most {self.most:,} bytes can be sent at once.", TOO_LARGE)
        return None


def host_of(text: str) -> str:
    """The name in a header Host, without the port."""
    try:
        return urlsplit(f"//{text}").hostname or ""
    except ValueError:
        return ""


def is_own(headers: Headers) -> bool:
    """Whether a request comes from a page of this server, or from a program, which sends neither header."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or (origin != "null" and urlsplit(origin).netloc == headers.get("host"))


def cookie_of(headers: Headers) -> str | None:
    """The language that a reader chose, as the cookie says it."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def with_headers(send: Send) -> Send:
    """Sending with the headers that keep a page closed, and with none of its contents kept unless it says so."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in missing_of(HEADERS.items(), headers):
                headers[name] = value
            if "cache-control" not in headers:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return sending


def missing_of(wanted: Iterable[tuple[str, str]], headers: MutableHeaders) -> list[tuple[str, str]]:
    """The headers that an answer has not set itself."""
    return [(name, value) for name, value in wanted if name not in headers]


def limited(receive: Receive, most: int) -> Receive:
    """Receiving at most `most` bytes, also of a request that does not say how long it is."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            return {"type": "http.disconnect"}
        return message

    return receiving
