"""The addresses that the simulator asks: what there is to move, and what follows from it."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute

from slipstream.service import shapes
from slipstream.service.answer import Answers, ranking
from slipstream.service.errors import Problem, refusal
from slipstream.service.etag import REFUSED, UNCHANGED, digest, packed, tagged
from slipstream.service.jobs import Caller, JobQueue
from slipstream.service.meta import meta
from slipstream.service.settings import Settings
from slipstream.service.state import State, strict_json
from slipstream.service.waiting import caller_of, worked_out

QUICK = 2_048
"""Draws up to which an answer, as asked while a lever is dragged, goes before longer work."""

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


def simulator(settings: Settings, queue: JobQueue, answers: Answers) -> APIRouter:
    """Answer what the simulator asks.

    Parameters
    ----------
    settings
        What an operator chose.
    queue
        Where work waits.
    answers
        What works out answers.
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
        state: State, request: Request, caller: Annotated[Caller, Depends(caller_of)]
    ) -> Response:
        """Answer a state: the headline, series month by month, and the difference if asked."""
        state.check(settings.max_draws)
        return await worked_out(
            request,
            queue,
            state.key,
            caller,
            lambda wanted: packed(answers.answer(state, wanted)),
            quick=state.draws <= QUICK,
        )

    @router.post(
        "/ranking", response_model=None, responses={200: {"model": shapes.Ranking}, **_REFUSED}
    )
    async def rank(
        state: State, request: Request, caller: Annotated[Caller, Depends(caller_of)]
    ) -> Response:
        """Place all countries under a state, whose outputs and comparison do not matter."""
        state.check(settings.max_draws)
        alone = state.model_copy(update={"outputs": [], "compare": None})
        # The page asks for it beside its answers, so that neither takes the other's place.
        beside = Caller(f"{caller.name} ranking", caller.sequence)
        key = f"ranking-{alone.key}"
        return await worked_out(request, queue, key, beside, lambda _: packed(ranking(alone)))

    return router
