"""Commands: each parses its arguments, calls and prints. Work is imported when it is needed."""

import gc
import os
import sys
from typing import Annotated

import typer

from slipstream.cli import (
    answers_command,
    claims_command,
    evidence_command,
    forecast_command,
    grounds_command,
    history_command,
    inference_command,
    response_command,
    serve_command,
    verify_command,
)
from slipstream.extras import MissingExtraError, extras_named
from slipstream.version import __version__


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"Slipstream {__version__}")
        raise typer.Exit


app = typer.Typer(
    help="Can a country join the frontier AI race?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command(epilog="Example: slipstream answer KR --by 2032 --policy open-base --lang ko")(
    answers_command.answer
)
app.command(epilog="Example: slipstream compare today open-base today+open-weights-closure")(
    answers_command.compare
)
app.command(epilog="Example: slipstream run KR --policy talent-first --out run.nc")(
    answers_command.run
)
app.command(epilog="Example: slipstream response KR --charts build --lang ko")(
    response_command.response
)
app.command(epilog="Example: slipstream policies --lang ko")(answers_command.policies)
app.command(epilog="Example: slipstream coverage --country KR --format markdown")(
    history_command.coverage
)
app.command(epilog="Example: slipstream calibrate --out posterior")(inference_command.calibrate)
app.command(
    epilog="Example: slipstream backtest --origin 2026-06-30 --until 2026-08 --format json"
)(inference_command.backtest)
app.command(epilog="Example: slipstream serve --port 8080")(serve_command.serve)
evidence_command.app.command(epilog="Example: slipstream evidence coverage --prior")(
    grounds_command.coverage
)
evidence_command.app.command(epilog="Example: slipstream evidence value --top 5 --lang ko")(
    grounds_command.value
)
app.add_typer(evidence_command.app, name="evidence")
app.add_typer(claims_command.app, name="claims")
app.add_typer(forecast_command.app, name="forecast")
app.add_typer(verify_command.app, name="verify")


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Can a country join the frontier AI race?"""


def main() -> None:
    """Run the command line.

    A mistake in the input, or a command that needs an extra which is not installed, is one line
    on stderr and exit code 2; an interrupt gives 130, and a reader that stops listening gives 1,
    both without a word.
    """
    # Nothing here makes cycles worth collecting, and looking for them costs a tenth of the time.
    gc.disable()
    try:
        with extras_named():
            app()
    except BrokenPipeError:
        # What is left in the buffer must not fail again when Python closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:
        # Imported here, as the help of a command needs none of it.
        from slipstream.files import InputError

        if not isinstance(error, InputError | MissingExtraError):
            raise
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(2) from None
    finally:
        gc.freeze()
        gc.enable()
