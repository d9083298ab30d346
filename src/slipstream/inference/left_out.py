"""What the model says of a country whose models it was not told of."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from slipstream.files import InputError
from slipstream.inference.calibrate import Progress, calibrate
from slipstream.inference.forecast import unrecorded
from slipstream.inference.records import Floats, observed, packaged
from slipstream.inference.scores import Score, crps, quantiles, score


@dataclass(frozen=True)
class LeftOut:
    """One country's best scores, from everything but its own.

    ``first`` is the step of the first month with a record, ``quantiles`` at `SCORE_LEVELS` are
    ``(level, month)``, ``scores`` those of the model, and ``others`` the mean CRPS of what needs no
    model: the records of all other countries in the same month, each as likely as the next.
    """

    country: str
    now: int
    members: int
    first: int
    quantiles: Floats
    scores: tuple[Score, ...]
    others: float


def left_out(
    country: str,
    now: int,
    *,
    members: int,
    draws: int,
    seed: int,
    folder: Path,
    progress: Progress = lambda text, share: None,
) -> LeftOut:
    """Fit the model without a country's scores and runs, and hold it against its scores.

    Parameters
    ----------
    country
        Code of a country with scores.
    now
        Step of the last month of data.
    members, draws, seed
        Size of the fit and of the ensemble, and their seed.
    folder, progress
        As for `calibrate`.

    Raises
    ------
    InputError
        If the country has no scores by then.
    CollapseError
        If weights leave too few draws.
    """
    history = packaged().until(now)
    scored = history.countries("best_eci")
    if country not in scored:
        raise InputError("left-out", "country", country, f"one of {', '.join(scored)}")
    posterior = calibrate(
        now, members=members, seed=seed, folder=folder, without=country, progress=progress
    )
    values = observed(history, "best_eci", country).values[: now + 1]
    first = int(np.flatnonzero(np.isfinite(values))[0])
    told = unrecorded(posterior, history.without(country), now, draws, seed, first)
    mine = told[country, "best_eci"]
    rest = [observed(history, "best_eci", code).values for code in scored if code != country]
    ensemble = np.stack(rest, axis=1)[first : now + 1]
    found = score("slipstream", {(country, "best_eci"): mine}, first - 1, history)
    return LeftOut(
        country=country,
        now=now,
        members=members,
        first=first,
        quantiles=quantiles(mine),
        scores=found,
        others=_of_others(ensemble, values[first:]),
    )


def _of_others(ensemble: Floats, values: Floats) -> float:
    """Mean CRPS of the records ``(month, country)`` that are known in each month."""
    each = [crps(row[np.isfinite(row)], value) for row, value in zip(ensemble, values, strict=True)]
    return float(np.mean(each))
