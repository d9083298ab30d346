"""Where simulations wait: each state is worked out once, whoever asks, and the bounds are kept."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from slipstream.ensemble.cores import AbandonedError, Wanted
from slipstream.service.errors import refusal
from slipstream.service.settings import Settings

Work = Callable[[Wanted], bytes]
"""What makes an answer; it may ask meanwhile whether anybody still waits for it."""

IN_A_ROW = 8
"""Pieces of quick work that may go before one that is not."""

PATIENCE = 1
"""Seconds after which a refused client may ask again."""


@dataclass(frozen=True)
class Caller:
    """Who asks: a page, and how many times it had asked before, if it says so.

    ``ahead`` is what may never be wanted: the page asks while nobody has moved yet.
    """

    name: str
    sequence: int | None = None
    ahead: bool = False


@dataclass(eq=False)
class _Ticket:
    caller: Caller
    answer: "asyncio.Future[bytes]"


@dataclass(eq=False)
class _Job:
    key: str
    work: Work
    quick: bool
    running: bool = False
    tickets: list[_Ticket] = field(default_factory=list)

    def wanted(self) -> bool:
        return bool(self.tickets)


class JobQueue:
    """Takes work, keeps its answers, and does each piece once.

    All methods belong to one event loop; the work itself runs in threads of the queue's own.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._jobs: dict[str, _Job] = {}
        self._waiting: deque[_Job] = deque()
        self._running = 0
        self._in_a_row = 0
        self._pool = ThreadPoolExecutor(settings.threads, thread_name_prefix="simulation")

    async def ask(self, key: str, caller: Caller, work: Work, *, quick: bool = False) -> bytes:
        """Return what ``work`` gives, or gave for the same ``key``; quick work goes first.

        Who asks ahead is refused while there is anything else to do.

        Raises
        ------
        RefusedError
            If there is too much to do, or a later request of the same caller took its place.
        """
        self._supersede(caller)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        ticket = _Ticket(caller, asyncio.get_running_loop().create_future())
        job = self._jobs.get(key)
        if job is None:
            self._admit(caller)
            job = self._jobs[key] = _Job(key, work, quick)
            self._waiting.append(job)
        job.tickets.append(ticket)
        self._start()
        try:
            return await ticket.answer
        finally:
            self._leave(job, ticket)

    def close(self) -> None:
        """Let go of the threads; work that has not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _supersede(self, caller: Caller) -> None:
        if caller.sequence is None:
            return
        for job in list(self._waiting):
            for ticket in list(job.tickets):
                asked = ticket.caller
                if asked.name != caller.name or asked.sequence is None or ticket.answer.done():
                    continue
                if asked.sequence < caller.sequence:
                    ticket.answer.set_exception(refusal(409, "superseded"))
                    self._leave(job, ticket)

    def _admit(self, caller: Caller) -> None:
        if caller.ahead and self._jobs:
            raise refusal(503, "busy", PATIENCE)
        mine = sum(
            any(ticket.caller.name == caller.name for ticket in job.tickets)
            for job in self._jobs.values()
        )
        if len(self._jobs) >= self._settings.queue or mine >= self._settings.queue_per_client:
            raise refusal(503, "busy", PATIENCE)

    def _leave(self, job: _Job, ticket: _Ticket) -> None:
        """Forget who no longer waits, and work that nobody waits for."""
        if ticket in job.tickets:
            job.tickets.remove(ticket)
        if not job.tickets and not job.running and self._jobs.get(job.key) is job:
            del self._jobs[job.key]
            self._waiting.remove(job)

    def _start(self) -> None:
        while self._waiting and self._running < self._settings.threads:
            job = self._next()
            job.running = True
            self._running += 1
            loop = asyncio.get_running_loop()
            done = loop.run_in_executor(self._pool, job.work, job.wanted)
            done.add_done_callback(partial(self._finish, job))

    def _next(self) -> _Job:
        """Take quick work before the rest, but never more than `IN_A_ROW` while that waits."""
        quick = next((job for job in self._waiting if job.quick), None)
        slow = next((job for job in self._waiting if not job.quick), None)
        job = quick if slow is None or (quick and self._in_a_row < IN_A_ROW) else slow
        assert job is not None
        self._in_a_row = self._in_a_row + 1 if job.quick else 0
        self._waiting.remove(job)
        return job

    def _finish(self, job: _Job, found: "asyncio.Future[bytes]") -> None:
        self._running -= 1
        error = None if found.cancelled() else found.exception()
        if isinstance(error, AbandonedError) and job.wanted():
            # Somebody came while it was being given up.
            job.running = False
            self._waiting.append(job)
            self._start()
            return
        self._jobs.pop(job.key, None)
        for ticket in job.tickets:
            if ticket.answer.done():
                continue
            if found.cancelled():
                ticket.answer.cancel()
            elif error is not None:
                ticket.answer.set_exception(error)
            else:
                ticket.answer.set_result(found.result())
        if error is None and not found.cancelled():
            self._keep(job.key, found.result())
        self._start()

    def _keep(self, key: str, answer: bytes) -> None:
        if len(answer) > self._settings.answer_cache_bytes:
            return
        self._kept[key] = answer
        self._bytes += len(answer)
        while self._bytes > self._settings.answer_cache_bytes:
            self._bytes -= len(self._kept.popitem(last=False)[1])
