"""The addresses that the simulator asks: what there is to move, and what follows from it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.routing import APIRoute

from slipstream.ensemble.kept_world import Worlds
from slipstream.service import shapes
from slipstream.service.answer import answer, ranking
from slipstream.service.desk import Caller, Desk
from slipstream.service.meta import meta
from slipstream.service.problems import Problem, RefusedError, refusal
from slipstream.service.settings import Settings
from slipstream.service.state import State, strict_json
from slipstream.service.tagged import REFUSED, UNCHANGED, digest, known, packed, tagged

_REFUSED: dict[int | str, dict[str, Any]] = {
    **UNCHANGED,
    400: {"model": Problem, "description": "Not JSON."},
    409: {"model": Problem, "description": "A later request of the same page took its place."},
    413: {"model": Problem, "description": "The body is too large."},
    415: {"model": Problem, "description": "The body is not declared as JSON."},
    422: REFUSED[422],
    429: REFUSED[429],
    503: {"model": Problem, "description": "Too much work at once."},
}


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


async def _caller(
    request: Request,
    client: Annotated[
        str | None,
        Header(alias="X-Slipstream-Client", max_length=64, description="Name of the page."),
    ] = None,
    sequence: Annotated[
        int | None,
        Header(
            alias="X-Slipstream-Sequence",
            ge=0,
            le=2**53,
            description="How many times the page has moved; a higher number drops what waits.",
        ),
    ] = None,
) -> Caller:
    address = request.client.host if request.client else "unknown"
    return Caller(client or address, sequence)


def simulator(settings: Settings, desk: Desk, worlds: Worlds) -> APIRouter:
    """Answer what the simulator asks.

    Parameters
    ----------
    settings
        What an operator chose.
    desk
        Where work waits.
    worlds
        Worlds that are kept.
    """
    router = APIRouter(
        prefix="/api", route_class=_StrictRoute, max_body_size=settings.max_body_bytes
    )
    about = packed(meta(settings))

    @router.get(
        "/meta",
        response_model=None,
        responses={200: {"model": shapes.Meta}, **UNCHANGED, 429: REFUSED[429]},
    )
    async def get_meta(request: Request) -> Response:
        """Countries, levers, shocks, outputs and policies, in both languages."""
        return tagged(request, about, digest(about))

    @router.post(
        "/simulate", response_model=None, responses={200: {"model": shapes.Answer}, **_REFUSED}
    )
    async def simulate(
        state: State, request: Request, caller: Annotated[Caller, Depends(_caller)]
    ) -> Response:
        """Answer a state: the headline, series month by month, and the difference if asked."""
        state.check(settings.max_draws)
        return await _worked_out(
            request, desk, state.key, caller, lambda: packed(answer(state, worlds))
        )

    @router.post(
        "/ranking", response_model=None, responses={200: {"model": shapes.Ranking}, **_REFUSED}
    )
    async def rank(
        state: State, request: Request, caller: Annotated[Caller, Depends(_caller)]
    ) -> Response:
        """Place all countries under a state; outputs and comparison are not looked at."""
        state.check(settings.max_draws)
        alone = state.model_copy(update={"outputs": [], "compare": None})
        # The page asks for it beside its answers, so that neither takes the other's place.
        beside = Caller(f"{caller.name} ranking", caller.sequence)
        key = f"ranking-{alone.key}"
        return await _worked_out(request, desk, key, beside, lambda: packed(ranking(alone)))

    return router


async def _worked_out(
    request: Request, desk: Desk, key: str, caller: Caller, work: Callable[[], bytes]
) -> Response:
    if known(request, key):
        return tagged(request, b"", key)
    return tagged(request, await _unless_gone(request, desk.ask(key, caller, work)), key)


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
