"""Sovereignty: four shares and their weighted geometric mean."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array


class SovereigntyShares(NamedTuple):
    """What a country has in its own hands, each share 0-1."""

    compute: Array
    weights: Array
    talent: Array
    chips: Array


def sovereignty_shares(
    domestic: Array,
    foreign: Array,
    rented: Array,
    adopted_share: Array,
    home: Array,
    abroad: Array,
    licence_exposure: Array,
    domestic_chips: Array,
) -> SovereigntyShares:
    """Shares of compute owned, weights not taken over, researchers at home, chips unlicensed.

    Parameters
    ----------
    domestic, foreign, rented
        H100e owned at home, foreign-owned on its soil, rented.
    adopted_share
        Share of the model's effective compute that came in with open weights made elsewhere.
    home, abroad
        Researchers, persons.
    licence_exposure
        As in `compute.order_share`.
    domestic_chips
        Share of this month's demand for chips that home industry could fill, 0-1.

    Returns
    -------
    SovereigntyShares
        What was learnt from answers and publications counts as the country's own; what came in
        with weights does not.

    Notes
    -----
    These shares are definitions.
    """
    return SovereigntyShares(
        compute=domestic / jnp.maximum(domestic + foreign + rented, 1e-6),
        weights=1.0 - adopted_share,
        talent=home / jnp.maximum(home + abroad, 1e-6),
        chips=1.0 - licence_exposure * (1.0 - domestic_chips),
    )


def sovereignty_index(shares: SovereigntyShares, weights: tuple[float, ...]) -> Array:
    """Weighted geometric mean of the four shares; a zero anywhere gives zero.

    The weighted geometric mean is a definition, chosen so that no share can make up for a missing
    one.
    """
    total = sum(weights)
    powers = [share ** (weight / total) for share, weight in zip(shares, weights, strict=True)]
    return jnp.prod(jnp.stack(jnp.broadcast_arrays(*powers)), axis=0)
