"""Requests that wait at the queue for their answer."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Annotated

from fastapi import Header, Request, Response

from slipstream.service.errors import RefusedError, refusal
from slipstream.service.etag import known, tagged
from slipstream.service.jobs import Caller, JobQueue, Work


async def caller_of(
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
    ahead: Annotated[
        bool,
        Header(
            alias="X-Slipstream-Ahead",
            description="Whether nobody waits for it yet; it is refused while others do.",
        ),
    ] = False,
) -> Caller:
    """Tell who asks: the page's own name for itself, or its address."""
    address = request.client.host if request.client else "unknown"
    return Caller(client or address, sequence, ahead)


async def worked_out(
    request: Request,
    queue: JobQueue,
    key: str,
    caller: Caller,
    work: Work,
    *,
    quick: bool = False,
) -> Response:
    """Answer with what ``work`` gives for a ``key``, unless the client has it.

    Quick work goes before work that is not.

    Raises
    ------
    RefusedError
        If there is too much to do, or a later request of the same caller took its place.
    """
    if known(request, key):
        return tagged(request, b"", key)
    asked = queue.ask(key, caller, work, quick=quick)
    return tagged(request, await _unless_gone(request, asked), key)


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
