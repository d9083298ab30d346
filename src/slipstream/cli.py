"""Commands: each parses its arguments, calls and prints. Work is imported when it is needed."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

app = typer.Typer(
    help="Can a country join the frontier AI race?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
evidence_app = typer.Typer(help="Facts, their sources and their review.", no_args_is_help=True)
app.add_typer(evidence_app, name="evidence")


class Format(StrEnum):
    """How a command prints its answer."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="Print text or JSON.")]


@evidence_app.command("list")
def evidence_list(
    country: Annotated[
        str | None, typer.Option(help="Only this country's facts, such as KR, or WORLD.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="Only facts of this kind, such as money or talent.")
    ] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """List the facts."""
    from rich.console import Console

    from slipstream.evidence import load_facts
    from slipstream.report import evidence_text

    facts = evidence_text.select(load_facts(), country=country, kind=kind)
    if output is Format.JSON:
        print_json(evidence_text.listing_dict(facts))
    else:
        evidence_text.print_listing(facts, Console())


@evidence_app.command("show")
def evidence_show(
    name: Annotated[str, typer.Argument(metavar="ID", help="A fact, such as KR.talent.home.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Show one fact with its sources."""
    from slipstream.evidence import load_facts
    from slipstream.report import evidence_text

    loaded = load_facts()
    fact = loaded.fact(name)
    if output is Format.JSON:
        print_json(evidence_text.fact_dict(fact, loaded))
    else:
        typer.echo(evidence_text.fact_text(fact, loaded))


@evidence_app.command("check")
def evidence_check(output: FormatOption = Format.TEXT) -> None:
    """Review the facts and the history; the exit code is 1 if there are errors."""
    from rich.console import Console

    from slipstream.evidence import load_facts
    from slipstream.evidence.check import check
    from slipstream.report import evidence_text

    loaded = load_facts()
    findings = check(loaded)
    if output is Format.JSON:
        print_json(evidence_text.review_dict(loaded, findings))
    else:
        evidence_text.print_review(loaded, findings, Console())
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def print_json(content: dict[str, Any]) -> None:
    """Print ``content`` as indented JSON."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def main() -> None:
    """Run the command line; a mistake in the input is one line on stderr and exit code 2."""
    try:
        app()
    except Exception as error:
        # Imported here, as the help of a command needs none of it.
        from slipstream.files import InputError

        if not isinstance(error, InputError):
            raise
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
