"""What the plain install does, and what it says of the rest."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from slipstream.extras import EXTRAS

ROOT = Path(__file__).parents[1]
# Each command as a line of arguments, by the extra that it needs.
COMMANDS = {
    "serve": ["serve --port 0"],
    "fit": [
        "calibrate --out {folder}",
        "backtest",
        "verify nuts",
        "verify sbc",
        "verify predictive",
        "verify left-out KR",
        "forecast register --until 2027-12 --out {folder}/new.json",
        "forecast score {root}/docs/forecasts/2026-06-30.json",
    ],
    "import": [
        "evidence import world-bank {root}/README.md",
        "claims new --from {root}/README.md --out {folder}/claims.yaml",
    ],
    "report": ["run KR --out {folder}/run.nc"],
}
# Runs commands where some modules cannot be imported, and prints the exit code of each.
PROGRAM = """
import json, sys
missing, commands = json.loads(sys.argv[1])
sys.modules.update(dict.fromkeys(missing))
from slipstream.cli import main
for command in commands:
    sys.argv = ["slipstream", *command]
    try:
        main()
        code = 0
    except SystemExit as left:
        code = left.code or 0
    print(f"exit {code}", file=sys.stderr)
"""


def run_without(
    missing: Sequence[str], commands: Sequence[Sequence[str]]
) -> subprocess.CompletedProcess[str]:
    asked = json.dumps([missing, commands])
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, asked], capture_output=True, text=True, check=False
    )


def test_the_extras_are_those_of_the_project() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)["project"]["optional-dependencies"]
    assert listed.pop("all") == [f"slipstream[{','.join(EXTRAS)}]"]
    names = {extra: [line.partition(">")[0] for line in lines] for extra, lines in listed.items()}
    modules = {
        extra: [name.lower().replace("_", "-") for name in found] for extra, found in EXTRAS.items()
    }
    assert names == modules


@pytest.mark.parametrize("extra", EXTRAS)
def test_a_command_says_which_extra_it_needs(extra: str, tmp_path: Path) -> None:
    lines = [line.format(root=ROOT, folder=tmp_path) for line in COMMANDS[extra]]
    told = run_without(EXTRAS[extra], [line.split() for line in lines]).stderr.splitlines()
    assert len(told) == 2 * len(lines), told
    for command, message, code in zip(lines, told[::2], told[1::2], strict=True):
        assert message.startswith("error: this needs "), command
        assert message.endswith(f'; pip install "slipstream[{extra}]" adds it'), command
        assert code == "exit 2", command
    assert not list(tmp_path.iterdir())


def test_each_package_of_an_extra_is_asked_for(tmp_path: Path) -> None:
    command = f"run KR --out {tmp_path}/run.nc".split()
    for module in EXTRAS["report"]:
        assert f"needs {module}, " in run_without([module], [command]).stderr


def test_from_python_it_is_said_too() -> None:
    program = "import sys; sys.modules['xarray'] = None; import slipstream; slipstream.run('KR')"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert found.stderr.splitlines()[-1] == (
        "slipstream.extras.MissingExtraError: this needs xarray, which a plain install leaves out;"
        ' pip install "slipstream[report]" adds it'
    )


def test_the_plain_install_answers_compares_and_draws(tmp_path: Path) -> None:
    commands = [
        f"answer KR --draws 100 --out {tmp_path}/answer --lang ko",
        f"compare today open-base --draws 100 --out {tmp_path}/compare",
        "evidence list",
        f"evidence export --out {tmp_path}/package",
        "claims list",
        "policies",
    ]
    missing = [module for modules in EXTRAS.values() for module in modules]
    found = run_without(missing, [command.split() for command in commands])
    assert found.stderr.count("exit 0") == len(commands), found.stderr
    for name in ("answer/lag.png", "answer/provenance.json", "compare/index.html"):
        assert (tmp_path / name).stat().st_size > 0
    record = json.loads((tmp_path / "answer/provenance.json").read_text(encoding="utf-8"))
    (software,) = record["agent"].values()
    assert "slipstream:jax" in software
    assert "slipstream:xarray" not in software
