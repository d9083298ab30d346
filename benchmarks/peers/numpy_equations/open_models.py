"""The open pool, and what is taken over from better models."""

import numpy as np

from benchmarks.peers.numpy_equations import Value, powers
from slipstream.model.constants import STEP_YEARS


def open_lag(open_lag_mean: Value, open_lag_wander: Value) -> Value:
    return open_lag_mean * np.exp(open_lag_wander)


def advance_excess_lag(excess: Value, closed: Value, open_recovery: Value) -> Value:
    made_up = 1.0 - np.exp(-STEP_YEARS / open_recovery)
    return excess + closed - excess * (1.0 - closed) * made_up


def openness(excess: Value, lag: Value) -> Value:
    return lag / (lag + excess)


def held_back(released: Value, pool: Value, frontier: Value, openness: Value) -> Value:
    return released - (1.0 - openness) * np.maximum(frontier - pool, 0.0)


def advance_open_pool(
    pool: Value, frontier: Value, lag: Value, closed: Value, released: Value
) -> Value:
    caught_up = 1.0 / np.maximum(lag, 1.0)
    trailing = pool + np.maximum(frontier - pool, 0.0) * caught_up
    offered = np.minimum(np.maximum(trailing, released), np.maximum(frontier, pool))
    return pool + (1.0 - closed) * np.maximum(offered - pool, 0.0)


def own_release(effective: Value, open_release: Value, own_open_share: Value) -> Value:
    return effective + np.log10(np.maximum(open_release * own_open_share, 1e-6))


def teacher(
    pool: Value, frontier: Value, answer_access: Value, partnership_depth: Value, enforced: Value
) -> Value:
    reach = answer_access * (1.0 - enforced)
    reach = reach + (1.0 - reach) * partnership_depth
    return pool + np.clip(reach, 0.0, 1.0) * np.maximum(frontier - pool, 0.0)


def adopted_share(
    inheritance: Value,
    from_scratch: Value,
    open_source_gain: Value,
    open_source_budget: Value,
) -> Value:
    supported = 1.0 + open_source_gain * np.log2(1.0 + open_source_budget / 1e8)
    return np.minimum(inheritance * supported, 1.0) * (1.0 - from_scratch)


def gained(own: Value, source: Value, share: Value, cost: Value) -> Value:
    ratio = powers.power10(np.minimum(source - own, 30.0))
    return share * np.maximum(ratio - 1.0, 0.0) / (1.0 + cost * ratio)
