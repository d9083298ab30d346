"""The application: addresses, what they answer, and what goes around every answer."""

import asyncio
import hashlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from slipstream.ensemble.kept_world import Worlds
from slipstream.files import InputError
from slipstream.service.answer import answer
from slipstream.service.desk import Caller, Desk
from slipstream.service.meta import meta
from slipstream.service.pages import pages
from slipstream.service.problems import (
    Problem,
    RefusedError,
    mistake,
    of_input,
    of_validation,
    refusal,
)
from slipstream.service.reading import reading
from slipstream.service.settings import Settings
from slipstream.service.state import State, strict_json
from slipstream.service.surroundings import Headers, Rate
from slipstream.version import __version__

log = logging.getLogger("slipstream.service")


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make the application.

    Parameters
    ----------
    settings
        What an operator chose; by default what the environment says.
    """
    chosen = settings or Settings()
    desk = Desk(chosen)
    worlds = Worlds(chosen.worlds)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(_warm(desk, worlds)) if chosen.warm else None
        yield
        if warming is not None:
            warming.cancel()
        desk.close()

    app = FastAPI(
        title="Slipstream",
        version=__version__,
        summary="Can a country join the frontier AI race?",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        max_body_size=chosen.max_body_bytes,
        lifespan=lifespan,
    )
    app.include_router(_api(chosen, desk, worlds))
    app.include_router(reading())
    app.include_router(pages())
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(InputError, _mistaken)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    app.add_middleware(Rate, rate=chosen.rate)
    app.add_middleware(Headers)
    return app


class _StrictRequest(Request):
    async def json(self) -> Any:  # noqa: ANN401 - whatever the body holds
        return strict_json(await self.body())


class _StrictRoute(APIRoute):
    """Takes JSON alone, and only what every parser reads in the same way."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def strict(request: Request) -> Response:
            if request.method == "POST":
                kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
                if kind != "application/json":
                    raise refusal(415, "bad_type")
            return await handle(_StrictRequest(request.scope, request.receive))

        return strict


_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "Not JSON."},
    409: {"model": Problem, "description": "A later request of the same page took its place."},
    413: {"model": Problem, "description": "The body is too large."},
    415: {"model": Problem, "description": "The body is not declared as JSON."},
    422: {"model": Problem, "description": "A value that does not exist or does not fit."},
    429: {"model": Problem, "description": "Too many requests from this address."},
    503: {"model": Problem, "description": "Too much work at once."},
}
_UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "As the client has it."}}


def _api(settings: Settings, desk: Desk, worlds: Worlds) -> APIRouter:
    api = APIRouter(prefix="/api", route_class=_StrictRoute)
    about = json.dumps(meta(settings), ensure_ascii=False, allow_nan=False).encode()

    @api.get("/meta", responses={**_UNCHANGED, 429: _REFUSALS[429]})
    async def get_meta(request: Request) -> Response:
        """Countries, levers, shocks, outputs and policies, in both languages."""
        return _tagged(request, about, hashlib.blake2b(about, digest_size=12).hexdigest())

    @api.post("/simulate", responses={**_UNCHANGED, **_REFUSALS})
    async def simulate(
        state: State,
        request: Request,
        client: Annotated[str | None, Header(alias="X-Slipstream-Client", max_length=64)] = None,
        sequence: Annotated[
            int | None, Header(alias="X-Slipstream-Sequence", ge=0, le=2**53)
        ] = None,
    ) -> Response:
        """Answer a state.

        A page that names itself in `X-Slipstream-Client` and counts its requests in
        `X-Slipstream-Sequence` lets the server drop the ones that a later one makes useless.
        """
        state.check(settings.max_draws)
        caller = Caller(client or _address(request), sequence)
        key = state.key
        if _known(request, key):
            return _tagged(request, b"", key)
        content = await _unless_gone(
            request, desk.ask(key, caller, lambda: _bytes(answer(state, worlds)))
        )
        return _tagged(request, content, key)

    return api


async def _warm(desk: Desk, worlds: Worlds) -> None:
    state = State()
    try:
        await desk.ask(state.key, Caller("warm"), lambda: _bytes(answer(state, worlds)))
    except Exception:
        log.exception("the first answer failed")


def _bytes(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def _tagged(request: Request, content: bytes, tag: str) -> Response:
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}
    if _known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def _known(request: Request, tag: str) -> bool:
    given = request.headers.get("if-none-match", "")
    return any(part.strip().removeprefix("W/") == f'"{tag}"' for part in given.split(","))


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


async def _unless_gone(request: Request, work: Awaitable[bytes]) -> bytes:
    """Wait for work, and give it up if the client hangs up first."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise refusal(409, "superseded")
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
            with suppress(asyncio.CancelledError, RefusedError):
                await task


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _problem(found: RefusedError) -> Response:
    headers = {**(found.headers or {}), "Cache-Control": "no-store"}
    content = Problem(error=found.trouble).model_dump_json()
    return Response(content, found.status_code, headers, media_type="application/json")


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return _problem(error)


async def _mistaken(request: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)
    return _problem(of_input(error))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _problem(of_validation(error.errors()[0]))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = {404: "not_found", 405: "bad_method", 413: "too_large"}
    if error.status_code in known:
        found = _problem(refusal(error.status_code, known[error.status_code]))
    else:
        found = _problem(mistake(error.status_code, "bad_request", "", error.detail, "a request"))
    for name, value in (error.headers or {}).items():
        found.headers[name] = value
    return found


async def _failed(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _problem(refusal(500, "failed"))
