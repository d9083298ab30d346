"""Commands: each parses its arguments, calls and prints. Work is imported when it is needed."""

import gc
import os
import sys

import typer

from slipstream.cli import (
    answers,
    claims,
    evidence,
    forecast,
    grounds,
    history,
    inference,
    response,
    serve,
    verify,
)
from slipstream.extras import MissingExtraError, extras_named

app = typer.Typer(
    help="Can a country join the frontier AI race?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command(epilog="Example: slipstream answer KR --by 2032 --policy open-base --lang ko")(
    answers.answer
)
app.command(epilog="Example: slipstream compare today open-base today+open-weights-closure")(
    answers.compare
)
app.command(epilog="Example: slipstream run KR --policy talent-first --out run.nc")(answers.run)
app.command(epilog="Example: slipstream response KR --charts build --lang ko")(response.response)
app.command(epilog="Example: slipstream policies --lang ko")(answers.policies)
app.command(epilog="Example: slipstream coverage --country KR --format markdown")(history.coverage)
app.command(epilog="Example: slipstream calibrate --out posterior")(inference.calibrate)
app.command(
    epilog="Example: slipstream backtest --origin 2026-06-30 --until 2026-08 --format json"
)(inference.backtest)
app.command(epilog="Example: slipstream serve --port 8080")(serve.serve)
evidence.app.command(epilog="Example: slipstream evidence coverage --prior")(grounds.coverage)
evidence.app.command(epilog="Example: slipstream evidence value --top 5 --lang ko")(grounds.value)
app.add_typer(evidence.app, name="evidence")
app.add_typer(claims.app, name="claims")
app.add_typer(forecast.app, name="forecast")
app.add_typer(verify.app, name="verify")


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
