"""What goes around every answer: security headers, and bounds on requests."""

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers as RequestHeaders
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from slipstream.service.errors import Problem, RefusedError, refusal

_CSP = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none';"
    " img-src 'self' data: blob:; style-src 'self'; frame-ancestors "
)
EMBED = "/embed"
"""The page that other sites may show in a frame."""


class Headers:
    """Adds the headers that keep a page to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        framed = "*" if scope["path"] == EMBED else "'self'"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _CSP + framed
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, sending)


class Rate:
    """Refuses more requests to the API from one address than ``rate`` allows."""

    def __init__(self, app: ASGIApp, rate: str) -> None:
        self.app = app
        self._rate = parse(rate)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http" or not scope["path"].startswith("/api"):
            await self.app(scope, receive, send)
            return
        address = (scope.get("client") or ("unknown", 0))[0]
        if self._limiter.hit(self._rate, address):
            await self.app(scope, receive, send)
            return
        await _refuse(send, refusal(429, "too_many_requests", 1))


class Size:
    """Refuses a body that says that it is larger than ``most`` bytes; the application counts."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "http":
            length = RequestHeaders(scope=scope).get("content-length", "0")
            if length.isdecimal() and int(length) > self._most:
                await _refuse(send, refusal(413, "too_large"))
                return
        await self.app(scope, receive, send)


async def _refuse(send: Send, found: RefusedError) -> None:
    body = Problem(error=found.trouble).model_dump_json().encode()
    headers = {
        "content-type": "application/json",
        "content-length": str(len(body)),
        **(found.headers or {}),
    }
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": found.status_code, "headers": raw})
    await send({"type": "http.response.body", "body": body})
