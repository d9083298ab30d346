"""Commands about the evidence."""

from typing import Annotated

import typer

from slipstream.cli.options import Format, FormatOption, print_json

app = typer.Typer(help="Facts, their sources and their review.", no_args_is_help=True)


@app.command("list", epilog="Example: slipstream evidence list --country KR")
def show_list(
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


@app.command("show", epilog="Example: slipstream evidence show KR.talent.home")
def show_one(
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


@app.command("check", epilog="Example: slipstream evidence check --format json")
def review(output: FormatOption = Format.TEXT) -> None:
    """Review the facts and the history; the exit code is 1 if there are errors."""
    from rich.console import Console

    from slipstream.evidence import load_facts
    from slipstream.evidence.check import check
    from slipstream.policy.citations import cited_facts
    from slipstream.report import evidence_text

    loaded, used = load_facts(), cited_facts()
    findings = check(loaded, used=used)
    if output is Format.JSON:
        print_json(evidence_text.review_dict(loaded, findings, used))
    else:
        evidence_text.print_review(loaded, findings, used, Console())
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)
