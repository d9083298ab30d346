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
    own_share: Array,
    from_scratch: Array,
    home: Array,
    abroad: Array,
    licence_exposure: Array,
    domestic_chip_share: Array,
) -> SovereigntyShares:
    """Shares of compute owned, weights made from scratch, researchers at home, chips unlicensed.

    Parameters
    ----------
    domestic, foreign, rented
        H100e owned at home, foreign-owned on its soil, rented.
    own_share
        Share of the model's effective compute that is the country's own.
    from_scratch
        Share of the national effort under a from-scratch rule.
    home, abroad
        Researchers, persons.
    licence_exposure, domestic_chip_share
        As in `compute.order_share`.

    Returns
    -------
    SovereigntyShares
        A model made from scratch counts whole; any other counts by its own share.

    Notes
    -----
    These shares are definitions.
    """
    return SovereigntyShares(
        compute=domestic / jnp.maximum(domestic + foreign + rented, 1e-6),
        weights=from_scratch + (1.0 - from_scratch) * own_share,
        talent=home / jnp.maximum(home + abroad, 1e-6),
        chips=1.0 - licence_exposure * (1.0 - domestic_chip_share),
    )


def sovereignty_index(shares: SovereigntyShares, weights: tuple[float, ...]) -> Array:
    """Weighted geometric mean of the four shares; a zero anywhere gives zero.

    The weighted geometric mean is a definition, chosen so that no share can make up for a missing
    one.
    """
    total = sum(weights)
    powers = [share ** (weight / total) for share, weight in zip(shares, weights, strict=True)]
    return jnp.prod(jnp.stack(jnp.broadcast_arrays(*powers)), axis=0)
