"""Middleware: security headers, and limits on the rate and the size of requests."""

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from slipstream.service.errors import problem, problem_response

_CSP = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none';"
    " img-src 'self' data: blob:; style-src 'self'; frame-ancestors "
)
EMBED = "/embed"
"""The page that other sites may show in a frame."""


class SecurityHeaders:
    """Adds the security headers of a page to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        ancestors = "*" if scope["path"] == EMBED else "'self'"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _CSP + ancestors
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, send_with_headers)


class RateLimit:
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
        response = problem_response(problem("too_many_requests", retry_after=1))
        await response(scope, receive, send)


class BodySizeLimit:
    """Refuses a body declared larger than ``limit`` bytes; the application counts the rest."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "http":
            length = Headers(scope=scope).get("content-length", "0")
            if length.isdecimal() and int(length) > self._limit:
                await problem_response(problem("too_large"))(scope, receive, send)
                return
        await self.app(scope, receive, send)
