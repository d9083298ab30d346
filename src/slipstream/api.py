"""The commands as functions: ``import slipstream as ss``."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Unpack

from slipstream.ensemble.posterior import believed
from slipstream.extras import extras_named
from slipstream.policy import answer as answers
from slipstream.policy import compare as comparisons
from slipstream.policy.adjustments import Adjustments, named, overlays, shock_change
from slipstream.policy.build_scenario import build
from slipstream.policy.policy_files import Policy
from slipstream.policy.question import ask
from slipstream.policy.run_options import RunKeywords, RunOptions

if TYPE_CHECKING:
    import xarray as xr


def answer(
    country: str,
    *,
    policy: str | Sequence[str] = "today",
    levers: Mapping[str, float] | None = None,
    shocks: Mapping[str, Mapping[str, object]] | None = None,
    weights: answers.Weights = answers.EQUAL,
    **options: Unpack[RunKeywords],
) -> answers.Answer:
    """Answer the headline question for a country.

    Parameters
    ----------
    country
        Code of a country pack, such as ``KR``.
    policy
        Names of shipped policies or paths of policy files, later ones over earlier ones.
    levers
        Values by lever that hold from the month after the evidence, in the registry's units, laid
        over the policies.
    shocks
        What is changed of each shock: some of ``probability``, ``window`` (first and last month,
        such as ``2027-01``), ``duration`` (months) and ``severity``.
    weights
        Weights of the sovereignty shares: compute, weights, talent, chips.
    **options
        ``by`` (year), ``within`` (months), ``draws``, ``seed``, ``prior`` and ``fixed_world``, as
        `slipstream.policy.run_options.RunOptions` has them.

    Raises
    ------
    InputError
        If anything asked for does not exist, does not fit or is out of range.
    """
    chosen = RunOptions(**options)
    return answers.answer(
        ask(country, chosen),
        _policies(policy, levers, shocks),
        draws=chosen.draws,
        seed=chosen.seed,
        weights=weights,
        fixed_world=chosen.fixed_world,
    )


def compare(
    *policies: str | Sequence[str], country: str = "KR", **options: Unpack[RunKeywords]
) -> comparisons.Comparison:
    """Compare policies for a country draw by draw; see `answer` for the arguments.

    A sequence lays policies over one another; ``public_budget=3e10`` in it sets a lever.
    """
    chosen = RunOptions(**options)
    return comparisons.compare(
        ask(country, chosen),
        [_policies(policy) for policy in policies],
        draws=chosen.draws,
        seed=chosen.seed,
        fixed_world=chosen.fixed_world,
    )


def run(
    country: str,
    *,
    policy: str | Sequence[str] = "today",
    levers: Mapping[str, float] | None = None,
    shocks: Mapping[str, Mapping[str, object]] | None = None,
    draws: int = RunOptions.draws,
    seed: int = RunOptions.seed,
    prior: bool = RunOptions.prior,
) -> "xr.Dataset":
    """Return the full ensemble of a country; see `answer` for the arguments.

    Returns
    -------
    xarray.Dataset
        Every output by draw and month, with its unit and long name.

    Raises
    ------
    MissingExtraError
        If xarray is not installed, which the extra ``report`` brings.
    """
    with extras_named():
        from slipstream.ensemble.dataset import run as run_scenario

    overlays = _policies(policy, levers, shocks)
    scenario = build(country, overlays, posterior=believed(prior=prior))
    return run_scenario(scenario, draws=draws, seed=seed)


def _policies(
    names: str | Sequence[str],
    levers: Mapping[str, float] | None = None,
    shocks: Mapping[str, Mapping[str, object]] | None = None,
) -> list[Policy]:
    changes = {name: shock_change(given, "shocks", name) for name, given in (shocks or {}).items()}
    adjustments = Adjustments(dict(levers or {}), changes)
    found = named([names] if isinstance(names, str) else names, "policy")
    return [*found, *overlays(adjustments, "arguments")]
