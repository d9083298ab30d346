"""Commands about the claims of an article."""

from pathlib import Path
from typing import Annotated

import typer

from slipstream.cli.options import (
    CountryOption,
    Format,
    FormatOption,
    Locale,
    LocaleOption,
    print_json,
    print_prose,
    with_run_options,
)
from slipstream.cli.progress import progress
from slipstream.policy.run_options import RunOptions

app = typer.Typer(
    help="An article's claims and their verdicts.",
    no_args_is_help=True,
    invoke_without_command=True,
)

LedgerOption = Annotated[
    Path | None,
    typer.Option("--ledger", metavar="FILE", help="A ledger of your own, not the shipped one."),
]


@app.callback()
def claims(
    context: typer.Context,
    effects: Annotated[
        bool, typer.Option("--effect", help="Same as the command effect, with its usual settings.")
    ] = False,
    lang: LocaleOption = Locale.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """An article's claims and their verdicts."""
    command = context.invoked_subcommand
    if command is not None:
        if effects or lang is not Locale.EN or output is not Format.TEXT:
            from slipstream.files import InputError

            expected = f"options after it: slipstream claims {command} ..."
            raise InputError("claims", "", f"an option before {command}", expected)
        return
    if effects:
        effect(lang=lang, output=output)
    else:
        typer.echo(context.get_help())


@app.command("list", epilog="Example: slipstream claims list --lang ko")
def show_list(
    ledger: LedgerOption = None,
    lang: LocaleOption = Locale.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """List the claims and their verdicts."""
    from rich.console import Console

    from slipstream.claims.ledger_files import ARTICLE, read_ledger
    from slipstream.report import claims_text

    loaded = read_ledger(ledger or ARTICLE)
    if output is Format.JSON:
        print_json(claims_text.listing_dict(loaded))
    else:
        claims_text.print_listing(loaded, lang.value, Console())


@app.command("show", epilog="Example: slipstream claims show deepseek-owner")
def show_one(
    name: Annotated[str, typer.Argument(metavar="ID", help="A claim, such as deepseek-owner.")],
    ledger: LedgerOption = None,
    lang: LocaleOption = Locale.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """Show one claim with its verdict, reason, facts and sources."""
    from slipstream.claims.ledger_files import ARTICLE, find_claim, read_ledger
    from slipstream.evidence import load_facts
    from slipstream.report import claims_text

    loaded = read_ledger(ledger or ARTICLE)
    claim, evidence = find_claim(loaded, name), load_facts()
    if output is Format.JSON:
        print_json(claims_text.claim_dict(claim, loaded, evidence))
    else:
        typer.echo(claims_text.claim_text(claim, loaded, evidence, lang.value))


@app.command("effect", epilog="Example: slipstream claims effect one-and-a-half-billion")
@with_run_options(without=("fixed_world",))
def effect(
    options: RunOptions,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Claims; by default all that bear on the model."),
    ] = None,
    ledger: LedgerOption = None,
    country: CountryOption = "KR",
    lang: LocaleOption = Locale.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """Say what a claim changes in the answer: as stated, against what the evidence says."""
    from slipstream.claims.ledger_files import ARTICLE, find_effect, read_ledger
    from slipstream.policy.effects import claim_effects
    from slipstream.policy.question import ask
    from slipstream.report.effects_text import effects_json, effects_text
    from slipstream.report.language import language

    where = ledger or ARTICLE
    loaded = read_ledger(where)
    for name in names or ():
        find_effect(loaded, name)
    question = ask(country, options)
    with progress(f"{options.draws:,} draws of each claim for {question.country}"):
        found = claim_effects(
            loaded, question, where=where, only=names or (), draws=options.draws, seed=options.seed
        )
    if output is Format.JSON:
        print_json(effects_json(found))
    else:
        print_prose(effects_text(found, loaded, language(lang.value)))


@app.command("check", epilog="Example: slipstream claims check my.claims.yaml --article my.txt")
def review(
    path: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A ledger; by default the shipped one.")
    ] = None,
    article: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The article's text, in which quotes are looked up."),
    ] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Review a ledger against the evidence; the exit code is 1 if there are errors.

    A number that a fact does not bear out is a disagreement, not an error.
    """
    import datetime as dt

    from slipstream.claims.ledger_check import check
    from slipstream.claims.ledger_files import ARTICLE, read_article, read_ledger
    from slipstream.evidence import load_facts
    from slipstream.policy.effects import review_settings
    from slipstream.report import claims_text

    where = path or ARTICLE
    ledger = read_ledger(where)
    evidence = load_facts()
    findings = review_settings(ledger, where, evidence) + check(
        ledger,
        evidence,
        today=dt.datetime.now(dt.UTC).date(),
        exchange_rates=evidence.exchange_rates,
        article=read_article(article) if article else None,
    )
    if output is Format.JSON:
        print_json(claims_text.review_dict(ledger, findings, where))
    else:
        typer.echo(claims_text.review_text(ledger, findings, where))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


@app.command("new", epilog="Example: slipstream claims new --from article.txt")
def make(
    article: Annotated[
        Path, typer.Option("--from", metavar="FILE", help="The article as plain text.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The ledger to write; by default beside the article."),
    ] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Make a ledger to fill in, of the sentences with numbers, names or dates."""
    from slipstream.claims.ledger_files import read_article
    from slipstream.claims.skeleton import checkable, language_of, skeleton, title_of
    from slipstream.files import InputError, write_atomically

    text = read_article(article)
    locale = language_of(text)
    found = checkable(text, locale, article)
    target = out or article.with_suffix(".claims.yaml")
    if target.exists():
        raise InputError(target, "", "a file", "a name that is not taken, by --out")
    write_atomically(target, skeleton(title_of(text), locale, found).encode())
    if output is Format.JSON:
        print_json({"file": str(target), "claims": len(found)})
    else:
        typer.echo(f"{target}: {len(found)} sentences to judge")
