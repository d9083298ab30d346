"""The command that holds the model against history."""

from typing import Annotated

import typer

from slipstream.cli.options import DrawsOption, SeedOption, TableFormat, check_draws, print_json
from slipstream.cli.progress import progress


def coverage(
    country: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only this country; give it again for more."),
    ] = None,
    draws: DrawsOption = 10_000,
    seed: SeedOption = 1,
    output: Annotated[
        TableFormat, typer.Option("--format", help="Print text, JSON or a Markdown table.")
    ] = TableFormat.TEXT,
) -> None:
    """Show how often the bands of a run hold what history saw, country by country."""
    check_draws(draws, seed)

    from slipstream.countries.model_data import model_data
    from slipstream.report import coverage_text as report

    codes = [model_data().code(name) for name in country or ()]
    codes = codes or list(report.countries_with_history())
    with progress(f"{draws:,} draws for {', '.join(codes)}"):
        found = report.review(codes, draws, seed)
    if output is TableFormat.JSON:
        print_json(report.coverage_json(found))
    elif output is TableFormat.MARKDOWN:
        typer.echo(report.coverage_markdown(found))
    else:
        typer.echo(report.coverage_text(found))
