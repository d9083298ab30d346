"""Checks of the calibration by histories that the model makes itself."""

from pathlib import Path
from typing import Annotated

import typer

from slipstream.cli.inference_command import MembersOption, check_members, read_day, reporting
from slipstream.cli.options import Format, FormatOption, SeedOption, print_json


def sbc(
    sets: Annotated[int, typer.Option(help="Histories to simulate and to fit, 2 to 1,000.")] = 24,
    members: MembersOption = 512,
    seed: SeedOption = 1,
    origin: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Last day of the histories; March 2024 if not given."),
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the results so far.")] = Path(
        "sbc"
    ),
    output: FormatOption = Format.TEXT,
) -> None:
    """Simulate histories from the prior, fit each, and see where the truth lies in the fit."""
    from slipstream.files import InputError

    check_members(members)
    if not 2 <= sets <= 1000:
        raise InputError("--sets", "", f"{sets:,}", "2 to 1,000")
    day = None if origin is None else read_day(origin)

    from slipstream.inference.forecasts import origin_step
    from slipstream.inference.sbc import ORIGIN, Plan, calibrated
    from slipstream.report.checks_text import sbc_json, sbc_text

    now = ORIGIN if day is None else origin_step(day)
    out.mkdir(parents=True, exist_ok=True)
    with reporting() as report:
        found = calibrated(Plan(sets, members, seed, now), out, report)
    if output is Format.JSON:
        print_json(sbc_json(found))
    else:
        typer.echo(sbc_text(found))


def predictive(
    draws: Annotated[int, typer.Option(help="Replications of history, 20 to 10,000.")] = 1000,
    seed: SeedOption = 1,
    output: FormatOption = Format.TEXT,
) -> None:
    """Replicate history from the posterior and see whether the real one looks like that."""
    from slipstream.files import InputError

    if not 20 <= draws <= 10_000:
        raise InputError("--draws", "", f"{draws:,}", "20 to 10,000")

    from slipstream.ensemble.posterior import shipped
    from slipstream.inference.predictive import predictive as replicate
    from slipstream.report.checks_text import predictive_json, predictive_text

    with reporting() as report:
        found = replicate(shipped(), draws, seed, report)
    if output is Format.JSON:
        print_json(predictive_json(found))
    else:
        typer.echo(predictive_text(found))
