"""Servers of the peers, each in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = Path(__file__).parent / "peers"
PATIENCE = 60.0
"""Seconds within which a server has to answer."""


@dataclass(frozen=True)
class Peer:
    """A framework: how its server starts, and the path of the page."""

    name: str
    module: str
    command: tuple[str, ...]
    path: str

    @property
    def missing(self) -> bool:
        """Whether it is not installed."""
        return find_spec(self.module) is None

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve the page; gives its address."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [sys.executable, "-m", *self.command, str(port)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        address = f"http://localhost:{port}{self.path}"
        try:
            self._wait(address, process)
            yield address
        finally:
            process.terminate()
            process.wait()

    def _wait(self, address: str, process: "subprocess.Popen[bytes]") -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(address, timeout=PATIENCE):
                return
            time.sleep(0.2)
        raise RuntimeError(f"{self.name} does not answer at {address}")


PEERS = (
    Peer(
        "Streamlit",
        "streamlit",
        (
            "streamlit",
            "run",
            str(APPS / "streamlit_app.py"),
            "--server.headless=true",
            "--browser.gatherUsageStats=false",
            "--server.port",
        ),
        "/",
    ),
    Peer("Panel", "panel", ("panel", "serve", str(APPS / "panel_app.py"), "--port"), "/panel_app"),
)
