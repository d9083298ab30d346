"""Commands that fit the model to history and hold its forecasts against what happened."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from slipstream.cli.options import Format, FormatOption, SeedOption, check_draws, print_json

if TYPE_CHECKING:
    from slipstream.inference.forecasts import Backtest

MembersOption = Annotated[int, typer.Option(help="Size of a fitted posterior, 128 to 8,192.")]
FixOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=VALUE",
        help="Hold a number of the model instead of inferring it, such as run_offset=0.",
    ),
]


def calibrate(
    members: MembersOption = 2048,
    seed: SeedOption = 1,
    fix: FixOption = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the posterior.")] = Path(
        "posterior"
    ),
) -> None:
    """Fit the model to history up to the data cut-off; a killed run goes on where it was."""
    fixed = _read_fixed(fix)
    check_members(members)

    from slipstream.ensemble.exogenous import NOW
    from slipstream.ensemble.posterior import write
    from slipstream.inference.calibrate import calibrate as fit

    out.mkdir(parents=True, exist_ok=True)
    with reporting() as report, collapse_is_told():
        found = fit(NOW, members=members, seed=seed, folder=out, fixed=fixed, progress=report)
    write(found, out)
    typer.echo(f"wrote {out / 'posterior.npz'} and {out / 'posterior.yaml'}")


def backtest(
    origin: Annotated[
        list[str] | None,
        typer.Option(metavar="DATE", help="Day up to which data count; all five if not given."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM", help="Last month to forecast; the last observed one."),
    ] = None,
    outcomes: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Later rows of best_eci.csv or largest_run.csv."),
    ] = None,
    draws: Annotated[int, typer.Option(help="Size of the forecasts, 100 to 1,000,000.")] = 4000,
    seed: SeedOption = 1,
    members: MembersOption = 1024,
    fix: FixOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Refit with only what was known at an origin, forecast, and score against what happened."""
    check_draws(draws, seed)
    check_members(members)
    fixed = _read_fixed(fix)
    asked = [read_day(text) for text in origin or ()]

    from slipstream.inference.backtest import ORIGINS, check_origin
    from slipstream.inference.backtest import backtest as make
    from slipstream.inference.forecasts import origin_step
    from slipstream.inference.records import packaged, with_outcomes
    from slipstream.report.backtest_text import backtests_json, backtests_text

    history = packaged() if outcomes is None else with_outcomes(packaged(), outcomes)
    end = max(history.end, *history.score_ends.values(), *history.run_ends.values(), 0)
    last = end if until is None else read_month(until)
    for day in asked:
        check_origin(day, last)
    days = asked or [day for day in ORIGINS if origin_step(day) < last]
    found: list[Backtest] = []
    for day in days:
        with reporting(f"{day}: ") as report, collapse_is_told():
            found.append(
                make(
                    day,
                    last,
                    history=history,
                    draws=draws,
                    seed=seed,
                    members=members,
                    fixed=fixed,
                    progress=report,
                )
            )
    if output is Format.JSON:
        print_json(backtests_json(found, single=len(asked) == 1))
    else:
        typer.echo(backtests_text(found))


def _read_fixed(entries: Sequence[str] | None) -> dict[str, float]:
    from slipstream.files import InputError

    fixed = {}
    for entry in entries or ():
        name, _, value = entry.partition("=")
        try:
            fixed[name] = float(value)
        except ValueError as error:
            raise InputError("--fix", "", repr(entry), "NAME=VALUE with a number") from error
    return fixed


def read_day(text: str) -> dt.date:
    """Read what was given as ``--origin``."""
    from slipstream.files import InputError

    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError("--origin", "", repr(text), "a day such as 2025-04-30") from error


def read_month(text: str) -> int:
    """Read what was given as ``--until``."""
    from slipstream.files import InputError
    from slipstream.model.constants import MONTHS, month_name, month_step

    expected = f"a month such as 2026-08, up to {month_name(MONTHS - 1)}"
    try:
        step = month_step(dt.date.fromisoformat(f"{text}-01").strftime("%Y-%m"))
    except ValueError as error:
        raise InputError("--until", "", repr(text), expected) from error
    if not 0 <= step < MONTHS:
        raise InputError("--until", "", repr(text), expected)
    return step


def check_members(members: int) -> None:
    """Refuse sizes of a posterior that are too small to be one or too large to wait for."""
    from slipstream.files import InputError

    if not 128 <= members <= 8192:
        raise InputError("--members", "", f"{members:,}", "128 to 8,192")


@contextmanager
def reporting(prefix: str = "") -> Iterator[Callable[[str, float], None]]:
    """Show the stages on stderr: in one line of a terminal, or a line each in a log."""
    if not sys.stderr.isatty():
        yield lambda text, share: typer.echo(f"{prefix}{share:4.0%} {text}", err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as display:
        task = display.add_task(f"{prefix}compiling", total=1.0)
        yield lambda text, share: display.update(
            task, completed=share, description=f"{prefix}{text}"
        )


@contextmanager
def collapse_is_told() -> Iterator[None]:
    """End the command with one line where a sampler collapsed."""
    from slipstream.inference.smc import CollapseError

    try:
        yield
    except CollapseError as error:
        typer.echo(f"error: calibration collapsed: {error}", err=True)
        raise typer.Exit(1) from None
