"""The application: its addresses, and what goes around every answer."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from slipstream.ensemble.cores import Wanted
from slipstream.ensemble.fixed_world import NARROW
from slipstream.ensemble.random_streams import BLOCK
from slipstream.registry.load import registry
from slipstream.service.answer import Answers
from slipstream.service.attribution import weighing
from slipstream.service.error_handlers import handle_errors
from slipstream.service.etag import packed
from slipstream.service.jobs import Caller, JobQueue
from slipstream.service.middleware import Headers, Rate, Size
from slipstream.service.pages import pages
from slipstream.service.reading import reading
from slipstream.service.settings import Settings
from slipstream.service.simulator import simulator
from slipstream.service.state import State
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
    queue = JobQueue(chosen)
    answers = Answers(chosen.worlds)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(_warm(queue, answers)) if chosen.warm else None
        yield
        if warming is not None:
            warming.cancel()
        queue.close()

    app = FastAPI(
        title="Slipstream",
        version=__version__,
        summary="Can a country join the frontier AI race?",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.include_router(simulator(chosen, queue, answers))
    app.include_router(reading())
    app.include_router(weighing(queue))
    app.include_router(pages())
    handle_errors(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    app.add_middleware(Size, most=chosen.max_body_bytes)
    app.add_middleware(Rate, rate=chosen.rate)
    app.add_middleware(Headers)
    return app


async def _warm(queue: JobQueue, answers: Answers) -> None:
    """Work out the first answer, and such as compile the other programs."""
    every = [*registry().outputs]
    coarse, whole = State(draws=NARROW), State(draws=BLOCK, outputs=every)
    for state in (State(), coarse, whole, State(draws=NARROW, outputs=every)):
        try:
            await queue.ask(state.key, Caller("warm"), partial(_packed_answer, state, answers))
        except Exception:
            log.exception("the first answer failed")
    # What is there now stays; to look through it for garbage takes as long as an answer.
    gc.collect()
    gc.freeze()


def _packed_answer(state: State, answers: Answers, wanted: Wanted) -> bytes:
    return packed(answers.answer(state, wanted))
