"""From policies to a scenario: levers by month for every country, and the shocks."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from slipstream.countries.model_data import ModelData, model_data
from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.posterior import Posterior
from slipstream.ensemble.scenario import Scenario, ShockSetting
from slipstream.files import InputError
from slipstream.model.constants import MONTHS_PER_YEAR, START_YEAR, month_step
from slipstream.policy.policy_files import Change, Policy, check_range
from slipstream.registry.schema import Lever

SHARES = ("share_compute", "share_talent", "share_data", "share_open_source", "share_adoption")


def build(
    focal: str,
    policies: Sequence[Policy] = (),
    *,
    now: int = NOW,
    posterior: Posterior | None = None,
    data: ModelData | None = None,
) -> Scenario:
    """Lay policies over today's, the later over the earlier.

    Parameters
    ----------
    focal
        Code of the country whose levers the policies move.
    policies
        Overlays; none of them is today's policy itself.
    now
        Step of the last month of the evidence: today's policy is what was known of it then.
    posterior
        What to draw from, fitted to history up to ``now``; nothing for the priors.
    data
        Evidence, registry and packs; nothing for those that come with the package.

    Raises
    ------
    InputError
        If the country is unknown, a policy is for another one, or the shares of the budget
        come to more than the whole.
    """
    data = data or model_data()
    focal = data.code(focal)
    levers = {name: values.copy() for name, values in _today(data, now).items()}
    shocks = {
        name: ShockSetting(
            probability=row.probability,
            first=month_step(row.window[0]),
            last=month_step(row.window[1]),
            duration=row.duration,
            severity=row.severity,
            reach=row.reach,
        )
        for name, row in data.registry.shocks.items()
    }
    column = data.countries.index(focal)
    for policy in policies:
        if policy.country is not None and data.code(policy.country) != focal:
            found = f"a policy for {policy.country}"
            raise InputError(f"policy {policy.name}", "country", found, f"one for {focal} or any")
        starts = now + 1 if policy.starts is None else month_step(policy.starts)
        for name, change in policy.levers.items():
            levers[name][:, column] = overlay(levers[name][:, column], change, starts)
            _check_values(levers[name][:, column], data.registry.levers[name], policy)
        for name, asked in policy.shocks.items():
            shocks[name] = _changed(shocks[name], asked.model_dump(exclude_none=True))
    _check_shares(levers, column, policies)
    name = " + ".join(policy.name for policy in policies) or "today"
    return Scenario(data, name, focal, data.countries, levers, shocks, now, posterior)


@cache
def _today(data: ModelData, now: int) -> Mapping[str, NDArray[np.float64]]:
    """Today's policy of all countries by lever, ``(month, country)``; not to be changed."""
    return {name: np.array(values) for name, values in data.levers_by_month(now).items()}


def overlay(values: NDArray[np.float64], change: Change, starts: int) -> NDArray[np.float64]:
    """Replace a lever's monthly values from ``starts`` on; years before their first stay."""
    after = values.copy()
    if change.times is not None:
        after[starts:] *= change.times
        return after
    if change.value is not None:
        after[starts:] = change.value
        return after
    for year, value in sorted((change.by_year or {}).items()):
        after[max(starts, (year - START_YEAR) * MONTHS_PER_YEAR) :] = value
    return after


def _changed(setting: ShockSetting, asked: dict[str, object]) -> ShockSetting:
    window = asked.pop("window", None)
    if isinstance(window, tuple):
        asked["first"], asked["last"] = month_step(window[0]), month_step(window[1])
    return ShockSetting(**{**vars(setting), **asked})


def _check_values(values: NDArray[np.float64], row: Lever, policy: Policy) -> None:
    # A factor can take values out of range that the file itself does not hold.
    for value in (np.min(values), np.max(values)):
        check_range(float(value), row, f"policy {policy.name}", f"levers.{row.name}")


def _check_shares(
    levers: dict[str, NDArray[np.float64]], column: int, policies: Sequence[Policy]
) -> None:
    total = np.sum([levers[name][:, column] for name in SHARES], axis=0)
    worst = int(np.argmax(total))
    if total[worst] > 1.0 + 1e-9:
        where = " + ".join(f"policy {policy.name}" for policy in policies) or "country pack"
        year = START_YEAR + worst // MONTHS_PER_YEAR
        raise InputError(
            where,
            "levers." + " + ".join(SHARES),
            f"{total[worst]:g} in {year}",
            "shares of the budget that come to 1 or less",
        )
