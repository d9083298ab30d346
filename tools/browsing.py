"""The real server and a real browser, for the browser tests, the benchmark and the screenshots."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from typing import IO, Any, Self
from urllib.error import HTTPError

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
"""Program of the browser; None where there is none."""
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
PATIENCE = 120.0
"""Longest wait for anything, seconds: a busy machine is no failure."""


class Server:
    """``slipstream serve`` in a process of its own, on one port for as long as the object lives.

    Leaving the context stops the process.
    """

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None

    @property
    def url(self) -> str:
        """Address of the server, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def process(self) -> int:
        """Number of the process, once it was started."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start the process, and wait until it has answered the question of a first visit.

        Raises
        ------
        RuntimeError
            If it does not, with what it wrote meanwhile.
        """
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - kill closes it
        command = [sys.executable, "-m", "slipstream.cli", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, stderr=self._errors)
        end = time.monotonic() + 5 * PATIENCE  # it imports and compiles everything first
        problem: Exception | None = None
        while time.monotonic() < end and self._process.poll() is None:
            try:
                self.ask("/api/simulate", {})
            except RuntimeError as refused:
                problem = refused
                break
            except OSError:
                time.sleep(0.1)
            else:
                return
        self._errors.seek(0)
        told = self._errors.read().decode(errors="replace")
        self.kill()
        raise RuntimeError(f"slipstream serve does not answer:\n{told}") from problem

    def kill(self) -> None:
        """End the process at once, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def ask(self, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Ask the API: POST with a body, GET without.

        Raises
        ------
        RuntimeError
            If the server refuses.
        """
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)
        except HTTPError as error:
            told = error.read().decode(errors="replace")
            raise RuntimeError(f"{path} refused ({error.code}): {told}") from error

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.kill()
