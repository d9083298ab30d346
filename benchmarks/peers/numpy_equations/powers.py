"""Powers."""

import math

import numpy as np

from benchmarks.peers.numpy_equations import Value


def power(base: Value, exponent: Value) -> Value:
    return np.exp(exponent * np.log(base))


def power10(exponent: Value) -> Value:
    return np.exp(math.log(10.0) * exponent)
