"""Work is done once, in order, within bounds, and dropped when nobody waits for it."""

import asyncio
import threading
from collections.abc import Coroutine
from functools import partial
from typing import Any

import pytest

from slipstream.ensemble.cores import AbandonedError, Wanted
from slipstream.service.errors import ProblemError
from slipstream.service.jobs import MAX_QUICK_IN_A_ROW, Client, JobQueue
from slipstream.service.settings import Settings

ANN, BEN = Client("ann"), Client("ben")


class Bench:
    """A queue with one thread whose first piece of work waits until it is let go."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - any setting
        self.queue = JobQueue(Settings(threads=1, **settings))
        self.gate = threading.Event()
        self.done: list[str] = []
        self.given_up = threading.Event()

    def work(self, name: str, wanted: Wanted, *, wait: bool = False) -> bytes:
        if wait:
            assert self.gate.wait(20)
        if not wanted():
            self.given_up.set()
            raise AbandonedError
        self.done.append(name)
        return name.encode()

    def ask(
        self, key: str, client: Client = ANN, *, wait: bool = False, quick: bool = False
    ) -> "asyncio.Task[bytes]":
        work = partial(self.work, key, wait=wait)
        return asyncio.create_task(self.queue.submit(key, client, work, quick=quick))


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_the_same_state_is_computed_once() -> None:
    async def story() -> None:
        bench = Bench()
        asked = [bench.ask("a", client, wait=True) for client in (ANN, BEN, ANN)]
        await settle()
        bench.gate.set()
        assert await asyncio.gather(*asked) == [b"a"] * 3
        assert await bench.ask("a", BEN) == b"a"
        assert bench.done == ["a"]
        bench.queue.close()

    run(story())


def test_a_later_request_drops_the_waiting_ones_of_the_same_page() -> None:
    async def story() -> None:
        bench = Bench()
        running = bench.ask("running", Client("ann", 1), wait=True)
        await settle()
        older, other = bench.ask("older", Client("ann", 2)), bench.ask("other", BEN)
        shared = [bench.ask("shared", Client("ann", 2)), bench.ask("shared", Client("ben", 9))]
        await settle()
        newer = bench.ask("newer", Client("ann", 3))
        coarse = bench.ask("coarse", Client("ann", 3))
        await settle()
        bench.gate.set()
        for dropped in (older, shared[0]):
            with pytest.raises(ProblemError) as caught:
                await dropped
            assert caught.value.status_code == 409
        assert await asyncio.gather(running, other, shared[1], newer, coarse)
        assert bench.done == ["running", "other", "shared", "newer", "coarse"]
        bench.queue.close()

    run(story())


def test_work_that_nobody_waits_for_is_not_done() -> None:
    async def story() -> None:
        bench = Bench()
        running = bench.ask("running", wait=True)
        await settle()
        left = bench.ask("left")
        await settle()
        left.cancel()
        await settle()
        bench.gate.set()
        await running
        assert await bench.ask("next") == b"next"
        assert bench.done == ["running", "next"]
        bench.queue.close()

    run(story())


def test_running_work_is_given_up_when_nobody_waits_and_done_for_who_comes_then() -> None:
    async def story() -> None:
        bench = Bench()
        asked = bench.ask("a", wait=True)
        await settle()
        asked.cancel()
        await settle()
        bench.gate.set()
        assert await bench.ask("b", BEN) == b"b"
        assert bench.done == ["b"]

        bench.gate.clear()
        bench.given_up.clear()
        asked = bench.ask("c", wait=True)
        await settle()
        asked.cancel()
        await settle()
        bench.gate.set()
        # The work sees that it is not wanted; before the queue hears of it somebody else asks.
        assert bench.given_up.wait(20)
        assert await bench.ask("c", BEN) == b"c"
        assert bench.done == ["b", "c"]
        bench.queue.close()

    run(story())


def test_a_full_queue_refuses_and_says_when_to_come_back() -> None:
    async def story() -> None:
        bench = Bench(queue=3, queue_per_client=2)
        asked = [bench.ask("a", wait=True), bench.ask("b")]
        await settle()
        with pytest.raises(ProblemError) as over_its_limit:
            await bench.ask("c")
        asked.append(bench.ask("d", BEN))
        await settle()
        with pytest.raises(ProblemError) as over_the_queue:
            await bench.ask("e", Client("eve"))
        for caught in (over_its_limit, over_the_queue):
            assert caught.value.status_code == 503
            assert (caught.value.headers or {})["Retry-After"] == "1"
        bench.gate.set()
        assert await asyncio.gather(*asked) == [b"a", b"b", b"d"]
        assert await bench.ask("c") == b"c"
        bench.queue.close()

    run(story())


def test_quick_work_goes_first_and_never_for_ever() -> None:
    async def story() -> None:
        bench = Bench()
        asked = [bench.ask("running", wait=True)]
        await settle()
        asked += [bench.ask("slow"), bench.ask("slower", BEN)]
        asked += [bench.ask(f"{number}", quick=True) for number in range(MAX_QUICK_IN_A_ROW + 1)]
        await settle()
        bench.gate.set()
        await asyncio.gather(*asked)
        first = [f"{number}" for number in range(MAX_QUICK_IN_A_ROW)]
        assert bench.done == ["running", *first, "slow", f"{MAX_QUICK_IN_A_ROW}", "slower"]
        bench.queue.close()

    run(story())


def test_what_is_asked_ahead_is_refused_while_there_is_other_work() -> None:
    async def story() -> None:
        bench, ahead = Bench(), Client("ann", ahead=True)
        asked = bench.ask("a", BEN, wait=True)
        await settle()
        with pytest.raises(ProblemError) as caught:
            await bench.ask("b", ahead)
        assert caught.value.status_code == 503
        joined = bench.ask("a", ahead)
        bench.gate.set()
        assert await asked == await joined == b"a"
        assert await bench.ask("b", ahead) == b"b"
        assert bench.done == ["a", "b"]
        bench.queue.close()

    run(story())


def test_a_failure_reaches_all_who_wait_and_is_not_kept() -> None:
    async def story() -> None:
        queue = JobQueue(Settings(threads=1))
        tries = []

        def fail(_: Wanted) -> bytes:
            tries.append(1)
            raise ValueError("no")

        asked = [asyncio.create_task(queue.submit("a", client, fail)) for client in (ANN, BEN)]
        for each in asked:
            with pytest.raises(ValueError, match="no"):
                await each
        with pytest.raises(ValueError, match="no"):
            await queue.submit("a", ANN, fail)
        assert len(tries) == 2
        queue.close()

    run(story())


def test_the_oldest_answers_make_room() -> None:
    async def story() -> None:
        bench = Bench(answer_cache_bytes=2)
        for key in ("a", "b", "a", "c", "a", "b", "long"):
            await bench.ask(key)
        assert bench.done == ["a", "b", "c", "b", "long"]
        bench.queue.close()

    run(story())
