"""Routes of the simulator: metadata, answers and rankings."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute

from slipstream.service import schemas
from slipstream.service.errors import problem, problem_responses
from slipstream.service.etag import NOT_MODIFIED, content_hash, etag_response, serialize
from slipstream.service.job_response import client_of, job_response
from slipstream.service.jobs import Client, JobQueue
from slipstream.service.meta import meta
from slipstream.service.page_state import State, strict_json
from slipstream.service.settings import Settings
from slipstream.service.simulation import Answers, ranking

MAX_QUICK_DRAWS = 2_048
"""Draws up to which an answer, as asked while a lever is dragged, is a quick job."""

_RESPONSES = {**NOT_MODIFIED, **problem_responses(400, 409, 413, 415, 422, 429, 503)}


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
                    raise problem("bad_type")
            return await handle(_StrictRequest(request.scope, request.receive))

        return strict


def simulator_router(settings: Settings, queue: JobQueue, answers: Answers) -> APIRouter:
    """Serve what the simulator asks.

    Parameters
    ----------
    settings
        What an operator chose.
    queue
        Where simulations run.
    answers
        What computes answers.
    """
    router = APIRouter(
        prefix="/api", route_class=_StrictRoute, max_body_size=settings.max_body_bytes
    )
    metadata = serialize(meta(settings))
    metadata_etag = content_hash(metadata)

    @router.get(
        "/meta",
        responses={200: {"model": schemas.Meta}, **NOT_MODIFIED, **problem_responses(429)},
    )
    async def get_meta(request: Request) -> Response:
        """Countries, levers, shocks, outputs and policies, in both languages."""
        return etag_response(request, metadata, metadata_etag)

    @router.post("/simulate", responses={200: {"model": schemas.Answer}, **_RESPONSES})
    async def simulate(
        state: State, request: Request, client: Annotated[Client, Depends(client_of)]
    ) -> Response:
        """Answer a state: the headline, series month by month, and the difference if asked."""
        state.check(settings.max_draws)
        return await job_response(
            request,
            queue,
            state.key,
            client,
            lambda wanted: serialize(answers.answer(state, wanted)),
            quick=state.draws <= MAX_QUICK_DRAWS,
        )

    @router.post("/ranking", responses={200: {"model": schemas.Ranking}, **_RESPONSES})
    async def rank(
        state: State, request: Request, client: Annotated[Client, Depends(client_of)]
    ) -> Response:
        """Place all countries under a state, whose outputs and comparison do not matter."""
        state.check(settings.max_draws)
        alone = state.model_copy(update={"outputs": [], "compare": None})
        # Under a name of its own, so that rankings and answers do not supersede one another.
        ranker = Client(f"{client.name} ranking", client.sequence)
        key = f"ranking-{alone.key}"
        return await job_response(request, queue, key, ranker, lambda _: serialize(ranking(alone)))

    return router
