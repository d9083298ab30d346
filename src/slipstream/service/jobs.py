"""The job queue: one job for each key whoever asks, a cache of answers, and limits."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from slipstream.ensemble.cores import AbandonedError, Wanted
from slipstream.service.errors import problem
from slipstream.service.settings import Settings

Work = Callable[[Wanted], bytes]
"""What makes an answer; it may ask meanwhile whether a client still waits for it."""

MAX_QUICK_IN_A_ROW = 8
"""Quick jobs that may overtake one that is not."""

RETRY_AFTER = 1
"""Seconds after which a refused client may try again."""


@dataclass(frozen=True)
class Client:
    """A page of a browser, or an address.

    Parameters
    ----------
    name
        What the page calls itself, or its address.
    sequence
        How many times it had asked before, if it says so.
    ahead
        Whether it asks ahead of the reader's next move, for an answer that may never be shown.
    """

    name: str
    sequence: int | None = None
    ahead: bool = False


@dataclass(eq=False)
class _Waiter:
    client: Client
    answer: "asyncio.Future[bytes]"


@dataclass(eq=False)
class _Job:
    key: str
    work: Work
    quick: bool
    running: bool = False
    waiters: list[_Waiter] = field(default_factory=list)

    def wanted(self) -> bool:
        return bool(self.waiters)


class JobQueue:
    """Runs jobs in threads of its own and caches their answers, least recently used out first.

    All methods belong to one event loop.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._cache: OrderedDict[str, bytes] = OrderedDict()
        self._cache_bytes = 0
        self._jobs: dict[str, _Job] = {}
        self._pending: deque[_Job] = deque()
        self._running = 0
        self._quick_in_a_row = 0
        self._pool = ThreadPoolExecutor(settings.threads, thread_name_prefix="simulation")

    async def submit(self, key: str, client: Client, work: Work, *, quick: bool = False) -> bytes:
        """Return what ``work`` gives, or gave for the same ``key``; quick jobs go first.

        A client that asks ahead is refused while there is any other job.

        Raises
        ------
        ProblemError
            If the queue is full, or a later request of the same client supersedes this one.
        """
        self._supersede(client)
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        waiter = _Waiter(client, asyncio.get_running_loop().create_future())
        job = self._jobs.get(key)
        if job is None:
            self._check_limits(client)
            job = self._jobs[key] = _Job(key, work, quick)
            self._pending.append(job)
        job.waiters.append(waiter)
        self._start()
        try:
            return await waiter.answer
        finally:
            self._remove_waiter(job, waiter)

    def close(self) -> None:
        """Shut the threads down; pending jobs are dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _supersede(self, client: Client) -> None:
        if client.sequence is None:
            return
        for job in list(self._pending):
            for waiter in list(job.waiters):
                earlier = waiter.client
                if earlier.name != client.name or earlier.sequence is None:
                    continue
                if earlier.sequence < client.sequence and not waiter.answer.done():
                    waiter.answer.set_exception(problem("superseded"))
                    self._remove_waiter(job, waiter)

    def _check_limits(self, client: Client) -> None:
        jobs_of_client = sum(
            any(waiter.client.name == client.name for waiter in job.waiters)
            for job in self._jobs.values()
        )
        full = len(self._jobs) >= self._settings.queue
        if (
            full
            or jobs_of_client >= self._settings.queue_per_client
            or (client.ahead and self._jobs)
        ):
            raise problem("busy", RETRY_AFTER)

    def _remove_waiter(self, job: _Job, waiter: _Waiter) -> None:
        """Remove a waiter, and a job that has none and does not run."""
        if waiter in job.waiters:
            job.waiters.remove(waiter)
        if not job.waiters and not job.running and self._jobs.get(job.key) is job:
            del self._jobs[job.key]
            self._pending.remove(job)

    def _start(self) -> None:
        while self._pending and self._running < self._settings.threads:
            job = self._next()
            job.running = True
            self._running += 1
            loop = asyncio.get_running_loop()
            result = loop.run_in_executor(self._pool, job.work, job.wanted)
            result.add_done_callback(partial(self._finish, job))

    def _next(self) -> _Job:
        """Take a quick job first, but not more than `MAX_QUICK_IN_A_ROW` while others wait."""
        quick = next((job for job in self._pending if job.quick), None)
        slow = next((job for job in self._pending if not job.quick), None)
        overtakes = quick and self._quick_in_a_row < MAX_QUICK_IN_A_ROW
        job = quick if slow is None or overtakes else slow
        assert job is not None
        self._quick_in_a_row = self._quick_in_a_row + 1 if job.quick else 0
        self._pending.remove(job)
        return job

    def _finish(self, job: _Job, result: "asyncio.Future[bytes]") -> None:
        self._running -= 1
        error = None if result.cancelled() else result.exception()
        if isinstance(error, AbandonedError) and job.wanted():
            # A client came while the work was being abandoned.
            job.running = False
            self._pending.append(job)
            self._start()
            return
        self._jobs.pop(job.key, None)
        for waiter in job.waiters:
            if waiter.answer.done():
                continue
            if result.cancelled():
                waiter.answer.cancel()
            elif error is not None:
                waiter.answer.set_exception(error)
            else:
                waiter.answer.set_result(result.result())
        if error is None and not result.cancelled():
            self._cache_answer(job.key, result.result())
        self._start()

    def _cache_answer(self, key: str, answer: bytes) -> None:
        if len(answer) > self._settings.answer_cache_bytes:
            return
        self._cache[key] = answer
        self._cache_bytes += len(answer)
        while self._cache_bytes > self._settings.answer_cache_bytes:
            self._cache_bytes -= len(self._cache.popitem(last=False)[1])
