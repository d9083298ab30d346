"""When shocks are on, and how strongly."""

import numpy as np

from benchmarks.peers.numpy_equations import Value


def active(month: int, start: Value, duration: Value) -> Value:
    return np.where((month >= start) & (month < start + duration), 1.0, 0.0)


def begins(month: int, start: Value) -> Value:
    return np.where(month == start, 1.0, 0.0)


def remaining(partnership_depth: Value, partner_exit: Value) -> Value:
    return partnership_depth * (1.0 - partner_exit)


def stalled_effort(effort: Value, rival_stall: Value) -> Value:
    return effort + np.log(1.0 - rival_stall)
