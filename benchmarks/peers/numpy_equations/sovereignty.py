"""What a country has in its own hands."""

import numpy as np

from benchmarks.peers.numpy_equations import Value


def sovereignty_shares(
    domestic: Value,
    foreign: Value,
    rented: Value,
    adopted_share: Value,
    home: Value,
    abroad: Value,
    licence_exposure: Value,
    domestic_chips: Value,
) -> tuple[Value, Value, Value, Value]:
    """Return the shares of compute, weights, talent and chips."""
    return (
        domestic / np.maximum(domestic + foreign + rented, 1e-6),
        1.0 - adopted_share,
        home / np.maximum(home + abroad, 1e-6),
        1.0 - licence_exposure * (1.0 - domestic_chips),
    )
