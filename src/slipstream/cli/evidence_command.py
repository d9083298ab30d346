"""Commands about the evidence."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from slipstream.cli.options import (
    DrawsOption,
    Format,
    FormatOption,
    Locale,
    LocaleOption,
    check_draws,
    print_json,
)
from slipstream.cli.progress import progress

if TYPE_CHECKING:
    from slipstream.policy.renewal import Departure, Moved

app = typer.Typer(help="Facts, their sources and their review.", no_args_is_help=True)


@app.command("list", epilog="Example: slipstream evidence list --search 예산 --lang ko")
def show_list(
    country: Annotated[
        str | None, typer.Option(help="Only this country's facts, such as KR, or WORLD.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="Only facts of this kind, such as money or talent.")
    ] = None,
    search: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Only facts with these words, English or Korean."),
    ] = None,
    lang: LocaleOption = Locale.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """List the facts."""
    from rich.console import Console

    from slipstream.countries.model_data import model_data
    from slipstream.evidence import load_facts
    from slipstream.report import evidence_text
    from slipstream.report.language import language

    place = country and ("WORLD" if country.upper() == "WORLD" else model_data().code(country))
    facts = evidence_text.select(load_facts(), country=place, kind=kind, search=search)
    if output is Format.JSON:
        print_json(evidence_text.listing_dict(facts))
    else:
        evidence_text.print_listing(facts, language(lang.value), Console())


@app.command("show", epilog="Example: slipstream evidence show KR.talent.home")
def show_one(
    name: Annotated[str, typer.Argument(metavar="ID", help="A fact, such as KR.talent.home.")],
    lang: LocaleOption = Locale.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """Show one fact with its sources, what contradicts it and what rests on it."""
    from slipstream.evidence import load_facts
    from slipstream.policy.citations import uses
    from slipstream.report.fact_text import fact_dict, fact_text
    from slipstream.report.language import language

    loaded = load_facts()
    fact = loaded.fact(name)
    resting = uses().get(fact.id, ())
    if output is Format.JSON:
        print_json(fact_dict(fact, loaded, resting))
    else:
        typer.echo(fact_text(fact, loaded, resting, language(lang.value)))


@app.command("check", epilog="Example: slipstream evidence check --format json")
def review(output: FormatOption = Format.TEXT) -> None:
    """Review the facts and the history; the exit code is 1 if there are errors."""
    from rich.console import Console

    from slipstream.ensemble.exogenous import NOW
    from slipstream.evidence import load_facts
    from slipstream.evidence.fact_check import check
    from slipstream.policy.citations import cited_facts, mentions
    from slipstream.policy.grounds import grounds
    from slipstream.report import evidence_text

    loaded, used = load_facts(), cited_facts()
    findings = check(loaded, used=used, texts=mentions())
    if output is Format.JSON:
        print_json(evidence_text.review_dict(loaded, findings, used, grounds(NOW)))
    else:
        evidence_text.print_review(loaded, findings, used, grounds(NOW), Console())
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


@app.command(
    "import", epilog="Example: slipstream evidence import epoch-models notable_ai_models.csv"
)
def renew(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="epoch-models, epoch-eci, epoch-clusters, epoch-data-centers, epoch-hardware,"
            " world-bank or aa-index.",
        ),
    ],
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file as its publisher has it.")],
    apply: Annotated[
        bool,
        typer.Option("--apply/--dry-run", help="Take the changes in, or only show them."),
    ] = False,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--evidence", metavar="DIR", help="A folder of evidence, not the packaged one."
        ),
    ] = None,
    country: Annotated[str, typer.Option(help="Whose answer is computed before and after.")] = "KR",
    draws: DrawsOption = 4_000,
    output: FormatOption = Format.TEXT,
) -> None:
    """Hold a publisher's file against the evidence, and take in what is new if told to.

    Shown are what would be added, changed and dropped, and what it does to the answer. Changes
    in doubt and outcomes after the end of calibration are never taken in.
    """
    check_draws(draws, 0)

    from slipstream.countries.model_data import model_data
    from slipstream.evidence import fact_files
    from slipstream.evidence.upstream import propose
    from slipstream.evidence.upstream.apply import changed_copy, take_in
    from slipstream.report.evidence_import_text import import_dict, import_text

    where = folder or fact_files.folder()
    code = model_data().code(country)
    proposal = propose(kind, path, fact_files.read_evidence(where))
    sound = proposal.sound
    departed: tuple[Departure, ...] = ()
    effect: Moved | None = None
    if sound:
        from slipstream.policy.citations import cited_facts
        from slipstream.policy.renewal import departures, moved, rows_of

        used = any(change.name in cited_facts() for change in sound)
        with changed_copy(where, sound) as (copy, _), progress(f"{draws:,} draws before and after"):
            departed = departures(rows_of(sound), draws)
            effect = moved(where, copy, code, draws) if used else None
    written = take_in(where, sound) if apply and sound else ()
    if output is Format.JSON:
        print_json(import_dict(proposal, departed, effect, written))
    else:
        typer.echo(import_text(proposal, departed, effect, written))


@app.command("export", epilog="Example: slipstream evidence export --out evidence")
def export(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the tables.")],
    output: FormatOption = Format.TEXT,
) -> None:
    """Write facts, sources, priors and history as a Frictionless data package."""
    from slipstream.evidence import load_facts
    from slipstream.report.data_package import write_package

    written = write_package(load_facts(), out)
    if output is Format.JSON:
        print_json({"files": [str(path) for path in written]})
    else:
        typer.echo("\n".join(f"wrote {path}" for path in written))
