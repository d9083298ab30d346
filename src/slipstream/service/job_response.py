"""Answers a request with the result of a job, for as long as the client is connected."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Annotated

from fastapi import Header, Request, Response

from slipstream.service.errors import ProblemError, problem
from slipstream.service.etag import etag_response, matches
from slipstream.service.jobs import Client, JobQueue, Work


async def client_of(
    request: Request,
    name: Annotated[
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
    ahead: Annotated[
        bool,
        Header(
            alias="X-Slipstream-Ahead",
            description="Whether nobody waits for it yet; it is refused while others do.",
        ),
    ] = False,
) -> Client:
    """Read who asks: the page's own name for itself, or its address."""
    address = request.client.host if request.client else "unknown"
    return Client(name or address, sequence, ahead)


async def job_response(
    request: Request,
    queue: JobQueue,
    key: str,
    client: Client,
    work: Work,
    *,
    quick: bool = False,
) -> Response:
    """Answer with what ``work`` gives for a ``key``, or with 304 if the client has it.

    Quick jobs go before those that are not.

    Raises
    ------
    ProblemError
        If the queue is full, or a later request of the same client supersedes this one.
    """
    if matches(request, key):
        return etag_response(request, b"", key)
    answer = queue.submit(key, client, work, quick=quick)
    return etag_response(request, await _while_connected(request, answer), key)


async def _while_connected(request: Request, answer: Awaitable[bytes]) -> bytes:
    """Await an answer, and cancel it if the client disconnects first."""
    answering = asyncio.ensure_future(answer)
    disconnecting = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({answering, disconnecting}, return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            raise problem("superseded")
        return answering.result()
    finally:
        for task in (answering, disconnecting):
            task.cancel()
            with suppress(asyncio.CancelledError, ProblemError):
                await task


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
