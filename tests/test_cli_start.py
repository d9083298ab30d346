"""What a command brings in before it answers; counted, since seconds differ by machine."""

import os
import subprocess
import sys

import pytest

HEAVY = ("jax", "numpy", "pandas", "xarray", "scipy", "matplotlib", "yaml", "babel")

SCRIPT = """
import jax, sys
from slipstream import cli

compiled = []
jax.monitoring.register_event_duration_secs_listener(
    lambda event, seconds, **_: compiled.append(event) if "backend_compile" in event else None
)
sys.argv = ["slipstream", "answer", "KR", "--draws", "1024"]
try:
    cli.main()
except SystemExit:
    pass
print(len(compiled), *sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["--help", "answer --help", "evidence --help", "serve --help"])
def test_help_imports_nothing_that_it_does_not_need(command: str) -> None:
    code = (
        f"import sys; from slipstream import cli; sys.argv = ['slipstream', *{command.split()}]\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        f"print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stderr.split() == []
    assert "Usage" in ran.stdout


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, set[str]]:
    """Programs that JAX compiled or looked up in a warm answer, and the modules it imported."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}
    command = [sys.executable, "-c", SCRIPT]
    for _ in range(2):
        ran = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    count, *modules = ran.stderr.split()
    return int(count), set(modules)


def test_a_warm_answer_imports_nothing_for_charts_and_tables(warm: tuple[int, set[str]]) -> None:
    heavy = {"pandas", "xarray", "scipy", "matplotlib", "rich", "pint", "blackjax", "starlette"}
    assert heavy & warm[1] == set()
    assert {"jax", "slipstream.policy.answer"} <= warm[1]


def test_a_warm_answer_traces_none_of_the_large_programs(warm: tuple[int, set[str]]) -> None:
    """Each program that is traced again costs some ten milliseconds, a run of the world 500."""
    assert warm[0] <= 6
