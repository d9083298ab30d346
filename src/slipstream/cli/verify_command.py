"""Commands that check the calibration."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from slipstream.cli import verify_left_out, verify_synthetic
from slipstream.cli.inference_command import (
    MembersOption,
    check_members,
    collapse_is_told,
    read_day,
    reporting,
)
from slipstream.cli.options import Format, FormatOption, SeedOption, print_json

if TYPE_CHECKING:
    from slipstream.ensemble.posterior import Posterior

MOST_KEPT = 20_000
LIMITS = {
    "--chains": (4, 128),
    "--warm-up": (30, 5000),
    "--draws": (20, 5000),
}

app = typer.Typer(help="Checks of the calibration.", no_args_is_help=True)
app.command("sbc", epilog="Example: slipstream verify sbc --sets 24 --out build/sbc")(
    verify_synthetic.sbc
)
app.command("left-out", epilog="Example: slipstream verify left-out KR")(verify_left_out.left_out)
app.command("predictive", epilog="Example: slipstream verify predictive --format json")(
    verify_synthetic.predictive
)


@app.command("nuts", epilog="Example: slipstream verify nuts --out build/nuts --format json")
def nuts(
    chains: Annotated[int, typer.Option(help="Chains, 4 to 128, all run at once.")] = 32,
    warm_up: Annotated[int, typer.Option(help="Moves to warm up with, 30 to 5,000.")] = 300,
    draws: Annotated[int, typer.Option(help="Draws of each chain, 20 to 5,000.")] = 400,
    seed: SeedOption = 1,
    origin: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Day up to which data count; the end of the evidence if not given.",
        ),
    ] = None,
    posterior: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            help="A posterior to check, as `calibrate` wrote it; give it again for runs of other"
            " seeds. If not given, the shipped one, or a fit of an earlier origin.",
        ),
    ] = None,
    members: MembersOption = 512,
    output: FormatOption = Format.TEXT,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the draws; a later call finds them there."),
    ] = None,
) -> None:
    """Draw the posterior again with the No-U-Turn sampler and compare, number by number."""
    check_members(members)
    _check_plan(chains, warm_up, draws, seed)
    day = None if origin is None else read_day(origin)

    from slipstream.ensemble.exogenous import NOW
    from slipstream.inference.calibrate import calibrate
    from slipstream.inference.forecasts import origin_step
    from slipstream.inference.latent import Latent
    from slipstream.inference.nuts import Plan, StartError, sample
    from slipstream.inference.observations import observations
    from slipstream.inference.priors import Priors
    from slipstream.report.agreement_text import judge, verdict_json, verdict_text

    now = NOW if day is None else origin_step(day)
    found = _posteriors(now, posterior or [])
    with ExitStack() as closing:
        if not found:
            folder = out or Path(closing.enter_context(TemporaryDirectory()))
            folder.mkdir(parents=True, exist_ok=True)
            with reporting("SMC: ") as report, collapse_is_told():
                found = [calibrate(now, members=members, seed=seed, folder=folder, progress=report)]
    latent = Latent(Priors.known(now, {}), observations(now))
    try:
        with reporting("NUTS: ") as report:
            drawn = sample(latent, Plan(chains, warm_up, draws, seed), out, report)
    except StartError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None
    verdict = judge(latent, drawn, found)
    if output is Format.JSON:
        print_json(verdict_json(verdict))
    else:
        typer.echo(verdict_text(verdict))


def _check_plan(chains: int, warm_up: int, draws: int, seed: int) -> None:
    from slipstream.files import InputError

    asked = {"--chains": chains, "--warm-up": warm_up, "--draws": draws}
    for name, (least, most) in LIMITS.items():
        if not least <= asked[name] <= most:
            raise InputError(name, "", f"{asked[name]:,}", f"{least:,} to {most:,}")
    if chains * draws > MOST_KEPT:
        raise InputError(
            "--draws", "", f"{draws:,} of {chains} chains", f"at most {MOST_KEPT:,} draws in all"
        )
    if seed < 0:
        raise InputError("--seed", "", seed, "0 or more")


def _posteriors(now: int, folders: list[Path]) -> "list[Posterior]":
    """Read the posteriors to check, if there is one for that end of the evidence."""
    from slipstream.countries.model_data import model_data
    from slipstream.ensemble.exogenous import NOW
    from slipstream.ensemble.posterior import DATA, evidence_digest, read
    from slipstream.files import InputError
    from slipstream.model.constants import month_name

    places = folders or ([DATA] if now == NOW else [])
    found = [read(place) for place in places]
    for place, one in zip(places, found, strict=True):
        file = place / "posterior.yaml"
        if one.now != now:
            raise InputError(file, "data_cutoff", month_name(one.now), month_name(now))
        if one.about.get("evidence") != evidence_digest(model_data(), one.now):
            raise InputError(
                file, "evidence", "a fit to other facts, priors or packs", "today's evidence"
            )
        if one.members != found[0].members:
            raise InputError(file, "members", one.members, f"{found[0].members} as in the first")
    return found
