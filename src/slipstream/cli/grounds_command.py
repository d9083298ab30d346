"""Commands about what an answer rests on: its coverage by facts, and the facts that move it."""

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


@with_run_options(without=("fixed_world",), draws=20_480)
def coverage(
    options: RunOptions,
    country: CountryOption = "KR",
    lang: LocaleOption = Locale.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """Say how many numbers, and how much of the variance of the answer, rest on facts."""
    from slipstream.policy.grounds import coverage as find_coverage
    from slipstream.policy.question import ask
    from slipstream.policy.variance import by_member, variance_shares
    from slipstream.report.grounds_text import coverage_json, coverage_text
    from slipstream.report.language import language

    question = ask(country, options)
    with progress(f"{options.draws:,} draws for {question.country}"):
        shares = variance_shares(by_member(question, draws=options.draws, seed=options.seed))
    found = find_coverage(shares, question.now)
    if output is Format.JSON:
        print_json(coverage_json(found, shares, question, options.draws, options.seed))
    else:
        print_prose(
            coverage_text(
                found, shares, question, options.draws, options.seed, language(lang.value)
            )
        )


@with_run_options(without=("fixed_world",), draws=20_480)
def value(
    options: RunOptions,
    country: CountryOption = "KR",
    top: Annotated[int, typer.Option(min=1, help="How many facts to list.")] = 20,
    lang: LocaleOption = Locale.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """List the facts that move the answer most, if moved to the ends of their spreads."""
    from slipstream.policy.information import value_of_facts
    from slipstream.policy.question import ask
    from slipstream.policy.variance import by_member
    from slipstream.report.grounds_text import value_json, value_text
    from slipstream.report.language import language

    question = ask(country, options)
    with progress(f"{options.draws:,} draws for {question.country}"):
        found = value_of_facts(
            by_member(question, draws=options.draws, seed=options.seed), question
        )
    listed = found.facts[:top]
    if output is Format.JSON:
        print_json(value_json(found, listed, question, options.draws, options.seed))
    else:
        print_prose(
            value_text(found, listed, question, options.draws, options.seed, language(lang.value))
        )
