"""Powers through exp and log, which the compiler vectorises and ``**`` it does not."""

import math

import jax.numpy as jnp
from jax import Array


def power(base: Array, exponent: Array) -> Array:
    """Raise a positive ``base`` to ``exponent``."""
    return jnp.exp(exponent * jnp.log(base))


def power10(exponent: Array) -> Array:
    """Raise ten to ``exponent``."""
    return jnp.exp(math.log(10.0) * exponent)
