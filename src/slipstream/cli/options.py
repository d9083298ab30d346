"""Options that several commands share, and the checks of their values."""

import inspect
import json
import math
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from slipstream.policy.run_options import MAX_DRAWS, MIN_DRAWS, RunOptions

if TYPE_CHECKING:
    from slipstream.policy.answer import Weights
    from slipstream.policy.policy_files import Policy


class Format(StrEnum):
    """How a command prints its answer."""

    TEXT = "text"
    JSON = "json"


class TableFormat(StrEnum):
    """How a command prints tables."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class Locale(StrEnum):
    """Language of an answer."""

    EN = "en"
    KO = "ko"


FormatOption = Annotated[Format, typer.Option("--format", help="Print text or JSON.")]
LocaleOption = Annotated[Locale, typer.Option("--lang", help="English or Korean.")]
CountryArgument = Annotated[
    str, typer.Argument(metavar="COUNTRY", help="Code of the country, such as KR.")
]
CountryOption = Annotated[str, typer.Option(help="Code of the country.")]
ByOption = Annotated[
    int, typer.Option(help="Year at whose end the country is in the race, or has joined.")
]
WithinOption = Annotated[
    float, typer.Option(help="Largest lag that counts as being in the race, months.")
]
PolicyOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME|FILE",
        help="A shipped policy or a policy file; give it again to lay one over another.",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="LEVER=VALUE",
        help="Hold a lever at a value from the month after the evidence, such as"
        " public_budget=3e10; again for others.",
    ),
]
ShockOption = Annotated[
    list[str] | None,
    typer.Option(
        "--shock",
        metavar="SHOCK=PROBABILITY[:FIRST..LAST[:MONTHS[:SEVERITY]]]",
        help="Set a shock, such as power_shortage=1:2027-01..2027-06:18:0.4; what is left empty"
        " stays.",
    ),
]
DrawsOption = Annotated[int, typer.Option(help="Size of the ensemble, 100 to 1,000,000.")]
SeedOption = Annotated[int, typer.Option(help="Seed of the random numbers, 0 or more.")]
WeightsOption = Annotated[
    str, typer.Option(help="Weights of the sovereignty shares: compute,weights,talent,chips.")
]
OutOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Folder for a page, its charts and the JSON."),
]

PriorOption = Annotated[
    bool,
    typer.Option("--prior", help="Draw from the priors instead of what is fitted to history."),
]

FixedWorldOption = Annotated[
    bool,
    typer.Option(
        "--fixed-world",
        help="Run the country against a rest of the world that is fixed as under today's policy, as"
        " the web page does, not one that sees what it does.",
    ),
]


_RUN_OPTIONS = {
    "by": ByOption,
    "within": WithinOption,
    "draws": DrawsOption,
    "seed": SeedOption,
    "prior": PriorOption,
    "fixed_world": FixedWorldOption,
}

Command = Callable[..., None]


def with_run_options(
    *, without: Sequence[str] = (), draws: int = RunOptions.draws
) -> Callable[[Command], Command]:
    """Give a command that takes ``options``, which are `RunOptions`, one option for each of them.

    Parameters
    ----------
    without
        Those that the command does not have.
    draws
        Size of the ensemble where none is given.
    """
    names = [name for name in _RUN_OPTIONS if name not in without]
    defaults = {**vars(RunOptions()), "draws": draws}

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_options(**given: Any) -> None:  # noqa: ANN401 - as the command has them
            # One command may call another with some of its options.
            options = RunOptions(**{name: given.pop(name, defaults[name]) for name in names})
            check_draws(options.draws, options.seed)
            command(options=options, **given)

        added = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=defaults[name],
                annotation=_RUN_OPTIONS[name],
            )
            for name in names
        ]
        parameters: list[inspect.Parameter] = []
        for parameter in inspect.signature(command).parameters.values():
            named = parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            parameters += added if parameter.name == "options" else [named]
        # Typer reads both: the signature for the order and the defaults, the rest for the types.
        with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        with_options.__annotations__ = {each.name: each.annotation for each in parameters}
        return with_options

    return decorate


def check_draws(draws: int, seed: int) -> None:
    """Check the size and the seed of an ensemble.

    Raises
    ------
    InputError
        If one of them is out of range.
    """
    from slipstream.files import InputError

    if not MIN_DRAWS <= draws <= MAX_DRAWS:
        raise InputError("--draws", "", f"{draws:,}", f"{MIN_DRAWS} to {MAX_DRAWS:,}")
    if seed < 0:
        raise InputError("--seed", "", seed, "0 or more")


def read_weights(text: str) -> "Weights":
    """Read the four weights of the sovereignty shares.

    Raises
    ------
    InputError
        If they are not four numbers of zero or more, one of them above zero.
    """
    from slipstream.files import InputError

    problem = InputError(
        "--weights", "", repr(text), "four numbers of 0 or more, not all 0, such as 1,1,2,1"
    )
    try:
        compute, weights, talent, chips = (float(part) for part in text.split(","))
    except ValueError as error:
        raise problem from error
    values = (compute, weights, talent, chips)
    if not all(math.isfinite(value) and value >= 0 for value in values) or not sum(values) > 0:
        raise problem
    return values


def read_policies(
    names: Sequence[str] | None,
    levers: Sequence[str] | None = None,
    shocks: Sequence[str] | None = None,
) -> "list[Policy]":
    """Find the policies of one scenario, in the order in which they are laid over today's.

    What is set on the spot, as ``NAME=VALUE``, is laid over all of them.
    """
    from slipstream.policy.adjustments import named, overlays, read

    settings = read([*(levers or ()), *(shocks or ())], "--set, --shock")
    return [*named(names or (), "POLICY"), *overlays(settings, "--set, --shock")]


def repeated(*given: tuple[str, Sequence[str] | None]) -> list[str]:
    """Options that may be given again, with their names, as arguments of the command line."""
    return [word for option, texts in given for text in texts or () for word in (option, text)]


def print_json(content: dict[str, Any]) -> None:
    """Print ``content`` as indented JSON; a number that JSON does not know is a defect."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))


def print_prose(text: str) -> None:
    """Print paragraphs, wrapped to a readable width at a terminal and one to a line elsewhere."""
    from sys import stdout

    if not stdout.isatty():
        typer.echo(text)
        return
    from rich.console import Console

    console = Console()
    console.width = min(console.width, 100)
    console.print(text, markup=False, highlight=False)
