"""Which observations moved which of the model's numbers."""

from collections.abc import Mapping

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from slipstream.ensemble.draws import quantile
from slipstream.inference.latent import Latent
from slipstream.inference.likelihood import terms
from slipstream.registry.load import registry
from slipstream.statistics import Z90

LEVELS_AS_SCORES = {"0.05": -Z90, "0.5": 0.0, "0.95": Z90}
TOLD = 40
"""How many numbers are listed."""

BATCH = 128
BATCHES = 8


def moved(latent: Latent, vectors: NDArray[np.float32]) -> list[dict[str, object]]:
    """The numbers that history told most about, the most first.

    Parameters
    ----------
    latent
        What was inferred, from which observations.
    vectors
        Draws of the posterior, ``(dimension, draw)``, in random order.

    Returns
    -------
    list
        For each number quantiles of the ``prior`` and of the ``posterior`` in the registry's unit,
        the ``sd`` of its normal score after history (one before), the ``shift`` of that score's
        mean, and ``pulls``: how much of the shift each kind of observation makes.

    Notes
    -----
    Pulls are the mean slope of each kind's log likelihood. In a sample of the posterior they add
    up to the shift, since the mean slope of the whole log density is nothing (Stein's identity).
    """
    slopes = pulls(latent, vectors)
    count = len(latent.priors.uncertain)
    mean, sd = vectors[:count].mean(axis=1), vectors[:count].std(axis=1)
    # The Kullback-Leibler divergence of a normal posterior from the standard normal prior.
    told = 0.5 * (mean**2 + sd**2 - 1.0) - np.log(sd)
    values = np.asarray(latent.priors.values(jnp.asarray(vectors[:count])))
    rows = registry().parameters
    found: list[dict[str, object]] = []
    for at in np.argsort(-told)[:TOLD]:
        place = latent.priors.uncertain[at]
        number = latent.priors.numbers[place]
        row = rows[number.parameter]
        before = quantile(row, number.prior, np.array(list(LEVELS_AS_SCORES.values())))
        after = np.quantile(values[place], [float(level) for level in LEVELS_AS_SCORES])
        found.append(
            {
                "number": number.name,
                "prior": dict(zip(LEVELS_AS_SCORES, _rounded(before), strict=True)),
                "posterior": dict(zip(LEVELS_AS_SCORES, _rounded(after), strict=True)),
                "sd": round(float(sd[at]), 2),
                "shift": round(float(mean[at]), 2),
                "pulls": {kind: round(float(slope[at]), 2) for kind, slope in slopes.items()},
            }
        )
    return found


def pulls(latent: Latent, vectors: NDArray[np.float32]) -> Mapping[str, NDArray[np.float64]]:
    """Mean slope of the log likelihood by kind of observation, ``(dimension,)`` each."""

    def totals(batch: Array) -> dict[str, Array]:
        return {kind: jnp.sum(each) for kind, each in terms(latent, batch).items()}

    slope = jax.jit(jax.jacrev(totals))
    size = min(BATCH, vectors.shape[1])
    starts = range(0, min(BATCHES * size, vectors.shape[1] - size + 1), size)
    parts = [slope(jnp.asarray(vectors[:, start : start + size])) for start in starts]
    return {
        kind: np.mean([np.asarray(part[kind], float).mean(axis=1) for part in parts], axis=0)
        for kind in parts[0]
    }


def _rounded(values: NDArray[np.floating]) -> list[float]:
    return [float(f"{value:.3g}") for value in values]
