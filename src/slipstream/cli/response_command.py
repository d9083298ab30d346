"""The command that moves every lever and shock and shows how the answer responds."""

from pathlib import Path
from typing import Annotated

import typer

from slipstream.cli.options import (
    CountryArgument,
    Locale,
    LocaleOption,
    TableFormat,
    print_json,
    with_run_options,
)
from slipstream.cli.progress import progress
from slipstream.policy.run_options import RunOptions


@with_run_options(without=("fixed_world",), draws=4_000)
def response(
    options: RunOptions,
    country: CountryArgument = "KR",
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only this lever or shock; give it again for more."),
    ] = None,
    whole_world: Annotated[
        bool,
        typer.Option(
            "--whole-world",
            help="Let the rest of the world see what the country does; takes some ten times as"
            " long.",
        ),
    ] = False,
    output: Annotated[
        TableFormat, typer.Option("--format", help="Print text, JSON or Markdown.")
    ] = TableFormat.TEXT,
    lang: LocaleOption = Locale.EN,
    charts: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for two charts: of the levers, of the shocks."),
    ] = None,
) -> None:
    """Show what each lever and shock does to the answer, at five values each."""
    from slipstream.policy.question import ask
    from slipstream.policy.response import respond
    from slipstream.report import response_text as report
    from slipstream.report.language import language

    locale = language(lang.value)
    question = ask(country, options)
    with progress(f"{options.draws:,} draws at every value of every lever for {question.country}"):
        found = respond(
            question,
            draws=options.draws,
            seed=options.seed,
            whole_world=whole_world,
            only=only or (),
        )
    if charts is not None:
        from slipstream.files import write_atomically
        from slipstream.report.charts import svg
        from slipstream.report.response_charts import lever_chart, shock_chart

        code = question.country.lower()
        wanted = (("levers", lever_chart, found.levers), ("shocks", shock_chart, found.shocks))
        for name, draw, curves in wanted:
            if not curves:
                continue
            path = charts / f"response-{code}-{name}.svg"
            write_atomically(path, svg(draw(found, locale)))
            typer.echo(f"wrote {path}", err=True)
    if output is TableFormat.JSON:
        print_json(report.response_json(found))
    elif output is TableFormat.MARKDOWN:
        typer.echo(report.response_markdown(found, locale))
    else:
        typer.echo(report.response_text(found, locale))
