"""The application: its routes, error handlers and middleware."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from slipstream.ensemble.cores import Wanted
from slipstream.ensemble.fixed_world import NARROW
from slipstream.ensemble.random_streams import BLOCK
from slipstream.registry.load import registry
from slipstream.service.attribution import attribution_router
from slipstream.service.document_routes import document_router
from slipstream.service.errors import add_error_handlers, declare_media_type
from slipstream.service.etag import serialize
from slipstream.service.jobs import Client, JobQueue
from slipstream.service.middleware import BodySizeLimit, RateLimit, SecurityHeaders
from slipstream.service.page_state import State
from slipstream.service.pages import page_router
from slipstream.service.settings import Settings
from slipstream.service.simulation import Answers
from slipstream.service.simulator import simulator_router
from slipstream.version import __version__

log = logging.getLogger("slipstream.service")


class _Application(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """Describe the API; errors have a media type of their own."""
        if self.openapi_schema is None:
            declare_media_type(super().openapi())
        assert self.openapi_schema is not None
        return self.openapi_schema


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make the application.

    Parameters
    ----------
    settings
        What an operator chose; by default what the environment says.
    """
    chosen = settings or Settings()
    queue = JobQueue(chosen)
    answers = Answers(chosen.worlds)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(_warm(queue, answers)) if chosen.warm else None
        yield
        if warming is not None:
            warming.cancel()
        queue.close()

    app = _Application(
        title="Slipstream",
        version=__version__,
        summary="Can a country join the frontier AI race?",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.include_router(simulator_router(chosen, queue, answers))
    app.include_router(document_router())
    app.include_router(attribution_router(queue))
    app.include_router(page_router())
    add_error_handlers(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    app.add_middleware(BodySizeLimit, limit=chosen.max_body_bytes)
    app.add_middleware(RateLimit, rate=chosen.rate)
    app.add_middleware(SecurityHeaders)
    return app


async def _warm(queue: JobQueue, answers: Answers) -> None:
    """Compute the first answer, and those that compile the other programs."""
    outputs = [*registry().outputs]
    coarse, whole = State(draws=NARROW), State(draws=BLOCK, outputs=outputs)
    for state in (State(), coarse, whole, State(draws=NARROW, outputs=outputs)):
        try:
            await queue.submit(state.key, Client("warm"), partial(_answer, state, answers))
        except Exception:
            log.exception("the first answer failed")
    # What is there now stays; collecting garbage among it takes as long as an answer.
    gc.collect()
    gc.freeze()


def _answer(state: State, answers: Answers, wanted: Wanted) -> bytes:
    return serialize(answers.answer(state, wanted))
