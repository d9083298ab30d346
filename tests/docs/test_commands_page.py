"""The pages of commands list every command that there is, and none that there is not."""

import re
from pathlib import Path

import pytest
import typer

from slipstream.cli import app

DOCS = Path(__file__).parents[2] / "docs"


def commands(group: typer.Typer, before: str = "slipstream") -> set[str]:
    found: set[str] = set()
    for command in group.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__.replace("_", "-")
        found.add(f"{before} {name}")
    for each in group.registered_groups:
        assert each.typer_instance is not None
        found |= commands(each.typer_instance, f"{before} {each.name}")
    return found


@pytest.mark.parametrize("page", ["commands.md", "ko/commands.md"])
def test_every_command_is_listed(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    ours = commands(app)
    assert len(ours) > 20
    rows = re.findall(r"^\| `(slipstream [^`]*)`", text, re.MULTILINE)
    listed = {next((one for one in ours if f"{row} ".startswith(f"{one} ")), row) for row in rows}
    assert listed == ours
