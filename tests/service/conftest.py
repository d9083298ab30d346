"""One real server for all tests of the service, with room for all that they ask."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn

from slipstream.service.app import create_app
from slipstream.service.settings import Settings

ROOMY = Settings(warm=False, rate="1000000/second", queue_per_client=64)


@contextmanager
def serving(settings: Settings) -> Iterator[httpx.Client]:
    """Serve on a free port in a thread, and hand out who asks there."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(settings), log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with httpx.Client(base_url=address, timeout=120) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    """Whoever asks the service."""
    with serving(ROOMY) as found:
        yield found
