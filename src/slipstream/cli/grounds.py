"""Commands about what an answer rests on: its coverage by facts, and the facts that move it."""

from typing import Annotated

import typer

from slipstream.cli.options import (
    ByOption,
    DrawsOption,
    Format,
    FormatOption,
    PriorOption,
    SeedOption,
    Tongue,
    TongueOption,
    WithinOption,
    check_draws,
    print_json,
    print_prose,
)
from slipstream.cli.progress import progress

CountryOption = Annotated[str, typer.Option(help="Code of the country.")]


def coverage(
    country: CountryOption = "KR",
    by: ByOption = 2030,
    within: WithinOption = 7.0,
    draws: DrawsOption = 20_480,
    seed: SeedOption = 1,
    prior: PriorOption = False,
    lang: TongueOption = Tongue.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """Say how many numbers, and how much of the variance of the answer, rest on facts."""
    check_draws(draws, seed)

    from slipstream.ensemble.posterior import believed
    from slipstream.policy.grounds import coverage as find_coverage
    from slipstream.policy.question import Question
    from slipstream.policy.variance import by_member, variance_shares
    from slipstream.report.grounds_text import coverage_json, coverage_text
    from slipstream.report.language import language

    question = Question(country.upper(), by, within, posterior=believed(prior=prior))
    with progress(f"{draws:,} draws for {question.country}"):
        shares = variance_shares(by_member(question, draws=draws, seed=seed))
    found = find_coverage(shares, question.now)
    if output is Format.JSON:
        print_json(coverage_json(found, shares, question, draws, seed))
    else:
        print_prose(coverage_text(found, shares, question, draws, seed, language(lang.value)))


def value(
    country: CountryOption = "KR",
    by: ByOption = 2030,
    within: WithinOption = 7.0,
    top: Annotated[int, typer.Option(min=1, help="How many facts to list.")] = 20,
    draws: DrawsOption = 20_480,
    seed: SeedOption = 1,
    prior: PriorOption = False,
    lang: TongueOption = Tongue.EN,
    output: FormatOption = Format.TEXT,
) -> None:
    """List the facts that move the answer most, if moved to the ends of their spreads."""
    check_draws(draws, seed)

    from slipstream.ensemble.posterior import believed
    from slipstream.policy.information import value_of_facts
    from slipstream.policy.question import Question
    from slipstream.policy.variance import by_member
    from slipstream.report.grounds_text import value_json, value_text
    from slipstream.report.language import language

    question = Question(country.upper(), by, within, posterior=believed(prior=prior))
    with progress(f"{draws:,} draws for {question.country}"):
        found = value_of_facts(by_member(question, draws=draws, seed=seed), question)
    listed = found.facts[:top]
    if output is Format.JSON:
        print_json(value_json(found, listed, question, draws, seed))
    else:
        print_prose(value_text(found, listed, question, draws, seed, language(lang.value)))
