"""What the page on the evidence promises holds."""

import re
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from slipstream import cli
from slipstream.evidence import fact_check
from slipstream.evidence.fact_schema import Kind
from slipstream.evidence.upstream import KINDS, table
from slipstream.files import InputError

PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```text\n(Model,.*?)```", PAGE, flags=re.DOTALL)[0]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "eci.csv").write_text(EXAMPLE, encoding="utf-8")
    return tmp_path


def printed(command: str) -> list[str]:
    """Lines that the page says a command prints."""
    (block,) = re.findall(rf"```text\n\$ {re.escape(command)}\n(.*?)```", PAGE, flags=re.DOTALL)
    return str(block).splitlines()


def run(command: str) -> list[str]:
    done = CliRunner().invoke(cli.app, command.split()[1:], catch_exceptions=False)
    return done.stdout.splitlines()


@pytest.mark.usefixtures("folder")
def test_the_made_up_file_prints_what_the_page_says() -> None:
    command = "slipstream evidence import epoch-eci eci.csv"
    # The band is that of the posterior, which is made anew from time to time.
    told, found = printed(command), run(command)
    assert len(found) == len(told)
    assert [line for line in found if "90% band" not in line] == [
        line for line in told if "90% band" not in line
    ]


def test_the_fact_prints_what_the_page_says() -> None:
    command = "slipstream evidence show KR.gpu.pledge_value_low"
    assert run(command) == printed(command)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("half.csv", "Model,id_model_version,Display name\n"),
        ("date.csv", EXAMPLE.replace("2026-02-01", "1.2.2026")),
        ("cut.csv", EXAMPLE[:500]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_damaged_file_reads_as_the_page_says(name: str, content: str) -> None:
    Path(name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        run(f"slipstream evidence import epoch-eci {name}")
    assert f"error: {caught.value}" in PAGE.splitlines()


def test_every_rule_is_explained() -> None:
    source = Path(fact_check.__file__).read_text(encoding="utf-8")
    word = r"[a-z]+(?:-[a-z]+)+|jump|stale|unequal|unused|implausible"
    rules = set(re.findall(rf'Finding\([^)]*?"({word})"', source))
    assert len(rules) > 20
    assert {rule for rule in rules if f"`{rule}`" not in PAGE} == set()


def test_every_kind_of_file_and_every_limit_is_named() -> None:
    assert {kind for kind in KINDS if f"| `{kind}` |" not in PAGE} == set()
    assert set(get_args(Kind)) == set(fact_check.YEARS_FRESH)
    limits = f"{table.MOST_BYTES / 1e6:.0f} MB, {table.MOST_ROWS:,} rows and {table.MOST_COLUMNS}"
    assert limits in " ".join(PAGE.split())


def test_the_years_that_facts_last_are_told() -> None:
    (line,) = (line for line in PAGE.splitlines() if line.startswith("| `stale`"))
    for years in set(fact_check.YEARS_FRESH.values()):
        assert f" {years:g} " in line
