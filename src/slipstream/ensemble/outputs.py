"""Outputs of the registry, by name, out of a run's track."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from jax import Array

from slipstream.ensemble.engine import Track
from slipstream.model.sovereignty import sovereignty_index
from slipstream.registry.load import registry

EQUAL_WEIGHTS = (1.0, 1.0, 1.0, 1.0)


def outputs_of(track: Track, names: Sequence[str]) -> dict[str, Array]:
    """Pick outputs of the focal country and of the world out of a track.

    Parameters
    ----------
    track
        What a run left, compiled or not.
    names
        Names of outputs of the registry.

    Returns
    -------
    dict
        ``(month, draw)`` by name, in the registry's units. The sovereignty index weighs its four
        shares alike.
    """
    outcome: Any = track.outcome
    own = {
        "lag": track.lag,
        "frontier": track.frontier,
        "open": track.open,
        "sovereignty": sovereignty_index(outcome.sovereignty, EQUAL_WEIGHTS),
    }

    sources = {name: registry().outputs[name].source for name in names}
    return {
        name: own[source] if source in own else reduce(getattr, source.split("."), outcome)
        for name, source in sources.items()
    }
