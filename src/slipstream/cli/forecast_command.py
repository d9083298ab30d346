"""Commands that put forecasts on file and score them once their months have come."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from slipstream.cli.inference_command import read_day, read_month
from slipstream.cli.options import Format, FormatOption, SeedOption, check_draws, print_json

app = typer.Typer(help="Forecasts on file, and their scores.", no_args_is_help=True)


@app.command(
    "register", epilog="Example: slipstream forecast register --until 2027-12 --out 2026-06-30.json"
)
def register(
    out: Annotated[Path, typer.Option(metavar="FILE", help="File to write.")],
    until: Annotated[
        str, typer.Option(metavar="YYYY-MM", help="Last month to forecast.")
    ] = "2027-12",
    origin: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day up to which data count: the end of the evidence."),
    ] = None,
    draws: Annotated[int, typer.Option(help="Size of the forecasts, 100 to 1,000,000.")] = 4000,
    seed: SeedOption = 1,
) -> None:
    """Put on file what the shipped posterior and the baselines forecast, with hash and date."""
    check_draws(draws, seed)
    last = read_month(until)
    day = None if origin is None else read_day(origin)

    from slipstream.ensemble.exogenous import NOW
    from slipstream.ensemble.posterior import shipped
    from slipstream.files import InputError
    from slipstream.inference import registered
    from slipstream.inference.records import packaged
    from slipstream.model.constants import month_end, month_name

    if day is not None and day != month_end(NOW):
        raise InputError("--origin", "", day, f"{month_end(NOW)}, to which the evidence reaches")
    if last <= NOW:
        raise InputError("--until", "", until, f"a month after {month_name(NOW)}")
    if out.exists():
        raise InputError("--out", "", f"{out}, which is there", "a new file: none is overwritten")
    found = registered.register(
        shipped(), packaged(), last, draws=draws, seed=seed, made=date.today()
    )
    registered.write(found, out)
    typer.echo(f"wrote {out}: {len(found.forecasts)} forecasts, sha256 {found.sha256}")


@app.command("score", epilog="Example: slipstream forecast score docs/forecasts/2026-03-31.json")
def score(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="What `forecast register` wrote.")
    ],
    outcomes: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Later rows of best_eci.csv or largest_run.csv."),
    ] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Hold forecasts on file against what the evidence now knows of their months."""
    from slipstream.inference import registered
    from slipstream.inference.records import packaged, with_outcomes
    from slipstream.report.backtest_text import registered_json, registered_text

    history = packaged() if outcomes is None else with_outcomes(packaged(), outcomes)
    on_file = [registered.read(path) for path in files]
    scored = [(one, registered.score(one, history)) for one in on_file]
    if output is Format.JSON:
        print_json({"registered": [registered_json(one, found) for one, found in scored]})
    else:
        typer.echo("\n\n".join(registered_text(one, found) for one, found in scored))
