"""The command that forecasts a country without having been told of its models."""

from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_cache_path

from slipstream.cli.inference_command import (
    MembersOption,
    check_members,
    collapse_is_told,
    reporting,
)
from slipstream.cli.options import Format, FormatOption, SeedOption, check_draws, print_json


def left_out(
    country: Annotated[str, typer.Argument(help="Code of a country with scores.")] = "KR",
    members: MembersOption = 512,
    draws: Annotated[int, typer.Option(help="Size of the forecasts, 100 to 1,000,000.")] = 4000,
    seed: SeedOption = 1,
    output: FormatOption = Format.TEXT,
) -> None:
    """Fit the model without a country's scores and runs, and see what it says of them."""
    check_draws(draws, seed)
    check_members(members)

    from slipstream.countries.model_data import model_data
    from slipstream.ensemble.exogenous import NOW
    from slipstream.inference.left_out import left_out as fit_without
    from slipstream.report.checks_text import left_out_json, left_out_text

    folder = Path(user_cache_path("slipstream") / "calibrations")
    folder.mkdir(parents=True, exist_ok=True)
    with reporting() as report, collapse_is_told():
        found = fit_without(
            model_data().code(country),
            NOW,
            members=members,
            draws=draws,
            seed=seed,
            folder=folder,
            progress=report,
        )
    if output is Format.JSON:
        print_json(left_out_json(found))
    else:
        typer.echo(left_out_text(found))
