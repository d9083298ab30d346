import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from slipstream import cli
from slipstream.files import InputError


@contextmanager
def serving(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "slipstream.cli", "serve", *arguments]
    environment = {**os.environ, "SLIPSTREAM_WARM": "false"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.match(r"Slipstream listens on (http://\S+/)$", line):
            return found[1]
    pytest.fail("the server never said where it listens")


def test_it_answers_where_it_says_and_stops_when_told() -> None:
    with serving("--port", "0") as process:
        where = address(process)
        with urlopen(f"{where}api/meta", timeout=60) as answer:
            assert json.load(answer)["defaults"]["country"] == "KR"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) in (0, 130)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_taken_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with pytest.raises(InputError, match=f"127.0.0.1:{port}, address already in use; expected"):
            CliRunner().invoke(cli.app, ["serve", "--port", port], catch_exceptions=False)


def test_a_host_that_is_not_here_is_told() -> None:
    with pytest.raises(InputError, match=r"^--host, --port: found 192\.0\.2\.1:8080, "):
        CliRunner().invoke(cli.app, ["serve", "--host", "192.0.2.1"], catch_exceptions=False)


def test_a_mistaken_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLIPSTREAM_THREADS", "0")
    with pytest.raises(InputError, match=r"^SLIPSTREAM_THREADS: found '0'; expected greater than"):
        CliRunner().invoke(cli.app, ["serve", "--port", "0"], catch_exceptions=False)
