"""The options of a run are one list, wherever they are given."""

from dataclasses import fields
from typing import get_type_hints

import pytest
import typer
from typer.testing import CliRunner

from slipstream.cli.options import with_run_options
from slipstream.policy.run_options import RunKeywords, RunOptions

CHOSEN = RunOptions(by=2033, within=7.123456789, draws=12_345, seed=9, prior=True, fixed_world=True)


def test_the_keywords_of_python_are_the_options() -> None:
    options = {field.name: field.type for field in fields(RunOptions)}
    assert get_type_hints(RunKeywords) == options


def test_the_keywords_give_the_same_options() -> None:
    assert eval(f"RunOptions({', '.join(CHOSEN.keywords)})") == CHOSEN


@pytest.mark.parametrize("chosen", [RunOptions(), CHOSEN], ids=["defaults", "all"])
def test_the_arguments_give_the_same_options(chosen: RunOptions) -> None:
    given = []

    @with_run_options()
    def command(options: RunOptions) -> None:
        given.append(options)

    app = typer.Typer()
    app.command()(command)
    CliRunner().invoke(app, [*chosen.arguments], catch_exceptions=False)
    assert given == [chosen]


def test_a_command_has_its_own_number_of_draws() -> None:
    given = []

    @with_run_options(without=("fixed_world",), draws=300)
    def command(options: RunOptions) -> None:
        given.append(options)

    app = typer.Typer()
    app.command()(command)
    CliRunner().invoke(app, [], catch_exceptions=False)
    command(seed=2)
    assert given == [RunOptions(draws=300), RunOptions(draws=300, seed=2)]
    assert CliRunner().invoke(app, ["--fixed-world"]).exit_code == 2
