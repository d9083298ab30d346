"""Stochastic steps."""

import numpy as np

from benchmarks.peers.numpy_equations import Value
from slipstream.model.constants import STEP_YEARS


def ornstein_uhlenbeck(state: Value, memory: Value, sd: Value, normal: Value) -> Value:
    kept = np.exp(-STEP_YEARS / memory)
    return kept * state + sd * np.sqrt(1.0 - kept * kept) * normal
