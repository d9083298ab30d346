"""The commands as functions: ``import slipstream as ss``."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from slipstream.ensemble.posterior import believed
from slipstream.extras import extras_named
from slipstream.policy import answer as answers
from slipstream.policy import compare as comparisons
from slipstream.policy.adjustments import Adjustments, named, overlays, shock_change
from slipstream.policy.files import Policy
from slipstream.policy.question import Question
from slipstream.policy.scenario import build

if TYPE_CHECKING:
    import xarray as xr


def answer(
    country: str,
    *,
    by: int = 2030,
    within: float = 7.0,
    policy: str | Sequence[str] = "today",
    levers: Mapping[str, float] | None = None,
    shocks: Mapping[str, Mapping[str, object]] | None = None,
    draws: int = 10_000,
    seed: int = 1,
    prior: bool = False,
    weights: answers.Weights = answers.EQUAL,
    kept_world: bool = False,
) -> answers.Answer:
    """Answer the headline question for a country.

    Parameters
    ----------
    country
        Code of a country pack, such as ``KR``.
    by
        Year at whose end the country is to be in the race, and by whose end to have joined.
    within
        Largest lag that counts as being in the race, months.
    policy
        Names of shipped policies or paths of policy files, later ones over earlier ones.
    levers
        Values by lever that hold from the month after the evidence, in the registry's units, laid
        over the policies.
    shocks
        What is changed of each shock: some of ``probability``, ``window`` (first and last month,
        such as ``2027-01``), ``duration`` (months) and ``severity``.
    draws, seed
        Number of draws and seed of the ensemble.
    prior
        Whether to draw from the priors instead of the posterior that comes with the package.
    weights
        Weights of the sovereignty shares: compute, weights, talent, chips.
    kept_world
        Whether the country runs against a world kept under today's policy, as the web page has
        it, instead of one that sees what the country does.

    Raises
    ------
    InputError
        If anything asked for does not exist, does not fit or is out of range.
    """
    question = Question(country, by, within, posterior=believed(prior=prior))
    overlays = _policies(policy, levers, shocks)
    return answers.answer(
        question, overlays, draws=draws, seed=seed, weights=weights, kept_world=kept_world
    )


def compare(
    *policies: str | Sequence[str],
    country: str = "KR",
    by: int = 2030,
    within: float = 7.0,
    draws: int = 10_000,
    seed: int = 1,
    prior: bool = False,
    kept_world: bool = False,
) -> comparisons.Comparison:
    """Compare policies for a country draw by draw; see `answer` for the arguments.

    A sequence lays policies over one another; ``public_budget=3e10`` in it sets a lever.
    """
    question = Question(country, by, within, posterior=believed(prior=prior))
    overlays = [_policies(policy) for policy in policies]
    return comparisons.compare(question, overlays, draws=draws, seed=seed, kept_world=kept_world)


def run(
    country: str,
    *,
    policy: str | Sequence[str] = "today",
    levers: Mapping[str, float] | None = None,
    shocks: Mapping[str, Mapping[str, object]] | None = None,
    draws: int = 10_000,
    seed: int = 1,
    prior: bool = False,
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
