"""Commands that run the model: answers, comparisons and whole ensembles."""

import datetime as dt
import shlex
from pathlib import Path
from typing import Annotated

import typer

from slipstream.cli.options import (
    CountryArgument,
    CountryOption,
    Format,
    FormatOption,
    Locale,
    LocaleOption,
    OutOption,
    PolicyOption,
    SetOption,
    ShockOption,
    WeightsOption,
    print_json,
    print_prose,
    read_policies,
    read_weights,
    repeated,
    with_run_options,
)
from slipstream.cli.progress import progress
from slipstream.policy.run_options import RunOptions

ALIKE = "1,1,1,1"


@with_run_options()
def answer(
    country: CountryArgument,
    options: RunOptions,
    policy: PolicyOption = None,
    levers: SetOption = None,
    shocks: ShockOption = None,
    weights: WeightsOption = ALIKE,
    output: FormatOption = Format.TEXT,
    lang: LocaleOption = Locale.EN,
    out: OutOption = None,
) -> None:
    """Say how likely a country is to join the frontier AI race, and what would change that."""
    begun = dt.datetime.now(dt.UTC)
    weighed = read_weights(weights)
    overlays = read_policies(policy, levers, shocks)

    from slipstream.countries.model_data import model_data
    from slipstream.ensemble.random_streams import draw_ahead

    data = model_data()
    data.code(country)
    # Begun before JAX is imported, which takes as long as drawing.
    draw_ahead(data.countries, options.seed, options.draws)

    from slipstream.policy.answer import answer as find_answer
    from slipstream.policy.question import ask
    from slipstream.report.answer_json import answer_json
    from slipstream.report.answer_sentences import answer_sentences
    from slipstream.report.answer_text import answer_text
    from slipstream.report.language import language

    locale = language(lang.value)
    question = ask(country, options)
    with progress(f"{options.draws:,} draws for {question.country}"):
        found = find_answer(
            question,
            overlays,
            draws=options.draws,
            seed=options.seed,
            weights=weighed,
            fixed_world=options.fixed_world,
        )
    sentences = answer_sentences(found, weighed, overlays, locale)
    content = answer_json(found, weighed, locale)
    if out is not None:
        from slipstream.report.folder import write_answer
        from slipstream.report.provenance import RECORD, write_provenance

        command = ["slipstream", "answer", question.country]
        command += repeated(("--policy", policy), ("--set", levers), ("--shock", shocks))
        command += options.arguments
        if weighed != read_weights(ALIKE):
            command += ["--weights", weights]
        command_line = shlex.join(command)
        with progress("charts and page"):
            written = write_answer(out, found, overlays, sentences, content, command_line, locale)
            record = write_provenance(
                out / RECORD,
                written,
                command=command_line,
                begun=begun,
                now=question.now,
                posterior=question.posterior,
                policies=policy or (),
            )
        typer.echo("\n".join(f"wrote {path}" for path in (*written, record)), err=True)
    if output is Format.JSON:
        print_json(content)
    else:
        print_prose(answer_text(sentences, locale))


@with_run_options()
def compare(
    policy: Annotated[
        list[str],
        typer.Argument(
            metavar="POLICY...",
            help="Shipped policies or policy files; join some with + to lay one over another, and"
            " levers or shocks that are set: today+public_budget=3e10.",
        ),
    ],
    options: RunOptions,
    country: CountryOption = "KR",
    levers: SetOption = None,
    shocks: ShockOption = None,
    output: FormatOption = Format.TEXT,
    lang: LocaleOption = Locale.EN,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for a page, its chart, the text and the JSON."),
    ] = None,
) -> None:
    """Put policies side by side: the same futures under each, and the difference in each."""
    begun = dt.datetime.now(dt.UTC)
    stacks = [[name] if Path(name).exists() else name.split("+") for name in policy]
    overlays = [read_policies(names, levers, shocks) for names in stacks]

    from slipstream.policy.compare import compare as find_comparison
    from slipstream.policy.question import ask
    from slipstream.report.comparison_json import comparison_json
    from slipstream.report.comparison_sentences import comparison_sentences, policy_names
    from slipstream.report.comparison_text import comparison_text
    from slipstream.report.language import language

    locale = language(lang.value)
    question = ask(country, options)
    with progress(f"{options.draws:,} draws of {len(overlays)} policies for {question.country}"):
        found = find_comparison(
            question,
            overlays,
            draws=options.draws,
            seed=options.seed,
            fixed_world=options.fixed_world,
        )
    names, content = policy_names(overlays, locale), comparison_json(found)
    if out is not None:
        from slipstream.report.folder import write_comparison
        from slipstream.report.provenance import RECORD, write_provenance

        command = ["slipstream", "compare", *policy, "--country", question.country]
        command += repeated(("--set", levers), ("--shock", shocks))
        command += options.arguments
        command_line = shlex.join(command)
        with progress("chart and page"):
            written = write_comparison(out, found, names, content, command_line, locale)
            record = write_provenance(
                out / RECORD,
                written,
                command=command_line,
                begun=begun,
                now=question.now,
                posterior=question.posterior,
                policies=[name for stack in stacks for name in stack],
            )
        typer.echo("\n".join(f"wrote {path}" for path in (*written, record)), err=True)
    if output is Format.JSON:
        print_json(content)
    else:
        print_prose(comparison_text(comparison_sentences(found, names, locale)))


@with_run_options(without=("by", "within", "fixed_world"))
def run(
    country: CountryArgument,
    out: Annotated[Path, typer.Option(metavar="FILE", help="netCDF file to write.")],
    options: RunOptions,
    policy: PolicyOption = None,
    levers: SetOption = None,
    shocks: ShockOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Write every output of every draw and month as a netCDF file that xarray opens.

    A record of what it was made from goes beside it.
    """
    begun = dt.datetime.now(dt.UTC)
    overlays = read_policies(policy, levers, shocks)

    import netCDF4  # noqa: F401 - a package that is missing is told before the work, not after it

    from slipstream.ensemble.dataset import run as run_ensemble
    from slipstream.ensemble.dataset import write_netcdf
    from slipstream.ensemble.posterior import believed
    from slipstream.policy.build_scenario import build
    from slipstream.report.provenance import SUFFIX, write_provenance

    scenario = build(country, overlays, posterior=believed(prior=options.prior))
    command = ["slipstream", "run", scenario.focal, "--out", out]
    command += repeated(("--policy", policy), ("--set", levers), ("--shock", shocks))
    command += ["--draws", options.draws, "--seed", options.seed, *["--prior"] * options.prior]
    with progress(f"{options.draws:,} draws for {scenario.focal}"):
        dataset = run_ensemble(scenario, draws=options.draws, seed=options.seed)
        write_netcdf(dataset, out)
        record = write_provenance(
            out.with_name(out.name + SUFFIX),
            [out],
            command=shlex.join(map(str, command)),
            begun=begun,
            now=scenario.now,
            posterior=scenario.posterior,
            policies=policy or (),
        )
    size = out.stat().st_size
    if output is Format.JSON:
        print_json(
            {
                "file": str(out),
                "provenance": str(record),
                "bytes": size,
                "country": scenario.focal,
                "policy": scenario.name,
                "draws": options.draws,
                "seed": options.seed,
                "months": dataset.sizes["month"],
                "variables": [str(name) for name in dataset.data_vars],
            }
        )
        return
    typer.echo(
        f"wrote {out}: {len(dataset.data_vars)} variables of {options.draws:,} draws and"
        f" {dataset.sizes['month']} months for {scenario.focal} under {scenario.name},"
        f" {size / 1e6:.1f} MB\nwrote {record}"
    )


def policies(output: FormatOption = Format.TEXT, lang: LocaleOption = Locale.EN) -> None:
    """List the policies that come with the package."""
    from slipstream.policy.policy_files import shipped
    from slipstream.report.language import language

    locale = language(lang.value)
    found = read_policies(shipped())
    if output is Format.JSON:
        print_json(
            {
                "policies": [
                    {
                        "name": each.name,
                        "label": locale.of(each.label),
                        "description": locale.of(each.description),
                        "country": each.country,
                    }
                    for each in found
                ]
            }
        )
        return
    print_prose(
        "\n\n".join(
            f"{each.name}{f' ({each.country})' if each.country else ''}: {locale.of(each.label)}\n"
            f"  {locale.of(each.description)}"
            for each in found
        )
    )
